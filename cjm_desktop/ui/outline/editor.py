"""The text of the outline: its colours, and the keys that make, move and turn its lines.

Contract. Plain text, which a screen reader reads as it stands; colours only repeat what the signs say. The editor has no undo of its own:
Ctrl+Z is the document's. It tells when something was typed (:attr:`Editor.typed`) and knows nothing of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from cjm_desktop.exchange.fields import field_of
from cjm_desktop.exchange.outline import is_own_word, without_entities

from ..columns import column as to_qt
from ..columns import index, units
from ..keymap import Keymap, held_only, native
from ..keytext import sequence
from ..shared import Ui
from .keys import OWN

_HEAD = re.compile(r"(#{1,2})(?:[ \t]+|$)")
_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_SUB = re.compile(r"([ \t]+)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?")
_LATE_HEAD = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(#{1,6})[ \t]")
_FIELD = re.compile(r"[^:]{1,40}:")
_K, _MOD = Qt.Key, Qt.KeyboardModifier


def is_bare(line: str) -> bool:
    """Whether a line is just begun or just emptied: a sign, or the name of a field, and nothing after it."""
    rest = _HEAD.sub("", line, count=1) if _HEAD.match(line) else _ITEM.sub("", line.strip(), count=1)
    if not rest.strip():
        return bool(line.strip())
    name = rest.strip()
    return line[:1] in (" ", "\t") and name.endswith(":") and field_of(name[:-1]) is not None


def is_sign(line: str) -> bool:
    """Whether a line is only the sign of a card or of a detail, and blanks."""
    return bool(_ITEM.fullmatch(line.strip()))


def feeling_in(line: str) -> str:
    """The emotion that a line names; empty when it names none."""
    sub = _SUB.match(line)
    named = _FIELD.match(line[sub.end() :]) if sub else None
    if sub is None or named is None or field_of(named[0][:-1]) != "emotion":
        return ""
    return line[sub.end() + named.end() :].strip()


class _Colours(QSyntaxHighlighter):
    """Headings bold, names of fields and signs quiet, quotes slanted; so are, in softer ink as on the map, words that nobody said."""

    def __init__(self, document: QTextDocument, ui: Ui) -> None:
        super().__init__(document)
        self._ui = ui
        #: Lines and the emotions in them that the program put there.
        self.suggested: dict[int, str] = {}

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        head, item, sub = _HEAD.match(text), _ITEM.match(text), _SUB.match(text)
        # After the first phase an item is a card whatever it says.
        among_cards = self.previousBlockState() == 1 or (head is not None and len(head[1]) == 2)
        self.setCurrentBlockState(1 if among_cards else 0)
        own = _FIELD.match(text[item.end() :]) if item and not among_cards else None
        if item and own and is_own_word(own[0][:-1]):
            self._put(0, item.end() + own.end(), "secondary")
            self._put(item.end() + own.end(), len(text), "text")
        elif head:
            self._put(0, head.end(), "secondary")
            self._put(head.end(), len(text), "accent" if len(head[1]) == 2 else "ink", bold=True)
        elif item:
            self._put(0, item.end(), "secondary")
            self._put(item.end(), len(text), "ink", bold=True)
        elif sub:
            self._put(0, sub.end(), "secondary")
            rest = text[sub.end() :]
            named = _FIELD.match(rest)
            field = field_of(named[0][:-1]) if named else None
            if named and field:
                self._put(sub.end(), sub.end() + named.end(), "secondary")
                ours = field == "emotion" and self.suggested.get(self.currentBlock().blockNumber()) == feeling_in(text)
                role = "opportunity" if field == "opportunity" else "secondary" if ours else "text"
                self._put(sub.end() + named.end(), len(text), role, slanted=ours or field == "quote")
            else:
                self._put(sub.end(), len(text), "text", slanted=rest.startswith(">"))

    def _put(self, start: int, end: int, role: str, *, bold: bool = False, slanted: bool = False) -> None:
        form = QTextCharFormat()
        form.setForeground(QColor(self._ui.look.colour(role)))
        if bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        form.setFontItalic(slanted)
        text = self.currentBlock().text()
        first = to_qt(text, start)
        self.setFormat(first, to_qt(text, end) - first, form)


class Editor(QPlainTextEdit):
    """The lines of an outline."""

    #: A hand changed the text.
    typed = Signal()
    #: The cursor went to another line.
    moved = Signal()
    #: Lines were moved or turned as a whole; what stands between them may want tidying.
    arranged = Signal()
    #: Escape.
    left = Signal()
    #: Ctrl+Z, while the document itself has nothing to take back.
    undo_asked = Signal()
    #: The keyboard went elsewhere.
    rested = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._keymap = Keymap(ui.settings)
        self._showing = self._took_back = False
        #: Takes back what only the lines know of, before Ctrl+Z is the document's; gives whether there was something.
        self.takes_back: Callable[[], bool] = bool
        self._line = 0
        self.setUndoRedoEnabled(False)
        self.setObjectName("outline")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(ui.text("Outline of the map"))
        self.setAccessibleDescription(
            ui.text("Tab makes a line a detail, Shift+Tab a card or a phase; Enter the next card. {keys}: move it.").format(
                keys=self.moving
            )
        )
        self._colours = _Colours(self.document(), ui)
        ui.look_changed.connect(self._colours.rehighlight)
        # Not textChanged: the cursor tells that it moved before that comes.
        self.document().contentsChange.connect(lambda _at, _gone, _new: self._changed())
        self.cursorPositionChanged.connect(self._look)

    # ------------------------------------------------------------------ lines

    @property
    def lines(self) -> list[str]:
        """What stands there, line by line."""
        return self.toPlainText().split("\n")

    @property
    def line(self) -> int:
        """The line of the cursor, from 0."""
        return self.textCursor().blockNumber()

    @property
    def column(self) -> int:
        """The character of its line before which the cursor is, from 0."""
        cursor = self.textCursor()
        return index(cursor.block().text(), cursor.positionInBlock())

    def show_lines(self, lines: Sequence[str], line: int | None = None, column: int = 0) -> None:
        """Show other lines, with as little stir as possible; the cursor goes to ``line`` or stays where it is."""
        old = self.lines
        start = 0
        while start < min(len(old), len(lines)) and old[start] == lines[start]:
            start += 1
        end = 0
        while end < min(len(old), len(lines)) - start and old[-1 - end] == lines[-1 - end]:
            end += 1
        self._showing = True
        if start + end < max(len(old), len(lines)):
            self._swap(start, len(old) - end, lines[start : len(lines) - end], len(old))
        if line is not None:
            self._go(line, column)
        self._line = self.line
        self._showing = False

    def _swap(self, start: int, end: int, new: Sequence[str], count: int) -> None:
        """Lines ``start`` to ``end`` become others."""
        document, cursor = self.document(), QTextCursor(self.document())
        last = document.lastBlock().position() + document.lastBlock().length() - 1
        text = "\n".join(new)
        if end < count:
            cursor.setPosition(document.findBlockByNumber(start).position())
            cursor.setPosition(document.findBlockByNumber(end).position(), QTextCursor.MoveMode.KeepAnchor)
            text = text + "\n" if new else ""
        elif start:
            before = document.findBlockByNumber(start - 1)
            cursor.setPosition(before.position() + before.length() - 1)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            text = "\n" + text if new else ""
        else:
            cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def _go(self, line: int, column: int) -> None:
        block = self.document().findBlockByNumber(min(line, self.blockCount() - 1))
        cursor = self.textCursor()
        cursor.setPosition(block.position() + to_qt(block.text(), column))
        self.setTextCursor(cursor)

    def go(self, line: int, *, middle: bool = False) -> None:
        """Put the cursor into a line because something else was chosen elsewhere."""
        self._showing = True
        self._go(line, len(self.document().findBlockByNumber(line).text()))
        if middle:
            self.centerCursor()
        self._line = self.line
        self._showing = False

    def mark(self, lines: Sequence[int]) -> None:
        """Underline lines (from 0) that are not understood."""
        found = []
        for number in lines:
            block = self.document().findBlockByNumber(number)
            if not block.isValid() or not block.text().strip():
                continue
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(block)
            text = block.text()
            cursor.setPosition(block.position() + to_qt(text, len(text) - len(text.lstrip())))
            cursor.setPosition(block.position() + units(text.rstrip()), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(QColor(self._ui.look.danger))
            one.cursor, one.format = cursor, form
            found.append(one)
        self.setExtraSelections(found)

    def suggest(self, words: dict[int, str]) -> None:
        """Lines whose emotion the program put there, and nobody said: slanted, as on the map."""
        before, self._colours.suggested = self._colours.suggested, dict(words)
        for at in {at for at, _word in before.items() ^ words.items()}:
            block = self.document().findBlockByNumber(at)
            if block.isValid():
                self._colours.rehighlightBlock(block)

    @property
    def suggestion(self) -> str:
        """The emotion in the line of the cursor that nobody said; empty when there is none."""
        word = self._colours.suggested.get(self.line, "")
        return word if word == feeling_in(self.textCursor().block().text()) else ""

    # ------------------------------------------------------------------ keys

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the document's, and Tab does not leave."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and self.takes_back():
                self._took_back = True
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return False
            if self._own(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that make and turn lines; all others type."""
        key, mods = event.key(), event.modifiers() & ~_MOD.KeypadModifier
        own = self._own(event)
        if own:
            self._shift(-1 if own == "up" else 1)
        elif key == _K.Key_Escape:
            self.left.emit()
        elif key in (_K.Key_Return, _K.Key_Enter) and mods == _MOD.NoModifier:
            self._next()
        elif key in (_K.Key_Return, _K.Key_Enter) and mods == _MOD.ShiftModifier:
            self.textCursor().insertText("\n    ")
        elif key == _K.Key_Tab and mods == _MOD.NoModifier:
            self._turn(1)
        elif key == _K.Key_Backtab:
            self._turn(-1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            took, self._took_back = self._took_back, False
            if not took:
                self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.text() in (" ", "\t"):
                self._head()

    def _own(self, event: QKeyEvent) -> str:
        """Which of the keys that can be changed an event is (:data:`.keys.OWN`); empty when it is none."""
        mods = event.modifiers() & ~(_MOD.KeypadModifier | _MOD.GroupSwitchModifier)
        pressed = QKeySequence(QKeyCombination(mods, _K(event.key()))) if not held_only(event.key()) else QKeySequence()
        return next((row.name for row in OWN if any(sequence(key) == pressed for key in self._keymap.keys(row.id))), "")

    @property
    def moving(self) -> str:
        """The keys that move a line up and down, as this desktop writes them; a dash when there are none."""
        keys = [native(key) for row in OWN for key in self._keymap.keys(row.id)[:1]]
        return "Alt+↑ ↓" if keys == [native(row.keys[0]) for row in OWN] else ", ".join(keys) or "–"

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only words are pasted."""
        if source.hasText():
            text = without_entities(source.text().replace("\r\n", "\n"))
            cursor = self.textCursor()
            if not cursor.hasSelection() and is_sign(cursor.block().text()) and (_HEAD.match(text) or _ITEM.match(text)):
                # What is pasted has a sign of its own, and needs none before it.
                cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
            self.arranged.emit()

    def _head(self) -> None:
        """Number signs and a blank typed into an item that was empty make a heading of it."""
        lines, at = self.lines, self.line
        found = _LATE_HEAD.fullmatch(lines[at])
        if found is None:
            return
        # There is one title, at the top; whatever else begins so is a phase.
        titled = any(line.startswith("# ") for line in lines[:at])
        self._put(at, "# " if found[1] == "#" and not titled else "## ", part=True)

    def _next(self) -> None:
        """Enter: the next card, after the details of this one; what is empty goes one step out; amid a detail it divides that."""
        lines, at, column = self.lines, self.line, self.column
        line, cursor = lines[at], self.textCursor()
        if cursor.hasSelection():
            cursor.removeSelectedText()
            self._next()
            return
        level = level_of(line)
        if level == "detail":
            if is_bare(line) and ":" not in line:
                self._put(at, "- ")
            elif column >= len(line.rstrip()):
                end = _past_details(lines, at + 1)
                self._replace(at, end, [line, *lines[at + 1 : end], "- "], end, 2)
            else:
                lead = re.match(r"[ \t]*", line)
                bullet = _SUB.match(line)
                new = "  - " if bullet is not None and bullet[2] else lead[0] if lead else ""
                cursor.insertText("\n" + new)
            return
        if level == "card" and is_bare(line):
            self._put(at, "## ", part=True)
            return
        if level == "":
            cursor.insertText("\n")
            return
        sign = _HEAD.match(line) or _ITEM.match(line)
        cut = column if sign and column >= sign.end() else len(line)
        head, rest = (line[:cut].rstrip() if cut < len(line) else line), line[cut:].strip()
        end = at + 1
        if level == "card":
            end = _past_details(lines, end)
            made = [head, *lines[at + 1 : end], f"- {rest}"]
        else:
            if end < len(lines) and not lines[end].strip():
                end += 1
            made = [head, "", f"- {rest}"]
        self._replace(at, end, made, at + len(made) - 1, 2)

    def _turn(self, step: int) -> None:
        """Tab and Shift+Tab: phase, card, detail."""
        lines, at = self.lines, self.line
        line, column = lines[at], self.column
        if _HEAD.match(line) and line.startswith("# "):
            return
        sign = _HEAD.match(line) or _ITEM.match(line) or _SUB.match(line)
        words = line[sign.end() :] if sign else line
        order = ["phase", "card", "detail"]
        level = level_of(line)
        if not line.strip() or not level:
            new = "  - " if step > 0 else "- "
        else:
            to = order.index(level) + step
            if not 0 <= to < len(order):
                return
            new = ("## ", "- ", "  - ")[to]
        shift = len(new) - (sign.end() if sign else 0)
        self._put(at, new, words=words, column=max(len(new), column + shift), part=new == "## ")
        self.arranged.emit()

    def _put(self, at: int, sign: str, *, words: str = "", column: int | None = None, part: bool = False) -> None:
        """A line begins with another sign; ``part`` sees to an empty line before it."""
        lines = self.lines
        new = [sign + words]
        if part and at and lines[at - 1].strip():
            new.insert(0, "")
        self._replace(at, at + 1, new, at + len(new) - 1, len(sign) if column is None else column)

    def _shift(self, step: int) -> None:
        """A line with what is under it changes places with its neighbour."""
        lines, at, column = self.lines, self.line, self.column
        found = swapped(lines, at, step)
        if found is not None:
            new, line = found
            self.show_lines(new, line, column)
            self.typed.emit()
            self.arranged.emit()

    def _replace(self, start: int, end: int, new: Sequence[str], line: int, column: int) -> None:
        lines = self.lines
        self._showing = True
        self._swap(start, end, new, len(lines))
        self._go(line, column)
        self._showing = False
        self.typed.emit()
        self._look()

    # ------------------------------------------------------------------ telling

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _look(self) -> None:
        if not self._showing and self.line != self._line:
            self._line = self.line
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where somebody types stays in sight when the hint under the lines takes more room."""
        super().resizeEvent(event)
        if self.window().focusWidget() is self:
            self.ensureCursorVisible()

    def focusOutEvent(self, event: object) -> None:
        """What is typed is taken over."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.rested.emit()


def level_of(line: str) -> str:
    """What a line is: ``phase``, ``card``, ``detail`` (indented) or nothing of these."""
    if _HEAD.match(line):
        return "phase"
    if _ITEM.match(line):
        return "card"
    return "detail" if line[:1] in (" ", "\t") and line.strip() else ""


def _past_details(lines: Sequence[str], at: int) -> int:
    """The first line from ``at`` on that is no detail."""
    return next((i for i in range(at, len(lines)) if level_of(lines[i]) != "detail"), len(lines))


def swapped(lines: Sequence[str], at: int, step: int) -> tuple[list[str], int] | None:
    """The lines with the one at ``at``, and what is under it, one place up (-1) or down (1), and where it is now.

    ``None`` at the end.
    """
    spans = _spans(lines, at)
    here = next((i for i, (a, b) in enumerate(spans) if a <= at < b), None)
    if here is None or not 0 <= here + step < len(spans):
        return None
    first, second = sorted((here, here + step))
    (a, b), (c, d) = spans[first], spans[second]
    new = [*lines[:a], *lines[c:d], *lines[b:c], *lines[a:b], *lines[d:]]
    return new, (at - (c - a) if step < 0 else at + (d - b))


def _spans(lines: Sequence[str], at: int) -> list[tuple[int, int]]:
    """What a line can change places with, itself among it: phases, cards and headings, or the details of a card."""
    level = level_of(lines[at])
    starts = [i for i, line in enumerate(lines) if level_of(line) in ("phase", "card") and not line.startswith("# ")]
    # Goals and expectations stand before everything that moves.
    starts = [i for i in starts if not _own(lines, i)]
    if level == "phase" and at in starts:
        heads = [i for i in starts if level_of(lines[i]) == "phase"]
        return _cut(lines, heads, len(lines))
    if level == "card" and at in starts:
        return _cut(lines, starts, len(lines))
    if level == "detail":
        top = max((i for i in starts if i < at), default=None)
        if top is None or level_of(lines[top]) != "card":
            return []
        end = next((i for i in starts if i > at), len(lines))
        depth = min(len(line) - len(line.lstrip()) for line in lines[top + 1 : end] if line.strip())
        marks = [
            i
            for i in range(top + 1, end)
            if lines[i].strip() and len(lines[i]) - len(lines[i].lstrip()) == depth
        ]
        return _cut(lines, marks, end)
    return []


def _own(lines: Sequence[str], at: int) -> bool:
    name, colon, _rest = lines[at].partition(":")
    before_all = not any(_HEAD.match(line) and line.startswith("##") for line in lines[:at])
    return bool(colon) and before_all and is_own_word(_ITEM.sub("", name, count=1))


def _cut(lines: Sequence[str], starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Spans from each start to the next, without the empty lines at their end."""
    spans = []
    for a, b in zip(starts, [*starts[1:], end], strict=True):
        while b > a + 1 and not lines[b - 1].strip():
            b -= 1
        spans.append((a, b))
    return spans
