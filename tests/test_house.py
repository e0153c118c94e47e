"""The house stands as designed: who loads what, what no file may hold, what every file must say."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cjm_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))
#: Longest file that one still reads through.
LONGEST = 600


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@cache
def tree_of(module: Path) -> ast.Module:
    """A module, read once for all that look at it."""
    return ast.parse(module.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------ what loads what


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a new Python has loaded after running the code."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"{code}\nimport sys\nprint('LOADED', *sys.modules)"],
        cwd=ROOT.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("LOADED "))
    return {name.split(".")[0] for name in line.split()[1:]}


TOOLKITS = {"PySide6", "shiboken6", "pyqtgraph"}


WITHOUT_TOOLKIT = "document analysis method edits layout paint.pdf paint.pptx paint.svg storage exchange i18n cli press".split()


@cache
def loaded_by_all() -> set[str]:
    """What all of them load in one Python, which is what each of them loads."""
    return loaded_by("import " + ", ".join(f"cjm_desktop.{package}" for package in WITHOUT_TOOLKIT))


@pytest.mark.parametrize("package", WITHOUT_TOOLKIT)
def test_everything_but_the_window_loads_no_toolkit(package: str) -> None:
    if loaded_by_all() & TOOLKITS:  # whose fault it is
        assert not loaded_by(f"import cjm_desktop.{package}") & TOOLKITS


def test_the_document_loads_neither_layout_nor_painters() -> None:
    loaded = loaded_by("import cjm_desktop.document, cjm_desktop.storage")
    assert not loaded & {"reportlab", "pikepdf", "uharfbuzz", "numpy"}


@pytest.mark.parametrize("ending", ["pdf", "pptx", "svg"])
def test_exporting_a_poster_from_the_command_line_loads_no_toolkit(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"poster.{ending}"
    sample = ROOT / "resources" / "samples" / "new-colleague.en.cjm"
    code = (
        "from cjm_desktop.cli import main\n"
        f"code = main(['export', {str(sample)!r}, '-o', {str(target)!r}])\n"
        "assert code in (0, 1), code"
    )
    assert not loaded_by(code) & TOOLKITS
    assert target.stat().st_size > 1000


def test_checking_a_journey_loads_no_toolkit_and_no_painter() -> None:
    sample = ROOT / "resources" / "samples" / "new-colleague.en.cjm"
    loaded = loaded_by(f"from cjm_desktop.cli import main\nassert main(['check', {str(sample)!r}]) in (0, 1)")
    assert not loaded & (TOOLKITS | {"reportlab", "pikepdf", "pptx"})


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calling_qt_costs_no_reference_to_none() -> None:
    """A PySide6 that loses one with every call ends the interpreter after some 5,000 (6.12.0 on Python 3.11 does)."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("a")
        thing.parent()
    assert sys.getrefcount(None) > before - 100


# ------------------------------------------------------------------------------------------------ what files hold


def tracked() -> list[Path]:
    """Every text file that belongs to the project: what git says, or without git what is not made by a tool."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        made = {"build", "dist", "output", "__pycache__"}
        tops = [path for path in ROOT.iterdir() if path.name not in made and (path.name == ".ci" or path.name[0] != ".")]
        paths = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*")) if not made & set(path.parts)]
    endings = set(".py .toml .lock .md .json .cjm .po .pot .xml .desktop .spec .sh .txt".split()) | {""}
    return [path for path in paths if path.suffix in endings and path.is_file()]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    # Written apart so that this file does not hold what it looks for.
    places = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]+/", "/Us" + "ers/[A-Za-z]+/", "/tm" + "p/cjm")
    mine = re.compile("|".join(places))
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if mine.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_lock_files_pin_by_hash_and_name_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(-index-url|-extra-index-url|-find-links|-trusted-host|i|f|e)\b", text, re.MULTILINE)
    pins = re.findall(r"^[A-Za-z0-9._-]+==\S+", text, re.MULTILINE)
    assert len(pins) > 15
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        assert re.search(r"^[A-Za-z0-9._-]+==\S+", block), block
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_locks_agree_with_each_other() -> None:
    def pins(lock: Path) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9._-]+==[^\\\n]+", lock.read_text(encoding="utf-8"), re.MULTILINE))

    runtime = pins(ROOT / "requirements.lock")
    assert {lock.name for lock in LOCKS} == {"requirements.lock", "requirements-dev.lock", "requirements-bundle.lock"}
    for lock in LOCKS:
        assert runtime <= pins(lock), lock.name


def test_the_runtime_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.match(r"[A-Za-z0-9_-]+", spec)[0].lower() for spec in project["dependencies"]}  # type: ignore[index]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert wanted <= {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}


def test_no_file_makes_one_scroll_for_minutes() -> None:
    code = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "packaging").rglob("*.py"), ROOT / "dev.py"]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    assert not {name: n for name, n in lengths.items() if n > LONGEST}


# ------------------------------------------------------------------------------------------------ what files say


def public_things(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each public module-level function and class, and public method, that has no docstring."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.lineno, node.name
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) or item.name.startswith("_"):
                    continue
                decorators = {ast.unparse(d).split("(")[0] for d in item.decorator_list}
                if not ast.get_docstring(item) and not any(d.endswith((".setter", "overload")) for d in decorators):
                    yield item.lineno, f"{node.name}.{item.name}"


def described_by_a_base(module: str, name: str) -> bool:
    """Whether a method takes over one that a base class describes: ours with a docstring, or a toolkit's own."""
    owner, _, method = name.partition(".")
    if not method:
        return False
    for base in getattr(importlib.import_module(module), owner).__mro__[1:]:
        if method in vars(base) and (not base.__module__.startswith("cjm_desktop") or vars(base)[method].__doc__):
            return True
    return False


def test_every_public_thing_says_what_it_gives() -> None:
    silent = []
    for module in MODULES:
        tree = tree_of(module)
        dotted = name_of(module).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if not ast.get_docstring(tree):
            silent.append(f"{name_of(module)}: the module itself")
        silent += [
            f"{name_of(module)}:{line}: {name}"
            for line, name in public_things(tree)
            if not described_by_a_base(dotted, name)
        ]
    assert not silent, "\n".join(silent)


#: What makes a container that can change.
MUTABLE_CALLS = set("list dict set bytearray defaultdict OrderedDict Counter deque WeakValueDictionary".split())
#: What changes one in place.
CHANGING = set("append add update extend insert pop popitem remove discard clear setdefault sort".split())


def changed_names(tree: ast.Module) -> set[str]:
    """Names that some function of the module rebinds (``global``) or changes in place."""
    changed: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        inside = list(ast.walk(function))
        arguments = {a.arg for a in inside if isinstance(a, ast.arg)}
        local = arguments | {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for node in inside:
            name = ""
            if isinstance(node, ast.Global):
                changed.update(node.names)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
                name = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
                name = node.value.id if isinstance(node.value, ast.Name) else ""
            if name and name not in local:
                changed.add(name)
    return changed


def module_level_state(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of what a module keeps and can change: what a function rebinds or changes in place, and every
    container that is not named as a constant.
    """
    changed = changed_names(tree)
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        for target in targets:
            if not isinstance(target, ast.Name) or target.id == "__all__":
                continue
            container = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp) or (
                isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in MUTABLE_CALLS
            )
            if target.id in changed or (container and not target.id.lstrip("_").isupper()):
                yield node.lineno, target.id


def test_no_module_keeps_state() -> None:
    kept = [
        f"{name_of(module)}:{line}: {name}"
        for module in MODULES
        for line, name in module_level_state(tree_of(module))
    ]
    assert not kept, "\n".join(kept)


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("_cache = {}\n", True),
        ("_CACHE: dict[str, int] = {}\ndef f(): _CACHE['a'] = 1\n", True),
        ("_SEEN = set()\ndef f(x): _SEEN.add(x)\n", True),
        ("_N = 0\ndef f():\n    global _N\n    _N += 1\n", True),
        ("WORDS = {'a': 1}\ndef f(): return WORDS['a']\n", False),
        ("NAMES = ('a', 'b')\n", False),
        ("A = []\ndef f(A): A.append(1)\n", False),
    ],
)
def test_the_search_for_state_finds_it(code: str, caught: bool) -> None:
    assert bool(list(module_level_state(ast.parse(code)))) is caught
