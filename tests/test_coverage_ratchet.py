"""The ratchet of coverage knows its layers, counts rightly, and lets no figure slip."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SPEC = importlib.util.spec_from_file_location("coverage_ratchet", ROOT / "packaging" / "coverage_ratchet.py")
assert _SPEC is not None and _SPEC.loader is not None
ratchet = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(ratchet)


def test_every_pure_layer_has_tests_and_a_kept_figure() -> None:
    kept = json.loads(ratchet.KEPT.read_text(encoding="utf-8"))
    assert tuple(kept) == ratchet.LAYERS
    assert sorted(ratchet._LONGEST_FIRST) == sorted(ratchet.LAYERS)
    for layer in ratchet.LAYERS:
        assert (ROOT / "cjm_desktop" / layer).is_dir() and list((ROOT / "tests" / layer).glob("test_*.py"))
        assert 85 < kept[layer] <= 100, "what the tests of a pure layer do not run is untested"


def test_what_was_run_is_counted_with_its_branches() -> None:
    totals = {"covered_lines": 90, "num_statements": 100, "covered_branches": 30, "num_branches": 50}
    assert ratchet.share({"totals": totals}) == 80.0
    report = {"files": {"a.py": {"missing_lines": [3]}, "b.py": {"missing_lines": [1, 2]}, "c.py": {"missing_lines": []}}}
    assert ratchet.missed(report) == ["b.py: 1, 2", "a.py: 3"]


def test_a_figure_that_fell_is_told_and_one_that_wavers_is_not() -> None:
    kept = {"document": 97.0, "storage": 96.0}
    assert ratchet.fallen({"document": 96.8, "storage": 95.6}, kept) == ["storage"]
    assert ratchet.fallen({"document": 99.0}, kept) == []
    assert ratchet.fallen({"layout": 50.0}, kept) == []
