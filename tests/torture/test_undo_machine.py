"""Any number of edits, gestures, undone and done again, against a model that knows nothing but the bytes of each version.

The short one runs with all tests; the long one, of 120,000 steps, with ``python3 dev.py test -m slow tests/torture/test_undo_machine.py``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop import edits
from cjm_desktop.document import Channel, Journey, Message, Opportunity, Persona, Phase, Touchpoint, fresh_id
from cjm_desktop.edits import EditError
from cjm_desktop.storage import open_journey, save_journey, templates, to_bytes
from cjm_desktop.ui import history
from cjm_desktop.ui.mapdesk import DiskShelf
from cjm_desktop.ui.session import Session

LABEL = Message("Change")


class Model:
    """The versions as bytes, and where one is: what a history has to be like."""

    def __init__(self, start: bytes) -> None:
        self.versions, self.at, self.run = [start], 0, ""

    @property
    def now(self) -> bytes:
        """The version in force."""
        return self.versions[self.at]

    def push(self, after: bytes, merge: str) -> None:
        """A change; within a run it takes the place of the last one, and where it ends as it began there was none."""
        if after == self.now:
            return
        joins = bool(merge) and merge == self.run and self.at > 0
        del self.versions[self.at + 1 :]
        if joins and after == self.versions[self.at - 1]:
            del self.versions[self.at :]
            self.at, self.run = self.at - 1, ""
        elif joins:
            self.versions[self.at] = after
        else:
            self.versions.append(after)
            self.at, self.run = self.at + 1, merge

    def go(self, by: int) -> None:
        """Undo or redo."""
        self.at, self.run = min(max(0, self.at + by), len(self.versions) - 1), ""


class Machine:
    """Does things at random to a session and to the model."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.path = folder / "a.cjm"
        save_journey(templates.load("new-colleague", "en"), self.path, None)
        self.session = Session(analyse=lambda journey: journey, shelf=DiskShelf())  # type: ignore[arg-type, return-value]
        self.session.open(self.path)
        self.first, self.first_file = self.session.journey, self.path.read_bytes()
        self.model = Model(to_bytes(self.first))
        self.refused = 0

    # ------------------------------------------------------------------ edits

    def word(self) -> str:
        """Something to type; now and then letters that need care."""
        return self.random.choice(("", "a", "b", "Waits at the gate", "Győr 🙂", "ﬁ\u0301", "x" * 300))

    def edited(self, journey: Journey) -> Journey:
        """One edit of any kind; raises ``EditError`` where it cannot be done."""
        r, cards = self.random, journey.touchpoints
        some = [t.id for t in r.sample(cards, min(len(cards), r.randint(0, 3)))]
        at = r.randint(0, len(cards))
        kinds: list[Callable[[], Journey]] = [
            lambda: edits.change_touchpoints(journey, some, title=self.word()),
            lambda: edits.change_touchpoints(journey, some, text=self.word(), decisive=r.random() < 0.5),
            lambda: edits.set_grade(journey, some, r.choice((None, 1.0, 5.5, 10.0, 11.0))),
            lambda: edits.grade_with_word(journey, some, float(r.randint(1, 10))),
            lambda: edits.move_touchpoints(journey, some, at, r.choice([p.id for p in journey.phases] or [None])),
            lambda: edits.add_touchpoints(journey, [Touchpoint(id=fresh_id("t"), title=self.word())], at),
            lambda: edits.remove_touchpoints(journey, some),
            lambda: edits.duplicate_touchpoints(journey, some, [fresh_id("t") for _ in some]),
            lambda: edits.add_phase(journey, Phase(id=fresh_id("f"), name=self.word()), r.randint(0, len(journey.phases))),
            lambda: edits.remove_phase(journey, r.choice(journey.phases).id) if journey.phases else journey,
            lambda: edits.move_phase(journey, r.choice(journey.phases).id, r.randint(0, 3)) if journey.phases else journey,
            lambda: edits.put(journey, "opportunities", Opportunity(id=fresh_id("o"), title=self.word(), touchpoints=tuple(some))),
            lambda: edits.drop(journey, "opportunities", r.choice([o.id for o in journey.opportunities] or ["nobody"])),
            lambda: edits.put(journey, "channels", Channel(id=fresh_id("c"), name=self.word() or "c")),
            lambda: edits.drop(journey, "channels", r.choice([c.id for c in journey.channels] or ["nobody"])),
            lambda: edits.put(journey, "personas", Persona(id=fresh_id("a"), name=self.word())),
            lambda: edits.drop(journey, "personas", r.choice([p.id for p in journey.personas] or ["nobody"])),
            lambda: edits.learn_emotion(journey, r.choice(("glad", "lost", "calm")), float(r.randint(1, 10))),
            lambda: edits.change(journey, title=self.word()),
            lambda: journey,
        ]
        if len(cards) > 30:
            return edits.remove_touchpoints(journey, [t.id for t in cards[10:25]])
        if len(journey.phases) > 9:
            return edits.remove_phase(journey, r.choice(journey.phases).id)
        for name, most in (("opportunities", 12), ("personas", 8), ("channels", 14)):
            found = getattr(journey, name)
            if len(found) > most:
                return edits.drop(journey, name, r.choice(found).id)
        return r.choice(kinds)()

    def trying(self, journey: Journey) -> Journey:
        """An edit, or the journey as it is where it was refused."""
        try:
            return self.edited(journey)
        except EditError:
            self.refused += 1
            return journey

    # ------------------------------------------------------------------ steps

    def step(self) -> None:
        """One thing at random; afterwards the document is what the model says."""
        session, model, what = self.session, self.model, self.random.random()
        if what < 0.5:
            merge = self.random.choice(("", "", "title", "text"))
            after = self.trying(session.journey)
            session.commit(LABEL, after, merge)
            model.push(to_bytes(after), merge)
        elif what < 0.65:
            session.begin()
            model.run = ""
            for _ in range(self.random.randint(0, 4)):
                session.preview(self.trying(session.journey))
            session.undo()  # is off now
            if self.random.random() < 0.5:
                last = to_bytes(session.journey)
                if session.finish(LABEL):
                    model.push(last, "")
                else:
                    assert last == model.now
            else:
                session.cancel()
        elif what < 0.82:
            session.undo()
            model.go(-1)
        elif what < 0.95:
            session.redo()
            model.go(1)
        elif what < 0.97:
            session.end_run()
            model.run = ""
        elif what < 0.99:
            session.save()
            model.run = ""
            assert not session.dirty and self.path.read_bytes() == model.now
        else:
            for _ in range(self.random.randint(1, 30)):
                session.undo()
                model.go(-1)
        assert to_bytes(session.journey) == model.now
        assert (session.undo_label is None) == (model.at == 0)
        assert (session.redo_label is None) == (model.at == len(model.versions) - 1)

    def back_to_the_first(self) -> int:
        """Undo everything: equal to the first, file byte-equal; then everything again, and saved. Gives how many steps that were."""
        last, depth = self.model.now, 0
        while self.session.undo_label is not None:
            self.session.undo()
            depth += 1
        assert depth == self.model.at
        assert self.session.journey is self.first
        self.session.save()
        assert self.path.read_bytes() == self.first_file
        for _ in range(depth):
            self.session.redo()
        assert to_bytes(self.session.journey) == last
        self.session.save()
        assert self.path.read_bytes() == last == to_bytes(open_journey(self.path).journey)
        self.model.run = ""
        return depth


def proved(folder: Path, seed: int, steps: int, every: int) -> int:
    """Do so many steps, and go back to the first now and then; gives the deepest history there was."""
    with pytest.MonkeyPatch.context() as patch:
        # What leaves has tests of its own; here nothing does.
        patch.setattr(history, "MOST_STEPS", steps)
        patch.setattr(history, "MOST_BYTES", 1 << 40)
        machine, deepest = Machine(folder, seed), 0
        for number in range(1, steps + 1):
            machine.step()
            if number % every == 0:
                deepest = max(deepest, machine.back_to_the_first())
        assert machine.refused > steps / 200, "what is refused is tried too"
        return deepest


def test_after_undoing_everything_the_document_is_the_first(tmp_path: Path, qapp: object) -> None:
    assert proved(tmp_path, 7, 1_200, 300) > 30


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(6))
def test_twenty_thousand_steps_each_and_back(seed: int, tmp_path: Path, qapp: object) -> None:
    assert proved(tmp_path, seed, 20_000, 5_000) > 500
