"""The file of a journey: exact, the same every time, short, and kind to version control."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

from hypothesis import given

from cjm_desktop.document import Duration, Journey, Phase, Touchpoint
from cjm_desktop.storage import parse, to_bytes
from cjm_desktop.storage.envelope import ALWAYS, record_tree
from tests.strategies import journeys

HERE = Path("x.cjm")


@given(journeys())
def test_a_round_trip_is_exact_and_saving_twice_gives_the_same_bytes(journey: Journey) -> None:
    first = to_bytes(journey)
    again, _ = parse(first, HERE)
    assert again == journey
    assert to_bytes(again) == first


@given(journeys())
def test_keys_stand_in_the_order_of_the_records_and_unknown_ones_last(journey: Journey) -> None:
    tree = json.loads(to_bytes(journey))
    assert list(tree) == ["format", "version", "app", "journey"]
    known = list(Journey.model_fields)
    assert list(tree["journey"]) == sorted(
        tree["journey"], key=lambda key: known.index(key) if key in known else 99
    )
    assert list(tree["journey"])[-1] == "x_board"


def test_a_small_journey_is_a_short_file_that_a_person_can_read() -> None:
    journey = Journey(
        title="Új állásom",
        phases=(Phase(id="p1", name="Start"),),
        touchpoints=(Touchpoint(id="t1", phase="p1", title="Sign", duration=Duration(amount=2, unit="d")),),
    )
    text = to_bytes(journey).decode("utf-8")
    assert text.endswith("}\n")
    assert "Új állásom" in text
    assert json.loads(text)["journey"] == {
        "title": "Új állásom",
        "language": "en",
        "scale": {"lowest": 1, "highest": 10, "neutral": 5.5, "step": 1, "fine": 0.1},
        "phases": [{"id": "p1", "name": "Start"}],
        "touchpoints": [
            {
                "id": "t1",
                "phase": "p1",
                "kind": "contact",
                "title": "Sign",
                "duration": {"amount": 2, "unit": "d"},
                "grade": None,
            }
        ],
    }


def test_whole_numbers_have_no_decimal_point_and_others_keep_every_digit() -> None:
    grades = (7.0, 7.1, 0.1 + 0.2 + 1, 3.3333333333333335)
    journey = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", grade=g) for i, g in enumerate(grades)))
    text = to_bytes(journey).decode()
    assert '"grade": 7,' in text or '"grade": 7\n' in text
    back, _ = parse(to_bytes(journey), HERE)
    assert tuple(t.grade for t in back.touchpoints) == grades
    assert all(isinstance(t.grade, float) for t in back.touchpoints)


def test_one_changed_grade_changes_one_line() -> None:
    journey = Journey(
        touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Card {i}", grade=5) for i in range(20))
    )
    cards = list(journey.touchpoints)
    cards[7] = cards[7].replace(grade=8.5)
    before, after = (
        to_bytes(j).decode().splitlines() for j in (journey, journey.replace(touchpoints=tuple(cards)))
    )
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert [line.split() for line in changed if line[0] != "?"] == [
        ["-", '"grade":', "5"],
        ["+", '"grade":', "8.5"],
    ]


def test_unknown_values_survive_as_they_were() -> None:
    card = {"id": "t1", "mood": {"of": [1, 2.0, None, True, "ő"]}, "model_dump": 3}
    data = json.dumps(
        {"format": "cjm-journey", "version": 1, "journey": {"touchpoints": [card], "later": [[]]}}
    )
    journey, _ = parse(data.encode(), HERE)
    tree = json.loads(to_bytes(journey))["journey"]
    assert tree["later"] == [[]]
    assert tree["touchpoints"][0]["mood"] == card["mood"]
    assert tree["touchpoints"][0]["model_dump"] == 3
    assert list(tree["touchpoints"][0])[-2:] == ["mood", "model_dump"]


def test_what_is_always_written_exists() -> None:
    journey, _ = parse((Path(__file__).parent.parent / "files" / "v1.cjm").read_bytes(), HERE)
    seen = {"Journey": journey, "Scale": journey.scale, "Touchpoint": journey.touchpoints[0]}
    for name, record in seen.items():
        assert ALWAYS[name] <= set(record_tree(record))
