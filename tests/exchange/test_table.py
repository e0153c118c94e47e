"""CSV and spreadsheets: every dialect in, one safe dialect out."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Kind, OpportunityKind, Phase, Quote, Touchpoint
from cjm_desktop.exchange import ImportFailed, csv_bytes, journey_of_csv, journey_of_xlsx, xlsx, xlsx_bytes
from cjm_desktop.exchange.csv_out import guarded, unguarded
from cjm_desktop.exchange.fields import FIELDS, LANGUAGES
from cjm_desktop.exchange.table import is_header
from cjm_desktop.storage import templates, to_bytes
from tests.exchange.exchanged import maps

GERMANIC = (
    "Fase;Titel;Cijfer;Duur;Kanaal\nStart;Tekenen;7,5;2 dagen;E-mail\n;Wachten;4;;\nSlot;Lunch;;;Café\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, line_end: str) -> None:
    text = GERMANIC.replace("7,5", "7.5").replace(";", delimiter).replace("\n", line_end)
    imported = journey_of_csv(text.encode(encoding), title="x")
    assert imported.problems == ()
    journey = imported.journey
    assert journey.language == "nl"
    assert [phase.name for phase in journey.phases] == ["Start", "Slot"]
    assert [t.title for t in journey.touchpoints] == ["Tekenen", "Wachten", "Lunch"]
    assert [t.grade for t in journey.touchpoints] == [7.5, 4, None]
    assert [t.phase for t in journey.touchpoints] == ["p1", "p1", "p2"], (
        "an empty phase continues the one before"
    )
    assert [channel.name for channel in journey.channels] == ["E-mail", "Café"]


def test_hungarian_windows_letters() -> None:
    text = "Szakasz;Cím;Pontszám\nElőtte;Szerződés űrlapon, kávé;8,5\n"
    journey = journey_of_csv(text.encode("cp1250")).journey
    assert journey.language == "hu"
    assert [phase.name for phase in journey.phases] == ["Előtte"]
    assert journey.touchpoints[0].title == "Szerződés űrlapon, kávé"


@pytest.mark.parametrize("word", ["crème brûlée", "Rødgrød på ærø û", "smörgåsbord õ", "geïrriteerd û"])
def test_western_windows_letters_stay_western(word: str) -> None:
    assert journey_of_csv(f"title\n{word}\n".encode("cp1252")).journey.touchpoints[0].title == word


def test_rows_above_the_header_are_told_and_left_out() -> None:
    imported = journey_of_csv(b"Our map;;\n;;\nPhase;Title;Grade\nStart;A;7,5\n")
    assert [(t.title, t.grade) for t in imported.journey.touchpoints] == [("A", 7.5)]
    assert [str(p) for p in imported.problems] == [
        "row 1: This row stands above the names of the columns and was left out."
    ]


def test_a_column_named_twice_is_told_as_such() -> None:
    imported = journey_of_csv(b"title,Touchpoint,grade\na,b,5\n")
    assert imported.journey.touchpoints[0].title == "a"
    assert [str(p) for p in imported.problems] == [
        "The column “Touchpoint” says the same as one before it and was left out."
    ]


def test_a_table_in_a_language_opens_in_its_spreadsheet() -> None:
    journey = journey_of_csv(b"title,grade,duration,text\nA,7.5,1.5 h,See 3.4\n").journey
    danish = csv_bytes(journey, "da").decode("utf-8-sig")
    assert csv_bytes(journey, "da").startswith("\ufeff".encode())
    assert danish.splitlines()[0].startswith("fase;titel;tekst")
    assert "A;See 3.4;kontakt;;;;1,5 t;;7,5;" in danish
    assert "A,See 3.4,contact,,,,1.5 h,,7.5," in csv_bytes(journey, "en").decode("utf-8-sig")


def test_a_decimal_comma() -> None:
    assert journey_of_csv(GERMANIC.encode()).journey.touchpoints[0].grade == 7.5


def test_the_line_that_excel_understands() -> None:
    assert len(journey_of_csv(("sep=;\n" + GERMANIC).encode()).journey.touchpoints) == 3


def test_the_same_file_twice_gives_the_same_bytes() -> None:
    first, second = (to_bytes(journey_of_csv(GERMANIC.encode(), title="x").journey) for _ in range(2))
    assert first == second


def test_everything_that_is_not_known_yet_is_added_once() -> None:
    text = (
        "title,channel,party,emotion,grade,opportunity,kind\n"
        "A,Phone,Human Resources,Happy,8,Call earlier,\nB,phone,HR,happy,3,call earlier,silence\nC,,HR,,,Send word,silence\n"
    )
    journey = journey_of_csv(text.encode()).journey
    assert [(c.id, c.name, c.icon) for c in journey.channels] == [("c1", "Phone", "phone")]
    assert [(p.name, p.sign, p.colour) for p in journey.parties] == [
        ("Human Resources", "HR", 0),
        ("HR", "HR", 1),
    ]
    assert [(e.word, e.grade) for e in journey.emotions] == [("Happy", 8)]
    assert [(o.title, o.touchpoints, o.kind) for o in journey.opportunities] == [
        ("Call earlier", ("t1", "t2"), OpportunityKind.STRENGTHEN_PEAK),
        ("Send word", ("t3",), OpportunityKind.BRIDGE_SILENCE),
    ]


def test_phases_without_a_name_and_quotes_of_several_lines_come_back() -> None:
    phases = tuple(Phase(id=f"p{n}", name=name) for n, name in enumerate(("Before", "", "", "After")))
    cards = tuple(Touchpoint(id=f"t{n}", title=f"{n}", phase=f"p{n // 2}") for n in range(8))
    quotes = (Quote(text="line1\nline2\n\n   line4"), Quote(text="- x"))
    journey = Journey(phases=phases, touchpoints=(cards[0].replace(quotes=quotes), *cards[1:]))
    for data, read in ((csv_bytes(journey), journey_of_csv), (xlsx_bytes(journey), journey_of_xlsx)):
        back = read(data).journey
        assert [phase.name for phase in back.phases] == ["Before", "", "", "After"]
        assert [t.phase for t in back.touchpoints] == ["p1", "p1", "p2", "p2", "p3", "p3", "p4", "p4"]
        assert back.touchpoints[0].quotes == quotes
    # What a person wrote in a cell: a quote on each line.
    assert len(journey_of_csv(b'title,quote\nA,"one\ntwo\n three"\n').journey.touchpoints[0].quotes) == 3


def test_a_phase_that_comes_back_is_a_second_one_and_is_told() -> None:
    imported = journey_of_csv(b"phase,title\nA,1\nB,2\nA,3\n")
    assert [phase.name for phase in imported.journey.phases] == ["A", "B", "A"]
    assert [t.title for t in imported.journey.touchpoints] == ["1", "2", "3"]
    assert [str(p) for p in imported.problems] == [
        "row 4: The phase “A” comes back after another one; it became a second phase of that name."
    ]


def test_unknown_columns_are_told_and_left_out() -> None:
    imported = journey_of_csv(b"title,colour,grade\nA,red,7\n")
    assert [str(p) for p in imported.problems] == ["The column “colour” is not known and was left out."]
    assert imported.journey.touchpoints[0].grade == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The table is empty"),
        (",,,\n;\n", "No row names the columns|The table is empty"),
        ("one,two\n1,2", "No row names the columns"),
        (
            "title,grade\nA,7\nB,good\nC,99",
            r"row 3, grade: “good” is not a number\. row 4, grade: The grade 99 is not on",
        ),
        ("title,kind\nA,party", "row 2, kind: “party” is not one of contact, own action, silence, waiting"),
        ("title,when\nA,soon", "row 2, when: “soon” is not a number with min, h, d or w"),
        ("title,text\nA," + "x" * 20_001, "row 2, text: This text is longer than 20000 characters"),
        ('title,text\nA,"' + "x" * 200_000, "quotation mark is not closed"),
        ('title,text\nA,1\n"B,2\nC,3\n', "begins in line 3 a quotation mark is opened and never closed"),
        ('title,text\n"A\n\nA",1\nB,"', "begins in line 5 a quotation mark is opened and never closed"),
        ("title\n" + "A\n" * 20_001, "A journey holds at most 20000 touchpoints"),
        ("title\n" + "A\n" * 40_001, "The table has too many rows"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_imported(text: str, words: str) -> None:
    with pytest.raises(ImportFailed, match=words) as caught:
        journey_of_csv(text.encode())
    assert caught.value.exit_code == 2


@given(maps())
def test_csv_out_and_in_again_keeps_the_table(journey: Journey) -> None:
    data = csv_bytes(journey)
    if journey.touchpoints:
        again = journey_of_csv(data).journey
        assert csv_bytes(again) == csv_bytes(journey_of_csv(csv_bytes(again)).journey)
        assert [t.title for t in again.touchpoints if t.title] == [
            t.title for t in journey.touchpoints if t.title
        ]


@pytest.mark.parametrize("language", ["", *LANGUAGES])
def test_a_sample_through_csv_and_xlsx_in_every_language(language: str) -> None:
    journey = templates.load("new-colleague", "en")
    plain = csv_bytes(journey)
    assert plain.decode().splitlines()[0] == ",".join(FIELDS)
    assert csv_bytes(journey_of_csv(csv_bytes(journey, language)).journey) == plain
    assert csv_bytes(journey_of_xlsx(xlsx_bytes(journey, language)).journey) == plain


_RUN = ("=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "'=1", "''=1", "=", "-", "＝1+1", "＠SUM(A1)", " =1+1", "\u200b=1+1", "\u200d\xa0@x")


@pytest.mark.parametrize("cell", _RUN)
def test_no_text_can_be_run_as_a_formula_and_all_come_back(cell: str) -> None:
    assert guarded(cell).startswith("'")
    journey = journey_of_csv(b"title,quote\nA,x").journey
    quote = journey.touchpoints[0].quotes[0].replace(text=cell)
    journey = journey.replace(touchpoints=(journey.touchpoints[0].replace(title="T", quotes=(quote,)),))
    back = journey_of_csv(csv_bytes(journey)).journey
    assert back.touchpoints[0].quotes[0].text == cell.strip()
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(journey))).worksheets[0]
    cell_ = sheet.cell(2, FIELDS.index("quote") + 1)
    assert (cell_.data_type, cell_.quotePrefix) == ("s", True), "text, also after somebody has gone into the cell and out again"
    assert not sheet.cell(2, FIELDS.index("title") + 1).quotePrefix


@given(st.text(max_size=8))
def test_guarded_cells_never_begin_like_a_formula(cell: str) -> None:
    written = guarded(cell)
    assert written[:1] not in "=+@\t\r\n＝＋－＠" or not written
    bare = "".join(ch for ch in written if not ch.isspace() and unicodedata.category(ch) not in ("Cc", "Cf"))
    assert bare[:1] not in "=+@＝＋－＠" or not bare, "and none behind what nobody sees"
    assert unguarded(written) == cell
    assert not written.startswith("-") or written.lstrip("-").replace(".", "", 1).isdigit()


def test_a_spreadsheet_does_not_know_the_hour() -> None:
    journey = templates.load("new-laptop", "da")
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(journey, "da"))) as book:
        assert {entry.date_time for entry in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        about = book.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", about) == ["2000-01-01T00:00:00Z"] * 2


def test_numbers_in_a_spreadsheet_are_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(templates.load("new-colleague", "en")))).worksheets[
        0
    ]
    grade = templates.load("new-colleague", "en").touchpoints[0].grade
    assert sheet.cell(2, FIELDS.index("grade") + 1).value == grade
    assert sheet.title == "My new job"


@pytest.mark.parametrize("data", [b"", b"title,grade", b"PK\x03\x04 not a zip"])
def test_what_is_no_spreadsheet(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="is not a spreadsheet"):
        journey_of_xlsx(data)


def repacked(change: Callable[[str, bytes], bytes], more: int = 0) -> bytes:
    """A sound spreadsheet with some of its parts changed, and more of them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(templates.load("new-laptop", "en")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for i in range(more):
            new.writestr(f"x{i}", b"")
    return out.getvalue()


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_words_that_unfold_without_end_and_files_of_others_are_not_looked_up(part: str, encoding: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        _head, _, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        text = (BOMB + rest).decode()
        return (f'<?xml version="1.0" encoding="{encoding}"?>' + text).encode(encoding)

    with pytest.raises(ImportFailed, match="is not a spreadsheet"):
        journey_of_xlsx(repacked(change))


def test_a_spreadsheet_that_unpacks_to_more_than_any_journey_is_refused() -> None:
    data = repacked(lambda name, data: data + b" " * 70_000_000 if name.endswith("styles.xml") else data)
    assert len(data) < 200_000
    with pytest.raises(ImportFailed, match="too large"):
        journey_of_xlsx(data)
    with pytest.raises(ImportFailed, match="too large"):
        journey_of_xlsx(repacked(lambda _name, data: data, more=2_100))
    assert journey_of_xlsx(repacked(lambda _name, data: data, more=20)).journey.touchpoints


def test_rows_far_below_cost_no_memory_for_what_is_empty() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A30000"], sheet["ZZ5"] = "title", "Asks", "Waits", "far away"
    out = io.BytesIO()
    book.save(out)
    rows = xlsx.cells_of_xlsx(out.getvalue())
    assert sum(map(len, rows)) < 100
    assert [t.title for t in journey_of_xlsx(out.getvalue()).journey.touchpoints] == ["Asks", "Waits"]


def test_headers_and_rows_are_told_apart() -> None:
    assert is_header(["Phase", "Title", "x"])
    assert is_header(["cím"])
    assert not is_header(["text"])
    assert not is_header(["Sign the contract", "7"])
    assert is_header(["a", "Title", "b"])
    assert not is_header(["text", "kind", "a", "b", "c"])


def test_kinds_in_any_language() -> None:
    journey = journey_of_csv("title,kind\nA,stilte\nB,Egen handling\nC,várakozás\nD,\n".encode()).journey
    assert [t.kind for t in journey.touchpoints] == [
        Kind.SILENCE,
        Kind.OWN_ACTION,
        Kind.WAITING,
        Kind.CONTACT,
    ]
