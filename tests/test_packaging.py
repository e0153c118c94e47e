"""What leaves the house: the wheel holds everything, and what the desktops are told agrees with what the program does."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from cjm_desktop import __version__
from cjm_desktop.layout.hyphens import FILES
from cjm_desktop.storage import save_journey, templates

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
ID = "org.cjm_desktop.Editor"
MEDIA_TYPE = "application/vnd.cjm+json"


# ------------------------------------------------------------------------------------------------ the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as a user would build it, without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return zipfile.ZipFile(built)


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_wheel_holds_every_resource_inside_the_package(wheel: zipfile.ZipFile) -> None:
    inside = {name.removeprefix("cjm_desktop/resources/") for name in wheel.namelist()}
    assert files_below(ROOT / "resources") <= inside


def test_the_wheel_holds_every_module_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    modules = {f"cjm_desktop/{name}" for name in files_below(ROOT / "cjm_desktop")}
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert modules <= held
    assert {name.split("/")[0] for name in held} == {"cjm_desktop"}
    assert not [name for name in held - modules if not name.startswith("cjm_desktop/resources/")]


def test_the_wheel_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    (entries,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "cjm-desktop = cjm_desktop.__main__:main" in wheel.read(entries).decode()
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_fonts_stand_beside_their_licences() -> None:
    fonts = {path.name for path in (ROOT / "resources" / "fonts").iterdir()}
    assert any(name.endswith(".ttf") for name in fonts)
    assert any("LICENSE" in name.upper() or "OFL" in name.upper() for name in fonts)


# ------------------------------------------------------------------------------------------------ the desktop


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / f"{ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def mime() -> ElementTree.Element:
    found = ElementTree.parse(LINUX / f"{ID}.mime.xml").getroot().find("{*}mime-type")
    assert found is not None
    return found


def test_the_desktop_opens_our_files_with_our_command() -> None:
    assert entry()["MimeType"].rstrip(";") == mime().get("type") == MEDIA_TYPE
    assert entry()["Exec"] == "cjm-desktop %f"
    assert entry()["Icon"] == ID
    assert [glob.get("pattern") for glob in mime().findall("{*}glob")] == ["*.cjm"]


def test_a_saved_journey_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    match = mime().find("{*}magic/{*}match")
    assert match is not None
    start, end = (int(part) for part in (match.get("offset") or "").split(":"))
    path = tmp_path / "without-an-ending"
    save_journey(templates.load("new-colleague", "en"), path, None)
    value = (match.get("value") or "").encode()
    assert value in path.read_bytes()[start : end + len(value)]


def test_every_language_of_the_program_has_its_name_for_the_file() -> None:
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {comment.get(xml) for comment in mime().findall("{*}comment")} == {None, "da", "hu", "nl", "sv"}
    assert all(f"Comment[{language}]" in entry() for language in ("da", "hu", "nl", "sv"))


def test_everything_tells_the_same_version_and_licence() -> None:
    metainfo = ElementTree.parse(LINUX / f"{ID}.metainfo.xml").getroot()
    release = metainfo.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__
    assert metainfo.findtext("id") == ID
    licence = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    assert metainfo.findtext("project_license") == licence
    assert f"cjm-desktop {__version__}" in (LINUX / "cjm-desktop.1").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------ the bundle


def spec() -> ast.Module:
    return ast.parse((ROOT / "packaging" / "cjm-desktop.spec").read_text(encoding="utf-8"))


def constant(name: str) -> list[str]:
    for node in spec().body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"{name} is not in the spec")


def test_the_program_loads_nothing_that_the_bundle_leaves_out() -> None:
    left_out = set(constant("UNUSED_MODULES"))
    for path in (ROOT / "cjm_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: set[str] = set()
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            assert not names & left_out, path


def test_the_bundle_keeps_qt_words_of_our_languages_only() -> None:
    functions = [node for node in spec().body if isinstance(node, ast.FunctionDef)]
    space: dict[str, object] = {name: constant(name) for name in ("UNUSED_FILES", "LANGUAGES")}
    space["HYPHENS"] = FILES
    space |= {"sys": SimpleNamespace(platform="linux"), "libraries": SimpleNamespace(comes_along=lambda name: name == "libxcb-cursor.so.0")}
    exec(compile(ast.Module(functions, []), "spec", "exec"), space)
    needed = space["needed"]
    assert isinstance(needed, Callable)
    assert needed(("PySide6/Qt/translations/qtbase_hu.qm", "", "DATA"))
    assert needed(("PySide6\\translations\\qtbase_nl.qm", "", "DATA"))
    assert not needed(("PySide6/Qt/translations/qtbase_fr.qm", "", "DATA"))
    assert not needed(("PySide6/Qt/translations/qt_help_nl.qm", "", "DATA"))
    assert not needed(("PySide6/Qt/lib/libQt6Quick.so.6", "", "BINARY"))
    for kept in ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqwayland.so"):
        assert needed((f"PySide6/Qt/plugins/{kept}", "", "BINARY")), kept
    assert needed(("cjm_desktop/resources/i18n/nl/LC_MESSAGES/cjm_desktop.mo", "", "DATA"))
    assert needed(("pyphen/dictionaries/hyph_hu_HU.dic", "", "DATA"))
    assert not needed(("pyphen/dictionaries/hyph_fr.dic", "", "DATA"))
    assert needed(("libxcb-cursor.so.0", "", "BINARY"))
    assert not needed(("libgtk-3.so.0", "", "BINARY")), "the system's own libraries stay out"


def test_the_checks_run_what_readme_promises() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("python3 dev.py run", "python3 dev.py test"):
        assert command in readme
    assert re.search(r"^tests\(\) \{ python3 dev\.py test\b", steps, re.MULTILINE)
    commands = [line for line in steps.splitlines() if line and not line.startswith("#")]
    assert commands[-2].startswith("tests "), "pytest's own summary closes the log"
