"""The press: whatever form, nothing is written once nobody wants it; a PNG is the picture, at its resolution."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from cjm_desktop.document import Journey, Phase, Touchpoint
from cjm_desktop.paint import Cancelled
from cjm_desktop.press import Press, PrintOrder


class After:
    """Says “stop” from the ``times``-th question on."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def journey() -> Journey:
    return Journey(
        title="My new laptop",
        phases=(Phase(id="f1", name="Before"),),
        touchpoints=(Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0),),
    )


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_what_is_stopped_at_any_moment_writes_nothing(form: Literal["pdf", "png", "svg"], tmp_path: Path) -> None:
    press, order, target = Press(), PrintOrder(format=form, paper="A4", dpi=40), tmp_path / f"poster.{form}"
    target.write_bytes(b"what was there before")
    count = After(10**9)
    press.print(journey(), order, tmp_path / "whole", cancelled=count)
    asked = 10**9 - count.left
    assert asked >= 3
    for moment in {0, 1, 2, asked // 2, asked - 1}:
        with pytest.raises(Cancelled):
            press.print(journey(), order, target, cancelled=After(moment))
    assert target.read_bytes() == b"what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [target.name, "whole"]


def test_a_png_is_the_picture_at_its_resolution() -> None:
    from PySide6.QtGui import QImage

    from cjm_desktop.paint.qt.image import drawing_application, render_image

    done: list[tuple[int, int]] = []
    press, order = Press(), PrintOrder(format="png", paper="A4", dpi=100)
    (data,) = press.render(journey(), order, lambda part, of: done.append((part, of))).files
    application = drawing_application()
    picture = QImage.fromData(data)
    assert picture == render_image(press.sheet(journey(), order), dpi=100)
    assert (picture.width(), picture.height()) == (1169, 827)
    assert picture.dotsPerMeterX() == picture.dotsPerMeterY() == 3937
    assert done == sorted(done)
    assert len(done) > 3
    assert application is drawing_application()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there may a display be missing")
def test_a_png_needs_no_display_whatever_the_environment_says(tmp_path: Path) -> None:
    code = (
        "from cjm_desktop.document import Journey; from cjm_desktop.press import Press, PrintOrder\n"
        "print(Press().render(Journey(), PrintOrder(format='png', paper='A4', dpi=30)).files[0][:4])"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":98", "WAYLAND_DISPLAY": "gone"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "b'\\x89PNG'\n"), ran.stderr
