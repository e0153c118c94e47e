"""What the line proposes, over the board: one proposal at a time, taken up or left alone with one click or key.

Contract. :class:`Proposing` shows nothing where nothing is proposed. Taking one up adds the opportunity with a title that is said in the
document's language; leaving one alone marks the touchpoint, for good and for everybody who opens the file. Each is one undo step.
As long as nobody has planned a peak it asks for one. Its buttons keep their places from one proposal to the next.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis.proposals import Proposal, misses_planned_peak, proposals
from cjm_desktop.document import Journey, Message, Opportunity, OpportunityKind, fresh_id
from cjm_desktop.i18n import catalogue_for

from ..desk import Desk
from ..panels.form import button, label, small_button

#: The words have at least so much room beside the buttons (px at scale 1).
_WORDS = 330


class Proposing(QFrame):
    """The strip of one proposal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: tuple[Proposal, ...] = ()
        self._at = 0
        self._asked = False
        self._seen: object = None
        ui, _ = desk.ui, desk.ui.text
        self.setProperty("role", "panel")
        # Where there is little room the buttons stand under the words.
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(ui.px(14), ui.px(6), ui.px(12), ui.px(8))
        self._box.setSpacing(ui.px(6))
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(ui.px(1))
        self.title = label("", "strong", wrap=True)
        self.why = label("", "hint", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.why)
        words.addStretch(1)
        self._box.addWidget(self._words, 1)
        self._box.addLayout(row)
        self.count = label("", "hint")
        row.addWidget(self.count)
        self.next = small_button(ui, "chevron-right", _("Next proposal"), self.turn)
        row.addWidget(self.next)
        self.take = button(ui, _("Take it up"), "plus", self.take_up, "primary")
        self.take.setToolTip(_("Make it an opportunity (+)"))
        self.leave = button(ui, _("Leave it as it is"), "x", self.leave_alone)
        self.leave.setToolTip(_("It is not proposed again (−)"))
        row.addWidget(self.take)
        row.addWidget(self.leave)
        self.peak = button(ui, _("Plan a peak"), "sparkles", self.plan_peak)
        self.peak.setToolTip(_("One moment that is better than anybody expects"))
        row.addWidget(self.peak)
        row.addStretch(1)
        self._series = False
        self._words_high = 0
        self._words_at = (0, 0.0)
        desk.session.changed.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words and buttons beside or under each other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """What there is room for: a planned peak is asked for beside a proposal only where all words stay whole."""
        ui, ways, two = self.desk.ui, QBoxLayout.Direction, self.proposal is not None
        buttons, around = self._wide(self.take, self.leave), ui.px(26) + ui.px(90)
        beside = buttons + self._wide(self.peak) + around <= self.width()
        # As long as one proposal after the other is answered the buttons keep their places under the hand.
        self._series = two or (self._series and self.isVisible() and beside)
        for one in (self.count, self.next, self.take, self.leave):
            policy = one.sizePolicy()
            policy.setRetainSizeWhenHidden(self._series)
            one.setSizePolicy(policy)
        self.peak.setVisible(self._asked and (not two or beside))
        if not self.peak.isHidden():
            buttons += self._wide(self.peak)
        way = ways.LeftToRight if self.width() - buttons - around >= ui.px(_WORDS) else ways.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
        self._hold(way == ways.LeftToRight, buttons + around)

    def _hold(self, beside: bool, taken: int) -> None:
        """The words get the height of the longest proposal that there was, so that the buttons do not move with each."""
        room = self.width() - self._box.contentsMargins().left() - self._box.contentsMargins().right() - (taken if beside else 0)
        at = (max(room, 1), self.desk.ui.scale)
        if at != self._words_at:
            self._words_at, self._words_high = at, 0
        say, box = self.desk.ui.say, QRect(0, 0, at[0], 10_000)

        def high(line: QLabel, said: str) -> int:
            return line.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap.value, said).height()

        heights = (high(self.title, say(one.title)) + high(self.why, say(one.why)) for one in self._found)
        self._words_high = max([self._words_high, *(one + self.desk.ui.px(1) for one in heights)])
        self._words.setMinimumHeight(self._words_high)

    def _wide(self, *buttons: QWidget) -> int:
        return sum(one.sizeHint().width() + self.desk.ui.px(8) for one in buttons)

    @property
    def proposal(self) -> Proposal | None:
        """The one in sight."""
        return self._found[self._at] if self._found else None

    def refresh(self) -> None:
        """Look at the document again; it is asked only when something that proposals come from is another."""
        journey, session, ui = self.desk.journey, self.desk.session, self.desk.ui
        seen = (journey.touchpoints, journey.opportunities, journey.scale)
        if self._seen is not None and all(a is b for a, b in zip(seen, self._seen, strict=True)):  # type: ignore[call-overload]
            return
        self._seen = seen
        before = self.proposal
        self._found = proposals(journey, session.insights)
        same = (i for i, one in enumerate(self._found) if before is not None and one.touchpoint == before.touchpoint)
        self._at = next(same, min(self._at, max(0, len(self._found) - 1)))
        asked = misses_planned_peak(journey, session.insights)
        one = self.proposal
        focused = self.take.hasFocus() or self.leave.hasFocus()
        for widget in (self.take, self.leave, self.title, self.why):
            widget.setVisible(one is not None)
        many = len(self._found) > 1
        self.next.setVisible(many)
        self.count.setVisible(many)
        self._asked = asked
        if one is not None:
            self.title.setText(ui.say(one.title))
            self.why.setText(ui.say(one.why))
            self.count.setFixedWidth(self.count.fontMetrics().horizontalAdvance(ui.text("{n} of {all}").format(n=88, all=88)))
            self.count.setText(ui.text("{n} of {all}").format(n=self._at + 1, all=len(self._found)))
        elif asked:
            self.title.setText(ui.text("Plan one moment that is better than anybody expects."))
            self.title.show()
        self._arrange()
        self.setVisible(one is not None or asked)
        if focused and one is None and asked:
            self.peak.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, change: object) -> None:
        room = self.parentWidget()
        if not self.desk.session.in_gesture and room is not None and room.isVisible():
            self.refresh()

    def turn(self) -> None:
        """To the next proposal."""
        self._at = (self._at + 1) % max(1, len(self._found))
        self._seen = None
        self.refresh()

    def take_up(self) -> bool:
        """Make the proposal an opportunity; gives whether that was done."""
        one = self.proposal
        if one is None or self.isHidden():
            return False
        journey = self.desk.journey
        words = catalogue_for(journey.language).speaking_of(journey.traveller)
        record = Opportunity(id=fresh_id("o"), touchpoints=(one.touchpoint,), kind=one.kind, title=words.say(one.title))
        return self._add(Message("Take up a proposal"), record)

    def leave_alone(self) -> bool:
        """Propose it no more; gives whether that was done."""
        one = self.proposal
        if one is None or self.isHidden():
            return False
        self.desk.flush()
        return self.desk.change(
            Message("Leave it as it is"), lambda journey: edits.change_touchpoints(journey, (one.touchpoint,), left_alone=True)
        )

    def plan_peak(self) -> None:
        """Add a planned peak, and name it."""
        self.desk.flush()
        record = Opportunity(id=fresh_id("o"), kind=OpportunityKind.PLANNED_PEAK)
        if self._add(Message("Plan a peak"), record):
            self.desk.welcome("opportunity", record.id)

    def _add(self, what: Message, record: Opportunity) -> bool:
        self.desk.flush()

        def put(journey: Journey) -> Journey:
            return edits.put(journey, "opportunities", record)

        if not self.desk.change(what, put):
            return False
        self.desk.selection.set_record("opportunity", record.id)
        return True
