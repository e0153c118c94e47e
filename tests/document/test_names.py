"""Real names: where they stand, and that a journey without them has none, whatever record they are in."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from strategies import journeys

from cjm_desktop.document import (
    FooterBlock,
    Interview,
    Journey,
    Opportunity,
    Participant,
    Record,
    printed_authors,
    real_names,
    unsigned_authors,
    without_names,
)


def named(journey: Journey) -> Journey:
    """The journey with a name of its own in every field that holds one."""
    count = iter(range(10_000))

    def name(one: Record, field: str) -> Record:
        return one.replace(**{field: f"Qzx{next(count)}qzx Vwq"})

    who = journey.charter.participants or (Participant(id="who-1"),)
    return journey.replace(
        charter=journey.charter.replace(participants=tuple(name(one, "name") for one in who)),
        interviews=tuple(name(one, "respondent") for one in journey.interviews or (Interview(id="told-1"),)),
        opportunities=tuple(name(one, "person") for one in journey.opportunities or (Opportunity(id="idea-1"),)),
        imprint=journey.imprint.replace(authors=("Qzx Author", "Vwq Author")),
    )


def personal(schema: Any) -> int:
    """How many fields of a schema hold a real name."""
    if isinstance(schema, dict):
        return int(schema.get("x-personal", False)) + sum(personal(one) for one in schema.values())
    return sum(personal(one) for one in schema) if isinstance(schema, list) else 0


def test_every_kind_of_name_is_known_here() -> None:
    assert personal(Journey.model_json_schema()) == 3, "a new one belongs into named(), and is covered then"


@given(journeys(most=4))
@settings(max_examples=40, deadline=None)
def test_nothing_but_names_goes(journey: Journey) -> None:
    whole = named(journey)
    names = (*real_names(whole), *unsigned_authors(whole))
    bare = without_names(whole)
    written = bare.model_dump_json()
    assert len(names) == len(set(names)) >= 3
    assert not [name for name in names if name in written]
    assert real_names(bare) == unsigned_authors(bare) == ()
    assert without_names(bare) is bare
    assert all(new is old for new, old in zip(bare.touchpoints, whole.touchpoints, strict=True))
    # Whoever puts the names back has the journey again.
    assert (
        bare.replace(
            charter=whole.charter,
            interviews=whole.interviews,
            opportunities=whole.opportunities,
            imprint=whole.imprint,
        )
        == whole
    )


def test_what_a_newer_program_says_of_a_person_stays_out_with_the_name() -> None:
    told = Interview.model_validate({"id": "told-1", "pseudonym": "Blue", "x_name": "Tabitha Quux"})
    whole = Journey(interviews=(told,))
    bare = without_names(whole)
    assert "Quux" in whole.model_dump_json()
    assert "Quux" not in bare.model_dump_json()
    assert bare.interviews[0] == Interview(id="told-1", pseudonym="Blue")
    assert without_names(bare) is bare


def test_who_signs_the_sheet_is_named_on_it() -> None:
    signed = named(Journey())
    assert FooterBlock.AUTHORS in signed.poster.foot
    hidden = signed.replace(poster=signed.poster.replace(foot=(FooterBlock.DATE,)))
    assert unsigned_authors(signed) == ()
    assert "Qzx Author" not in (*real_names(signed), *real_names(hidden)), "often they are a group"
    assert without_names(signed).imprint.authors == ("Qzx Author", "Vwq Author")
    assert printed_authors(signed, names=False) == ("Qzx Author", "Vwq Author")
    assert unsigned_authors(hidden) == ("Qzx Author", "Vwq Author")
    assert without_names(hidden).imprint.authors == ()
    assert printed_authors(hidden, names=False) == ()
    assert printed_authors(hidden, names=True) == ("Qzx Author", "Vwq Author")
