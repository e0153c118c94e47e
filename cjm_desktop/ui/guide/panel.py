"""The guide: the steps of the method at the side of the map, one page each.

Contract. Done-marks come from the document (:func:`cjm_desktop.method.progress`), never from going to the next step. The step that
is open is remembered and comes back with the next start. Pages are made when they are first opened, and follow the document
while they are in sight. Another document is taken up where it is: a new one at the first step, one from a file at the first step that
is not done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cjm_desktop.document import Journey
from cjm_desktop.i18n import Catalogue
from cjm_desktop.i18n.guide import GuideText, guide_texts
from cjm_desktop.method import STEPS, StepState, hints, progress

from ..desk import Desk
from ..fields.tabplace import TabPlace, within
from .foot import Foot
from .page import StepPage
from .rail import Rail

#: Parts of a document that only the guide has fields for, with the step where they are.
STEP_OF_PLACE: Mapping[str, int] = MappingProxyType(
    {"charter": 0, "traveller": 0, "candidates": 1, "desired.proposals": 3, "interviews": 5, "feedback": 10, "rounds": 10}
)
#: How long the document rests before hints and marks are worked out again.
_REST_MS = 350


def step_of(place: str) -> int | None:
    """The step whose fields a place of the document such as ``charter.need`` or ``candidates[2].pain`` is written in; ``None`` when it
    has fields elsewhere."""
    head = place.partition("[")[0]
    return STEP_OF_PLACE.get(head, STEP_OF_PLACE.get(head.partition(".")[0]))


class GuidePanel(QWidget):
    """The steps, with the page of one of them."""

    def __init__(self, desk: Desk, print_sheet: Callable[[str], object], parent: QWidget | None = None) -> None:
        """``print_sheet`` gets the sheet of a step that somebody wants on paper."""
        super().__init__(parent)
        self.desk = desk
        self._print_sheet = print_sheet
        self._pages: dict[int, StepPage] = {}
        self._words: Catalogue | None = None
        self._read: Journey | None = None
        ui = desk.ui
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rail = Rail(ui)
        self.rail.setContentsMargins(ui.px(12), ui.px(8), ui.px(12), ui.px(2))
        self.rail.chosen.connect(self.go)
        self.rail.entered.connect(self.begin)
        column.addWidget(self.rail)
        self._start = TabPlace(self)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        foot = Foot(ui, lambda: self.go(self.step - 1), lambda: self.go(self.step + 1))
        self.previous, self.next = foot.previous, foot.next
        column.addWidget(foot)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.read)
        self.step = int(ui.settings.get("window/guide_step"))
        # The file that is open.
        self._file = desk.session.path
        desk.session.opened.connect(self._forget)
        desk.session.saving.connect(self._saved_as)

    # ------------------------------------------------------------------ going

    @property
    def page(self) -> StepPage:
        """The page of the step that is open."""
        if self.step not in self._pages:
            made = StepPage(self.desk, self.step, self._texts()[self.step], self._print_sheet, self._stack)
            self._pages[self.step] = made
            self._stack.addWidget(made)
            # From the marks of the steps the Tab key goes into the page, and from there to the buttons under it.
            self._start.string(within(made))
        return self._pages[self.step]

    def go(self, step: int) -> None:
        """Open a step (0 to 10; others are the nearest of these), and remember it."""
        self.page.leave()
        before = self.step
        self.step = max(0, min(len(STEPS) - 1, step))
        self.desk.ui.settings.set("window/guide_step", self.step)
        self._read = None
        self.refresh()
        self.page.verticalScrollBar().setValue(0)
        if self.step != before:
            self.page.enter()

    def lead_to(self, step: int, place: str) -> None:
        """Open a step with the cursor in the field of a place of the document; in its first field, if it has none for that place."""
        self.go(step)
        if not self.page.lead_to(place):
            self.begin()

    def press(self, text: str) -> None:
        """Do what a button of the open step does, by what stands on it; where it is out of sight or cannot be pressed now, the cursor goes
        to the first field of the step, for that comes before."""
        found = (one for one in self.page.findChildren(QPushButton) if one.text() == text)
        button = next((one for one in found if not one.isHidden() and one.isEnabled()), None)
        if button is None:
            self.begin()
            return
        for section in self.page.sections.values():
            if section.folded and section.body.isAncestorOf(button):
                section.fold(False)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.page.bring(button)
        button.click()

    def landing(self) -> QWidget | None:
        """Where the keyboard comes to: the first field of the step that is open."""
        return self.page.landing()

    def begin(self) -> None:
        """Put the cursor into the first field of the step that is open."""
        target = self.landing()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.page.bring(target)

    # ------------------------------------------------------------------ following

    def refresh(self) -> None:
        """Show the document as it is now; hints and marks when it has rested."""
        if self._words is not self.desk.ui.words:
            self._tell_anew()
        page = self.page
        self._stack.setCurrentWidget(page)
        page.refresh()
        self.previous.setEnabled(self.step > 0)
        self.next.setEnabled(self.step < len(STEPS) - 1)
        if self._read is None:
            self.read()
        elif self.desk.journey is not self._read:
            self._rest.start()

    def read(self) -> None:
        """Work out how far the steps are and what is worth a look; later, if a gesture runs now."""
        session = self.desk.session
        if session.in_gesture:
            self._rest.start()
            return
        self._rest.stop()
        journey = self._read = session.journey
        reached = progress(journey)
        self.rail.show_states([one.state for one in reached], self.step)
        found = [hint for hint in hints(journey, session.insights, date.today()) if hint.step == self.step]
        self.page.show_notices(reached[self.step], found)

    def _forget(self) -> None:
        self._read = None

    def take_up(self) -> None:
        """Somebody opened or began a document; with the same file again the step stays."""
        session = self.desk.session
        again = session.path is not None and session.path == self._file
        self._file = session.path
        if again:
            return
        reached = [one.state is StepState.DONE for one in progress(session.journey)]
        first = reached.index(False) if False in reached else len(STEPS) - 1
        self.step = first if session.path is not None else 0
        self.desk.ui.settings.set("window/guide_step", self.step)

    def _saved_as(self, path: Path) -> None:
        self._file = path

    def _tell_anew(self) -> None:
        """The one who travels is called something else: the texts say so, and whoever is typing goes on typing."""
        self._words = self.desk.ui.words
        texts = self._texts()
        for step, page in self._pages.items():
            page.tell(texts[step])

    def _texts(self) -> tuple[GuideText, ...]:
        words = self.desk.ui.words
        return guide_texts(words.language, words.traveller)
