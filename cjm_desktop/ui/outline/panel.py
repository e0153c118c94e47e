"""The outline beside the map: what is typed changes the map, what changes on the map is typed.

Contract. Typing is taken over after a short rest, as one undo entry for each visit of a line; a line that is just begun waits until it
says something or is left. While a gesture runs on the map the outline waits. The line of the cursor selects its record on the map, and
what is selected elsewhere is brought into sight here.
"""

from __future__ import annotations

import time
from itertools import count

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.document import Journey, Message
from cjm_desktop.edits.outline import Taken
from cjm_desktop.exchange.fields import FIELDS, LANGUAGES, header_of
from cjm_desktop.exchange.outline_draft import Draft
from cjm_desktop.layout.label import is_suggested

from ..canvas.accessible import announce
from ..desk import Desk
from ..elided import ElidedLines
from ..panels.form import label, small_button
from ..session import Change
from .editor import Editor, feeling_in, is_bare, is_sign, level_of
from .instep import Block, InStep

#: How long typing rests before the map follows; longer where a big map takes its time.
_REST_MS = 350


class OutlinePanel(QFrame):
    """The outline with its heading and a line that helps."""

    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        ui, _ = desk.ui, desk.ui.text
        self._step = InStep()
        self._shown: Journey | None = None
        #: Which visit of a line this is, and the journey when it began.
        self._visit = 0
        self._since: Journey | None = None
        self._busy = self._tidy = self._waiting = False
        #: The record whose lines are left as they are typed while the cursor is in them.
        self._held: str | None = None
        self._pause = _REST_MS
        self._marks: dict[int, Message] = {}
        #: What was said aloud, and of which line.
        self._told = ("", -1)
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(14), ui.px(12), ui.px(14), ui.px(10))
        column.setSpacing(ui.px(8))
        head = QHBoxLayout()
        head.addWidget(label(_("Outline"), "title"), 1)
        head.addWidget(small_button(ui, "x", _("Close (Ctrl+Shift+L)"), self.closing.emit))
        column.addLayout(head)
        self.editor = Editor(ui)
        column.addWidget(self.editor, 1)
        self.help = ElidedLines("hint")
        column.addWidget(self.help)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(lambda: self.take())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self.editor.typed.connect(self._typed)
        self.editor.moved.connect(self._moved)
        self.editor.arranged.connect(self._arranged)
        self.editor.rested.connect(self._leave_line)
        self.editor.undo_asked.connect(self._undo)
        self.editor.takes_back = self._take_back
        self.editor.left.connect(self._escape)
        desk.session.changed.connect(self._changed)
        desk.session.opened.connect(self._opened)
        desk.selection.changed.connect(self._follow_selection)

    def landing(self) -> QWidget:
        """What the keyboard comes to."""
        return self.editor

    def carry_on(self, other: OutlinePanel) -> None:
        """Go on with the lines of another panel, whose document this one shows now; that one is not used any more."""
        self._step, self._shown = other._step, other._shown
        self.editor.show_lines(other.editor.lines, other.editor.line, other.editor.column)
        self._mark(self._step.draft)
        if other._waiting:
            self._typed()

    # ------------------------------------------------------------------ the map to the text

    def refresh(self) -> None:
        """Show the document as it is, unless typing waits to be taken over or a gesture runs."""
        if self.isHidden() or self._busy or self._waiting or self.desk.session.in_gesture:
            return
        if self._shown is self.desk.journey:
            return
        self._show()

    def showEvent(self, event: object) -> None:
        """What changed while it was out of sight is shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()
        self._follow_selection()
        # It gets its height a turn of the loop later: only then does the line of what is selected stand in the middle.
        QTimer.singleShot(0, self.editor, self.editor.centerCursor)

    def _show(self, held: int | None = None) -> None:
        journey, editor = self.desk.journey, self.editor
        lines = editor.lines
        here = self._here()
        at, column = editor.line, editor.column
        new = self._step.followed(journey, lines, held, tidy=self._tidy)
        self._tidy = False
        self._shown = journey
        self._held = here.record if here is not None and held is not None else None
        if new != lines:
            line = None
            now = next((b for b in self._step.blocks(len(new)) if here is not None and b.record == here.record), None)
            if here is not None and now is not None:
                line = now.start + min(at - here.start, max(0, now.end - now.start - 1))
                if lines[at] in new[now.start : now.end]:
                    line = new.index(lines[at], now.start, now.end)
            editor.show_lines(new, line, column)
        self._mark(self._step.draft)

    def _changed(self, change: Change) -> None:
        if self._busy:
            return
        if not change.gesture:
            # What somebody else did is not part of this visit.
            self._end_visit()
            if self._waiting:
                return
            self._later.start(0)

    def _opened(self) -> None:
        self._rest.stop()
        self._settle()
        self._step = InStep()
        self._shown = None
        self.editor.show_lines([""])
        if not self.isHidden():
            self._show()

    # ------------------------------------------------------------------ the text to the map

    def _typed(self) -> None:
        self._waiting = True
        self.desk.add_pending(self)
        self._rest.start(self._pause)
        self._help()

    def _settle(self) -> None:
        """Nothing waits to be taken over."""
        self._waiting = False
        self._rest.stop()
        self.desk.drop_pending(self)

    def flush(self) -> None:
        """Take over what was typed, finished or not: something is to be done with the document."""
        self.take(force=True)

    def draft(self, journey: Journey) -> Journey:
        """A journey with what is typed, as far as it is understood; the same words make the same records each time."""
        if not self._waiting or self.desk.session.in_gesture:
            return journey
        draft = self._step.read(self.editor.lines, journey)
        numbers = count(1)
        return self._step.taken(journey, draft, lambda prefix: f"{prefix}-draft{next(numbers)}", since=self._since or journey).journey

    def take(self, *, force: bool = False, leaving: bool = False) -> None:
        """Take over what was typed. A line that is just begun waits, unless the cursor leaves it (``leaving``)."""
        editor, desk = self.editor, self.desk
        if not self._waiting:
            return
        if desk.session.in_gesture:
            self._rest.start(self._pause)
            return
        began = time.perf_counter()
        lines, journey = editor.lines, desk.journey
        draft = self._step.read(lines, journey)
        self._mark(draft)
        if not (force or leaving) and (is_bare(lines[editor.line]) or self._marked(draft, editor.line)):
            return
        self._settle()
        if self._since is None:
            self._since = journey
        taken: list[Taken] = []

        def edit(before: Journey) -> Journey:
            taken[:] = [self._step.taken(before, draft, since=self._since)]
            return taken[0].journey

        self._busy = True
        try:
            changed = desk.change(Message("Edit the outline"), edit, f"outline:{self._visit}")
        finally:
            self._busy = False
        if not taken:
            # Refused; the reason is told, the text stays as it is until it can be taken over.
            self._waiting = True
            desk.add_pending(self)
            return
        self._step.accept(taken[0], draft, journey, lines)
        if changed or self._tidy:
            self._show(editor.line if editor.hasFocus() else None)
        self._pause = max(_REST_MS, round(2000 * (time.perf_counter() - began)))

    def _arranged(self) -> None:
        self._tidy = self._waiting = True
        self.take(force=True)
        self._select_here()

    def _moved(self) -> None:
        """The cursor is in another line: what was typed in the one before is one undo entry."""
        self._leave_line()
        self._help()
        self._select_here()

    def _leave_line(self) -> None:
        self.take(leaving=True)
        here = self._here()
        if self._held is not None and not self._waiting and not self.desk.session.in_gesture:
            if not self.editor.hasFocus():
                self._show()
            elif here is not None and here.record != self._held:
                self._show(self.editor.line)
        self._end_visit()

    def _end_visit(self) -> None:
        self._visit += 1
        self._since = None

    def _undo(self) -> None:
        """What was typed last is taken back: by itself when the document knows nothing of it, else with the document's last step."""
        if not self._take_back():
            self.desk.session.undo()

    def _take_back(self) -> bool:
        """Take back what was typed last if it is not understood; gives whether it was."""
        if self.desk.session.in_gesture:
            return False
        self.flush()
        lines = self.editor.lines
        before = self._step.taken_back(lines, refused=self._waiting)
        if before is None:
            return False
        if self._waiting:
            # Refused as a whole: it goes as a whole.
            self._settle()
            self._later.start(0)
        alike = next((i for i, (a, b) in enumerate(zip(before, lines, strict=False)) if a != b), min(len(before), len(lines)))
        self.editor.show_lines(before, at := max(0, min(alike, len(before) - 1)), len(before[at]))
        self._end_visit()
        self._mark(self._step.draft)
        return True

    def _escape(self) -> None:
        self.take(leaving=True)
        self.desk.settled.emit()

    # ------------------------------------------------------------------ cursor and selection

    def _here(self) -> Block | None:
        """The record of the cursor's line."""
        blocks = self._step.blocks(self.editor.blockCount())
        return next((b for b in blocks if b.start <= self.editor.line < b.end), None)

    def _select_here(self) -> None:
        if not self.editor.hasFocus() or self._waiting or self.desk.session.in_gesture:
            return
        here = self._here()
        if here is None:
            return
        kind = "touchpoint" if here.card else "phase" if here.record else "journey"
        if self.desk.selection.record == (kind, here.record) and len(self.desk.selection.ids) < 2:
            return
        self._busy = True
        try:
            self.desk.selection.seek(kind, here.record)
        finally:
            self._busy = False

    def _follow_selection(self) -> None:
        if self._busy or self.isHidden() or self._waiting or self.editor.hasFocus():
            return
        self.refresh()
        record = self.desk.selection.record[1]
        here = self._here()
        if not record or (here is not None and here.record == record):
            return
        block = next((b for b in self._step.blocks(self.editor.blockCount()) if b.record == record), None)
        if block is not None:
            self.editor.go(block.start, middle=True)
            self._help()

    # ------------------------------------------------------------------ what is not understood

    @staticmethod
    def _marked(draft: Draft, line: int) -> bool:
        return any(number - 1 == line for number, _ in draft.marks)

    def _mark(self, draft: Draft) -> None:
        self._marks = {number - 1: message for number, message in draft.marks}
        self.editor.mark(sorted(self._marks))
        self.editor.suggest(self._suggested())
        self._help()

    def _suggested(self) -> dict[int, str]:
        """The lines with emotions that the program put there for a grade."""
        cards = {card.id: card.emotion for card in self.desk.journey.touchpoints if is_suggested(card)}
        lines = self.editor.lines
        own = ((at, cards[b.record]) for b in self._step.blocks(len(lines)) if b.record in cards for at in range(b.start, b.end))
        return {at: word for at, word in own if feeling_in(lines[at]) == word}

    def _help(self) -> None:
        """A sentence under the text: what is wrong in this line, else what may stand in it."""
        ui, editor, marks = self.desk.ui, self.editor, self._marks
        at = editor.line
        line = editor.document().findBlockByNumber(at).text()
        level = level_of(line)
        wrong = at in marks or bool(marks)
        if at in marks:
            text = ui.say(marks[at])
        elif marks:
            first = min(marks)
            text = ui.text("Line {line}: {problem}").format(line=first + 1, problem=ui.say(marks[first]))
        elif level == "card" and is_sign(line):
            text = ui.text("Enter again: a new phase · Tab: a detail of the card above")
        elif level == "detail":
            language = self.desk.journey.language.partition("-")[0].lower()
            words = language if language in LANGUAGES else "en"
            fields = [f"{header_of(name, words)}:" for name in FIELDS if name not in ("phase", "title")]
            out = (
                ui.text("Enter again: a new card · ## and a blank: a new phase")
                if is_sign(line)
                else ui.text("Enter: next card · Enter, Tab: another detail · Shift+Tab: card")
            )
            ours = [self._unsaid()] if editor.suggestion else []
            text = " · ".join([*ours, out, *fields])
        elif not level:
            text = ui.text("Tab: detail of a card · Shift+Tab: card · ## and a blank: a new phase")
        elif line.startswith("# "):
            text = ui.text("Enter: first card")
        elif level == "phase":
            text = ui.text("Enter: first card · Tab: card · {keys}: move").format(keys=editor.moving)
        else:
            text = ui.text("Enter: next card · Tab: detail of a card · Shift+Tab: phase · {keys}: move").format(keys=editor.moving)
        if self.help.text() != text:
            self.help.say(text)
            role = "error" if wrong else "hint"
            if self.help.property("role") != role:
                self.help.setProperty("role", role)
                self.help.style().unpolish(self.help)
                self.help.style().polish(self.help)
        aloud = text if at in marks else self._unsaid() if editor.suggestion else ""
        if aloud and (aloud, at) != self._told:
            announce(self.editor, aloud)
        self._told = (aloud, at)

    def _unsaid(self) -> str:
        return self.desk.ui.text("Suggested for the grade: nobody said it")
