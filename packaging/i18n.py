"""The translator's tool: ``python packaging/i18n.py extract | update | compile | check``.

* extract: read the English texts in ``cjm_desktop/`` into ``resources/i18n/cjm_desktop.pot``;
* update: extract, then bring every language's ``.po`` up to date (new texts come in empty, old ones go);
* compile: make each ``.mo`` from its ``.po``, the same bytes for the same texts;
* check: exit 1 and say why when the ``.pot``, a ``.po`` or a ``.mo`` does not fit the source, or when a
  translation has other named places than its English text.

Needs Babel, which only this tool uses. No line numbers and no dates are written, so that a file changes only when
a text does.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cjm_desktop.storage.field_notes import NOTES  # noqa: E402  (from this very checkout)
from cjm_desktop.ui.help.sentences import FROM_SCHEMA  # noqa: E402

SOURCE = ROOT / "cjm_desktop"
FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / "cjm_desktop.pot"
#: All but the source's own.
LANGUAGES = tuple(
    row["code"] for row in json.loads((FOLDER / "languages.json").read_text(encoding="utf-8")) if row["code"] != "en"
)

#: Names under which text is marked in the source, and which of their arguments are text, plural and context.
KEYWORDS = {"_": None, "Message": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
#: Where a catalogue's own methods are called by their names too. Elsewhere “text” is a word like any other.
SPEAKING = ("ui/**.py", "cli/**.py", "app.py", "__main__.py")
SPEAKING_KEYWORDS = {**KEYWORDS, "text": None, "plural": (1, 2)}

#: Places for the noun of the one who travels (cjm_desktop/i18n/traveller.py): every catalogue fills them in by itself.
TRAVELLER = {"traveller", "a_traveller", "the_traveller", "the_travellers", "traveller_journey"}

# Fixed, because a changing date would change the file although no text changed.
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


_HEADER = """\
# The words of CJM Desktop.
# Copyright (C) 2026 the CJM Desktop authors
# This file is distributed under the same licence as CJM Desktop.
#"""


class _Catalogue(Catalog):
    """A catalogue whose header does not change with Babel's version or the day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        left_out = ("Generated-By", "Report-Msgid-Bugs-To", "Language-Team", "Last-Translator")
        return [(name, value) for name, value in super().mime_headers if name not in left_out]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        """Ignore the header of a file that was read: ours is fixed."""


def _empty(language: str | None) -> Catalog:
    return _Catalogue(
        locale=language,
        domain="cjm_desktop",
        project="CJM Desktop",
        version="1",
        header_comment=_HEADER,
        creation_date=_DAY,
        revision_date=_DAY,
        charset="utf-8",
        fuzzy=False,
    )


def extracted() -> Catalog:
    """Every marked text of the package, with the files it stands in; and those notes of the schema that the window shows."""
    catalogue = _empty(None)
    speaking = [(pattern, "python") for pattern in SPEAKING]
    found = [
        *extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS),
        *extract_from_dir(str(SOURCE), speaking, keywords=SPEAKING_KEYWORDS),
    ]
    for name, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
        if not message or not any(message):
            continue  # _("") is the header of a catalogue, not a text
        place = (f"cjm_desktop/{name}", 1)
        catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    for name in sorted(FROM_SCHEMA):
        record, _, field = name.partition(".")
        catalogue.add(NOTES[record][field], locations=[("cjm_desktop/storage/field_notes.py", 1)])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the text of a ``.pot`` or ``.po`` file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of a ``.mo`` file; untranslated texts are left out."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def read(path: Path, language: str | None) -> Catalog:
    """A ``.po`` or ``.pot`` file with the fixed header. Raises ``OSError`` when it cannot be read."""
    with path.open("rb") as file:
        found = read_po(file, locale=language)
    catalogue = _empty(language)
    for message in found:
        if message.id:
            catalogue[message.id] = message
    return catalogue


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with exactly the texts of the template, keeping every translation there is."""
    path = po_path(language)
    catalogue = read(path, language) if path.exists() else _empty(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def po_path(language: str) -> Path:
    """Where a language's texts are."""
    return FOLDER / language / "cjm_desktop.po"


def places(text: str) -> set[str]:
    """The named places of a template: ``{name}`` gives ``name``."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _texts(value: object) -> tuple[str, ...]:
    """A text, or the forms of a plural, as a tuple; what is not translated is an empty text."""
    return tuple(str(text or "") for text in (value if isinstance(value, list | tuple) else (value,)))


def misfits(language: str, catalogue: Catalog) -> list[str]:
    """Sentences about translations whose named places are not those of their English text."""
    out = []
    for message in catalogue:
        if message.id and _done(message):
            allowed = set().union(*(places(text) for text in _texts(message.id)))
            for text in _texts(message.string):
                # A plural form may leave the number out (“one card”), but may not invent a place.
                missing = set() if message.pluralizable else allowed - places(text) - TRAVELLER
                # A text that speaks of the one who travels does so in every language, in the form that its grammar asks for.
                missing |= TRAVELLER if allowed & TRAVELLER and not places(text) & TRAVELLER else set()
                if missing or places(text) - allowed - TRAVELLER:
                    out.append(f"{language}: “{text}” has other named places than “{_texts(message.id)[0]}”.")
    return out


def _done(message: Message) -> bool:
    return all(_texts(message.string))


def problems() -> list[str]:
    """What is out of date or wrong, one sentence each; empty when all is well."""
    template = extracted()
    out = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != written(template):
        out.append("cjm_desktop.pot does not hold the texts of the source: run packaging/i18n.py update.")
    for language in LANGUAGES:
        catalogue = updated(language, template)
        path = po_path(language)
        if not path.exists() or path.read_bytes() != written(catalogue):
            out.append(f"{language}/cjm_desktop.po is out of date: run packaging/i18n.py update.")
        out.extend(stale(language))
        out.extend(misfits(language, catalogue))
    return out


def stale(language: str) -> list[str]:
    """A sentence when a language's ``.mo`` is not what its ``.po`` gives, else nothing."""
    path = po_path(language)
    binary = path.with_suffix(".mo")
    if path.exists() and binary.exists() and binary.read_bytes() == compiled(read(path, language)):
        return []
    return [f"{language}/cjm_desktop.mo is not made from its .po: run packaging/i18n.py compile."]


def main(arguments: list[str]) -> int:
    """Do what the one argument says; 0 done, 1 problems found, 2 wrong use."""
    command = arguments[0] if len(arguments) == 1 else ""
    if command in ("extract", "update"):
        template = extracted()
        FOLDER.mkdir(parents=True, exist_ok=True)
        TEMPLATE.write_bytes(written(template))
        if command == "update":
            for language in LANGUAGES:
                catalogue = updated(language, template)
                po_path(language).parent.mkdir(exist_ok=True)
                po_path(language).write_bytes(written(catalogue))
                done = sum(1 for message in catalogue if message.id and _done(message))
                print(f"{language}: {done} of {len(catalogue)} texts translated")
        return 0
    if command == "compile":
        for language in LANGUAGES:
            po_path(language).with_suffix(".mo").write_bytes(compiled(read(po_path(language), language)))
        return 0
    if command == "check":
        found = problems()
        for sentence in found:
            print(sentence, file=sys.stderr)
        return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
