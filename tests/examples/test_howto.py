"""The pages of docs/howto are true: each is followed to the letter, and then what it promises is looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.examples.howto import PAGES, blocks, change, done, follow

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the pages' commands are for a POSIX shell"),
    pytest.mark.timeout(300),  # reading every text of the program takes a crowded machine its time
]


def test_a_theme(tmp_path: Path) -> None:
    copy = follow("theme", tmp_path)
    drawn = (copy / "forest.svg").read_text(encoding="utf-8")
    assert "#16382B" in drawn.upper() and "#101D3A" not in drawn.upper()
    imports = "from cjm_desktop.i18n import catalogue_for; from cjm_desktop.i18n.vocabulary import theme_names"
    assert done([sys.executable, "-c", f"{imports}; print(theme_names(catalogue_for('en'))['forest'])"], copy).strip() == "Forest"


def test_every_page_is_followed() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    for page in PAGES.glob("*.md"):
        assert f'follow("{page.stem}"' in here, f"no test follows {page.name}"


def test_a_page_that_has_gone_stale_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("one\ntwo\ntwo\n", encoding="utf-8")
    change(file, "below", "one\n", "new\n")
    assert file.read_text(encoding="utf-8") == "one\nnew\ntwo\ntwo\n"
    for lines in ("gone\n", "two\n"):
        with pytest.raises(AssertionError, match="places like"):
            change(file, "replace", lines, "x\n")
    assert [block.kind for block in blocks("Run:\n\n```sh\nls\n```\nand\n```python\nx\n```\n")] == ["sh", "python"]


def test_a_language(tmp_path: Path) -> None:
    copy = follow("language", tmp_path)
    assert "montri la version" in done(["cjm-desktop", "--help"], copy, LC_ALL="eo.UTF-8")
    said = done([sys.executable, "-c", _ESPERANTO], copy, LC_ALL="eo.UTF-8", HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    told = ["eo", "Ŝancoj", "7-a de aŭgusto 2026", "12\u00a0345,5", "['en', 'da', 'nl', 'hu', 'sv', 'eo']", "kliento", "kliento"]
    assert said.splitlines() == told


def test_an_exchange_format(tmp_path: Path) -> None:
    copy = follow("exchange-format", tmp_path)
    said = (copy / "job.steps").read_text(encoding="utf-8").splitlines()
    assert said[0].startswith("# ") and any("\t" in line for line in said)
    assert done([sys.executable, "-c", _STEPS], copy).splitlines() == ["True", "True"]


_STEPS = """
from cjm_desktop.cli.export_options import TABLES
from cjm_desktop.exchange import form_of
from cjm_desktop.exchange.files import FORMS, file_of_journey, journey_of_file
from cjm_desktop.exchange.losses import SUBJECTS
from cjm_desktop.storage import templates
print(form_of("A.STEPS") == "steps" and tuple(FORMS) == TABLES)
journey = templates.load("new-colleague", "en")
again = journey_of_file("a.steps", file_of_journey(journey, "steps").data).journey
claimed = [str(one.name) for one in SUBJECTS if one.values(journey) and "steps" in one.formats]
true = [str(one.name) for one in SUBJECTS if one.values(journey) and one.values(again) == one.values(journey)]
print(claimed == true and len(true) > 3 or (claimed, true))
"""


def test_a_lane(tmp_path: Path) -> None:
    copy = follow("lane", tmp_path)
    assert "expectations" in (copy / "job.cjm").read_text(encoding="utf-8")
    assert done([sys.executable, "-c", _LANE], copy).splitlines() == ["True", "True", "What is expected"]


_LANE = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from pathlib import Path
from cjm_desktop.document import LaneKind
from cjm_desktop.layout.cells import CELL_LANES, ROW_ICONS, field_of
from cjm_desktop.layout.lanes import lanes_of
from cjm_desktop.storage import open_journey
journey = open_journey(Path("job.cjm")).journey
rows = lanes_of(journey, inviting=False).rows
print(any(row.kind is LaneKind.EXPECTATIONS for row in rows))
bare = journey.replace(touchpoints=tuple(t.replace(expectation="") for t in journey.touchpoints))
print(all(row.kind is not LaneKind.EXPECTATIONS for row in lanes_of(bare, inviting=False).rows))
from types import SimpleNamespace
from cjm_desktop.ui.panels.map_form_lanes import lane_names
print(lane_names(SimpleNamespace(text=str))[LaneKind.EXPECTATIONS])
"""


_ESPERANTO = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from cjm_desktop.i18n import catalogue_for, system_language
from cjm_desktop.layout import printed_words
from cjm_desktop.ui.settings import SETTINGS
from cjm_desktop.ui.welcome import _LANGUAGES
from cjm_desktop.i18n.traveller import definite, indefinite
words = catalogue_for(system_language())
print(words.language, printed_words(words.pgettext, "eo").opportunities, words.day("2026-08-07"), words.number(12345.5), sep="\\n")
assert "eo" in SETTINGS["language"].allowed
print([code for code, _ in _LANGUAGES], definite("eo", "kliento"), indefinite("eo", "kliento"), sep="\\n")
"""
