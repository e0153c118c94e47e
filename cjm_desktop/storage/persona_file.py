"""A persona as a file of its own, to go along from one journey to the next (METHOD step 4: “persona is also a file”).

Contract: :func:`persona_bytes` gives UTF-8 JSON ``{"format": "cjm-persona", "version": 1, "app": "…", "persona": {…},
"channels": [{"name": …, "icon": …}]}``: the fields of a persona as in a journey file, without its id, its picture included, and
the channels it prefers by their names, since ids mean something in one journey only. The same persona gives the same bytes.
:func:`open_persona` gives a sound persona with a fresh id, or raises an :class:`~.errors.OpenError` with a sentence: it may be
given anything at all.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from cjm_desktop import __version__
from cjm_desktop.document import Channel, Message, Persona, Picture, Problem, fresh_id
from cjm_desktop.document.message import in_words

from .atomic import write_atomically
from .doubled import TWICE, doubled_keys
from .envelope import FORMAT as JOURNEY_FORMAT
from .envelope import record_tree
from .errors import NotJson, NotOurs, NotSound, TooBig, TooNew, Unreadable, problems_of, shown
from .reading import read_file

#: What the ``format`` key of a persona file says, its suffix, and the version written.
PERSONA_FORMAT = "cjm-persona"
PERSONA_SUFFIX = ".cjm-persona"
PERSONA_VERSION = 1
#: Largest persona file that is read, in bytes: a picture has at most 8 million characters.
LARGEST = 16 * 1024 * 1024
#: More channels than a persona can prefer.
_MOST_CHANNELS = 200
_FIELDS = frozenset(Persona.model_fields) - {"id", "channels"}
_STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True)
class PersonaFile:
    """A persona from a file, with a fresh id and no channels, and the channels it prefers, with fresh ids."""

    persona: Persona
    channels: tuple[Channel, ...]


def persona_bytes(persona: Persona, channels: Sequence[Channel]) -> bytes:
    """The file of a persona; ``channels`` are those of its journey."""
    tree = record_tree(persona)
    del tree["id"]
    tree.pop("channels", None)
    preferred = [channel for channel in channels if channel.id in persona.channels and channel.name.strip()]
    whole = {
        "format": PERSONA_FORMAT,
        "version": PERSONA_VERSION,
        "app": f"CJM Desktop {__version__}",
        "persona": tree,
        "channels": [{"name": channel.name, "icon": channel.icon} for channel in preferred],
    }
    return to_json(whole, indent=2) + b"\n"


def save_persona(persona: Persona, channels: Sequence[Channel], path: str | os.PathLike[str]) -> None:
    """Write a persona to a file, whole or not at all. Raises :class:`~.errors.SaveError`."""
    write_atomically(path, persona_bytes(persona, channels))


def open_persona(path: str | os.PathLike[str]) -> PersonaFile:
    """Read a persona file. Raises :class:`~.errors.OpenError` with a sentence naming the file and the place."""
    place = Path(path)
    file = shown(place)
    if place.is_dir():
        raise Unreadable(Message("“{file}” is a folder, not a file of a persona.", file=file), place)
    try:
        data, _ = read_file(place, LARGEST)
    except TooBig as error:
        raise TooBig(
            Message("“{file}” is larger than {limit} MB; no persona is that large.", file=file, limit=LARGEST // 1_048_576),
            place,
        ) from error
    tree = _tree(data, place)
    return _sound(tree, place)


def _tree(data: bytes, path: Path) -> dict[str, Any]:
    """The JSON of a file that says it is a persona of a version we can read."""
    file = shown(path)
    if not data.strip():
        raise NotJson(Message("“{file}” is empty.", file=file), path)
    try:
        tree = from_json(data.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        raise NotJson(
            Message("“{file}” is not a file of a persona, or it is damaged. Save the persona once more.", file=file), path
        ) from error
    if isinstance(tree, dict) and tree.get("format") == JOURNEY_FORMAT:
        raise NotOurs(
            Message("“{file}” holds a whole journey. Open it and save its persona as a file first.", file=file), path
        )
    if not isinstance(tree, dict) or tree.get("format") != PERSONA_FORMAT:
        raise NotOurs(Message("“{file}” is not a persona of CJM Desktop.", file=file), path)
    version = tree.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NotOurs(Message("“{file}” does not say which version of the format it has (version).", file=file), path)
    if version > PERSONA_VERSION:
        raise TooNew(
            Message("“{file}” was made by a newer CJM Desktop. Update the program to load this persona.", file=file), path
        )
    if not isinstance(tree.get("persona"), dict):
        raise NotOurs(Message("“{file}” holds no persona (persona).", file=file), path)
    if doubled := doubled_keys(data.removeprefix(b"\xef\xbb\xbf"), tree):
        problems = [Problem(place, TWICE) for place in doubled]
        raise NotSound(
            Message("“{file}” is not a sound persona. {problems}", file=file, problems=in_words(problems)), path, problems
        )
    return tree


def _sound(tree: dict[str, Any], path: Path) -> PersonaFile:
    """The persona and its channels, validated."""
    # What this program does not know would stay in the journey for ever without anybody seeing it.
    values = {key: value for key, value in tree["persona"].items() if key in _FIELDS}
    if isinstance(values.get("picture"), dict):
        values["picture"] = {key: value for key, value in values["picture"].items() if key in Picture.model_fields}
    problems: list[Problem] = []
    persona: Persona | None = None
    try:
        persona = Persona.model_validate_json(to_json({**values, "id": fresh_id("a")}), strict=True)
    except ValidationError as error:
        problems += [Problem(f"persona.{one.place}", one.message) for one in problems_of(error)]
    except ValueError:
        # Half a character cannot be written as JSON again.
        problems.append(Problem("persona", Message("This text holds characters that do not exist.")))
    channels: list[Channel] = []
    named = tree.get("channels", [])
    if not isinstance(named, list) or len(named) > _MOST_CHANNELS:
        problems.append(Problem("channels", Message("This must be a list.")))
        named = []
    for i, one in enumerate(named):
        fields = {key: one[key] for key in ("name", "icon") if key in one} if isinstance(one, dict) else one
        try:
            channels.append(
                Channel.model_validate_json(
                    to_json({**fields, "id": fresh_id("c")} if isinstance(fields, dict) else fields), strict=True
                )
            )
        except ValidationError as error:
            problems += [Problem(f"channels[{i}].{one_.place}".rstrip("."), one_.message) for one_ in problems_of(error)]
        except ValueError:
            problems.append(Problem(f"channels[{i}]", Message("This text holds characters that do not exist.")))
    if persona is not None and not _can_be_seen(persona):
        problems.append(Problem("persona.picture", Message("This is not a PNG or JPEG picture.")))
    if problems or persona is None:
        said = in_words(problems)
        raise NotSound(
            Message("“{file}” is not a sound persona. {problems}", file=shown(path), problems=said), path, problems
        )
    return PersonaFile(persona, tuple(channels))


def _can_be_seen(persona: Persona) -> bool:
    """Whether the picture, if there is one, begins as its kind of picture does."""
    picture = persona.picture
    if picture is None:
        return True
    try:
        data = base64.b64decode(picture.data, validate=True)
    except binascii.Error:
        return False
    return data.startswith(_STARTS[picture.media])
