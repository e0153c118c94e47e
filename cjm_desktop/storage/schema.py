"""The JSON Schema of a journey file, made from the records themselves.

Contract: :func:`schema_text` gives JSON Schema 2020-12 of the newest version, the same text every time. It says
what a file looks like; what must hold between records (unique ids, references, grades on the scale) stands in
its descriptions, because JSON Schema cannot say it. ``resources/schema/cjm-journey-N.schema.json`` is this
text; ``python -m cjm_desktop schema`` prints it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cjm_desktop.document import Journey

from .envelope import ALWAYS, FORMAT, LEFT_OUT, MEDIA_TYPE, NAMES
from .field_notes import NOTES
from .migrations import CURRENT

#: Where the schema of the newest version lies among the resources.
FILE_NAME = f"{FORMAT}-{CURRENT}.schema.json"


def schema_text() -> str:
    """The schema as indented JSON with a line break at the end."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The schema as a dict."""
    journey = Journey.model_json_schema(ref_template="#/$defs/{model}")
    records: dict[str, Any] = journey.pop("$defs")
    records["Journey"] = journey
    for name, record in records.items():
        _tidy(name, record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{CURRENT}",
        "title": "Customer journey of CJM Desktop",
        "description": (
            f"A file *.cjm, media type {MEDIA_TYPE}: UTF-8 JSON. Values left out have their default. "
            "Keys in the journey and beside it that are not named here are kept when the file is saved; none stands twice in one record. "
            "Ids are unique in the whole document, "
            "and every reference names a record of the right list."
        ),
        "type": "object",
        "properties": {
            "format": {"const": FORMAT, "description": "Says that this is a journey."},
            "version": {"const": CURRENT, "description": "Version of the format."},
            "app": {"type": "string", "description": "The program that wrote the file, for people."},
            NAMES: {"const": LEFT_OUT, "description": "Says that real names of people were taken out of this file."},
            "journey": {"$ref": "#/$defs/Journey"},
        },
        "required": ["format", "version", "journey"],
        "$defs": dict(sorted(records.items())),
    }


def _tidy(name: str, record: dict[str, Any]) -> None:
    """Plain words in descriptions, a note on every field, no generated titles."""
    record.pop("title", None)
    if "description" in record:
        record["description"] = _plain(record["description"])
    notes = NOTES.get(name, {})
    for field, rule in record.get("properties", {}).items():
        rule.pop("title", None)
        if field in notes:
            rule["description"] = notes[field]
    if name in ALWAYS:
        record["x-always-written"] = sorted(ALWAYS[name])


def _plain(text: str) -> str:
    """A docstring without its markup, on one line."""
    text = re.sub(r":\w+:`~?\.?([^`]+)`", r"\1", text)
    return " ".join(re.sub(r"``?([^`]+)``?", r"\1", text).split())
