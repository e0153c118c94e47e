"""Papers by name and family, and rolls cut off where the journey ends."""

from __future__ import annotations

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.layout import ROLLS, SIZES, MapSheet, Paper, next_larger, paper_families
from cjm_desktop.layout.paper import LONGEST_ROLL, comfortable, legible_from
from tests.layout.maps import composer, sample


def rolled(
    journey: Journey,
    name: str = "ROLL-914",
    *,
    portrait: bool = False,
    distance: float = 1.0,
    sheets: int = 0,
) -> tuple[MapSheet, ...]:
    """A journey on a roll."""
    make = composer(journey.language)
    paper = Paper.named(name, portrait=portrait)
    return make.series(journey, read(journey), paper, distance=distance, sheets=sheets)


def of(count: int) -> Journey:
    """A journey of so many touchpoints, made of the big sample."""
    journey = sample("big")
    copies = -(-count // len(journey.touchpoints))
    many = [t if not k else t.replace(id=f"{t.id}-{k}") for t in journey.touchpoints for k in range(copies)]
    kept = tuple(many[:count])
    return journey.with_(
        touchpoints=kept,
        phases=tuple(phase for phase in journey.phases if any(t.phase == phase.id for t in kept)),
        opportunities=(),
        rounds=(),
        interviews=(),
    )


def test_every_paper_is_in_one_family() -> None:
    choices = [choice for family in paper_families() for choice in family.papers]
    assert sorted(choice.name for choice in choices) == sorted((*SIZES, *ROLLS))
    for choice in choices:
        paper = Paper.named(choice.name, portrait=True)
        assert paper.width == choice.short
        assert paper.height == (choice.long or choice.short)
        assert str(choice.label)


def test_the_next_larger_paper_is_of_the_same_family() -> None:
    assert next_larger("a2") == "A1"
    assert next_larger("A0") is None
    assert next_larger("ANSI D") == "ANSI-E"
    assert next_larger("roll-610") == "ROLL-914"
    assert next_larger("914x1500mm") is None


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("name", sorted(ROLLS))
def test_a_roll_is_as_long_as_the_journey_needs(name: str, portrait: bool) -> None:
    lengths = []
    for count in (6, 24, 60):
        (sheet,) = rolled(of(count), name, portrait=portrait)
        width, length = (sheet.width, sheet.height) if portrait else (sheet.height, sheet.width)
        assert width == ROLLS[name]
        assert ROLLS[name] <= length <= LONGEST_ROLL
        assert length % 10 == 0
        # At ease, or on a roll that is taken in at a glance, and always so that it is read.
        glance = max(2.2 * width, 1800.0)
        assert sheet.body_pt >= comfortable(1.0) - 0.05 or (length > 0.8 * glance and not portrait)
        assert legible_from(sheet.body_pt) >= 1.0
        if not portrait:
            scales = [band.frame.low - band.frame.high for band in sheet.bands]
            assert sum(scales) >= 0.17 * width
            assert length <= glance or sheet.body_pt <= 1.08 * comfortable(1.0)
        assert not [one for one in sheet.problems if "shortened" in str(one)]
        lengths.append(length)
    assert lengths[0] < 1.05 * lengths[1] < 1.1 * lengths[2]
    assert lengths[0] < lengths[-1]


def test_a_roll_is_no_longer_than_it_must_be() -> None:
    (sheet,) = rolled(of(40))
    shorter = Paper("shorter", sheet.width - 50, sheet.height)
    journey = of(40)
    (other,) = composer().series(journey, read(journey), shorter, sheets=1)
    graph = min(band.frame.low - band.frame.high for band in sheet.bands)
    less = min(band.frame.low - band.frame.high for band in other.bands)
    assert other.body_pt < sheet.body_pt or less < graph


@pytest.mark.parametrize("name", sorted(ROLLS))
def test_a_few_cards_on_a_roll_have_a_tall_curve(name: str) -> None:
    (sheet,) = rolled(sample("new-colleague"), name)
    scales = [band.frame.low - band.frame.high for band in sheet.bands]
    assert len(scales) <= 2
    assert sum(scales) >= 0.22 * sheet.height


def test_from_further_away_the_roll_is_longer_and_its_type_larger() -> None:
    (near,) = rolled(of(24), distance=1.0)
    (far,) = rolled(of(24), distance=1.6)
    assert far.width > near.width
    assert far.body_pt >= comfortable(1.6) - 0.05


def test_what_no_roll_holds_goes_on_on_the_next() -> None:
    sheets = rolled(of(500))
    assert len(sheets) > 1
    assert len({(sheet.width, sheet.height, sheet.body_pt) for sheet in sheets}) == 1
    assert all(sheet.width <= LONGEST_ROLL for sheet in sheets)


def test_a_roll_stays_as_long_as_it_was_during_a_gesture() -> None:
    journey, make = of(24), composer()
    paper = Paper.named("ROLL-914")
    first = make.poster(journey, read(journey), paper, sheets=0)
    t = journey.touchpoints[3]
    changed = journey.with_(
        touchpoints=tuple(one.replace(text=one.text * 3) if one is t else one for one in journey.touchpoints)
    )
    again = make.poster(changed, read(changed), paper, plan=first.plan, sheets=0)
    assert (again.width, again.height) == (first.width, first.height)


def test_larger_type_only_for_those_who_stand_far_away() -> None:
    journey, make = of(4), composer()
    near, far = (
        make.poster(journey, read(journey), Paper.named("A0"), distance=distance) for distance in (1.0, 3.0)
    )
    assert near.body_pt <= 30.05
    assert far.body_pt > near.body_pt
