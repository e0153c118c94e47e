"""How evidence is gathered: the field's words for it (METHOD step 5)."""

from __future__ import annotations

from cjm_desktop.document import Method

from ..fields import Option
from ..shared import Ui


def methods(ui: Ui) -> list[Option]:
    """Interview, shadowing, survey."""
    _ = ui.text
    return [
        Option(Method.INTERVIEW, _("Interview"), "", _("Somebody told it")),
        Option(Method.SHADOWING, _("Shadowing"), "", _("We went along and watched; better still")),
        Option(Method.SURVEY, _("Survey"), "", _("Answers on paper or on a screen")),
    ]
