"""What a facilitator types while a group maps its onboarding: the same workshop in two languages."""

from __future__ import annotations

from dataclasses import dataclass

#: The grade of each touchpoint, in their order.
GRADES = (6, 9, 8, 2, 3, 9, 8, 2, 3, 7, 4, 6, 3, 9)


@dataclass(frozen=True)
class Script:
    """Words for every field, in the order in which the guide asks for them."""

    language: str
    #: The layout of the keyboard, as ``setxkbmap`` calls it.
    keyboard: str
    purpose: str
    pains: str
    need: str
    ends: str
    people: tuple[tuple[str, str], ...]
    candidate: str
    parties: tuple[str, ...]
    statement: str
    realistic: str
    persona: tuple[str, str, str]
    respondent: str
    title: str
    goals: tuple[str, ...]
    expectation: str
    #: Phase, title, channel and party of each touchpoint as they are written in the quick entry; a sign before the title is its kind.
    lines: tuple[str, ...]
    opportunity: str
    owner: str
    question: str
    when: str
    reader: str


ENGLISH = Script(
    language="en",
    keyboard="us",
    purpose="New colleagues are at work by lunch on their first day.",
    pains="Every third call of a newcomer is about access.",
    need="I want a job that suits me",
    ends="The talk after three months",
    people=(("Anna Holm", "HR"), ("Ben", "IT")),
    candidate="The first weeks in a new job",
    parties=("HR", "IT", "Facilities"),
    statement="They were ready for me.",
    realistic="We can order earlier.",
    persona=("Ida", "Case worker", "A laptop that works"),
    respondent="Newcomer 1",
    title="My new job",
    goals=("Be of use soon", "Know whom to ask"),
    expectation="Somebody knows my name",
    lines=(
        "I say yes > * Reads the advert @Website",
        "Gets the call @Phone #HR",
        "* Signs on screen @E-mail #HR",
        "I wait > .. Six weeks of nothing #HR",
        "* Calls to ask @Phone",
        "My first day > Reception knows her @In person #Facilities",
        "Lunch with the team @In person",
        "zz No card, no door #Facilities",
        "No laptop on the desk @In person #IT",
        "A loan laptop @Service desk #IT",
        "My first month > zz Waits for access #IT",
        "* Does the training @Website #HR",
        ".. Nobody asks how it goes #HR",
        "Her own laptop @Delivery #IT",
    ),
    opportunity="Write every second week",
    owner="HR",
    question="What should we have done differently?",
    when="After three months",
    reader="HR and the desk, together",
)

HUNGARIAN = Script(
    language="hu",
    keyboard="hu",
    purpose="Az új kolléga már az első délután dolgozhasson.",
    pains="Minden harmadik hívás a hozzáférésről szól.",
    need="Olyan munkát szeretnék, amely illik hozzám",
    ends="A három hónap utáni beszélgetés",
    people=(("Horváth Ágnes", "Személyügy"), ("Bence", "Informatika")),
    candidate="Az első hetek az új munkahelyen",
    parties=("Személyügy", "Informatika", "Gondnokság"),
    statement="Látszott, hogy vártak rám.",
    realistic="Korábban rendelhetünk.",
    persona=("Sári", "Ügyintéző", "Működő laptop"),
    respondent="Új kolléga 1",
    title="Az új állásom",
    goals=("Hamar hasznára lenni", "Tudni, kit kérdezhet"),
    expectation="Tudják a nevemet",
    lines=(
        "Igent mondok > * Elolvassa a hirdetést @Weboldal",
        "Felhívják @Telefon #Személyügy",
        "* Aláír a képernyőn @E-mail #Személyügy",
        "Várok > .. Hat hét néma csend #Személyügy",
        "* Odatelefonál @Telefon",
        "Az első napom > A portán ismerik @Személyesen #Gondnokság",
        "Ebéd a csapattal @Személyesen",
        "zz Se kártya, se ajtó #Gondnokság",
        "Nincs laptop az asztalon @Személyesen #Informatika",
        "Egy kölcsöngép @Ügyfélszolgálat #Informatika",
        "Az első hónapom > zz Vár a jogosultságra #Informatika",
        "* Elvégzi a tananyagot @Weboldal #Személyügy",
        ".. Senki sem kérdezi, hogy van #Személyügy",
        "Saját laptop @Kiszállítás #Informatika",
    ),
    opportunity="Kéthetente írni",
    owner="Személyügy",
    question="Mit kellett volna másképp csinálnunk?",
    when="Három hónap után",
    reader="Személyügy és informatika együtt",
)

SCRIPTS = (ENGLISH, HUNGARIAN)
