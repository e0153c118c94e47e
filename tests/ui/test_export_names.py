"""The dialog of a print order tells whose names go along and whose stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rooms import dialog_of, shut, small_journey, until, workspace

from cjm_desktop.document import Participant
from cjm_desktop.ui.dialogs.export_foot import DONE
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    yield made
    shut(made)


def test_whose_names_are_left_out_is_told_before_and_after(room: Workspace, tmp_path: Path) -> None:
    people = tuple(Participant(id=f"who-{n}", name=f"Person {n}") for n in range(3))
    journey = small_journey()
    room.session.adopt(journey.replace(charter=journey.charter.replace(participants=people)))
    dialog = dialog_of(room, tmp_path / "poster.pdf")
    typed = "Names that somebody typed into a text or a quote stay in it."
    out = f"The real names of 3 people are not in the journey inside the file. {typed}"
    known = dialog.outcome.list
    assert [known.item(at).text() for at in range(known.count())][-1] == out
    assert dialog.proof is not None
    assert known.count() == dialog.proof.count + 1, "nothing to mend: it is not counted"
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    assert dialog.foot.done_text.text().endswith(out)
    dialog.reject()


def test_who_is_in_the_file_by_name_is_told_and_chosen_beside_it(room: Workspace) -> None:
    people = tuple(Participant(id=f"who-{n}", name=f"Person {n}") for n in range(3))
    journey = small_journey()
    room.session.adopt(journey.replace(charter=journey.charter.replace(participants=people)))
    dialog = dialog_of(room)
    file = dialog.form.file
    file.open()
    assert not file.named.isHidden()
    assert not file.named.isChecked()
    typed = "Names that somebody typed into a text or a quote stay in it."
    assert f"The real names of 3 people stay out of it. {typed}" in file.privacy.text()
    file.named.click()
    assert "It holds the real names of 3 people." in file.privacy.text() and typed not in file.privacy.text()
    assert room.session.journey.poster.show_names
    assert dialog.form.order().names is True  # type: ignore[union-attr]
    room.session.undo()
    assert not file.named.isChecked()
    file.attach.click()
    assert file.named.isHidden(), "no journey in it, no names"
    dialog.reject()
    room.session.adopt(journey)
    dialog = dialog_of(room)
    assert dialog.form.file.named.isHidden(), "there are no names"
    assert "names" not in dialog.form.file.privacy.text()
    dialog.reject()
