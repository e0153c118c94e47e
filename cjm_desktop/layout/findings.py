"""What a person should know before a sheet is printed: nothing is cut, shrunk or left out without a word.

Texts that were shortened, type that cannot be read from the chosen distance, characters that no font has, and an emotion line
without room; each with its place and record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cjm_desktop.document import LaneKind, Message, Problem, Touchpoint

from .cells import row_name
from .clusters import clusters_of
from .gutter import lane_name
from .lanes import ASKED
from .paper import ROLLS, Paper, legible_from
from .picture import damaged, pixels_of, too_coarse, unprintable
from .sheet import Image, PartKind, Text
from .told import LEAST_READ, reads_from, shown_points, shown_reach

if TYPE_CHECKING:
    from .mapsheet import MapSheet

#: Parts that show names rather than texts.
_WITH_LABELS = (PartKind.CARD, PartKind.PARTY, PartKind.OPPORTUNITY, PartKind.PHASE, PartKind.POINT)
#: An emotion line that has less than this from the lowest to the highest grade (mm on A0) is flat: peaks and dips do not stand out.
FLAT = 32.0
#: Bands that use no more than this share of a sheet's height do not fill it.
_FILLED = 0.6
#: What a finding speaks of that tells what compact sheets leave out.
_COMPACT = ("poster.lanes", "", "compact")
#: So many characters of a text at most stand for it in a finding.
_NAME = 80


def called(text: str) -> str:
    """A person's text as a finding calls what it is about: its beginning, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _NAME else f"{line[: _NAME - 1].rstrip()}…"


def unreadable(problems: Iterable[Problem]) -> bool:
    """Whether one of some findings is of the kind that :func:`.advice.advise` looks into: something cannot be read from where people
    stand, be it small print, or a text was shortened. It then says itself whether anything helps."""
    return any(
        problem.place == "poster.paper" or (problem.place.partition("[")[0] in ("touchpoints", "opportunities") and "[" in problem.place)
        for problem in problems
    )


def before_printing(
    sheet: MapSheet, header_cut: Sequence[str], paper: Paper, distance: float
) -> tuple[Problem, ...]:
    """Everything worth knowing, the sheet as a whole first. ``distance`` is the reading distance in metres."""
    return (
        *_whole(sheet, paper, distance),
        *_compact(sheet),
        *_header(header_cut),
        *_shortened(sheet),
        *_homeless(sheet),
        *_labels(sheet),
        *_wordless(sheet),
        *_lanes(sheet),
        *_coarse(sheet, distance),
        *_missing(sheet),
    )


def of_series(told: Iterable[tuple[Problem, int]]) -> list[tuple[Problem, int]]:
    """What the sheets of a series tell, each with the sheet's place: the same thing once, and of the size of type and the height of
    the emotion line, which each sheet tells of itself, what is worst. What compact sheets do not show is told of all of them together."""
    kept: dict[tuple[str, str, str], tuple[tuple[float, ...], Problem, int]] = {}
    for problem, at in told:
        subject, bad = _weighed(problem)
        if subject == _COMPACT and subject in kept:
            _bad, before, first = kept[subject]
            both = _left_out(before)
            kept[subject] = ((), _set_compactly([*both, *(one for one in _left_out(problem) if one not in both)]), first)
            continue
        if subject not in kept or bad < kept[subject][0]:
            kept[subject] = (bad, problem, at)
    return [(problem, at) for _, problem, at in kept.values()]


def _weighed(problem: Problem) -> tuple[tuple[str, str, str], tuple[float, ...]]:
    """What a finding speaks of, and how bad it is: less is worse."""
    values = problem.message.values
    if _left_out(problem):
        return _COMPACT, ()
    if problem.place == "poster.paper":
        if "height" in values:
            return (problem.place, "", "height"), (float(str(values["height"])),)
        if "body" in values or "reach" in values:
            # The text itself that nobody reads, then what cannot be read from there, then small print alone.
            grave = 0.0 if "reach" not in values else 1.0 if "body" in values else 2.0
            return (problem.place, "", "type"), (grave, float(str(values.get("size", values.get("body")))))
    return (problem.place, problem.record or "", str(problem.message)), ()


def fewer_sheets(asked: int, count: int) -> Iterator[Problem]:
    """What is said of a series of ``count`` sheets that was allowed more (``asked``; 0 or 1: it was not)."""
    if asked > 1 and count < asked:
        yield Problem(
            "poster.sheets",
            Message(
                "It takes {count} of the {asked} sheets asked for: more would not make its type larger.",
                count=count,
                asked=asked,
            ),
        )


def _whole(sheet: MapSheet, paper: Paper, distance: float) -> Iterator[Problem]:
    # Size and reach are told of the smallest type, as in every piece of advice: the same quantity gets better then.
    if sheet.bands and sheet.body_pt < LEAST_READ:
        yield Problem(
            "poster.paper",
            Message(
                "The text is {body} pt: too small to be read from any distance. Choose larger paper or more sheets.",
                body=shown_points(sheet.body_pt),
            ),
        )
    elif sheet.bands and _too_long(sheet) and not reads_from(legible_from(sheet.body_pt), distance):
        yield Problem(
            "poster.paper",
            Message(
                "The text is {body} pt and the smallest type {size} pt, which can be read from up to {reach} m, "
                "not from {distance} m; its width limits it: choose wider paper or a shorter distance.",
                body=shown_points(sheet.body_pt),
                size=shown_points(sheet.smallest_pt),
                reach=shown_reach(sheet.legible_from),
                distance=distance,
            ),
        )
    elif sheet.bands and not reads_from(legible_from(sheet.body_pt), distance):
        yield Problem(
            "poster.paper",
            Message(
                "The text is {body} pt and the smallest type {size} pt, which can be read from up to {reach} m, "
                "not from {distance} m; choose larger paper or a shorter distance.",
                body=shown_points(sheet.body_pt),
                size=shown_points(sheet.smallest_pt),
                reach=shown_reach(sheet.legible_from),
                distance=distance,
            ),
        )
    elif sheet.bands and not reads_from(sheet.legible_from, distance):
        yield Problem(
            "poster.paper",
            Message(
                "The small print (channels, notes) is {size} pt and can be read from up to {reach} m, "
                "not from {distance} m; the text itself can.",
                size=shown_points(sheet.smallest_pt),
                reach=shown_reach(sheet.legible_from),
                distance=distance,
            ),
        )
    scales = [band.frame.low - band.frame.high for band in sheet.bands if band.shows(LaneKind.CURVE)]
    if scales and sheet.journey.touchpoints and min(scales) < FLAT * paper.unit:
        height = round(min(scales))
        if sheet.bands[0].order.graphs > 1:
            said = Message(
                "The emotion lines, each in a lane of its own, are flat: they have only {height} mm from the lowest to the highest grade. "
                "All lines in one graph, more sheets or larger paper give them room.",
                height=height,
            )
        elif paper.name in ROLLS:
            said = Message(
                "The emotion line is flat: it has only {height} mm from the lowest to the highest grade. "
                "A longer or wider roll, more sheets or fewer lanes give it room.",
                height=height,
            )
        else:
            said = Message(
                "The emotion line is flat: it has only {height} mm from the lowest to the highest grade. "
                "More sheets, larger paper or fewer lanes give it room.",
                height=height,
            )
        yield Problem("poster.paper", said)


def _too_long(sheet: MapSheet) -> bool:
    """Whether a sheet is so much longer than wide that its bands leave much of it empty: more length would not help."""
    lanes = [band.lanes for band in sheet.bands]
    used = sum(band.read_to - one.top + band.hung_h for band, one in zip(sheet.bands, lanes, strict=True))
    return sheet.count == 1 and sheet.height > 3 * sheet.width and used < _FILLED * sheet.height


def _compact(sheet: MapSheet) -> Iterator[Problem]:
    """What a sheet does not show, or not in its own place, because it is set compactly."""
    bands = [band for band in sheet.bands if band.m.compact]
    if not bands:
        return
    band = bands[0]
    answers = band.insights.graders
    on_it = [t for one in bands for t in sheet.journey.touchpoints[one.columns.start : one.columns.stop]]
    left: list[Message] = []
    if band.shows(LaneKind.CURVE) and any(t.grade is not None and answers.get(t.id) for t in on_it):
        left.append(Message("how many people a grade rests on (n) is not printed"))
    if band.owned and band.shows(LaneKind.CARDS) and any(t.party for t in on_it):
        left.append(Message("who is responsible stands on the cards and not in a lane"))
    if left:
        yield _set_compactly(left)


def _set_compactly(left: Sequence[Message]) -> Problem:
    """What is said of sheets that leave out one or two things because they are set compactly."""
    what = left[0] if len(left) == 1 else Message("{first}, and {then}", first=left[0], then=left[1])
    return Problem(
        "poster.lanes",
        Message(
            "Set compactly, so that its type is larger: {what}. More sheets or larger paper show it all.",
            what=what,
        ),
    )


def _left_out(problem: Problem) -> tuple[Message, ...]:
    """What :func:`_set_compactly` was told; nothing of any other finding."""
    what = problem.message.values.get("what")
    if problem.place != "poster.lanes" or not isinstance(what, Message):
        return ()
    both = (what.values.get("first"), what.values.get("then"))
    return tuple(one for one in both if isinstance(one, Message)) or (what,)


def _header(cut: Sequence[str]) -> Iterator[Problem]:
    for field in cut:
        yield Problem(field, too_long())


def too_long() -> Message:
    """What is said of a text that the head of a poster had to cut."""
    return Message("This text is too long for the poster’s header and was shortened; say it in fewer words.")


def told_short(title: str) -> Message:
    """What is said of a touchpoint whose title had to be cut in the story that the head tells; its card has a place of its own."""
    return Message(
        "In the header, where the peak, the dip and the end are told, “{title}” was shortened; a shorter title would fit there.",
        title=called(title),
    )


def _shortened(sheet: MapSheet) -> Iterator[Problem]:
    positions = {o.id: i for i, o in enumerate(sheet.journey.opportunities)}
    for band in sheet.bands:
        for i in range(band.columns.start, band.columns.stop):
            t = sheet.journey.touchpoints[i]
            for field in band.cut(t):
                if t.id in band.brief and field in ("text", "quotes"):
                    yield Problem(f"touchpoints[{i}].{field}", _much_longer(i + 1), t.id)
                    continue
                said = _unpictured(t, i + 1) if field == "picture" else _cut(t.title or str(i + 1))
                yield Problem(f"touchpoints[{i}].{field}", said, t.id)
        for hung in band.hung:
            o = hung.opportunity
            for field in hung.cut:
                yield Problem(f"opportunities[{positions[o.id]}].{field}", _cut(o.title), o.id)


def _cut(title: str) -> Message:
    return Message(
        "“{title}” was shortened to fit the sheet; choose larger paper or fewer words.", title=called(title)
    )


def _unpictured(touchpoint: Touchpoint, number: int) -> Message:
    if touchpoint.picture is not None and damaged(touchpoint.picture):
        return unprintable(touchpoint.picture, called(touchpoint.title or str(number)))
    return Message(
        "There is no room for the picture on card {number}, so it is left out; more sheets or larger paper show it.",
        number=number,
    )


def _much_longer(number: int) -> Message:
    return Message(
        "Card {number} is much longer than the others and was shortened, so that the whole poster need not be set "
        "smaller; say it in fewer words or on several cards.",
        number=number,
    )


def _homeless(sheet: MapSheet) -> Iterator[Problem]:
    """Opportunities on a map without a single column: there is nothing yet that they could stand under."""
    if sheet.bands and not sheet.bands[0].columns.runs and sheet.journey.opportunities:
        yield Problem(
            "opportunities",
            Message("The opportunities are not on the sheet: there is no touchpoint yet to hang them on."),
        )


def _labels(sheet: MapSheet) -> Iterator[Problem]:
    """Names of channels, parties, phases and emotions that had to end in an ellipsis, each once."""
    journey = sheet.journey
    named = [(f"channels[{i}].name", c.name, c.id) for i, c in enumerate(journey.channels)]
    named += [(f"parties[{i}].name", p.name, p.id) for i, p in enumerate(journey.parties)]
    named += [(f"phases[{i}].name", p.name, p.id) for i, p in enumerate(journey.phases)]
    named += [
        (f"touchpoints[{i}].emotion", t.emotion, t.id) for i, t in enumerate(journey.touchpoints) if t.emotion
    ]
    cut = {
        item.line.text.rstrip("…").split(" · ")[-1].strip().casefold()
        for part in sheet.parts()
        if part.kind in _WITH_LABELS
        for item in part.items
        if isinstance(item, Text) and item.line.text.endswith("…")
    } - {""}
    seen: set[str] = set()
    for place, name, record in named if cut else ():
        folded = name.casefold()
        if folded in seen or not any(_ends_in(" ".join(folded.split()), one) for one in cut):
            continue
        seen.add(folded)
        yield Problem(
            place,
            Message(
                "“{name}” is too long for its place on the sheet and ends in …; a shorter name would fit.",
                name=called(name),
            ),
            record,
        )


def _wordless(sheet: MapSheet) -> Iterator[Problem]:
    """Emotions without a grade that found no room at their ring on the neutral line."""
    if not any(t.grade is None and t.emotion.strip() for t in sheet.journey.touchpoints):
        return
    positions = {t.id: i for i, t in enumerate(sheet.journey.touchpoints)}
    for part in sheet.parts():
        if part.kind is not PartKind.POINT or part.record not in positions:
            continue
        i = positions[part.record]
        t = sheet.journey.touchpoints[i]
        # The first text of a ring is its question mark, and what follows is the word.
        if t.grade is None and t.emotion.strip() and sum(isinstance(item, Text) for item in part.items) < 2:
            yield Problem(
                f"touchpoints[{i}].emotion",
                Message(
                    "There is no room for “{name}” on the emotion line, so it is left out; "
                    "give it a grade, or choose larger paper or fewer lanes.",
                    name=called(t.emotion),
                ),
                t.id,
            )


def _ends_in(name: str, cut: str) -> bool:
    """Whether a name may be what was cut after ``cut``, the last line that is shown of it: its beginning, or more than a syllable
    from its middle where it goes over several lines."""
    return cut != name and (name.startswith(cut) or (len(cut) > 3 and cut in name[1:]))


def _lanes(sheet: MapSheet) -> Iterator[Problem]:
    """Lanes that were asked for but have nothing to show, and names of own lanes that had to be cut."""
    journey = sheet.journey
    if not sheet.bands or not journey.touchpoints:
        return
    own = {lane.id: i for i, lane in enumerate(journey.text_lanes)}
    band = sheet.bands[0]
    setting = band.setting
    if band.order.unasked:
        yield Problem(
            "poster.lanes",
            Message(
                "The lanes that are switched on show none of the touchpoints, so these are printed although they are switched off."
            ),
        )
    for row in band.order.empty:
        if row.kind in ASKED:
            place = f"text_lanes[{own[row.lane]}]" if row.lane else "poster.lanes"
            yield Problem(
                place,
                Message(
                    "The lane “{name}” is switched on but no touchpoint says anything in it, so it is left out.",
                    name=called(row_name(row, setting.words)),
                ),
                row.lane,
            )
    for row in band.order.rows:
        if row.lane and lane_name(row, sheet.gutter, setting, band.m)[1].shortened:
            yield Problem(
                f"text_lanes[{own[row.lane]}].name",
                Message(
                    "“{name}” is too long for its place on the sheet and ends in …; a shorter name would fit.",
                    name=called(row.name),
                ),
                row.lane,
            )


def _coarse(sheet: MapSheet, distance: float) -> Iterator[Problem]:
    """Pictures whose pixels are seen from where people stand."""
    journey = sheet.journey
    if not any(p.picture for p in journey.personas[:1]) and not any(t.picture for t in journey.touchpoints):
        return
    positions = {t.id: i for i, t in enumerate(journey.touchpoints)}
    for part in sheet.parts():
        for item in part.items:
            pixels = pixels_of(item.data) if isinstance(item, Image) else None
            if not isinstance(item, Image) or pixels is None:
                continue
            at = positions.get(part.record)
            if at is not None:
                whose, place, record = journey.touchpoints[at].title or str(at + 1), f"touchpoints[{at}].picture", part.record
            else:  # the head's
                whose, place, record = journey.personas[0].name or "…", "personas[0].picture", journey.personas[0].id
            if said := too_coarse(pixels, item.w, distance, called(whose)):
                yield Problem(place, said, record)


def _missing(sheet: MapSheet) -> Iterator[Problem]:
    """Characters without a glyph in any font, each once, with the record that has it first; what is written as one sign (a letter
    with its marks, a family of people) is one."""
    seen: set[str] = set()
    positions = {t.id: i for i, t in enumerate(sheet.journey.touchpoints)}
    for part in sheet.parts():
        for item in part.items:
            if not isinstance(item, Text):
                continue
            for run in item.line.runs:
                if 0 not in run.glyphs:
                    continue
                boxes = {at for glyph, at in zip(run.glyphs, run.clusters, strict=True) if not glyph}
                for at, sign in clusters_of(run.text):
                    if sign in seen or boxes.isdisjoint(range(at, at + len(sign))):
                        continue
                    seen.add(sign)
                    place = f"touchpoints[{positions[part.record]}]" if part.record in positions else ""
                    yield Problem(
                        place,
                        Message(
                            "No font has the character {char} (U+{code}); it prints as a box.",
                            char=sign,
                            code=" U+".join(f"{ord(char):04X}" for char in sign),
                        ),
                        part.record,
                    )
