"""A persona as a file: it goes to another journey and loses nothing, and whatever else is in a file is refused with a sentence."""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Channel, Journey, Persona, Picture, Solution
from cjm_desktop.edits import adopt_persona
from cjm_desktop.storage import (
    NotJson,
    NotOurs,
    NotSound,
    OpenError,
    SaveError,
    TooBig,
    TooNew,
    Unreadable,
    open_persona,
    persona_bytes,
    save_persona,
    to_bytes,
)

_PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
_CHANNELS = (Channel(id="c1", name="Phone", icon="phone"), Channel(id="c2", name="Chat", icon="message-circle"))
_AMIRA = Persona(
    id="a1",
    name="Amira Őz",
    role="Planner",
    age="29",
    picture=Picture(media="image/png", data=_PNG, alt="Amira"),
    story="Moved house for it.\nStarts on Monday.",
    hobbies=("Chess",),
    ambitions=("Run the team",),
    frustrations=("Forms",),
    expectations=("A laptop",),
    channels=("c2",),
    solution=Solution.DO_IT_YOURSELF,
    needs=("A second screen",),
)


def _file(tmp_path: Path, **changes: Any) -> Path:
    """The file of Amira with parts changed; a part given as ``None`` is left out."""
    tree = json.loads(persona_bytes(_AMIRA, _CHANNELS))
    tree.update(changes)
    path = tmp_path / "amira.cjm-persona"
    path.write_text(json.dumps({key: value for key, value in tree.items() if value is not None}), encoding="utf-8")
    return path


def test_everything_comes_back_but_the_id(tmp_path: Path) -> None:
    path = tmp_path / "amira.cjm-persona"
    save_persona(_AMIRA, _CHANNELS, path)
    found = open_persona(path)
    assert found.persona.id != "a1"
    assert found.persona.replace(id="a1", channels=("c2",)) == _AMIRA
    assert [(channel.name, channel.icon) for channel in found.channels] == [("Chat", "message-circle")]
    assert persona_bytes(_AMIRA, _CHANNELS) == path.read_bytes(), "the same persona gives the same bytes"
    assert b"c2" not in path.read_bytes(), "ids mean nothing elsewhere"


def test_channels_are_found_by_name_in_another_journey(tmp_path: Path) -> None:
    path = tmp_path / "amira.cjm-persona"
    save_persona(_AMIRA.replace(channels=("c1", "c2")), _CHANNELS, path)
    found = open_persona(path)
    other = Journey(channels=(Channel(id="x9", name="CHAT"),))
    after = adopt_persona(other, found.persona, found.channels)
    assert [channel.name for channel in after.channels] == ["CHAT", "Phone"]
    assert after.personas[0].channels == (after.channels[1].id, "x9")
    assert Journey.model_validate(after.model_dump()) == after
    twice = adopt_persona(after, open_persona(path).persona, open_persona(path).channels)
    assert len(twice.personas) == 2
    assert len(twice.channels) == 2


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"format": "cjm-journey"}, NotOurs, "whole journey"),
        ({"format": "something"}, NotOurs, "not a persona of CJM Desktop"),
        ({"version": 2}, TooNew, "newer CJM Desktop"),
        ({"version": "1"}, NotOurs, "does not say which version"),
        ({"version": True}, NotOurs, "does not say which version"),
        ({"persona": []}, NotOurs, "holds no persona"),
        ({"persona": {"name": 7}}, NotSound, "persona.name: This must be text."),
        ({"persona": {"name": "a\nb"}}, NotSound, "persona.name"),
        ({"persona": {"solution": "magic"}}, NotSound, "persona.solution"),
        ({"persona": {"picture": {"media": "image/png", "data": "AAAA"}}}, NotSound, "persona.picture: This is not a PNG"),
        ({"persona": {"picture": {"media": "image/png", "data": "A"}}}, NotSound, "persona.picture: This is not a PNG"),
        ({"persona": {"picture": {"media": "image/gif", "data": ""}}}, NotSound, "persona.picture.media"),
        ({"channels": {"name": "Phone"}}, NotSound, "channels: This must be a list."),
        ({"channels": ["Phone"]}, NotSound, "channels[0]"),
        ({"channels": [{"name": "Phone", "icon": "<svg>"}]}, NotSound, "channels[0].icon"),
    ],
)
def test_what_is_no_persona_is_refused(tmp_path: Path, changes: dict[str, Any], error: type[OpenError], said: str) -> None:
    path = _file(tmp_path, **changes)
    with pytest.raises(error) as told:
        open_persona(path)
    assert said in str(told.value)
    assert path.name in str(told.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        open_persona(tmp_path / "none.cjm-persona")
    with pytest.raises(Unreadable, match="is a folder, not a file of a persona"):
        open_persona(tmp_path)
    path = tmp_path / "x.cjm-persona"
    path.write_bytes(b"  \n")
    with pytest.raises(NotJson, match="is empty"):
        open_persona(path)
    path.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(NotJson, match="not a file of a persona"):
        open_persona(path)
    path.write_bytes(to_bytes(Journey(title="A whole one")))
    with pytest.raises(NotOurs, match="holds a whole journey"):
        open_persona(path)
    with path.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(TooBig, match="no persona is that large"):
        open_persona(path)


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="folder does not exist"):
        save_persona(_AMIRA, _CHANNELS, tmp_path / "none" / "amira.cjm-persona")


def test_what_is_not_known_does_not_come_along(tmp_path: Path) -> None:
    path = _file(tmp_path, persona={"name": "Amira", "id": "a-mine", "shoe": 41, "channels": ["c7"]})
    persona = open_persona(path).persona
    assert persona.__pydantic_extra__ in ({}, None)
    assert persona.id != "a-mine"
    assert persona.channels == ()


@settings(max_examples=120, deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "version", "persona", "channels", "name", "picture"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    ).map(lambda tree: json.dumps({"format": "cjm-persona", "version": 1, "persona": tree, "channels": tree}).encode())
)
def test_anything_at_all_is_a_persona_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.cjm-persona"
    path.write_bytes(data)
    with contextlib.suppress(OpenError):
        found = open_persona(path)
        adopt_persona(Journey(), found.persona, found.channels)
