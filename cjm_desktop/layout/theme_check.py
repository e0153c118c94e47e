"""What people cannot read or tell apart in a theme, in sentences that say what to do.

Print needs the theme's own contrast (4.5 : 1, or 7 : 1; WCAG 2.2, success criteria 1.4.3 and 1.4.6), the features of a face
3 : 1 (1.4.11), and a face must not vanish on its ground. The three feelings must differ for every kind of colour vision and in
black-and-white print. A map repeats each feeling by place, face, word and number, so these are warnings, not errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from cjm_desktop.document import Message, Problem

from .colour import Vision, contrast, difference, lightness_apart, luminance, mix
from .theme_roles import Theme

#: The least contrast of what is drawn, such as the eyes of a face.
DRAWING = 3.0
#: The least contrast of a face with what it lies on; its features carry it from there.
FACE = 1.3
#: Two feelings nearer than this in OKLab look alike across a room; the nearest of the house theme are 0.13 apart.
ALIKE = 0.09
#: The same for the lightness of two greys; the nearest of the house theme are 0.11 apart.
ALIKE_IN_GREY = 0.06
#: Two neighbouring areas under the line, or a phase and the paper, need less: they are large and lie side by side.
_ALIKE_AREAS = 0.03

#: What a person calls the roles that print is set in and lies on, where a theme's own file is at fault.
_PRINT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ink", ("paper", "ground", "card", "quote", "waiting", "positive_tint", "negative_tint")),
    ("text", ("paper", "card", "waiting", "opportunity_tint")),
    (
        "secondary",
        ("paper", "ground", "card", "waiting", "positive_tint", "negative_tint", "opportunity_tint"),
    ),
)

#: What is said of grounds that are made from a colour which a company may set.
_GOOD = Message("Text over good grades is hard to read (contrast {found}, {need} is needed): {advice}.")
_BAD = Message("Text over bad grades is hard to read (contrast {found}, {need} is needed): {advice}.")
_CHANCE = Message("Text on the cards of opportunities is hard to read (contrast {found}, {need} is needed): {advice}.")
_DERIVED = {
    "positive_tint": _GOOD,
    "positive_area": _GOOD,
    "negative_tint": _BAD,
    "negative_area": _BAD,
    "opportunity_tint": _CHANCE,
}


def theme_findings(theme: Theme) -> tuple[Problem, ...]:
    """What is hard to read or to tell apart; nothing for a theme that is sound. The place is the role to change."""
    return (
        *_header(theme),
        *_phases(theme),
        *_opportunities(theme),
        *_print(theme),
        *_faces(theme),
        *_feelings(theme),
    )


def _figures(found: float, need: float) -> dict[str, float]:
    """Two ratios as they are written: the one found rounded down, so that 4.49 never reads as the 4.5 that is needed."""
    return {"found": math.floor(found * 10 + 1e-9) / 10, "need": int(need) if need == int(need) else need}


def _away_from(colour: str, other: str, need: float = FACE) -> Message:
    """In which way ``colour`` should move to stand out from ``other``: on from where it is, if that can ever be enough."""
    darker, lighter = contrast("#000000", other) >= need, contrast("#FFFFFF", other) >= need
    if darker and (luminance(colour) <= luminance(other) or not lighter):
        return Message("choose a darker colour")
    return Message("choose a lighter colour")


def _header(theme: Theme) -> Iterator[Problem]:
    need, ground = theme.contrast, theme.header
    found = min(contrast(theme.header_ink, ground), contrast(theme.header_soft, ground))
    if found < need:
        if luminance(theme.header_ink) > luminance(ground):
            said = Message(
                "White text on the header colour is hard to read (contrast {found}, {need} is needed): "
                "choose a darker colour.",
                **_figures(found, need),
            )
        else:
            said = Message(
                "Dark text on the header colour is hard to read (contrast {found}, {need} is needed): "
                "choose a lighter colour.",
                **_figures(found, need),
            )
        yield Problem("header", said)
    found = min(contrast(theme.header_accent, one) for one in (ground, theme.header_disc))
    if found < need:
        yield Problem(
            "header_accent",
            Message(
                "The accent is hard to read on the header colour (contrast {found}, {need} is needed): {advice}.",
                advice=_away_from(theme.header_accent, ground, need),
                **_figures(found, need),
            ),
        )


def _phases(theme: Theme) -> Iterator[Problem]:
    many = [mix(a, b, t / 4) for a, b in pairwise(theme.phases) for t in range(4)] + [theme.phases[-1]]
    worst = min(many, key=lambda phase: contrast(theme.phase_ink, phase))
    found = contrast(theme.phase_ink, worst)
    if found < theme.contrast:
        yield Problem(
            "phases",
            Message(
                "The names of phases are hard to read on their colour (contrast {found}, {need} is needed): {advice}.",
                advice=_away_from(worst, theme.phase_ink, theme.contrast),
                **_figures(found, theme.contrast),
            ),
        )
    if min(difference(phase, theme.paper) for phase in many) < _ALIKE_AREAS:
        yield Problem(
            "phases",
            Message(
                "A phase can hardly be seen on the paper: {advice}.", advice=_away_from(worst, theme.paper)
            ),
        )


def _opportunities(theme: Theme) -> Iterator[Problem]:
    need, colour = theme.contrast, theme.opportunity
    grounds = (theme.card, theme.opportunity_tint)
    found = min(contrast(colour, ground) for ground in grounds)
    if found < need:
        yield Problem(
            "opportunity",
            Message(
                "The titles of opportunities are hard to read on their cards "
                "(contrast {found}, {need} is needed): {advice}.",
                advice=_away_from(colour, theme.card, need),
                **_figures(found, need),
            ),
        )
    found = contrast(theme.opportunity_ink, colour)
    if found < need:
        yield Problem(
            "opportunity",
            Message(
                "The signs of opportunities are hard to see (contrast {found}, {need} is needed): {advice}.",
                advice=_away_from(colour, theme.opportunity_ink, need),
                **_figures(found, need),
            ),
        )


def _print(theme: Theme) -> Iterator[Problem]:
    """Roles that only a theme's file sets, and the ones derived from a feeling."""
    need = theme.contrast
    rows = [
        (ink, getattr(theme, ink), [(ground, getattr(theme, ground)) for ground in grounds])
        for ink, grounds in _PRINT
    ]
    rows.append(("target", theme.target, [("paper", theme.paper), ("ground", theme.ground)]))
    graph = ("paper", "ground", "positive_tint", "negative_tint", "positive_area", "negative_area")
    rows += [("personas", ink, [(one, getattr(theme, one)) for one in graph]) for ink in theme.personas]
    rows.append(("party_ink", theme.party_ink, [("parties", party) for party in theme.parties]))
    rows.append(("ink", theme.ink, [("parties", mix(party, theme.paper, 0.84)) for party in theme.parties]))
    worst: dict[str, list[tuple[float, str, str, str]]] = {}
    for ink, colour, grounds in rows:
        ground, on = min(grounds, key=lambda pair: contrast(colour, pair[1]))
        found = contrast(colour, on)
        if found < need and ground in _DERIVED:
            # Of several inks on one ground only the worst is told, after all rows.
            worst.setdefault(ground.partition("_")[0], []).append((found, colour, on, ground))
        elif found < need:
            yield Problem(
                ground if ground == "parties" else ink,
                Message(
                    "Print in the colour “{ink}” is hard to read on “{ground}” "
                    "(contrast {found}, {need} is needed).",
                    ink=ink,
                    ground=ground,
                    **_figures(found, need),
                ),
            )
    for faults in worst.values():
        found, colour, on, ground = min(faults)
        said = _DERIVED[ground].template
        yield Problem(ground, Message(said, advice=_away_from(on, colour, need), **_figures(found, need)))


def _faces(theme: Theme) -> Iterator[Problem]:
    for role, fill, ink in (
        ("positive", theme.positive, theme.positive_ink),
        ("neutral", theme.neutral, theme.neutral_ink),
        ("negative", theme.negative, theme.negative_ink),
    ):
        found = contrast(fill, ink)
        if found < DRAWING:
            yield Problem(
                role,
                Message(
                    "The features of a face are hard to see (contrast {found}, {need} is needed): {advice}.",
                    advice=_away_from(fill, ink, DRAWING),
                    **_figures(found, DRAWING),
                ),
            )
        if contrast(fill, theme.paper) < FACE:
            yield Problem(
                role,
                Message(
                    "A face can hardly be seen on the paper: {advice}.", advice=_away_from(fill, theme.paper)
                ),
            )
    if any(_lost(fill, theme.header) for fill in (theme.positive, theme.neutral, theme.negative)):
        yield Problem(
            "header",
            Message(
                "The faces can hardly be seen on the header colour: choose one that is unlike the feelings."
            ),
        )


def _lost(fill: str, ground: str) -> bool:
    """Whether a face vanishes on a coloured ground: it is as light, and of nearly the same hue."""
    return contrast(fill, ground) < FACE and difference(fill, ground) < ALIKE


def _feelings(theme: Theme) -> Iterator[Problem]:
    """Good, neutral and bad as others see them; of several reasons for one pair the first is said."""
    good, middle, bad = theme.positive, theme.neutral, theme.negative
    red_green, blue_yellow = (Vision.PROTAN, Vision.DEUTAN), (Vision.TRITAN,)

    def alike(a: str, b: str, *visions: Vision) -> bool:
        return min(difference(a, b, vision) for vision in visions) < ALIKE

    def in_grey(a: str, b: str) -> bool:
        return lightness_apart(a, b) < ALIKE_IN_GREY

    if alike(good, bad, Vision.USUAL):
        yield Problem("negative", Message("Good and bad look alike: choose colours that are further apart."))
    elif alike(good, bad, *red_green):
        yield Problem(
            "negative", Message("Good and bad look alike to people who cannot tell red from green.")
        )
    elif alike(good, bad, *blue_yellow):
        yield Problem(
            "negative", Message("Good and bad look alike to people who cannot tell blue from yellow.")
        )
    elif in_grey(good, bad):
        yield Problem(
            "negative", Message("Good and bad look alike in black-and-white print: make one of them darker.")
        )
    if alike(good, middle, Vision.USUAL):
        yield Problem(
            "neutral", Message("Good and neutral look alike: choose colours that are further apart.")
        )
    elif alike(good, middle, *red_green):
        yield Problem(
            "neutral", Message("Good and neutral look alike to people who cannot tell red from green.")
        )
    elif alike(good, middle, *blue_yellow):
        yield Problem(
            "neutral", Message("Good and neutral look alike to people who cannot tell blue from yellow.")
        )
    elif in_grey(good, middle):
        yield Problem(
            "neutral",
            Message("Good and neutral look alike in black-and-white print: make one of them darker."),
        )
    if alike(bad, middle, Vision.USUAL):
        yield Problem(
            "neutral", Message("Bad and neutral look alike: choose colours that are further apart.")
        )
    elif alike(bad, middle, *red_green):
        yield Problem(
            "neutral", Message("Bad and neutral look alike to people who cannot tell red from green.")
        )
    elif alike(bad, middle, *blue_yellow):
        yield Problem(
            "neutral", Message("Bad and neutral look alike to people who cannot tell blue from yellow.")
        )
    elif in_grey(bad, middle):
        yield Problem(
            "neutral",
            Message("Bad and neutral look alike in black-and-white print: make one of them darker."),
        )
    visions = (Vision.USUAL, *red_green, *blue_yellow)
    if min(difference(theme.positive_area, theme.negative_area, vision) for vision in visions) < _ALIKE_AREAS:
        yield Problem(
            "negative_area",
            Message("The areas of good and bad beside the line look alike: make one of them darker."),
        )
