"""Every field of every record of the document: a change of it is told by name, with both values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.change_fields import CHOSEN, field_label, plain_choice
from cjm_desktop.analysis.change_texts import passages, plain
from cjm_desktop.analysis.change_values import DAYS, MARKS, REFERENCES
from cjm_desktop.analysis.changes import changes
from cjm_desktop.document import (
    Answer,
    Basis,
    Candidate,
    Channel,
    Charter,
    DesiredExperience,
    Duration,
    EmotionWord,
    FeedbackPlan,
    FooterBlock,
    HeaderBlock,
    Imprint,
    Interview,
    Journey,
    Lane,
    LaneKind,
    LaneText,
    Met,
    Opportunity,
    ParkedAnswer,
    ParkedCard,
    ParkedReading,
    Participant,
    Party,
    Persona,
    PersonaGrade,
    Phase,
    Picture,
    PosterSettings,
    Proposal,
    Quote,
    Reach,
    Reading,
    Record,
    RoleColour,
    Round,
    ScopeKind,
    Service,
    ServiceLevel,
    Situation,
    Solution,
    TextLane,
    Touchpoint,
    Traveller,
)

NAMES = {
    "f1": "Before", "f2": "After", "c1": "Phone", "c2": "Letter", "p1": "IT", "p2": "Supplier", "m1": "Mette", "m2": "Omar",
    "i1": "Respondent one", "i2": "Respondent two", "l1": "Backstage", "l2": "Law", "o1": "Tell them", "o2": "Call them",
    "r1": "Spring", "r2": "Autumn", "t1": "Asks", "t2": "Waits", "t8": "Rests",
}  # fmt: skip


def full() -> Journey:
    """One of everything, with nothing left empty."""
    answer = Answer(touchpoint="t1", phase="f1", happened="It rang", channel="c1", why_channel="Near", expectation="Soon", met=Met.NO,
                    emotion="cross", grade=4, quote="Well")  # fmt: skip
    picture = Picture(data="AAAA" * 900, alt="A face")
    card = Touchpoint(
        id="t1", phase="f1", title="Asks", text="By phone", channel="c1", party="p1", systems=("CRM",), service=Service.STAFFED,
        when=Duration(amount=2, unit="h"), duration=Duration(amount=3, unit="min"), emotion="calm", grade=7, basis=Basis.ASSUMED,
        desired=8, expectation="Quick", met=Met.YES, quotes=(Quote(text="Hello?", interview="i1"),),
        personas=(PersonaGrade(persona="m1", emotion="glad", grade=6),),
        service_levels=(ServiceLevel(name="Answer within", unit="s", target=20, actual=31),), picture=picture,
        lane_texts=(LaneText(lane="l1", text="Log in"),), note="Ask again", votes=2,
    )  # fmt: skip
    reading = Reading(touchpoint="t1", grade=5, answers=12, actual=3)
    return Journey(
        title="My laptop", goals=("To see",), expectations=("Fast",), language="en",
        traveller=Traveller(word="member", compound="member journey"),
        charter=Charter(purpose="Know", situations=(Situation.GAPS,), pains="Waiting", scope=ScopeKind.ONE_NEED, need="A laptop",
                        ends="At work", participants=(Participant(id="x1", name="Anna Holm", department="Sales", role="Host"),)),
        candidates=(Candidate(id="k1", title="Moving", pain=2, weight=3, note="Later"),),
        parties=(Party(id="p1", name="IT", sign="I", note="Inside"), Party(id="p2", name="Supplier")),
        desired=DesiredExperience(statement="Cared for", realistic="Mostly", target=8, proposals=(Proposal(party="p1", grade=7),)),
        personas=(
            Persona(id="m1", name="Mette", role="Buyer", age="40", picture=picture, story="She moves", hobbies=("Chess",),
                    ambitions=("Lead",), frustrations=("Queues",), expectations=("Care",), channels=("c1",),
                    solution=Solution.READY_MADE, needs=("Peace",)),
            Persona(id="m2", name="Omar"),
        ),
        interviews=(
            Interview(id="i1", respondent="Bo Lund", pseudonym="Respondent one", date="2026-01-02", last_experience="2025-12-01",
                      persona="m1", note="At home", answers=(answer,)),
            Interview(id="i2", pseudonym="Respondent two"),
        ),
        channels=(Channel(id="c1", name="Phone", icon="phone"), Channel(id="c2", name="Letter")),
        emotions=(EmotionWord(word="calm", grade=6),),
        phases=(Phase(id="f1", name="Before", note="Early"), Phase(id="f2", name="After")),
        touchpoints=(card, Touchpoint(id="t2", phase="f2", title="Waits")),
        text_lanes=(TextLane(id="l1", name="Backstage"), TextLane(id="l2", name="Law")),
        opportunities=(
            Opportunity(id="o1", touchpoints=("t1",), reach=Reach.QUICK, title="Tell them", text="At once", impact=3, effort=2, votes=1,
                        owner="p1", person="Eva Krogh", due="2026-03-04", measure="Fewer calls"),
            Opportunity(id="o2", title="Call them"),
        ),
        feedback=FeedbackPlan(question="How was it?", channel="c1", when="At the end", reader="Ib Dahl", review="2026-05-06"),
        rounds=(Round(id="r1", name="Spring", date="2026-02-03", note="First", readings=(reading,)), Round(id="r2", name="Autumn")),
        parking=("A thought",),
        parked=(
            ParkedCard(touchpoint=Touchpoint(id="t8", title="Rests"), place=1, at=1, opportunities=("o1",),
                       answers=(ParkedAnswer(interview="i1", answer=Answer(touchpoint="t8", happened="Nothing")),),
                       readings=(ParkedReading(round="r1", reading=Reading(touchpoint="t8", grade=3)),)),
        ),
        poster=PosterSettings(language="da", theme="house", colours=(RoleColour(role="accent", colour="#112233"),),
                              lanes=(Lane(kind=LaneKind.CARDS), Lane(kind=LaneKind.TEXT, lane="l1")), header=(HeaderBlock.GOAL,),
                              foot=(FooterBlock.DATE,), footer="Ours", qr="A code", around="m1"),
        imprint=Imprint(organisation="Ours", authors=("Team",), version="3", date="2026-04-05"),
    )  # fmt: skip


def another(kind: type[Record], field: str, value: Any) -> Any:
    """A value that differs."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, Duration):
        return Duration(amount=value.amount + 1, unit="w")
    annotation = kind.model_fields[field].annotation
    if get_origin(annotation) is Literal:
        return next(one for one in get_args(annotation) if one != value)
    if field in DAYS:
        return "2027-07-08"
    if field in REFERENCES and value in NAMES:
        return next(one for one in NAMES if one[0] == value[0] and one != value)
    special = {"media": "image/jpeg", "data": "BBBB" * 2_000, "colour": "#445566"}
    return special.get(field, "Quite other words")


def first(kind: type[Record], field: str) -> Any:
    """A value for a field that has none, where the schema alone gives one: a choice or a figure."""
    todo = [kind.model_fields[field].annotation]
    while todo:
        one = todo.pop()
        todo += get_args(one)
        if isinstance(one, type) and issubclass(one, Enum):
            return next(iter(one))
        if one in (float, int):
            return 3
    return None


def said(kind: type[Record], field: str, value: Any) -> str:
    """What must stand in the sentence for a value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(CHOSEN[value])
    if isinstance(value, (int, float)):
        return str(float(value))
    if isinstance(value, Duration):
        return str(value)
    if field in DAYS:
        return date.fromisoformat(value).isoformat()
    if field == "data":
        return f"{len(value) * 3 / 4096} kB"
    choice = plain_choice(field, value)
    return str(choice) if choice is not None else NAMES.get(value, value) if field in REFERENCES else value


def mutations(record: Record) -> Iterator[tuple[str, str, Record, str, str]]:
    """Every single change in a record, however deep: (path, label, the changed record, old words, new words)."""
    kind = type(record)
    for field in kind.model_fields:
        value = getattr(record, field)
        label = str(field_label(kind.__name__, field) or "")
        if field == "id":
            continue
        if isinstance(value, Record) and not isinstance(value, Duration):
            for path, inner, new, old_words, new_words in mutations(value):
                yield f"{kind.__name__}.{field}/{path}", inner, record.model_copy(update={field: new}), old_words, new_words
        elif isinstance(value, tuple):
            for at, one in enumerate(value[:1]):
                if isinstance(one, Record):
                    for path, inner, new, old_words, new_words in mutations(one):
                        swapped = (*value[:at], new, *value[at + 1 :])
                        yield f"{kind.__name__}.{field}/{path}", inner, record.model_copy(update={field: swapped}), old_words, new_words
                else:
                    new_one = another(kind, field, one)
                    swapped = (*value[:at], new_one, *value[at + 1 :])
                    words = said(kind, field, one), said(kind, field, new_one)
                    yield f"{kind.__name__}.{field}", label, record.model_copy(update={field: swapped}), *words
        else:
            new_one = another(kind, field, value) if value not in (None, "") else first(kind, field)
            if new_one is None:
                continue
            words = said(kind, field, value) if value not in (None, "") else "–", said(kind, field, new_one)
            yield f"{kind.__name__}.{field}", label, record.model_copy(update={field: new_one}), *words


def fields_of(kind: type[Record], seen: set[type[Record]]) -> None:
    """All kinds of records of the schema."""
    if kind in seen:
        return
    seen.add(kind)
    for field in kind.model_fields.values():
        todo = [field.annotation]
        while todo:
            one = todo.pop()
            todo += get_args(one)
            if isinstance(one, type) and issubclass(one, Record):
                fields_of(one, seen)


def test_every_field_of_every_record_has_a_name_and_every_choice_a_word() -> None:
    kinds: set[type[Record]] = set()
    fields_of(Journey, kinds)
    assert len(kinds) > 30
    nameless = [f"{kind.__name__}.{field}" for kind in kinds for field in kind.model_fields
                if field != "id" and field_label(kind.__name__, field) is None]  # fmt: skip
    assert not nameless
    choices = {type(one) for one in CHOSEN}
    # Choices of two lists that are written alike in the file would have one word.
    assert len(CHOSEN) == sum(len(choice) for choice in choices)


def test_a_change_of_every_field_of_every_record_is_told_with_both_values() -> None:
    journey = full()
    told_fields: set[str] = set()
    wrong: list[str] = []
    for path, label, new, old_words, new_words in mutations(journey):
        told_fields.add(path.rpartition("/")[2])
        sentences = "\n".join(str(one.message) for one in changes(journey, new))  # type: ignore[arg-type]
        missing = [word for word in (old_words, new_words) if word not in sentences]
        # Which record an answer or a grade belongs to is its name: there another one comes and the one before goes.
        if missing or (label not in sentences and not ("removed:" in sentences and "added:" in sentences)):
            wrong.append(f"{path}: {label!r} {missing} in {sentences!r}")
    assert not wrong, "\n".join(wrong)
    kinds: set[type[Record]] = set()
    fields_of(Journey, kinds)
    every = {f"{kind.__name__}.{field}" for kind in kinds for field in kind.model_fields if field != "id"}
    # Records are told by their fields; a length of time is one value.
    whole = {one for one in every if any(f"{one}/" in path for path, *_rest in mutations(journey))}
    assert every - whole - told_fields - {"Duration.amount", "Duration.unit", "Lane.lane"} == set()


def test_nothing_is_said_without_words() -> None:
    journey = full()
    for _path, _label, new, _old, _new in mutations(journey):
        for one in changes(journey, new):  # type: ignore[arg-type]
            assert str(one.what) != "changed"
            assert "you" not in str(one.message).lower().split()
            plain_text = str(one.marked)
            for mark in MARKS:
                plain_text = plain_text.replace(mark, "")
            assert plain_text == str(one.what)


def test_of_a_long_text_the_changed_sentence_is_told_with_its_words_marked() -> None:
    old = full()
    before = "First nothing happens for a long time. Then she phones on Monday and waits. After that all is well again."
    after = before.replace("Monday", "Tuesday")
    one = old.with_(touchpoints=(old.touchpoints[0].replace(text=before), old.touchpoints[1]))
    other = old.with_(touchpoints=(old.touchpoints[0].replace(text=after), old.touchpoints[1]))
    (difference,) = changes(one, other)
    assert str(difference.what) == (
        "Text: “… Then she phones on Monday and waits. …” → “… Then she phones on Tuesday and waits. …”"
    )
    assert f"{MARKS[0]}Monday{MARKS[1]}" in str(difference.marked)
    assert f"{MARKS[2]}Tuesday{MARKS[3]}" in str(difference.marked)
    (more,) = changes(one, one.with_(touchpoints=(one.touchpoints[0].replace(text=before + " She writes it down."), one.touchpoints[1])))
    assert str(more.what) == "Text: added: “… She writes it down.”"


TEXTS = st.text(alphabet="ab. !\nő", max_size=90)


@given(TEXTS, TEXTS)
def test_passages_hold_all_that_differs_and_nothing_that_is_not_there(old: str, new: str) -> None:
    was, now = passages(old, new)
    for side, text in ((was, old), (now, new)):
        for piece in side:
            assert piece.text.replace("¶ ", "\n").strip(" …") in text
    if old == new:
        assert not any(piece.changed for piece in (*was, *now))
    elif old.split() != new.split():
        assert any(piece.changed for piece in (*was, *now))


def test_a_very_long_text_is_cut_at_its_first_change() -> None:
    old = "word " * 3_000
    was, now = passages(old + "end", old + "finish " + old)
    assert len(plain(was)) < 400
    assert len(plain(now)) < 400
    assert "finish" in plain(now)


@pytest.mark.parametrize(("one", "other"), [("a  b", "a b"), ("x\ny", "x y"), ("", "word")])
def test_no_two_different_texts_are_told_alike(one: str, other: str) -> None:
    old = full().replace(title="t")
    card = old.touchpoints[0]
    sides = [old.with_(touchpoints=(card.replace(note=text), old.touchpoints[1])) for text in (one, other)]
    (difference,) = changes(*sides)
    before, after = difference.what.values["old"], difference.what.values["new"]
    assert str(before) != str(after)
