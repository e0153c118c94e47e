"""The story of a halt, large, beside the map: what it is called, what happens, what was said, how it feels, who and what next.

Contract. :class:`Story` shows one :class:`~.tour.Stop` of the document as it is now (:meth:`Story.show_stop`). It stands beside the
map and never over it. No type is smaller than 2.5 % of the screen's height; what has much to tell is set smaller down to that,
and what is more than fits scrolls with the wheel. Long words are hyphenated (:class:`~.saying.Saying`), never cut.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from cjm_desktop.analysis import by_votes, says_something
from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Journey, Opportunity, Party, Touchpoint
from cjm_desktop.i18n.vocabulary import kind_names, opportunity_names
from cjm_desktop.layout.label import is_suggested
from cjm_desktop.layout.others import Other, felt
from cjm_desktop.layout.quotes import quoted
from cjm_desktop.layout.sheet import Path
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.theme import Theme, zone_of

from ..icons import Icons
from ..piece import draw_path, paint_face
from ..session import Session
from ..shared import Ui
from ..theme import FAMILY, Look
from .look import type_px
from .saying import Saying
from .tour import Stop

#: Sizes as multiples of the least size of type: title, text, and the face.
_TITLE, _TEXT, _FACE = 1.75, 1.15, 2.7
#: How large all of it is set, the first that fits; nothing falls under the least size.
_STEPS = (1.5, 1.3, 1.15, 1.0, 0.9, 0.8)
#: So many opportunities and quotes are told in full.
_MOST = 3
#: Between a word and its grade: a figure never stands alone at the beginning of a line.
_BOUND = "\u00a0\u00a0"


class Story(QScrollArea):
    """One halt of the tour in large type."""

    def __init__(self, ui: Ui, session: Session, typesetter: Typesetter, theme: Theme, look: Look) -> None:
        """``typesetter`` knows where words are hyphenated."""
        super().__init__()
        self._ui, self._session, self._typesetter = ui, session, typesetter
        self._theme, self._look = theme, look
        self._stop: Stop | None = None
        self._place = ""
        self._factor = 1.0
        self._icons = Icons(look)
        self._foot = 0
        self.setObjectName("story")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keyboard stays with the map.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(ui.text("Story of the card"))

    def put_on(self, theme: Theme, look: Look) -> None:
        """Other colours of faces and parties, and of everything else."""
        self._theme, self._look = theme, look
        self._icons = Icons(look)
        self._build()

    def keep_free(self, height: int) -> None:
        """So many pixels at the foot stay free for somebody else."""
        if height != self._foot:
            self._foot = height
            self._build()

    def show_stop(self, stop: Stop | None, place: str) -> None:
        """Tell a halt; ``place`` says where on the tour it is (“3 of 12”)."""
        self._stop, self._place = stop, place
        self._build()
        self.verticalScrollBar().setValue(0)

    @property
    def spoken(self) -> str:
        """All of it in words."""
        inner = self.widget()
        labels = inner.findChildren(QLabel) if inner is not None else []
        return ". ".join(label.text() for label in labels if label.text()).replace("\u00a0", " ")

    @property
    def least_type(self) -> int:
        """The smallest type that is shown (pixels); nothing shown counts as the least that is allowed."""
        inner = self.widget()
        labels = inner.findChildren(QLabel) if inner is not None else []
        sizes = [(one.shown_font if isinstance(one, Saying) else one.font()).pixelSize() for one in labels]
        return min(sizes, default=self._px)

    # ------------------------------------------------------------------ inside

    @property
    def _px(self) -> int:
        return type_px(self.window().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._build()

    def _build(self) -> None:
        """Set the story as large as it can be told in the room there is."""
        for factor in _STEPS:
            self._factor = factor
            # In its place while it is measured, for the style sheet has a say in that.
            inner = QWidget(self.viewport())
            column = QVBoxLayout(inner)
            pad = round(1.3 * self._px)
            column.setContentsMargins(pad, pad, pad, max(pad, self._foot))
            column.setSpacing(round(0.55 * self._px))
            if self._stop is not None:
                self._tell(column, self._stop)
            column.addStretch(1)
            for label in inner.findChildren(QLabel):
                label.ensurePolished()
            fits = column.totalHeightForWidth(max(1, self.width())) <= self.height()
            if fits or factor == _STEPS[-1]:
                self.setWidget(inner)
                break
            inner.deleteLater()

    def _tell(self, column: QVBoxLayout, stop: Stop) -> None:
        journey = self._session.journey
        if stop.kind == "touchpoint":
            found = next((t for t in journey.touchpoints if t.id == stop.record), None)
            if found is not None:
                self._touchpoint(column, journey, found)
        elif stop.kind == "phase":
            self._phase(column, journey, stop.record)
        elif stop.kind == "opportunity":
            chance = next((o for o in journey.opportunities if o.id == stop.record), None)
            if chance is not None:
                self._opportunity(column, journey, chance)
        else:
            self._journey(column, journey)

    def _journey(self, column: QVBoxLayout, journey: Journey) -> None:
        _ = self._ui.text
        self._head(column, _("{traveller_journey}"), journey.title or _("Untitled journey"))
        for persona in journey.personas[:_MOST]:
            said = " · ".join(part for part in (persona.name, persona.role) if part)
            if said:
                self._row(column, "user-round", said)
        for goal in journey.goals[:_MOST]:
            self._row(column, "target", goal)

    def _phase(self, column: QVBoxLayout, journey: Journey, ident: str) -> None:
        _ = self._ui.text
        at = next((i for i, p in enumerate(journey.phases) if p.id == ident), None)
        if at is None:
            return
        phase = journey.phases[at]
        name = _("Phase {number}").format(number=at + 1)
        self._head(column, name, phase.name or _("Untitled phase"))
        self._text(column, phase.note)
        own = [t for t in journey.touchpoints if t.phase == ident]
        for t in own:
            self._feeling(column, journey, t, titled=True)

    def _touchpoint(self, column: QVBoxLayout, journey: Journey, t: Touchpoint) -> None:
        ui, _ = self._ui, self._ui.text
        phase = next((p.name for p in journey.phases if p.id == t.phase), "")
        self._head(column, phase or kind_names(ui.words)[t.kind], t.title or _("Untitled touchpoint"))
        self._marks(column, t)
        self._feeling(column, journey, t)
        self._others(column, journey, t)
        self._text(column, t.text)
        for quote in t.quotes[:_MOST]:
            if quote.text.strip():
                self._quote(column, quoted(quote.text, journey.language))
        self._told(column, journey, t)
        party = next((p for p in journey.parties if p.id == t.party), None)
        if party is not None:
            self._party(column, party)
        hung = [o for o in by_votes(journey) if t.id in o.touchpoints]
        for chance in hung[:_MOST]:
            self._row(column, "lightbulb", chance.title or _("Untitled opportunity"), "story-chance")
        if len(hung) > _MOST:
            more = self._ui.plural("{n} more opportunity", "{n} more opportunities", len(hung) - _MOST)
            self._label(column, more.format(n=len(hung) - _MOST), "story-quiet")

    def _told(self, column: QVBoxLayout, journey: Journey, t: Touchpoint) -> None:
        """What respondents told about it, under their pseudonyms and never their names: in their own words, else what happened; not
        again what the card quotes."""
        _ = self._ui.text
        known = {quote.text.strip() for quote in t.quotes}
        told = [
            (number, interview, answer)
            for number, interview in enumerate(journey.interviews, 1)
            for answer in interview.answers
            if answer.touchpoint == t.id and says_something(answer)
        ]
        if len(told) > _MOST:
            count = len({number for number, *_rest in told})
            said = self._ui.plural("{n} respondent", "{n} respondents", count).format(n=count)
            self._label(column, said, "story-quiet")
        for number, interview, answer in told[:_MOST]:
            name = interview.pseudonym.strip() or _("Respondent {n}").format(n=number)
            feels = answer.emotion[:1].upper() + answer.emotion[1:]
            grade = "" if answer.grade is None else self._ui.number(round(answer.grade, 2))
            said = _BOUND.join(part for part in (feels, grade) if part)
            self._row(column, "user-round", f"{name}: {said}" if said else name)
            if not answer.quote.strip():
                self._text(column, answer.happened)
            elif answer.quote.strip() not in known:
                self._quote(column, quoted(answer.quote, journey.language))

    def _opportunity(self, column: QVBoxLayout, journey: Journey, chance: Opportunity) -> None:
        ui, _ = self._ui, self._ui.text
        kind = opportunity_names(ui.words)[chance.kind]
        self._head(column, _("Opportunity"), chance.title or _("Untitled opportunity"), "story-chance")
        self._label(column, kind, "story-strong")
        self._text(column, chance.text)
        self._text(column, chance.measure, "story-quiet")
        owner = next((p for p in journey.parties if p.id == chance.owner), None)
        if owner is not None:
            self._party(column, owner)
        on = [t for t in journey.touchpoints if t.id in chance.touchpoints]
        for t in on[:_MOST]:
            self._feeling(column, journey, t, titled=True)

    # ------------------------------------------------------------------ pieces

    def _head(self, column: QVBoxLayout, eyebrow: str, title: str, role: str = "story-title") -> None:
        above = " · ".join(part for part in (eyebrow, self._place) if part)
        self._label(column, above, "story-eyebrow", weight=QFont.Weight.Bold)
        self._label(column, title, role, _TITLE, weight=QFont.Weight.ExtraBold, least=_TEXT)

    def _marks(self, column: QVBoxLayout, t: Touchpoint) -> None:
        """Peak, dip and decisive moment, in words."""
        _ = self._ui.text
        insights = self._session.insights
        marks = [
            name
            for name, holds in (
                (_("Peak"), t.id in insights.peaks),
                (_("Dip"), t.id in insights.dips),
                (_("Decisive moment"), t.decisive),
            )
            if holds
        ]
        for name in marks:
            row = QHBoxLayout()
            mark = QLabel(name)
            mark.setProperty("role", "story-mark")
            mark.setFont(self._font(1.0, QFont.Weight.DemiBold))
            row.addWidget(mark)
            row.addStretch(1)
            column.addLayout(row)

    def _feeling(self, column: QVBoxLayout, journey: Journey, t: Touchpoint, *, titled: bool = False) -> None:
        """Face, word and grade; ``titled``: the touchpoint's title in the place of the word."""
        if t.grade is None:
            if titled:
                self._label(column, t.title or self._ui.text("Untitled touchpoint"), "story-quiet")
            return
        row = QHBoxLayout()
        row.setSpacing(round(0.5 * self._px))
        fill, ink = self._theme.zone(zone_of(t.grade, journey.scale))
        side = round((1.35 if titled else _FACE) * max(1.0, self._factor) * self._px)
        row.addWidget(_Face(side, journey.scale.share(t.grade), fill, ink), 0, Qt.AlignmentFlag.AlignTop)
        number = self._ui.number(round(t.grade, 2))
        word = t.title if titled else t.emotion[:1].upper() + t.emotion[1:]
        said = _BOUND.join(part for part in (word, number) if part)
        times = 1.0 if titled else 1.4
        ours = not titled and is_suggested(t)  # as on the map: a word that nobody said
        weight = QFont.Weight.Normal if titled or ours else QFont.Weight.DemiBold
        self._label(row, said, "story-quiet" if ours else "story-strong", times, weight=weight, italic=ours, stretch=1)
        column.addLayout(row)

    def _others(self, column: QVBoxLayout, journey: Journey, t: Touchpoint) -> None:
        """How further personas feel, each with a piece of its line on the map: their name is seldom in sight there."""
        if not journey.poster.other_lines:
            return
        for rank, persona in enumerate(journey.personas[1:]):
            said = felt(t, persona.id)
            if said is None or said.grade is None:
                continue
            row = QHBoxLayout()
            row.setSpacing(round(0.5 * self._px))
            px = round(max(1.0, self._factor) * self._px)
            row.addWidget(_LinePiece(Other(persona, rank), px, self._theme), 0, Qt.AlignmentFlag.AlignTop)
            name = persona.name.strip() or f"{self._ui.text('Persona')} {rank + 2}"
            word = said.emotion[:1].upper() + said.emotion[1:]
            text = f"{name}: {word}".removesuffix(": ")
            self._label(row, f"{text}{_BOUND}{self._ui.number(round(said.grade, 2))}", "story-strong", stretch=1)
            column.addLayout(row)

    def _quote(self, column: QVBoxLayout, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(round(0.5 * self._px))
        bar = QFrame()
        bar.setProperty("role", "story-bar")
        bar.setFixedWidth(max(2, self._px // 7))
        row.addWidget(bar)
        self._label(row, text, "story-strong", _TEXT, italic=True, stretch=1)
        column.addLayout(row)

    def _party(self, column: QVBoxLayout, party: Party) -> None:
        row = QHBoxLayout()
        row.setSpacing(round(0.5 * self._px))
        sign = party_signs(self._session.journey.parties).get(party.id, party.sign)
        badge = _Badge(
            round(max(1.0, self._factor) * self._px),
            sign,
            self._theme.party(party.colour),
            self._theme.party_ink,
        )
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self._label(row, party.name or self._ui.text("Unnamed"), "story-strong", stretch=1)
        column.addLayout(row)

    def _row(self, column: QVBoxLayout, icon: str, text: str, role: str = "story-strong") -> None:
        row = QHBoxLayout()
        row.setSpacing(round(0.5 * self._px))
        sign = QLabel()
        side = round(1.3 * max(1.0, self._factor) * self._px)
        colour = self._look.opportunity if role == "story-chance" else self._look.accent
        sign.setPixmap(self._icons.pixmap(icon, side, colour, self.devicePixelRatioF()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        sign.setFont(self._font(1.0, QFont.Weight.Normal))
        self._label(row, text, role, weight=QFont.Weight.DemiBold, stretch=1)
        column.addLayout(row)

    def _text(self, column: QVBoxLayout, text: str, role: str = "") -> None:
        if text.strip():
            self._label(column, text.strip(), role, _TEXT)

    def _label(
        self,
        into: QLayout,
        text: str,
        role: str,
        times: float = 1.0,
        *,
        weight: QFont.Weight = QFont.Weight.Normal,
        italic: bool = False,
        stretch: int = 0,
        least: float = 1.0,
    ) -> None:
        """``least``: so small (in sizes of type, as ``times``) a word may ask for that is longer than the column."""
        font = self._font(times, weight)
        font.setItalic(italic)
        smallest = self._font(min(least, times), weight).pixelSize()
        label = Saying(text, font, self._typesetter, self._session.journey.language, smallest)
        label.setProperty("role", role)
        if isinstance(into, QHBoxLayout):
            into.addWidget(label, stretch, Qt.AlignmentFlag.AlignVCenter)
        else:
            into.addWidget(label)

    def _font(self, times: float, weight: QFont.Weight) -> QFont:
        font = QFont(FAMILY)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setPixelSize(max(self._px, round(times * self._factor * self._px)))
        font.setWeight(weight)
        return font


class _Face(QWidget):
    """The face of a grade."""

    def __init__(self, side: int, share: float, fill: str, ink: str) -> None:
        super().__init__()
        self._share, self._fill, self._ink = share, fill, ink
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_face(painter, box, self._share, self._fill, self._ink)
        painter.end()


class _LinePiece(QWidget):
    """A piece of the line of a further persona, with its mark, as it is drawn on the map."""

    def __init__(self, other: Other, px: int, theme: Theme) -> None:
        super().__init__()
        self._paper = theme.paper
        self._items = other.sample(0.15 * px, 0.6 * px, 2.4 * px, 0.12 * px, 0.38 * px, theme)
        self.setFixedSize(round(2.7 * px), round(1.2 * px))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # On the map's own ground: its ink need not show on any other.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._paper))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 4, self.height() / 4)
        for item in self._items:
            if isinstance(item, Path):
                draw_path(painter, item)
        painter.end()


class _Badge(QWidget):
    """The sign of a party on its colour."""

    def __init__(self, px: int, sign: str, colour: str, ink: str) -> None:
        super().__init__()
        self._sign, self._colour, self._ink = sign, colour, ink
        self._font = QFont(FAMILY)
        self._font.setPixelSize(px)
        self._font.setWeight(QFont.Weight.Bold)
        high = round(1.5 * px)
        self.setFont(self._font)
        self.setFixedSize(
            QSize(max(high, self.fontMetrics().horizontalAdvance(sign) + round(0.7 * px)), high)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(self._ink))
        painter.setFont(self._font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._sign)
        painter.end()
