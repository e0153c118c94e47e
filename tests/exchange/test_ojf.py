"""OpenJourney files: what they hold comes through both ways, gaps stay gaps, and what has no field is kept and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from cjm_desktop.document import MAX_RECORDS, Journey, Kind, Scale
from cjm_desktop.exchange import ImportFailed, journey_of_file, journey_of_ojf, ojf_text
from cjm_desktop.exchange.ojf import grade_of_score, score_of_grade
from cjm_desktop.storage import unknown_keys
from cjm_desktop.storage.envelope import to_bytes
from cjm_desktop.storage.reading import parse
from tests.exchange.exchanged import maps

SUPPORT: dict[str, Any] = {
    "version": "1.0",
    "persona": "Robin",
    "pointOfView": "Getting a lamp mended",
    "stages": [{"id": "s1", "name": "Before"}, {"id": "s2", "name": "After"}, {"id": "s3", "name": "Never used"}],
    "swimlanes": [{"id": "l1", "name": "Pain points"}, {"id": "l2", "name": "Waiting"}],
    "nodes": [
        {"stageId": "s2", "swimlaneId": "l2", "title": "Waits", "score": 0, "tags": ["channel: Phone", "slow"]},
        {"stageId": "s1", "swimlaneId": "l1", "title": "Breaks", "description": "At night.", "score": -5, "sentiment": "angry",
         "severity": "high", "icon": "bolt", "isMomentOfTruth": True},
        {"stageId": "s1", "swimlaneId": "l1", "title": "Rings"},
    ],
}  # fmt: skip


def read(tree: object, **how: Any) -> Any:
    return journey_of_ojf(json.dumps(tree).encode(), **how)


def test_a_file_in_full() -> None:
    imported = read(SUPPORT, title="file name")
    journey = imported.journey
    assert (journey.title, [one.name for one in journey.personas]) == ("Getting a lamp mended", ["Robin"])
    assert [phase.name for phase in journey.phases] == ["Before", "After", "Never used"]
    assert [(t.title, t.grade, t.kind, t.emotion, t.decisive) for t in journey.touchpoints] == [
        ("Breaks", 1.0, Kind.CONTACT, "angry", True),
        ("Rings", None, Kind.CONTACT, "", False),  # a missing score is a gap, not 0
        ("Waits", 5.5, Kind.WAITING, "", False),
    ]
    assert journey.touchpoints[0].note == "swimlane: Pain points\nseverity: high\nicon: bolt"
    assert journey.touchpoints[2].note == "tags: slow"
    assert [channel.name for channel in journey.channels] == ["Phone"]
    told = " ".join(map(str, imported.problems))
    assert all(f"“{key}”" in told for key in ("swimlane", "severity", "icon", "tags"))


#: The shapes of the two public samples: one without ids of nodes, one with them, both with swimlanes of their own.
THERE = SUPPORT | {
    "generator": {"name": "elsewhere", "theme": ["#fee2e2", 3, None, True]},
    "stages": [{"id": "s1", "name": "Before", "colour": "#ef4444"}, {"id": "s2", "name": "After"}],
    "swimlanes": [{"id": "l1", "name": "Pain Points", "icon": "bolt"}, {"id": "l2", "name": "Digital Touchpoints"},
                  {"id": "l3", "name": "Idle"}],
    "nodes": [
        {"stageId": "s1", "swimlaneId": "l1", "title": "Breaks", "description": "At night.", "score": -3, "sentiment": "frustrated",
         "severity": "medium", "purpose": "pain-point", "icon": "mood_bad", "iconColor": "#ef4444", "tags": ["Hardware", "Issue"]},
        {"id": "n7", "stageId": "s2", "swimlaneId": "l2", "title": "Chats", "score": 4, "isMomentOfTruth": True,
         "tags": ["Chat", "party: IT"],
         "blueprint": {"frontstage": ["agent"], "backstage": {"system": "crm"}}},
        {"id": "n8", "stageId": "s2", "swimlaneId": "l1", "title": "Waits", "iconColor": "#10b981"},
    ],
}  # fmt: skip


def _said(text: str) -> dict[str, Any]:
    """A file without what is only spelled in another way: ids of nodes that had none, moments of truth that are none, orders."""
    tree: dict[str, Any] = json.loads(text)
    for node, there in zip(tree["nodes"], THERE["nodes"], strict=False):
        if "id" not in there:
            del node["id"]
        if not node["isMomentOfTruth"]:
            del node["isMomentOfTruth"]
        node["tags"] = sorted(node.get("tags", []))
        if not node["tags"]:
            del node["tags"]
        if not node["description"]:
            del node["description"]
    return tree


def test_what_only_the_other_program_understands_comes_back_also_through_a_saved_document() -> None:
    journey = read(THERE).journey
    saved, _version = parse(to_bytes(journey), Path("a.cjm"))
    assert saved == journey and not unknown_keys(saved)
    nodes = [{**node, "tags": sorted(node["tags"])} if "tags" in node else node for node in THERE["nodes"]]
    assert _said(ojf_text(saved)[0]) == {**THERE, "nodes": nodes}
    assert all("no field here" not in str(p) or "goes back" in str(p) for p in read(THERE).problems)


def test_what_was_changed_meanwhile_wins_and_what_is_gone_takes_its_own_along() -> None:
    journey = read(THERE).journey
    first, second, third = journey.touchpoints
    copy = second.replace(id="copy", title="Chats again")
    changed = journey.replace(touchpoints=(first.replace(kind=Kind.WAITING, title="Is broken"), second, copy))
    tree = json.loads(ojf_text(changed)[0])
    assert [lane["name"] for lane in tree["swimlanes"]] == ["Pain Points", "Digital Touchpoints", "Idle", "waiting"]
    assert [node["title"] for node in tree["nodes"]] == ["Is broken", "Chats", "Chats again"]
    assert tree["nodes"][0]["swimlaneId"] == tree["swimlanes"][3]["id"] and tree["nodes"][0]["severity"] == "medium"
    assert len({node["id"] for node in tree["nodes"]}) == 3 and third.title not in ojf_text(changed)[0]


def test_what_is_kept_is_bounded_whoever_wrote_it() -> None:
    deep = [[[[[[[[1]]]]]]]]
    huge = {"id": "n1", "stageId": "s1", "title": "A", "essay": "x" * 9_000, "odd": "\ud800", "big": 10**30, "deep": deep, "ok": 1}
    imported = read(SUPPORT | {"nodes": [huge]})
    assert any("too large to be kept" in str(problem) for problem in imported.problems)
    node = json.loads(ojf_text(imported.journey)[0])["nodes"][0]
    assert node["ok"] == 1 and not {"essay", "odd", "big", "deep"} & set(node)
    forged = imported.journey.touchpoints[0].replace(ojf={"title": "Other", "id": 3, "tags": "x", "swimlaneId": [], "essay": "x" * 9_000})
    text, _problems = ojf_text(imported.journey.replace(touchpoints=(forged,), ojf=["x"]))
    node = json.loads(text)["nodes"][0]
    assert (node["title"], node["id"]) == ("A", "n1") and "essay" not in node and "tags" not in node
    nodes = [{"id": f"n{i}", "stageId": "s1", "title": "A", "essay": "x" * 7_000} for i in range(200)]
    kept = read(SUPPORT | {"nodes": nodes}).journey
    assert len(to_bytes(kept)) < 2_600_000


@pytest.mark.parametrize(("score", "grade"), [(-5, 1), (-2.5, 3.25), (0, 5.5), (1, 6.4), (5, 10)])
def test_scores_lie_on_the_scale(score: float, grade: float) -> None:
    assert grade_of_score(score, Scale()) == grade
    assert score_of_grade(grade, Scale()) == score
    odd = Scale(lowest=-10, neutral=0, highest=2)
    assert grade_of_score(score, odd) == pytest.approx(score * (2 if score < 0 else 0.4))


@given(maps())
def test_what_a_file_holds_comes_back(journey: Journey) -> None:
    text, problems = ojf_text(journey)
    again = journey_of_ojf(text.encode()).journey

    def held(one: Journey) -> object:
        channels = {channel.id: channel.name for channel in one.channels}
        parties = {party.id: party.name for party in one.parties}
        return [phase.name for phase in one.phases], [
            (t.kind, t.title, t.text, t.emotion, t.phase is None, channels.get(t.channel or ""), parties.get(t.party or ""))
            for t in one.touchpoints
        ]

    assert held(again) == held(journey)
    for before, after in zip(journey.touchpoints, again.touchpoints, strict=True):
        assert after.grade == (None if before.grade is None else pytest.approx(before.grade, abs=0.0001))
    assert len(problems) == sum(t.grade is None for t in journey.touchpoints)
    twice = journey_of_ojf(ojf_text(again)[0].encode()).journey
    assert ojf_text(twice) == ojf_text(again)


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (7, "lies between −5 and 5; this is 7"),
        (float("nan"), "lies between"),
        ("x", "“x” is not a number"),
        (True, "not a number"),
        (10**400, "…"),
    ],
)
def test_a_score_that_is_none_is_refused_or_left_out(score: object, words: str) -> None:
    tree = SUPPORT | {"nodes": [{"stageId": "s1", "title": "A", "score": score}]}
    with pytest.raises(ImportFailed, match=words) as failed:
        read(tree)
    assert [problem.place for problem in failed.value.problems] == ["node 1, grade"]
    assert read(tree, lenient=True).journey.touchpoints[0].grade is None


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"nodes": 3}', b"[" * 100_000, b'{"nodes": [' + b"[" * 50_000, b"\x00", b'{"nodes": [], "stages": 3}'],
)
def test_what_is_no_such_file_is_told(data: bytes) -> None:
    with pytest.raises(ImportFailed):
        journey_of_ojf(data)


def test_more_than_a_journey_has_is_refused() -> None:
    nodes = b",".join([b"{}"] * (2 * MAX_RECORDS + 1))
    with pytest.raises(ImportFailed, match="too large"):
        journey_of_ojf(b'{"stages": [], "nodes": [' + nodes + b"]}")


def test_odd_nodes_are_told_and_do_no_harm() -> None:
    tree = SUPPORT | {"nodes": [{"stageId": "gone", "title": 3, "description": [], "tags": "x", "blueprint": {"a": [1]}, "\x1b[2J": "y"}]}
    imported = journey_of_file("a.ojf", json.dumps(tree).encode())
    assert [(t.title, t.phase, t.note) for t in imported.journey.touchpoints] == [("3", None, 'blueprint: {"a": [1]}\n[2J: y')]
    assert all(str(problem).isprintable() for problem in imported.problems)
    with pytest.raises(ImportFailed, match="This is not a node"):
        read(SUPPORT | {"nodes": ["x"]})
