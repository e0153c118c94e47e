"""What every test stands on: no screen, nobody's settings, the same examples on every run.

Qt reads its platform and its folders when it is first loaded, so the environment is set here, before any test
module is imported. Nothing a test does may reach the settings, recovery copies or recent files of the person who runs it.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from turns import mark_turns

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Words and numbers in tests are English unless a test asks for another language.
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

_HOME = Path(tempfile.mkdtemp(prefix="cjm-tests-"))
_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_RUNTIME_DIR": "run",
    "APPDATA": "home/AppData/Roaming",
    "LOCALAPPDATA": "home/AppData/Local",
}


def _point_at(root: Path) -> dict[str, str]:
    """The environment that keeps a program's own files below ``root``; makes the folders."""
    places = {name: root / part for name, part in _FOLDERS.items()}
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(place) for name, place in places.items()}


def _seen(root: Path) -> dict[str, tuple[int, list[str]]]:
    """What is below a folder: each folder's rights and files."""
    return {folder: (os.stat(folder).st_mode, files) for folder, _, files in os.walk(root)}  # noqa: PTH116


#: The home that the last test had, and what was in it at first.
_home: tuple[Path, dict[str, tuple[int, list[str]]]] | None = None

# Before the first test too: collecting a module may already ask Qt for a folder.
os.environ.update(_point_at(_HOME))

settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("house"), max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("CJM_HYPOTHESIS", "house"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the cases of ``in_turn`` whose turn it is not as slow, before what is slow is left out.

    What takes long for a single test comes first, so that no process ends with it while the other has nothing left to do.
    """
    mark_turns(items)
    items.sort(key=lambda item: not {"torture", "xvfb"}.intersection(item.path.parts))


def pytest_collection_finish() -> None:
    """What was loaded to find the tests is not walked by the collector in each of them."""
    gc.collect()
    gc.freeze()
    # Journeys and sheets are many small objects without cycles: to look for those after each 700 costs more than what it frees.
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Take the run's own home away again."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: object) -> None:
    """The application of the whole run is the one that windows need: a picture made first would leave a lesser one behind."""


@pytest.fixture(autouse=True)
def own_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home of its own for each test: settings, recovery copies and recent files start empty.

    Gives the folder, which serves the next test too as long as nobody leaves anything in it; a test of windows has a new one, because
    Qt may write settings later. Qt is told only where it is loaded already, so that tests without Qt stay without it.
    """
    global _home
    windows = "ui" in request.path.parts
    if _home is None or windows or _seen(_home[0]) != _home[1]:
        fresh = tmp_path_factory.mktemp("own-home")
        _point_at(fresh)
        _home = fresh, _seen(fresh)
    home = _home[0]
    if windows:
        _home = None
    for name, part in _FOLDERS.items():
        monkeypatch.setenv(name, str(home / part))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings  # only where a test has loaded Qt

        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "home" / ".config"))
    return home
