"""Values that mean nothing to this program are found, at their places."""

from __future__ import annotations

from cjm_desktop.document import Journey
from cjm_desktop.storage import unknown_keys


def test_places_and_owners() -> None:
    journey = Journey.model_validate(
        {
            "later": 1,
            "poster": {"glitter": True},
            "touchpoints": [{"id": "t1"}, {"id": "t2", "grad": 7, "quotes": [{"text": "x", "by": "me"}]}],
        }
    )
    found = [(p.place, p.record) for p in unknown_keys(journey)]
    assert sorted(found) == [
        ("later", ""),
        ("poster.glitter", ""),
        ("touchpoints[1].grad", "t2"),
        ("touchpoints[1].quotes[0].by", "t2"),
    ]
    assert unknown_keys(Journey()) == []


def test_a_hostile_number_of_them_is_bounded() -> None:
    assert len(unknown_keys(Journey.model_validate({f"x{i}": i for i in range(500)}))) == 50
