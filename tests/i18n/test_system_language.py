"""Which of the five languages a machine is taken to speak."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from cjm_desktop.i18n import LANGUAGES, system_language
from cjm_desktop.i18n.system import tags_of_macos


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "hu_HU"}, "hu"),
        ({"LANG": "sv"}, "sv"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "da_DK", "LC_MESSAGES": "sv_SE"}, "sv"),
        ({"LANG": "da_DK", "LC_MESSAGES": "sv_SE", "LC_ALL": "hu_HU"}, "hu"),
        ({"LANG": "da_DK", "LC_ALL": ""}, "da"),
        ({"LANG": "da_DK", "LC_ALL": "C"}, "en"),
        ({"LC_TIME": "da_DK"}, "en"),
    ],
)
def test_first_variable_that_is_set_decides(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


def test_real_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert system_language() == "nl"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert system_language() in LANGUAGES


def test_macos_preferences(tmp_path: Path) -> None:
    file = tmp_path / "preferences.plist"
    file.write_bytes(plistlib.dumps({"AppleLanguages": ["sv-SE", "en-SE"]}, fmt=plistlib.FMT_BINARY))
    assert tags_of_macos(file) == ("sv-SE", "en-SE")


@pytest.mark.parametrize("content", [b"", b"not a plist", plistlib.dumps({"AppleLanguages": "sv"}), plistlib.dumps([1])])
def test_damaged_macos_preferences_say_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "preferences.plist"
    file.write_bytes(content)
    assert tags_of_macos(file) == ()
    assert tags_of_macos(tmp_path / "missing") == ()
