"""Alike cases take turns (:mod:`turns`): none is forgotten, and every one of them runs when what is slow is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_CONFTEST = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import pytest
from turns import mark_turns

@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    mark_turns(items)
"""

_TESTS = """
import pytest

pytestmark = pytest.mark.in_turn("room")

@pytest.fixture(params=["en", "hu"])
def room(request):
    return request.param

def test_a(room): pass
def test_b(room): pass
@pytest.mark.in_turn()
def test_both(room): pass
def test_without(): pass
@pytest.mark.in_turn("way")
@pytest.mark.parametrize("way", [["x"], ["y"], ["z"]], ids="xyz")
@pytest.mark.parametrize("sample", "1234")
def test_ways(sample, way): pass
@pytest.mark.in_turn("language", "local")
@pytest.mark.parametrize(("language", "local"), [("en", "C"), ("hu", "H")])
def test_pairs(language, local): pass
"""


def _met(pytester: pytest.Pytester, *args: str) -> list[str]:
    """The cases that would run."""
    ini = "[pytest]\nmarkers = slow: slow\n  in_turn: in turn\n"
    pytester.makeini(ini)
    pytester.makeconftest(_CONFTEST)
    pytester.makepyfile(test_it=_TESTS)
    said = pytester.runpytest_inprocess("--collect-only", "-q", "-p", "no:cacheprovider", *args).outlines
    return [line.partition("::")[2] for line in said if "::" in line]


def test_each_test_has_one_value_and_the_next_test_the_next(pytester: pytest.Pytester) -> None:
    met = _met(pytester, "-m", "not slow")
    assert [one for one in met if one.startswith(("test_a[", "test_b["))] == ["test_a[en]", "test_b[hu]"]
    assert {"test_both[en]", "test_both[hu]", "test_without"} <= set(met)
    assert [one[-4:-1] for one in met if "ways" in one] == ["1-y", "2-z", "3-x", "4-y"]
    assert len([one for one in met if one in ("test_pairs[en-C]", "test_pairs[hu-H]")]) == 1


def test_what_is_left_out_is_slow(pytester: pytest.Pytester) -> None:
    met = [*_met(pytester, "-m", "not slow"), *_met(pytester, "-m", "slow")]
    assert sorted(met) == sorted(_met(pytester))
    assert len(met) == 2 + 2 + 2 + 1 + 12 + 2


def test_what_is_asked_for_by_its_name_is_there(pytester: pytest.Pytester) -> None:
    assert _met(pytester, "-m", "not slow", "test_it.py::test_a[hu]") == ["test_a[hu]"]
