"""The JSON Schema says what the program reads and writes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey
from cjm_desktop.storage import schema_page, templates, to_bytes
from cjm_desktop.storage.field_notes import NOTES
from cjm_desktop.storage.migrations import CURRENT
from cjm_desktop.storage.schema import FILE_NAME, schema, schema_text
from tests.strategies import journeys

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_committed_schema_is_up_to_date() -> None:
    assert asset("schema", FILE_NAME).read_text(encoding="utf-8") == schema_text(), (
        "write it again with `python -m cjm_desktop schema`"
    )


def test_the_page_of_the_format_is_up_to_date() -> None:
    place = Path(__file__).parents[2] / schema_page.PLACE
    assert place.read_text(encoding="utf-8") == schema_page.page(), f"write it again: python -m cjm_desktop schema --markdown > {place}"


def test_the_page_tells_every_field_with_the_unit_of_every_number() -> None:
    text = schema_page.page()
    for name, record in schema()["$defs"].items():
        section = text.partition(f"\n### {name}\n")[2].partition("\n### ")[0] if "properties" in record else text
        for field, rule in record.get("properties", {}).items():
            assert f"| `{field}` |" in section and rule["description"] in section, f"{name}.{field}"
            assert schema_page.unit(name, field, rule) or "number" not in json.dumps(rule), f"{name}.{field}"
            assert 1 <= schema_page.since(name, field) <= CURRENT
        for value in record.get("enum", ()):
            assert f"`{value}`" in section
    names = {key.partition(".")[2] or key for key in schema_page.UNITS}
    assert names <= {field for record in schema()["$defs"].values() for field in record.get("properties", {})}


def test_every_older_version_keeps_its_schema() -> None:
    for version in range(1, CURRENT + 1):
        assert asset("schema", FILE_NAME.replace(str(CURRENT), str(version))).is_file()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_field_is_explained_and_nothing_else_is() -> None:
    records = schema()["$defs"]
    fields = {name: set(record["properties"]) for name, record in records.items() if "properties" in record}
    assert {name: set(notes) for name, notes in NOTES.items()} == fields
    for name, record in records.items():
        assert record["description"], name
        assert "``" not in record["description"]
        assert ":class:" not in record["description"]
        for field, rule in record.get("properties", {}).items():
            assert rule["description"].endswith("."), f"{name}.{field}"
            assert "title" not in rule


@given(journeys())
def test_what_we_write_is_valid(journey: Journey) -> None:
    VALIDATOR.validate(json.loads(to_bytes(journey)))


def test_the_kept_document_is_valid() -> None:
    VALIDATOR.validate(json.loads((Path(__file__).parents[1] / "files" / "v1.cjm").read_bytes()))


@pytest.mark.parametrize("name", ["new-colleague", "new-laptop", "big", "empty"])
def test_the_samples_are_valid(name: str) -> None:
    VALIDATOR.validate(json.loads(to_bytes(templates.load(name, "en"))))


@pytest.mark.parametrize(
    "card",
    [{}, {"id": "a b"}, {"id": "t", "grade": "7"}, {"id": "t", "kind": "party"}, {"id": "t", "votes": -1}],
)
def test_what_we_refuse_is_not_valid(card: dict[str, object]) -> None:
    tree = {"format": "cjm-journey", "version": 1, "journey": {"touchpoints": [card]}}
    assert not VALIDATOR.is_valid(tree)
