"""The slides of a deck, in the order in which a journey is told (METHOD steps 0, 4, 7, 8, 9 and 10).

Contract. :func:`make_deck` is a pure function. What the document does not have has no slide; there is always the first one. Dips are those
that the map marks, in the order of time. Persons beside the owners of actions are printed only with ``names``. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain

from cjm_desktop.analysis import Insights
from cjm_desktop.document import (
    GradedBy,
    Journey,
    Opportunity,
    OpportunityKind,
    Persona,
    Problem,
    Status,
    Touchpoint,
)

from ..card import title_of
from ..card_head import duration_words
from ..card_head import kind_word as kind_of_touchpoint
from ..face import face
from ..handouts.actions import in_order
from ..handouts.ink import Ink, Source
from ..handouts.opportunities import owner_of, status_word
from ..handouts.page import Page
from ..handouts.sheaf import Leaf
from ..handouts.words import HandoutWords
from ..label import grade_text, is_suggested
from ..metrics import DESCENT, block_height
from ..opportunities import KIND_ICONS, kind_word
from ..paper import CAP
from ..picture import covering, damaged, data_of, initials_of, printable, unprintable
from ..quotes import quoted
from ..setting import Setting
from ..shapes import circle, disc
from ..sheet import Clip, Image, PartKind, Rect, Tag
from ..theme import zone_of
from .overview import draw_overview
from .slides import FILLED, GAP, LEAST_PT, MARGIN, SLIDE, Column, Deck, Group, entry, label, quote, text

#: Sizes of the title on the first slide (pt).
_COVER = (66.0, 60.0, 54.0, 48.0, 42.0, 36.0, 30.0)
#: Radius of a portrait and of the face of a dip.
_PORTRAIT, _FACE = 31.0, 17.0
#: How wide the left side of a persona and of a dip is.
_SIDE = 106.0


def make_deck(
    journey: Journey, insights: Insights, setting: Setting, words: HandoutWords, *, names: bool = False
) -> list[Page]:
    """The slides; at least one. ``setting`` brings fonts, theme and the map's words in the language of ``words``."""
    return _Teller(Deck(journey, setting, words), insights, names).pages()


class _Teller:
    """Tells a journey slide by slide."""

    def __init__(self, deck: Deck, insights: Insights, names: bool) -> None:
        self.deck, self.insights, self.names = deck, insights, names
        self.journey, self.setting, self.words, self.theme = deck.journey, deck.setting, deck.words, deck.theme
        self.numbers = {t.id: i for i, t in enumerate(self.journey.touchpoints)}

    def pages(self) -> list[Page]:
        """All slides."""
        self._cover()
        for index, persona in enumerate(self.journey.personas):
            if _described(persona):
                self._persona(index, persona)
        if self.journey.touchpoints:
            draw_overview(self.deck, self.insights)
        for index in self._dips():
            self._dip(index)
        self._opportunities()
        self._actions()
        return self.deck.pages()

    # ------------------------------------------------------------------ title and goals

    def _cover(self) -> None:
        deck, theme, words = self.deck, self.theme, self.setting.words
        leaf = deck.bare(deck.name, dark=True)
        ink = deck.ink()
        size = ink.pt(LEAST_PT)
        top = MARGIN + 4.0
        ink.line(leaf.left, top + CAP * size, words.journey.upper(), "semibold", size, theme.header_accent, track=0.08, room=leaf.width)
        top += CAP * size + 8.0
        source = Source("title") if self.journey.title else None
        goals = [(goal, Source(f"goals[{i}]")) for i, goal in enumerate(self.journey.goals) if goal.strip()]
        wishes = [(wish, Source(f"expectations[{i}]")) for i, wish in enumerate(self.journey.expectations) if wish.strip()]
        high = 56.0 if goals or wishes else 96.0
        z, made = ink.fitted(deck.name, "extrabold", _COVER, leaf.width * FILLED, high, lead=1.06, source=source, even=True)
        tall = ink.set(leaf.left, top, deck.name, made, z, theme.header_ink, leaf.width, lead=1.06, source=source, role="H1")
        leaf.top = top + tall + 10.0
        foot = " · ".join(part for part in (self.journey.imprint.organisation, words.day(self.journey.imprint.date)) if part)
        if foot:
            base = SLIDE.height - MARGIN + 2.0
            ink.line(leaf.left, base, foot, "regular", size, theme.header_soft, room=leaf.width)
            leaf.bottom = base - CAP * size - 7.0
        leaf.put(ink, 0, 0, SLIDE.width, leaf.top, PartKind.HEADER)
        lists = [(name, icon, entries) for name, icon, entries in
                 ((words.goals, "target", goals), (words.expectations, "badge-check", wishes)) if entries]  # fmt: skip
        for (name, icon, entries), column in zip(lists, self._on_cover(leaf, len(lists)), strict=True):
            groups = [label(name, icon), *(entry(said, at) for said, at in entries)]
            again = deck.going_on(words.journey, name, None, 1)
            deck.flow(_kept_together(groups), chain([column], again))

    def _on_cover(self, leaf: Leaf, count: int) -> list[Column]:
        theme = self.theme
        return [
            Column(one.leaf, one.x, one.top, one.bottom, one.width, theme.header_ink, theme.header_soft, theme.header_accent)
            for one in (self.deck.columns(leaf, max(1, count)) if count else [])
        ]

    # ------------------------------------------------------------------ who travels

    def _persona(self, index: int, persona: Persona) -> None:
        deck, words = self.deck, self.words

        def at(field: str) -> Source:
            return Source(f"personas[{index}].{field}", persona.id)

        name = persona.name or self.setting.words.persona
        source = at("name") if persona.name else None
        kicker = self.setting.words.persona
        leaf = deck.slide(kicker, name, source)
        self._portrait(leaf, index, persona, leaf.left + _PORTRAIT, leaf.top + _PORTRAIT)
        facts = " · ".join(part for part in (persona.age, persona.role) if part.strip())
        told = [
            *([text(facts, "semibold", at("role"))] if facts else []),
            *([text(persona.story, "regular", at("story"))] if persona.story.strip() else []),
        ]
        again = deck.going_on(kicker, name, source, 2)
        beside = deck.columns(leaf, 1, left=leaf.left + 2 * _PORTRAIT + GAP)
        lists = (
            (words.ambitions, "trending-up", "ambitions", persona.ambitions),
            (words.frustrations, "frown", "frustrations", persona.frustrations),
            (self.setting.words.expectations, "badge-check", "expectations", persona.expectations),
            (words.needs, "laptop", "needs", persona.needs),
        )
        groups: list[Group] = []
        for title, icon, field, entries in lists:
            said = [(one, at(f"{field}[{i}]")) for i, one in enumerate(entries) if one.strip()]
            if said:
                groups.append(label(title, icon, before=9.0))
                groups += [entry(one, where) for one, where in said]
        groups = _kept_together(groups)
        under = max(deck.flow(told, chain(beside, again)), leaf.top + 2 * _PORTRAIT) + 8.0
        below = [replace(column, top=under) for column in deck.columns(leaf, 2)]
        deck.flow(groups, chain(below, again) if deck.fits(groups, below) else again)

    def _portrait(self, leaf: Leaf, index: int, persona: Persona, cx: float, cy: float) -> None:
        """The picture in a circle, or initials."""
        ink, theme, r = self.deck.ink(), self.theme, _PORTRAIT
        pixels = printable(persona.picture)
        if persona.picture and pixels:
            x, y, w, h = covering(pixels, 0, 0, 2 * r)
            alt = persona.picture.alt or persona.name
            picture = Image(x, y, w, h, persona.picture.media, data_of(persona.picture, grey=self.theme.grey), alt)
            ink.items += [Tag("Figure", alt), Clip(circle(r, r, r)), picture, Clip(), Tag()]
        else:
            if persona.picture and damaged(persona.picture):
                said = unprintable(persona.picture, persona.name or "…")
                ink.problems.append(Problem(f"personas[{index}].picture", said, persona.id))
            ink.items.append(disc(r, r, r, theme.disc))
            size = r * 0.8
            initials = initials_of(persona.name) or "?"
            ink.line(r, r + CAP * size / 2, initials, "bold", size, self.deck.accent, anchor=0.5, role="")
        leaf.put(ink, cx - r, cy - r, 2 * r, 2 * r, PartKind.PERSONA, persona.id)

    # ------------------------------------------------------------------ dips

    def _dips(self) -> list[int]:
        """The dips that the map marks, in the order of time."""
        found = {one for one in self.insights.dips if one in self.insights.highlights}
        deepest = self.insights.deepest
        if deepest is not None:
            grade = self.journey.touchpoints[self.numbers[deepest]].grade
            if grade is not None and grade < self.journey.scale.neutral:
                found.add(deepest)
        return sorted(self.numbers[one] for one in found)

    def _dip(self, index: int) -> None:
        deck, words, theme = self.deck, self.setting.words, self.theme
        t = self.journey.touchpoints[index]

        def at(field: str) -> Source:
            return Source(f"touchpoints[{index}].{field}", t.id)

        phase = next((one.name for one in self.journey.phases if one.id == t.phase), "")
        kicker = " · ".join(part for part in (words.dip, phase) if part)
        title = f"{index + 1}  {title_of(t, words)}"
        leaf = deck.slide(kicker, title, at("title"))
        start = self._feeling(leaf, t, leaf.top + _FACE)
        channel = next((one.name for one in self.journey.channels if one.id == t.channel), "")
        how = " · ".join(part for part in (kind_of_touchpoint(t.kind, words), duration_words(t, words), channel) if part)
        left = [text(how, "medium", None, soft=True, points=(LEAST_PT,))]
        if t.text.strip():
            left.append(text(t.text, "regular", at("text")))
        first = Column(leaf, leaf.left, start, leaf.bottom, _SIDE, theme.ink, theme.secondary, deck.accent)
        again = deck.going_on(kicker, title, at("title"), 2)
        said = [(one.text, at(f"quotes[{i}]")) for i, one in enumerate(t.quotes) if one.text.strip()]
        right: list[Group] = []
        if said:
            right.append(label(words.quotes, "quote"))
            right += [quote(quoted(one, self.setting.language), where, theme.quote) for one, where in said]
        hung = [(i, o) for i, o in in_order(self.journey) if t.id in o.touchpoints and o.status is not Status.DROPPED]
        if hung:
            right.append(label(words.opportunities, "lightbulb", theme.opportunity))
            right += [self._opportunity(i, o, whole=False) for i, o in hung]
        columns = deck.columns(leaf, 1, left=leaf.left + _SIDE + GAP * 1.5)
        deck.flow(_kept_together(right), chain(columns, again))
        deck.flow(left, chain([first], again))

    def _feeling(self, leaf: Leaf, t: Touchpoint, cy: float) -> float:
        """The face with its word and grade; gives the y under it."""
        assert t.grade is not None
        ink, theme, words = self.deck.ink(), self.theme, self.setting.words
        scale = self.journey.scale
        fill, inside = theme.zone(zone_of(t.grade, scale))
        ink.items += [Tag("Figure", f"{t.emotion} {grade_text(t.grade, words)}".strip())]
        ink.items += face(_FACE, _FACE, _FACE, scale.share(t.grade), fill, inside)
        ink.items += [Tag()]
        x = 2 * _FACE + 7.0
        grade, big = grade_text(t.grade, words), ink.pt(44)
        wide = ink.line(x, _FACE + 2.0, grade, "extrabold", big, theme.ink)
        basis = self.insights.basis.get(t.id)
        answers = self.insights.graders.get(t.id, 0)
        known = {"observed": words.observed, "assumed": words.assumed}.get(str(basis), "") if basis else ""
        count = words.by_group if t.graded_by is GradedBy.GROUP and answers else f"n = {answers}" if answers else ""
        about = " · ".join(part for part in (count, known) if part)
        room = _SIDE - x
        word = ink.pt(24)
        feeling = t.emotion.strip()
        feeling = feeling[:1].upper() + feeling[1:]
        if feeling:
            beside = x + wide + 4.0
            style, soft = ("italic", theme.secondary) if is_suggested(t) else ("semibold", theme.ink)
            fits = _SIDE - beside >= self.setting.type.width(feeling, style) * word
            where = (beside, _FACE + 2.0) if fits else (x, _FACE + 2.0 + 4.0 + CAP * word)
            i = self.numbers[t.id]
            source = Source(f"touchpoints[{i}].emotion", t.id)
            ink.line(*where, feeling, style, word, soft, room=_SIDE - where[0], source=source)
            base = where[1]
        else:
            base = _FACE + 2.0
        size = ink.pt(LEAST_PT)
        foot = base + 4.4 + CAP * size
        ink.line(x, foot, about, "regular", size, theme.secondary, room=room)
        if is_suggested(t):
            # A slide has no legend.
            for text in self.setting.type.wrap(words.suggested, "italic", room / size, self.setting.language).texts:
                foot += 1.3 * size
                ink.line(x, foot, text, "italic", size, theme.secondary, room=room)
        leaf.put(ink, leaf.left, cy - _FACE, _SIDE, 2 * _FACE, PartKind.POINT, t.id)
        return max(cy + _FACE, cy - _FACE + foot + DESCENT * size) + 8.0

    # ------------------------------------------------------------------ what we do

    def _opportunity(self, index: int, o: Opportunity, *, whole: bool) -> Group:
        """An opportunity on its card: its kind's sign, title and kind; ``whole``: its touchpoints and its text as well."""
        theme, words = self.theme, self.words

        def at(field: str) -> Source:
            return Source(f"opportunities[{index}].{field}", o.id)

        numbers = ",\u00a0".join(str(i + 1) for i in sorted(self.numbers[one] for one in o.touchpoints if one in self.numbers))
        where = f"{words.touchpoint}\u00a0{numbers}" if numbers and whole else ""
        reach = {"quick": self.setting.words.quick, "structural": self.setting.words.structural}.get(str(o.reach), "") if o.reach else ""
        how = " · ".join(part for part in (kind_word(o.kind, self.setting.words), reach, where) if part)

        def draw(ink: Ink, column: Column, room: float) -> float:
            pad, sign = 4.4, 9.0
            x, width = pad + sign + 4.0, column.width - 2 * pad - sign - 4.0
            y, small = pad, LEAST_PT
            left = room - 2 * pad
            for said, style, fill, points, source, gap in (
                (o.title or words.no_title, "semibold", theme.ink, (20.0, small), at("title") if o.title else None, 0.0),
                (how, "medium", theme.opportunity, (small,), None, 3.0),
                (o.text if whole else "", "regular", theme.text, (small,), at("text"), 3.4),
            ):
                free = left - (y - pad) - gap
                if not said.strip() or free < ink.pt(small) * (CAP + DESCENT):
                    if said.strip():
                        ink.short_of(said, source)
                    continue
                size, made = ink.fitted(said, style, points, width * FILLED, free, lead=1.28, source=source)
                tall = ink.set(x, y + gap, said, made, size, fill, width, lead=1.28, source=source, role="H3" if y == pad else "P")
                y += gap + tall
            high = y + pad
            ground = theme.opportunity_tint if o.kind is OpportunityKind.PLANNED_PEAK else theme.card
            ink.items.insert(0, Rect(0, 0, column.width, high, ground, theme.opportunity, 0.5, 3.0))
            ink.badge(KIND_ICONS[o.kind], pad + sign / 2, pad + sign / 2 - 1.0, sign, theme.opportunity, theme.opportunity_ink)
            return high

        return Group(draw, PartKind.OPPORTUNITY, o.id, 4.4)

    def _open(self) -> list[tuple[int, Opportunity]]:
        return [(i, o) for i, o in in_order(self.journey) if o.status is not Status.DROPPED]

    def _opportunities(self) -> None:
        found = self._open()
        if not found:
            return
        deck, title = self.deck, self.setting.words.opportunities
        leaf = deck.slide(self.setting.words.journey, title)
        again = deck.going_on(self.setting.words.journey, title, None, 2)
        groups = [self._opportunity(i, o, whole=True) for i, o in found]
        deck.flow(groups, chain(deck.columns(leaf, 2), again))

    def _actions(self) -> None:
        """Who does what by when, all of it but what was dropped, as soon as somebody owns one, or one is due or under way."""
        under_way = (Status.PLANNED, Status.DOING, Status.DONE)
        found = self._open()
        if not any(o.owner or o.due or o.status in under_way for _i, o in found):
            return
        deck, kicker = self.deck, self.setting.words.journey
        leaf = deck.slide(kicker, self.words.actions)
        again = deck.going_on(kicker, self.words.actions, None, 1)

        def fresh() -> Iterator[Column]:
            for column in chain(deck.columns(leaf, 1), again):
                yield self._heads(column)

        deck.flow([self._action(i, o) for i, o in found], fresh())

    @cached_property
    def _day(self) -> float:
        """The width (mm) in which each day of the list stands on one line, in a font a little wider than ours too."""
        size = self.deck.ink().pt(LEAST_PT)
        days = {self.setting.words.day(o.due) for _i, o in self._open() if o.due}
        return max((self.setting.width(day, "regular", size) for day in days), default=0.0) / FILLED

    def _heads(self, column: Column) -> Column:
        """The heads of the columns of the list; gives what is left of the slide."""
        ink, words = self.deck.ink(), self.words
        size = ink.pt(LEAST_PT)
        for (x, width), said in zip(_shares(column.width, self._day), (words.action, words.owner, words.due, words.status), strict=True):
            ink.line(x, CAP * size, said, "medium", size, self.deck.accent, room=width)
        y = (CAP + DESCENT) * size + 2.0
        ink.rule(0, column.width, y, 0.6, self.deck.accent)
        column.leaf.put(ink, column.x, column.top, column.width, y, PartKind.HINT)
        return Column(column.leaf, column.x, column.top + y + 4.0, column.bottom, column.width, column.ink, column.soft, column.accent)

    def _action(self, index: int, o: Opportunity) -> Group:
        words, theme = self.words, self.theme

        def at(field: str) -> Source:
            return Source(f"opportunities[{index}].{field}", o.id)

        nobody = words.nobody_yet if o.status is not Status.DONE else ""
        cells = (
            (o.title or words.no_title, "semibold", at("title")),
            (owner_of(o, self.journey, names=self.names) or nobody, "regular", at("owner")),
            (self.setting.words.day(o.due), "regular", None),
            (status_word(o.status, words), "regular", None),
        )

        def draw(ink: Ink, column: Column, room: float) -> float:
            tallest = 0.0
            for (x, width), (said, style, source) in zip(_shares(column.width, self._day), cells, strict=True):
                if not said.strip():
                    continue
                size = ink.pt(LEAST_PT)
                made = ink.wrapped(said, style, size, width * FILLED, source, 3)
                fill = theme.ink if style == "semibold" else theme.text
                ink.set(x, 0, said, made, size, fill, width, lead=1.24, source=source)
                tallest = max(tallest, block_height(made.count, size, size * 1.24))
            y = tallest + 3.4
            ink.rule(0, column.width, y, 0.35)
            return y

        return Group(draw, PartKind.OPPORTUNITY, o.id, 4.0)


def _described(persona: Persona) -> bool:
    """Whether anything is said about a persona but its name, which stands over its line as well."""
    said = (persona.age, persona.role, persona.story, *persona.ambitions, *persona.frustrations, *persona.expectations, *persona.needs)
    return persona.picture is not None or any(text.strip() for text in said)


def _shares(width: float, day: float) -> list[tuple[float, float]]:
    """Where the columns of the list of actions begin, and how wide they are; a ``day`` (mm) has its line, and the title gives way."""
    third = min(max(0.22, (day + 5.0) / width), 0.32)
    out: list[tuple[float, float]] = []
    x = 0.0
    for share in (0.62 - third, 0.22, third, 0.16):
        out.append((x, width * share - 5.0))
        x += width * share
    return out




def _kept_together(groups: list[Group]) -> list[Group]:
    """A heading stays with what follows it: the two are one group."""
    out: list[Group] = []
    waiting: Group | None = None
    for group in groups:
        if group.kind is PartKind.HINT:
            waiting = group
            continue
        if waiting is not None:
            group, waiting = replace(group, head=waiting), None
        out.append(group)
    return out
