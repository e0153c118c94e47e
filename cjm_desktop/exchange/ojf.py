"""A journey as an OpenJourney file (``.ojf``, JSON) and back.

Contract. An OpenJourney file has one persona, stages, swimlanes, and nodes that stand in a stage and a swimlane, with a
score from −5 to +5. Stages are our phases, nodes our touchpoints, in the order of the stages; the score −5 is the
lowest grade, 0 the neutral one, +5 the highest, straight in between; a missing score is a gap, not 0. A swimlane named
like one of our kinds is that kind; what we have no field for (swimlane, severity, purpose, tags, icon, blueprint) comes
into the note of its touchpoint, is reported, and is kept for the way back (:mod:`.ojf_kept`): where a touchpoint, a phase or the journey
came from such a file, its ids, swimlanes and all that we do not understand are written as they were. On the way out the kinds of other
touchpoints are swimlanes, channel and party are tags (``channel: E-mail``), and :mod:`.losses` says what the file does not hold. The same
journey gives the same bytes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, TypeVar

from cjm_desktop.document import (
    MAX_RECORDS,
    Journey,
    Kind,
    Message,
    Persona,
    Phase,
    Problem,
    Record,
    Scale,
    clean_line,
    clean_text,
)

from .builder import Builder, Imported
from .errors import ImportFailed
from .fields import field_of, kind_name, kind_of, number_text
from .ojf_kept import KEY, Keeper, kept_by
from .text_in import TOO_LARGE, decoded

_MOST = 5.0
_NOT_OURS = Message("The file is not an OpenJourney file: it must hold “stages” and “nodes”.")
# What a node may say that a touchpoint has no field for; the rest of what is not ours is named as it is.
_NOTED = ("severity", "purpose", "tags", "icon", "iconColor", "blueprint")
_OURS = frozenset(("id", "stageId", "swimlaneId", "title", "description", "score", "sentiment", "isMomentOfTruth"))
#: What is read of a file as a whole.
_READ = frozenset(("persona", "pointOfView", "stages", "nodes"))
R = TypeVar("R", bound=Record)
#: Most keys of a node that are looked at, most tags, and the longest text that a note gets of one of them.
_MOST_KEYS, _MOST_TAGS, _MOST_NOTE = 40, 40, 2_000


def grade_of_score(score: float, scale: Scale) -> float:
    """The grade of a score from −5 to +5; the neutral line is 0."""
    side = scale.highest - scale.neutral if score > 0 else scale.neutral - scale.lowest
    return min(scale.highest, max(scale.lowest, round(scale.neutral + score / _MOST * side, 4)))


def score_of_grade(grade: float, scale: Scale) -> float:
    """The score from −5 to +5 of a grade, to six places: a grade of four comes back as it was."""
    side = scale.highest - scale.neutral if grade > scale.neutral else scale.neutral - scale.lowest
    return round((grade - scale.neutral) / side * _MOST, 6) if side > 0 else 0.0


# ------------------------------------------------------------------------------------------------ out


def ojf_text(journey: Journey) -> tuple[str, list[Problem]]:
    """The file of a journey, and which touchpoints it may show less truly than the map does."""
    beside = kept_by(journey)
    lanes = _Lanes(journey, beside.pop("swimlanes", None))
    about = [kept_by(phase) for phase in journey.phases]
    taken = _own(about)
    stages = {
        phase.id: taken.get(at) or _free(f"s{at + 1}", taken.values()) for at, phase in enumerate(journey.phases)
    }
    zero = _free("s0", stages.values())
    loose = any(one.phase is None for one in journey.touchpoints)
    known = [kept_by(one) for one in journey.touchpoints]
    named_so = _own(known)
    used = set(named_so.values())
    channels = {one.id: one.name for one in journey.channels}
    parties = {one.id: one.name for one in journey.parties}
    problems, nodes = [], []
    for number, one in enumerate(journey.touchpoints):
        node: dict[str, Any] = {
            "id": named_so.get(number) or _free(f"n{number + 1}", used),
            "stageId": stages.get(one.phase or "", zero),
            "swimlaneId": lanes.of(one.kind, known[number].get("swimlaneId")),
            "title": one.title,
            "description": one.text,
        }
        if one.grade is None:
            said = Message("This touchpoint has no score in the file; programs that know no gap show it at 0.")
            problems.append(Problem(f"touchpoints[{number}].grade", said, one.id))
        else:
            score = score_of_grade(one.grade, journey.scale)
            node["score"] = int(score) if score.is_integer() else score
        if one.emotion:
            node["sentiment"] = one.emotion
        named = {"channel": channels.get(one.channel or ""), "party": parties.get(one.party or "")}
        tags = [f"{field}: {name}" for field, name in named.items() if name]
        rest = known[number].get("tags")
        tags += [tag for tag in rest if isinstance(tag, str)] if isinstance(rest, list) else []
        if tags:
            node["tags"] = tags
        node["isMomentOfTruth"] = one.decisive
        node |= {key: value for key, value in known[number].items() if key not in _OURS and key != "tags"}
        nodes.append(node)
    tree = {
        "version": "1.0",
        "persona": journey.personas[0].name if journey.personas else "",
        "pointOfView": journey.title,
        "stages": [
            *([{"id": zero, "name": ""}] if loose else []),
            *({**said, "id": stages[phase.id], "name": phase.name} for phase, said in zip(journey.phases, about, strict=True)),
        ],
        "swimlanes": lanes.all,
        "nodes": nodes,
    }
    tree |= {key: value for key, value in beside.items() if key not in tree or key == "version"}
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n", problems


class _Lanes:
    """The swimlanes of a file: those that it had, and one for each kind that none of them stands for."""

    def __init__(self, journey: Journey, kept: object) -> None:
        self.all: list[dict[str, Any]] = []
        self._kinds: dict[str, Kind] = {}
        self._language = journey.language
        for one in kept if isinstance(kept, list) else ():
            if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"] and one["id"] not in self._kinds:
                name = one.get("name")
                self._kinds[one["id"]] = (kind_of(clean_line(name)) if isinstance(name, str) else None) or Kind.CONTACT
                self.all.append(one)
        if not self.all:
            # A file of our own has them in the order of kinds.
            for kind in [kind for kind in Kind if any(one.kind is kind for one in journey.touchpoints)] or [Kind.CONTACT]:
                self._add(kind)

    def of(self, kind: Kind, wanted: object) -> str:
        """The swimlane of a touchpoint: the one it had, as long as it stands for its kind."""
        if isinstance(wanted, str) and self._kinds.get(wanted) is kind:
            return wanted
        return next((ident for ident, one in self._named() if one is kind), "") or self._add(kind)

    def _named(self) -> Iterator[tuple[str, Kind]]:
        """The swimlanes that are called like a kind."""
        for one in self.all:
            name = one.get("name")
            kind = kind_of(clean_line(name)) if isinstance(name, str) else None
            if kind is not None:
                yield one["id"], kind

    def _add(self, kind: Kind) -> str:
        ident = _free(f"sl{len(self.all) + 1}", self._kinds)
        self.all.append({"id": ident, "name": kind_name(kind, self._language)})
        self._kinds[ident] = kind
        return ident


def _own(kept: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """The ids that records had, by their places; a copy of a record gets one of its own."""
    out: dict[int, str] = {}
    seen: set[str] = set()
    for at, one in enumerate(kept):
        ident = one.get("id")
        if isinstance(ident, str) and ident and ident not in seen:
            out[at] = ident
            seen.add(ident)
    return out


def _free(ident: str, taken: Collection[str]) -> str:
    """An id that is not taken yet, nearest to the one that would be given."""
    return next(one for one in chain((ident,), (f"{ident}-{n}" for n in count(2))) if one not in taken)


# ------------------------------------------------------------------------------------------------ in


def journey_of_ojf(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False
) -> Imported:
    """The journey in an OpenJourney file. Raises :class:`~.errors.ImportFailed` naming every node where something is wrong."""
    tree = _tree(data)
    reading = _Reading(tree, lenient)
    return reading.journey(title, language or "en")


def _tree(data: bytes) -> Mapping[str, Any]:
    text = decoded(data)

    def no_number(_word: str) -> float:
        return math.nan

    try:
        tree = json.loads(text, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise ImportFailed(_NOT_OURS) from error
    if not isinstance(tree, dict) or not isinstance(tree.get("nodes"), list) or not isinstance(tree.get("stages", []), list):
        raise ImportFailed(_NOT_OURS)
    if len(tree["nodes"]) > 2 * MAX_RECORDS or len(tree.get("stages", [])) > MAX_RECORDS:
        raise ImportFailed(TOO_LARGE)
    return tree


class _Reading:
    """One file on its way to a journey."""

    def __init__(self, tree: Mapping[str, Any], lenient: bool) -> None:
        self.tree, self.scale = tree, Scale()
        self.builder = Builder(self.scale, lenient=lenient)
        self.noted: dict[str, int] = {}
        self.keeper = Keeper()
        self.lanes = self._names(tree.get("swimlanes", []))
        #: What is kept of each touchpoint, by its place.
        self.known: list[dict[str, Any]] = []
        self.others: list[str] = []

    def journey(self, title: str, language: str) -> Imported:
        stages = self._names(self.tree.get("stages", []))
        order = {ident: at for at, ident in enumerate(stages, 1)}
        nodes = []
        for number, node in enumerate(self.tree["nodes"], 1):
            place = f"node {number}"
            if not isinstance(node, dict):
                self.builder.refuse(place, Message("This is not a node."))
                continue
            stage = node.get("stageId")
            if not isinstance(stage, str) or stage not in order:
                self.builder.note(place, Message("Its stage is not in the file; it stands before all phases."))
            nodes.append((order.get(stage, 0) if isinstance(stage, str) else 0, number, node))
        nodes.sort(key=lambda one: one[:2])
        names, begun = list(stages.values()), 0
        for stage, number, node in nodes:
            self._begin(names[begun:stage], begun)
            begun = max(begun, stage)
            self._node(node, f"node {number}")
        self._begin(names[begun:], begun)
        beside = {"swimlanes": self.tree.get("swimlanes", []), **{key: self.tree[key] for key in list(self.tree)[:_MOST_KEYS]}}
        beside = self.keeper.kept({key: value for key, value in beside.items() if key not in _READ and value not in (None, "", [], {})})
        self._told()
        persona = clean_line(self._text(self.tree.get("persona"), "persona"))
        view = clean_line(self._text(self.tree.get("pointOfView"), "pointOfView"))
        personas = (Persona(id="pe1", name=persona),) if persona else ()
        made = self.builder.journey(title=view or title, language=language, personas=personas)
        journey = made.journey
        points = tuple(_with(one, kept) for one, kept in zip(journey.touchpoints, self.known, strict=False))
        phases = tuple(_with(one, kept) for one, kept in zip(journey.phases, self._of_stages(journey.phases, order), strict=True))
        return Imported(_with(journey.replace(touchpoints=points, phases=phases), beside), made.problems)

    def _of_stages(self, phases: Sequence[Phase], order: Mapping[str, int]) -> list[dict[str, Any]]:
        """What is kept of the stage of each phase: the last phases are the last stages."""
        given = self.tree.get("stages", [])
        known: dict[str, Mapping[str, Any]] = {}
        for one in given[:MAX_RECORDS]:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                known.setdefault(one["id"], one)
        stages = [known[ident] for ident in order][len(order) - len(phases) :]
        return [self.keeper.kept({key: one[key] for key in list(one)[:_MOST_KEYS] if key != "name"}) for one in stages]

    def _begin(self, names: Sequence[str], at: int) -> None:
        """Begin phases. A first stage without a name holds what stands before all phases."""
        for number, name in enumerate(names, at):
            if name or number:
                self.builder.start_phase(name)

    def _names(self, given: object) -> dict[str, str]:
        """Names of stages or swimlanes by their ids, in their order."""
        found: dict[str, str] = {}
        for one in given[:MAX_RECORDS] if isinstance(given, list) else ():
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                found.setdefault(one["id"], clean_line(self._text(one.get("name"), "")))
        return found

    def _node(self, node: Mapping[str, Any], place: str) -> None:
        lane = node.get("swimlaneId")
        name = self.lanes.get(lane, "") if isinstance(lane, str) else ""
        kind = kind_of(name) if name else None
        notes = [] if kind is not None or not name else [f"swimlane: {name}"]
        if notes:
            self._count("swimlane")
        row: dict[str, str] = {}
        for key in list(node)[:_MOST_KEYS]:
            value = node[key]
            if key == "tags":
                notes += self._tags(value, row)
            elif key not in _OURS and value not in (None, "", [], {}, False):
                known = key if key in _NOTED else clean_line(str(key))[:40]
                said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                notes.append(f"{known}: {said[:_MOST_NOTE]}")
                self._count(known)
        row |= {
            "title": self._text(node.get("title"), place, "title"),
            "text": self._text(node.get("description"), place, "text"),
            "emotion": self._text(node.get("sentiment"), place, "emotion")[:200],
            "grade": self._score(node.get("score"), place),
            "kind": kind_name(kind or Kind.CONTACT, "en"),
            "note": clean_text("\n".join(notes)),
        }
        self.builder.add(row, place, decisive=node.get("isMomentOfTruth") is True)
        kept = {key: node[key] for key in list(node)[:_MOST_KEYS] if key in ("id", "swimlaneId") or key not in _OURS}
        if "tags" in kept:
            kept["tags"] = self.others
        self.known.append(self.keeper.kept({key: value for key, value in kept.items() if value not in (None, "", [], {})}))

    def _tags(self, given: object, row: dict[str, str]) -> list[str]:
        rest: list[str] = []
        self.others = rest
        for tag in (one for one in given[:_MOST_TAGS] if isinstance(one, str)) if isinstance(given, list) else ():
            before, colon, name = clean_line(tag[:_MOST_NOTE]).partition(":")
            field = field_of(before) if colon else None
            if field in ("channel", "party") and name.strip() and field not in row:
                row[field] = name.strip()
            elif before:
                rest.append(clean_line(tag[:_MOST_NOTE]))
        if rest:
            self._count("tags")
        return [f"tags: {', '.join(rest)}"] if rest else []

    def _score(self, given: object, place: str) -> str:
        if given is None or given == "":
            return ""  # a gap: the scale's 0 would say that somebody felt nothing much
        if isinstance(given, bool) or not isinstance(given, int | float):
            self.builder.refuse(f"{place}, grade", Message("“{value}” is not a number.", value=clean_line(str(given)[:200])[:40]))
            return ""
        if not -_MOST <= given <= _MOST:  # not a number is outside as well
            said = clean_line(str(given)[:40]) if isinstance(given, float) or abs(given) < 10**40 else "…"
            self.builder.refuse(f"{place}, grade", Message("An OpenJourney score lies between −5 and 5; this is {score}.", score=said))
            return ""
        return number_text(grade_of_score(float(given), self.scale))

    def _text(self, given: object, place: str, field: str = "") -> str:
        if given is None or isinstance(given, dict | list):
            return ""
        text = given if isinstance(given, str) else str(given)[:200]
        if field:
            return text  # what is too long is told where the touchpoint is made
        return text[:200]

    def _count(self, key: str) -> None:
        if key in self.noted or len(self.noted) < _MOST_KEYS:
            self.noted[key] = self.noted.get(key, 0) + 1

    def _told(self) -> None:
        """What came into notes, each kind of it once."""
        for key, often in self.noted.items():
            self.builder.note(
                "",
                Message(
                    "“{key}” ({n} ×) has no field here; it stands in the notes of the touchpoints, and goes back into an .ojf file "
                    "as it was.",
                    key=clean_line(key),
                    n=often,
                ),
            )
        if self.keeper.lost:
            self.builder.note("", Message("Some of what only another program understands is too large to be kept for it."))


def _with(record: R, kept: Mapping[str, Any]) -> R:
    """A record that keeps something for another program."""
    return record.replace(**{KEY: dict(kept)}) if kept else record
