"""Whatever stands where a time should be ends in a moment or in none, and never in an exception."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from cjm_desktop.document import Journey
from cjm_desktop.i18n.catalogue import catalogue_for
from cjm_desktop.storage import lock, recovery
from cjm_desktop.storage.moments import moment_of, seconds_of
from cjm_desktop.storage.version_line import is_time, when_of

ANYTHING = st.one_of(st.floats(), st.integers(), st.text(), st.none(), st.booleans(), st.lists(st.integers()), st.binary())
TEXTS = st.one_of(st.text(), st.datetimes(timezones=st.timezones()).map(datetime.isoformat), st.datetimes().map(datetime.isoformat))


@given(ANYTHING)
@example(253402300800.0)
@example(10**400)
@example(float("nan"))
@example(float("-inf"))
@example(-62135596800.0)
def test_any_value_is_a_moment_of_these_years_or_none(value: object) -> None:
    found = moment_of(value)
    assert found is None or 1969 <= found.year <= 2200
    assert is_time(value) is (found is not None)
    if type(value) in (int, float):
        assert str(lock.moment(value))  # type: ignore[arg-type]


@given(TEXTS)
@example("9999-12-31T23:59:59-12:00")
@example("0001-01-01T00:00:00+14:00")
@example("0001-01-01")
def test_any_text_is_a_moment_or_none_and_a_copy_that_says_it_is_of_the_time_of_its_file(text: str) -> None:
    found = seconds_of(text)
    assert found is None or moment_of(found) is not None
    assert recovery._recovered(Journey(), {"when": text}, {}, 1_790_000_000.0).when == (1_790_000_000.0 if found is None else found)
    assert moment_of(lock.holder_of(b'{"since": "%s"}' % text.encode("utf-8", "replace"), 1_790_000_000.0).since) is not None


@given(st.from_regex(r"\A[0-9]{15}\Z"))
@example("999999999999999")
def test_any_name_of_a_version_has_a_time_or_is_no_version(digits: str) -> None:
    when = when_of(f"{digits}-aaaaaaaa.version")
    assert is_time(when) is (moment_of(when) is not None)


def test_what_is_meant_is_told() -> None:
    when = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
    assert seconds_of("2026-11-22T10:05:00+00:00") == when.timestamp()
    found: Any = moment_of(when.timestamp())
    assert found.astimezone(UTC) == when
    assert str(lock.moment(1e12)) == "an unknown time"


@given(st.one_of(st.floats(), st.integers()))
@example(1e12)
def test_the_window_says_something_of_any_number(value: float) -> None:
    from cjm_desktop.ui.moments import moment_in_words

    words = catalogue_for("en")
    ui: Any = SimpleNamespace(text=words.text, pgettext=words.pgettext, words=SimpleNamespace(day=words.day))
    said = moment_in_words(ui, value), moment_in_words(ui, value, within=True, seconds=True)
    assert all(said) and (moment_of(value) is not None or said == ("Time unknown", "an unknown time"))
