"""How the map looks: its theme, a company's own colours over it, and what people cannot read or tell apart in them.

Contract. A theme is chosen and a colour set in the document at once, one undo entry each. While a hand moves in the picker, the
sample and the sentences follow it before the document does. Sentences stand beneath the colour they speak of; what speaks of none
of them stands at the end.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Problem, RoleColour
from cjm_desktop.i18n.vocabulary import theme_names
from cjm_desktop.layout.colour import from_oklch, is_colour, oklch
from cjm_desktop.layout.theme import COMPANY_ROLES, Company, Theme, colour_problems, load_theme
from cjm_desktop.layout.theme import theme_names as shipped_themes
from cjm_desktop.layout.theme_check import theme_findings

from ..desk import Desk
from ..fields import Combo, Link
from ..fields.colour_role import Advice, RoleColourField
from ..shared import Ui
from .form import Column, Section, button, label
from .map_form_edits import own_colour, set_colour, with_colour
from .map_form_sample import Eyes, Sample, ThemeCard, Words

#: Roles that follow from one a company sets: where a sentence about them belongs.
_FOLLOWS = {
    "positive_tint": "positive",
    "positive_area": "positive",
    "negative_tint": "negative",
    "negative_area": "negative",
    "target": "positive",
    "opportunity_tint": "opportunity",
}


def role_names(ui: Ui) -> dict[str, tuple[str, str]]:
    """What each colour a company may set is called, and what it colours."""
    _ = ui.text
    return {
        "header": (_("Header"), _("The ground of the header; its words where the theme fills nothing large")),
        "header_accent": (_("Accent"), _("Labels, icons and ticks in the header")),
        "phases": (_("Phases"), _("The phases: shades are made around this colour")),
        "opportunity": (_("Opportunities"), _("Titles, edges and signs of opportunities")),
        "positive": (_("Good"), _("Faces of good grades, and the area above neutral")),
        "neutral": (_("Neutral"), _("Faces of grades around neutral")),
        "negative": (_("Bad"), _("Faces of bad grades, and the area below neutral")),
    }


def of_theme(theme: Theme, role: str) -> str:
    """The colour that a theme itself gives what a company's colour for the role would change."""
    if role == "phases":
        return theme.phases[len(theme.phases) // 2]
    if role == "header" and theme.company is Company.LIGHT:
        return theme.header_ink
    return str(getattr(theme, role))


def about(problem: Problem) -> str:
    """The colour of :data:`COMPANY_ROLES` that a finding about a theme speaks of; another role as it is."""
    return _FOLLOWS.get(problem.place, problem.place)


def mended(theme: str, colours: tuple[RoleColour, ...], role: str) -> str | None:
    """The nearest lightness of a role's colour with which nothing is wrong with it; ``None`` when there is none.

    The hue stays, so that it is still the company's colour; one that the theme gives may become one's own.
    """
    own = next((one.colour for one in reversed(colours) if one.role == role), "")
    lightness, chroma, hue = oklch(own or of_theme(load_theme(theme), role))
    for step in range(1, 101):
        for sign in (-1, 1):
            wanted = lightness + sign * step / 100
            if not 0 <= wanted <= 1:
                continue
            tried = from_oklch(wanted, chroma, hue)
            findings = theme_findings(load_theme(theme, with_colour(colours, role, tried)))
            if not any(about(problem) == role for problem in findings):
                return tried
    return None


class LookPart(Column):
    """Theme, company colours, sample and findings."""

    def __init__(self, desk: Desk, key: str = "map") -> None:
        """``key`` tells what this form remembers apart from what others do."""
        super().__init__(desk)
        ui = desk.ui
        self._journey: Journey | None = None
        self.put(self._themes())
        words = Words(
            ui.text("My first day"), ui.text("Goals").upper(), ui.text("A warm welcome"), ui.text("A guide")
        )
        self.sample = Sample(ui, words)
        self.put(self.sample)
        self.put(self._eyes())
        section = Section(desk, f"{key}.colours", ui.text("Company colours"), folded=True)
        self.colours = section
        self.put(section)
        self._build_colours(section.body)
        ui.look_changed.connect(self._redraw)

    # ------------------------------------------------------------------ building

    def _themes(self) -> QWidget:
        ui = self.desk.ui
        names = theme_names(ui.words)
        holder = QWidget()
        holder.setAccessibleName(ui.text("Theme"))
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(ui.px(4))
        self._group = QButtonGroup(self)
        self.cards: dict[str, ThemeCard] = {}
        shipped = shipped_themes()
        order = [
            *(name for name in names if name in shipped),
            *(name for name in shipped if name not in names),
        ]
        for i, name in enumerate(order):
            card = ThemeCard(ui, name, names.get(name, name))
            card.clicked.connect(lambda _=False, name=name: self._choose(name))
            grid.addWidget(card, i // 2, i % 2)
            grid.setColumnStretch(i % 2, 1)
            self._group.addButton(card)
            self.cards[name] = card
        return holder

    def _eyes(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.eyes = Combo(ui)
        for eyes, text in (
            (Eyes.USUAL, _("As most people see it")),
            (Eyes.PROTAN, _("As seen without red")),
            (Eyes.DEUTAN, _("As seen without green")),
            (Eyes.TRITAN, _("As seen without blue")),
            (Eyes.GREY, _("Printed in black and white")),
        ):
            self.eyes.addItem(ui.icons.icon("eye"), text, eyes)
        self.eyes.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.eyes.setAccessibleName(_("How the colours are seen"))
        self.eyes.activated.connect(lambda _row: self.sample.look_with(Eyes(self.eyes.currentData())))
        row.addWidget(self.eyes, 1)
        return holder

    def _build_colours(self, part: Column) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        part.box.setSpacing(ui.px(4))
        self._none = label(
            _("This theme is for printing without colour and takes none of your own."), "hint", wrap=True
        )
        part.put(self._none)
        self.roles: dict[str, RoleColourField] = {}
        names = role_names(ui)
        for role in COMPANY_ROLES:
            name, tip = names.get(role, (role, ""))
            field = RoleColourField(self.desk, self._link(role), name, self._offered, tip)
            field.tried.connect(lambda colour, role=role: self._try(role, colour))
            field.mend_wanted.connect(lambda role=role: self._mend(role))
            self.roles[role] = field
            part.add("", field)
        self.rest = Advice(ui)
        part.put(self.rest)
        self.sound = QLabel()
        self.sound.setProperty("role", "hint")
        self.sound.setTextFormat(Qt.TextFormat.PlainText)
        self.sound.setWordWrap(True)
        part.put(self.sound)
        self._all = button(ui, _("All as the theme says"), "rotate-ccw", self._reset)
        part.put(self._all)

    def _link(self, role: str) -> Link:
        def put(journey: Journey, colour: Any) -> Journey:
            return set_colour(journey, role, str(colour or ""))

        return Link(
            lambda journey: own_colour(journey, role),
            put,
            Message("Change a colour"),
            f"poster.colours.{role}",
        )

    def _offered(self) -> list[str]:
        """The company's colours that stand elsewhere in the form already."""
        return [one.colour.upper() for one in self.desk.journey.poster.colours if is_colour(one.colour)]

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the theme and the colours of the document."""
        super().refresh()
        if not self.colours.folded:
            self.colours.body.refresh()
        poster = self.desk.journey.poster
        if self._journey is not None and self._journey.poster is poster:
            return
        self._journey = self.desk.journey
        chosen = poster.theme if poster.theme in self.cards else shipped_themes()[0]
        for name, card in self.cards.items():
            card.setChecked(name == chosen)
            card.show_theme(load_theme(name, poster.colours))
        plain = load_theme(chosen)
        takes = plain.company is not Company.NONE
        self._none.setVisible(not takes)
        for role, field in self.roles.items():
            field.setEnabled(takes)
            field.show_theme(of_theme(plain, role))
        self._all.setVisible(bool(poster.colours))
        self._judge(poster.colours)

    def leave(self) -> None:
        """Take over what is typed."""
        super().leave()
        self.colours.body.leave()

    def _judge(self, colours: tuple[RoleColour, ...]) -> None:
        """Draw the sample in these colours and say what is wrong with them."""
        ui, poster = self.desk.ui, self.desk.journey.poster
        theme = load_theme(poster.theme, colours)
        self.sample.show_theme(theme)
        said: dict[str, list[str]] = {}
        for problem in theme_findings(theme):
            role = about(problem)
            said.setdefault(role if role in self.roles else "", []).append(ui.say(problem.message))
        for problem in colour_problems(colours):
            said.setdefault("", []).append(ui.say(problem.message))
        for role, field in self.roles.items():
            field.advise(said.get(role, ()))
        self.rest.say(said.get("", ()))
        count = sum(map(len, said.values()))
        self.sound.setText("✓ " + ui.text("Everything can be read and told apart."))
        self.sound.setVisible(not count and bool(colours))
        self._mark(count)
        # Sentences must be seen where they are.
        if count and self.colours.folded and colours:
            self.colours.fold(False)

    def _mark(self, findings: int) -> None:
        """A sign on the heading while something is wrong, else how many colours are the company's own."""
        ui, sign = self.desk.ui, self.colours.count
        if findings:
            sign.setPixmap(
                ui.icons.pixmap("triangle-alert", ui.px(15), ui.look.danger, self.devicePixelRatioF())
            )
            sign.setAccessibleName(ui.plural("{n} warning", "{n} warnings", findings).format(n=findings))
        else:
            sign.setText(str(len(self._offered()) or ""))
            sign.setAccessibleName("")

    def _try(self, role: str, colour: str) -> None:
        """Show what a colour under the hand would do."""
        self._judge(with_colour(self.desk.journey.poster.colours, role, colour))

    def _redraw(self) -> None:
        """Signs are drawn in colours of the look."""
        for advice in (self.rest, *(field.advice for field in self.roles.values())):
            sentences, advice.sentences = advice.sentences, ()
            advice.say(sentences)
        self._mark(sum(len(a.sentences) for a in (self.rest, *(f.advice for f in self.roles.values()))))

    # ------------------------------------------------------------------ changing

    def _choose(self, name: str) -> None:
        self.desk.flush()
        self.desk.change(
            Message("Change the theme"),
            lambda journey: (
                journey
                if journey.poster.theme == name
                else edits.change(journey, poster=journey.poster.replace(theme=name))
            ),
        )
        self.refresh()

    def _mend(self, role: str) -> None:
        """Move a colour just so far that nothing is wrong with it any more."""
        self.desk.flush()
        poster = self.desk.journey.poster
        colour = mended(poster.theme, poster.colours, role)
        if colour is None:
            self.roles[role].advise(
                [*self.roles[role].advice.sentences[:1], self.desk.ui.text("Only another hue helps here.")]
            )
            return
        self.roles[role].take(colour)
        self.refresh()

    def _reset(self) -> None:
        self.desk.flush()
        self.desk.change(
            Message("Leave all colours to the theme"),
            lambda journey: edits.change(journey, poster=journey.poster.replace(colours=())),
        )
        self.colours.header.setFocus()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return on a theme chooses it, as Space does."""
        focus = self.focusWidget()
        if isinstance(focus, ThemeCard) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus.click()
            return
        super().keyPressEvent(event)
