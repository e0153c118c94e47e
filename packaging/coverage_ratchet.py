"""How much of the pure layers their own tests run: ``python3 dev.py coverage [LAYER …] [--keep]``.

Runs the tests of each of :data:`LAYERS` (``tests/<layer>``, not the slow ones) under coverage.py, as many layers at once as there are
cores, counts the layer's statements and branches, and compares it with the figure in ``packaging/coverage.json``: 1 when one fell by more
than :data:`SLACK`, with the lines that nothing ran, or when a test failed; 0 otherwise. ``--keep`` writes down what was reached: figures go
up with the tests, and down only by somebody who commits it. All together takes ten minutes of one core, most of it for layout, and is no
part of a plain run of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "packaging" / "coverage.json"
#: The layers that are functions of values and know no toolkit.
LAYERS = ("document", "edits", "analysis", "layout", "exchange", "storage")
#: Where a program or a font is missing some tests are skipped: so many hundredths may come and go with the machine.
SLACK = 0.2
_LONGEST_FIRST = ("layout", "storage", "exchange", "edits", "analysis", "document")
#: So many of the places that nothing ran are shown for a layer that fell.
_SHOWN = 25


def share(report: dict[str, Any]) -> float:
    """Percent of statements and branches that were run, from coverage's report as JSON."""
    totals = report["totals"]
    ran, there = totals["covered_lines"] + totals["covered_branches"], totals["num_statements"] + totals["num_branches"]
    return round(100 * ran / there, 2)


def fallen(reached: dict[str, float], kept: dict[str, float]) -> list[str]:
    """The layers whose share is lower than the one that was kept."""
    return [layer for layer, now in reached.items() if now < kept.get(layer, 0.0) - SLACK]


def missed(report: dict[str, Any]) -> list[str]:
    """``file: lines`` of what nothing ran, the longest lists first."""
    found = [(name, file["missing_lines"]) for name, file in report["files"].items() if file["missing_lines"]]
    found.sort(key=lambda one: -len(one[1]))
    return [f"{name}: {', '.join(map(str, lines[:12]))}" for name, lines in found[:_SHOWN]]


def measured(layer: str, folder: Path) -> tuple[dict[str, Any], str]:
    """Run a layer's tests; gives coverage's report, and what pytest said when one failed (else nothing)."""
    env = {**os.environ, "COVERAGE_FILE": str(folder / layer), "QT_QPA_PLATFORM": "offscreen"}
    coverage = [sys.executable, "-m", "coverage"]
    run = [*coverage, "run", "--branch", f"--source=cjm_desktop.{layer}", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run.append("--timeout=900")  # a tracer makes everything three times as slow
    done = subprocess.run([*run, f"tests/{layer}"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    target = folder / f"{layer}.json"
    subprocess.run([*coverage, "json", "-q", "-o", str(target)], cwd=ROOT, env=env, check=True)
    report: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return report, done.stdout[-3000:] if done.returncode else ""


def main() -> int:
    """Measure and compare; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=f"some of {', '.join(LAYERS)}; else all")
    parser.add_argument("--keep", action="store_true", help="write down what was reached")
    options = parser.parse_args()
    if unknown := set(options.layers) - set(LAYERS):
        parser.error(f"no such layer: {', '.join(sorted(unknown))}")
    layers = [layer for layer in _LONGEST_FIRST if layer in (options.layers or LAYERS)]
    kept: dict[str, float] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    reached: dict[str, float] = {}
    bad = False
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as cores:
        for layer, (report, trouble) in zip(layers, cores.map(lambda one: measured(one, Path(folder)), layers), strict=True):
            now = share(report)
            print(f"{layer:<9} {now:6.2f} %  (kept: {kept.get(layer, 0.0):.2f} %)", flush=True)
            if trouble:
                print(f"A test of {layer} failed, so its figure says nothing:\n{trouble}")
                bad = True
            elif options.keep:
                reached[layer] = now
            elif fallen({layer: now}, kept):
                print(f"{layer} fell. Nothing ran:", *missed(report), sep="\n  ")
                bad = True
    if options.keep:
        # Another run may have ended meanwhile.
        reached = {**(json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}), **reached}
        KEPT.write_text(json.dumps({layer: reached[layer] for layer in LAYERS if layer in reached}, indent=2) + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
