"""Days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.days import day_of

NEAR = date(2026, 11, 22)
MAY = date(2027, 5, 1)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "1.5.2027"), ("da", "01-05-2027"), ("da", "1/5 2027"), ("da", "1. maj 2027"), ("da", "den 1. maj 27"), ("da", "1.5.27"),
        ("nl", "1-5-2027"), ("nl", "1 mei 2027"), ("nl", "01/05/27"), ("nl", "1 MEI 27"),
        ("hu", "2027. 05. 01."), ("hu", "2027.5.1"), ("hu", "2027. május 1."), ("hu", "2027. máj. 1-jén"), ("hu", "27. 5. 1."),
        ("hu", "1.5.2027"),
        ("sv", "2027-05-01"), ("sv", "27-05-01"), ("sv", "1/5 2027"), ("sv", "den 1 maj 2027"), ("sv", "1/5/27"),
        ("en", "1/5/2027"), ("en", "1 May 2027"), ("en", "May 1, 2027"), ("en", "1st of May 2027"), ("en", "01.05.27"),
        *((language, text) for language in LANGUAGES for text in ("2027-05-01", "2027-5-1", "20270501", " 2027/05/01 ", "1 may 2027")),
    ],
)
def test_the_first_of_may(language: str, text: str) -> None:
    assert day_of(text, language, NEAR) == MAY


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("da", "1.12", date(2026, 12, 1)), ("da", "2.1", date(2027, 1, 2)), ("en", "30 September", date(2026, 9, 30)),
        ("hu", "12. 24.", date(2026, 12, 24)), ("hu", "március 15.", date(2027, 3, 15)), ("sv", "24/12", date(2026, 12, 24)),
        ("sv", "12-24", date(2026, 12, 24)), ("nl", "29-2", None), ("da", "29.2.2028", date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_nearest_one(language: str, text: str, day: date | None) -> None:
    assert day_of(text, language, NEAR) == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["", "  ", "x", "tomorrow", "1", "2027", "32.1.2027", "1.13.2027", "1.5.20271", "1.2.3.4", "ma 1 2027", "1.5.2027 x", "-",
     "29.2.2027", "٣.٥.2027"],
)
def test_what_is_no_day_is_none(language: str, text: str) -> None:
    assert day_of(text, language, NEAR) is None


@given(day=DAYS, language=st.sampled_from(sorted(LANGUAGES)))
def test_every_way_that_a_day_is_shown_is_understood(day: date, language: str) -> None:
    words = catalogue_for(language)
    for text in (day.isoformat(), words.short_day(day.isoformat()), words.day(day.isoformat()), words.day(day.isoformat()).upper()):
        assert day_of(text, language, NEAR) == day


@given(text=st.text(max_size=20), language=st.sampled_from(sorted(LANGUAGES)))
def test_any_text_is_a_day_or_none(text: str, language: str) -> None:
    found = day_of(text, language, NEAR)
    assert found is None or isinstance(found, date)


@given(far=st.integers(-170, 170), language=st.sampled_from(sorted(LANGUAGES)))
def test_a_day_in_words_without_its_year_is_found_near(far: int, language: str) -> None:
    day = NEAR + timedelta(days=far)
    month = LANGUAGES[language].months[day.month - 1]
    assert day_of(f"{day.day} {month}", language, NEAR) == day
