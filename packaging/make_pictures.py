"""Draws the pictures of the help from the program itself: ``python packaging/make_pictures.py [--check] [LANGUAGE …] [NAME …]``.

Without more it draws all pictures of ``docs/LANGUAGE/pictures/`` anew: those that the pages of a language show, of the finished example,
at a fixed day and size, without a screen. ``--check`` draws them and compares: a picture that shows another program than this one is
named with the command that renews it, and the exit code is 1. A picture has few colours, so that all of them are small.

Two machines do not draw quite the same letters: pictures count as equal when, made small, no part of them differs much
(:func:`differs`).
"""

from __future__ import annotations

import importlib
import io
import json
import os
import pkgutil
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("en", "da", "nl", "hu", "sv")
#: No picture is wider (pixels) or larger (bytes).
WIDEST, LARGEST = 1200, 60_000
COLOURS = 64
#: The day on which all pictures are drawn.
DAY = date(2026, 4, 20)
#: Pictures are compared at an eighth of their size; a part may differ by this much (0 to 255).
_EIGHTH, _MUCH = 8, 26
_SHOWN = re.compile(r"!\[[^\]]*\]\(pictures/([a-z-]+)\.png\)")


def wanted(language: str) -> list[str]:
    """The pictures that the pages of a language show, by name."""
    names = (name for page in sorted((DOCS / language).glob("*.md")) for name in _SHOWN.findall(page.read_text(encoding="utf-8")))
    return list(dict.fromkeys(names))


def path_of(language: str, name: str) -> Path:
    """Where a picture is kept."""
    return DOCS / language / "pictures" / f"{name}.png"


def small(drawn: Image.Image) -> bytes:
    """A picture as the file that is kept: no wider than :data:`WIDEST`, no larger than :data:`LARGEST`, few colours."""
    width = min(drawn.width, WIDEST)
    while True:
        height = round(drawn.height * width / drawn.width)
        scaled = drawn if width == drawn.width else drawn.resize((width, height), Image.Resampling.LANCZOS)
        for colours in (COLOURS, COLOURS * 3 // 4):
            out = io.BytesIO()
            # The tree keeps colours that few pixels have, such as those of the faces; by the middle they would turn grey.
            few = scaled.convert("RGB").quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True)
            if out.tell() <= LARGEST:
                return out.getvalue()
        width = width * 9 // 10


def differs(one: Image.Image, other: Image.Image) -> int:
    """By how much two pictures differ where they differ most, both made small (0: alike, 255: black and white); 255 for other sizes."""
    if one.size != other.size:
        return 255
    size = (max(1, one.width // _EIGHTH), max(1, one.height // _EIGHTH))
    soft = (image.convert("L").filter(ImageFilter.GaussianBlur(3)).resize(size, Image.Resampling.BOX) for image in (one, other))
    least, most = ImageChops.difference(*soft).getextrema()
    assert isinstance(least, int | float) and isinstance(most, int | float)
    return int(most)


class Studio:
    """One window of the program in a language, on a day that does not change."""

    def __init__(self, language: str, folder: Path) -> None:
        import cjm_desktop.ui
        from cjm_desktop.app import application
        from cjm_desktop.i18n import catalogue_for
        from cjm_desktop.storage import templates
        from cjm_desktop.ui.mapdesk import MapDesk
        from cjm_desktop.ui.settings import Settings
        from cjm_desktop.ui.shared import Ui
        from cjm_desktop.ui.window import MainWindow
        from cjm_desktop.ui.workspace import Workspace

        application()
        self.folder, self.language = folder, language
        settings = Settings(folder / f"settings-{language}.ini")
        for key, value in (("appearance/theme", "light"), ("appearance/size", 100), ("appearance/motion", "off"), ("language", language)):
            settings.set(key, value)
        self.ui = Ui(catalogue_for(language), settings)
        self.ui.dress()
        self.window = MainWindow(self.ui)
        self.room = Workspace(self.window, MapDesk(self.ui))
        for module in pkgutil.walk_packages(cjm_desktop.ui.__path__, "cjm_desktop.ui."):
            importlib.import_module(module.name)
        hold_time()
        self.journey = templates.load("new-colleague", language)
        self.room.session.adopt(self.journey)
        self.window.show()
        self.room.show_map()
        self.size(1200, 700)

    def size(self, width: int, height: int) -> None:
        """Give the window a size, and the whole journey to look at."""
        self.window.resize(width, height)
        self.rest()
        self.room.canvas_.fit()
        self.rest()

    def rest(self, seconds: float = 0.15) -> None:
        """Let the program do what it does in a moment."""
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let it run until something holds. Raises ``TimeoutError`` when that takes a minute."""
        end = time.monotonic() + 60
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError("The program did not come to what a picture is to show.")
            self.rest(0.05)

    def shot(self, widget: object, box: tuple[float, float, float, float] = (0, 0, 1, 1)) -> Image.Image:
        """A picture of a widget, or of a part of it (left, top, right, bottom as parts of its size)."""
        from PySide6.QtCore import QBuffer
        from PySide6.QtWidgets import QWidget

        assert isinstance(widget, QWidget)
        focus = widget.window().focusWidget()
        if focus is not None:
            # A caret blinks, and the ring around a field is there or not.
            focus.clearFocus()
        image, before = None, b""
        # On a busy machine something may still be on its way: until nothing moves any more.
        while image is None:
            self.rest(0.4)
            buffer = QBuffer()
            buffer.open(QBuffer.OpenModeFlag.WriteOnly)
            widget.grab().save(buffer, "PNG")  # type: ignore[call-overload]
            data = bytes(buffer.data().data())
            if data == before:
                image = Image.open(io.BytesIO(data)).convert("RGB")
            before = data
        left, top, right, bottom = box
        return image.crop((round(left * image.width), round(top * image.height), round(right * image.width), round(bottom * image.height)))

    # ------------------------------------------------------------------ the pictures

    def window_(self) -> Image.Image:
        """The window as it opens."""
        self.room.show_step(7)
        self.room.selection.clear()
        self.size(1200, 720)
        self.room.canvas_.fit_height()
        self.rest(0.6)
        return self.shot(self.window)

    def map(self) -> Image.Image:
        """The map with a card selected, and the panel that shows it."""
        self.room.show_panel("journey_panel", False)
        self.size(1100, 680)
        self.room.selection.set((self.journey.touchpoints[3].id,))
        self.room.canvas_.zoom_to_selection()
        self.room.canvas_.fit_height()
        self.rest()
        return self.shot(self.window)

    def quick_entry(self) -> Image.Image:
        """The line under the map while something is typed."""
        self.size(1100, 680)
        self.room.show_panel("journey_panel", False)
        self.room.turn_capture("bar")
        phase = self.journey.phases[1].name
        card, channel = self.journey.touchpoints[8], self.journey.channels[0]
        said = card.quotes[0].text if card.quotes else card.emotion
        self.room.capture.bar.line.write(f'{phase} > {card.title} @{channel.name} 3 "{said}"')
        self.rest(0.4)
        return self.shot(self.room.middle, (0, 0.36, 1, 1))

    def outline(self) -> Image.Image:
        """The outline beside the map."""
        self.room.show_panel("journey_panel", False)
        self.room.show_panel("inspector", False)
        self.size(1100, 640)
        self.room.turn_outline()
        self.rest(0.4)
        self.room.canvas_.fit_height()
        self.rest()
        return self.shot(self.room.middle)

    def guide(self) -> Image.Image:
        """The guide at the step of emotions, with the map beside it."""
        self.room.show_step(8)
        self.room.selection.set((self.journey.touchpoints[8].id,))
        self.room.show_panel("inspector", False)
        self.size(1100, 720)
        self.room.canvas_.fit_height()
        self.rest()
        return self.shot(self.window, (0, 0, 0.72, 1))

    def projector(self) -> Image.Image:
        """The presentation at a card."""
        showing = self.room.presenter.begin()
        showing.resize(1200, 675)
        self.rest(0.3)
        for _ in range(4):
            showing.go_on()
            self.rest(0.1)
        self.rest(0.5)
        picture = self.shot(showing)
        self.room.presenter.end()
        self.rest()
        return picture

    def lines(self) -> Image.Image:
        """Two personas' lines, and the spread of the answers."""
        from cjm_desktop.document import Message

        self.room.desk.change(Message("Change"), lambda j: j.replace(poster=j.poster.replace(spread=True, other_lines=True)))
        self.room.show_panel("journey_panel", False)
        self.room.show_panel("inspector", False)
        self.size(1100, 640)
        self.room.selection.set([one.id for one in self.journey.touchpoints[3:11]])
        self.room.canvas_.zoom_to_selection()
        self.room.selection.clear()
        self.rest()
        return self.shot(self.room.canvas_, (0, 0.3, 1, 1))

    def findings(self) -> Image.Image:
        """What the map says."""
        self.room.show_panel("journey_panel", False)
        self.room.selection.clear()
        self.size(1100, 680)
        self.room.canvas_.fit_height()
        self.rest()
        return self.shot(self.window, (0.3, 0, 1, 1))

    def opportunities(self) -> Image.Image:
        """The board."""
        self.room.show_panel("journey_panel", False)
        self.room.show_panel("inspector", False)
        self.size(1100, 620)
        self.room.set_view("opportunities")
        self.rest(0.3)
        return self.shot(self.room.middle)

    def export(self) -> Image.Image:
        """The export dialog."""
        return self._dialog(False)

    def tiles(self) -> Image.Image:
        """The export dialog with tiles, at the plan that shows how they are put together."""
        return self._dialog(True)

    def _dialog(self, tiles: bool) -> Image.Image:
        from cjm_desktop.ui.dialogs.export import ExportDialog

        self.ui.settings.set("export/tile", "A4" if tiles else "")
        dialog = ExportDialog(self.room.desk, self.room.printing, self.window)
        dialog.resize(1100, 680)
        dialog.show()
        self.until(lambda: dialog.proof is not None)
        if tiles:
            dialog.pages.turn(1)
            self.until(lambda: dialog.proof is not None and dialog.proof.names[dialog.proof.page] == "map")
        self.rest(0.5)
        picture = self.shot(dialog)
        dialog.close()
        return picture

    def history(self) -> Image.Image:
        """The history of a journey that was saved on three days."""
        from cjm_desktop import edits
        from cjm_desktop.storage import open_journey, save_journey
        from cjm_desktop.storage.history import Archive
        from cjm_desktop.ui.dialogs.history import HistoryDialog

        path = self.folder / f"{self.language}.cjm"
        root = self.folder / f"history-{self.language}"
        cards = [one.id for one in self.journey.touchpoints]
        versions = [
            edits.set_grade(self.journey, (cards[3], cards[9]), 5),
            edits.set_grade(self.journey, (cards[3],), 3),
            self.journey,
        ]
        for journey, day in zip(versions, (17, 19, 20), strict=True):
            path.unlink(missing_ok=True)
            save_journey(journey, path, None)
            when = datetime(2026, 4, day, 14, 5, tzinfo=UTC).timestamp()
            Archive.of(path, "", root).add(path.read_bytes(), len(cards), when=when)
        now = open_journey(path).journey
        dialog = HistoryDialog(
            self.ui, self.window, now, lambda: Archive.of(path, "", root), self.room.printing.worker,
            kept=self.room.versions.told(), save_version=lambda *_: False,
        )  # fmt: skip
        dialog.resize(1100, 640)
        dialog.show()
        self.until(lambda: dialog.shown is not None)
        dialog.list.setCurrentRow(1)
        self.rest(0.5)
        picture = self.shot(dialog)
        dialog.close()
        return picture

    def close(self) -> None:
        """End the program."""
        self.room.printing.stop()
        self.room.keeper.end()
        self.room.versions.end()
        self.room.on_file.end()
        self.window.may_close = lambda: True
        self.window.close()


def hold_time() -> None:
    """Have the window believe that it is :data:`DAY`: what is overdue, and which day was yesterday, does not change with ours."""

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return DAY

    class Moment(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(DAY.year, DAY.month, DAY.day, 15, 0)

    for name, module in list(sys.modules.items()):
        if name.startswith("cjm_desktop.ui"):
            for held, ours in (("date", Day), ("datetime", Moment)):
                if getattr(module, held, None) in (date, datetime):
                    setattr(module, held, ours)


def draw(language: str, names: list[str]) -> dict[str, bytes]:
    """The pictures of a language, by name, as the bytes of their files."""
    drawn = {}
    for name in names:
        # A window for each: none shows what was done for another.
        with tempfile.TemporaryDirectory() as folder:
            studio = Studio(language, Path(folder))
            try:
                drawn[name] = small(getattr(studio, {"window": "window_"}.get(name, name.replace("-", "_")))())
            finally:
                studio.close()
    return drawn


def settle() -> None:
    """No screen, no time zone, no files of the person: pictures are the same wherever they are drawn."""
    home = Path(tempfile.mkdtemp())
    screen = {"name": "desk", "x": 0, "y": 0, "width": 1400, "height": 900, "logicalDpi": 96, "dpr": 1}
    (home / "screens.json").write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ |= {
        "QT_QPA_PLATFORM": f"offscreen:configfile={home / 'screens.json'}", "TZ": "UTC", "XDG_STATE_HOME": str(home),
        "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "QT_LOGGING_RULES": "qt.qpa.*=false",
    }  # fmt: skip
    time.tzset()
    sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    """Draw what is asked for, or compare; 0 done, 1 a picture is stale."""
    check = "--check" in arguments
    languages = [one for one in arguments if one in LANGUAGES] or list(LANGUAGES)
    only = [one for one in arguments if one not in LANGUAGES and one != "--check"]
    settle()
    stale = []
    for language in languages:
        names = [name for name in wanted(language) if not only or name in only]
        for name, data in (draw(language, names) if names else {}).items():
            path = path_of(language, name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                print(f"{path.relative_to(ROOT)}: {len(data) // 1024} kB")
                continue
            worst = differs(Image.open(path), Image.open(io.BytesIO(data))) if path.is_file() else 255
            if worst > _MUCH:
                renew = f"python packaging/make_pictures.py {language} {name}"
                stale.append(f"{path.relative_to(ROOT)} shows another program ({worst}): {renew}")
    for sentence in stale:
        print(sentence, file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
