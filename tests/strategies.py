"""Hypothesis strategies: whole sound journeys, and random edits of them.

Journeys are small (some ten touchpoints) but have everything: phases, touchpoints of all kinds with gaps in the line,
quotes, several personas, parties, channels, interviews, opportunities, rounds, and keys from a newer version.
"""

from __future__ import annotations

from collections.abc import Callable
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
scales = st.sampled_from(
    [Scale(), Scale(lowest=1, highest=5, neutral=3), Scale(lowest=-10, highest=10, neutral=0, step=2)]
)


def grades(scale: Scale) -> st.SearchStrategy[float]:
    """Grades on a scale, mostly round ones so that plateaus and ties are common."""
    whole = st.integers(int(scale.lowest), int(scale.highest)).map(float)
    return whole | st.floats(scale.lowest, scale.highest, allow_nan=False)


def some(of: list[str]) -> st.SearchStrategy[str | None]:
    """One of some ids, or none."""
    return st.sampled_from([None, *of])


def several(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different ids."""
    return st.lists(st.sampled_from(of), unique=True, max_size=4).map(tuple) if of else st.just(())


def _ids(draw: st.DrawFn, prefix: str, most: int) -> list[str]:
    return [f"{prefix}{i}" for i in range(draw(st.integers(0, most)))]


def _few(draw: st.DrawFn, records: st.SearchStrategy[T], most: int = 3) -> tuple[T, ...]:
    return tuple(draw(st.lists(records, max_size=most)))


def _known(journey: Journey, name: str) -> list[str]:
    return [record.id for record in getattr(journey, name)]


def touchpoints(ident: str, phase: str | None, known: Journey) -> st.SearchStrategy[Touchpoint]:
    """A touchpoint whose references name records of ``known``; about one in three has no grade."""
    grade = st.none() | grades(known.scale) | grades(known.scale)
    personas, lanes = _known(known, "personas"), _known(known, "text_lanes")
    others = (
        st.tuples()
        if not personas
        else st.tuples(st.builds(PersonaGrade, persona=st.sampled_from(personas), emotion=words, grade=grade))
    )
    quote = st.builds(Quote, text=words, interview=some(_known(known, "interviews")))
    duration = st.none() | st.builds(
        Duration, amount=st.integers(0, 90), unit=st.sampled_from(["min", "h", "d", "w"])
    )
    built = st.builds(
        Touchpoint,
        id=st.just(ident),
        phase=st.just(phase),
        kind=st.sampled_from(Kind),
        title=words,
        text=words,
        channel=some(_known(known, "channels")),
        party=some(_known(known, "parties")),
        service=st.none() | st.sampled_from(Service),
        when=duration,
        duration=duration,
        emotion=words,
        grade=grade,
        basis=st.none() | st.sampled_from(Basis),
        desired=grade,
        met=st.none() | st.sampled_from(Met),
        quotes=st.lists(quote, max_size=2).map(tuple),
        personas=st.just(()) | others,
        service_levels=st.just(()) | st.just((ServiceLevel(name="Reply", target=8),)),
        votes=st.integers(0, 3),
        lane_texts=st.just(())
        if not lanes
        else st.lists(st.builds(LaneText, lane=st.sampled_from(lanes), text=words), max_size=1).map(tuple),
    )
    return built | built.map(lambda t: t.replace(x_mood={"from": "a newer version"}))


@st.composite
def journeys(draw: st.DrawFn, most: int = 10) -> Journey:
    """A sound journey with at most ``most`` touchpoints."""
    scale = draw(scales)
    grade = st.none() | grades(scale)
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
    count = draw(st.integers(0, most))
    ranks = sorted(draw(st.lists(st.integers(-1, len(phases) - 1), min_size=count, max_size=count)))
    cards = tuple(
        draw(touchpoints(f"t{i}", None if rank < 0 else phases[rank], known)) for i, rank in enumerate(ranks)
    )
    ids = [t.id for t in cards]
    answers = st.builds(
        Answer, touchpoint=some(ids), phase=some(phases), channel=some(channels), happened=words, grade=grade
    )
    readings = (
        st.tuples()
        if not ids
        else st.tuples(st.builds(Reading, touchpoint=st.sampled_from(ids), grade=grade))
    )
    full = Journey(
        title=draw(words),
        state=draw(st.sampled_from(State)),
        goals=_few(draw, words),
        charter=Charter(
            purpose=draw(words),
            participants=tuple(
                Participant(id=i, front_line=draw(st.booleans())) for i in _ids(draw, "participant", 2)
            ),
        ),
        candidates=tuple(Candidate(id=i, title=draw(words)) for i in _ids(draw, "candidate", 2)),
        desired=DesiredExperience(
            target=draw(grade),
            proposals=tuple(
                Proposal(party=p, grade=draw(grade), agreed=draw(st.booleans())) for p in parties
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
        emotions=_few(draw, st.builds(EmotionWord, word=words, grade=grade), 4),
        touchpoints=cards,
        opportunities=tuple(
            Opportunity(
                id=i,
                touchpoints=draw(several(ids)),
                kind=draw(st.sampled_from(OpportunityKind)),
                owner=draw(some(parties)),
            )
            for i in _ids(draw, "opportunity", 3)
        ),
        rounds=tuple(Round(id=i, readings=draw(readings)) for i in _ids(draw, "round", 2)),
        feedback=FeedbackPlan(question=draw(words), channel=draw(some(channels))),
        parking=_few(draw, st.sampled_from(["Who pays?", "* Calls @phone 3\nTwice."])),
        x_board={"invented": ["in a newer version"]},  # type: ignore[call-arg]
    )
    # One or two of the cards wait in the parking lot, not only at its end.
    away = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)) if ids else []
    made = park_touchpoints(full, away)
    return move_parked(made, len(lot(made)) - 1, draw(st.integers(0, 3))) if away else made


def changed_record(record: Record) -> Record:
    """A record of one of the lists with one harmless field changed."""
    field = {"Interview": "note", "Opportunity": "title", "Candidate": "title"}.get(
        type(record).__name__, "name"
    )
    return record.replace(**{field: "changed"})


@st.composite
def edit(draw: st.DrawFn, journey: Journey, number: int) -> tuple[str, Edit]:
    """One random edit that can be done to ``journey``; ``number`` makes its new ids new."""
    at = draw(st.integers(-2, 14))
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
    name = draw(st.sampled_from(choices))
    ids = draw(st.lists(st.sampled_from(cards), min_size=1, max_size=4, unique=True)) if cards else []
    phase = draw(some(phases))
    grade = draw(grades(journey.scale))
    copies = [f"d{number}-{k}" for k in range(len(ids))]
    of_phase = draw(st.sampled_from(phases)) if phases else ""
    of_list = draw(st.sampled_from(filled)) if filled else ""
    record: Any = draw(st.sampled_from(getattr(journey, of_list))) if filled else None
    rows = lot(journey)
    row = draw(st.integers(0, max(0, len(rows) - 1)))
    whole = bool(rows) and not isinstance(rows[row], str)
    new: list[Touchpoint] = []
    if name == "add":
        many = range(draw(st.integers(1, 3)))
        new = [draw(touchpoints(f"n{number}-{k}", draw(some(phases)), journey)) for k in many]
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
    for number in range(draw(st.integers(1, 5))):
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
        for number in list(numbers)[: draw(st.integers(1, most))]:
            _name, done = draw(edit(here, number))
            here = done(here)
        sides.append(here)
    return base, sides[0], sides[1]
