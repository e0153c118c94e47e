"""What the program remembers between two starts: one table, one row for each setting.

Contract. :data:`SETTINGS` is the whole list; reading or writing a key that is not in it raises
``KeyError``. Values live in one ini file of the user (no registry, no organisation name), as texts of JSON and nothing else
(:mod:`.settings_file`): whatever somebody put into the file, nothing in it runs. A damaged value counts as not set. Nothing that is set
stops anybody: a value that a setting cannot have is refused with a warning, and what was stays. Settings that belong together
(:data:`TOGETHER`) are written together, so that two running programs leave what one of them had, and no mixture.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from weakref import finalize

from PySide6.QtCore import QByteArray, QCoreApplication, QTimer

from cjm_desktop.i18n import LANGUAGES

from .settings_file import SettingsFile

#: Files kept in “Open recent”.
MOST_RECENT = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to remember: its key, what it is until set, and which values make sense (empty: any of its
    type)."""

    key: str
    default: Any
    allowed: tuple[Any, ...] = ()


_ROWS = (
    Setting("language", "", ("", *LANGUAGES)),
    Setting("appearance/theme", "system", ("system", "light", "dark")),
    Setting("appearance/size", 0, (0, 100, 125, 150, 175, 200, 250)),
    Setting("appearance/motion", "system", ("system", "on", "off")),
    Setting("window/geometry", ""),
    Setting("window/maximised", False),
    Setting("window/journey_panel", True),
    Setting("window/side", "guide", ("guide", "journey")),
    Setting("window/guide_step", 0, tuple(range(11))),
    Setting("window/inspector", True),
    # The panels that are away only because there was no room for them, in the order in which they went.
    Setting("window/gave_way", "", ("", "journey_panel", "inspector", "inspector journey_panel", "journey_panel inspector")),
    Setting("window/panel_widths", [272, 328]),
    Setting("window/beside_width", 420),
    Setting("window/outline", False),
    Setting("opportunities/face", "board", ("board", "grid", "table")),
    # How wide somebody made columns of the table (px at scale 1), by the names of their fields.
    Setting("opportunities/widths", {}),
    Setting("votes/each", 3),
    Setting("votes/people", 0),
    Setting("photo/folder", ""),
    Setting("window/folded", []),
    Setting("files/recent", []),
    Setting("files/folder", ""),
    Setting("export/folder", ""),
    Setting("export/format", "pdf", ("pdf", "pptx", "png", "svg")),
    Setting("export/dpi", 150, (96, 150, 200, 300)),
    Setting("export/tile", "", ("", "A4", "A3", "Letter", "Tabloid")),
    Setting("export/overlap", 10, (0, 5, 10, 15, 20)),
    Setting("export/standard", "", ("", "x4", "a3")),
    Setting("export/bleed", 0, (0, 3, 5)),
    Setting("export/marks", False),
    Setting("export/proposed", []),
    Setting("export/inks", False),
    # Whose the choices for the print shop are: a document's, or everybody's (“*”).
    Setting("export/shop_of", "*"),
    Setting("export/outlines", False),
    Setting("export/phase_names", True),
    Setting("export/handout_paper", "A4", ("A4", "A3", "215.9x279.4mm", "279.4x431.8mm", "A2", "A1", "A0")),
    Setting("pack/parts_left_out", []),
    Setting("pack/one_file", True),
    Setting("handover/preset", "list"),
    Setting("handover/which", "open", ("open", "all")),
    # Presets as a person changed them, by their names.
    Setting("handover/changed", {}),
    Setting("start/language", ""),
    Setting("palette/recent", []),
    Setting("keys/changed", {}),
    # Which column was which touchpoint, by the names of the columns; and when which journey reminded of its review.
    Setting("survey/maps", {}),
    Setting("review/told", {}),
    Setting("present/tour", "all", ("all", "moments", "phases", "opportunities", "selected")),
    Setting("present/dark", False),
    Setting("present/story", True),
    Setting("present/pulse", False),
    Setting("present/minutes", 0),
)
# Written so soon after something was set (ms), and what is set until then with it.
_SOON_MS = 1_000
# Nothing that is remembered is longer (in characters) or larger than this.
_LONGEST, _LARGEST = 1_000_000, 1_000_000
#: Every setting by its key.
SETTINGS: Mapping[str, Setting] = MappingProxyType({row.key: row for row in _ROWS})
#: Settings that mean something only beside each other: which panels are in sight, and the choices for one print shop.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("window/journey_panel", "window/inspector", "window/gave_way"),
    ("export/shop_of", "export/standard", "export/bleed", "export/marks", "export/proposed", "export/inks"),
)
_MATES = {key: tuple(other for other in group if other != key) for group in TOGETHER for key in group}


def _makes_sense(value: Any, row: Setting) -> bool:
    """Whether a value is one that a setting can have: no disk and no hand may make a window of a million pixels."""
    if type(value) is not type(row.default) or (row.allowed and value not in row.allowed):
        return False
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    if isinstance(value, list) and row.default:
        figures = len(value) == len(row.default) and all(type(one) is int for one in value)
        return figures and all(abs(one) <= _LARGEST for one in value)
    return not isinstance(value, list) or all(isinstance(one, str) for one in value)


class Settings:
    """Reads and writes the settings of :data:`SETTINGS`."""

    def __init__(self, path: Path | None = None) -> None:
        """``path`` names the ini file; without it, the user's own."""
        self._file = SettingsFile(path, frozenset(SETTINGS))
        self._due = False
        # At the end of the program, and of this object before that.
        finalize(self, self._file.write)

    def get(self, key: str) -> Any:
        """The value of a setting, or its default when it is not set, damaged or not one of those allowed."""
        row = SETTINGS[key]
        raw = self._file.text(key)
        if raw is None or len(raw) > _LONGEST:
            return row.default
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError):
            return row.default
        return value if _makes_sense(value, row) else row.default

    def set(self, key: str, value: Any) -> None:
        """Remember a value. One that the setting cannot have is refused with a ``RuntimeWarning``: nobody's work may end at what is only
        remembered."""
        row = SETTINGS[key]
        if not _makes_sense(value, row):
            warnings.warn(f"a value of {key} that it cannot have was refused", RuntimeWarning, stacklevel=2)
            return
        if self._file.put(key, json.dumps(value)):
            for mate in _MATES.get(key, ()):
                self._file.put(mate, json.dumps(self.get(mate)), again=True)
        if not self._due and QCoreApplication.instance() is not None:
            self._due = True
            QTimer.singleShot(_SOON_MS, self.sync)

    def get_bytes(self, key: str) -> QByteArray:
        """A setting that holds the state of a window, as Qt wants it."""
        return QByteArray.fromBase64(QByteArray(str(self.get(key)).encode("ascii", "ignore")))

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Remember the state of a window."""
        self.set(key, bytes(value.toBase64().data()).decode("ascii"))

    def forget(self) -> None:
        """As if nothing had ever been set; the file keeps what it has but for what is set from now on."""
        self._file.forget()

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved lately, the last one first; not checked for existence."""
        return tuple(Path(name) for name in self._texts("files/recent"))

    def add_recent(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        name = str(path.absolute())
        rest = [other for other in self._texts("files/recent") if other != name]
        self.set("files/recent", [name, *rest][:MOST_RECENT])

    def drop_recent(self, path: Path) -> None:
        """Forget a recent file (it is gone)."""
        gone = {str(path), str(path.absolute())}
        self.set("files/recent", [name for name in self._texts("files/recent") if name not in gone])

    def clear_recent(self) -> None:
        """Forget all recent files."""
        self.set("files/recent", [])

    def sync(self) -> None:
        """Write everything to disk now."""
        self._due = False
        self._file.write()

    def _texts(self, key: str) -> Sequence[str]:
        return [value for value in self.get(key) if isinstance(value, str)]
