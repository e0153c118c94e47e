"""How much of the pure layers their own tests run: ``python3 dev.py coverage [--keep]``.

Runs the tests of each of :data:`LAYERS` (``tests/<layer>``, not the slow ones) under coverage.py, counts statements and branches, and
compares each layer with the figure in ``packaging/coverage.json``: 1 when one fell by more than :data:`SLACK`, with the lines that nothing
ran, 0 otherwise. ``--keep`` writes down what was reached: figures go up with the tests, and down only by somebody who commits it. It
takes a few minutes and is no part of a plain run of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "packaging" / "coverage.json"
#: The layers that are functions of values and know no toolkit.
LAYERS = ("document", "edits", "analysis", "layout", "exchange", "storage")
#: Property tests find other examples each time: so many hundredths may come and go.
SLACK = 0.3
#: So many of the places that nothing ran are shown for a layer that fell.
_SHOWN = 25


def shares(report: dict[str, Any]) -> dict[str, float]:
    """Percent of statements and branches that were run, by layer, from coverage's report as JSON."""
    ran = dict.fromkeys(LAYERS, 0)
    there = dict.fromkeys(LAYERS, 0)
    for name, file in report["files"].items():
        parts = Path(name.replace("\\", "/")).parts
        layer = parts[parts.index("cjm_desktop") + 1] if "cjm_desktop" in parts[:-1] else ""
        if layer in ran:
            summary = file["summary"]
            ran[layer] += summary["covered_lines"] + summary["covered_branches"]
            there[layer] += summary["num_statements"] + summary["num_branches"]
    return {layer: round(100 * ran[layer] / there[layer], 2) for layer in LAYERS if there[layer]}


def fallen(reached: dict[str, float], kept: dict[str, float]) -> list[str]:
    """The layers whose share is lower than the one that was kept, or which were not measured at all."""
    return [layer for layer in kept if reached.get(layer, 0.0) < kept[layer] - SLACK]


def missed(report: dict[str, Any], layer: str) -> list[str]:
    """``file: lines`` of what nothing ran in a layer, the longest lists first."""
    found = [
        (len(file["missing_lines"]), f"{name}: {', '.join(map(str, file['missing_lines'][:12]))}")
        for name, file in report["files"].items()
        if f"cjm_desktop/{layer}/" in name.replace("\\", "/") and file["missing_lines"]
    ]
    return [line for _, line in sorted(found, key=lambda one: -one[0])[:_SHOWN]]


def measure(folder: Path) -> dict[str, Any]:
    """Run the tests; gives coverage's report. Raises ``SystemExit`` with pytest's exit code when a test fails."""
    env = {**os.environ, "COVERAGE_FILE": str(folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
    coverage = [sys.executable, "-m", "coverage"]
    tests = [f"tests/{layer}" for layer in LAYERS]
    # Its own order and one process: what one core measures, another need not put together.
    done = subprocess.run([*coverage, "run", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests], cwd=ROOT, env=env)
    if done.returncode:
        raise SystemExit(done.returncode)
    target = folder / "report.json"
    subprocess.run([*coverage, "json", "-q", "-o", str(target)], cwd=ROOT, env=env, check=True)
    report: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return report


def main() -> int:
    """Measure and compare; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="write down what was reached")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        report = measure(Path(folder))
    reached = shares(report)
    kept: dict[str, float] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for layer in LAYERS:
        print(f"{layer:<9} {reached.get(layer, 0.0):6.2f} %  (kept: {kept.get(layer, 0.0):.2f} %)")
    if keep:
        KEPT.write_text(json.dumps(reached, indent=2) + "\n", encoding="utf-8")
        return 0
    down = fallen(reached, kept)
    for layer in down:
        print(f"\n{layer} fell. Nothing ran:", *missed(report, layer), sep="\n  ")
    return 1 if down else 0


if __name__ == "__main__":
    sys.exit(main())
