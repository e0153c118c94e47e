"""What the builds are made of: names, kinds, icons and libraries come from one place, and every system is told the same.

Packages themselves are built and tried by packaging/check_bundle.py; here is what can be proved without building.
"""

from __future__ import annotations

import configparser
import gzip
import importlib
import io
import os
import plistlib
import re
import struct
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from cjm_desktop import __version__, app
from cjm_desktop.i18n import LANGUAGES
from cjm_desktop.storage import envelope

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = ("identity", "libraries", "mac", "metainfo", "linux_tree", "build_deb", "build_installer", "bundle")


@pytest.fixture(scope="module")
def tools() -> Iterator[dict[str, ModuleType]]:
    """The builders' modules, which are no package: they are found beside each other."""
    before, known = list(sys.path), set(sys.modules)
    sys.path[:0] = [str(PACKAGING), str(PACKAGING / "windows")]
    yield {name: importlib.import_module(name) for name in NAMES}
    sys.path[:] = before
    for name in set(sys.modules) - known:
        if name in NAMES or name == "dev":
            del sys.modules[name]


@pytest.fixture(scope="module")
def identity(tools: dict[str, ModuleType]) -> Any:
    """The one place."""
    return tools["identity"]


# ------------------------------------------------------------------------------------------------ one identity


def test_the_program_and_the_builds_call_everything_the_same(identity: Any) -> None:
    assert (identity.version(), identity.ID, identity.COMMAND) == (__version__, app.DESKTOP_ID, app.NAME)
    assert (identity.MEDIA_TYPE, identity.SUFFIX) == (envelope.MEDIA_TYPE, envelope.SUFFIX)
    assert set(identity.LANGUAGES) == set(LANGUAGES)
    assert identity.four_numbers()[:3] == tuple(int(part) for part in __version__.split(".")[:3])
    for words in (identity.KIND, identity.SUMMARY, identity.FILE_KIND):
        assert set(words) == set(LANGUAGES)
        assert len(set(words.values())) == len(words), "no language was forgotten"


def test_the_desktop_entry_says_what_the_identity_says(identity: Any) -> None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(identity.LINUX / f"{identity.ID}.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert (entry["Name"], entry["Exec"], entry["Icon"]) == (identity.NAME, f"{identity.COMMAND} %f", identity.ID)
    for key, words in (("GenericName", identity.KIND), ("Comment", identity.SUMMARY)):
        for language, word in words.items():
            assert entry[key if language == "en" else f"{key}[{language}]"] == word


def test_kind_and_icon_of_files_are_the_same_everywhere(identity: Any) -> None:
    kind = ElementTree.parse(identity.LINUX / f"{identity.ID}.mime.xml").getroot().find("{*}mime-type")
    assert kind is not None and kind.get("type") == identity.MEDIA_TYPE
    assert {one.get(LANG, "en"): one.text for one in kind.findall("{*}comment")} == identity.FILE_KIND
    icon = kind.find("{*}icon")
    assert icon is not None and icon.get("name") == identity.FILE_ICON
    thumbnails = (identity.LINUX / f"{identity.ID}.thumbnailer").read_text(encoding="utf-8")
    assert f"Exec={identity.COMMAND} thumbnail --size %s %i %o\n" in thumbnails
    assert f"MimeType={identity.MEDIA_TYPE};" in thumbnails


def test_software_centres_get_every_language_and_pictures_that_are_there(tools: dict[str, ModuleType], identity: Any) -> None:
    metainfo: Any = tools["metainfo"]
    plain = ElementTree.fromstring(metainfo.text(""))
    assert plain.find("screenshots") is None, "without an address there is nothing to show"
    assert {one.get(LANG, "en"): one.text for one in plain.findall("summary")} == identity.SUMMARY
    paragraphs = [one.get(LANG, "en") for one in plain.findall("description/p")]
    assert all(paragraphs.count(language) == 2 for language in LANGUAGES)
    told = ElementTree.fromstring(metainfo.text("https://pictures.invalid/here/"))
    for shot in told.findall("screenshots/screenshot"):
        image = shot.find("image")
        assert image is not None and image.text is not None
        name = image.text.removeprefix("https://pictures.invalid/here/")
        with Image.open(metainfo.PICTURES / name) as picture:
            assert (image.get("width"), image.get("height")) == tuple(map(str, picture.size))
        assert {one.get(LANG, "en") for one in shot.findall("caption")} == set(LANGUAGES)
    assert len(told.findall("screenshots/screenshot[@type='default']")) == 1


def test_windows_is_told_in_five_languages(tools: dict[str, ModuleType], identity: Any, tmp_path: Path) -> None:
    installer: Any = tools["build_installer"]
    told = installer.definitions(tmp_path, tmp_path / "setup.exe")
    for language, name in installer.LANGUAGES.items():
        assert f'LangString FILE_KIND ${{LANG_{name}}} "{identity.FILE_KIND[language]}"' in told
    script = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert {name.upper() for name in re.findall(r'MUI_LANGUAGE "(\w+)"', script)} == set(installer.LANGUAGES.values())
    defined = set(re.findall(r"^!define (\w+)", told, re.MULTILINE)) | {"IDENTITY"}
    own = {name for name in re.findall(r"\$\{([A-Z][A-Z_]+)\}", script) if not name.startswith("LANG_")}
    assert own - {"UN"} == defined, "the script has no names of its own"
    for value in (identity.NAME, identity.COMMAND, identity.SUFFIX, identity.PROG_ID, identity.MEDIA_TYPE):
        assert value not in re.sub(r"^;.*", "", script, flags=re.MULTILINE), value


def test_what_the_installer_writes_the_uninstaller_takes_away() -> None:
    script = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    install, uninstall = script.split('Section "Uninstall"')
    for key in set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', install)):
        gone = [found for found in re.findall(r'DeleteReg(?:Key|Value)(?: /ifempty)? HKCU "([^"]+)"', uninstall) if key.startswith(found)]
        assert gone, key
    assert "HKLM" not in script, "nothing asks for an administrator"
    assert 'RMDir /r "$INSTDIR"' not in script, "somebody may keep maps in that folder"


def test_macos_is_told_the_type_and_its_icon(tools: dict[str, ModuleType], identity: Any, tmp_path: Path) -> None:
    mac: Any = tools["mac"]
    told = plistlib.loads(plistlib.dumps(mac.info_plist()))
    (kind,), (exported,) = told["CFBundleDocumentTypes"], told["UTExportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [exported["UTTypeIdentifier"]] == [identity.UTI]
    tags = exported["UTTypeTagSpecification"]
    assert (f".{tags['public.filename-extension'][0]}", tags["public.mime-type"]) == (identity.SUFFIX, identity.MEDIA_TYPE)
    for name in (identity.BUNDLE_ID, identity.UTI):
        assert re.fullmatch(r"[A-Za-z0-9.-]+", name), "Apple takes letters, digits, hyphens and dots"
    files = {f"{Path(place).name}@{where}": Path(place) for place, where in mac.files(tmp_path)}
    assert files[f"{kind['CFBundleTypeIconFile']}@."].is_file()
    assert identity.FILE_KIND["hu"] in files["InfoPlist.strings@hu.lproj"].read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------ icons


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All icons, drawn anew."""
    folder = tmp_path_factory.mktemp("icons")
    subprocess.run([sys.executable, str(PACKAGING / "icon" / "make_png.py"), str(folder)], check=True)
    return folder


def pictures_in(path: Path) -> dict[int, Image.Image]:
    """The sizes in a file of icons."""
    data = path.read_bytes()
    found: dict[int, Image.Image] = {}
    if path.suffix == ".icns":
        place = 8
        while place < len(data):
            kind, length = struct.unpack_from(">4sI", data, place)
            if kind != b"TOC ":
                picture = Image.open(io.BytesIO(data[place + 8 : place + length]))
                found[picture.width] = picture
            place += length
    elif path.suffix == ".ico":
        (count,) = struct.unpack_from("<H", data, 4)
        for number in range(count):
            length, place = struct.unpack_from("<II", data, 6 + 16 * number + 8)
            picture = Image.open(io.BytesIO(data[place : place + length]))
            found[picture.width] = picture
    else:
        picture = Image.open(path)
        found[picture.width] = picture
    return found


@pytest.mark.parametrize("name", ["app", "document"])
def test_icons_are_those_of_the_drawing_at_every_size(name: str, drawn: Path, identity: Any) -> None:
    expected = {f"{name}-{size}.png": {size} for size in identity.PIXELS}
    # The two ways in which macOS keeps 32 pixels and so on are one size to us; 16 comes as half of 32 in its small format.
    expected |= {f"{name}.ico": set(identity.ICO_PIXELS), f"{name}.icns": set(identity.ICNS_PIXELS) - {16}}
    for file, sizes in expected.items():
        kept, new = pictures_in(identity.ICONS / file), pictures_in(drawn / file)
        assert sizes <= set(kept) == set(new), file
        for size in kept:
            apart = ImageChops.difference(kept[size].convert("RGBA"), new[size].convert("RGBA"))
            assert max(high for _low, high in apart.getextrema()) < 16, f"{file}: packaging/icon/make_png.py draws it anew"


# ------------------------------------------------------------------------------------------------ packages


def test_the_same_files_pack_into_the_same_bytes(tools: dict[str, ModuleType], tmp_path: Path) -> None:
    tree: Any = tools["linux_tree"]
    packed = []
    for number in (1, 2):
        root = tmp_path / str(number) / "folder"
        (root / "bin").mkdir(parents=True)
        for name in ("b", "a") if number == 1 else ("a", "b"):
            (root / name).write_text(name, encoding="utf-8")
        (root / "bin" / "run").write_text("#!/bin/sh\n", encoding="utf-8")
        (root / "bin" / "run").chmod(0o700 if number == 1 else 0o755)
        (root / "link").symlink_to("a")
        os.utime(root / "a", (number * 1000, number * 1000))
        tree.settle(root)
        tree.pack(root, tmp_path / f"{number}.tar.xz", 0)
        packed.append((tmp_path / f"{number}.tar.xz").read_bytes())
    assert packed[0] == packed[1]
    with tarfile.open(tmp_path / "1.tar.xz") as archive:
        rights = {entry.name: (entry.mode & 0o777, entry.uid, entry.uname) for entry in archive if entry.isfile()}
    assert rights == {"folder/a": (0o644, 0, ""), "folder/b": (0o644, 0, ""), "folder/bin/run": (0o755, 0, "")}
    assert gzip.decompress(tree.zipped(b"page")) == b"page" and tree.zipped(b"page") == tree.zipped(b"page")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF files are Linux's")
def test_what_files_ask_of_the_system_is_read_from_them(tools: dict[str, ModuleType]) -> None:
    libraries: Any = tools["libraries"]
    from PySide6 import QtCore

    asked = libraries.asked_for(Path(QtCore.__file__))
    assert "libc.so.6" in asked and any(name.startswith("libQt6Core") for name in asked)
    assert libraries.asked_for(Path(__file__)) == []
    must, should = libraries.depends(["libc.so.6", "libGL.so.1", "libcups.so.2"])
    assert (must, should) == (["libc6", "libgl1"], ["libcups2t64 | libcups2"])
    with pytest.raises(KeyError, match="nobody"):
        libraries.depends(["libnobody.so.1"])


def test_what_a_checkout_needs_of_the_system_a_package_depends_on_or_brings(tools: dict[str, ModuleType]) -> None:
    libraries: Any = tools["libraries"]
    import dev

    for library in (*dev.QT, *dev.X11, *dev.WAYLAND):
        assert libraries.comes_along(library) or library in libraries.PACKAGES, library
    assert not libraries.comes_along("libgtk-3.so.0")
    assert not libraries.comes_along("libstdc++.so.6"), "an old one beside the system's driver of the graphics card ends the program"


def test_debian_is_told_who_what_and_when(tools: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deb: Any = tools["build_deb"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    log = deb.changelog()
    assert log.startswith(f"cjm-desktop ({__version__}) unstable; urgency=medium\n\n  * ")
    assert all(len(line) <= 80 for line in log.splitlines())
    assert log.splitlines()[-1].endswith("+0000") and log.splitlines()[-1].startswith(" -- ")
    (tmp_path / "usr").mkdir()
    (tmp_path / "usr" / "a").write_bytes(b"x" * 1500)
    monkeypatch.setattr(deb.libraries, "outside", lambda _root: {"libc.so.6": ["usr/a"], "libcups.so.2": ["usr/a"]})
    told = deb.control(tmp_path, "amd64")
    assert f"Version: {__version__}\n" in told and "Installed-Size: 2\n" in told
    assert "\nDepends: libc6 (>= 2.17)\n" in told and "Recommends: libcups2t64 | libcups2," in told
    monkeypatch.setattr(deb.libraries, "outside", lambda _root: {"libnew.so.1": ["usr/a"]})
    with pytest.raises(deb.dev.Stop, match=r"libnew\.so\.1"):
        deb.control(tmp_path, "amd64")


def test_what_is_inside_a_wheel_is_inside_a_bundle() -> None:
    spec = (PACKAGING / "cjm-desktop.spec").read_text(encoding="utf-8")
    assert '["force-include"]' in spec, "the spec reads what goes into the package where the wheel reads it"
    # Found, but never imported, or read as a file: PyInstaller sees neither by itself, and a poster would break its lines elsewhere.
    for part in ('"pyphen"', "HYPHENS", '"models/th.json"', '"templates/default.pptx"'):
        assert part in spec
