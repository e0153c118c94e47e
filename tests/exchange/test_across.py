"""A map in a spreadsheet: the names of the fields in the first column, a touchpoint in each other one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.exchange import ImportFailed, csv_bytes, journey_of_csv, journey_of_xlsx, xlsx_bytes
from cjm_desktop.exchange.table import MOST_ACROSS, stands_across
from tests.exchange.exchanged import maps


def test_a_map_drawn_in_a_spreadsheet() -> None:
    sheet = "My day,,\nPhase,Before,,After\nTouchpoint,Asks,Waits,Gets it\nFeeling,hopeful,,glad\nGrade,6,,9\nColour,red,,\n"
    imported = journey_of_csv(sheet.encode())
    journey = imported.journey
    assert [(t.title, t.emotion, t.grade) for t in journey.touchpoints] == [
        ("Asks", "hopeful", 6), ("Waits", "", None), ("Gets it", "glad", 9),
    ]  # fmt: skip
    assert [phase.name for phase in journey.phases] == ["Before", "After"]
    assert "“Colour” is not known" in " ".join(map(str, imported.problems))


def test_a_bad_cell_is_named_by_its_column() -> None:
    with pytest.raises(ImportFailed) as failed:
        journey_of_csv(b"title,Asks,Waits\ngrade,6,lots\nkind,contact,waiting\n")
    assert [problem.place for problem in failed.value.problems] == ["column 3, grade"]


@given(maps(), st.sampled_from(["", "en", "hu", "da"]))
def test_columns_say_the_same_as_rows(journey: Journey, language: str) -> None:
    if journey.touchpoints:
        assert journey_of_csv(csv_bytes(journey, language, across=True)).journey == journey_of_csv(csv_bytes(journey, language)).journey


def test_spreadsheets_too() -> None:
    journey = journey_of_csv(b"phase,title,grade,duration\nA,Asks,7,2 d\nB,Waits,,\n").journey
    assert journey_of_xlsx(xlsx_bytes(journey, "nl", across=True)).journey == journey_of_xlsx(xlsx_bytes(journey, "nl")).journey


@pytest.mark.parametrize(
    "rows",
    [
        [["title", "grade"], ["Time", "5"], ["Name", "3"]],
        [["title"], ["Channel"], ["Time"], ["Name"]],
        [["phase", "title"], ["Before", "Asks"]],
        [["Asks"], ["Waits"]],
        [],
    ],
)
def test_a_table_with_rows_stays_one(rows: list[list[str]]) -> None:
    assert not rows or not stands_across(rows)


def test_more_touchpoints_than_columns_are_refused_and_told() -> None:
    long = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"T{i}") for i in range(MOST_ACROSS + 1)))
    with pytest.raises(ImportFailed, match="at most 199 touchpoints in columns"):
        csv_bytes(long, across=True)
    wide = "title" + "".join(f",T{i}" for i in range(300)) + "\nkind" + ",contact" * 300 + "\n"
    imported = journey_of_csv(wide.encode())
    assert len(imported.journey.touchpoints) == MOST_ACROSS
    assert "Only the first 199 columns" in " ".join(map(str, imported.problems))
