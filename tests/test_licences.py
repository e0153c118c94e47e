"""The licences that the program tells of are those of what it is made of, with their texts."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from cjm_desktop import __version__, licences
from cjm_desktop.assets import resources
from cjm_desktop.cli import main

ROOT = Path(__file__).resolve().parent.parent
#: What metadata call a licence, and what that is in SPDX.
SAID = {
    "BSD license (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc.": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
}


def locked() -> set[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {licences.plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def test_every_package_of_the_lock_file_has_a_licence_and_none_that_is_not_there() -> None:
    assert set(licences.PACKAGES) == locked()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {licences.plain(re.match(r"[A-Za-z0-9_.-]+", line)[0]) for line in project["dependencies"]}  # type: ignore[index]
    assert set(licences.WANTED) == asked


@pytest.mark.parametrize("name", sorted(licences.PACKAGES))
def test_a_licence_is_the_one_that_the_package_says(name: str) -> None:
    try:
        said = metadata.distribution(name).metadata
    except metadata.PackageNotFoundError:
        pytest.skip("not needed on this system")
    ours = licences.PACKAGES[name]
    told = [line for key in ("License-Expression", "License") for line in said.get_all(key) or () if line != "UNKNOWN"]
    if told:
        first = told[0].split("\n")[0]
        assert SAID.get(first, first) == ours
        return
    families = {"MIT": "MIT", "BSD": "BSD", "GPL": "GNU", "LGPL": "GNU", "MPL": "Mozilla"}
    classifiers = [line for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    for one in re.split(r" (?:AND|OR) ", ours):
        assert any(families[one.split("-")[0]] in line for line in classifiers), (one, classifiers)


def test_everything_that_is_told_of_is_here_with_its_text() -> None:
    found = licences.pieces()
    assert {"cjm-desktop", "python", "inter", "lucide", "pyside6-essentials", "reportlab"} <= {piece.key for piece in found}
    for piece in found:
        assert piece.version and piece.licence, piece
        assert any(len(words) > 200 for _, words in piece.texts()), f"{piece.name} has no text"
    assert licences.ours().version == __version__


def test_every_font_drawing_and_profile_of_others_belongs_to_a_piece() -> None:
    held = {name for piece in licences.brought_along() for name in piece.holds}
    here = {
        path.relative_to(resources()).as_posix()
        for folder in ("fonts", "icons", "profiles")
        for path in (resources() / folder).iterdir()
        if path.suffix in (".ttf", ".icc", ".json")
    }
    assert here - held == {"profiles/sRGB.icc"}, "the one that we made ourselves"
    assert held <= here


def test_the_command_prints_them_all_and_each_text_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--licenses"]) == 0
    said = capsys.readouterr().out
    for piece in licences.pieces():
        assert f"{piece.name} " in said and piece.version in said
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in said
    texts = [words for piece in licences.pieces() for _, words in piece.texts()]
    longest = max(texts, key=len)
    assert said.count(longest) == 1


def test_a_bundle_brings_along_what_they_are_read_from() -> None:
    spec = (ROOT / "packaging" / "cjm-desktop.spec").read_text(encoding="utf-8")
    assert "for piece in licences.installed() for entry in copy_metadata(piece.key)" in spec
