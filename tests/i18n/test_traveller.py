"""The noun for the one who travels, in every form a text asks for: every noun in every language, and words of one's own."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.assets import asset, resources
from cjm_desktop.document import Message, Traveller, TravellerNoun
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.traveller import PLACES, definite, filled, indefinite, possessive
from cjm_desktop.i18n.vocabulary import traveller_names

NOUNS = [noun for noun in TravellerNoun if noun is not TravellerNoun.OWN]
#: Alone, any one, the one, whose; written down here as a person who speaks the language says it.
SAID = {
    "en": {
        "customer": ("a customer", "the customer", "the customer's", "customer journey"),
        "citizen": ("a citizen", "the citizen", "the citizen's", "citizen journey"),
        "resident": ("a resident", "the resident", "the resident's", "resident journey"),
        "guest": ("a guest", "the guest", "the guest's", "guest journey"),
        "user": ("a user", "the user", "the user's", "user journey"),
        "colleague": ("a colleague", "the colleague", "the colleague's", "colleague journey"),
        "patient": ("a patient", "the patient", "the patient's", "patient journey"),
        "student": ("a student", "the student", "the student's", "student journey"),
    },
    "da": {
        "customer": ("en kunde", "kunden", "kundens", "kunderejse"),
        "citizen": ("en borger", "borgeren", "borgerens", "borgerrejse"),
        "resident": ("en beboer", "beboeren", "beboerens", "beboerrejse"),
        "guest": ("en gæst", "gæsten", "gæstens", "gæsterejse"),
        "user": ("en bruger", "brugeren", "brugerens", "brugerrejse"),
        "colleague": ("en kollega", "kollegaen", "kollegaens", "medarbejderrejse"),
        "patient": ("en patient", "patienten", "patientens", "patientrejse"),
        "student": ("en studerende", "den studerende", "den studerendes", "studenterrejse"),
    },
    "nl": {
        "customer": ("een klant", "de klant", "de klant", "klantreis"),
        "citizen": ("een burger", "de burger", "de burger", "burgerreis"),
        "resident": ("een bewoner", "de bewoner", "de bewoner", "bewonersreis"),
        "guest": ("een gast", "de gast", "de gast", "gastreis"),
        "user": ("een gebruiker", "de gebruiker", "de gebruiker", "gebruikersreis"),
        "colleague": ("een collega", "de collega", "de collega", "medewerkersreis"),
        "patient": ("een patiënt", "de patiënt", "de patiënt", "patiëntreis"),
        "student": ("een student", "de student", "de student", "studentreis"),
    },
    "hu": {
        "customer": ("egy ügyfél", "az ügyfél", "az ügyfél", "ügyfélút"),
        "citizen": ("egy állampolgár", "az állampolgár", "az állampolgár", "állampolgári út"),
        "resident": ("egy lakó", "a lakó", "a lakó", "lakossági út"),
        "guest": ("egy vendég", "a vendég", "a vendég", "vendégút"),
        "user": ("egy felhasználó", "a felhasználó", "a felhasználó", "felhasználói út"),
        "colleague": ("egy kolléga", "a kolléga", "a kolléga", "munkatársi út"),
        "patient": ("egy beteg", "a beteg", "a beteg", "betegút"),
        "student": ("egy hallgató", "a hallgató", "a hallgató", "hallgatói út"),
    },
    "sv": {
        "customer": ("en kund", "kunden", "kundens", "kundresa"),
        "citizen": ("en medborgare", "medborgaren", "medborgarens", "medborgarresa"),
        "resident": ("en boende", "den boende", "den boendes", "boenderesa"),
        "guest": ("en gäst", "gästen", "gästens", "gästresa"),
        "user": ("en användare", "användaren", "användarens", "användarresa"),
        "colleague": ("en kollega", "kollegan", "kollegans", "medarbetarresa"),
        "patient": ("en patient", "patienten", "patientens", "patientresa"),
        "student": ("en student", "studenten", "studentens", "studentresa"),
    },
}
#: Whole sentences with two of the nouns: a form is right only where it stands.
SENTENCES = {
    ("In {the_travellers} words", TravellerNoun.GUEST): {
        "en": "In the guest's words",
        "da": "Med gæstens ord",
        "nl": "In de woorden van de gast",
        "hu": "A vendég szavaival",
        "sv": "Med gästens egna ord",
    },
    ("{the_traveller} waits and knows it", TravellerNoun.STUDENT): {
        "en": "The student waits and knows it",
        "da": "Den studerende venter og ved det",
        "nl": "De student wacht en weet dat",
        "hu": "A hallgató vár, és tud róla",
        "sv": "Studenten väntar och vet om det",
    },
    ("What {the_traveller} wants", TravellerNoun.CITIZEN): {
        "en": "What the citizen wants",
        "da": "Det, borgeren vil opnå",
        "nl": "Wat de burger wil",
        "hu": "Mit szeretne az állampolgár",
        "sv": "Vad medborgaren vill",
    },
}
#: What the person is called where nobody asked the document.
TRAVELLERS = {
    "en": r"\btravell?ers?\b",
    "da": r"\brejsendes?\b",
    "nl": r"\breizigers?\b",
    "hu": r"\butazó(?!dott)",
    "sv": r"\bresenär",
}
#: What may stand in a line of a document.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
#: Words a group may come up with, and their forms.
OWN = [
    ("en", "applicant", "an applicant", "the applicant", "the applicant's"),
    ("en", "user of ours", "a user of ours", "the user of ours", "the user of ours's"),
    ("en", "MP", "an MP", "the MP", "the MP's"),
    ("en", "US citizen", "a US citizen", "the US citizen", "the US citizen's"),
    ("en", "hourly worker", "an hourly worker", "the hourly worker", "the hourly worker's"),
    ("en", "EU citizen", "an EU citizen", "the EU citizen", "the EU citizen's"),
    ("da", "frivillig", "en frivillig", "jeres frivillig", "jeres frivilligs"),
    ("da", "medlem", "et medlem", "jeres medlem", "jeres medlems"),
    ("da", "boss", "en boss", "jeres boss", "jeres boss’"),
    ("nl", "vrijwilliger", "een vrijwilliger", "de vrijwilliger", "de vrijwilliger"),
    ("nl", "raadslid", "een raadslid", "het raadslid", "het raadslid"),
    ("hu", "önkéntes", "egy önkéntes", "az önkéntes", "az önkéntes"),
    ("hu", "tag", "egy tag", "a tag", "a tag"),
    ("hu", "SMS-küldő", "egy SMS-küldő", "az SMS-küldő", "az SMS-küldő"),
    ("hu", "HR-es", "egy HR-es", "a HR-es", "a HR-es"),
    ("hu", "IT-s", "egy IT-s", "az IT-s", "az IT-s"),
    ("hu", "5 éves gyerek", "egy 5 éves gyerek", "az 5 éves gyerek", "az 5 éves gyerek"),
    ("hu", "12 éves gyerek", "egy 12 éves gyerek", "a 12 éves gyerek", "a 12 éves gyerek"),
    ("sv", "volontär", "en volontär", "er volontär", "er volontärs"),
    ("sv", "barn", "ett barn", "ert barn", "ert barns"),
]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cjm_i18n_texts", resources().parent / "packaging" / "i18n.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("noun", NOUNS)
def test_each_noun_has_its_forms(language: str, noun: TravellerNoun) -> None:
    said = catalogue_for(language).speaking_of(Traveller(noun=noun)).traveller
    assert tuple(said) == PLACES
    assert tuple(said[place] for place in PLACES[1:]) == SAID[language][noun]
    assert (said["traveller"], said["traveller_journey"]) == traveller_names(catalogue_for(language))[noun]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("english", "noun"), SENTENCES)
def test_sentences_are_right_in_every_language(language: str, english: str, noun: TravellerNoun) -> None:
    words = catalogue_for(language).speaking_of(Traveller(noun=noun))
    assert words.text(english) == words.say(Message(english)) == SENTENCES[english, noun][language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_document_it_is_the_customer(language: str) -> None:
    words = catalogue_for(language)
    assert words.traveller == words.speaking_of(Traveller()).traveller
    assert words.text("Who is {the_traveller}?").endswith(f" {SAID[language]['customer'][1]}?")


@pytest.mark.parametrize(("language", "word", "one", "the", "whose"), OWN)
def test_own_words_have_the_article_of_their_language(language: str, word: str, one: str, the: str, whose: str) -> None:
    assert (indefinite(language, word), definite(language, word), possessive(language, the)) == (one, the, whose)
    said = catalogue_for(language).speaking_of(Traveller(noun=TravellerNoun.OWN, word=word, compound="x-journey")).traveller
    assert list(said.values()) == [word, one, the, whose, "x-journey"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_of_an_own_word_is_made_up_for(language: str) -> None:
    words = catalogue_for(language)
    nothing = words.speaking_of(Traveller(noun=TravellerNoun.OWN)).traveller
    assert nothing == words.traveller
    word = words.speaking_of(Traveller(noun=TravellerNoun.OWN, word="X")).traveller
    assert word["traveller"] == "X"
    assert word["traveller_journey"] == words.pgettext("journey", "journey")
    # A word that is chosen from the list is not the own one that was typed before.
    assert words.speaking_of(Traveller(word="X", compound="Y")).traveller == words.traveller


@given(st.sampled_from(list(LANGUAGES)), st.text(LETTERS, min_size=1, max_size=40))
def test_any_word_leaves_a_text_that_can_be_filled(language: str, word: str) -> None:
    words = catalogue_for(language).speaking_of(Traveller(noun=TravellerNoun.OWN, word="x " + word, compound="y " + word))
    for form in words.traveller.values():
        assert form == " ".join(form.split())
        assert not set("{}") & set(form)
    text = words.say(Message("“{title}” rests on what you believe. Ask {a_traveller} how it was.", title="{n}"))
    assert "{n}" in text
    assert words.traveller["traveller"] in text


@given(st.sampled_from(list(LANGUAGES)), st.sampled_from(PLACES), st.sampled_from(NOUNS))
def test_a_sentence_begins_with_a_capital_and_goes_on_without(language: str, place: str, noun: TravellerNoun) -> None:
    said = catalogue_for(language).speaking_of(Traveller(noun=noun)).traveller
    form = said[place]
    capital = form[0].upper() + form[1:]
    for before in ("", "“", "Done. ", "Is it? „", "“Yes!” "):
        assert filled(f"{before}{{{place}}} x", said) == f"{before}{capital} x"
    for before in ("to ", "first, ", "“a” ", "(of ", "see: "):
        assert filled(f"{before}{{{place}}}.", said) == f"{before}{form}."
    assert filled("{n} {title}", said) == "{n} {title}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_traveller(language: str) -> None:
    tool = _tool()
    spoken = re.compile(TRAVELLERS[language], re.IGNORECASE)
    texts = asset("guide", f"{language}.json").read_text("utf-8").splitlines()
    for message in tool.extracted() if language == "en" else tool.read(tool.po_path(language), language):
        said = message.id if language == "en" else message.string
        texts += (said,) if isinstance(said, str) else said
    assert [text for text in texts if spoken.search(re.sub(r"\{[^}]*\}", "", text))] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_ending_is_stuck_to_a_form(language: str) -> None:
    tool = _tool()
    stuck = re.compile(r"\{(?:" + "|".join(PLACES) + r")\}['’\w-]|[\w-]\{(?:" + "|".join(PLACES) + r")\}")
    texts = [message.string for message in tool.read(tool.po_path(language), language)]
    flat = [form for text in texts for form in ((text,) if isinstance(text, str) else text)]
    assert [form for form in flat if stuck.search(form)] == []


@pytest.mark.parametrize("language", ["da", "nl", "hu", "sv"])
def test_no_article_stands_before_a_form_that_has_its_own(language: str) -> None:
    tool = _tool()
    article = {"da": "den|det|en|et", "nl": "de|het|een", "hu": "a|az|egy", "sv": "den|det|en|ett"}[language]
    doubled = re.compile(rf"\b(?:{article}) \{{(?:a_traveller|the_travellers?)\}}", re.IGNORECASE)
    texts = [message.string for message in tool.read(tool.po_path(language), language)]
    assert [text for text in texts if isinstance(text, str) and doubled.search(text)] == []


def test_without_a_catalogue_a_message_can_be_read() -> None:
    assert str(Message("Ask {a_traveller} how {title} was.", title="it")) == "Ask a traveller how it was."
    assert str(Message("In {the_travellers} words")) == "In the traveller's words"
