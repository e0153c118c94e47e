"""WHERE a journey lives: its file, the way in (bounded, migrated, validated) and the way out (atomic). No toolkit.

What salvages damaged files is loaded when somebody asks for it: its patterns and tables cost a start that meets no damage some
milliseconds.
"""

from typing import TYPE_CHECKING, Any

from . import templates
from .atomic import write_atomically
from .envelope import FORMAT, MEDIA_TYPE, SUFFIX, to_bytes
from .errors import (
    ChangedOnDisk,
    NotJson,
    NotMigrated,
    NotOurs,
    NotSound,
    OpenError,
    SaveError,
    StorageError,
    TooBig,
    TooNew,
    Unreadable,
    shown,
)
from .persona_file import PERSONA_SUFFIX, PersonaFile, open_persona, persona_bytes, save_persona
from .reading import Opened, names_left_out, open_journey, parse, parse_whole, read_file
from .saving import save_journey
from .stamp import Stamp
from .together import write_together
from .unknown import unknown_keys

if TYPE_CHECKING:
    from .salvage import Salvaged, salvaged, salvaged_of

__all__ = [
    "FORMAT",
    "MEDIA_TYPE",
    "PERSONA_SUFFIX",
    "SUFFIX",
    "ChangedOnDisk",
    "NotJson",
    "NotMigrated",
    "NotOurs",
    "NotSound",
    "OpenError",
    "Opened",
    "PersonaFile",
    "Salvaged",
    "SaveError",
    "Stamp",
    "StorageError",
    "TooBig",
    "TooNew",
    "Unreadable",
    "names_left_out",
    "open_journey",
    "open_persona",
    "parse",
    "parse_whole",
    "persona_bytes",
    "read_file",
    "salvaged",
    "salvaged_of",
    "save_journey",
    "save_persona",
    "shown",
    "templates",
    "to_bytes",
    "unknown_keys",
    "write_atomically",
    "write_together",
]


def __getattr__(name: str) -> Any:
    if name not in ("Salvaged", "salvaged", "salvaged_of"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import salvage

    globals().update(Salvaged=salvage.Salvaged, salvaged=salvage.salvaged, salvaged_of=salvage.salvaged_of)
    return globals()[name]
