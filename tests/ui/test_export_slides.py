"""Slides in the export dialog: the deck is a presentation unless another kind of file is chosen, and its losses are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from rooms import desk, dialog_of, shut, until, workspace

from cjm_desktop.press import DECK
from cjm_desktop.storage import templates
from cjm_desktop.ui.dialogs.export_foot import DONE
from cjm_desktop.ui.dialogs.order import OrderForm
from cjm_desktop.ui.fields import Combo


def choose(combo: Combo, value: object) -> None:
    at = combo.findData(value)
    assert at >= 0, value
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def test_slides_have_their_own_size_and_are_a_presentation(tmp_path: Path, qapp: Any) -> None:
    form = OrderForm(desk(tmp_path))
    form.show()
    choose(form.view, DECK)
    order = form.order()
    assert order is not None
    assert (order.view, order.format, order.paper, order.tile, order.standard) == ("deck", "pptx", "", "", "")
    assert not any(one.isVisibleTo(form) for one in (form.paper, form.handout_paper, form.distance))
    assert form.names.isVisibleTo(form)
    form.file.open()
    assert form.file.privacy.text().startswith("Fonts do not travel")
    choose(form.view, "poster")
    order = form.order()
    assert order is not None
    assert order.format == "pdf"


@pytest.mark.parametrize("view", ["deck", "poster"])
def test_a_presentation_is_one_file_and_what_it_lost_is_told(tmp_path: Path, qapp: Any, view: str) -> None:
    room = workspace(tmp_path, templates.load("new-laptop", "en"))
    target = tmp_path / "out" / "told.pptx"
    target.parent.mkdir()
    dialog = dialog_of(room, target)
    choose(dialog.form.view, view)
    dialog.form.file.form.group.idClicked.emit(1)
    until(lambda: dialog.proof is not None and dialog.foot.export.isEnabled())
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    assert [one.name for one in target.parent.iterdir()] == ["told.pptx"]
    assert len(Presentation(str(target)).slides) > (5 if view == "deck" else 0)
    assert "Fonts do not travel" in dialog.foot.done_text.text()
    dialog.accept()
    shut(room)
