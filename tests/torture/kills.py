"""Kills the program at random moments, again and again, and looks whether anything was lost.

    python tests/torture/kills.py --kills 2000

Each lane is one person with one journey. A process without a window edits, types and saves it, with the session, the keeper of recovery
copies and the files of the real program, and says through a pipe what it has done and when. It is killed (``SIGKILL``) at a random
moment; then it is looked whether

* the file is whole, and holds what was saved last, or something later;
* the recovery copy, if there is one, can be read and holds exactly one of the states that the journey went through;
* everything that was committed or typed more than two seconds before the kill is in the one or in the other.

The next process of the lane goes on with what was found, as the program does at its next start. The answer is one line of JSON; the exit
code is 1 when anything was lost. Where the machine was too busy to let a process run, the longest time that it stood still is added to the
two seconds, and told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QTimer

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Message, Touchpoint
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import open_journey
from cjm_desktop.storage.recovery import orphans
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.finds import finds
from cjm_desktop.ui.keeper import Keeper
from cjm_desktop.ui.mapdesk import DiskShelf
from cjm_desktop.ui.selection import Selection
from cjm_desktop.ui.session import Session

CARDS, TICK_MS = 30, 20
#: So long (s) it is waited for a save in which to kill.
SAVES_WITHIN = 1.5
#: What may be lost, in seconds.
BOUND = 2.0


def state(number: int) -> Journey:
    """The journey after so many edits: each writes its number into the title and into one of the cards."""
    return Journey(
        title=str(number),
        touchpoints=tuple(
            Touchpoint(id=f"t{i}", title=str(max(0, number - (number - i) % CARDS)) if number >= i else "0") for i in range(CARDS)
        ),
    )


def edited(journey: Journey, number: int) -> Journey:
    """One edit."""
    card = f"t{number % CARDS}"
    return edits.change_touchpoints(journey, (card,), title=str(number)).with_(title=str(number))


# ------------------------------------------------------------------------------------------------ the process that is killed


class _Ui:
    """What a desk needs of a window where there is none."""

    def speak_of(self, _called: object) -> None:
        """Nobody is spoken to."""


class Worker:
    """One run of the program."""

    def __init__(self, folder: Path, file: Path, pipe: int, seed: int) -> None:
        self.random, self.pipe, self.file = random.Random(seed), pipe, file
        self.app = QCoreApplication(["torture"])
        session = self.session = Session(state(0), analyse=read, shelf=DiskShelf())
        self.desk = Desk(_Ui(), session, Selection(session))  # type: ignore[arg-type]
        self.keeper = Keeper(self.desk, folder=folder)
        self.typing = 0
        #: Some save all the time, some forget it.
        self.saves = self.random.choice((0.05, 0.02, 0.002))
        found = finds(orphans(folder))
        if file.exists():
            session.open(file)
        for find in found:
            assert find.held is not None
            session.restore(find.held.journey, find.path, find.stamp, find.saved)
            self.keeper.adopt(find.entry)
        self.number = int(session.journey.title)
        self.say("r", self.number)
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK_MS)

    def say(self, what: str, number: int) -> None:
        """Something is done."""
        os.write(self.pipe, f"{what} {number} {time.monotonic():.4f}\n".encode())

    def tick(self) -> None:
        """The next thing that a hand does."""
        session, chance = self.session, self.random.random()
        if self.typing:
            self.typing -= 1
            if not self.typing:
                session.hold(self, None)
                session.commit(Message("Edit title"), edited(session.journey, self.number))
            self.say(".", self.number)
        elif chance < 0.04:
            # Words that stand in a field for a while before they are in the document.
            number = self.number = self.number + 1
            self.typing = self.random.choice((5, 20, 200))
            session.hold(self, lambda journey: edited(journey, number))
            self.say("c", number)
        elif chance < 0.2:
            session.begin()
            for _ in range(self.random.randint(1, 5)):
                self.number += 1
                session.preview(edited(session.journey, self.number))
            session.finish(Message("Edit title"))
            self.say("c", self.number)
        elif chance < 0.2 + self.saves:
            self.say("S", self.number)
            session.save(self.file)
            self.say("s", self.number)
        elif chance < 0.26:
            # A hand that rests.
            self.timer.start(self.random.randint(TICK_MS, 700))
            self.say("-", self.number)
            return
        else:
            self.number += 1
            session.commit(Message("Edit title"), edited(session.journey, self.number))
            self.say("c", self.number)
        if self.timer.interval() != TICK_MS:
            self.timer.start(TICK_MS)


# ------------------------------------------------------------------------------------------------ who kills and looks


@dataclass
class Lane:
    """One person's journey, with what is known to have happened to it."""

    folder: Path
    file: Path
    process: int = 0
    pipe: int = -1
    end: float = 0.0
    #: Kill it so long (s) after it began to save; not while this is below nought.
    saving: float = -1.0
    told: bytes = b""
    #: What must be there whatever happens: what was found after the kill before.
    floor: int = 0
    faults: list[str] = field(default_factory=list)
    late: float = 0.0
    still: float = 0.0
    copies: int = 0

    def start(self, seed: int, moment: float, saving: float) -> None:
        """Fork the next process; it lives so long (s), and longer where it is to be killed while it saves."""
        self.saving = saving
        out, into = os.pipe()
        self.process = os.fork()
        if not self.process:
            try:
                os.close(out)
                worker = Worker(self.folder, self.file, into, seed)
                worker.app.exec()
            finally:
                os._exit(70)
        os.close(into)
        self.pipe, self.told, self.end = out, b"", time.monotonic() + moment

    def hear(self) -> None:
        """Take in what it says."""
        new = os.read(self.pipe, 1 << 16)
        self.told += new
        now = time.monotonic()
        if not new:
            self.end = now  # it has ended by itself
        elif self.saving >= 0 and b"S " in new and now > self.end - SAVES_WITHIN:
            self.end = now + self.saving

    def kill(self) -> None:
        """Kill the process, and look."""
        when = time.monotonic()
        os.kill(self.process, signal.SIGKILL)
        _pid, status = os.waitpid(self.process, 0)
        if not os.WIFSIGNALED(status):
            self.faults.append(f"it ended by itself with {os.waitstatus_to_exitcode(status)}")
        while chunk := os.read(self.pipe, 1 << 16):
            self.told += chunk
        os.close(self.pipe)
        lines = [line.split() for line in self.told.decode().split("\n")[:-1]]
        self._look([(what, int(number), float(at)) for what, number, at in lines], when)

    def _look(self, done: list[tuple[str, int, float]], when: float) -> None:
        moments = [at for _what, _number, at in done] + [when]
        # A hand that rests says so; only what comes later than it said is the machine's doing.
        still = max((b - a - (0.7 if what == "-" else 0.02) for (what, _n, a), b in zip(done, moments[1:], strict=True)), default=0.0)
        self.still = max(0.0, still)
        saved = self.floor_of_file()
        found = saved
        if saved < max((number for what, number, _at in done if what == "s"), default=0):
            self.faults.append(f"the file holds {saved} and not what was saved")
        entries = orphans(self.folder)
        for entry in entries:
            self.copies += 1
            try:
                journey = entry.read().journey
                number = int(journey.title)
                if journey != state(number):
                    self.faults.append(f"the copy of {number} is not what it was")
                found = max(found, number)
            except Exception as error:  # whatever it is, it is what this looks for
                self.faults.append(f"the copy cannot be read: {error}")
            entry.close()
        if len(entries) > 1:
            self.faults.append(f"there are {len(entries)} copies")
        due = [number for what, number, at in done if what in "cs" and at <= when - BOUND - self.still]
        wanted = max([self.floor, *due])
        if found < wanted:
            self.faults.append(f"{found} was found, {wanted} was done more than {BOUND} s before")
        # How old the oldest thing is that is gone, for the record.
        gone = [at for what, number, at in done if what == "c" and number > found]
        self.late = when - min(gone) if gone else 0.0
        self.floor = found

    def floor_of_file(self) -> int:
        """The number in the file."""
        if not self.file.exists():
            return 0
        try:
            journey = open_journey(self.file).journey
        except Exception as error:  # as above
            self.faults.append(f"the file cannot be read: {error}")
            return 0
        number = int(journey.title)
        if journey != state(number):
            self.faults.append(f"the file of {number} is not what it was")
        return number


def torture(kills: int, lanes: int, seed: int, root: Path, longest: float = 5.0) -> dict[str, object]:
    """Kill so often; gives the figures."""
    chance = random.Random(seed)
    catalogue_for("en")
    people = [Lane(root / f"{i}" / "recovery", root / f"{i}" / "journey.cjm") for i in range(lanes)]
    for one in people:
        one.file.parent.mkdir()
    done, started, lost, still, faults = 0, 0, [0.0], 0.0, list[str]()
    began = time.monotonic()

    def start(one: Lane) -> None:
        nonlocal started
        # A tenth is killed while it starts.
        moment = chance.uniform(0.0, 0.3) if chance.random() < 0.1 else chance.uniform(0.3, longest)
        saving = chance.uniform(0.0, 0.004) if chance.random() < 0.4 else -1.0
        one.start(chance.getrandbits(32), moment + (SAVES_WITHIN if saving >= 0 else 0.0), saving)
        started += 1

    for one in people[: min(lanes, kills)]:
        start(one)
    while done < kills:
        alive = [one for one in people if one.process]
        while (left := min(lane.end for lane in alive) - time.monotonic()) > 0:
            ready, _, _ = select.select([lane.pipe for lane in alive], [], [], left)
            for lane in alive:
                if lane.pipe in ready:
                    lane.hear()
        one = min(alive, key=lambda lane: lane.end)
        one.kill()
        one.process = 0
        done += 1
        lost.append(one.late)
        still = max(still, one.still)
        faults += [f"kill {done}: {fault}" for fault in one.faults]
        one.faults = []
        if started < kills:
            start(one)
    lost.sort()
    return {
        "kills": done,
        "faults": faults,
        "copies found": sum(one.copies for one in people),
        "edits": sum(one.floor for one in people),
        "most lost, s": round(lost[-1], 2),
        "lost at the median, s": round(lost[len(lost) // 2], 2),
        "longest standstill of the machine, s": round(still, 2),
        "seconds": round(time.monotonic() - began, 1),
        "seed": seed,
    }


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Kill the program at random moments and look whether anything was lost.")
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--lanes", type=int, default=8, help="processes at a time")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cjm-torture-") as folder:
        figures = torture(given.kills, given.lanes, given.seed, Path(folder))
    sys.stdout.write(json.dumps(figures) + "\n")
    return 1 if figures["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
