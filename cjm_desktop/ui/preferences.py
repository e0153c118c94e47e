"""What a person may want otherwise, as the settings window shows it.

Contract. Each row of :data:`PREFERENCES` belongs to one row of :data:`~.settings.SETTINGS`, whose allowed values are its choices; here
stand only the words, the group, and how a change takes effect at once. Every other setting is a memory of what was last done
(:data:`REMEMBERED` says of what) and has its place where that is done. A test holds both together against the table of settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cjm_desktop.i18n.languages import english_first

from .present.tour import CHOICES
from .settings import SETTINGS
from .shared import Ui


def _(text: str) -> str:
    """Marks an English text; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting in words. ``choices`` gives the words of each allowed value; none for what is on or off."""

    key: str
    group: str
    label: str
    hint: str
    choices: Callable[[Ui], Mapping[Any, str]] | None = None

    @property
    def default(self) -> Any:
        """What it is until somebody wants it otherwise."""
        return SETTINGS[self.key].default


def put(ui: Ui, key: str, value: Any) -> None:
    """Have a setting so from now on, in sight at once. Language and size make the window anew."""
    special: Mapping[str, Callable[[Any], None]] = {
        "appearance/theme": ui.set_theme,
        "appearance/size": ui.set_size,
        "language": ui.set_language,
    }
    special.get(key, lambda wanted: ui.settings.set(key, wanted))(value)


#: The groups in order: name and title.
GROUPS = (
    ("look", _("Look")),
    ("language", _("Language")),
    ("projector", _("On the projector")),
    ("export", _("Printing and export")),
)


def _languages(ui: Ui, first: str) -> Mapping[Any, str]:
    return {"": first, **{language.code: language.name for language in english_first()}}


PREFERENCES = (
    Preference(
        "appearance/theme",
        "look",
        _("Colours"),
        _("Light or dark; as the system changes with it while you work."),
        lambda ui: {"system": ui.text("As the system"), "light": ui.text("Light"), "dark": ui.text("Dark")},
    ),
    Preference(
        "appearance/size",
        "look",
        _("Size of the interface"),
        _("Of everything around the map. The map itself has its own zoom."),
        lambda ui: {n: f"{n} %" if n else ui.text("By the screen") for n in SETTINGS["appearance/size"].allowed},
    ),
    Preference(
        "appearance/motion",
        "look",
        _("Motion"),
        _("With less of it, the map is at once where it would glide to."),
        lambda ui: {"system": ui.text("As the system"), "on": ui.text("Full"), "off": ui.text("Less")},
    ),
    Preference(
        "language",
        "language",
        _("Language of the program"),
        _("Menus, guide, sentences, numbers and dates."),
        lambda ui: _languages(ui, ui.text("As the system")),
    ),
    Preference(
        "start/language",
        "language",
        _("Language of new maps"),
        _("Channels and feelings of a new journey, and the words on its poster."),
        lambda ui: _languages(ui, ui.text("As the program")),
    ),
    Preference("present/dark", "projector", _("Dark room"), _("The map stands on black.")),
    Preference(
        "present/story",
        "projector",
        _("The story of each moment"),
        _("What happened and what was said, in large type beside the map."),
    ),
    Preference(
        "present/pulse",
        "projector",
        _("The timer shows its end"),
        _("Quietly, at the edge of the screen. It never makes a sound."),
    ),
    Preference(
        "present/tour",
        "projector",
        _("PgDown visits"),
        _("What the tour steps through."),
        lambda ui: {value: ui.say(name) for value, name in CHOICES},
    ),
    Preference(
        "export/format",
        "export",
        _("Posters are written as"),
        _("What the export dialog begins with."),
        lambda ui: {
            "pdf": ui.text("PDF, for printing"),
            "pptx": ui.text("PowerPoint, to go on working"),
            "png": ui.text("PNG, a picture"),
            "svg": ui.text("SVG, for drawing programs"),
        },
    ),
    Preference(
        "export/dpi",
        "export",
        _("Dots of a picture"),
        _("For each inch of paper."),
        lambda ui: {n: f"{n} dpi" for n in SETTINGS["export/dpi"].allowed},
    ),
    Preference("export/outlines", "export", _("Letters as shapes in SVG"), _("For programs that do not have the typeface.")),
)

#: Settings that only remember, and what.
REMEMBERED: Mapping[str, str] = MappingProxyType(
    {
        "window/": "the window's place, its panels and what is folded",
        "opportunities/": "which face of the opportunities was seen last",
        "votes/": "how many dots there were the last time",
        "photo/": "where the last photo was",
        "files/": "the files of last time",
        "export/": "what was chosen in the export dialog for the last poster",
        "pack/": "what was chosen for the last workshop pack",
        "handover/": "the choices of the hand-over dialog",
        "palette/": "what was looked for",
        "keys/": "keys, which have a table of their own",
        "survey/": "which column was which touchpoint",
        "review/": "which reminder was shown",
        "present/minutes": "the timer as it was set the last time",
    }
)
