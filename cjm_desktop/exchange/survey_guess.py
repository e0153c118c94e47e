"""What the columns of a survey seem to be: a proposal for a person to look at, never taken silently.

Contract. :func:`suggested` matches names of columns (or what the cells of one column say) with touchpoints by title and by number, each
touchpoint to the one that fits best, and finds the columns of grades, respondents and days. ``sure`` are those that say a title in
full; the others are to be looked at, and so is a scale that is not sure.
:func:`map_of_dict` and :func:`dict_of_map` are a mapping as JSON holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from cjm_desktop.document import Journey, Message, Touchpoint

from .errors import ImportFailed
from .fields import folded
from .survey import Answers, DayOf, Form, SurveyMap, day_in, is_nobody
from .survey_grades import Rating, ScaleGuess, is_grade, is_nothing, scale_of

# How many cells of a column are looked at.
_SAMPLE = 400
# Less alike than that is chance; a title in full is sure.
_ALIKE, _NUMBERED, _CONTAINED, _SAME = 0.62, 0.7, 0.93, 1.0
_WORTH_COMPARING = 0.3
# So many of the cells of a column of grades are grades.
_GRADES = 0.8
_DIGITS = re.compile(r"(?:^|[^\d.,])(\d{1,4})(?![\d]|[.,]\d)")
_ONLY = re.compile(r"(?:q|f|v|k|t|tp|s)?\s*0*(\d{1,4})\s*[.):\-–—]?\s*")
# What columns are called in English, Danish, Dutch, Hungarian, Swedish and German.
_WORDS = {
    "touchpoint": "touchpoint,step,moment,item,question,title,kontaktpunkt,trin,spørgsmål,contactpunt,contactmoment,stap,vraag,"
    "érintkezési pont,lépés,kérdés,kontaktpunkt,steg,fråga,titel,cím,berührungspunkt,schritt,frage",
    "grade": "grade,score,rating,answer,value,mark,karakter,vurdering,svar,værdi,cijfer,beoordeling,antwoord,waarde,score,"
    "pontszám,értékelés,válasz,érték,betyg,omdöme,svar,värde,note,bewertung,antwort,wert,punkte",
    "respondent": "respondent,participant,person,id,user,response,traveller,"
    "deltager,svarperson,besvarelse,svar,bruger,"
    "deelnemer,persoon,respons,gebruiker,"
    "résztvevő,válaszadó,kitöltő,azonosító,személy,"
    "deltagare,svarande,användare,"
    "teilnehmer,teilnehmerin,teilnehmende,befragte,befragter,antwort,nutzer",
    # When it was handed in, before when it was begun: the first of these that a table has is taken.
    "date": "completion time,completed,completed at,date completed,end time,end date,submitted,submitted at,date submitted,submission date,"
    "submission time,timestamp,date,day,time,"
    "fuldførelsestidspunkt,færdiggørelsestidspunkt,sluttidspunkt,sluttid,afsluttet,besvaret,indsendt,tidsstempel,svardato,dato,tidspunkt,"
    "tijd van voltooien,voltooiingstijd,eindtijd,einddatum,ingevuld op,ingevuld,ingediend op,tijdstempel,invuldatum,datum,tijdstip,"
    "befejezés időpontja,befejezés ideje,beküldés időpontja,kitöltés dátuma,kitöltés időpontja,kitöltve,időbélyeg,dátum,időpont,nap,"
    "slutförandetid,sluttid,slutförd,inskickat,skickat,tidsstämpel,tidstämpel,svarsdatum,tidpunkt,"
    "fertigstellungszeit,abschlusszeit,endzeit,eingereicht,abgeschlossen,abgabedatum,zeitstempel,zeitpunkt,tag,zeit",
    "begun": "start time,start date,started,started at,date created,last modified time,"
    "starttidspunkt,starttid,påbegyndt,begintijd,starttijd,startdatum,begonnen op,"
    "kezdés időpontja,kezdés ideje,kezdési időpont,kezdés dátuma,startzeit,beginn,starttidpunkt",
    "email": "email,e-mail,email address,e-mail address,mail,mail address,username,user name,recipient email,"
    "mailadresse,e-mailadresse,emailadresse,e-mail-adresse,brugernavn,"
    "e-mailadres,emailadres,mailadres,gebruikersnaam,"
    "e-mail cím,e-mail-cím,email cím,email-cím,e-mail címe,felhasználónév,"
    "e-post,e-postadress,epost,epostadress,mejl,mejladress,användarnamn,"
    "benutzername",
    "name": "name,full name,your name,first name,respondent name,"
    "navn,fulde navn,dit navn,naam,volledige naam,je naam,uw naam,név,teljes név,neve,az ön neve,namn,fullständigt namn,ditt namn,"
    "vollständiger name,ihr name",
    # What a tool gives each answer or address and what says nothing of a touchpoint.
    "aside": "last name,surname,collector id,ip address,ip,language,custom data 1,efternavn,achternaam,vezetéknév,keresztnév,efternamn,"
    "nachname,ip-adresse,ip-adres,ip-cím,ip-adress,sprog,taal,nyelv,språk,sprache",
    "comment": "comment,comments,remark,remarks,feedback,anything else,other,"
    "kommentar,kommentarer,bemærkning,bemærkninger,andet,"
    "opmerking,opmerkingen,commentaar,toelichting,overig,"
    "megjegyzés,megjegyzések,észrevétel,hozzászólás,egyéb,"
    "kommentarer,anmärkning,synpunkter,övrigt,"
    "kommentare,bemerkung,bemerkungen,anmerkung,anmerkungen,sonstiges",
}
# What stands beside such a word when each row has one of its own: “Deltager nr.”, “Response ID”, “Antwortnr.”, “User-ID”.
_NUMBERED_BY = frozenset(
    folded(word)
    for word in "id,no,number,#,code,nr,nummer,kode,szám,száma,sorszám,sorszáma,kód,kódja,azonosító,azonosítója,kod,kennung".split(",")
)
_NAMES: Mapping[str, frozenset[str]] = {
    kind: frozenset(folded(word) for word in words.split(",")) for kind, words in _WORDS.items()
}


@dataclass(frozen=True)
class Proposal:
    """A mapping and how far to trust it: ``sure`` are the names (of columns, or in the column of touchpoints) that say a title in full,
    ``unused`` those with grades that fit nothing; ``scale`` is what the answers say of theirs."""

    how: SurveyMap
    sure: frozenset[str]
    unused: tuple[str, ...]
    scale: ScaleGuess

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The names whose touchpoint is a guess."""
        return tuple(name for name in self.how.places if name not in self.sure)


def suggested(answers: Answers, journey: Journey, day_of: DayOf) -> Proposal:
    """What a table seems to say about a journey."""
    samples = {name: _sample(answers, k) for k, name in enumerate(answers.header)}
    shares = {name: _share(said, is_grade) if said else 0.0 for name, said in samples.items()}
    # With the title of a touchpoint in full a column is one, however much is wrong in it: its bad rows are to be told.
    full = matched([name for name, share in shares.items() if share > 0], journey)[1]
    graded = [name for name, share in shares.items() if share >= _GRADES or name in full]
    asides = [name for kind in ("begun", "date", "email", "name", "aside") for name in _named(kind, answers.header) if name not in full]
    day = next((n for kind in ("date", "begun") for n in _named(kind, answers.header) if _days(samples[n], day_of)), "") or next(
        (n for n in answers.header if n not in graded and _days(samples[n], day_of)), ""
    )
    people = [name for name in _named("respondent", answers.header) if name not in full]
    who = _person(answers, [n for n in people if n != day], [n for n in asides if n != day])
    # Each row may have a number besides whoever is named: no grade either.
    said_freely = [name for name in _named("comment", answers.header) if name not in full] + asides + people
    free = [name for name in graded if name not in (day, who, *said_freely)]
    own = (journey.scale.lowest, journey.scale.highest)
    month_first = _month_first(samples.get(day, ()), day_of)
    places, sure = matched(free, journey)
    texts = [name for name in answers.header if samples[name] and name not in (*graded, *said_freely, day, who)]
    grade = next(iter(_named("grade", free)), free[0] if len(free) == 1 else "")
    label = ""
    best: tuple[dict[str, str], frozenset[str]] = {}, frozenset()
    for name in dict.fromkeys((*_named("touchpoint", answers.header), *texts)) if grade else ():
        if name in (grade, day, who, *said_freely):
            continue
        found = matched(labels_of(answers, name), journey)
        if len(found[0]) > len(best[0]):
            label, best = name, found
    if label and len(best[0]) > len(places):
        scale = scale_of(samples[grade], own)
        how = SurveyMap(Form.LONG, best[0], label, grade, who, day, scale.rating, month_first)
        return Proposal(how, best[1], tuple(name for name in labels_of(answers, label) if name not in best[0]), scale)
    scale = scale_of((text for name in (places or free) for text in samples[name]), own)
    how = SurveyMap(Form.WIDE, places, "", "", who, day, scale.rating, month_first)
    return Proposal(how, sure, tuple(name for name in free if name not in places), scale)


def labels_of(answers: Answers, column: str) -> tuple[str, ...]:
    """The different texts of a column, in the order they come; a thousand at most."""
    texts = (" ".join(text.split()) for text in answers.column(answers.header.index(column)))
    return tuple(islice(dict.fromkeys(text for text in texts if text), 1_000))


def matched(names: Sequence[str], journey: Journey) -> tuple[dict[str, str], frozenset[str]]:
    """The touchpoint for each name that fits one, and the names that say its title in full. A touchpoint has one name, the best."""
    cards = [(at, card, folded(card.title)) for at, card in enumerate(journey.touchpoints, 1)]
    grams = [_grams(title) for _, _, title in cards]
    scored: list[tuple[float, int, int, str, str]] = []
    for rank, name in enumerate(names):
        said, own = folded(name), _grams(folded(name))
        numbers = {int(digits) for digits in _DIGITS.findall(said)}
        only = _ONLY.fullmatch(said)
        for (at, card, title), theirs in zip(cards, grams, strict=True):
            merit = _merit(said, own, title, theirs)
            if only and int(only[1]) == at:
                merit = max(merit, _NUMBERED)
            elif at in numbers and merit >= 0.4:
                merit = max(merit, min(_CONTAINED, merit + 0.2))
            if merit >= _ALIKE:
                scored.append((-merit, rank, at, name, card.id))
    places: dict[str, str] = {}
    taken: set[str] = set()
    sure: set[str] = set()
    for merit, _, _, name, ident in sorted(scored):
        if name not in places and ident not in taken:
            places[name] = ident
            taken.add(ident)
            if -merit >= _CONTAINED:
                sure.add(name)
    return {name: places[name] for name in names if name in places}, frozenset(sure)


def _merit(said: str, own: frozenset[str], title: str, theirs: frozenset[str]) -> float:
    if not title or not said:
        return 0.0
    if said == title or _ONLY.sub("", said, count=1).strip() == title:
        return _SAME
    if len(title) >= 4 and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", said):
        # Of two titles in a name the longer one is meant.
        return _CONTAINED + 0.05 * min(1.0, len(title) / len(said))
    alike = 2 * len(own & theirs) / (len(own) + len(theirs))
    if alike >= _WORTH_COMPARING:  # a slip of the pen changes many threes of letters and few letters
        alike = max(alike, SequenceMatcher(None, said, title, autojunk=False).ratio())
    return 0.92 * alike


def _grams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[k : k + 3] for k in range(len(padded) - 2))


def _sample(answers: Answers, at: int) -> list[str]:
    """The first answers of a column that say something."""
    texts = (row[at] for _, row in answers.rows if at < len(row) and not is_nothing(row[at]))
    return list(islice(texts, _SAMPLE))


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(text) for text in texts) / len(texts)


def _days(texts: Sequence[str], day_of: DayOf) -> bool:
    some = texts[:50]
    if not some:
        return False
    dated = sum(any(ch in text for ch in "-/. ") and _is_day(text, day_of) for text in some)
    return dated / len(some) >= 0.8


def _is_day(text: str, day_of: DayOf) -> bool:
    return any(day_in(text, day_of, month_first) is not None for month_first in (False, True))


def _month_first(texts: Iterable[str], day_of: DayOf) -> bool:
    """Whether days are only understood with the month first."""
    some = list(texts)
    plain = sum(day_in(text, day_of, False) is None for text in some)
    return plain > sum(day_in(text, day_of, True) is None for text in some)


def _person(answers: Answers, people: Sequence[str], asides: Sequence[str]) -> str:
    """The column that says whose answers a row has: an address tells somebody who answered twice, which the number of the answer does
    not; then a word for a respondent, then a name. One that is mostly empty, or the same in all rows, tells nobody apart."""
    named = {kind: [name for name in asides if _bare(name) in _NAMES[kind]] for kind in ("email", "name")}
    for name in (*named["email"], *people, *named["name"]):
        told = [text.strip().casefold() for text in answers.column(answers.header.index(name))]
        known = [text for text in told if not is_nobody(text)]
        if 2 * len(known) >= len(told) and (len(set(known)) > 1 or len(told) < 2):
            return name
    return next(iter(people), "")


def _named(kind: str, names: Iterable[str]) -> list[str]:
    """The columns that are called so, those whose word comes first in :data:`_WORDS` first; a respondent also with a number or an id
    beside the word, or grown together with it."""
    if kind == "date":
        rank = {word: at for at, word in reversed(list(enumerate(map(folded, _WORDS[kind].split(",")))))}
        return sorted((name for name in names if _bare(name) in rank), key=lambda name: rank[_bare(name)])
    if kind != "respondent":
        return [name for name in names if _bare(name) in _NAMES[kind]]
    numbered = [name for name in names if _has_number(name)]
    return [*numbered, *(name for name in names if name not in numbered and _bare(name) in _NAMES[kind] - {"svar", "antwort", "response"})]


def _bare(name: str) -> str:
    """The name of a column without the signs around it."""
    return folded(name).strip(" .?!()[]")


def _has_number(name: str) -> bool:
    """Whether a name is a word for a respondent and one of :data:`_NUMBERED_BY`."""
    words = [word for word in re.split(r"[\s.\-–/()]+", re.sub(r"([a-z\u00df-\u017e])([A-Z])", r"\1 \2", name)) if word]
    said = [folded(word) for word in words]
    people = _NAMES["respondent"]
    if len(said) == 2:
        return any(one in people and other in _NUMBERED_BY for one, other in (said, said[::-1]))
    return len(said) == 1 and any(said[0] == f"{word}{number}" for word in people for number in ("nr", "nummer", "id"))


def dict_of_map(how: SurveyMap) -> dict[str, object]:
    """A mapping for JSON; a touchpoint by its id."""
    return {
        "form": how.form.value,
        "places": dict(how.places),
        "touchpoint": how.touchpoint,
        "grade": how.grade,
        "respondent": how.respondent,
        "date": how.date,
        "worst": how.rating.worst,
        "best": how.rating.best,
        "month_first": how.month_first,
    }


def map_of_dict(tree: object, answers: Answers, journey: Journey) -> SurveyMap:
    """The mapping that JSON holds, for a table and a journey. A touchpoint may be given by id, title or number; what is not said is as
    in :class:`~.survey.SurveyMap`. Raises :class:`~.errors.ImportFailed` naming what does not fit."""
    if not isinstance(tree, dict):
        raise ImportFailed(Message("A mapping is a JSON object with “places” and more."))
    form = tree.get("form", Form.WIDE.value)
    if form not in (Form.WIDE.value, Form.LONG.value):
        raise ImportFailed(Message("“{name}” of a mapping is not right: {value}.", name="form", value=repr(form)[:60]))
    columns = {name: _text(tree, name) for name in ("touchpoint", "grade", "respondent", "date")}
    for name in columns.values():
        if name and name not in answers.header:
            raise ImportFailed(Message("The table has no column “{name}”.", name=name))
    if form == Form.LONG.value and not (columns["touchpoint"] and columns["grade"]):
        raise ImportFailed(Message("A table with one grade in each row needs a column “touchpoint” and a column “grade”."))
    places: dict[str, str] = {}
    said = tree.get("places", {})
    if not isinstance(said, dict):
        raise ImportFailed(Message("“{name}” of a mapping is not right: {value}.", name="places", value=repr(said)[:60]))
    for name, one in said.items():
        if form == Form.WIDE.value and name not in answers.header:
            raise ImportFailed(Message("The table has no column “{name}”.", name=str(name)))
        card = _card(one, journey)
        if card is None:
            raise ImportFailed(Message("“{text}” is not among the touchpoints.", text=str(one)[:80]))
        places[name] = card.id
    worst, best = tree.get("worst", 1), tree.get("best", 5)
    ends = f"{worst!r}, {best!r}"[:60]
    for value in (worst, best):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1_000_000 or worst == best:
            raise ImportFailed(Message("“{name}” of a mapping is not right: {value}.", name="worst, best", value=ends))
    return SurveyMap(
        Form(form),
        places,
        columns["touchpoint"],
        columns["grade"],
        columns["respondent"],
        columns["date"],
        Rating(float(worst), float(best)),
        tree.get("month_first") is True,
    )


def _text(tree: Mapping[str, object], name: str) -> str:
    value = tree.get(name, "")
    if not isinstance(value, str):
        raise ImportFailed(Message("“{name}” of a mapping is not right: {value}.", name=name, value=repr(value)[:60]))
    return value


def _card(one: object, journey: Journey) -> Touchpoint | None:
    """A touchpoint by id, title or number."""
    cards = journey.touchpoints
    if isinstance(one, int) and not isinstance(one, bool):
        return cards[one - 1] if 0 < one <= len(cards) else None
    if not isinstance(one, str):
        return None
    named = [card for card in cards if card.id == one] or [card for card in cards if folded(card.title) == folded(one)]
    return named[0] if len(named) == 1 else None


def valid_for(how: SurveyMap, answers: Answers, journey: Journey) -> bool:
    """Whether a remembered mapping still fits a table and a journey: its columns are there, and some of its touchpoints."""
    names = [name for name in (how.touchpoint, how.grade, how.respondent, how.date) if name]
    known = {card.id for card in journey.touchpoints}
    return all(name in answers.header for name in names) and any(ident in known for ident in how.places.values())

