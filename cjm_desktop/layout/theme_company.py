"""A company's own colours over a theme: a few roles that it sets, and all that follows from them.

It sets the header, its accent, the phases, the opportunities and the three feelings. Tints, areas and ramps are derived in
OKLCH, so that they look as light as the theme's own whatever the hue; inks are chosen so that they can be read. Colours that
a company has set itself stay as they are: what cannot be read then is for :mod:`.theme_check` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjm_desktop.document import Message, Problem, RoleColour

from .colour import contrast, from_oklch, ink_on, is_colour, mix, moved_to_read, oklch
from .theme_roles import Company, Theme

#: What a company may set.
COMPANY_ROLES = ("header", "header_accent", "phases", "opportunity", "positive", "neutral", "negative")
#: How far apart the first and the last phase are in OKLab lightness, and in how many steps.
_SPAN, _STEPS = 0.26, 5
#: The lightest phase that still stands out from the paper, unless the company's own is lighter.
_LIGHTEST = 0.93
#: The least contrast of a whole header in a company's colour, goals and all, on white paper: it should not look faded.
_HEADER_PRINT = 7.0
#: Between two colours of a ramp the mixture may be a trace lighter or darker than both.
_MARGIN = 1.03
#: What is nearly grey has no hue that others could share.
_GREY = 0.02


#: Colours as they come from a document, or as plain pairs of role and colour.
Colours = Iterable[RoleColour | tuple[str, str]]


def pairs(colours: Colours) -> tuple[tuple[str, str], ...]:
    """Role and colour of each, as written."""
    return tuple(one if isinstance(one, tuple) else (one.role, one.colour) for one in colours)


def colour_problems(colours: Colours) -> tuple[Problem, ...]:
    """What is left out of a company's colours, because no map has that role or it is no colour.

    The place is ``poster.colours[0]``, counted as in the document.
    """
    found = []
    for i, (role, colour) in enumerate(pairs(colours)):
        if role not in COMPANY_ROLES:
            found.append(
                Problem(
                    f"poster.colours[{i}]",
                    Message("No map has a colour “{role}” to set; it was left out.", role=role),
                )
            )
        elif not is_colour(colour):
            found.append(
                Problem(
                    f"poster.colours[{i}]",
                    Message("“{colour}” is not a colour; write it like #0F1B33.", colour=colour),
                )
            )
    return tuple(found)


def dressed(theme: Theme, colours: Colours) -> Theme:
    """The theme in a company's colours. Of two for one role the last counts; what is no role or no colour is left out."""
    own = {
        role: colour.upper() for role, colour in pairs(colours) if role in COMPANY_ROLES and is_colour(colour)
    }
    if not own or theme.company is Company.NONE:
        return theme
    if "header" in own or "header_accent" in own:
        head = _light_header if theme.company is Company.LIGHT else _full_header
        theme = head(theme, own.get("header"), own.get("header_accent"))
    if "phases" in own:
        tinted = _tinted_phases if theme.company is Company.LIGHT else _ramp
        theme = tinted(theme, own["phases"])
    if "opportunity" in own:
        theme = _with_opportunity(theme, own["opportunity"])
    if "positive" in own:
        theme = _with_positive(theme, own["positive"])
    if "neutral" in own:
        theme = replace(theme, neutral=own["neutral"], neutral_ink=_ink(theme, own["neutral"]))
    if "negative" in own:
        theme = _with_negative(theme, own["negative"])
    return theme


def _ink(theme: Theme, ground: str) -> str:
    """White where it can be read, else the theme's ink, else black."""
    return ink_on(ground, theme.contrast, ("#FFFFFF", theme.ink))


def _as_light_as(model: str, colour: str, share: float = 1.0) -> str:
    """A tint of the colour, as light as the ``model`` and no stronger than ``share`` times it."""
    lightness, most, _ = oklch(model)
    _, chroma, hue = oklch(colour)
    return from_oklch(lightness, min(chroma, most * share), hue)


# -- the header --------------------------------------------------------------------------------------------------------


def _full_header(theme: Theme, header: str | None, accent: str | None) -> Theme:
    """A header filled with its colour; without one only the accent changes."""
    if header is None:
        return replace(theme, header_accent=accent or theme.header_accent)
    ink = _ink(theme, header)
    disc = mix(header, ink, 0.12)
    if contrast(ink, disc) < theme.contrast:
        disc = header
    soft = next(
        (s for t in (28, 20, 12, 6) if contrast(s := mix(ink, header, t / 100), header) >= theme.contrast),
        ink,
    )
    if accent is None:
        _, chroma, hue = oklch(header)
        light = oklch(ink)[0] > 0.5
        own = from_oklch(0.86 if light else 0.34, 0.085, hue) if chroma >= _GREY else theme.header_accent
        accent = moved_to_read(own, (header, disc), theme.contrast)
    return replace(
        theme,
        header=header,
        header_ink=ink,
        header_soft=soft,
        header_accent=accent,
        header_rule=mix(header, ink, 0.3),
        header_disc=disc,
    )


def _light_header(theme: Theme, header: str | None, accent: str | None) -> Theme:
    """A header that stays as the theme has it; the company's colours are those of its words."""
    grounds = (theme.header, theme.header_disc)
    need = max(theme.contrast, _HEADER_PRINT)
    ink = moved_to_read(header, grounds, need) if header else theme.header_ink
    first = accent or header
    shown = moved_to_read(first, grounds, theme.contrast) if first else theme.header_accent
    return replace(theme, header_ink=ink, header_accent=shown)


# -- the phases --------------------------------------------------------------------------------------------------------


def _ramp(theme: Theme, colour: str) -> Theme:
    """A ramp from dark to light with the company's colour in it, on which one ink can be read throughout."""
    ink = _ink(theme, colour)
    need = theme.contrast * _MARGIN
    lightness, chroma, hue = oklch(moved_to_read(colour, (ink,), need))
    low, high = _span(lightness, ink, need, chroma, hue)
    stops = []
    for k in range(_STEPS):
        at = low + (high - low) * k / (_STEPS - 1)
        # Dark steps a little quieter than the colour itself, as ink on paper is.
        strength = chroma * (1 - 0.3 * max(0.0, lightness - at) / _SPAN)
        stops.append(moved_to_read(from_oklch(at, strength, hue), (ink,), need))
    if contrast(ink, colour) >= need:
        nearest = min(range(_STEPS), key=lambda k: abs(oklch(stops[k])[0] - lightness))
        stops[nearest] = colour
    return replace(theme, phases=tuple(stops), phase_ink=ink)


def _span(lightness: float, ink: str, need: float, chroma: float, hue: float) -> tuple[float, float]:
    """The lightness of the first and the last phase: a span around the colour's own in which the ink can be read."""
    dark_ink = oklch(ink)[0] < 0.5
    low, high = lightness - _SPAN / 2, lightness + _SPAN / 2
    limit = lightness  # of what can be read, towards the ink
    for _ in range(100):
        step = limit - 0.01 if dark_ink else limit + 0.01
        if not 0 <= step <= 1 or contrast(ink, from_oklch(step, chroma, hue)) < need:
            break
        limit = step
    if dark_ink:
        low = max(low, limit)
        return low, max(min(_LIGHTEST, low + _SPAN), lightness)
    high = min(high, limit)
    return max(0.12 if lightness > 0.12 else lightness, min(high - _SPAN, lightness)), high


def _tinted_phases(theme: Theme, colour: str) -> Theme:
    """The theme's own light ramp in the company's hue, and an ink of that hue."""
    stops = tuple(_as_light_as(stop, colour, 1.5) for stop in theme.phases)
    _, chroma, hue = oklch(colour)
    lightness, most, _ = oklch(theme.phase_ink)
    ink = moved_to_read(from_oklch(lightness, min(chroma, most), hue), stops, theme.contrast * _MARGIN)
    return replace(theme, phases=stops, phase_ink=ink)


# -- opportunities and feelings ----------------------------------------------------------------------------------------


def _with_opportunity(theme: Theme, colour: str) -> Theme:
    return replace(
        theme,
        opportunity=colour,
        opportunity_ink=_ink(theme, colour),
        opportunity_tint=_as_light_as(theme.opportunity_tint, colour),
    )


def _with_positive(theme: Theme, colour: str) -> Theme:
    return replace(
        theme,
        positive=colour,
        positive_tint=_as_light_as(theme.positive_tint, colour, 1.2),
        positive_area=_as_light_as(theme.positive_area, colour, 1.2),
        positive_ink=_ink(theme, colour),
        # The target line is named in print, on the paper and on the ground of a phase.
        target=moved_to_read(colour, (theme.paper, theme.ground), theme.contrast),
    )


def _with_negative(theme: Theme, colour: str) -> Theme:
    return replace(
        theme,
        negative=colour,
        negative_tint=_as_light_as(theme.negative_tint, colour, 1.2),
        negative_area=_as_light_as(theme.negative_area, colour, 1.2),
        negative_ink=_ink(theme, colour),
    )
