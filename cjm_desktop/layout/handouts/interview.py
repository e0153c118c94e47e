"""The interview guide (METHOD step 5), made from the scope, the phases and the persona of a journey.

Contract. It opens with what to say and the question whether words may be used; asks about every phase what happened, through
which channel and why, what was expected and whether it was met, how it felt with a grade to tick, where nothing was heard, and
what was said in the respondent's own words; and closes with best, worst and what to change. Room to write everywhere. A journey without
phases is asked about in three: before, during, after. No respondent's name is asked for. Lengths in mm.
"""

from __future__ import annotations

from cjm_desktop.document import Journey, Phase

from ..card import title_of
from ..colour import contrast
from ..face import face
from ..metrics import block_height
from ..paper import CAP, Paper
from ..setting import Setting
from ..shapes import disc
from ..sheet import Rect
from ..theme import zone_of
from .flow import Draw, Flow, Piece
from .ink import LEAD, Ink, Source, middle_of
from .page import Page
from .sheaf import Sheaf, turned
from .words import HandoutWords

#: Between lines to write on.
_PITCH = 7.6
#: More grades than this are written, not ticked.
_MOST_GRADES = 11
#: From a question to what comes under it.
_UNDER = 1.6
#: Stands for the journey in what is read aloud as long as it has no title.
_NAMELESS = "…………………………"


def make_interview(journey: Journey, setting: Setting, words: HandoutWords, paper: Paper) -> list[Page]:
    """The guide for one conversation."""
    upright = turned(paper, portrait=True)
    sheaf = Sheaf(
        journey,
        setting,
        words,
        upright,
        words.interview,
        step=5,
        margin=14.0,
        hint=words.interview_hint,
        compact=True,
    )
    flow = Flow(sheaf)
    guide = _Guide(sheaf, journey)
    flow.add(guide.facts())
    flow.add(guide.introduction())
    flow.add(guide.opening())
    if any(phase.name.strip() for phase in journey.phases):
        for i, phase in enumerate(journey.phases):
            flow.add(guide.stage(i, phase))
    else:
        for name in (words.before, words.during, words.after):
            flow.add(guide.questions(guide.heading(name, None, None)))
    flow.add(guide.closing())
    flow.finish()
    return sheaf.pages()


class _Guide:
    """Makes the pieces of a guide."""

    def __init__(self, sheaf: Sheaf, journey: Journey) -> None:
        self.sheaf, self.journey = sheaf, journey
        self.setting, self.words, self.s = sheaf.setting, sheaf.words, sheaf.scale
        self.theme = self.setting.theme
        self.width = sheaf.width
        self.probe = sheaf.ink()

    # -- pieces ------------------------------------------------------------------------------------------------------

    def tall(self, text: str, style: str, points: float, width: float, source: Source | None = None) -> float:
        """Height of a text in a column (mm)."""
        size = self.probe.pt(points)
        made = self.probe.wrapped(text, style, size, width, source)
        return block_height(made.count, size, size * LEAD)

    def question(self, text: str, lines: int, most: int = 0, gap: float = 5.6) -> Piece:
        """A question over lines to write on."""
        s = self.s
        height = self.tall(text, "semibold", 10, self.width) + (_UNDER + lines * _PITCH) * s

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            self._ask(ink, text, x, y, width, y + tall)

        return Piece(height, draw, gap * s, most, _PITCH * s)

    def _ask(self, ink: Ink, text: str, x: float, y: float, width: float, bottom: float) -> None:
        top = y + ink.column(x, y, text, "semibold", ink.pt(10), self.theme.ink, width)
        ink.writing(x, x + width, top + _UNDER * self.s - 0.1, bottom, _PITCH * self.s)

    def pair(self, left: str, right: str, lines: int, most: int, *, met: bool) -> Piece:
        """Two questions side by side; under the right one whether the expectation was met."""
        s, words = self.s, self.words
        gap = 10 * s
        half = (self.width - gap) / 2
        asked = max(self.tall(left, "semibold", 10, half), self.tall(right, "semibold", 10, half))
        foot = _PITCH * s if met else 0.0
        height = asked + (_UNDER + lines * _PITCH) * s + foot

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            bottom = y + tall
            for k, text in enumerate((left, right)):
                a = x + k * (half + gap)
                ink.column(a, y, text, "semibold", ink.pt(10), self.theme.ink, half)
                ink.writing(
                    a, a + half, y + asked + _UNDER * s - 0.1, bottom - (foot if k else 0.0), _PITCH * s
                )
            if met:
                z = ink.pt(9)
                base = bottom - 0.6 * s
                a, end = x + half + gap, x + width
                a += ink.line(a, base, words.met, "medium", z, self.theme.secondary, room=half * 0.42) + 4 * s
                step = (end - a) / 3
                for k, word in enumerate((words.met_yes, words.met_partly, words.met_no)):
                    ink.box(a + k * step, middle_of(base, z), 3.8 * s)
                    ink.line(
                        a + k * step + 5.4 * s, base, word, "regular", z, self.theme.text, room=step - 6.4 * s
                    )

        return Piece(height, draw, 5.6 * s, most, _PITCH * s)

    def title(self, text: str, icon: str) -> Piece:
        """The heading of a part of the conversation."""
        s = self.s

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            z = ink.pt(13)
            ink.icon(icon, x + 2.8 * s, y + CAP * z / 2, 5.6 * s, self.sheaf.accent, 0.085)
            ink.line(x + 8 * s, y + CAP * z, text, "bold", z, self.theme.ink, room=width - 8 * s, role="H2")
            ink.rule(x, x + width, y + 6.4 * s, 0.35, self.theme.rule)

        return Piece(6.4 * s, draw, 8.0 * s, keep=True)

    # -- before the story --------------------------------------------------------------------------------------------

    def facts(self) -> list[Piece]:
        """Who was asked, when and by whom: a pseudonym, never a name."""
        s, words = self.s, self.words
        labels = (words.respondent, words.date, words.interviewer, words.last_time)

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            shares = (0.3, 0.18, 0.26, 0.26)
            gap, z = 6 * s, ink.pt(8)
            room = width - gap * (len(labels) - 1)
            for label, share in zip(labels, shares, strict=True):
                ink.line(x, y + CAP * z, label, "medium", z, self.theme.secondary, room=room * share)
                ink.rule(x, x + room * share, y + tall - 0.2, 0.35, self.theme.secondary)
                x += room * share + gap

        return [Piece(11.5 * s, draw)]

    def introduction(self) -> list[Piece]:
        """What to say first, and the question whether words may be used."""
        s, words, journey = self.s, self.words, self.journey
        title = journey.title.strip() or _NAMELESS
        need, ends = journey.charter.need.strip(), journey.charter.ends.strip()
        said = [words.intro_thanks, words.intro.format(journey=title)]
        if need:
            said.append(words.intro_from.format(need=_inline(need)))
        if ends:
            said.append(words.intro_to.format(ends=_inline(ends)))
        text = " ".join([*said, words.intro_honest])
        pad = 5.0 * s
        inner = self.width - 2 * pad
        tall = self.tall(text, "regular", 10, inner)
        ask = self.tall(words.consent, "semibold", 10, inner)
        height = 2 * pad + 4.6 * s + tall + 3.4 * s + ask + 3.6 * s + 4.0 * s

        def draw(ink: Ink, x: float, y: float, width: float, _tall: float) -> None:
            ink.panel(x, y, width, height, self.theme.ground, 2.5 * s, self.theme.grid)
            x, top, z = x + pad, y + pad, ink.pt(8.5)
            ink.line(
                x, top + CAP * z, words.read_aloud, "semibold", z, self.sheaf.accent, room=inner, role="H2"
            )
            top += 5.6 * s
            top += ink.column(x, top, text, "regular", ink.pt(10), self.theme.text, inner) + 3.4 * s
            top += ink.column(x, top, words.consent, "semibold", ink.pt(10), self.theme.ink, inner) + 3.0 * s
            middle, z = top + 2.0 * s, ink.pt(9.5)
            room = inner / 2
            for k, word in enumerate((words.consent_yes, words.consent_no)):
                a = x + k * room
                ink.box(a, middle, 3.8 * s)
                ink.line(
                    a + 5.6 * s, middle + CAP * z / 2, word, "regular", z, self.theme.text, room=room - 8 * s
                )

        return [Piece(height, draw, 6.0 * s)]

    def opening(self) -> list[Piece]:
        """How it began; and what the persona leads us to expect, to listen for without leading."""
        words = self.words
        pieces = [self.title(words.opening, "user-round")]
        pieces += [
            self.question(words.ask_self, 2, 2, 3.4),
            self.question(words.ask_begin, 2, 3),
            self.question(words.ask_goal, 2, 3),
        ]
        listen = self._listen()
        return [*pieces, *listen]

    def _listen(self) -> list[Piece]:
        s, words, journey = self.s, self.words, self.journey
        persona = next(iter(journey.personas), None)
        said = [(e, Source(f"expectations[{i}]")) for i, e in enumerate(journey.expectations)]
        if persona:
            said += [(e, Source("personas[0].expectations", persona.id)) for e in persona.expectations]
            said += [(e, Source("personas[0].frustrations", persona.id)) for e in persona.frustrations]
        said = [(text, source) for text, source in said if text.strip()]
        if not said:
            return []
        gap = 8 * s
        half = (self.width - gap) / 2
        z = self.probe.pt(9)

        def rows() -> list[list[tuple[str, Source]]]:
            return [said[k : k + 2] for k in range(0, len(said), 2)]

        def row_height(row: list[tuple[str, Source]]) -> float:
            return max(self.tall(text, "regular", 9, half - 6 * s, source) for text, source in row)

        def heading(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            size = ink.pt(9)
            ink.icon(
                "eye",
                x + 2.0 * s,
                y + CAP * size / 2,
                4.2 * s,
                self.sheaf.accent,
                0.09,
            )
            ink.line(
                x + 6 * s,
                y + CAP * size,
                words.listen,
                "semibold",
                size,
                self.sheaf.accent,
                room=width - 6 * s,
            )

        def drawer(row: list[tuple[str, Source]]) -> Draw:
            def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
                for k, (text, source) in enumerate(row):
                    a = x + k * (half + gap)
                    ink.box(a, y + CAP * z / 2, 3.2 * s)
                    ink.column(a + 6 * s, y, text, "regular", z, self.theme.text, half - 6 * s, source=source)

            return draw

        out = [Piece(CAP * z, heading, 6.0 * s, keep=True)]
        out += [Piece(row_height(row), drawer(row), 2.4 * s) for row in rows()]
        return out

    # -- the story ---------------------------------------------------------------------------------------------------

    def stage(self, index: int, phase: Phase) -> list[Piece]:
        """The questions about one phase."""
        name = phase.name.strip() or self.setting.words.untitled_phase
        source = Source(f"phases[{index}].name", phase.id) if phase.name.strip() else None
        return self.questions(self.heading(name, index, source))

    def heading(self, name: str, index: int | None, source: Source | None) -> list[Piece]:
        """Number, name and note of a phase, and what stands on the map so far."""
        s, theme, journey = self.s, self.theme, self.journey
        phase = journey.phases[index] if index is not None else None
        count = len(journey.phases)
        colour = theme.phase(index or 0, count) if index is not None else self.sheaf.accent
        left = 11 * s
        inner = self.width - left
        note = phase.note.strip() if phase else ""
        of_phase = [
            f"{i}\u00a0{title_of(t, self.setting.words)}"
            for i, t in enumerate(journey.touchpoints, 1)
            if phase and t.phase == phase.id
        ]
        known = self.words.on_the_map.format(touchpoints=" · ".join(of_phase)) if of_phase else ""
        at = Source(f"phases[{index}].note", phase.id if phase else "")
        cards = Source("touchpoints", phase.id if phase else "")
        size, made = self.probe.fitted(
            name, "bold", (14, 13, 12, 11, 10), inner - 4 * s, 12 * s, source=source, most=2
        )
        bar = max(8.4 * s, block_height(made.count, size, size * LEAD) + 3.6 * s)
        parts = [(note, "regular", 9.0, at), (known, "regular", 8.5, cards)]
        parts = [one for one in parts if one[0]]
        heights = [
            self.tall(text, style, points, self.width, where) + 2.0 * s
            for text, style, points, where in parts
        ]
        height = bar + sum(heights) + (0.8 * s if parts else 0.0)

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            ink.items.append(Rect(x, y, width, bar, theme.ground, radius=1.6 * s))
            ring = (
                theme.secondary if contrast(colour, theme.ground) < 1.8 else None
            )  # a pale ramp needs an edge
            ink.items.append(disc(x + 5.2 * s, y + bar / 2, 3.0 * s, colour, ring, 0.3 if ring else 0.0))
            z = ink.pt(10)
            if index is not None:
                ink.line(
                    x + 5.2 * s,
                    y + bar / 2 + CAP * z / 2,
                    str(index + 1),
                    "bold",
                    z,
                    theme.phase_ink,
                    anchor=0.5,
                    room=5.6 * s,
                )
            tall_name = block_height(made.count, size, size * LEAD) - 0.2 * size
            ink.set(
                x + left,
                y + (bar - tall_name) / 2,
                name,
                made,
                size,
                theme.ink,
                inner - 4 * s,
                source=source,
                role="H2",
            )
            top = y + bar + 2.8 * s
            for (text, style, points, where), one in zip(parts, heights, strict=True):
                ink.column(x, top, text, style, ink.pt(points), theme.secondary, width, source=where)
                top += one

        return [Piece(height, draw, 9.0 * s, keep=True)]

    def questions(self, heading: list[Piece]) -> list[Piece]:
        """What is asked about every phase."""
        words = self.words
        return [
            *heading,
            self.question(words.ask_happened, 3, 6, 4.0),
            self.pair(words.ask_channel, words.ask_expected, 2, 3, met=True),
            self.feeling(),
            self.question(words.ask_silence, 1, 3),
            self.quotes(),
        ]

    def grades(self) -> list[float]:
        """The grades to tick, lowest first; empty when there are too many."""
        scale = self.journey.scale
        count = round(scale.span / scale.step) + 1
        if not 2 <= count <= _MOST_GRADES:
            return []
        found = [scale.snapped(scale.lowest + k * scale.step) for k in range(count)]
        return list(dict.fromkeys([*found, scale.highest]))

    def feeling(self) -> Piece:
        """A word for how it felt, and the grade on the journey's scale."""
        s, words, theme, scale = self.s, self.words, self.theme, self.journey.scale
        gap = 8 * s
        wide = self.width * 0.36
        asked = max(
            self.tall(words.ask_feeling, "semibold", 10, wide),
            self.tall(words.ask_grade, "semibold", 10, self.width - wide - gap),
        )
        grades = self.grades()

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            size = ink.pt(10)
            ink.column(x, y, words.ask_feeling, "semibold", size, theme.ink, wide)
            ink.rule(x, x + wide, y + tall)
            a, end = x + wide + gap, x + width
            ink.column(a, y, words.ask_grade, "semibold", size, theme.ink, end - a)
            middle, r = y + asked + 5.4 * s, 3.1 * s
            for share, cx in ((0.0, a + r), (1.0, end - r)):
                grade = scale.lowest if share == 0 else scale.highest
                fill, on = theme.zone(zone_of(grade, scale))
                ink.items += face(cx, middle, r, share, fill, on)
            a, end = a + 2 * r + 3 * s, end - 2 * r - 3 * s
            if not grades:
                z = ink.pt(9)
                said = words.grade_between.format(
                    low=self.setting.words.number(scale.lowest), high=self.setting.words.number(scale.highest)
                )
                used = ink.line(
                    a, middle + CAP * z / 2, said, "regular", z, theme.secondary, room=(end - a) * 0.6
                )
                ink.rule(a + used + 3 * s, end, middle + 2.4 * s)
                return
            pitch = (end - a) / len(grades)
            d = min(7.0 * s, pitch - 1.2 * s)
            for k, grade in enumerate(grades):
                cx = a + (k + 0.5) * pitch
                ink.items.append(disc(cx, middle, d / 2, theme.paper, theme.secondary, 0.35))
                z = ink.pt(9)
                number = self.setting.words.number(grade)
                ink.line(
                    cx, middle + CAP * z / 2, number, "medium", z, theme.ink, anchor=0.5, room=d - 1.2 * s
                )

        return Piece(asked + 9.6 * s, draw, 5.6 * s)

    def quotes(self) -> Piece:
        """Their own words, between quotation marks."""
        s, words, theme = self.s, self.words, self.theme
        text = words.ask_quote
        height = self.tall(text, "semibold", 10, self.width - 9 * s) + (_UNDER + 2 * _PITCH) * s

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            ink.icon("quote", x + 2.8 * s, y + 2.4 * s, 6.0 * s, self.sheaf.accent, 0.085)
            top = y + ink.column(x + 9 * s, y, text, "semibold", ink.pt(10), theme.ink, width - 9 * s)
            ink.writing(x + 9 * s, x + width, top + _UNDER * s - 0.1, y + tall, _PITCH * s)

        return Piece(height, draw, 5.6 * s, 2, _PITCH * s)

    # -- the end -----------------------------------------------------------------------------------------------------

    def closing(self) -> list[Piece]:
        """Best, worst, what to change, whom to ask too, and thanks."""
        s, words = self.s, self.words
        thanks = self.tall(words.thanks, "regular", 10, self.width)

        def draw(ink: Ink, x: float, y: float, width: float, tall: float) -> None:
            ink.column(x, y, words.thanks, "regular", ink.pt(10), self.theme.secondary, width)

        return [
            self.title(words.closing, "flag"),
            self.pair(words.ask_best, words.ask_worst, 3, 3, met=False),
            self.question(words.ask_change, 2, 4),
            self.question(words.ask_whole, 2, 3),
            self.question(words.ask_else, 1, 2),
            Piece(thanks, draw, 5.0 * s),
        ]


def _inline(text: str) -> str:
    """A text of one or more lines inside a sentence: without line ends and without its last full stop."""
    return " ".join(text.split()).rstrip(".。")
