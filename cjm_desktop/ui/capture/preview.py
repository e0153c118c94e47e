"""What a line will make, as chips: phase, card, channel, face with grade, party, what was said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_desktop.document import Journey, Kind
from cjm_desktop.edits.capture import known_emotion, meant
from cjm_desktop.edits.emotion import suggest_emotion
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Part, Thought
from cjm_desktop.i18n.vocabulary import kind_names

from ..fields import zone_colours
from ..piece import paint_face
from ..shared import Ui

#: A row of chips, and air under it.
_ROW, _BETWEEN = 28, 4
#: A title or a quote becomes so narrow before names do.
_SAID_LEAST = 90
_KIND_ICONS = {Kind.SILENCE: "ear-off", Kind.WAITING: "hourglass", Kind.OWN_ACTION: "hand"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing: an icon or a face, its words, and whether the journey does not know it yet.

    ``slanted`` are the first characters of the text that nobody said: a feeling the program takes for the grade.
    """

    text: str
    icon: str = ""
    grade: float | None = None
    new: bool = False
    strong: bool = False
    #: Nothing that will be made: what could be written instead.
    hint: bool = False
    slanted: int = 0


def chips_of(ui: Ui, journey: Journey, thought: Thought) -> list[Chip]:
    """What a thought will make in a journey."""
    chips: list[Chip] = []
    if thought.phase:
        phase = meant(journey.phases, thought.phase, exact=Part.PHASE in thought.exact)
        chips.append(Chip(_taken(thought.phase, phase.name if phase else ""), "flag", new=phase is None))
    if not thought.only_phase:
        kind = kind_names(ui.words)[thought.kind]
        named = thought.title or (kind if thought.kind is not Kind.CONTACT else "")
        if named:
            chips.append(Chip(named, _KIND_ICONS.get(thought.kind, ""), strong=True))
    if thought.channel:
        channel = meant(journey.channels, thought.channel, exact=Part.CHANNEL in thought.exact)
        icon = channel.icon if channel else icon_of(thought.channel)
        chips.append(Chip(_taken(f"@{thought.channel}", channel.name if channel else ""), icon, new=channel is None))
    if thought.emotion or thought.grade is not None:
        said = known_emotion(journey, thought.emotion, exact=Part.EMOTION in thought.exact)
        word = said or suggest_emotion(journey, thought.grade)
        new = bool(word) and all(e.word != word for e in journey.emotions)
        figure = ui.number(thought.grade) + (" ?" if thought.assumed else "")
        chips.append(
            Chip(
                " ".join(filter(None, (word, figure))),
                "" if thought.grade is not None else "smile",
                thought.grade,
                new,
                slanted=0 if said else len(word),
            )
        )
    elif thought.assumed:
        chips.append(Chip(ui.text("assumed"), "circle-help"))
    if thought.party:
        party = meant(journey.parties, thought.party, exact=Part.PARTY in thought.exact)
        sign = party is not None and party.sign.casefold() == thought.party.casefold()
        known = party.name if party else ""
        chips.append(Chip(known if sign else _taken(f"#{thought.party}", known), "users", new=party is None))
    chips += [Chip(f"“{text}”", "quote") for text in thought.quotes]
    if thought.left:
        unread = ui.text("a sign in the title: {words}; a name goes into quotation marks: {example}")
        chips.append(Chip(unread.format(words=", ".join(thought.left), example=f'{thought.left[0][0]}"…"'), "info", hint=True))
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
    """Rows of chips: as many as they need and :attr:`most_rows` allows; then long ones are shortened so that all are in sight."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._journey = Journey()
        self.chips: list[Chip] = []
        self.most_rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._ui.px(200), self.high(1))

    def high(self, rows: int) -> int:
        """How high so many rows are (pixels)."""
        return rows * self._ui.px(_ROW) + (rows - 1) * self._ui.px(_BETWEEN)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max((row for row, _x, _width in self.places()), default=0) + 1

    def show_thought(self, journey: Journey, thought: Thought) -> None:
        """Show what it will make."""
        self._journey = journey
        self.chips = chips_of(self._ui, journey, thought)
        _ = self._ui.text
        new = _("new")
        ours = _("{words} ({word}: suggested)")
        said = [
            f"{chip.text} ({new})" if chip.new
            else ours.format(words=chip.text, word=chip.text[: chip.slanted]) if chip.slanted else chip.text
            for chip in self.chips if not chip.hint
        ]
        hints = [chip.text for chip in self.chips if chip.hint]
        self.setAccessibleName(". ".join([_("Will be added: {what}").format(what=", ".join(said)), *hints]) if said else "")
        self.setToolTip(" · ".join([*said, *hints]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Chips from left to right, row by row, in the middle of the height."""
        ui, look = self._ui, self._ui.look
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad, side = ui.px(9), ui.px(16)
        fonts = {strong: self._font(strong) for strong in (False, True)}
        places, high = self.places(), self.high(1)
        rows = max((row for row, _x, _width in places), default=0) + 1
        first = max(0.0, (self.height() - self.high(rows)) / 2)
        for chip, (row, x, width) in zip(self.chips, places, strict=True):
            top = first + row * (high + ui.px(_BETWEEN))
            box = QRectF(x, top + 1, width, high - 2)
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
            mark = QRectF(left, top + (high - side) / 2, side, side)
            if chip.grade is not None:
                scale = self._journey.scale
                paint_face(p, mark, scale.share(chip.grade), *zone_colours(ui, chip.grade, scale))
            elif chip.icon:
                ui.icons.paint(p, mark, chip.icon, look.accent if chip.new else look.secondary)
            if chip.grade is not None or chip.icon:
                left += side + ui.px(5)
            room = x + width - pad - left
            plus = "＋ " if chip.new else ""
            runs = [(fonts[chip.strong], plus + chip.text)]
            if chip.slanted:
                slanted = self._slanted()
                runs = [(slanted, chip.text[: chip.slanted]), (fonts[chip.strong], chip.text[chip.slanted :])]
            for font, words in runs:
                metrics = QFontMetrics(font)
                text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(room) + 1))
                p.setFont(font)
                p.setPen(QColor(look.ink if chip.strong else look.secondary if chip.hint or font.italic() else look.text))
                p.drawText(QRectF(left, top, room + 2, high), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
                left += metrics.horizontalAdvance(text)
                room -= metrics.horizontalAdvance(text)
        p.end()

    def _font(self, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium)
        return font

    def _slanted(self) -> QFont:
        """What nobody said: upright weight, slanted."""
        font = QFont(self.font())
        font.setItalic(True)
        return font

    def needs(self) -> list[float]:
        """The width in which each chip is read in full (pixels)."""
        ui, needs = self._ui, []
        for chip in self.chips:
            text = ("＋ " if chip.new else "") + chip.text
            width = QFontMetrics(self._font(chip.strong)).horizontalAdvance(text) + 2 * ui.px(9) + 2
            needs.append(float(width + (ui.px(21) if chip.icon or chip.grade is not None else 0)))
        return needs

    def places(self) -> list[tuple[int, float, float]]:
        """Row, left edge and width of each chip: what it needs, less what the longest ones must give.

        Title and quotes give first, since they are what stands in the line; names say what was understood.
        """
        ui, needs = self._ui, self.needs()
        room, gap = max(1.0, float(self.width() - 2)), ui.px(6)
        longest = min(room, max(needs, default=0.0))
        said, name = longest, longest
        while True:
            caps = [said if chip.strong or chip.icon == "quote" else name for chip in self.chips]
            places = _in_rows([min(need, cap) for need, cap in zip(needs, caps, strict=True)], room, gap)
            if not places or places[-1][0] < self.most_rows or name <= ui.px(40):
                break
            if said > ui.px(_SAID_LEAST):
                said -= 4
            else:
                name -= 4
                said = min(said, name)
        if places and places[-1][0] >= self.most_rows:
            # Nothing helps: one row that is too long.
            return _in_rows([width for _row, _x, width in places], float("inf"), gap)
        return _filled(places, needs, room)


def _filled(places: list[tuple[int, float, float]], needs: list[float], room: float) -> list[tuple[int, float, float]]:
    """The same rows, in which shortened chips take what room is left."""
    ends = {row: x - 1 + width for row, x, width in places}
    out: list[tuple[int, float, float]] = []
    moved, at = 0.0, 0
    for (row, x, width), need in zip(places, needs, strict=True):
        moved, at = (moved if row == at else 0.0), row
        more = min(max(0.0, need - width), max(0.0, room - ends[row]))
        ends[row] += more
        out.append((row, x + moved, width + more))
        moved += more
    return out


def _in_rows(widths: list[float], room: float, gap: int) -> list[tuple[int, float, float]]:
    """Row, left edge and width of chips, from left to right as long as there is room."""
    places: list[tuple[int, float, float]] = []
    row, x = 0, 0.0
    for width in widths:
        if x and x + width > room:
            row, x = row + 1, 0.0
        places.append((row, x + 1, width))
        x += width + gap
    return places
