"""What people answered in a survey becomes readings: by value, in all encodings, separators and scales; nothing silently."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Round, Scale, Touchpoint
from cjm_desktop.exchange.errors import ImportFailed
from cjm_desktop.exchange.survey import Form, Stopped, SurveyMap, answers_in, measured, same_round
from cjm_desktop.exchange.survey_grades import Rating, Unread, rating_of, scale_of
from cjm_desktop.exchange.survey_guess import dict_of_map, map_of_dict, matched, suggested
from cjm_desktop.i18n.days import day_of as day_in_language

_NEAR = date(2027, 5, 1)


def _day(text: str) -> date | None:
    return day_in_language(text, "da", _NEAR)


def _journey(*titles: str, scale: Scale | None = None) -> Journey:
    cards = tuple(Touchpoint(id=f"t{k}", title=title) for k, title in enumerate(titles, 1))
    return Journey(touchpoints=cards, scale=scale or Scale())


_THREE = _journey("Ordering", "Waiting for the laptop", "First day")


def _grades(survey: object) -> dict[str, tuple[float | None, int | None]]:
    return {one.touchpoint: (one.grade, one.answers) for one in survey.readings}  # type: ignore[attr-defined]


# ------------------------------------------------------------------ wide


def test_means_of_columns_on_the_scale_of_the_journey() -> None:
    table = "Name;Date;1. Ordering;How was “Waiting for the laptop”?;First day\nA;3.5.2027;5;1;4\nB;5.5.2027;4;2;\nC;4.5.2027;3;;5\n"
    answers = answers_in("a.csv", table.encode())
    proposal = suggested(answers, _THREE, _day)
    assert dict(proposal.how.places) == {"1. Ordering": "t1", "How was “Waiting for the laptop”?": "t2", "First day": "t3"}
    assert not proposal.doubtful and proposal.how.date == "Date" and proposal.how.rating == Rating(1, 5)
    survey = measured(answers, proposal.how, _THREE, _day)
    # 1–5 to 1–10: mean 4 is three quarters of the way, 7.75; 1.5 is an eighth, 2.125; 4.5 is seven eighths, 8.875.
    assert _grades(survey) == {"t1": (7.75, 3), "t2": (2.125, 2), "t3": (8.875, 2)}
    assert (survey.first, survey.last, survey.rows, survey.respondents, survey.bad) == ("2027-05-03", "2027-05-05", 3, 3, ())


def test_a_cell_that_cannot_be_read_is_named_and_the_rest_of_its_row_counts() -> None:
    table = "Ordering,First day,Date\n5,4,2027-05-01\n6,4,2027-05-01\ngood morning,1,2027-05-01\n3,2,the other day\n1,2,\n"
    answers = answers_in("a.csv", table.encode())
    how = SurveyMap(places={"Ordering": "t1", "First day": "t3"}, date="Date", rating=Rating(1, 5))
    survey, strict = measured(answers, how, _THREE, _day), measured(answers, how, _THREE, _day, whole_rows=True)
    for one in (survey, strict):
        assert [(bad.number, bad.column, str(bad.message)) for bad in one.bad] == [
            (3, "Ordering", "6 does not lie between 1 and 5."),
            (4, "Ordering", "“good morning” is no grade."),
            (5, "Date", "“the other day” is no day."),
        ]
    assert _grades(survey) == {"t1": (5.5, 3), "t3": (4.6, 5)} and (survey.rows, survey.lost) == (5, 0)
    assert _grades(strict) == {"t1": (5.5, 2), "t3": (5.5, 2)} and (strict.rows, strict.lost) == (2, 3)
    alone = measured(answers_in("a.csv", b"Ordering,First day\nmaybe,\nmaybe,5\n"), replace(how, date=""), _THREE, _day)
    assert [bad.lost for bad in alone.bad] == [True, False], "with nothing else in it the row is lost"


def test_a_respondent_who_answered_twice_counts_once_with_the_latest_answer() -> None:
    answers = answers_in("a.csv", b"id,Ordering\nann,1\nAnn ,5\nbo,5\nanonymous,1\nanonymous,1\n")
    how = SurveyMap(places={"Ordering": "t1"}, respondent="id", rating=Rating(1, 5))
    survey = measured(answers, how, _THREE, _day)
    assert _grades(survey) == {"t1": (5.5, 4)} and (survey.respondents, survey.repeatedly) == (4, 1)
    dated = answers_in("a.csv", b"id,Ordering,Date\nann,2,2027-05-09\nann,5,2027-05-01\n")
    assert _grades(measured(dated, replace(how, date="Date"), _THREE, _day)) == {"t1": (3.25, 1)}


def test_the_same_answers_are_known_again() -> None:
    how = SurveyMap(places={"Ordering": "t1"}, rating=Rating(1, 5))
    survey, other = (measured(answers_in("a.csv", text), how, _THREE, _day) for text in (b"Ordering\n4\n5\n", b"Ordering\n4\n4\n"))
    kept = _THREE.with_(rounds=(Round(id="r1", name="Spring", readings=survey.readings),))
    assert same_round(survey, kept) == kept.rounds[0] and same_round(other, kept) is None and same_round(survey, _THREE) is None


@pytest.mark.parametrize(
    ("columns", "who", "day"),
    [
        ("ID,Start time,Completion time,Email,Name", "Email", "Completion time"),
        ("Id,Starttidspunkt,Fuldførelsestidspunkt,Mail,Navn", "Mail", "Fuldførelsestidspunkt"),
        ("Id,Begintijd,Tijd van voltooien,E-mailadres,Naam", "E-mailadres", "Tijd van voltooien"),
        ("Azonosító,Kezdés időpontja,Befejezés időpontja,E-mail,Név", "E-mail", "Befejezés időpontja"),
        ("ID,Starttid,Slutförandetid,E-postadress,Namn", "E-postadress", "Slutförandetid"),
        ("Respondent ID,Start Date,End Date,Email Address,First Name", "Email Address", "End Date"),
    ],
)
def test_columns_of_form_tools_are_no_grades(columns: str, who: str, day: str) -> None:
    rows = "".join(f"{k},0{k}.05.2027,0{k + 1}.05.2027,p{k}@x.org,N{k},{k % 5 + 1},{k % 4 + 2}\n" for k in range(1, 9))
    proposal = suggested(answers_in("a.csv", f"{columns},Ordering,First day\n{rows}".encode()), _THREE, _day)
    assert (proposal.how.respondent, proposal.how.date, proposal.unused) == (who, day, ())
    assert set(proposal.how.places) == {"Ordering", "First day"}
    # With one word for everybody in the place of addresses a number or a name has to do.
    bare = "".join(",".join("anonymous" if at == 3 else one for at, one in enumerate(row.split(","))) + "\n" for row in rows.split())
    told = suggested(answers_in("a.csv", f"{columns},Ordering,First day\n{bare}".encode()), _THREE, _day)
    assert told.how.respondent in columns.split(",")[0::4] and told.unused == ()


def test_a_touchpoint_that_is_gone_is_not_read() -> None:
    answers = answers_in("a.csv", b"Ordering\n9\n")
    survey = measured(answers, SurveyMap(places={"Ordering": "away"}), _THREE, _day)
    assert survey.readings == () and survey.bad == ()


# ------------------------------------------------------------------ long


def test_one_grade_in_each_row() -> None:
    table = (
        "Respondent\tStep\tScore\tWhen\n"
        "ann\tOrdering\t−2\t01-05-27\nann\tFirst day\t2\t01-05-27\nbo\tOrdering\t0\t02-05-27\nbo\tThe moon\t1\t\n"
    )
    answers = answers_in("a.tsv", table.encode())
    proposal = suggested(answers, _THREE, _day)
    how = proposal.how
    assert (how.form, how.touchpoint, how.grade, how.respondent, how.date) == (Form.LONG, "Step", "Score", "Respondent", "When")
    assert how.rating == Rating(-2, 2) and proposal.unused == ("The moon",)
    survey = measured(answers, how, _THREE, _day)
    assert _grades(survey) == {"t1": (3.25, 2), "t3": (10.0, 1)}
    assert [(bad.number, str(bad.message)) for bad in survey.bad] == [(5, "“The moon” is not among the touchpoints.")]


# ------------------------------------------------------------------ scales, words


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("1", 0.0), ("3", 0.5), ("5", 1.0), ("2,5", 0.375), ("2.5", 0.375), ("4 – good", 0.75), ("5 (Very satisfied)", 1.0), ("4/5", 0.75),
        ("Very satisfied", 1.0), ("meget utilfreds", 0.0), ("Zeer tevreden", 1.0), ("nagyon elégedetlen", 0.0), ("varken eller", 0.5),
        ("😀", 1.0), ("🙁", 0.25), (":-)", 0.75), (":(", 0.25), ("", None), ("n/a", None), ("ved ikke", None), (" – ", None),
    ],
)  # fmt: skip
def test_what_an_answer_is_worth(text: str, share: float | None) -> None:
    assert Rating(1, 5).share(text) == share


def test_a_scale_whose_best_is_the_lowest_number() -> None:
    assert Rating(5, 1).share("1") == 1.0 and Rating(5, 1).share("4") == 0.25


@pytest.mark.parametrize("text", ["0", "6", "five", "1e9", "4-05", "12-05"])
def test_what_is_no_grade(text: str) -> None:
    with pytest.raises(Unread):
        Rating(1, 5).share(text)


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (("1", "5", "3"), (1, 5)), (("2", "4"), (1, 5)), (("0", "10"), (0, 10)), (("3", "8"), (1, 10)), (("-2", "1"), (-2, 2)),
        (("7", "2"), (1, 7)), (("0", "100"), (0, 100)), (("😀", "🙁"), (1, 5)), (("0", "4"), (0, 5)),
    ],
)  # fmt: skip
def test_the_scale_that_answers_seem_to_be_on(answers: tuple[str, ...], ends: tuple[float, float]) -> None:
    assert rating_of(answers) == Rating(*ends)


_TEN = [str(k % 10 + 1) for k in range(40)]
_FIVE = [str(k % 5 + 1) for k in range(40)]


@pytest.mark.parametrize(
    ("answers", "own", "ends", "sure"),
    [
        (_TEN, (1, 10), (1, 10), True), ([*_TEN, "11"], (1, 10), (1, 10), True), ([*_TEN, "55", "100"], (1, 10), (1, 10), True),
        ([*_TEN, "0"], (1, 10), (1, 10), False), (["0", "0", "0", "0", *_TEN], (1, 10), (0, 10), True),
        ([*_TEN[:10], "11"], (1, 10), (1, 10), False), (_TEN[2:10] * 3, (0, 10), (0, 10), False),
        (_FIVE, (1, 10), (1, 5), True), ([*_FIVE, "55"], (1, 10), (1, 5), True), ([*_FIVE, "7"], (1, 10), (1, 5), False),
        (["1", "5", "3"], (1, 10), (1, 5), False), ([*_FIVE, "6", "7", "6", "7", "7", "6"], (1, 10), (1, 7), True),
        ([str(k) for k in range(0, 101, 5)], (1, 10), (0, 100), True), ([str(k % 5 - 2) for k in range(40)], (1, 10), (-2, 2), True),
        ([*_TEN, "-1"], (1, 10), (1, 10), True), (["0", "1"] * 20, (1, 10), (0, 5), False), (["good", "bad"], (1, 10), (1, 5), True),
        (["1000", "2000"], (1, 10), (1000, 2000), False),
    ],
)  # fmt: skip
def test_a_scale_needs_more_than_extremes(
    answers: list[str], own: tuple[float, float], ends: tuple[float, float], sure: bool
) -> None:
    found = scale_of(answers, own)
    assert (found.rating, found.sure) == (Rating(*ends), sure)
    assert found == scale_of(answers[::-1], own) and found.rating not in found.others


@pytest.mark.parametrize(
    ("who", "day", "remark"),
    [
        ("Respondent ID", "Submitted at", "Comments"), ("Deltager", "Tidsstempel", "Bemærkninger"),
        ("Deelnemer", "Ingevuld op", "Opmerkingen"), ("Válaszadó sorszáma", "Időbélyeg", "Megjegyzés"),
        ("Deltagare", "Tidsstämpel", "Kommentarer"), ("Teilnehmer", "Datum", "Anmerkungen"),
        ("Antwortnr.", "Zeitstempel", "Bemerkung"), ("UserID", "Timestamp", "Remarks"), ("Deltager-nr", "Dato", "Kommentar"),
    ],
)  # fmt: skip
def test_columns_are_known_by_what_they_are_called(who: str, day: str, remark: str) -> None:
    rows = "".join(f"{k};0{k % 9 + 1}.05.2027;{k % 5 + 1};{k % 4 + 2};{k % 3 + 1}\n" for k in range(20))
    answers = answers_in("a.csv", f"{who};{day};Ordering;First day;{remark}\n{rows}".encode())
    proposal = suggested(answers, _THREE, _day)
    assert (proposal.how.respondent, proposal.how.date, proposal.unused) == (who, day, ())
    assert set(proposal.how.places) == {"Ordering", "First day"} and proposal.how.rating == Rating(1, 5)


# ------------------------------------------------------------------ bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found(encoding: str, separator: str) -> None:
    rows = [["Megrendelés", "Első nap őszintén"], ["4,5", "3"], ["2", "1,5"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    answers = answers_in("a.csv", text.encode(encoding))
    assert answers.header == ("Megrendelés", "Első nap őszintén") and answers.separator == separator
    assert answers.encoding == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert [list(row) for _, row in answers.rows] == rows[1:]


def test_a_chosen_encoding_counts_and_a_wrong_one_is_told() -> None:
    data = "Första dagen\n5\n".encode("cp1252")
    assert answers_in("a.csv", data, encoding="cp1250").header == ("Första dagen",)
    with pytest.raises(ImportFailed, match="UTF-8"):
        answers_in("a.csv", data, encoding="utf-8")


def test_titles_above_the_table_and_equal_names() -> None:
    answers = answers_in("a.csv", b"Survey of spring\n\nscore,score,,Ordering\n1,2,3,4\n")
    assert answers.header == ("score", "score (2)", "#3", "Ordering") and answers.rows[0][0] == 4


def test_a_spreadsheet_with_real_dates_and_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Submitted", "Ordering", "First day"])
    sheet.append([date(2027, 5, 4), 4.5, 3])
    sheet.append([date(2027, 5, 2), 2, None])
    out = io.BytesIO()
    book.save(out)
    answers = answers_in("a.xlsx", out.getvalue())
    survey = measured(answers, suggested(answers, _THREE, _day).how, _THREE, _day)
    assert (survey.first, survey.last) == ("2027-05-02", "2027-05-04")
    assert _grades(survey) == {"t1": (6.0625, 2), "t3": (5.5, 1)}


def test_days_with_the_month_first_are_found_and_with_hours_too() -> None:
    answers = answers_in("a.csv", b"Date,Ordering\n5/14/2027 10:32,4\n5/2/2027 9:00 AM,3\n")
    how = suggested(answers, _THREE, _day).how
    assert how.month_first
    survey = measured(answers, how, _THREE, _day)
    assert (survey.first, survey.last, survey.bad) == ("2027-05-02", "2027-05-14", ())


@pytest.mark.parametrize("stamp", ["2027/05/{day} 10:00:00 AM GMT+1", "2027/05/{day} 6:05:00 PM CET", "2027. 05. {day}. 10:00 de."])
def test_the_time_stamp_of_a_form_tool_is_a_day(stamp: str) -> None:
    rows = "".join(f"{stamp.format(day=day)},{grade}\n" for day, grade in ((14, 4), (12, 3)))
    answers = answers_in("a.csv", f"Timestamp,Ordering\n{rows}".encode())
    survey = measured(answers, suggested(answers, _THREE, _day).how, _THREE, _day)
    assert (survey.first, survey.last, survey.bad) == ("2027-05-12", "2027-05-14", ())


def test_an_empty_table_and_an_unclosed_quotation_are_refused() -> None:
    for data in (b"", b"\n\n", b'a,"b\n1,2\n'):
        with pytest.raises(ImportFailed):
            answers_in("a.csv", data)


# ------------------------------------------------------------------ matching


def test_numbers_and_near_titles_are_doubtful() -> None:
    places, sure = matched(["Q2", "Frist day", "Ordering", "Weather"], _THREE)
    assert places == {"Q2": "t2", "Frist day": "t3", "Ordering": "t1"} and sure == {"Ordering"}


def test_of_two_titles_in_a_name_the_longer_one_is_meant() -> None:
    journey = _journey("Delivery", "Delivery at home")
    assert matched(["How was the delivery at home?", "delivery"], journey)[0] == {"How was the delivery at home?": "t2", "delivery": "t1"}


def test_a_mapping_goes_through_json_and_says_what_does_not_fit() -> None:
    answers = answers_in("a.csv", b"Ordering,Day one\n5,4\n")
    how = map_of_dict({"places": {"Ordering": 1, "Day one": "first day"}, "worst": 0, "best": 10}, answers, _THREE)
    assert dict(how.places) == {"Ordering": "t1", "Day one": "t3"} and how.rating == Rating(0, 10)
    assert map_of_dict(dict_of_map(how), answers, _THREE) == how
    for wrong in (
        {"places": {"Nobody": 1}}, {"places": {"Ordering": 9}}, {"best": 1}, {"date": "No"},
        {"form": "tall"}, {"form": "long"}, [], {"grade": 1},
    ):  # fmt: skip
        with pytest.raises(ImportFailed):
            map_of_dict(wrong, answers, _THREE)


# ------------------------------------------------------------------ properties

_CELLS = st.one_of(st.integers(1, 5).map(str), st.just(""), st.text(max_size=6))


@settings(max_examples=60)
@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=12), st.sampled_from([",", ";", "\t"]))
def test_every_row_counts_or_is_named_or_says_nothing(rows: list[tuple[str, str]], separator: str) -> None:
    def plain(text: str) -> str:
        return "".join(ch for ch in text if ch.isprintable() and ch not in "\",;\t|'") or ""

    cells = [(plain(a), plain(b)) for a, b in rows]
    text = "\n".join(separator.join(row) for row in [("Ordering", "First day"), *cells])
    answers = answers_in("a.csv", text.encode())
    how = SurveyMap(places={"Ordering": "t1", "First day": "t3"}, rating=Rating(1, 5))
    survey = measured(answers, how, _THREE, _day)
    named = {(bad.number, bad.column) for bad in survey.bad}
    assert survey.rows + survey.lost <= len(cells)
    for number, row in answers.rows:
        for name, cell in zip(answers.header, row, strict=False):
            if (number, name) not in named:
                Rating(1, 5).share(cell)  # whatever counts can be read
    for reading in survey.readings:
        assert reading.grade is not None and 1 <= reading.grade <= 10


@settings(max_examples=60)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_the_mean_lies_within(grades: list[int], chance: object) -> None:
    mixed = list(grades)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    how = SurveyMap(places={"Ordering": "t1"}, rating=Rating(1, 5))
    one, two = (
        measured(answers_in("a.csv", ("Ordering\n" + "\n".join(map(str, order))).encode()), how, _THREE, _day)
        for order in (grades, mixed)
    )
    assert one.readings == two.readings
    low, high = (1 + 9 * (end(grades) - 1) / 4 for end in (min, max))
    assert low - 1e-3 <= (one.readings[0].grade or 0) <= high + 1e-3


def test_nobody_waits_for_it_any_more() -> None:
    answers = answers_in("a.csv", b"Ordering\n5\n")
    with pytest.raises(Stopped):
        measured(answers, SurveyMap(places={"Ordering": "t1"}), _THREE, _day, cancelled=lambda: True)


def test_a_table_without_names_of_columns_loses_no_answer() -> None:
    answers = answers_in("a.csv", b"ann,4,4,2\nbo,1,5,3\n")
    assert answers.header == ("#1", "#2", "#3", "#4") and [number for number, _ in answers.rows] == [1, 2]
    assert answers_in("a.csv", b"who,1,2,3\nann,4,4,2\n").header == ("who", "1", "2", "3")
