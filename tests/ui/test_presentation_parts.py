"""What a presentation is made of, without its window: the order of a tour, the timer, its look, the wish for less motion."""

from __future__ import annotations

from pathlib import Path

import pytest
import rooms
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from cjm_desktop.analysis import read
from cjm_desktop.assets import asset
from cjm_desktop.document import Journey, Opportunity, Phase, Touchpoint
from cjm_desktop.layout.colour import contrast
from cjm_desktop.layout.face import face
from cjm_desktop.layout.theme import read_theme, theme_names
from cjm_desktop.layout.theme_check import theme_findings
from cjm_desktop.paint.qt.ink import Tools, prepare
from cjm_desktop.ui.motion import desktop_moves, moves
from cjm_desktop.ui.piece import paint_face
from cjm_desktop.ui.present.countdown import MOST_MINUTES, Countdown
from cjm_desktop.ui.present.keys import FIXED, OWN
from cjm_desktop.ui.present.look import room_look, room_theme
from cjm_desktop.ui.present.overlays import Clock
from cjm_desktop.ui.present.tour import CHOICES, Stop, after, stop_of, stops
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.theme import DARK, LIGHT


def journey() -> Journey:
    grades = (5.0, 9.0, 5.0, 1.0, 5.0)
    return Journey(
        phases=(Phase(id="a"), Phase(id="b"), Phase(id="empty")),
        touchpoints=tuple(
            Touchpoint(id=f"t{i}", phase="a" if i < 2 else "b", grade=grade, decisive=i == 4)
            for i, grade in enumerate(grades)
        ),
        opportunities=(
            Opportunity(id="late", touchpoints=("t3",)),
            Opportunity(id="early", touchpoints=("t1",)),
        ),
    )


def names(choice: str, selected: tuple[str, ...] = ()) -> list[str]:
    one = journey()
    return [stop.record or stop.kind for stop in stops(one, read(one), choice, selected)]


def test_a_tour_goes_phase_by_phase_and_ends_with_opportunities() -> None:
    told = ["journey", "a", "t0", "t1", "b", "t2", "t3", "t4", "empty", "early", "late"]
    assert names("all") == told


def test_a_tour_may_be_short() -> None:
    assert names("moments") == ["t1", "t3", "t4"], "a peak, a dip, a decisive moment"
    assert names("phases") == ["a", "b", "empty"]
    assert names("opportunities") == ["early", "late"]
    assert names("selected", ("t3", "t0", "gone")) == ["t0", "t3"]
    assert names("selected") == names("all")


def test_from_a_place_off_the_tour_it_goes_on_to_what_comes_next() -> None:
    one = journey()
    insights = read(one)
    halts = stops(one, insights, "moments")
    off = stop_of(one, "touchpoint", "t2")
    assert after(one, insights, halts, off, 1) == Stop("touchpoint", "t3")
    assert after(one, insights, halts, off, -1) == Stop("touchpoint", "t1")
    assert stop_of(one, "touchpoint", "gone") is None
    assert stop_of(one, "party", "a") is None


@given(
    choice=st.sampled_from([key for key, _ in CHOICES]), steps=st.lists(st.sampled_from([1, -1]), max_size=30)
)
def test_no_way_of_stepping_leaves_the_tour(choice: str, steps: list[int]) -> None:
    one = journey()
    insights = read(one)
    halts = stops(one, insights, choice)
    here: Stop | None = None
    for step in steps:
        here = after(one, insights, halts, here, step)
        assert here is None or here in halts


def test_every_key_asks_for_something_there_is() -> None:
    for name in (*FIXED.values(), *(row.name for row in OWN)):
        assert callable(getattr(Presentation, name))


# ------------------------------------------------------------------------------------------------ the timer


class Hand:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_the_timer_counts_down_and_says_once_that_it_is_over() -> None:
    hand, told = Hand(), []
    one = Countdown(clock=hand)
    one.over.connect(lambda: told.append(one.text))
    one.set(2)
    assert one.text == "2:00"
    one.start()
    hand.now += 61
    one.look()
    assert one.text == "0:59"
    one.pause()
    hand.now += 500
    assert one.text == "0:59"
    one.start()
    one.add(1)
    assert one.text == "1:59"
    hand.now += 3_600
    one.look()
    one.look()
    assert told == ["0:00"]
    assert not one.running and one.on
    one.start()
    assert not one.running, "of nothing nothing is left"
    one.put_away()
    assert not one.on


@given(st.lists(st.floats(-300, 300), max_size=12))
def test_the_timer_holds_no_more_than_its_corner(minutes: list[float]) -> None:
    one = Countdown(clock=Hand())
    for more in minutes:
        one.add(more)
        assert 0 <= one.seconds <= 60 * MOST_MINUTES


def test_the_clock_pulses_slowly_and_comes_to_rest(tmp_path: Path) -> None:
    ui, host = rooms.ui(tmp_path), QWidget()
    one = Countdown()
    clock = Clock(ui, host, one, LIGHT)
    clock.put_on(LIGHT, 27)
    one.set(1)
    assert clock.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not clock.pulsing, "silent by default"
    clock.pulse()
    assert clock.pulsing
    rooms.until(lambda: not clock.pulsing, 10.0)


# ------------------------------------------------------------------------------------------------ look and motion


def test_the_dark_room_can_be_read_and_is_no_poster() -> None:
    theme = read_theme(asset("themes", "screen", "dark-room.json"))
    assert theme_findings(theme) == ()
    assert contrast(theme.text, theme.card) >= 7
    assert "dark-room" not in theme_names()


@pytest.mark.parametrize(
    ("file", "text", "wanted"),
    [
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=true\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=many\n", True),
        ("kdeglobals", "not an ini file", True),
    ],
)
@pytest.mark.skipif("sys.platform == 'win32'")
def test_the_desktop_is_asked_about_motion(tmp_path: Path, file: str, text: str, wanted: bool) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert desktop_moves(tmp_path) is wanted


def test_the_persons_own_wish_comes_first(tmp_path: Path) -> None:
    ui = rooms.ui(tmp_path)
    ui.settings.set("appearance/motion", "off")
    assert not moves(ui)
    ui.settings.set("appearance/motion", "on")
    assert moves(ui)


def test_the_timer_runs_on_in_a_new_journey(tmp_path: Path) -> None:
    """The exercise is that of the people in the room: a new map begun meanwhile does not end it."""
    room = rooms.workspace(tmp_path, journey())
    clock = room.presenter.countdown
    clock.set(5)
    clock.start()
    room.session.new("new-colleague", "en")
    assert (clock.on, clock.running) == (True, True)


def test_a_room_is_light_or_dark_as_a_whole() -> None:
    """A program in dark colours does not make half of a light room dark."""
    for dark, look in ((False, LIGHT), (True, DARK)):
        assert room_look(dark) is look
        assert contrast(look.surface, room_theme(dark, "house", ()).paper) < 1.3


def test_the_face_of_a_grade_is_the_one_on_the_map(qapp: object) -> None:
    def canvas() -> tuple[QImage, QPainter]:
        image = QImage(80, 80, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return image, painter

    for share in (0.0, 0.2, 0.5, 0.88, 1.0):
        ours, painter = canvas()
        paint_face(painter, QRectF(2, 2, 76, 76), share, "#00707A", "#FFFFFF")
        painter.end()
        of_map, painter = canvas()
        for stroke in prepare(face(40, 40, 38, share, "#00707A", "#FFFFFF"), Tools()):
            stroke.draw(painter, 1.0, 0.0, True, QRectF(0, 0, 80, 80))
        painter.end()
        assert ours == of_map, share
