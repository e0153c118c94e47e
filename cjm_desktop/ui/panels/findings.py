"""“What the map says”: the findings, most important first, each with its rule and the way to its place.

Contract. :class:`FindingList` is asked to :meth:`~FindingList.follow` the document as often as anybody likes; it reads the map when the
document has rested for a moment and no hand is on it. A finding that has the keyboard is pointed out on the map without being selected:
↑ ↓ Home End walk the findings, ← → the places of one, Enter goes there to work. The button beside it tells why it is said. Of
those that nobody may miss (:data:`HEAVIEST`) up to :data:`SOME` are in sight without asking for all. ``went`` tells that somebody went to
the place of a finding; :meth:`~FindingList.return_to` takes them up again where they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.analysis.finding_rules import GROUPS, HEAVIEST, FindingGroup, FindingKind
from cjm_desktop.analysis.findings import Finding, findings
from cjm_desktop.document import Journey, Touchpoint

from ..desk import Desk
from ..fields import Combo, zone_colours
from ..piece import paint_face
from .form import button, label, small_button
from .leads import LeadList, LeadRow

#: How many findings are shown before somebody asks for all (so many where more of them are among the heaviest), and how many rows there
#: are at most even then.
FEW, SOME, MOST = 8, 12, 60
#: How long the document rests before it is read.
_REST_MS = 150
#: What stands beside a finding that is about more than one grade, and its role in the look.
_ICONS: Mapping[FindingKind, tuple[str, str]] = MappingProxyType(
    {
        FindingKind.FALL: ("trending-down", "danger"),
        FindingKind.REMEMBERED: ("history", "secondary"),
        FindingKind.SILENCE: ("ear-off", "secondary"),
        FindingKind.WAIT: ("hourglass", "secondary"),
        FindingKind.TOTAL: ("clock", "secondary"),
        FindingKind.BACKWARDS: ("undo-2", "secondary"),
        FindingKind.OVERLAP: ("copy", "secondary"),
        FindingKind.GREEN_OUTSIDE: ("badge-check", "danger"),
        FindingKind.RED_OUTSIDE: ("octagon-alert", "secondary"),
        FindingKind.STAFFED: ("headset", "secondary"),
        FindingKind.UNMISSED: ("scissors", "secondary"),
        FindingKind.BURDEN: ("users-round", "secondary"),
        FindingKind.PARTIES: ("handshake", "secondary"),
        FindingKind.SYSTEMS: ("monitor", "secondary"),
        FindingKind.THIN: ("circle-help", "secondary"),
    }
)
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
#: The keyboard is not really elsewhere: another window is in front, or a menu is open.
_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class _Lead(LeadRow):
    """A finding to click, which tells when the keyboard comes and goes; ``keyed`` takes a key and says whether it was for it."""

    here: Callable[[], object]
    gone: Callable[[], object]
    keyed: Callable[[int], bool]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point it out."""
        super().focusInEvent(event)
        if event.reason() not in _AWAY:
            self.here()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.gone()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not (plain and self.keyed(event.key())):
            super().keyPressEvent(event)


class FindingRow(QWidget):
    """One finding: what it says, and why when somebody asks."""

    def __init__(
        self, desk: Desk, finding: Finding, keyed: Callable[[FindingRow, int], bool], went: Callable[[Finding], object]
    ) -> None:
        super().__init__()
        ui, rule = desk.ui, finding.rule
        self.finding, self._desk, self._at, self._went = finding, desk, 0, went
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ui.px(2))
        icon, side = _sign(desk, finding)
        self.lead = _Lead(ui, icon, side, ui.say(rule.name), self._go, ui.say(finding.message))
        self.lead.here, self.lead.gone, self.lead.keyed = self._point, desk.selection.point, partial(keyed, self)
        line.addWidget(self.lead, 1)
        self.ask = small_button(ui, "info", ui.text("Why this is said"), self._tell)
        self.ask.setCheckable(True)
        line.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self.why = label("", "hint", wrap=True)
        self.why.setContentsMargins(ui.px(44), 0, ui.px(6), ui.px(6))
        self.why.hide()
        column.addWidget(self.why)

    @property
    def place(self) -> str:
        """The touchpoint that is gone to."""
        return self.finding.touchpoints[self._at]

    def along(self, step: int) -> None:
        """To the next place of the finding (1) or to the one before (−1), and round at the ends."""
        self._at = (self._at + step) % len(self.finding.touchpoints)
        touchpoint = self._desk.record("touchpoints", self.place)
        if isinstance(touchpoint, Touchpoint):
            # A screen reader says which card is meant now.
            self.lead.setAccessibleDescription(touchpoint.title)
        self._point()

    def _point(self) -> None:
        self._desk.selection.point(self.finding.touchpoints, self.place)

    def _go(self) -> None:
        self._desk.selection.point()
        self._desk.sought.emit(self.place, "")
        self._went(self.finding)

    def _tell(self) -> None:
        ui, rule = self._desk.ui, self.finding.rule
        if not self.why.text():
            step = ui.text("Step {step}").format(step=rule.step)
            weight = ui.text("weight {weight} of 100").format(weight=round(self.finding.weight))
            self.why.setText("\n".join((ui.say(rule.why), f"{step} · {weight}", *map(str, rule.sources))))
        self.why.setVisible(self.ask.isChecked())
        self.ask.setAccessibleDescription(self.why.text() if self.ask.isChecked() else "")


class _Rows(LeadList):
    """The rows; Tab comes to what can be pressed in each."""

    def show_rows(self, rows: list[QWidget]) -> None:
        """These rows instead of those before."""
        super().show_rows(rows)
        self._start.string([stop for row in rows if isinstance(row, FindingRow) for stop in (row.lead, row.ask)])


class FindingList(QWidget):
    """What the map says, as it is or what concerns one subject of it only."""

    #: Somebody went to the place of this finding.
    went = Signal(object)

    def __init__(self, desk: Desk, counted: Callable[[int], None]) -> None:
        """``counted`` is told how many findings there are whenever they were read."""
        super().__init__()
        self._desk, self._counted = desk, counted
        self._read: Journey | None = None
        self.found: tuple[Finding, ...] = ()
        self._scale = desk.journey.scale
        self._group: FindingGroup | None = None
        self._all = False
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(4))
        self.head = QWidget()
        line = QHBoxLayout(self.head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ui.px(6))
        self.filter = Combo(ui)
        self.filter.setAccessibleName(_("Show findings about"))
        self.filter.activated.connect(self._choose)
        line.addWidget(self.filter, 1)
        line.addWidget(small_button(ui, "printer", _("Print what the map says"), self._print))
        column.addWidget(self.head)
        self.list = _Rows(ui)
        column.addWidget(self.list)
        self.more = button(ui, "", "chevron-down", self._toggle)
        column.addWidget(self.more)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.read)
        self._show()
        desk.session.opened.connect(self._start_over)
        # The pictures in the rows do not follow the look by themselves, as icons do.
        ui.look_changed.connect(self._show)
        ui.noun_changed.connect(self._show)

    @property
    def rows(self) -> list[FindingRow]:
        """The findings in sight, from the top."""
        return [row for row in self.list.rows if isinstance(row, FindingRow)]

    def follow(self) -> None:
        """The document may have changed: read it as soon as it rests."""
        if self._desk.journey is not self._read:
            self._rest.start()

    def read(self) -> None:
        """Read the map and show what it says; later, if a gesture runs now."""
        session = self._desk.session
        if session.in_gesture:
            self._rest.start()
            return
        self._rest.stop()
        if session.journey is self._read or not self.isVisible():
            return
        first, self._read = self._read is None, session.journey
        found = findings(session.journey, session.insights)
        self._counted(len(found))
        # Another scale gives the same grade another face.
        if first or (found, self._read.scale) != (self.found, self._scale):
            self.found, self._scale = found, self._read.scale
            self._show()

    def _start_over(self) -> None:
        self._all, self._group, self._read = False, None, None

    def _choose(self) -> None:
        chosen = self.filter.currentData()  # Qt hands back plain text
        self._group = FindingGroup(chosen) if chosen else None
        self._show()

    def _toggle(self) -> None:
        self._all = not self._all
        self._show()

    def _print(self) -> None:
        self._desk.told.emit("findings")

    def _show(self) -> None:
        ui, _ = self._desk.ui, self._desk.ui.text
        here = next((row for row in self.rows if row.lead.hasFocus()), None)
        groups = [one.rule.group for one in self.found]
        if self._group not in groups:
            self._group = None
        self.filter.clear()
        self.filter.addItem(f"{_('Everything')} ({len(groups)})", None)
        for group, name in GROUPS.items():
            if group in groups:
                self.filter.addItem(f"{ui.say(name)} ({groups.count(group)})", group)
                if group is self._group:
                    self.filter.setCurrentIndex(self.filter.count() - 1)
        self.head.setVisible(bool(groups))
        wanted = [one for one in self.found if self._group is None or one.rule.group is self._group]
        count = len(wanted)
        few = max(FEW, min(SOME, sum(one.weight >= HEAVIEST for one in wanted)))
        rows: list[QWidget] = [
            FindingRow(self._desk, one, self._keyed, self.went.emit) for one in wanted[: MOST if self._all else few]
        ]
        if not rows and self._read is not None:
            rows = [label(_("Nothing yet. Grades, durations, parties and systems make the map speak."), "hint", wrap=True)]
        self.list.show_rows(rows)
        if here is not None:
            self._take_up(here)
        self.more.setVisible(count > few)
        self.more.setIcon(ui.icons.icon("chevron-up" if self._all else "chevron-down", "accent"))
        if self._all:
            self.more.setText(_("Show fewer"))
        elif count <= MOST:
            self.more.setText(_("Show all {n}").format(n=count))
        else:
            self.more.setText(_("Show the first {n}").format(n=MOST))

    def _take_up(self, before: FindingRow) -> None:
        """The keyboard was on a row that was made anew: it goes on there."""
        same = self._row_of(before.finding)
        if same is not None:
            same.lead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_of(self, finding: Finding) -> FindingRow | None:
        """The row of a finding; its sentence and its size may have changed meanwhile."""
        about = (finding.kind, finding.touchpoints, finding.persona)
        return next((row for row in self.rows if (row.finding.kind, row.finding.touchpoints, row.finding.persona) == about), None)

    def return_to(self, finding: Finding, *, write: bool) -> None:
        """Bring a finding that somebody went away from into sight again; ``write``: with the keyboard there. One that is no longer
        among them leaves the list as it is."""
        self.read()
        row = self._row_of(finding)
        if row is None:
            if write and self.rows:
                self.rows[0].lead.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if write:
            row.lead.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self._area()
        if area is not None:
            area(row)

    def _keyed(self, row: FindingRow, key: int) -> bool:
        """A key on a row; gives whether it was for the list."""
        rows = self.rows
        if row not in rows:
            return False
        at = rows.index(row)
        if key in _ALONG:
            if len(row.finding.touchpoints) > 1:
                row.along(_ALONG[Qt.Key(key)])
            return True
        if key in _WALK:
            to = max(0, min(len(rows) - 1, at + _WALK[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            to = 0 if key == Qt.Key.Key_Home else len(rows) - 1
        elif key == Qt.Key.Key_Return or key == Qt.Key.Key_Enter:
            row.lead.click()
            return True
        else:
            return False
        rows[to].lead.setFocus(Qt.FocusReason.TabFocusReason)
        area = self._area()
        if area is not None:
            area(rows[to])
        return True

    def _area(self) -> Callable[[QWidget], object] | None:
        """What scrolls a row of this list into sight."""
        widget = self.parentWidget()
        while widget is not None and not hasattr(widget, "bring"):
            widget = widget.parentWidget()
        return None if widget is None else widget.bring


def _sign(desk: Desk, finding: Finding) -> tuple[QIcon, float]:
    """What stands beside a finding, and its side (px of a usual screen): the face of its grade, or a sign of its kind."""
    named = _ICONS.get(finding.kind)
    if named is not None:
        return desk.ui.icons.icon(*named), 28
    touchpoint = desk.record("touchpoints", finding.touchpoints[0])
    grade = touchpoint.grade if isinstance(touchpoint, Touchpoint) else None
    return face_icon(desk, desk.journey.scale.neutral if grade is None else grade), 28


def face_icon(desk: Desk, grade: float) -> QIcon:
    """The face of a grade."""
    ui = desk.ui
    side, ratio = ui.px(28), 2.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    scale = desk.journey.scale
    fill, ink = zone_colours(ui, grade, scale)
    p = QPainter(picture)
    paint_face(p, QRectF(1, 1, side - 2, side - 2), scale.share(grade), fill, ink)
    p.end()
    return QIcon(picture)
