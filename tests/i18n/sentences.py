"""Every sentence of ours that a person can meet, read out of the source: for the list of those that were read.

Contract. :func:`sentences` gives each text that is marked for translation in a package and says something whole (it has a full stop, or a
question mark, at its end), with where it stands; :func:`written` the list as it is kept in ``sentences_read.txt``. As a program it
writes that list anew: whoever runs it has read what is new (``python -m tests.i18n.sentences``).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "cjm_desktop"
LIST = Path(__file__).with_name("sentences_read.txt")
#: The packages whose sentences tell of what went wrong, or may.
PACKAGES = ("storage", "exchange", "cli", "press", "edits", "document")
#: Modules of the window that tell of what went wrong, or may.
WINDOW = (
    "ui/aside.py", "ui/files.py", "ui/file_strip.py", "ui/finds.py", "ui/guard.py", "ui/history.py", "ui/keeper.py", "ui/looking_back.py",
    "ui/merging.py", "ui/mishap.py", "ui/mishap_report.py", "ui/on_file.py", "ui/outgoing.py", "ui/pressroom.py", "ui/printing.py",
    "ui/recovering.py", "ui/surveys.py", "ui/versions.py", "ui/workspace.py", "ui/panels/persona_files.py", "ui/dialogs/asker.py",
    "ui/dialogs/compare.py", "ui/dialogs/export_outcome.py", "ui/dialogs/history.py", "ui/dialogs/history_rows.py", "ui/dialogs/merge.py",
    "ui/dialogs/question.py", "ui/dialogs/recover.py", "ui/dialogs/system_print.py",
)  # fmt: skip
#: The names under which text is marked: the catalogue's and the message's.
_MARKED = {"_", "Message", "text", "plural", "ngettext", "pgettext"}
_ENDS = (".", "?", ".)", "!", ":")


def sentences() -> dict[str, list[str]]:
    """Each sentence, and the modules in which it stands."""
    found: dict[str, list[str]] = {}
    for path in sorted([*(p for name in PACKAGES for p in (SOURCE / name).rglob("*.py")), *(SOURCE / name for name in WINDOW)]):
        place = path.relative_to(SOURCE).as_posix()
        for text in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            if text.rstrip().endswith(_ENDS) and " " in text.strip() and place not in found.setdefault(text, []):
                found[text].append(place)
    return found


def _marked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in _MARKED:
                yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def written() -> str:
    """The list: a sentence a line, sorted; line breaks in them as ``\\n``."""
    return "".join(sorted(text.replace("\n", "\\n") + "\n" for text in sentences()))


if __name__ == "__main__":
    LIST.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{len(sentences())} sentences\n")
