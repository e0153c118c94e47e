"""Hypothesis strategies: whole sound journeys, and random edits of them.

Journeys are small (some ten touchpoints) but have everything: phases, touchpoints of all kinds with gaps in the line,
quotes, several personas, parties, channels, interviews, opportunities, rounds, and keys from a newer version.

What a journey is drawn from is built once and drawn from again (``@cache``): to build and check a strategy takes Hypothesis several
times as long as to draw from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.document import (
    HOUSE_LANES,
    Answer,
    Basis,
    Candidate,
    Channel,
    Charter,
    DesiredExperience,
    Duration,
    EmotionWord,
    FeedbackPlan,
    Interview,
    Journey,
    Kind,
    Lane,
    LaneKind,
    LaneText,
    Met,
    Opportunity,
    OpportunityKind,
    Participant,
    Party,
    Persona,
    PersonaGrade,
    Phase,
    PosterSettings,
    Proposal,
    Quote,
    Reading,
    Record,
    Round,
    Scale,
    Service,
    ServiceLevel,
    State,
    TextLane,
    Touchpoint,
)
from cjm_desktop.edits.parking import change_parked, lot, move_parked, park_touchpoints, put_back, unpark

T = TypeVar("T")
Edit = Callable[[Journey], Journey]

#: For what depends on ids, of which there are many.
_remembered = lru_cache(maxsize=1_000)

#: Lists with records that ``edits.put``, ``drop`` and ``reorder`` work on.
LISTS = (
    "parties",
    "personas",
    "channels",
    "interviews",
    "text_lanes",
    "opportunities",
    "candidates",
    "rounds",
)

words = st.sampled_from(["", "Laptop", "Ügyfélszolgálat", "första dagen", "“Hallo?”", "待つ", "🙂", "a b"])
_durations = st.none() | st.builds(Duration, amount=st.integers(0, 90), unit=st.sampled_from(["min", "h", "d", "w"]))
_yes_or_no = st.booleans()
_two_things = st.sampled_from(["Who pays?", "* Calls @phone 3\nTwice."])
scales = st.sampled_from(
    [Scale(), Scale(lowest=1, highest=5, neutral=3), Scale(lowest=-10, highest=10, neutral=0, step=2)]
)


@cache
def grades(scale: Scale) -> st.SearchStrategy[float]:
    """Grades on a scale, mostly round ones so that plateaus and ties are common."""
    whole = st.integers(int(scale.lowest), int(scale.highest)).map(float)
    return whole | st.floats(scale.lowest, scale.highest, allow_nan=False)


@_remembered
def some(of: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    """One of some ids, or none."""
    return st.sampled_from([None, *of])


@_remembered
def several(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different ids."""
    return st.lists(st.sampled_from(of), unique=True, max_size=4).map(tuple) if of else st.just(())


def _ids(draw: st.DrawFn, prefix: str, most: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{i}" for i in range(draw(_upto(most))))


@cache
def _upto(most: int) -> st.SearchStrategy[int]:
    """A number that is not above ``most``."""
    return st.integers(0, most)


@cache
def _one_to(most: int) -> st.SearchStrategy[int]:
    """A number from 1 to ``most``."""
    return st.integers(1, most)


#: Where something is put: between touchpoints, and where none are.
_places = st.integers(-2, 14)


@cache
def _lists(records: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[list[T]]:
    """At most so many records."""
    return st.lists(records, max_size=most)


def _few(draw: st.DrawFn, records: st.SearchStrategy[T], most: int = 3) -> tuple[T, ...]:
    return tuple(draw(_lists(records, most)))


@_remembered
def one_of(of: Sequence[T]) -> st.SearchStrategy[T]:
    """One of some values; ``of`` is hashable."""
    return st.sampled_from(of)


def _known(journey: Journey, name: str) -> tuple[str, ...]:
    return tuple(record.id for record in getattr(journey, name))


@st.composite
def touchpoints(draw: st.DrawFn, ident: str, phase: str | None, known: Journey) -> Touchpoint:
    """A touchpoint whose references name records of ``known``; about one in three has no grade."""
    return _touchpoint(draw, ident, phase, known)


def _touchpoint(draw: st.DrawFn, ident: str, phase: str | None, known: Journey) -> Touchpoint:
    """One of them."""
    scale = known.scale
    return Touchpoint(
        id=ident,
        phase=phase,
        channel=draw(some(_known(known, "channels"))),
        party=draw(some(_known(known, "parties"))),
        quotes=draw(_quotes(_known(known, "interviews"))),
        personas=draw(_felt(scale, _known(known, "personas"))),
        lane_texts=draw(_lane_texts(_known(known, "text_lanes"))),
        **draw(_told(scale)),
    )


@cache
def _told(scale: Scale) -> st.SearchStrategy[dict[str, Any]]:
    """What a touchpoint says without a reference."""
    grade = st.none() | grades(scale) | grades(scale)
    told = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(Kind),
            "title": words,
            "text": words,
            "service": st.none() | st.sampled_from(Service),
            "when": _durations,
            "duration": _durations,
            "emotion": words,
            "grade": grade,
            "basis": st.none() | st.sampled_from(Basis),
            "desired": grade,
            "met": st.none() | st.sampled_from(Met),
            "service_levels": st.just(()) | st.just((ServiceLevel(name="Reply", target=8),)),
            "votes": st.integers(0, 3),
        }
    )
    return told | told.map(lambda fields: {**fields, "x_mood": {"from": "a newer version"}})


@_remembered
def _quotes(interviews: tuple[str, ...]) -> st.SearchStrategy[tuple[Quote, ...]]:
    return st.lists(st.builds(Quote, text=words, interview=some(interviews)), max_size=2).map(tuple)


@_remembered
def _felt(scale: Scale, personas: tuple[str, ...]) -> st.SearchStrategy[tuple[PersonaGrade, ...]]:
    if not personas:
        return st.just(()) | st.tuples()
    grade = st.none() | grades(scale) | grades(scale)
    felt = st.builds(PersonaGrade, persona=st.sampled_from(personas), emotion=words, grade=grade)
    return st.just(()) | st.tuples(felt)


@_remembered
def _lane_texts(lanes: tuple[str, ...]) -> st.SearchStrategy[tuple[LaneText, ...]]:
    if not lanes:
        return st.just(())
    return st.lists(st.builds(LaneText, lane=st.sampled_from(lanes), text=words), max_size=1).map(tuple)


@_remembered
def _answers(
    scale: Scale, cards: tuple[str, ...], phases: tuple[str, ...], channels: tuple[str, ...]
) -> st.SearchStrategy[Answer]:
    grade = st.none() | grades(scale)
    return st.builds(Answer, touchpoint=some(cards), phase=some(phases), channel=some(channels), happened=words, grade=grade)


@_remembered
def _readings(scale: Scale, cards: tuple[str, ...]) -> st.SearchStrategy[tuple[Reading, ...]]:
    if not cards:
        return st.tuples()
    return st.tuples(st.builds(Reading, touchpoint=st.sampled_from(cards), grade=st.none() | grades(scale)))


@cache
def _emotions(scale: Scale) -> st.SearchStrategy[EmotionWord]:
    return st.builds(EmotionWord, word=words, grade=_grade_or_none(scale))


@cache
def _grade_or_none(scale: Scale) -> st.SearchStrategy[float | None]:
    return st.none() | grades(scale)


@_remembered
def _ranks(phases: int, count: int) -> st.SearchStrategy[list[int]]:
    """The phase of each of so many cards; -1 is none."""
    return st.lists(st.integers(-1, phases - 1), min_size=count, max_size=count)


@_remembered
def _different(of: tuple[str, ...], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """So many different ids."""
    return st.lists(st.sampled_from(of), min_size=least, max_size=most, unique=True)


@st.composite
def journeys(draw: st.DrawFn, most: int = 10) -> Journey:
    """A sound journey with at most ``most`` touchpoints."""
    scale = draw(scales)
    grade = _grade_or_none(scale)
    parties, channels, personas, phases, interviews, lanes = (
        _ids(draw, prefix, 3) for prefix in ("party", "channel", "persona", "phase", "interview", "lane")
    )
    known = Journey(
        scale=scale,
        parties=tuple(Party(id=i, name=draw(words)) for i in parties),
        channels=tuple(Channel(id=i, name=draw(words)) for i in channels),
        personas=tuple(Persona(id=i, name=draw(words), channels=draw(several(channels))) for i in personas),
        interviews=tuple(Interview(id=i) for i in interviews),
        phases=tuple(Phase(id=i, name=draw(words)) for i in phases),
        text_lanes=tuple(TextLane(id=i, name=draw(words)) for i in lanes),
    )
    count = draw(_upto(most))
    ranks = sorted(draw(_ranks(len(phases), count)))
    cards = tuple(_touchpoint(draw, f"t{i}", None if rank < 0 else phases[rank], known) for i, rank in enumerate(ranks))
    ids = tuple(t.id for t in cards)
    answers, readings = _answers(scale, ids, phases, channels), _readings(scale, ids)
    full = Journey(
        title=draw(words),
        state=draw(one_of(State)),
        goals=_few(draw, words),
        charter=Charter(
            purpose=draw(words),
            participants=tuple(
                Participant(id=i, front_line=draw(_yes_or_no)) for i in _ids(draw, "participant", 2)
            ),
        ),
        candidates=tuple(Candidate(id=i, title=draw(words)) for i in _ids(draw, "candidate", 2)),
        desired=DesiredExperience(
            target=draw(grade),
            proposals=tuple(
                Proposal(party=p, grade=draw(grade), agreed=draw(_yes_or_no)) for p in parties
            ),
        ),
        parties=known.parties,
        channels=known.channels,
        personas=known.personas,
        phases=known.phases,
        text_lanes=known.text_lanes,
        poster=PosterSettings(
            lanes=(*HOUSE_LANES, *(Lane(kind=LaneKind.TEXT, lane=i) for i in lanes)) if lanes else (),
            qr=draw(words),
        ),
        scale=scale,
        interviews=tuple(
            Interview(id=i, date="2026-03-01", persona=draw(some(personas)), answers=_few(draw, answers))
            for i in interviews
        ),
        emotions=_few(draw, _emotions(scale), 4),
        touchpoints=cards,
        opportunities=tuple(
            Opportunity(
                id=i,
                touchpoints=draw(several(ids)),
                kind=draw(one_of(OpportunityKind)),
                owner=draw(some(parties)),
            )
            for i in _ids(draw, "opportunity", 3)
        ),
        rounds=tuple(Round(id=i, readings=draw(readings)) for i in _ids(draw, "round", 2)),
        feedback=FeedbackPlan(question=draw(words), channel=draw(some(channels))),
        parking=_few(draw, _two_things),
        x_board={"invented": ["in a newer version"]},  # type: ignore[call-arg]
    )
    # One or two of the cards wait in the parking lot, not only at its end.
    away = draw(_different(ids, 0, 2)) if ids else []
    made = park_touchpoints(full, away)
    return move_parked(made, len(lot(made)) - 1, draw(_upto(3))) if away else made


def changed_record(record: Record) -> Record:
    """A record of one of the lists with one harmless field changed."""
    field = {"Interview": "note", "Opportunity": "title", "Candidate": "title"}.get(
        type(record).__name__, "name"
    )
    return record.replace(**{field: "changed"})


@st.composite
def edit(draw: st.DrawFn, journey: Journey, number: int) -> tuple[str, Edit]:
    """One random edit that can be done to ``journey``; ``number`` makes its new ids new."""
    at = draw(_places)
    cards = _known(journey, "touchpoints")
    phases = _known(journey, "phases")
    choices: list[str] = ["add", "add_phase", "change", "learn", "put_new"]
    if journey.parking or journey.parked:
        choices += ["put back", "shift", "retitle parked"]
    if cards:
        choices += ["park", "move", "move", "remove", "duplicate", "retitle", "rephase", "grade", "gap"]
    if phases:
        choices += ["edge", "edge", "move_phase", "remove_phase", "rename_phase"]
    filled = [name for name in LISTS if getattr(journey, name)]
    if filled:
        choices += ["put", "drop", "reorder"]
    name = draw(one_of(tuple(choices)))
    ids = draw(_different(cards, 1, 4)) if cards else []
    phase = draw(some(phases))
    grade = draw(grades(journey.scale))
    copies = [f"d{number}-{k}" for k in range(len(ids))]
    of_phase = draw(one_of(phases)) if phases else ""
    of_list = draw(one_of(tuple(filled))) if filled else ""
    record: Any = draw(st.sampled_from(getattr(journey, of_list))) if filled else None
    rows = lot(journey)
    row = draw(_upto(max(0, len(rows) - 1)))
    whole = bool(rows) and not isinstance(rows[row], str)
    new: list[Touchpoint] = []
    if name == "add":
        many = range(draw(_one_to(3)))
        new = [_touchpoint(draw, f"n{number}-{k}", draw(some(phases)), journey) for k in many]
    done: dict[str, Edit] = {
        "add": lambda j: edits.add_touchpoints(j, new, at),
        "move": lambda j: edits.move_touchpoints(j, ids, at, phase),
        "remove": lambda j: edits.remove_touchpoints(j, ids),
        "duplicate": lambda j: edits.duplicate_touchpoints(j, ids, copies),
        "retitle": lambda j: edits.change_touchpoints(j, ids, title="Changed", desired=grade),
        "rephase": lambda j: edits.change_touchpoints(j, ids, phase=phase),
        "grade": lambda j: edits.set_grade(j, ids, grade),
        "gap": lambda j: edits.set_grade(j, ids, None),
        "grade with a word": lambda j: edits.grade_with_word(j, ids, grade),
        "add_phase": lambda j: edits.add_phase(j, Phase(id=f"n{number}"), at),
        "edge": lambda j: edits.set_phase_start(j, of_phase, at),
        "move_phase": lambda j: edits.move_phase(j, of_phase, at),
        "remove_phase": lambda j: edits.remove_phase(j, of_phase),
        "rename_phase": lambda j: edits.change_phase(j, of_phase, name="Renamed"),
        "change": lambda j: edits.change(j, title="A title", goals=("One",)),
        "learn": lambda j: edits.learn_emotion(j, "relieved", grade),
        "put_new": lambda j: edits.put(j, "parties", Party(id=f"n{number}")),
        "put": lambda j: edits.put(j, of_list, changed_record(record)),
        "drop": lambda j: edits.drop(j, of_list, record.id),
        "park": lambda j: park_touchpoints(j, ids),
        "put back": lambda j: put_back(j, row, (at, phase) if at % 2 else None) if whole else unpark(j, row),
        "shift": lambda j: move_parked(j, row, at),
        "retitle parked": lambda j: change_parked(j, row, "Renamed"),
        "reorder": lambda j: edits.reorder(j, of_list, record.id, at),
    }
    return name, done[name]


@st.composite
def edited(draw: st.DrawFn) -> tuple[Journey, list[tuple[str, Journey]]]:
    """A journey, and what it becomes through a few random edits one after the other: (name, journey) of each."""
    first = here = draw(journeys(most=7))
    steps: list[tuple[str, Journey]] = []
    for number in range(draw(_one_to(5))):
        name, done = draw(edit(here, number))
        here = done(here)
        steps.append((name, here))
    return first, steps


@st.composite
def edited_twice(draw: st.DrawFn, most: int = 4) -> tuple[Journey, Journey, Journey]:
    """A journey, and what two people made of copies of it through a few random edits each."""
    base = draw(journeys(most=8))
    sides: list[Journey] = []
    for numbers in (range(100, 100 + most), range(200, 200 + most)):
        here = base
        for number in list(numbers)[: draw(_one_to(most))]:
            _name, done = draw(edit(here, number))
            here = done(here)
        sides.append(here)
    return base, sides[0], sides[1]
