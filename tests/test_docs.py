"""The pages of the help are true to the program: links and pictures lead somewhere, keys and menu entries exist, nothing is left out."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cjm_desktop.assets import docs
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.actions import ACTIONS, MENUS, Group
from cjm_desktop.ui.canvas.keys import KEYS
from cjm_desktop.ui.help.pages import CONTENTS, Library
from cjm_desktop.ui.help.topics import PAGES
from cjm_desktop.ui.keymap import ROWS, portable

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "da", "nl", "hu", "sv")
#: What every language has in its own words.
ESSENTIAL = ("getting-started", "the-map", "quick-entry", "on-the-projector", "print-an-a0", "nothing-gets-lost")
FILES = [path for language in LANGUAGES for path in sorted((docs() / language).glob("*.md"))]
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_KEY = re.compile(r"((?:(?:Ctrl|Shift|Skift|Alt)\+)*)(F\d{1,2}|[\w?.↑↓←→]+(?: \w+)?)$")
_MODIFIED = re.compile(r"(?:Ctrl|Shift|Skift|Alt)\+[A-ZÅÄÖÁÉ0-9]\w*")
#: What keys are called on the pages, by what Qt calls them.
NAMES = {
    "en": {"Page Down": "PgDown", "Page Up": "PgUp", "Escape": "Esc", "Delete": "Del", "Enter": "Return"},
    "da": {
        "Mellemrum": "Space", "Delete": "Del", "Enter": "Return", "højre pil": "Right", "venstre pil": "Left", "pil op": "Up",
        "pil ned": "Down",
    },
    "nl": {"Spatie": "Space", "Delete": "Del", "Enter": "Return", "→": "Right", "←": "Left", "↑": "Up", "↓": "Down"},
    "hu": {
        "Szóköz": "Space", "Delete": "Del", "Enter": "Return", "jobb nyíl": "Right", "bal nyíl": "Left", "fel nyíl": "Up",
        "le nyíl": "Down",
    },
    "sv": {
        "Mellanslag": "Space", "Tabb": "Tab", "Delete": "Del", "Enter": "Return", "Höger": "Right", "Vänster": "Left", "Upp": "Up",
        "Ned": "Down",
    },
}  # fmt: skip
#: Keys that every desktop has for texts, lists and dialogs, and those that are no shortcuts but hands know.
HANDS = {"Space", "Tab", "Shift+Tab", "Esc", "Ctrl+Return", "Shift+Return", "Return", "Home", "End", "PgDown", "PgUp", "Ctrl", "Shift", "?"}


def text_of(path: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def known_keys() -> set[str]:
    """Every key of the tables, as Qt writes it."""
    from PySide6.QtCore import QKeyCombination
    from PySide6.QtGui import QKeySequence

    own = {portable(key) for row in ROWS.values() for key in row.keys} | {portable(row.shown) for row in ACTIONS.values() if row.shown}
    return own | {QKeySequence(QKeyCombination(held, key)).toString() for key, held in KEYS} | HANDS


def menus(language: str) -> set[str]:
    """Every way through the menus, as a page writes it."""
    say = catalogue_for(language).text

    def plain(text: str) -> str:
        return say(text).replace("&", "").rstrip(" …")

    ways = set()
    for title, entries in MENUS:
        for entry in entries:
            if isinstance(entry, Group):
                ways |= {f"{plain(title)} › {plain(entry.text)} › {plain(ACTIONS[one].text)}" for one in entry.ids if one != "-"}
            elif entry != "-":
                ways.add(f"{plain(title)} › {plain(ACTIONS[entry].text)}")
    return ways


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_link_and_picture_of_a_page_is_there(path: Path) -> None:
    library = Library(docs(), path.parent.name)
    page = next((one for one in library.pages if one.path == path.resolve()), library.pages[0])
    for shown, words, link in _LINK.findall(text_of(path)):
        if shown:
            assert (path.parent / link).is_file() and words, link
        else:
            target = library.target(page, link)
            if target is None and path.stem == "formats":
                # Also for those who read it where the source is.
                assert (path.parent / link).exists(), link
                continue
            assert target is not None, link
            found, anchor = target
            assert not anchor or anchor in {one.anchor for one in found.sections}, link


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_table_stands_right_under_a_block_of_code(path: Path) -> None:
    """Qt (6.11) puts the first word of such a table a line too low."""
    assert "```\n\n|" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_name_every_page_and_every_language_has_the_essentials(language: str) -> None:
    library = Library(docs(), language)
    own = {page.name for page in library.pages if page.language == language}
    assert own == {path.stem for path in (docs() / language).glob("*.md")} - {CONTENTS}
    assert own >= set(ESSENTIAL)
    assert {page.name for page in library.pages} == {path.stem for path in (docs() / "en").glob("*.md")} - {CONTENTS}
    assert set(PAGES.values()) <= {page.name for page in library.pages}
    pictures = {path.stem for path in (docs() / language / "pictures").glob("*.png")}
    assert pictures == set(pictures_tool().wanted(language)), "a picture that no page shows, or one that was never drawn"


@pytest.mark.parametrize("path", [one for one in FILES if one.stem != "formats"], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_keys_and_menus_of_a_page_are_those_of_the_program(path: Path, qapp: object) -> None:
    language, text, known = path.parent.name, text_of(path), known_keys()
    names = NAMES[language]

    def as_qt(key: str) -> str:
        head, plus, last = key.rpartition("+")
        return portable(head.replace("Skift", "Shift") + plus + names.get(last, last))

    wrong = []
    for code in _CODE.findall(text):
        found = _KEY.fullmatch(code)
        is_key = found is not None and (found[1] or code in names or re.fullmatch(r"F\d{1,2}", code))
        if is_key and as_qt(code) not in known and names.get(code, code) not in known:
            wrong.append(code)
    bare = _MODIFIED.findall(_CODE.sub("", text))
    assert wrong == [], "keys that do nothing"
    assert bare == [], "keys stand between backticks"
    ways = menus(language)
    named = re.findall(r"\*\*([^*]*›[^*]*)\*\*", re.sub(r"\s+", " ", text))
    assert [one for one in named if one not in ways] == [], "no such menu"


def pictures_tool():
    """packaging/make_pictures.py as a module."""
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "packaging" / "make_pictures.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_pictures_are_small_and_compared_by_what_they_show() -> None:
    tool = pictures_tool()
    for path in docs().glob("*/pictures/*.png"):
        assert path.stat().st_size <= tool.LARGEST, path
        with Image.open(path) as image:
            assert image.width <= tool.WIDEST, path
    with Image.open(docs() / "en" / "pictures" / "window.png") as opened:
        window = opened.convert("RGB")
    again = Image.open(io.BytesIO(tool.small(window)))
    assert tool.differs(window, again) <= tool._MUCH, "fewer colours are no other picture"
    other = window.copy()
    other.paste((200, 30, 30), (300, 200, 420, 240))
    assert tool.differs(window, other) > tool._MUCH, "another button is"
    assert tool.differs(window, window.resize((600, 300))) == 255


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_pictures_show_the_program_of_today() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "make_pictures.py"), "--check"],
        capture_output=True, text=True, env={**os.environ}, check=False, timeout=850,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
