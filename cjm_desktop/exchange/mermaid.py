"""A journey as a Mermaid ``journey`` diagram and back, for wikis and code forges.

Mermaid knows tasks with a score from 1 to 5 and who takes part. Grades are put on that scale, rounded; it has
no gap in its line, so a touchpoint without a grade stands on the neutral line and is reported. The actor of a
task is the responsible party; further ones come into the note. On the way in, scores from 1 to 5 become grades
from 1 to 10. The YAML front matter before a diagram may give its title, where it has none of its own; directives and comments
(``%%``) mean nothing. Characters that Mermaid cannot hold become its entities (``#58;``).
"""

from __future__ import annotations

import html
import re

from cjm_desktop.document import Journey, Message, Problem, Scale, clean_line

from .builder import Builder, Imported
from .errors import ImportFailed
from .fields import number_of, number_text
from .text_in import MOST_LINES, TOO_LARGE, decoded

_LOW, _HIGH = 1, 5
_SPECIAL = re.compile(r"[#:;%{}<>]")
_ENTITY = re.compile(r"#(\w{1,8});")

#: What diagrams call the one who travels, as in the examples of the format: “Me”.
_TRAVELLER = frozenset(("me", "i", "jeg", "mig", "ik", "én", "jag"))
_NOT_A_PARTY = Message("“Me” is the one who travels, and did not become a responsible party.")
#: A section without a name: the format wants one.
_NAMELESS = "-"


def mermaid_text(journey: Journey) -> tuple[str, list[Problem]]:
    """The diagram of a journey, and which touchpoints it shows less truly than the map does."""
    parties = {party.id: party.name for party in journey.parties}
    phases = {phase.id: phase.name for phase in journey.phases}
    problems: list[Problem] = []
    lines = ["journey", f"    title {_out(journey.title) or '-'}"]
    section: str | None = None
    for i, touchpoint in enumerate(journey.touchpoints):
        if touchpoint.phase is not None and touchpoint.phase != section:
            lines.append(f"    section {_out(phases[touchpoint.phase]) or _NAMELESS}")
        section = touchpoint.phase
        grade = touchpoint.grade
        if grade is None:
            grade = journey.scale.neutral
            problems.append(
                Problem(
                    f"touchpoints[{i}].grade",
                    Message(
                        "Mermaid knows no gaps: this touchpoint has no grade and stands on the neutral line."
                    ),
                    touchpoint.id,
                )
            )
        score = round(_LOW + journey.scale.share(grade) * (_HIGH - _LOW))
        actor = _out(parties.get(touchpoint.party or "", "")).replace(",", "#44;")
        lines.append(f"      {_out(touchpoint.title) or '-'}: {score}" + (f": {actor}" if actor else ""))
    return "\n".join(lines) + "\n", problems


def journey_of_mermaid(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False
) -> Imported:
    """The journey in a Mermaid diagram. Raises :class:`~.errors.ImportFailed` naming the line of what is wrong."""
    scale = Scale()
    builder = Builder(scale, lenient=lenient)
    seen = False
    lines = decoded(data).splitlines()
    if len(lines) > MOST_LINES // 4:
        raise ImportFailed(TOO_LARGE)
    passed, above = _before(lines)
    title = above or title
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if number <= passed or not line or line.startswith(("%%", "```", "---")):
            continue
        if not seen:
            if line != "journey":
                raise ImportFailed(
                    Message("The file is not a Mermaid journey diagram: it must begin with “journey”.")
                )
            seen = True
        elif line.startswith("title "):
            title = _in(line[6:])
        elif line.startswith("section"):
            name = _in(line[7:]).strip()
            builder.start_phase("" if name == _NAMELESS else name)
        elif ":" in line:
            _task(builder, scale, line, f"line {number}")
        elif not line.startswith(("accTitle", "accDescr")):
            builder.note(f"line {number}", Message("This line is not a task and was left out."))
    if not seen:
        raise ImportFailed(
            Message("The file is not a Mermaid journey diagram: it must begin with “journey”.")
        )
    return builder.journey(title=title, language=language or "en")


def _before(lines: list[str]) -> tuple[int, str]:
    """How many lines stand before the diagram, front matter and directives of several lines included, and the title that they give."""
    at, title = 0, ""
    while at < len(lines):
        line = lines[at].strip().lstrip("\ufeff")
        if line == "---":
            end = next((i for i in range(at + 1, len(lines)) if lines[i].strip() == "---"), None)
            if end is None:
                return at, title  # no front matter: what stands there is refused where it stands
            for inner in lines[at + 1 : end]:
                # Only a key at the very edge is one of the diagram; further in it is one of its configuration.
                if inner.startswith("title:"):
                    title = _yaml_text(inner[6:])
            at = end + 1
        elif line.startswith("%%{"):
            end = next((i for i in range(at, len(lines)) if "}%%" in lines[i]), None)
            at = at + 1 if end is None else end + 1
        elif not line or line.startswith(("%%", "```")):
            at += 1
        else:
            break
    return at, title


def _yaml_text(value: str) -> str:
    """A text of one line as YAML writes it: plain, or in quotation marks of either kind."""
    value = value.strip()
    if len(value) > 1 and value[0] in "\"'" and (end := value.rfind(value[0])) > 0:
        inner = value[1:end]
        return clean_line(inner.replace("''", "'") if value[0] == "'" else re.sub(r"\\(.)", r"\1", inner))
    return clean_line(re.split(r"\s#", value, maxsplit=1)[0])


def _task(builder: Builder, scale: Scale, line: str, place: str) -> None:
    name, score, *actors = (part.strip() for part in line.split(":"))
    grade = _grade(builder, scale, score, place) if score else ""
    there = [who for one in (actors[0].split(",") if actors else ()) if (who := _in(one.strip()))]
    # Who travels is at every step, and answers for none.
    responsible = [one for one in there if one.casefold() not in _TRAVELLER]
    if len(responsible) < len(there):
        builder.note("", _NOT_A_PARTY)
    party, others = (responsible[0], responsible[1:51]) if responsible else ("", [])
    if others:
        builder.note(place, Message("Only the first of those who take part is the responsible party; the others stand in the note."))
    note = f"with: {', '.join(others)}"[:2_000] if others else ""
    builder.add({"title": _in(name), "grade": grade, "party": party, "note": note}, place)


def _grade(builder: Builder, scale: Scale, score: str, place: str) -> str:
    try:
        number = number_of(score)
    except ValueError:
        builder.refuse(place, Message("“{value}” is not a number.", value=clean_line(score)[:40]))
        return ""
    if not _LOW <= number <= _HIGH:
        builder.refuse(
            place, Message("A Mermaid score lies between 1 and 5; this is {score}.", score=clean_line(score)[:40])
        )
        return ""
    share = (number - _LOW) / (_HIGH - _LOW)
    return number_text(round(scale.lowest + share * scale.span, 2))


def _out(text: str) -> str:
    text = " ".join(text.split())
    text = _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
    # A task may not begin with a word of Mermaid's own.
    return re.sub(
        r"^(title|section|journey|accTitle|accDescr)\b", lambda m: f"#{ord(m[0][0])};{m[0][1:]}", text
    )


def _in(text: str) -> str:
    return _ENTITY.sub(lambda m: html.unescape(f"&#{m[1]};" if m[1].isdigit() else f"&{m[1]};"), text.strip())
