"""What ARCHITECTURE, CONTRIBUTING and the pages for contributors name is there: modules, functions, files, commands, links."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from cjm_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs" / "howto").glob("*.md")),
    ROOT / "docs" / "releasing.md",
    *sorted((ROOT / ".github").rglob("*.md")),
]
_TICKS = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
#: Folders that a path begins with.
_FOLDERS = ("cjm_desktop/", "resources/", "tests/", "packaging/", "docs/", ".ci/", ".github/")


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def is_there(dotted: str) -> bool:
    """Whether a dotted name below ``cjm_desktop`` is a module, or something in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module("cjm_desktop." + ".".join(parts[:length]))
        except ImportError:
            continue
        for name in parts[length:]:
            fields = getattr(thing, "model_fields", {}) | getattr(thing, "__annotations__", {})
            if not hasattr(thing, name) and name not in fields:
                return False
            thing = getattr(thing, name, None)
        return True
    return False


def named_modules(page: Path) -> list[str]:
    """The names in backticks that can only be ones of ours: dotted, and beginning with one of our packages or modules."""
    ours = {path.stem for path in (ROOT / "cjm_desktop").iterdir()}
    ticked = [name.removeprefix("cjm_desktop.").removesuffix("()") for name in _TICKS.findall(prose(page))]
    return [name for name in ticked if re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", name) and name.split(".")[0] in ours]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_and_function_that_is_named_is_there(page: Path) -> None:
    gone = [name for name in named_modules(page) if not is_there(name)]
    assert not gone, f"{page.name} names what is not there: {gone}"


def test_the_walk_names_enough_to_be_one() -> None:
    names = named_modules(ROOT / "ARCHITECTURE.md")
    assert len(set(names)) > 60
    assert not is_there("layout.composer.Composer.gone") and not is_there("layout.gone")
    packages = {path.name for path in (ROOT / "cjm_desktop").iterdir() if (path / "__init__.py").is_file()}
    told = set(_TICKS.findall(prose(ROOT / "ARCHITECTURE.md")))
    assert packages <= told, packages - told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_or_linked_is_there(page: Path) -> None:
    text = prose(page)
    told = [name for name in _TICKS.findall(text) if name.startswith(_FOLDERS) and not set("*{}<> …") & set(name)]
    told = [name for name in told if ".eo." not in name and "/eo" not in name and f"Write `{name}`:" not in text]  # what examples make
    missing = [name for name in told if not (ROOT / name).exists()]
    missing += [to for to in _LINK.findall(text) if "://" not in to and not (page.parent / to.split("#")[0]).exists()]
    assert not missing, f"{page.name} names {missing}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_door_is_one(page: Path) -> None:
    door = (ROOT / "dev.py").read_text(encoding="utf-8")
    for command in re.findall(r"dev\.py ([a-z]+)", page.read_text(encoding="utf-8")):
        assert f"python3 dev.py {command} " in door, command


def test_the_change_log_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[([^\]]+)\]", text, re.MULTILINE)
    assert versions and versions[0] in (__version__, "Unreleased")
    assert __version__ in versions
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds


def test_hooks_before_a_commit_fetch_nothing_and_run_what_the_checks_run() -> None:
    config = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"repo: (\S+)", config)) == {"local"}
    entries = re.findall(r"entry: \.venv/bin/(\S+)(?: (\S+))?", config)
    assert {program for program, _ in entries} == {"ruff", "mypy", "lint-imports", "python"}
    scripts = [script for program, script in entries if program == "python"]
    assert scripts and all((ROOT / script).is_file() for script in scripts)
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for program in ("ruff check", "mypy", "lint-imports", "packaging/i18n.py check"):
        assert program in steps and program in config
