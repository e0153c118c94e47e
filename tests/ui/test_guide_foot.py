"""The foot of the guide in every language and at every size: no word is ever cut."""

from __future__ import annotations

from pathlib import Path

import pytest
import rooms
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cjm_desktop.ui.guide.foot import Foot


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_the_foot_has_room_for_what_it_says(tmp_path: Path, language: str, percent: int) -> None:
    ui = rooms.ui(tmp_path, language, size=percent)
    asked: list[str] = []
    foot = Foot(ui, lambda: asked.append("back"), lambda: asked.append("on"))
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(foot)
    panel.show()
    said = set()
    for width in range(132, 420, 6):
        panel.resize(ui.px(width), panel.sizeHint().height())
        QApplication.processEvents()
        for one in (foot.previous, foot.next):
            assert one.width() >= one.sizeHint().width(), (width, one.text())
            assert foot.rect().contains(one.geometry())
            assert one.accessibleName() and one.toolTip()
        assert foot.previous.geometry().right() < foot.next.geometry().left()
        said.add((foot.previous.text(), foot.next.text()))
    assert (ui.text("Back"), ui.text("Next step")) in said and ("", ui.text("Next")) in said
    foot.previous.click()
    foot.next.click()
    assert asked == ["back", "on"]
    # From the narrowest that the window makes its side, both have words: neither is ever an arrow alone there, in any language.
    for width in (248, 272):
        panel.resize(ui.px(width), panel.sizeHint().height())
        QApplication.processEvents()
        assert foot.previous.text() == ui.text("Back")
        assert foot.next.text() in (ui.text("Next step"), ui.text("Next"))
    panel.close()
