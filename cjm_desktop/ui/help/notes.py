"""What's this: a sentence for every field, by Shift+F1 or by pointing.

Contract. :func:`note_of` gives the sentence of the field that a widget belongs to, in the language of the window: a field of the document
by the place that it is linked to, anything else by where it is held (:mod:`.sentences`), and what has neither by its own tip; what a
widget says of itself comes before all.
:func:`explain_focus` shows the sentence of what has the keyboard, or has the pointer ask where there is none; :func:`prepare` gives every
field of a window its sentence just before somebody points at one. So nothing of this is made or loaded while nobody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWhatsThis,
    QWidget,
)

from cjm_desktop.storage.field_notes import NOTES

from ..fields import Field, Segments, Switch
from ..shared import Ui
from .sentences import FROM_SCHEMA, OWN, WIDGETS

#: Lists of the document, and other beginnings of a link's key, by the record that its last word is a field of.
_RECORDS = {
    "touchpoints": "Touchpoint", "grading": "Touchpoint", "opportunities": "Opportunity", "personas": "Persona",
    "persona": "PersonaGrade", "parties": "Party", "channels": "Channel", "phases": "Phase", "rounds": "Round",
    "interviews": "Interview", "candidates": "Candidate", "charter": "Participant", "talk": "Answer",
}  # fmt: skip
#: Parts of the journey, as they stand in the key of a link.
_PARTS = {
    "": "Journey", "charter": "Charter", "desired": "DesiredExperience", "feedback": "FeedbackPlan", "imprint": "Imprint",
    "poster": "PosterSettings", "traveller": "Traveller",
}  # fmt: skip
_WITHIN = (
    (re.compile(r"touchpoints\.quotes\[.*\.(\w+)$"), r"Quote.\1"),
    (re.compile(r"touchpoints\.service_levels\[.*\.(\w+)$"), r"ServiceLevel.\1"),
    (re.compile(r"touchpoints\.lane\..*$"), "LaneText.text"),
    (re.compile(r"desired\.proposals\..*\.(\w+)$"), r"Proposal.\1"),
    (re.compile(r"poster\.(colours|header|foot)\..*$"), r"PosterSettings.\1"),
)
#: What a person writes, chooses or ticks in.
INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractSlider, QAbstractItemView, Segments, Switch)


def place_of(key: str) -> str:
    """The record and the name of the field (``Touchpoint.title``) that a link's key stands for."""
    key = key.partition(":")[0]
    for pattern, place in _WITHIN:
        found = pattern.match(key)
        if found:
            return found.expand(place)
    parts = key.split(".")
    if parts[0] == "journey":
        return f"{_PARTS.get(parts[1], '')}.{parts[-1]}"
    # What a round measured has the id of its round in front.
    return f"{_RECORDS.get(parts[0], 'Reading')}.{parts[-1]}"


def sentence_for(place: str) -> str:
    """The English sentence for a field of the document; empty when there is none."""
    if place in FROM_SCHEMA:
        record, _, name = place.partition(".")
        return NOTES[record][name]
    return OWN.get(place, "")


def note_of(ui: Ui, widget: QWidget) -> str:
    """What a widget is for, in the language of the window; empty when nothing is known of it."""
    way: list[QWidget] = []
    above: QWidget | None = widget
    while above is not None:
        if above.whatsThis():
            return above.whatsThis()
        if isinstance(above, Field):
            return ui.text(found) if (found := sentence_for(place_of(above.link.key))) else ""
        way.append(above)
        for name in _names(above, way):
            if name in WIDGETS:
                return ui.text(WIDGETS[name])
        above = above.parentWidget()
    tip = widget.toolTip() or next((one.toolTip() for one in way if one.toolTip()), "")
    # A tip may hold somebody's words, and Qt would take some of them for HTML here.
    return f"<p>{escape(tip)}</p>" if "<" in tip else tip


def _names(holder: QWidget, way: list[QWidget]) -> Iterator[str]:
    """By which names something on the way up to a widget is held there: ``Class.name``, and the class alone."""
    kinds = [kind.__name__ for kind in type(holder).__mro__]
    for name, value in vars(holder).items():
        for suffix, one in _parts(value):
            if any(one is step for step in way[:-1]):
                yield from (f"{kind}.{name}{suffix}" for kind in kinds)
    yield from kinds


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """An attribute itself, what is in it when it is a collection, and what plain records in that hold."""
    yield "", value
    many = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for one in many:
        yield "", one
        if not isinstance(one, QWidget) and hasattr(one, "__dict__"):
            yield from ((f".{name}", inner) for name, inner in vars(one).items())


def explain_focus(ui: Ui, window: QWidget) -> None:
    """Show the sentence of what has the keyboard in a window, beside it; where there is none, the pointer asks."""
    focus = QApplication.focusWidget()
    text = note_of(ui, focus) if focus is not None and (focus is window or window.isAncestorOf(focus)) else ""
    if focus is not None and text:
        at = focus.mapToGlobal(QPoint(min(focus.width() // 2, ui.px(120)), focus.height()))
        QWhatsThis.showText(at, text, focus)
    else:
        point_in(ui, window)


def point_in(ui: Ui, window: QWidget) -> None:
    """Have the pointer ask: the next click in a window says what was clicked, and does nothing else."""
    window.activateWindow()
    prepare(ui, window)
    QWhatsThis.enterWhatsThisMode()


def prepare(ui: Ui, window: QWidget) -> None:
    """Give everything in a window that can be asked about its sentence."""
    for one in window.findChildren(QWidget):
        if isinstance(one, (Field, QAbstractButton, *INPUTS)) and one.isVisibleTo(window):
            text = note_of(ui, one)
            if text:
                one.setWhatsThis(text)


def askable(root: QWidget) -> list[QWidget]:
    """The fields under a widget: those of the document, and whatever else a person writes, chooses or ticks in, each once."""
    every = root.findChildren(QWidget)
    return [one for one in every if isinstance(one, Field) or (isinstance(one, INPUTS) and not _inside(one, root))]


def _inside(widget: QWidget, root: QWidget) -> bool:
    """Whether a widget is only a part of another that can be asked about, of a popup or of a scroll bar."""
    if widget.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup or type(widget).__name__ in ("QScrollBar", "QHeaderView"):
        return True
    above = widget.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, Field | QComboBox | QAbstractItemView | QAbstractSpinBox) or above.property("role") == "finder":
            return True
        above = above.parentWidget()
    return False
