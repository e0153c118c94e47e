"""What a line will make, as chips: phase, card, channel, face with grade, party, what was said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_desktop.document import Journey, Kind
from cjm_desktop.edits.capture import known_emotion, meant
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Thought
from cjm_desktop.i18n.vocabulary import kind_names

from ..fields import zone_colours
from ..piece import paint_face
from ..shared import Ui

_KIND_ICONS = {Kind.SILENCE: "ear-off", Kind.WAITING: "hourglass", Kind.OWN_ACTION: "hand"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing: an icon or a face, its words, and whether the journey does not know it yet."""

    text: str
    icon: str = ""
    grade: float | None = None
    new: bool = False
    strong: bool = False
    #: Nothing that will be made: what could be written instead.
    hint: bool = False


def chips_of(ui: Ui, journey: Journey, thought: Thought) -> list[Chip]:
    """What a thought will make in a journey."""
    chips: list[Chip] = []
    if thought.phase:
        phase = meant(journey.phases, thought.phase)
        chips.append(Chip(_taken(thought.phase, phase.name if phase else ""), "flag", new=phase is None))
    if not thought.only_phase:
        kind = kind_names(ui.words)[thought.kind]
        named = thought.title or (kind if thought.kind is not Kind.CONTACT else "")
        if named:
            chips.append(Chip(named, _KIND_ICONS.get(thought.kind, ""), strong=True))
    if thought.channel:
        channel = meant(journey.channels, thought.channel)
        icon = channel.icon if channel else icon_of(thought.channel)
        chips.append(Chip(_taken(f"@{thought.channel}", channel.name if channel else ""), icon, new=channel is None))
    if thought.emotion or thought.grade is not None:
        word = known_emotion(journey, thought.emotion)
        new = bool(word) and all(e.word != word for e in journey.emotions)
        figure = ui.number(thought.grade) + (" ?" if thought.assumed else "")
        chips.append(
            Chip(
                " ".join(filter(None, (word, figure))),
                "" if thought.grade is not None else "smile",
                thought.grade,
                new,
            )
        )
    elif thought.assumed:
        chips.append(Chip(ui.text("assumed"), "circle-help"))
    if thought.party:
        party = meant(journey.parties, thought.party)
        sign = party is not None and party.sign.casefold() == thought.party.casefold()
        known = party.name if party else ""
        chips.append(Chip(known if sign else _taken(f"#{thought.party}", known), "users", new=party is None))
    chips += [Chip(f"“{text}”", "quote") for text in thought.quotes]
    left = thought.grade_left(journey.scale)
    if left:
        chips.append(Chip(ui.text("as a grade: !{number}").format(number=left), "info", hint=True))
    return chips


def _taken(typed: str, known: str) -> str:
    """The words of a chip: the name that is taken, after what was typed where that is not called so."""
    bare = typed.removeprefix("@").removeprefix("#")
    if not known:
        return bare
    return known if known.casefold() == bare.strip().casefold() else f"{typed} → {known}"


class Preview(QWidget):
    """A row of chips; long ones are shortened so that all are in sight."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._journey = Journey()
        self.chips: list[Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ui.px(28))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._ui.px(200), self._ui.px(28))

    def show_thought(self, journey: Journey, thought: Thought) -> None:
        """Show what it will make."""
        self._journey = journey
        self.chips = chips_of(self._ui, journey, thought)
        _ = self._ui.text
        new = _("new")
        said = [f"{chip.text} ({new})" if chip.new else chip.text for chip in self.chips if not chip.hint]
        hints = [chip.text for chip in self.chips if chip.hint]
        self.setAccessibleName(". ".join([_("Will be added: {what}").format(what=", ".join(said)), *hints]) if said else "")
        self.setToolTip(" · ".join([*said, *hints]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Chips from left to right."""
        ui, look = self._ui, self._ui.look
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad, gap, side = ui.px(9), ui.px(6), ui.px(16)
        fonts = {strong: self._font(strong) for strong in (False, True)}
        x = 1.0
        for chip, width in zip(self.chips, self._widths(), strict=True):
            box = QRectF(x, 1, width, self.height() - 2)
            p.setPen(
                QPen(
                    QColor(look.accent if chip.new else look.rule),
                    1.2,
                    Qt.PenStyle.DashLine if chip.new else Qt.PenStyle.SolidLine,
                )
            )
            p.setBrush(QColor(look.surface if chip.strong else look.sunken))
            if not chip.hint:
                p.drawRoundedRect(box, ui.px(8), ui.px(8))
            left = x + pad
            mark = QRectF(left, (self.height() - side) / 2, side, side)
            if chip.grade is not None:
                scale = self._journey.scale
                paint_face(p, mark, scale.share(chip.grade), *zone_colours(ui, chip.grade, scale))
            elif chip.icon:
                ui.icons.paint(p, mark, chip.icon, look.accent if chip.new else look.secondary)
            if chip.grade is not None or chip.icon:
                left += side + ui.px(5)
            p.setPen(QColor(look.ink if chip.strong else look.secondary if chip.hint else look.text))
            p.setFont(fonts[chip.strong])
            room = x + width - pad - left
            plus = "＋ " if chip.new else ""
            text = QFontMetrics(fonts[chip.strong]).elidedText(
                plus + chip.text, Qt.TextElideMode.ElideRight, int(room) + 1
            )
            p.drawText(
                QRectF(left, 0, room + 2, self.height()),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                text,
            )
            x += width + gap
        p.end()

    def _font(self, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium)
        return font

    def _widths(self) -> list[float]:
        """The width of each chip: what it needs, less what the longest ones must give."""
        ui = self._ui
        needs = []
        for chip in self.chips:
            text = ("＋ " if chip.new else "") + chip.text
            width = QFontMetrics(self._font(chip.strong)).horizontalAdvance(text) + 2 * ui.px(9) + 2
            needs.append(float(width + (ui.px(21) if chip.icon or chip.grade is not None else 0)))
        room = self.width() - 2 - ui.px(6) * max(0, len(needs) - 1)
        most = max(needs, default=0.0)
        while sum(min(need, most) for need in needs) > room and most > ui.px(40):
            most -= 4
        return [min(need, most) for need in needs]
