"""What every part of the window needs: words, settings, icons, look and scale, passed along, never global.

Contract. One :class:`Ui` is made by the composition root and handed to every widget that shows text. Words
are marked the usual way: ``_ = ui.text`` and then ``_("English")``.

Texts may speak of the one who travels (:mod:`cjm_desktop.i18n.traveller`); the noun is that of the document. What stays on the screen
while the noun may change is given as a function (:data:`Telling`) and put there with :meth:`Ui.tell`, which puts it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from .icons import Icons
from .settings import Settings
from .theme import DARK, LIGHT, Look, dress

if TYPE_CHECKING:
    from cjm_desktop.document import Message, Traveller
    from cjm_desktop.i18n import Catalogue
    from cjm_desktop.layout.hyphens import Hyphens

#: A text, or what makes it: a function where the text speaks of the one who travels and is made anew with another noun.
Telling: TypeAlias = str | Callable[[], str]


def told(text: Telling) -> str:
    """The text as it is now."""
    return text if isinstance(text, str) else text()


class _Teller(QObject):
    """Puts a text anew, as long as what it stands on is there."""

    def __init__(self, owner: QObject, again: Callable[[], object]) -> None:
        super().__init__(owner)
        self._again = again

    def tell(self) -> None:
        """Put it now."""
        self._again()


class Ui(QObject):
    """Words, settings, icons and look of one window. ``look_changed`` is emitted when colours changed.

    ``outgrown`` asks for a window that is made anew, since the person wants other words or another size. ``noun_changed`` is emitted
    when the one who travels is called something else.
    """

    look_changed = Signal()
    noun_changed = Signal()
    outgrown = Signal()

    def __init__(self, words: Catalogue, settings: Settings) -> None:
        super().__init__()
        self.words = words
        self.settings = settings
        self.scale = self._wanted_scale()
        self.look = self._wanted_look()
        self.icons = Icons(self.look)

    @cached_property
    def hyphens(self) -> Hyphens:
        """Where words may be hyphenated, as on the map."""
        from cjm_desktop.layout.hyphens import Hyphens  # its patterns are read when a word first needs them

        return Hyphens()

    def text(self, english: str) -> str:
        """The translation of an English text."""
        return self.words.text(english)

    def plural(self, one: str, many: str, n: int) -> str:
        """The form that goes with ``n`` things."""
        return self.words.plural(one, many, n)

    def pgettext(self, context: str, english: str) -> str:
        """The translation of a text that has its own meaning in each context."""
        return self.words.pgettext(context, english)

    def speak_of(self, called: Traveller) -> None:
        """Use a document's noun for the one who travels."""
        words = self.words.speaking_of(called)
        if words is not self.words:
            self.words = words
            self.noun_changed.emit()

    def tell(self, owner: QObject, text: Telling, put: Callable[[str], object]) -> None:
        """Put a text where it belongs, and anew with every other noun while ``owner`` lives."""
        put(told(text))
        if not isinstance(text, str):
            self.noun_changed.connect(_Teller(owner, lambda: put(told(text))).tell)

    def say(self, message: Message) -> str:
        """A sentence in the language of the window."""
        return self.words.say(message)

    def px(self, length: float) -> int:
        """A length given for a usual screen, in this screen's logical pixels."""
        return max(1, round(length * self.scale))

    def number(self, value: float | None, digits: int | None = None) -> str:
        """A number as people write it; empty when there is none."""
        return "" if value is None else self.words.number(value, digits)

    def set_theme(self, theme: str) -> None:
        """``system``, ``light`` or ``dark``: remember it and put it on."""
        self.settings.set("appearance/theme", theme)
        self.refresh_look()

    def set_size(self, percent: int) -> None:
        """Size of the interface in per cent (0: by the screen): remember it and ask for a window of that size."""
        if percent != self.settings.get("appearance/size"):
            self.settings.set("appearance/size", percent)
            self.outgrown.emit()

    def set_language(self, code: str) -> None:
        """Language of the window (empty: the system's): remember it and ask for a window that speaks it."""
        if code != self.settings.get("language"):
            self.settings.set("language", code)
            self.outgrown.emit()

    def refresh_look(self) -> None:
        """Put the wanted look on, if it is another one than now (the system may have changed)."""
        look = self._wanted_look()
        if look is self.look:
            return
        self.look = self.icons.look = look
        self.dress()
        self.look_changed.emit()

    def dress(self) -> None:
        """Give the application palette, font and style sheet of the look."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app, self.look, self.scale, self.icons)

    def _wanted_look(self) -> Look:
        theme = self.settings.get("appearance/theme")
        if theme == "system":
            from_system = QGuiApplication.styleHints().colorScheme()
            return DARK if from_system.name == "Dark" else LIGHT
        return DARK if theme == "dark" else LIGHT

    def _wanted_scale(self) -> float:
        percent = self.settings.get("appearance/size")
        if percent:
            return float(percent) / 100
        screens = QGuiApplication.screens()
        if not screens:
            return 1.0
        # A 4K screen that does not scale by itself (ratio 1, 96 dpi) would show 3 mm type; from 1440 lines
        # on we help.
        lines = screens[0].availableGeometry().height()
        return 1.75 if lines >= 1900 else 1.25 if lines >= 1400 else 1.0
