"""A long day in the real window, by a script: does its memory stay flat, and do its threads, handles and objects stay as many?

    python tests/torture/soak.py --actions 50000
    python tests/torture/soak.py --each 6

Everything that people do in eight hours is done over and over in one window: drag cards and points, type, grade, add, delete, undo, redo,
copy, paste, phases, zoom, views, panels, the guide, quick entry, the outline, votes, menus, dialogs opened and closed, presentations,
exports, saving, opening other documents, other languages; what takes long (exports, dialogs) as seldom as people do it. The program
runs in its own event loop, with its keeper of recovery copies, its worker and its files. Memory is measured as the system counts it
(resident pages), each time with the same document just opened, after what nobody waits for any more was given back. The undo history,
which may hold 64 MB, is empty then: that it holds no more is proved elsewhere. An action is what somebody does at once: a command, a
card dragged, a title typed, a step undone. The map has between ten and some thirty cards all day long.

The answer is one line of JSON. ``growth`` is by how many per cent memory grew from the end of the warm-up (the first fifth of the
actions: every panel, form, library and language was seen once, for a day begins with that, in windows that hold all of it when they
are made anew in the next language) to the end, on the straight line through all readings between them: the
median of the slopes of all pairs of readings (Theil 1950, Sen 1968), so that neither a single reading nor the window made anew just
before one decides. Of the other things the medians of the first and the last tenth of the readings are told. The exit code is 1 when
memory grew by more than five per cent. With ``--each`` everything that opens and closes is done so many times, all of it twice or three
times: the answer tells what there is more of each time, and then which thing left it.
"""

from __future__ import annotations

import argparse
import collections
import faulthandler
import gc
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from hands import Soak, kinds, qt_kinds, resident
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

#: From so many actions on a day begins with all that there is, seen once.
_LONG = 5_000


class Day(QObject):
    """Runs a soak in the program's own event loop."""

    def __init__(self, soak: Soak, actions: int, every: int, *, trace: bool = False, tell: bool = False) -> None:
        super().__init__()
        self.soak, self.actions, self.every, self.tell, self.trace = soak, actions, every, tell, trace
        self.count, self.due, self.warm = 0, every, max(every, actions // 5)
        self.said = 0.0
        self.readings: list[dict[str, int]] = []
        self.fault: BaseException | None = None
        self.before: tuple[collections.Counter[str], collections.Counter[str]] | None = None
        self.after = self.before
        self.snaps: list[tracemalloc.Snapshot] = []
        # A short day has no such beginning: it would be all of it.
        self.first = soak.see_all() if actions >= _LONG else iter(())
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.step)
        self.timer.start(0)

    def step(self) -> None:
        """One action; a reading now and then."""
        try:
            # What waits for ever says where (the machine may have much else to do). Each time it is said anew a thread is started.
            if time.monotonic() > self.said:
                self.said = time.monotonic() + 30
                faulthandler.dump_traceback_later(180, exit=True)
            if next(self.first, self) is not self:
                return
            self.count += self.soak.one()
            if self.count >= min(self.due, self.actions):
                self.due += self.every
                self.timer.stop()
                self.soak.to_reference()
                # With the same document just opened: how long its undo history is (at most 64 MB) is no matter of the day's length.
                self.soak.open_reference()
                # Whatever waits for a quiet moment has had one, the worker too.
                QTimer.singleShot(2_500, self, self.read)
        except BaseException as fault:
            self.fault = fault
            QApplication.exit(1)

    def read(self) -> None:
        """How much there is of everything."""
        gc.unfreeze()
        gc.collect()
        # Qt's objects only some times after the warm-up and at the end.
        near = self.warm <= self.count < self.warm + 4 * self.every or self.count > self.actions - 4 * self.every
        self.readings.append({"actions": self.count, **self.soak.reading(objects=near)})
        if self.tell:
            windows = collections.Counter(type(one).__name__ for one in QApplication.topLevelWidgets())
            sys.stderr.write(f"{self.readings[-1]} {dict(windows.most_common(8))}\n")
            sys.stderr.flush()
        gc.freeze()
        warm = self.before is None and self.count >= self.warm
        if warm or self.count >= self.actions:
            found = (kinds(), qt_kinds(self.soak.room.window_))
            self.before, self.after = self.before or found, found
            if self.trace and warm:
                tracemalloc.start(12)
            if self.trace:
                self.snaps.append(tracemalloc.take_snapshot())
        if self.count >= self.actions:
            QApplication.exit(0)
        else:
            self.timer.start(0)


def soaked(actions: int, seed: int, every: int, *, trace: bool = False, tell: bool = False) -> dict[str, object]:
    """Do so many actions; gives the figures. Raises what an action raised."""
    # Scales and languages that the program remembers have no part in it.
    folder = Path(tempfile.mkdtemp(prefix="cjm-soak-work-"))
    soak = Soak(folder, seed)
    day = Day(soak, actions, every, trace=trace, tell=tell)
    began = time.monotonic()
    QApplication.exec()
    if day.fault is not None:
        raise day.fault
    warm = [r for r in day.readings if r["actions"] > actions // 5] or day.readings
    share = max(3, len(day.readings) // 10)
    first, last = warm[:share], warm[-share:]

    def middle(rows: list[dict[str, int]], name: str) -> float:
        return statistics.median(r[name] for r in rows if name in r)

    figures: dict[str, object] = {
        "actions": day.count,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "growth": round(grown([(r["actions"], r["kilobytes"]) for r in warm]), 2) if resident() else 0.0,
        **{name: [middle(first, name), middle(last, name)] for name in day.readings[-1] if name != "actions"},
        "done": {name: (count, round(soak.spent[name], 1)) for name, count in sorted(soak.done.items())},
    }
    if day.before is not None and day.after is not None:
        for name, old, new in zip(("python", "qt"), day.before, day.after, strict=True):
            more = {key: (old[key], new[key]) for key in new if new[key] - old[key] > max(20, 0.2 * old[key])}
            figures[f"more of {name}"] = dict(sorted(more.items(), key=lambda kv: kv[1][0] - kv[1][1])[:25])
    if len(day.snaps) == 2:
        for line in day.snaps[1].compare_to(day.snaps[0], "traceback")[:12]:
            sys.stderr.write(f"\n{line.size_diff / 1024:.0f} kB more in {line.count_diff} pieces\n")
            sys.stderr.write("\n".join(line.traceback.format()) + "\n")
    return figures


def grown(readings: list[tuple[int, int]]) -> float:
    """By how many per cent what was read, each time after so many actions, grew from the first reading to the last (see above)."""
    slopes = [(q[1] - p[1]) / (q[0] - p[0]) for p, q in itertools.combinations(readings, 2)]
    slope, (start, end) = statistics.median(slopes or [0.0]), (readings[0][0], readings[-1][0])
    level = statistics.median(value - slope * (at - start) for at, value in readings)
    return 100 * slope * (end - start) / level


#: What opens something that has to be gone when it is closed.
OPENING = (
    "menus", "context_menu", "sheet", "palette", "select", "strips", "outline", "presentation", "export_dialog", "pack_dialog",
    "print_dialog", "copy_picture", "export", "view", "start_page", "save", "open", "language",
)  # fmt: skip
COUNTED = ("threads", "handles", "windows", "objects", "sessions")


class Each(QObject):
    """Does each thing that opens something again and again, and counts what stays."""

    def __init__(self, soak: Soak, times: int) -> None:
        super().__init__()
        self.soak, self.times = soak, times
        self.more: dict[str, dict[str, object]] = {}
        self.fault: BaseException | None = None
        self.plan = self._plan()
        QTimer.singleShot(0, self, self._go)

    def _plan(self) -> Iterator[int]:
        """Does the next thing, and gives how long (ms) the program is left alone after it."""
        more: dict[str, object] = {}
        yield from self._rounds(OPENING, more)
        if more:
            # Which of them, so that nobody has to search; when none does it alone, it takes several.
            for name in OPENING:
                yield from self._rounds((name,), self.more.setdefault(name, {}))
            self.more = {name: found for name, found in self.more.items() if found} or {"together": more}

    def _rounds(self, names: tuple[str, ...], more: dict[str, object]) -> Iterator[int]:
        """Does things twice and, when something stayed of the second time, once more: what stayed again goes into ``more``. After the
        first time all that is made once is there, but for a thread perhaps that is started when it is needed."""
        soak = self.soak
        counts: list[dict[str, int]] = []
        found: list[collections.Counter[str]] = []
        for _ in range(3):
            for name in names:
                # The same things each time: what differs is what stayed.
                soak.random.seed(name)
                for _ in range(self.times):
                    getattr(soak, name)()
                    yield 0
                # Dialogs that are gone have given their jobs up; the worker may still be at one.
                soak.until(lambda: not soak.room.printing.worker.busy)
            soak.to_reference()
            soak.open_reference()
            # Lists that fill themselves when nobody does anything have had their time.
            before, same = 0, 0
            for _ in range(60):
                yield 50
                now = sum(qt_kinds(soak.room.window_).values())
                before, same = now, same + 1 if now == before else 0
                if same == 6:
                    break
            gc.unfreeze()
            gc.collect()
            yield 0
            counts.append(soak.reading())
            found.append(qt_kinds(soak.room.window_))
            if len(counts) > 1:
                more.clear()
                more.update({what: (counts[-2][what], counts[-1][what]) for what in COUNTED if counts[-1][what] > counts[-2][what]})
                if not more:
                    return
        more["kinds"] = dict(found[-1] - found[-2])

    def _go(self) -> None:
        try:
            QTimer.singleShot(next(self.plan), self, self._go)
        except StopIteration:
            QApplication.exit(0)
        except BaseException as fault:
            self.fault = fault
            QApplication.exit(1)


def more_of_each(times: int, seed: int) -> dict[str, object]:
    """What there is more of after each thing was done; empty when nothing stays. Raises what an action raised."""
    each = Each(Soak(Path(tempfile.mkdtemp(prefix="cjm-soak-work-")), seed), times)
    QApplication.exec()
    if each.fault is not None:
        raise each.fault
    return {"more": each.more}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--actions", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--every", type=int, default=0, help="actions between readings (a fortieth)")
    parser.add_argument("--trace", action="store_true", help="tell where the memory that is more was asked for")
    parser.add_argument("--tell", action="store_true", help="tell each reading on the error output")
    parser.add_argument("--each", type=int, default=0, help="count what stays after each thing that opens something, done so often")
    given = parser.parse_args()
    if given.each:
        sys.stdout.write(json.dumps(more_of_each(given.each, given.seed)) + "\n")
        sys.stdout.flush()
        os._exit(0)
    figures = soaked(given.actions, given.seed, given.every or max(50, given.actions // 40), trace=given.trace, tell=given.tell)
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    growth = figures["growth"]
    assert isinstance(growth, float)
    # What is still being painted need not be waited for.
    os._exit(0 if growth <= 5.0 else 1)


if __name__ == "__main__":
    sys.exit(main())
