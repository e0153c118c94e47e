"""The fonts installed on the machine, for characters that the shipped fonts lack.

Contract. :func:`font_files` walks the usual folders of the system and is bounded in count and depth; it never raises.
:func:`ranked` puts those files first that are likely to have a character and to suit a sans-serif poster. Nothing here
opens a font.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_SUFFIXES = (".ttf", ".otf", ".ttc")
_MOST_FILES = 4000
_DEEPEST = 6

_IDEOGRAPHS = (
    "cjk", "sourcehan", "notosanssc", "wqy", "droidsansfallback", "msyh", "pingfang", "hiragino", "simsun",
)  # fmt: skip
_KANA = ("cjk", "sourcehan", "notosansjp", "gothic", "hiragino", "meiryo")
#: First words of Unicode character names and the words that font files of that script carry in their names.
_HINTS = {
    "CJK": _IDEOGRAPHS,
    # Full-width signs, ideographic stops and brackets come with the ideographs that they stand between.
    **dict.fromkeys(("IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "CORNER", "LENTICULAR"), _IDEOGRAPHS),
    "HIRAGANA": _KANA,
    "KATAKANA": _KANA,
    "HANGUL": ("cjk", "sourcehan", "notosanskr", "nanum", "malgun", "applesdgothic"),
    "BOPOMOFO": ("cjk", "sourcehan", "notosanstc", "msjh"),
    "THAI": ("thai", "leelaw", "thonburi"),
    "DEVANAGARI": ("devanagari", "nirmala", "kohinoor"),
    "ARABIC": ("arabic", "segoeui", "geezapro"),
    "HEBREW": ("hebrew", "segoeui", "arialhb"),
}
_FAMILIES = ("notosans", "dejavusans", "segoeui", "arial", "helvetica", "freesans", "liberationsans", "noto")
_UNSUITED = (
    "emoji",
    "color",
    "mono",
    "serif",
    "condensed",
    "italic",
    "oblique",
    "math",
    "thin",
    "black",
    "light",
    "medium",
    "semi",
    "extra",
    "kufi",
    "nastaliq",
    "looped",
)


def font_folders() -> tuple[Path, ...]:
    """Where fonts are installed on this system, the person's own first. Folders need not exist."""
    home = Path.home()
    if sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA"), os.environ.get("WINDIR", r"C:\Windows")
        own = (Path(local, "Microsoft", "Windows", "Fonts"),) if local else ()
        return (*own, Path(windows, "Fonts"))
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [Path(data, "fonts"), home / ".fonts", *(Path(p, "fonts") for p in shared.split(":") if p)]
    return tuple(dict.fromkeys(folders))


def font_files(folders: Iterable[Path] | None = None) -> tuple[Path, ...]:
    """The font files below the folders, in a stable order, at most 4,000 and six folders deep."""
    found: list[Path] = []
    for folder in font_folders() if folders is None else folders:
        top = len(folder.parts)
        for place, below, names in os.walk(folder):
            below[:] = sorted(below) if len(Path(place).parts) - top < _DEEPEST else []
            found.extend(Path(place, name) for name in sorted(names) if name.lower().endswith(_SUFFIXES))
            if len(found) >= _MOST_FILES:
                return tuple(found[:_MOST_FILES])
    return tuple(found)


def ranked(files: Iterable[Path], character: str, bold: bool) -> list[Path]:
    """The files in the order in which to look for a character: its script by name, sans serif, the right weight."""
    script = unicodedata.name(character, "UNKNOWN").split()[0].split("-")[0]
    hints = _HINTS.get(script, (script.lower(),))

    def rank(path: Path) -> tuple[int, int, int, int, str]:
        name = path.stem.lower()
        hinted = 0 if any(hint in name for hint in hints) else 1
        family = next((i for i, family in enumerate(_FAMILIES) if name.startswith(family)), len(_FAMILIES))
        unsuited = sum(word in name for word in _UNSUITED)
        return hinted, unsuited, int(("bold" in name) != bold), family, str(path)

    return sorted(files, key=rank)
