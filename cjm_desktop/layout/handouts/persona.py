"""The persona sheet (METHOD step 4): who travels, on one page; with lines to write on wherever the document has nothing yet.

Contract. One page per persona, and a blank one to fill in by hand when there is none. What a persona says is taken from the
interviews held with people like them: the words at the deepest dip, else at the highest peak, else the first. Lists shrink
together until they fit; what still finds no room is reported. Lengths in mm.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, Message, Persona, Problem, Solution

from ..metrics import block_height
from ..paper import CAP, Paper
from ..picture import ARM, damaged, data_of, initials_of, printable, too_coarse, unprintable
from ..quotes import quoted
from ..setting import Setting
from ..shapes import disc, round_rect
from ..sheet import Clip, Image, PartKind, Path, Rect, Tag
from .ink import LEAD, WRITING, Ink, Source, middle_of
from .page import Page
from .sheaf import Sheaf, scale_of, turned
from .words import HandoutWords

_LISTS = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_PORTRAIT = 42.0
#: Ways of contact in a row, and rows of them.
_ACROSS, _ROWS = 5, 4
#: From the top of a field to its first line of text.
_FIELD = 8.2


@dataclass(frozen=True, slots=True)
class _Field:
    """A list of the persona: its name in the document, the icon and the printed label."""

    name: str
    icon: str
    label: str
    entries: tuple[str, ...]


def make_persona(
    journey: Journey, insights: Insights, setting: Setting, words: HandoutWords, paper: Paper
) -> list[Page]:
    """A page for each persona; a blank form when there is none."""
    upright = turned(paper, portrait=True)
    scale = scale_of(upright)
    sheaf = Sheaf(
        journey, setting, words, upright, words.persona, step=4, margin=14.0, compact=True, scale=scale
    )
    for index in range(max(1, len(journey.personas))):
        _Sheet(sheaf, journey, insights, index).draw()
    return sheaf.pages()


class _Sheet:
    """One persona on one page."""

    def __init__(self, sheaf: Sheaf, journey: Journey, insights: Insights, index: int) -> None:
        self.sheaf, self.journey, self.insights, self.index = sheaf, journey, insights, index
        self.setting, self.words, self.s = sheaf.setting, sheaf.words, sheaf.scale
        self.theme = self.setting.theme
        self.persona: Persona | None = journey.personas[index] if journey.personas else None
        self.leaf = sheaf.leaf()

    def source(self, field: str) -> Source:
        """Where a field of this persona stands."""
        return Source(f"personas[{self.index}].{field}", self.persona.id if self.persona else "")

    def draw(self) -> None:
        """Hero, story and quote, six fields, ways of contact."""
        s, leaf = self.s, self.leaf
        y = self._hero(leaf.top + 1.0 * s) + 6.5 * s
        y = self._story(y) + 6.5 * s
        channels = self._channels_height()
        self._fields(y, leaf.bottom - 3.0 * s - channels - 5.0 * s)
        self._channels(leaf.bottom - 3.0 * s - channels, channels)

    # -- who ---------------------------------------------------------------------------------------------------------

    def _hero(self, top: float) -> float:
        """Picture, name, role and what they say; gives the lower edge."""
        s, leaf, theme, words = self.s, self.leaf, self.theme, self.words
        ink = self.sheaf.ink()
        side = _PORTRAIT * s
        self._portrait(ink, leaf.left, top, side)
        x = leaf.left + side + 8 * s
        width = leaf.right - x
        y = top + 1.0 * s
        p = self.persona
        if p and p.name.strip():
            y += ink.block(
                x,
                y,
                p.name,
                "extrabold",
                (30, 27, 24, 21, 18, 16, 14),
                theme.ink,
                width,
                20 * s,
                lead=1.12,
                source=self.source("name"),
                role="H2",
                most=2,
            )
        else:
            y = self._to_write(ink, words.name, x, y, width, 0.45)
        y += 2.0 * s
        said = [(p.role, "role"), (p.age, "age")] if p else [("", "role"), ("", "age")]
        if any(text.strip() for text, _ in said):
            joined = " · ".join(text for text, _ in said if text.strip())
            source = self.source("role")
            y += ink.block(
                x, y, joined, "medium", (13, 12, 11, 10, 9), theme.secondary, width, 9 * s, source=source
            )
        else:
            wide = width * 0.72 - 4 * s
            self._to_write(ink, words.role, x, y, wide)
            y = self._to_write(ink, words.age, x + wide + 8 * s, y, width - wide - 8 * s)
        self._quote(ink, x, y + 4.4 * s, width, top + side)
        leaf.put(ink, 0, 0, self.sheaf.paper.width, top + side, PartKind.PAPER, p.id if p else "")
        return top + side

    def _to_write(self, ink: Ink, label: str, x: float, y: float, width: float, weight: float = 0.3) -> float:
        """A label over a line to write on; gives the y of the line."""
        z = ink.pt(8)
        ink.line(x, y + CAP * z, label, "medium", z, self.theme.secondary, room=width)
        bottom = y + 10.5 * self.s
        ink.rule(x, x + width, bottom, weight, self.theme.secondary if weight > 0.4 else "")
        return bottom

    def _portrait(self, ink: Ink, x: float, y: float, side: float) -> None:
        """The picture in a square with round corners, or initials, or an outline to draw in."""
        theme, s, p = self.theme, self.s, self.persona
        pixels = printable(p.picture) if p else None
        edge = round_rect(x, y, side, side, 3.0 * s)
        if p and p.picture and pixels:
            wide, high = pixels
            grow = side / min(wide, high)
            w, h = wide * grow, high * grow
            alt = p.picture.alt or p.name
            image = Image(x + (side - w) / 2, y + (side - h) / 2, w, h, p.picture.media, data_of(p.picture, grey=theme.grey), alt)
            if coarse := too_coarse(pixels, w, ARM, p.name or "…"):
                ink.problems.append(Problem(self.source("picture").place, coarse, p.id))
            ink.items += [Clip(edge), Tag("Figure", alt), image, Tag(), Clip()]
            return
        if p and p.picture and damaged(p.picture):
            ink.problems.append(Problem(self.source("picture").place, unprintable(p.picture, p.name or "…"), p.id))
        if p and initials_of(p.name):
            ink.items.append(Rect(x, y, side, side, theme.disc, radius=3.0 * s))
            size = side * 0.42
            ink.line(
                x + side / 2,
                y + side / 2 + CAP * size / 2,
                initials_of(p.name),
                "bold",
                size,
                self.sheaf.accent,
                anchor=0.5,
                room=side * 0.9,
                role="",
                source=self.source("name"),
            )
            return
        ink.items.append(Rect(x, y, side, side, None, theme.secondary, 0.4, 3.0 * s, (2.0 * s, 1.6 * s)))
        ink.items.append(disc(x + side / 2, y + side * 0.40, side * 0.15, theme.disc))
        shoulders = round_rect(x + side * 0.22, y + side * 0.62, side * 0.56, side * 0.6, side * 0.26)
        ink.items += [
            Clip(round_rect(x, y, side, side * 0.93, 3.0 * s)),
            Path(shoulders, theme.disc),
            Clip(),
        ]

    def quote(self) -> tuple[str, Source] | None:
        """What people like this persona said, and where it stands."""
        if self.persona is None:
            return None
        found: list[tuple[int, str, Source]] = []
        wanted = [self.insights.deepest, self.insights.highest]
        for i, interview in enumerate(self.journey.interviews):
            if interview.persona != self.persona.id:
                continue
            for k, answer in enumerate(interview.answers):
                if answer.quote.strip():
                    rank = wanted.index(answer.touchpoint) if answer.touchpoint in wanted else len(wanted)
                    found.append(
                        (rank, answer.quote, Source(f"interviews[{i}].answers[{k}].quote", interview.id))
                    )
        best = min(found, key=lambda one: one[0], default=None)
        return (best[1], best[2]) if best else None

    def _quote(self, ink: Ink, x: float, top: float, width: float, bottom: float) -> None:
        theme, s = self.theme, self.s
        bottom -= 1.0 * s
        ink.items.append(Rect(x, top, 1.1 * s, bottom - top, self.sheaf.accent))
        x, width = x + 4.4 * s, width - 4.4 * s
        found = self.quote()
        if found:
            said = quoted(found[0], self.setting.language)
            size, made = ink.fitted(
                said, "italic", (14, 13, 12, 11, 10, 9, 8), width, bottom - top, source=found[1]
            )
            tall = block_height(made.count, size, size * LEAD)
            start = top + max(0.0, (bottom - top - tall) / 2)
            ink.set(x, start, said, made, size, theme.ink, width, source=found[1], role="BlockQuote")
        else:
            z = ink.pt(8)
            ink.line(x, top + CAP * z, self.words.says, "medium", z, theme.secondary, room=width)
            ink.writing(x, x + width, top + CAP * z + 1.0, bottom - 0.6, 7.6 * s)

    def _story(self, top: float) -> float:
        """A few sentences about them, or lines for some; gives the lower edge."""
        ink, leaf, s = self.sheaf.ink(), self.leaf, self.s
        text = self.persona.story if self.persona else ""
        width = leaf.width
        if text.strip():
            height = ink.block(
                leaf.left,
                top,
                text,
                "regular",
                (11, 10.5, 10, 9.5, 9, 8.5, 8),
                self.theme.text,
                width,
                30 * s,
                source=self.source("story"),
                lead=1.42,
            )
        else:
            z, height = ink.pt(8), 3 * WRITING * s
            ink.line(
                leaf.left, top + CAP * z, self.words.story, "medium", z, self.theme.secondary, room=width
            )
            ink.writing(leaf.left, leaf.right, top + 1.0, top + height, WRITING * s)
        leaf.put(ink, 0, 0, self.sheaf.paper.width, top + height)
        return top + height

    # -- what drives them --------------------------------------------------------------------------------------------

    def _all_fields(self) -> list[_Field]:
        w, p = self.words, self.persona
        rows = (
            ("ambitions", "trending-up", w.ambitions),
            ("frustrations", "frown", w.frustrations),
            ("expectations", "badge-check", w.what_matters),
            ("needs", "laptop", w.needs),
            ("hobbies", "sun", w.hobbies),
        )
        return [
            _Field(name, icon, label, tuple(e for e in getattr(p, name, ()) if e.strip()))
            for name, icon, label in rows
        ]

    def _fields(self, top: float, bottom: float) -> None:
        """Five lists and the preferred solution in two columns; rows share what height is left."""
        s, leaf, ink = self.s, self.leaf, self.sheaf.ink()
        gap, between = 10 * s, 5.5 * s
        width = (leaf.width - gap) / 2
        fields = self._all_fields()
        rows = (fields[0:2], fields[2:4], fields[4:5])
        room = bottom - top - 2 * between
        size, heights = 0.0, [room / 3] * 3
        for points in _LISTS:
            size = ink.pt(points)
            needs = [
                max([22 * s, *(self._list_height(ink, field, width, size) for field in row)]) for row in rows
            ]
            needs[2] = max(needs[2], 27 * s)
            if sum(needs) <= room:
                heights = [need + (room - sum(needs)) / 3 for need in needs]
                break
            least = [
                22 * s,
                22 * s,
                27 * s,
            ]  # where nothing fits, the rows share what is left by what they need
            share = (room - sum(least)) / sum(needs)
            heights = [low + need * share for low, need in zip(least, needs, strict=True)]
        y = top
        for row, height in zip(rows, heights, strict=True):
            for k, field in enumerate(row):
                self._list(ink, field, leaf.left + k * (width + gap), y, width, height, size)
            if len(row) == 1:
                self._solution(ink, leaf.left + width + gap, y, width, height)
            y += height + between
        leaf.put(ink, 0, 0, self.sheaf.paper.width, bottom)

    def _head(self, ink: Ink, icon: str, label: str, x: float, y: float, width: float) -> None:
        """Icon and label over a rule."""
        s, z = self.s, ink.pt(9)
        ink.icon(icon, x + 2.2 * s, y + CAP * z / 2, 4.4 * s, self.sheaf.accent, 0.085)
        ink.line(
            x + 6.6 * s, y + CAP * z, label, "semibold", z, self.sheaf.accent, room=width - 6.6 * s, role="H3"
        )
        ink.rule(x, x + width, y + 4.9 * s, 0.35, self.theme.rule)

    def _list_height(self, ink: Ink, field: _Field, width: float, size: float) -> float:
        height = _FIELD * self.s
        for entry in field.entries:
            made = ink.wrapped(entry, "regular", size, width - 4 * self.s, self.source(field.name))
            height += block_height(made.count, size, size * LEAD) + 0.52 * size
        return height

    def _list(
        self, ink: Ink, field: _Field, x: float, y: float, width: float, height: float, size: float
    ) -> None:
        """The entries with their dots, then lines to write on down to the foot of the field."""
        s, bottom = self.s, y + height
        self._head(ink, field.icon, field.label, x, y, width)
        top = y + _FIELD * s
        source = self.source(field.name)
        for k, entry in enumerate(field.entries):
            room = bottom - top
            if room < (CAP + 0.2) * size:
                message = _no_room(len(field.entries) - k)
                ink.problems.append(Problem(source.place, message, source.record))
                return
            dot = 0.9 * s
            ink.items.append(disc(x + dot, top + CAP * size * 0.5, dot * 0.8, self.sheaf.accent))
            made = ink.wrapped(
                entry,
                "regular",
                size,
                width - 4 * s,
                source,
                max(1, int((room - CAP * size) / (size * LEAD)) + 1),
            )
            top += ink.set(x + 4 * s, top, entry, made, size, self.theme.text, width - 4 * s, source=source)
            top += 0.52 * size
        ink.writing(x, x + width, top, bottom - 0.4, WRITING * s)

    def _solution(self, ink: Ink, x: float, y: float, width: float, height: float) -> None:
        """Ready-made or do it yourself: two boxes, one of them ticked if the document knows."""
        s, words, theme = self.s, self.words, self.theme
        self._head(ink, "key-round", words.solution, x, y, width)
        solution = self.persona.solution if self.persona else None
        z = ink.pt(10.5)
        base = y + _FIELD * s + CAP * z
        for value, word in (
            (Solution.READY_MADE, words.ready_made),
            (Solution.DO_IT_YOURSELF, words.do_it_yourself),
        ):
            chosen = solution is value
            ink.box(x, middle_of(base, z), 4.2 * s, ticked=chosen)
            style, fill = ("semibold", theme.ink) if chosen else ("regular", theme.text)
            ink.line(x + 7 * s, base, word, style, z, fill, room=width - 7 * s)
            base += 8 * s
        ink.writing(x, x + width, base - 3 * s, y + height - 0.4, WRITING * s)

    # -- ways of contact ---------------------------------------------------------------------------------------------

    def _chosen(self) -> list[tuple[int, bool]]:
        """Places of the channels to show: the persona's own first, then the others; and whether it is theirs."""
        own = self.persona.channels if self.persona else ()
        places = {c.id: i for i, c in enumerate(self.journey.channels)}
        mine = [places[ident] for ident in own if ident in places]
        return [(i, True) for i in mine] + [(i, False) for i in range(len(places)) if i not in set(mine)]

    def _channels_height(self) -> float:
        rows = min(_ROWS, -(-len(self._chosen()) // _ACROSS))
        return (_FIELD + (rows * 8.6 if rows else 2 * WRITING)) * self.s

    def _channels(self, y: float, height: float) -> None:
        """Ways of contact to choose from; the preferred ones are ticked."""
        s, leaf, theme = self.s, self.leaf, self.theme
        ink = self.sheaf.ink()
        self._head(ink, "message-circle", self.words.channels, leaf.left, y, leaf.width)
        shown = self._chosen()
        most = _ACROSS * _ROWS
        if len(shown) > most:
            ink.problems.append(Problem("channels", _no_room(len(shown) - most)))
        pitch = leaf.width / _ACROSS
        for k, (i, chosen) in enumerate(shown[:most]):
            channel = self.journey.channels[i]
            x = leaf.left + (k % _ACROSS) * pitch
            middle = y + _FIELD * s + 2.6 * s + (k // _ACROSS) * 8.6 * s
            ink.box(x, middle, 3.8 * s, ticked=chosen)
            ink.icon(channel.icon, x + 8.2 * s, middle, 4.6 * s, theme.ink if chosen else theme.secondary)
            style, fill = ("semibold", theme.ink) if chosen else ("regular", theme.secondary)
            source = Source(f"channels[{i}].name", channel.id)
            room = pitch - 14.5 * s
            sizes = (9.0, 8.5, 8.0, 7.5, 7.0)
            z, made = ink.fitted(channel.name, style, sizes, room, 7.6 * s, lead=1.16, source=source, most=2)
            tall = block_height(made.count, z, z * 1.16) - 0.2 * z
            ink.set(
                x + 12.0 * s, middle - tall / 2, channel.name, made, z, fill, room, lead=1.16, source=source
            )
        if not shown:
            ink.writing(leaf.left, leaf.right, y + _FIELD * s, y + height - 0.4, WRITING * s)
        leaf.put(ink, 0, 0, self.sheaf.paper.width, y + height)


def _no_room(count: int) -> Message:
    """That so many entries of a list are not on the page."""
    if count == 1:
        return Message("One more entry found no room on the page; say it in fewer words or choose larger paper.")
    return Message(
        "{count} more entries found no room on the page; say it in fewer words or choose larger paper.",
        count=count,
    )
