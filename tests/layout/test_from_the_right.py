"""What is read from the right begins at the right: names of phases, and the entries of the head with their ticks."""

from __future__ import annotations

from cjm_desktop.layout.sheet import Part, PartKind, Path, Text
from tests.layout.maps import poster, sample

PHASE, GOAL = "אני ממתין", "להיות מועיל לצוות"


def texts(part: Part) -> list[Text]:
    """The lines of a part."""
    return [item for item in part.items if isinstance(item, Text)]


def right_of(item: Text) -> float:
    """The right edge of a line (mm)."""
    return item.x + item.line.width * item.size


def test_a_phase_s_name_begins_at_the_right_with_its_number() -> None:
    journey = sample("new-colleague")
    first = journey.phases[0]
    there = journey.with_(phases=tuple(p.replace(name=PHASE) if p is first else p for p in journey.phases))
    part = next(p for p in poster(there).parts() if p.kind is PartKind.PHASE and p.record == first.id)
    number, name = texts(part)
    assert (number.line.text, name.line.text) == ("1", PHASE)
    assert right_of(name) < number.x
    assert right_of(number) > 0.8 * part.w
    assert right_of(number) < part.w
    usual = next(p for p in poster(journey).parts() if p.kind is PartKind.PHASE and p.record == first.id)
    assert texts(usual)[0].x < 0.2 * usual.w


def test_a_long_phase_s_name_on_two_lines_stands_at_the_right_as_well() -> None:
    journey = sample("big")
    first = journey.phases[0]
    long = " ".join([PHASE] * 16)
    there = journey.with_(phases=tuple(p.replace(name=long) if p is first else p for p in journey.phases))
    part = next(p for p in poster(there).parts() if p.kind is PartKind.PHASE and p.record == first.id)
    number, *lines = texts(part)
    assert len(lines) == 2
    assert abs(right_of(lines[0]) - right_of(lines[1])) < 0.01
    assert max(map(right_of, lines)) < number.x
    assert all(line.x >= 0 for line in lines)


def test_ticks_stand_where_entries_begin() -> None:
    journey = sample("new-colleague").replace(goals=(GOAL, "Reach the team"))
    part = next(p for p in poster(journey).parts() if p.kind is PartKind.HEADER)
    there = next(item for item in texts(part) if item.line.text == GOAL)
    here = next(item for item in texts(part) if item.line.text == "Reach the team")
    ticks = [i for i in part.items if isinstance(i, Path) and i.fill is None and len(i.segments) == 3]

    def tick_of(item: Text) -> tuple[float, float]:
        level = [t for t in ticks if abs(t.segments[0][2] - item.y + 0.33 * item.size) < item.size]
        at = min(
            (s for t in level for s in t.segments),
            key=lambda s: abs(s[1] - item.x) + abs(s[1] - right_of(item)),
        )
        return at[1], at[2]

    assert tick_of(here)[0] < here.x
    assert tick_of(there)[0] > right_of(there)
