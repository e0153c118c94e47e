"""Files of other programs by their name; what does not fit is refused, or left out when that is asked for."""

from __future__ import annotations

import pytest

from cjm_desktop.document import MAX_TEXT, Journey, Touchpoint
from cjm_desktop.exchange import ImportFailed, form_of, journey_of_file, paste_text, xlsx_bytes

GRADES = {
    "a.csv": b"title,grade,duration\nAsks,7,2 d\nWaits,twelve,long\nGets it,99,\n",
    "a.TSV": b"title\tgrade\nAsks\t7\nWaits\ttwelve\nGets it\t99\n",
    "a.md": b"# T\n\n- Asks\n  - grade: 7\n- Waits\n  - grade: twelve\n- Gets it\n  - grade: 99\n",
    "a.mmd": b"journey\n  Asks: 4\n  Waits: twelve\n  Gets it: 99\n",
}


@pytest.mark.parametrize("name", GRADES)
def test_values_that_do_not_fit_are_refused_or_left_out(name: str) -> None:
    data = GRADES[name]
    with pytest.raises(ImportFailed) as failed:
        journey_of_file(name, data)
    assert len(failed.value.problems) >= 2
    imported = journey_of_file(name, data, lenient=True)
    cards = imported.journey.touchpoints
    assert [card.title for card in cards] == ["Asks", "Waits", "Gets it"]
    assert [card.grade is None for card in cards] == [False, True, True]
    for problem in failed.value.problems:
        assert problem in imported.problems, "what was left out is told"


def test_a_pasted_table_can_go_without_what_does_not_fit() -> None:
    journey = Journey(touchpoints=(Touchpoint(id="t1", title="Was there"),))
    text = "title\tgrade\nAsks\t7\nWaits\t99\n"
    with pytest.raises(ImportFailed) as failed:
        paste_text(journey, text, 1, None)
    assert [problem.place for problem in failed.value.problems] == ["row 3, grade"]
    pasted = paste_text(journey, text, 1, None, lenient=True)
    assert [(card.title, card.grade) for card in pasted.journey.touchpoints] == [
        ("Was there", None),
        ("Asks", 7.0),
        ("Waits", None),
    ]


def test_the_name_tells_the_form() -> None:
    assert [form_of(name) for name in ("a.CSV", "b.markdown", "c.mermaid", "d.xlsx", "e.cjm", "csv", "f.txt")] == [
        "csv", "md", "mmd", "xlsx", "", "", "",
    ]  # fmt: skip
    sheet = xlsx_bytes(Journey(touchpoints=(Touchpoint(id="t1", title="Asks", grade=7.0),)))
    assert journey_of_file("x.xlsx", sheet, title="X").journey.title == "X"
    with pytest.raises(KeyError):
        journey_of_file("a.cjm", b"{}")


def test_a_text_that_is_too_long_and_a_strange_language_are_left_out() -> None:
    long = "x" * (MAX_TEXT + 1)
    data = f"# T\n- language: ??\n- Asks\n  - text: {long}\n".encode()
    outline = journey_of_file("a.md", data, lenient=True)
    assert outline.journey.language == "en"
    assert len(outline.journey.touchpoints[0].text) == MAX_TEXT
    assert len(outline.problems) == 2
