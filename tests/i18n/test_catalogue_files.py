"""The catalogue files: complete where they must be, compiled from what they say, the same bytes every time."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from cjm_desktop.assets import resources
from cjm_desktop.i18n.traveller import PLACES

#: Contexts of what a printed map and a new document say.
PRINTED = ("poster", "channel", "emotion", "kind", "traveller", "journey", "tiles", "theme", "handout", "pack")


def _tool() -> ModuleType:
    # Loaded by path: packaging/ is a folder of tools, not a package.
    path = resources().parent / "packaging" / "i18n.py"
    spec = importlib.util.spec_from_file_location("cjm_i18n_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()
LANGUAGES = tool.LANGUAGES


@pytest.fixture(scope="module")
def template() -> Catalog:
    found: Catalog = tool.extracted()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_mo_is_made_from_po(language: str) -> None:
    assert tool.stale(language) == []


def test_template_and_catalogues_hold_the_texts_of_the_source(template: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    # The source is read once for this module.
    monkeypatch.setattr(tool, "extracted", lambda: template)
    assert tool.problems() == [], "run: python packaging/i18n.py update && python packaging/i18n.py compile"


def _marked(path: Path) -> set[str]:
    """The plain texts that a source file marks, wherever they stand: within an f-string too, where Babel does not look."""
    names = {"_", "Message"} | ({"text"} if "ui" in path.parts else set())
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call) and node.args)
    first = (call.args[0] for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in names)
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_marked_text_is_in_the_template(template: Catalog) -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in template}
    files = sorted((resources().parent / "cjm_desktop").rglob("*.py"))
    lost = {path.name: missing for path in files if (missing := _marked(path) - known)}
    assert lost == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, template: Catalog) -> None:
    catalogue = tool.updated(language, template)
    missing = [m.id for m in catalogue if m.id and not all(_forms(m.string))]
    assert missing == []
    assert {m.context for m in catalogue} >= set(PRINTED)


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    """All forms of a text that may have several."""
    return string if isinstance(string, tuple) else (string,)


def _places(text: str) -> Counter[tuple[str, str | None]]:
    """The named places of a text with their formats. Those for the one who travels differ by grammar, and fill themselves."""
    found = ((name, form) for _text, name, form, _conversion in Formatter().parse(text) if name is not None)
    return Counter((name, form) for name, form in found if name not in PLACES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_the_places_of_its_text(language: str) -> None:
    for message in tool.read(tool.po_path(language), language):
        if not message.id:
            continue
        # Of a plural the form for one thing may do without the number.
        asked = _forms(message.id)
        for form in _forms(message.string):
            if len(asked) == 1:
                assert _places(form) == _places(asked[0]), form
            else:
                assert set(_places(form)) <= set(_places(asked[1])), form
            assert form[:1].isspace() == asked[0][:1].isspace(), form
            assert form[-1:].isspace() == asked[0][-1:].isspace(), form
            assert form.count("\n") == asked[0].count("\n"), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiling_twice_gives_the_same_bytes(language: str) -> None:
    path = tool.po_path(language)
    once = tool.compiled(tool.read(path, language))
    assert once == tool.compiled(tool.read(path, language))
    assert tool.written(tool.read(path, language)) == path.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_files_depends_on_the_machine(language: str) -> None:
    text = tool.po_path(language).read_text("utf-8")
    assert "Generated-By" not in text
    assert "EMAIL" not in text
    assert ".py:" not in text  # no line numbers: they would churn with every edit


def test_extraction_finds_every_marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "window.py").write_text('catalogue.text("Open")\nx.text()\nw.plural("a", "b", 2)\n', "utf-8")
    (tmp_path / "window.py").write_text(
        '_("Save {name}")\n'
        'Message("Row {n}", n=1, other="value")\n'
        'ngettext("{n} card", "{n} cards", n)\n'
        'pgettext("channel", "Phone")\n'
        'self._("Close")\n'
        'plain("Not this")\n_("")\n'
        'canvas.text("Nor this")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(tool, "SOURCE", tmp_path)
    monkeypatch.setattr(tool, "FROM_SCHEMA", frozenset())
    found = {(m.context, m.id if isinstance(m.id, str) else tuple(m.id)) for m in tool.extracted() if m.id}
    assert found == {
        (None, "Save {name}"),
        (None, "Row {n}"),
        (None, ("{n} card", "{n} cards")),
        ("channel", "Phone"),
        (None, "Close"),
        (None, "Open"),
        (None, ("a", "b")),
    }


@pytest.mark.parametrize(
    ("english", "translated", "fits"),
    [
        ("Row {n}", "Række {n}", True),
        ("Row {n}", "Række", False),
        ("Row {n}", "Række {m}", False),
        ("Row", "Række {n}", False),
        ("Row", "", True),
        ("Ask {a_traveller}", "Hogyan látja {the_traveller}", True),
        ("Ask {a_traveller}", "Spørg", False),
        ("Row", "{traveller_journey}", True),
        (("{n} card", "{n} cards"), ("Et kort", "{n} kort"), True),
        (("{n} card", "{n} cards"), ("Et kort", "{antal} kort"), False),
    ],
)
def test_named_places_must_agree(english: str | tuple[str, str], translated: str, fits: bool) -> None:
    catalogue = Catalog(locale="da")
    catalogue.add(english, translated)
    assert (tool.misfits("da", catalogue) == []) is fits


def test_texts_come_and_go_with_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = tmp_path / "source", tmp_path / "i18n"
    source.mkdir()
    monkeypatch.setattr(tool, "SOURCE", source)
    monkeypatch.setattr(tool, "FOLDER", folder)
    monkeypatch.setattr(tool, "TEMPLATE", folder / "cjm_desktop.pot")
    (source / "a.py").write_text('_("Old")\n_("Kept")\n', encoding="utf-8")
    assert tool.main(["update"]) == 0
    path = tool.po_path("da")
    path.write_text(path.read_text("utf-8").replace('msgid "Kept"\nmsgstr ""', 'msgid "Kept"\nmsgstr "Beholdt"'), "utf-8")
    assert tool.main(["compile"]) == 0
    assert tool.main(["check"]) == 0
    (source / "a.py").write_text('_("New")\n_("Kept")\n', encoding="utf-8")
    assert tool.main(["check"]) == 1
    assert tool.main(["update"]) == 0
    text = path.read_text("utf-8")
    assert "Beholdt" in text
    assert "New" in text
    assert "Old" not in text
    path.write_text(text.replace("Beholdt", "Bevaret"), "utf-8")
    assert tool.main(["check"]) == 1  # the .mo still says “Beholdt”
    assert tool.main(["compile"]) == 0
    assert tool.main(["check"]) == 0
    assert tool.main(["nonsense"]) == 2


def test_dutch_has_one_word_for_the_map_and_another_for_a_card() -> None:
    """“De kaart” is the map, as in “in kaart brengen”; what hangs on it is a “kaartje”."""
    both = [
        text
        for message in tool.read(tool.po_path("nl"), "nl")
        for english, text in zip(tool._texts(message.id), tool._texts(message.string), strict=False)
        if re.search(r"\bcards?\b", english, re.IGNORECASE)
        and not re.search(r"\bmap", english, re.IGNORECASE)
        and re.search(r"kaart(en)?\b", text.replace("Buiten de kaart", ""), re.IGNORECASE)
    ]
    assert both == []


def test_a_key_has_the_name_that_menus_give_it() -> None:
    """Menus are written by Qt, which says PgUp and PgDown in each of our languages."""
    for language in LANGUAGES:
        for message in tool.read(tool.po_path(language), language):
            for text in (*tool._texts(message.id), *tool._texts(message.string)):
                assert not re.search(r"Page (Up|Down)\b", text), (language, text)
