"""A journey as an OpenJourney file (``.ojf``, JSON) and back.

Contract. An OpenJourney file has one persona, stages, swimlanes, and nodes that stand in a stage and a swimlane, with a
score from −5 to +5. Stages are our phases, nodes our touchpoints, in the order of the stages; the score −5 is the
lowest grade, 0 the neutral one, +5 the highest, straight in between; a missing score is a gap, not 0. A swimlane named
like one of our kinds is that kind; what we have no field for (swimlane, severity, purpose, tags, icon, blueprint) comes
into the note of its touchpoint, and is reported. On the way out kinds are the swimlanes, channel and party are tags
(``channel: E-mail``), and :mod:`.losses` says what the file does not hold. The same journey gives the same bytes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from cjm_desktop.document import (
    MAX_RECORDS,
    Journey,
    Kind,
    Message,
    Persona,
    Problem,
    Scale,
    clean_line,
    clean_text,
)

from .builder import Builder, Imported
from .errors import ImportFailed
from .fields import field_of, kind_name, kind_of, number_text
from .text_in import TOO_LARGE, decoded

_MOST = 5.0
_NOT_OURS = Message("The file is not an OpenJourney file: it must hold “stages” and “nodes”.")
# What a node may say that a touchpoint has no field for; the rest of what is not ours is named as it is.
_NOTED = ("severity", "purpose", "tags", "icon", "iconColor", "blueprint")
_OURS = frozenset(("id", "stageId", "swimlaneId", "title", "description", "score", "sentiment", "isMomentOfTruth"))
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
    kinds = [kind for kind in Kind if any(one.kind is kind for one in journey.touchpoints)] or [Kind.CONTACT]
    lanes = {kind: f"sl{number}" for number, kind in enumerate(kinds, 1)}
    stages = {phase.id: f"s{number}" for number, phase in enumerate(journey.phases, 1)}
    loose = any(one.phase is None for one in journey.touchpoints)
    channels = {one.id: one.name for one in journey.channels}
    parties = {one.id: one.name for one in journey.parties}
    problems, nodes = [], []
    for number, one in enumerate(journey.touchpoints):
        node: dict[str, Any] = {
            "id": f"n{number + 1}",
            "stageId": stages.get(one.phase or "", "s0"),
            "swimlaneId": lanes[one.kind],
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
        if tags:
            node["tags"] = tags
        node["isMomentOfTruth"] = one.decisive
        nodes.append(node)
    tree = {
        "version": "1.0",
        "persona": journey.personas[0].name if journey.personas else "",
        "pointOfView": journey.title,
        "stages": [
            *([{"id": "s0", "name": ""}] if loose else []),
            *({"id": stages[phase.id], "name": phase.name} for phase in journey.phases),
        ],
        "swimlanes": [{"id": ident, "name": kind_name(kind, journey.language)} for kind, ident in lanes.items()],
        "nodes": nodes,
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n", problems


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
        self.lanes = self._names(tree.get("swimlanes", []))

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
        self._told()
        persona = clean_line(self._text(self.tree.get("persona"), "persona"))
        view = clean_line(self._text(self.tree.get("pointOfView"), "pointOfView"))
        personas = (Persona(id="pe1", name=persona),) if persona else ()
        return self.builder.journey(title=view or title, language=language, personas=personas)

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

    def _tags(self, given: object, row: dict[str, str]) -> list[str]:
        rest = []
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
        for key, count in self.noted.items():
            self.builder.note(
                "",
                Message("“{key}” ({n} ×) has no field here; it stands in the notes of the touchpoints.", key=clean_line(key), n=count),
            )
