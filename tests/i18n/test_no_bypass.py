"""No interface text goes round the translation: the window and the command line are read, not run.

Two rules, both on the syntax tree:

* a text that a person will see (an argument of ``setText``, ``QLabel``, ``print`` …) is not a bare literal;
* what is marked for translation (``_``, ``Message``, ``ngettext``, ``pgettext``) is literal text, because an f-string,
  a sum or a filled-in template is never found in a catalogue.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from cjm_desktop.assets import resources

PACKAGE = resources().parent / "cjm_desktop"
MARKERS = {"_": 1, "Message": 1, "ngettext": 2, "pgettext": 2}
#: In the window and the command line the catalogue's own methods count as markers too.
SPEAKING = {**MARKERS, "text": 1, "plural": 2}

#: Calls all of whose text arguments are shown to a person.
SHOWN = frozenset(
    """
    setText setWindowTitle setToolTip setStatusTip setWhatsThis setPlaceholderText setAccessibleName
    setAccessibleDescription setTitle setLabelText setInformativeText setDetailedText setSuffix setPrefix
    setSpecialValueText setHeaderLabels setNameFilter setNameFilters setPlainText setApplicationDisplayName setTabText
    addAction addMenu addTab addRow insertTab addSection showMessage
    QLabel QPushButton QToolButton QCheckBox QRadioButton QCommandLinkButton QGroupBox QAction QMenu QDockWidget
    QMessageBox QProgressDialog warning information question critical about
    getOpenFileName getSaveFileName getExistingDirectory getText getItem
    """.split()
)
#: Calls whose first text argument only is shown; the rest may be data.
SHOWN_FIRST = frozenset({"addItem", "insertItem", "addToolBar"})
#: Named arguments that are shown wherever they stand.
SHOWN_NAMED = frozenset({"text", "title", "toolTip", "statusTip", "placeholderText", "windowTitle"})
#: Receivers whose methods share a name with the above but talk to a log.
SILENT = frozenset({"log", "logger", "logging", "warnings"})


@lru_cache(maxsize=1)
def _nodes(source: str) -> list[ast.AST]:
    """All that a source says; kept for the next look at the same one."""
    return list(ast.walk(ast.parse(source)))


def offences(source: str, *, prints: bool = False) -> list[tuple[int, str]]:
    """Line and text of each bare literal that a person would see; ``prints`` looks at ``print`` and ``write`` too."""
    out = []
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            out.extend((node.lineno, text) for argument in _shown(node, prints) for text in _bare(argument))
    return sorted(out)


def _called(call: ast.Call) -> tuple[str, str]:
    """Name of what is called, and of the thing it is called on."""
    function = call.func
    if isinstance(function, ast.Attribute):
        owner = function.value
        return function.attr, owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return (function.id if isinstance(function, ast.Name) else ""), ""


def _shown(call: ast.Call, prints: bool) -> Iterator[ast.expr]:
    name, owner = _called(call)
    if owner in SILENT:
        return
    if name in SHOWN or (prints and (name == "print" or (name == "write" and owner in ("stdout", "stderr")))):
        yield from call.args
    elif name in SHOWN_FIRST:
        yield from call.args[:1]
    if name in SHOWN or name in SHOWN_FIRST or (name.startswith("Q") and name[1:2].isupper()):
        yield from (keyword.value for keyword in call.keywords if keyword.arg in SHOWN_NAMED)


def _bare(node: ast.expr) -> Iterator[str]:
    """The literal texts with letters in an expression that reach the reader untranslated."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _speaks(node.value):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from _bare(part)
            elif isinstance(part, ast.FormattedValue):
                yield from _bare(part.value)
    elif isinstance(node, ast.BinOp):
        yield from _bare(node.left)
        yield from _bare(node.right)
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from _bare(part)
    elif isinstance(node, ast.IfExp):
        yield from _bare(node.body)
        yield from _bare(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from _bare(part)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        # "…".format(…), "…".join(…): the text itself is bare although a method is called on it.
        called_on = node.func.value
        yield from _bare(called_on) if isinstance(called_on, ast.Constant | ast.JoinedStr | ast.BinOp) else ()


def _speaks(text: str) -> bool:
    """Whether a text says something: “→ ”, “1:1”, “</b>” and “(*.png)” do not, nor the program's own name."""
    return any(letter.isalpha() for letter in re.sub(r"\*\.\w+|CJM Desktop", "", _without_tags(text)))


def _without_tags(text: str) -> str:
    out, depth = [], 0
    for letter in text:
        depth += letter == "<"
        if depth == 0:
            out.append(letter)
        depth -= letter == ">" and depth > 0
    return "".join(out)


def unfindable(source: str, markers: Mapping[str, int] = MARKERS) -> list[int]:
    """Lines where something else than literal text (or a variable) is marked for translation."""
    out = []
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            name, _ = _called(node)
            for argument in node.args[: markers.get(name, 0)]:
                made = isinstance(argument, ast.JoinedStr | ast.BinOp)
                filled = isinstance(argument, ast.Call) and _called(argument)[0] in ("format", "join")
                if made or filled:
                    out.append(node.lineno)
    return out


#: Calls that take long texts which nobody reads in the window.
_UNSEEN = frozenset({"cast", "setStyleSheet", "setObjectName", "compile", "warn", "TypeVar", "assert_never"})
_NAMED_IN_OWN_WIDGETS = frozenset({"placeholder", "tooltip", "tip", "label", "caption", "heading", "hint"})


def unmarked_sentences(source: str) -> list[tuple[int, str]]:
    """What looks like a sentence or a command (“Add a card”, “Open…”) and is handed to any call unmarked.

    Catches the window's own widgets and tables, which :func:`offences` cannot know by name.
    """
    out = []
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            name, owner = _called(node)
            if name in SPEAKING or name in _UNSEEN or name.endswith("Error") or owner in SILENT:
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg in _NAMED_IN_OWN_WIDGETS]
            found = [text for value in named for text in _bare(value)]
            found += [text for value in node.args for text in _bare(value) if _reads_like_a_sentence(text)]
            out.extend((node.lineno, text) for text in found)
    return sorted(out)


def _reads_like_a_sentence(text: str) -> bool:
    return text.lstrip()[:1].isupper() and (" " in text.lstrip() or text.endswith("…")) and _speaks(text)


def _files(*parts: str) -> list[Path]:
    place = PACKAGE.joinpath(*parts)
    return sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.exists()


def test_no_text_goes_round_the_translation() -> None:
    window, line = set(_files("ui")), {*_files("cli.py"), *_files("cli"), *_files("__main__.py")}
    found = []
    for path in _files():
        source, name = path.read_text("utf-8"), path.relative_to(PACKAGE)
        speaks = name.parts[0] in ("ui", "cli", "cli.py", "app.py", "__main__.py")
        if path in window:
            found += [f"{name}:{at}: the window shows {text!r} as it is" for at, text in offences(source)]
            found += [f"{name}:{at}: a widget of ours gets {text!r} as it is" for at, text in unmarked_sentences(source)]
        if path in line:
            found += [f"{name}:{at}: the command line prints {text!r} as it is" for at, text in offences(source, prints=True)]
        found += [f"{name}:{at}: what is marked cannot be looked up" for at in unfindable(source, SPEAKING if speaks else MARKERS)]
    assert window and line
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        'label.setText("Save")',
        'label.setText(f"{n} cards")',
        'label.setText("Page " + str(n))',
        'label.setText("{} cards".format(n))',
        'label.setText("One" if n == 1 else _("Many"))',
        'box = QLabel("Name", parent)',
        'QAction(icon, "Open…", self)',
        'QPushButton(text="Close")',
        'QMessageBox.warning(self, _("Oh"), "It broke")',
        'tree.setHeaderLabels(["Name", _("Grade")])',
        'menu.addItem("First", "data")',
        'label.setText("<b>Bold</b>")',
    ],
)
def test_bare_text_is_found(line: str) -> None:
    assert offences(line)


@pytest.mark.parametrize(
    "line",
    [
        'label.setText(_("Save"))',
        'label.setText(ngettext("{n} card", "{n} cards", n).format(n=n))',
        "label.setText(catalogue.say(message))",
        'label.setText("")',
        'label.setText("→ 1:1")',
        'QFileDialog.getOpenFileName(self, _("Picture"), folder, _("Pictures") + " (*.png *.jpg)")',
        'label.setText(f"{a} – {b}")',
        'label.setText(f"<b>{name}</b>")',
        'box.addItem(_("First"), "first")',
        'widget.setObjectName("card")',
        'log.warning("disk nearly full")',
        'QSettings("org", "app")',
        'print("not a window")',
    ],
)
def test_marked_text_passes(line: str) -> None:
    assert offences(line) == []


def test_printed_text_counts_in_the_command_line() -> None:
    assert offences('print("Done.")', prints=True) == [(1, "Done.")]
    assert offences('sys.stderr.write("Oh no")', prints=True)
    assert offences('print(_("Done."), file=sys.stderr, end="x")', prints=True) == []


@pytest.mark.parametrize(
    "line", ['_(f"Hello {name}")', '_("a" + b)', 'Message("a {x}".format(x=1))', 'pgettext("c", f"{x}")', '_("%s" % x)']
)
def test_text_that_cannot_be_looked_up_is_found(line: str) -> None:
    assert unfindable(line) == [1]


def test_text_that_can_be_looked_up_passes() -> None:
    assert unfindable('_("Hello {name}").format(name=f"{x}")\nMessage("a {x}", x=f"{y}")\n_(row.text)') == []


@pytest.mark.parametrize(
    "line",
    ['button(ui, "Add a card")', 'Row("open", "Open…")', 'Field(desk, placeholder="name")', 'Row(f"Page {n}")'],
)
def test_bare_sentence_is_found(line: str) -> None:
    assert unmarked_sentences(line)


@pytest.mark.parametrize(
    "line",
    [
        'button(ui, ui.text("Add a touchpoint"))',
        'Row("open", Message("Open…"))',
        'Field(desk, placeholder=_("name"))',
        'widget.setStyleSheet("QLabel { color: red }")',
        'raise ValueError("The programmer made a mistake.")',
        'signal.connect("changed")',
    ],
)
def test_marked_sentence_passes(line: str) -> None:
    assert unmarked_sentences(line) == []
