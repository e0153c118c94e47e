"""Actions handed to other tools: each preset gives the file that its tool documents, and no cell of it does anything."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Message, Opportunity, Party, Phase, Reach, Status, Touchpoint
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.handover import (
    FIELDS,
    Preset,
    chosen,
    handed_over,
    people,
    preset_bytes,
    preset_of,
    priority_of,
    read_preset,
    shipped,
    shortened,
    table_of,
)
from cjm_desktop.exchange.handover_files import ENDINGS, handover_bytes
from tests.exchange.exchanged import texts

HERE = Journey(
    title="A lamp",
    parties=(Party(id="it", name="IT"),),
    phases=(Phase(id="p1", name="Before"),),
    touchpoints=(Touchpoint(id="t1", title="Breaks", phase="p1"), Touchpoint(id="t2", title="Rings", phase="p1")),
    opportunities=(
        Opportunity(id="o1", title="Later", status=Status.DOING, impact=2, effort=4, due="2027-03-01"),
        Opportunity(id="o2", title="Was done", status=Status.DONE, due="2026-01-01"),
        Opportunity(
            id="o3", title="=1+1", text="/close\nOne; two, \"three\"", touchpoints=("t2", "t1"), impact=5, effort=1, votes=3, owner="it",
            person="Anna Real", due="2027-02-03", measure="Fewer calls", reach=Reach.QUICK,
        ),
        Opportunity(id="o4", title="", touchpoints=("t1",)),
    ),
)  # fmt: skip


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_gitlab_gets_title_description_and_day_in_that_order_and_no_command() -> None:
    found = rows(handover_bytes(HERE, shipped()["gitlab"], str))
    assert found[0] == ["title", "description", "due_date"]
    assert [row[0] for row in found[1:]] == ["'=1+1", "Later", "Opportunity without a title"]
    assert found[1][2] == "2027-02-03"
    text = found[1][1].split("\n")
    assert text[:3] == ["\\/close  ", 'One; two, "three"', ""]
    assert "* Touchpoints: 1. Breaks; 2. Rings" in text and "* Owner: IT" in text, "an entry each: single lines run into one in Markdown"


def test_lists_of_all_descriptions_begin_alike() -> None:
    found = rows(handover_bytes(HERE, shipped()["gitlab"], str))
    marks = {line[:2] for row in found[1:] for line in row[1].split("\n") if "Journey: A lamp" in line or "Kind:" in line}
    assert marks == {"* "}


def test_an_opportunity_of_two_phases_comes_into_the_bucket_of_the_first() -> None:
    two = HERE.replace(
        phases=(*HERE.phases, Phase(id="p2", name="After")),
        touchpoints=(HERE.touchpoints[0], HERE.touchpoints[1].replace(phase="p2")),
        opportunities=(Opportunity(id="o", title="Both", touchpoints=("t2", "t1")),),
    )
    for name, column, said in (("planner", "phase", "Before"), ("list", "phases", "Before, After")):
        (header, row) = table_of(two, shipped()[name], str)
        assert next(cell.text for cell in row if cell.field == column) == said, header


def test_jira_gets_a_summary_and_its_own_words() -> None:
    found = [dict(zip(r, row, strict=True)) for t in [rows(handover_bytes(HERE, shipped()["jira"], str))] for r in t[:1] for row in t[1:]]
    assert [(one["Issue Type"], one["Status"], one["Priority"], one["Due Date"]) for one in found] == [
        ("Task", "To Do", "High", "2027-02-03"), ("Task", "In Progress", "Low", "2027-03-01"), ("Task", "To Do", "", ""),
    ]  # fmt: skip
    assert all(not set(header) & set(",.;:!?") for header in found[0]), "no punctuation in the header row"


def test_the_service_desk_gets_semicolons_a_mark_and_a_key() -> None:
    data = handover_bytes(HERE, shipped()["service-desk"], str)
    assert data.startswith(b"\xef\xbb\xbfExternal number;Brief description;Request;")
    found = rows(data, ";")
    assert [row[0] for row in found[1:]] == ["o3", "o1", "o4"]
    assert found[1][found[0].index("Operator group")] == "IT"


def test_no_column_gets_more_than_the_tool_takes_and_nothing_is_lost() -> None:
    long = "Tell people when their laptop comes " * 9 + "\N{SMILING FACE WITH SMILING EYES}" * 3
    journey = Journey(opportunities=(Opportunity(id="o", title=long.strip(), text="Why"),))
    for name, most in (("jira", 255), ("gitlab", 255), ("planner", 255), ("service-desk", 80)):
        head, row = table_of(journey, shipped()[name], str)
        cell = dict(zip((one.text for one in head), row, strict=True))
        title = next(one for one in row if one.field == "title")
        assert title.shortened and title.text.endswith(" …") is False and title.text.endswith("…")
        assert most - 12 < len(title.text.encode("utf-16-le")) // 2 <= most and long.startswith(title.text[:-1] + " "), name
        described = cell[{"jira": "Description", "gitlab": "description", "planner": "Description", "service-desk": "Request"}[name]]
        assert f"Title: {long.strip()}" in described.text.split("\n")[0] and "Why" in described.text
    assert shortened("abcdef", 4) == "abc…" and shortened("ab cd", 5) == "ab cd" and shortened("ab cd e", 6) == "ab cd…"


def test_a_list_at_the_beginning_keeps_its_first_sign_and_is_no_formula() -> None:
    journey = Journey(opportunities=(Opportunity(id="o", title="+49 call back", text="- one\n- two"),))
    found = rows(handover_bytes(journey, shipped()["jira"], str))[1]
    assert found[2].split("\n")[:3] == ["Text:", "- one", "- two"]
    assert found[0] == "'+49 call back", "a double click opens the file in a spreadsheet"
    assert rows(handover_bytes(journey, shipped()["jira"].model_copy(update={"guard": False}), str))[1][0] == "+49 call back"
    marked = rows(handover_bytes(journey, shipped()["gitlab"], str))[1][1]
    assert marked.startswith("Text:\n\n- one  \n- two\n\n* Kind: ")
    bare = rows(handover_bytes(Journey(opportunities=(Opportunity(id="o"),)), shipped()["gitlab"], str))[1][1]
    assert bare == "* Kind: Lift a dip", "no heading over a list that has no text of its own, and no formula"


def test_nobody_is_called_by_an_issue() -> None:
    told = Opportunity(id="o", title="@now", text="Ask @all (@it-desk), not help@example.org\n@ once")
    row = rows(handover_bytes(Journey(opportunities=(told,)), shipped()["gitlab"], str))[1]
    assert "@\u200bnow" in row[0] and "Ask @\u200ball (@\u200bit-desk), not help@example.org" in row[1] and "\n@ once" in row[1]
    assert "Ask @all" in rows(handover_bytes(Journey(opportunities=(told,)), shipped()["jira"], str))[1][2], "no tool but those that call"


def test_what_was_dropped_is_not_called_done() -> None:
    journey = Journey(opportunities=(Opportunity(id="o", title="No", status=Status.DROPPED), Opportunity(id="d", status=Status.DONE)))
    for name in ("jira", "planner"):
        assert [one.id for one in handed_over(journey, shipped()[name], "all")] == ["d"]
        assert len(table_of(journey, shipped()[name], str, which="all")) == 2
    assert len(table_of(journey, shipped()["list"], str, which="all")) == 3


def test_one_person_with_four_actions_is_one_person() -> None:
    assert people([Opportunity(id=f"o{n}", person=name) for n, name in enumerate(("Anna Real", "anna  real", "", "Bo"))]) == 2


def test_trello_gets_one_line_for_each() -> None:
    lines = handover_bytes(HERE, shipped()["trello"], str, which="all").decode().splitlines()
    assert lines == ["Was done – 2026-01-01", "=1+1 – IT – 2027-02-03", "Later – 2027-03-01", "Opportunity without a title"]


def test_a_spreadsheet_has_days_numbers_texts_and_a_filter() -> None:
    data = handover_bytes(HERE, shipped()["list"], str)
    assert data == handover_bytes(HERE, shipped()["list"], str)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert row["Title"].value == "=1+1" and row["Title"].data_type == "s" and row["Title"].quotePrefix
    assert row["Due"].value == datetime.datetime(2027, 2, 3) and row["Impact"].value == 5 and row["Impact"].data_type == "n"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(head)).column_letter}4" and sheet.freeze_panes == "A2"
    assert handover_bytes(HERE, shipped()["planner"], str).startswith(b"PK")


def test_names_stay_in_the_house_unless_they_are_asked_for() -> None:
    for name, preset in shipped().items():
        for kind in ("csv", "md", "txt"):
            assert b"Anna" not in handover_bytes(HERE, preset, str, kind=kind), name
        assert "Anna Real" not in str(table_of(HERE, preset, str))
    assert b"Anna Real" in handover_bytes(HERE, shipped()["jira"], str, names=True)


def test_which_are_handed_over() -> None:
    assert [one.id for one in chosen(HERE)] == ["o3", "o1", "o4"]
    assert [one.id for one in chosen(HERE, "all")] == ["o2", "o3", "o1", "o4"]
    assert [one.id for one in chosen(HERE, ["o2", "o1", "gone"])] == ["o2", "o1"]


@pytest.mark.parametrize(("impact", "effort", "word"), [(5, 1, "high"), (1, 5, "low"), (3, 3, "medium"), (None, 1, ""), (5, None, "")])
def test_priority_is_impact_against_effort(impact: int | None, effort: int | None, word: str) -> None:
    assert priority_of(Opportunity(id="o", impact=impact, effort=effort)) == word


@given(texts, texts, st.sampled_from(sorted(shipped())), st.sampled_from(ENDINGS))
def test_no_text_breaks_a_file_or_is_run(title: str, text: str, name: str, kind: str) -> None:
    one = Opportunity(id="o", title=" ".join(title.split()), text=text, impact=1, effort=1)
    preset = shipped()[name]
    data = handover_bytes(Journey(opportunities=(one,)), preset, str, kind=kind)
    wanted = table_of(Journey(opportunities=(one,)), preset, str)
    if kind == "csv":
        found = rows(data, preset.separator)
        assert [len(row) for row in found] == [len(preset.columns)] * 2
        for cell, had in zip(found[1], wanted[1], strict=True):
            assert cell in (had.text, f"'{had.text}")
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
    elif kind == "xlsx":
        cells = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][2]
        assert all(cell.data_type != "f" for cell in cells)
    elif kind == "txt":
        assert data.count(b"\n") == 1
    else:
        assert data.decode().split("\n")[-2].count("\n") == 0 and len(data.decode().splitlines()) >= 3


def test_our_own_words_come_in_the_language() -> None:
    def shout(message: Message) -> str:
        return str(message).upper()

    assert [cell.text for cell in table_of(HERE, shipped()["list"], shout)[0]][:3] == ["NUMBER", "TITLE", "TEXT"]
    assert table_of(HERE, shipped()["list"], shout)[1][15].text == "IDEA"
    assert table_of(HERE, shipped()["jira"], shout)[0][0].text == "Summary"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"columns": []}, "columns"),
        ({"columns": [{"field": "colour"}]}, "columns[0].field"),
        ({"columns": [{"field": "title", "text": "x"}]}, "columns[0]"),
        ({"file": "doc"}, "file"),
        ({"words": {"status": {"finished": "Done"}}}, "preset"),
        ({"day": "%s%n"}, "day"),
        ({"version": 2}, "version"),
        ({"surprise": 1}, "surprise"),
        ({"columns": [{"field": "title"}] * 61}, "columns"),
    ],
)
def test_what_is_wrong_with_a_preset_is_named(change: dict[str, object], place: str) -> None:
    tree = json.loads(preset_bytes(shipped()["jira"])) | change
    with pytest.raises(ImportFailed) as failed:
        preset_of(json.dumps(tree).encode(), "own.json")
    assert failed.value.problems[0].place == place
    assert "own.json" in str(failed.value) and str(failed.value).isprintable()


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b"x" * 300_000, b"\xff", b"[]"])
def test_what_is_no_preset_is_told(data: bytes) -> None:
    with pytest.raises(ImportFailed):
        preset_of(data, "own.json")


def test_a_house_has_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text('{"name": "Ours", "columns": [{"header": "What", "field": "title"}], "words": {"status": {"idea": "New"}}}', "utf-8")
    assert read_preset(str(own)).name == "Ours"
    with pytest.raises(ImportFailed, match=r"There is no preset “nope”\. There are: gitlab, jira"):
        read_preset("nope")


def test_shipped_presets_say_where_they_come_from_and_the_page_lists_the_fields() -> None:
    page = (Path(__file__).resolve().parents[2] / "resources" / "handover" / "README.md").read_text("utf-8")
    for name, preset in shipped().items():
        assert preset.note and preset_of(preset_bytes(preset)) == preset, name
    assert all(f"`{field}`" in page for field in FIELDS) and all(f"`{key}`" in page for key in Preset.model_fields)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no spreadsheet program is installed")
def test_a_spreadsheet_program_sees_texts_where_formulas_were_tried(tmp_path: Path) -> None:
    file = tmp_path / "actions.csv"
    file.write_bytes(handover_bytes(HERE, shipped()["jira"], str))
    run = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir",
           str(tmp_path), str(file)]  # fmt: skip
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    if not (tmp_path / "actions.xlsx").exists():
        pytest.skip("the office here has no part for spreadsheets")
    sheet = openpyxl.load_workbook(tmp_path / "actions.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["Summary", "Issue Type"]
    assert sheet["A2"].value in ("'=1+1", "=1+1") and sheet["A2"].data_type == "s"
    assert sheet.max_row == 4
