"""Every version ever written can still be read, and every step between versions has run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cjm_desktop.document import Journey, Record
from cjm_desktop.storage import NotMigrated, migrations, open_journey, parse, to_bytes
from cjm_desktop.storage.field_notes import NOTES

FILES = Path(__file__).parent.parent / "files"


def test_the_steps_have_no_gap() -> None:
    assert sorted(migrations.STEPS) == list(range(migrations.CURRENT))


@pytest.mark.parametrize("version", range(migrations.CURRENT + 1))
def test_a_document_of_each_version_opens(version: int) -> None:
    path = FILES / f"v{version}.cjm"
    assert json.loads(path.read_bytes())["version"] == version
    opened = open_journey(path)
    assert opened.migrated_from == (None if version == migrations.CURRENT else version)
    assert len(opened.journey.touchpoints) >= 8


def test_every_step_runs_and_changes_something(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: dict[int, bool] = {}

    def watched(number: int, tree: migrations.Tree) -> migrations.Tree:
        before = json.dumps(tree)
        after = steps[number](tree)
        assert json.dumps(tree) == before, "a step must not change its argument"
        ran[number] = after != tree
        return after

    steps = dict(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", {n: (lambda tree, n=n: watched(n, tree)) for n in steps})
    for path in FILES.glob("v*.cjm"):
        open_journey(path)
    assert ran == dict.fromkeys(range(migrations.CURRENT), True)


def test_the_draft_keeps_its_scores_and_descriptions() -> None:
    raw = json.loads((FILES / "v0.cjm").read_bytes())["journey"]["touchpoints"]
    journey = open_journey(FILES / "v0.cjm").journey
    assert [t.grade for t in journey.touchpoints] == [record["score"] for record in raw]
    assert [t.text for t in journey.touchpoints] == [record.get("description", "") for record in raw]
    assert not any(t.__pydantic_extra__ for t in journey.touchpoints)


def test_the_newest_document_uses_every_field_there_is() -> None:
    """So that a change of the format that forgets one is seen."""
    used: dict[str, set[str]] = {name: set() for name in NOTES}

    def walk(record: Record) -> None:
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if field.is_required() or value != field.default:
                used[type(record).__name__].add(name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Record):
                    walk(item)

    data = (FILES / f"v{migrations.CURRENT}.cjm").read_bytes()
    journey = open_journey(FILES / f"v{migrations.CURRENT}.cjm").journey
    walk(journey)
    missing = {name: set(NOTES[name]) - fields for name, fields in used.items()}
    assert {name: fields for name, fields in missing.items() if fields} == {}
    assert to_bytes(journey) == data


@pytest.mark.parametrize("touchpoints", [7, "x", [1], {"a": 1}, None, [None]])
def test_nonsense_of_an_old_version_is_a_sentence(touchpoints: object) -> None:
    data = json.dumps(
        {"format": "cjm-journey", "version": 0, "journey": {"touchpoints": touchpoints}}
    ).encode()
    with pytest.raises(
        NotMigrated, match=r"“x\.cjm” says it has format version 0, but it is not built like one\."
    ):
        parse(data, Path("x.cjm"))


def test_an_old_file_without_touchpoints_opens() -> None:
    assert parse(b'{"format":"cjm-journey","version":0,"journey":{}}', Path("x.cjm")) == (Journey(), 0)


@pytest.mark.parametrize("version", [-1, migrations.CURRENT + 1])
def test_there_is_no_way_from_a_version_that_never_was(version: int) -> None:
    with pytest.raises(ValueError, match="no such version"):
        migrations.migrated({}, version)
