"""Copy as picture: what is on the clipboard afterwards, for any program that may take it."""

from __future__ import annotations

import gc
import io
import weakref
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Message
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.ui.pressroom import MOST_PIXELS, PDF, SHOWN, SVG
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey())
    made.selection.clear()
    yield made
    shut(made)


def copied(room: Workspace) -> QMimeData:
    """What the clipboard holds after the action."""
    QApplication.clipboard().clear()
    room.window_.actions_["copy_picture"].trigger()
    until(lambda: (data := QApplication.clipboard().mimeData()) is not None and data.hasImage())
    return QApplication.clipboard().mimeData()


def picture(data: QMimeData) -> QImage:
    image = data.imageData()
    assert isinstance(image, QImage)
    return image


def texts(data: QMimeData) -> list[str]:
    """What the drawing says."""
    root = ElementTree.fromstring(bytes(data.data(SVG).data()))
    assert not list(root.iter("{http://www.w3.org/2000/svg}text")), "its letters are outlines"
    return [one.get("aria-label", "") for one in root.iter("{http://www.w3.org/2000/svg}g") if one.get("role") == "img"]


def mediabox(data: QMimeData) -> list[float]:
    """Width and height of the only page (mm)."""
    with pikepdf.open(io.BytesIO(bytes(data.data(PDF).data()))) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.attachments, "a picture carries no journey"
        return [float(v) / 72 * 25.4 for v in list(pdf.pages[0].mediabox)[2:]]  # type: ignore[arg-type]


def test_the_poster_as_picture_drawing_and_pdf(room: Workspace) -> None:
    room.set_view("poster")
    before = room.session.journey
    data = copied(room)
    image = picture(data)
    assert max(image.width(), image.height()) == MOST_PIXELS
    assert image.width() / image.height() == pytest.approx(1189 / 841, rel=0.001)
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(SHOWN, rel=0.001)
    root = ElementTree.fromstring(bytes(data.data(SVG).data()))
    assert (root.get("width"), root.get("viewBox")) == ("254mm", "0 0 1189 841")
    assert {"Asks", "Waits", "Gets it"} <= set(texts(data))
    assert mediabox(data) == pytest.approx([1189, 841], abs=0.1)
    assert "The poster is on the clipboard" in room.window_.message.text()
    assert room.session.journey is before
    assert room.session.undo_label is None


def test_selected_cards_are_copied_with_their_line(room: Workspace) -> None:
    room.set_view("poster")
    room.selection.set(("t2",))
    data = copied(room)
    assert "Waits" in texts(data)
    assert "Gets it" not in texts(data), "what is not selected is not in the file either"
    width, height = mediabox(data)
    assert height > width
    assert "selected touchpoints" in room.window_.message.text()
    assert max(picture(data).width(), picture(data).height()) <= MOST_PIXELS


def test_of_the_timeline_what_is_in_view(room: Workspace) -> None:
    first = small_journey().touchpoints[0]
    many = tuple(first.replace(id=f"n{i}", title=f"Card {i}") for i in range(60))
    room.session.adopt(
        Journey(phases=small_journey().phases, channels=small_journey().channels, touchpoints=many)
    )
    room.set_view("timeline")
    room.selection.clear()
    room.canvas_.fit_height()
    data = copied(room)
    assert "Card 0" in texts(data)
    assert "Card 59" not in texts(data)
    assert "in view" in room.window_.message.text()


def test_it_stands_in_the_menu_of_the_map(room: Workspace) -> None:
    for ids in ((), ("t1",)):
        room.selection.set(ids)
        room._context_menu(QPoint(10, 10))
        menu = room.window_.findChildren(QMenu)[-1]
        assert room.window_.actions_["copy_picture"] in menu.actions()
        menu.close()


def test_on_the_start_page_nothing_is_copied(room: Workspace) -> None:
    room.show_start()
    QApplication.clipboard().setText("mine")
    assert not room.window_.actions_["copy_picture"].isEnabled()
    room.copy_picture()
    assert QApplication.clipboard().text() == "mine"


def test_what_was_set_for_the_figures_is_not_set_again_for_a_picture(
    room: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses, asked = [], []
    first, sheets = Press.__init__, Press.sheets

    def made(self: Press, *given: Any, **named: Any) -> None:
        presses.append(self)
        first(self, *given, **named)

    def noted(self: Press, journey: Journey, order: PrintOrder) -> Any:
        asked.append(order)
        return sheets(self, journey, order)

    monkeypatch.setattr(Press, "__init__", made)
    monkeypatch.setattr(Press, "sheets", noted)
    room.set_view("poster")
    told: list[object] = []
    room.printing.proof(room.session.journey, PrintOrder(), told.append, told.append, owner=room.window_)
    until(lambda: bool(told))
    copied(room)
    copied(room)
    assert len(presses) == 1, "one press in a window"
    assert asked == [PrintOrder()]
    # Another version of the journey is another poster.
    room.session.commit(Message("Rename"), room.session.journey.replace(title="Another"))
    copied(room)
    assert len(asked) == 2


def test_what_was_set_of_a_document_goes_when_another_is_opened(room: Workspace) -> None:
    room.set_view("poster")
    copied(room)
    kept = [weakref.ref(sheet) for one in room.printing._kept for sheet in one.sheets]
    texts = room.printing.press().maker.typesetter
    assert kept and texts._results
    room.session.adopt(small_journey().replace(title="Another"))
    until(lambda: not texts._results and not room.printing._kept)
    until(lambda: not room.printing.worker.busy)
    QApplication.processEvents()
    gc.collect()
    assert [one() for one in kept] == [None] * len(kept)
