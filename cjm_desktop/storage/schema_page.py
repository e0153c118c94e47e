"""The file format as a page for people, made from the JSON Schema: ``cjm-desktop schema --markdown``.

Contract. :func:`page` gives Markdown, the same text every time: a table for each record with every field, its type, unit, bounds, default,
the version of the format since which there is one, and what it means. All of it is read from :func:`~.schema.schema` and from the
schemas of older versions, which stay in ``resources/schema``; only units (:data:`UNITS`) are told here, because JSON Schema has no word
for them. ``docs/format/journey.md`` is this text, and a test compares them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cjm_desktop.assets import asset

from .envelope import FORMAT, MEDIA_TYPE
from .migrations import CURRENT
from .persona_file import LARGEST as LARGEST_PERSONA
from .persona_file import PERSONA_FORMAT, PERSONA_SUFFIX, PERSONA_VERSION
from .schema import schema

#: The file in the documentation.
PLACE = "docs/format/journey.md"

_GRADE, _POINTS, _COUNT = "grade", "points", "number"
#: What each number is counted in, by field, or by record and field where fields of one name differ.
UNITS: Mapping[str, str] = {
    "grade": _GRADE, "group_grade": _GRADE, "desired": _GRADE, "lowest": _GRADE, "highest": _GRADE, "neutral": _GRADE, "step": _GRADE,
    "fine": _GRADE, "DesiredExperience.target": _GRADE, "pain": _POINTS, "weight": _POINTS, "impact": _POINTS, "effort": _POINTS,
    "votes": "votes", "answers": "answers", "place": _COUNT, "at": _COUNT, "sheets": "sheets", "colour": "index", "distance": "m",
    "amount": "its `unit`", "ServiceLevel.target": "its `unit`", "ServiceLevel.actual": "its `unit`",
    "Reading.actual": "the unit of the service level",
}  # fmt: skip

_PERSONA = f"""\
## A persona as a file

`*{PERSONA_SUFFIX}` is one persona for another journey: UTF-8 JSON of at most {LARGEST_PERSONA:,} bytes.

```json
{{
  "format": "{PERSONA_FORMAT}", "version": {PERSONA_VERSION}, "app": "CJM Desktop …",
  "persona": {{…}}, "channels": [{{"name": "…", "icon": "…"}}]
}}
```

`persona` has the fields of the record [Persona](#persona) without `id` and `channels`, since ids mean something in one journey only: which
channels it prefers is told by their names. It gets a fresh id where it is taken in.
"""

_INTRODUCTION = f"""\
# The format of a journey

<!-- Made by `cjm-desktop schema --markdown` from the records themselves: change those, then make it again. -->

A journey is a file `*.cjm` of the media type `{MEDIA_TYPE}`: UTF-8 JSON, at the top of it an envelope with the journey inside.

```json
{{"format": "{FORMAT}", "version": {CURRENT}, "app": "CJM Desktop …", "journey": {{…}}}}
```

This page describes version {CURRENT}, the newest. Every older version is read and brought to it by numbered steps (`STEPS` in
`cjm_desktop/storage/migrations.py`); only the newest is written. A program that meets a higher version says so and changes nothing.

What holds everywhere:

- A value that is left out has its default. A field without one must be there.
- Fields that are not named here are kept when the file is saved. No field stands twice in a record.
- An *id* has 1 to 40 letters, digits, `_` and `-`, is unique in the whole document and stays with its record for life. A field that holds
  the id of another record names one of the right list.
- A *line* is text without line breaks; a *text* may have them. Neither holds control characters or unpaired marks of direction.
- A *grade* lies on the document's own scale (record `Scale`, 1 to 10 unless it says otherwise). Nobody's grade is `null`, never 0.
- A *day* is `YYYY-MM-DD`, or empty.
- *(real name)*: what an export leaves out unless it is asked for.

What must hold between records (references, order, grades on the scale) is checked when a file is opened: see
`cjm_desktop/document/invariants.py`. The same as JSON Schema 2020-12 is `resources/schema/{FORMAT}-{CURRENT}.schema.json`, which
`cjm-desktop schema` prints.
"""


def page() -> str:
    """The whole page."""
    records: dict[str, dict[str, Any]] = schema()["$defs"]
    tables = {name: record for name, record in records.items() if "properties" in record}
    choices = {name: record for name, record in records.items() if "enum" in record}
    first = ["Journey", *(name for name in tables if name != "Journey")]
    parts = [_INTRODUCTION, "## Records\n"]
    parts += [_table(name, tables[name]) for name in first]
    parts += ["## Choices\n", "| choice | one of | what it is |\n|---|---|---|\n" + "\n".join(_choices(choices)) + "\n"]
    return "\n".join([*parts, _PERSONA])


def _table(name: str, record: Mapping[str, Any]) -> str:
    """The section of one record."""
    head = "| field | type | unit | bounds | default | since | what it is |\n|---|---|---|---|---|:-:|---|"
    rows = []
    for field, rule in record["properties"].items():
        personal = " *(real name)*" if "x-personal" in rule else ""
        default = _default(rule) if field not in record.get("required", ()) else "must be there"
        cells = (_type(rule), unit(name, field, rule), _bounds(rule), default, str(since(name, field)), rule["description"] + personal)
        rows.append(f"| `{field}` | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    always = record.get("x-always-written")
    written = f"\nAlways written, also with their defaults: {', '.join(f'`{one}`' for one in always)}.\n" if always else ""
    return f"### {name}\n\n{_told(record)}\n{written}\n{head}\n" + "\n".join(rows) + "\n"


def _choices(records: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, record in records.items():
        yield f"| <a id=\"{name.lower()}\"></a>{name} | {', '.join(f'`{value}`' for value in record['enum'])} | {_told(record)} |"


def _told(record: Mapping[str, Any]) -> str:
    """What a record is, with the step of the method it belongs to and without where that rule was found."""
    text = re.sub(r";? ?seed [0-9][^)]*|METHOD (?=steps? )", "", record["description"])
    return text.replace(" ()", "")


# ------------------------------------------------------------------------------------------------ one field


def unit(record: str, field: str, rule: Mapping[str, Any]) -> str:
    """What a number is counted in; empty for everything that is no number. Raises ``KeyError`` for a number without one."""
    kinds = {form.get("type") for form in _forms(rule)}
    if not kinds & {"number", "integer"}:
        return ""
    return UNITS[f"{record}.{field}"] if f"{record}.{field}" in UNITS else UNITS[field]


def since(record: str, field: str) -> int:
    """The first version of the format that has the field, as the kept schemas tell; the newest for one that no older version has."""
    for version in range(1, CURRENT):
        if field in _older(version).get(record, {}).get("properties", {}):
            return version
    return CURRENT


@cache
def _older(version: int) -> Mapping[str, Any]:
    kept: Mapping[str, Any] = json.loads(asset("schema", f"{FORMAT}-{version}.schema.json").read_text(encoding="utf-8"))["$defs"]
    return kept


def _forms(rule: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The ways in which a value may be written: those of ``anyOf``, or the one."""
    return rule.get("anyOf") or [rule]


def _type(rule: Mapping[str, Any]) -> str:
    return " or ".join(_one_type(form) for form in _forms(rule))


def _one_type(form: Mapping[str, Any]) -> str:
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if form.get("type") == "array":
        return f"list of {_type(form['items'])}"
    if "enum" in form:
        return ", ".join(f"`{value}`" for value in form["enum"])
    if form.get("type") == "string":
        return _kind_of_text(form.get("pattern", ""))
    return {"null": "`null`", "boolean": "yes or no", "integer": "whole number"}.get(str(form.get("type")), str(form.get("type")))


def _kind_of_text(pattern: str) -> str:
    """What a text is, by its pattern: the long ones say which characters a line or a text may hold."""
    if pattern.startswith("^[A-Za-z0-9_-]{1,40}"):
        return "id"
    if pattern.startswith("^([0-9]{4}-"):
        return "day"
    if "\\u2028" in pattern:
        return "line"
    return "text" if "\\x0B" in pattern or not pattern else f"text like `{pattern}`"


def _bounds(rule: Mapping[str, Any]) -> str:
    found = []
    for form in _forms(rule):
        low, high, above = form.get("minimum"), form.get("maximum"), form.get("exclusiveMinimum")
        if above is not None:
            found.append(f"more than {above:,}, at most {high:,}" if high is not None else f"more than {above:,}")
        elif low is not None and high is not None:
            found.append(f"{low:,} to {high:,}")
        elif low is not None:
            found.append(f"from {low:,}")
        if "maxLength" in form:
            found.append(f"at most {form['maxLength']:,} characters")
        if "maxItems" in form:
            found.append(f"at most {form['maxItems']:,}")
            items = form["items"]
            if "maxLength" in items:
                found.append(f"each at most {items['maxLength']:,} characters")
    return ", ".join(found)


def _default(rule: Mapping[str, Any]) -> str:
    value = rule.get("default")
    if value in ("", []):
        return "empty" if value == "" else "none"
    if "default" not in rule or isinstance(value, dict):
        return "that record's own"
    return f"`{json.dumps(value, ensure_ascii=False)}`"
