"""How the interface looks: roles of colour for light and dark, and the style sheet made from them.

Contract. A :class:`Look` names what colours mean; nothing else in ``ui`` knows a colour. Ink on every
ground it is used on has a contrast of at least 4.5 : 1, 7 : 1 for running text (a projector washes out); a
test measures it. What is disabled can still be read (3 : 1). Lengths in the style sheet follow an 8 px grid
at scale 1 and are multiplied by the scale of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from cjm_desktop.assets import asset

from .sheet_images import IMAGES, image, provide

if TYPE_CHECKING:
    from .icons import Icons

#: Family of the shipped interface font.
FAMILY = "CJM Inter"
#: Family of the shipped emoji.
_EMOJI_FAMILY = "Noto Emoji"
#: Size of running interface text at scale 1, in pixels (10 pt on a usual screen).
TEXT_PX = 13.4


@dataclass(frozen=True, slots=True)
class Look:
    """Roles. ``…_ink`` is what is readable on the role of the same name."""

    name: str
    dark: bool
    window: str
    surface: str
    sunken: str
    hover: str
    ink: str
    text: str
    secondary: str
    faded: str
    rule: str
    soft_rule: str
    field_rule: str
    accent: str
    accent_ink: str
    accent_hover: str
    accent_tint: str
    accent_tint_ink: str
    danger: str
    danger_tint: str
    header: str
    header_ink: str
    header_soft: str
    header_faded: str
    header_rule: str
    header_hover: str
    header_accent: str
    header_accent_ink: str
    segment: str
    segment_ink: str
    positive: str
    neutral: str
    negative: str
    opportunity: str

    def colour(self, role: str) -> str:
        """The colour of a role by its name; a value that is a colour already comes back as it is."""
        return role if role.startswith("#") else str(getattr(self, role))


LIGHT = Look(
    name="light",
    dark=False,
    window="#E9EDF3",
    surface="#FFFFFF",
    sunken="#F2F5F9",
    hover="#E6ECF3",
    ink="#0F1B33",
    text="#2B3852",
    secondary="#515F78",
    faded="#7C889D",
    rule="#C9D1DE",
    soft_rule="#E1E6EE",
    field_rule="#7F8CA3",
    accent="#00707A",
    accent_ink="#FFFFFF",
    accent_hover="#005C65",
    accent_tint="#DCF0EE",
    accent_tint_ink="#004F57",
    danger="#B3380B",
    danger_tint="#FDE6DA",
    header="#101D3A",
    header_ink="#FFFFFF",
    header_soft="#C9D4E8",
    header_faded="#8291B4",
    header_rule="#2C3C66",
    header_hover="#22335F",
    header_accent="#8ED8CB",
    header_accent_ink="#0F1B33",
    segment="#FFFFFF",
    segment_ink="#0F1B33",
    positive="#00707A",
    neutral="#F0B429",
    negative="#E2571E",
    opportunity="#4A3AA7",
)

DARK = Look(
    name="dark",
    dark=True,
    window="#0A101E",
    surface="#141D31",
    sunken="#0E1628",
    hover="#22304C",
    ink="#F5F8FC",
    text="#D8DFEB",
    secondary="#A3B0C6",
    faded="#71809D",
    rule="#34425F",
    soft_rule="#243150",
    field_rule="#62749A",
    accent="#8ED8CB",
    accent_ink="#0B1526",
    accent_hover="#A9E4DA",
    accent_tint="#173B42",
    accent_tint_ink="#B9EDE4",
    danger="#FF9B73",
    danger_tint="#3D2117",
    header="#0B1325",
    header_ink="#FFFFFF",
    header_soft="#BFCBE0",
    header_faded="#7C8AAC",
    header_rule="#26345A",
    header_hover="#1F2C4C",
    header_accent="#8ED8CB",
    header_accent_ink="#0B1526",
    segment="#D8DFEB",
    segment_ink="#0B1526",
    positive="#3FB6AC",
    neutral="#F0B429",
    negative="#FF7A42",
    opportunity="#A99BFF",
)


def load_fonts() -> bool:
    """Make the shipped faces known to Qt; gives whether it took them all."""
    known = [
        QFontDatabase.addApplicationFont(str(path)) for path in sorted(asset("fonts").glob("CJMInter-*.ttf"))
    ]
    return bool(known) and -1 not in known


def load_emoji() -> bool:
    """Give the interface the shipped signs for what its own family has no shape for, as the map and the poster have them.

    Not among the first faces: the shell says nothing that needs them, and the file is larger than any of those.
    """
    if _EMOJI_FAMILY in QFont.substitutes(FAMILY):  # with a window before this one
        return True
    # Before the face: Qt looks at its families anew when one more becomes known, and widgets that stand already go with it.
    QFont.insertSubstitution(FAMILY, _EMOJI_FAMILY)
    return QFontDatabase.addApplicationFont(str(asset("fonts", "NotoEmoji-Regular.ttf"))) != -1


def fonts_loaded() -> bool:
    """Whether the shipped family is there."""
    return QFontDatabase.hasFamily(FAMILY)


def interface_font(scale: float, size: float = TEXT_PX) -> QFont:
    """The interface font; ``size`` in pixels at scale 1."""
    font = QFont(FAMILY)
    font.setPixelSize(round(size * scale))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def palette(look: Look) -> QPalette:
    """The Qt palette of a look, for everything the style sheet leaves to the style."""
    p = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: look.surface,
        role.WindowText: look.text,
        role.Base: look.surface,
        role.AlternateBase: look.sunken,
        role.Text: look.text,
        role.PlaceholderText: look.secondary,
        role.Button: look.surface,
        role.ButtonText: look.text,
        role.BrightText: look.danger,
        role.Highlight: look.accent,
        role.HighlightedText: look.accent_ink,
        role.Accent: look.accent,
        role.Link: look.accent,
        role.LinkVisited: look.accent,
        role.ToolTipBase: look.header,
        role.ToolTipText: look.header_ink,
        role.Light: look.surface,
        role.Midlight: look.soft_rule,
        role.Mid: look.rule,
        role.Dark: look.field_rule,
        role.Shadow: look.ink,
    }
    for key, value in pairs.items():
        p.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        p.setColor(QPalette.ColorGroup.Disabled, key, QColor(look.faded))
    return p


def dress(app: QApplication, look: Look, scale: float, icons: Icons) -> None:
    """Give the application palette, font and style sheet; ``icons`` draws the marks of the menus.

    The style sheet is written for Qt's Fusion, which the application is started with.
    """
    provide(icons, look)
    sheet = style_sheet(look, scale)
    if app.styleSheet() == sheet:
        return  # polishing every widget anew takes longer than making the window
    # Without a sheet for a moment: of one sheet after another Qt looks through all that stands in each widget, for each of them, which
    # takes six times as long.
    app.setStyleSheet("")
    app.setPalette(palette(look))
    app.setFont(interface_font(scale))
    app.setStyleSheet(sheet)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours ``#RRGGBB`` (WCAG 2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def style_sheet(look: Look, scale: float) -> str:
    """The style sheet of a look at a scale."""
    values = {f.name: getattr(look, f.name) for f in fields(look)}
    text = _SHEET
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{name};", f"{values[name]};").replace(f"@{name} ", f"{values[name]} ")
    for name in IMAGES:
        text = text.replace(f"url({name})", f"url({image(look, name)})")
    out: list[str] = []
    for piece in text.split("~"):
        # "~8~" is 8 px at this scale: the odd pieces are lengths.
        out.append(f"{max(1, round(float(piece) * scale))}px" if len(out) % 2 else piece)
    return "".join(out)


_SHEET = """
* { outline: none; }
/* Labels and the tips over widgets (which are labels) show what a document says and never run it as HTML. */
QLabel, QToolTip { qproperty-textFormat: PlainText; }
QWidget { color: @text; }
QMainWindow, QDialog { background: @surface; }
QWidget#desk { background: @window; }
QFrame#bubble { background: @surface; border: 1px solid @rule; border-radius: ~12~; }
QFrame#page { background: @surface; border: 1px solid @rule; border-radius: ~14~; }
QWidget[role="panel"], QWidget[role="panel"] QScrollArea, QWidget[role="panel"] QScrollArea > QWidget > QWidget
    { background: @surface; }
QScrollArea { border: none; background: transparent; }
QWidget[role="panel-left"] { border-right: 1px solid @rule; }
QWidget[role="panel-right"] { border-left: 1px solid @rule; }

QToolTip { background: @header; color: @header_ink; border: 1px solid @header_rule; padding: ~5~ ~8~; }

QMenuBar { background: @header; color: @header_soft; padding: ~2~ ~6~ 0 ~6~; spacing: ~1~; }
QMenuBar::item { background: transparent; padding: ~4~ ~9~; border-radius: ~5~; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @header_hover; color: @header_ink; }
QMenu { background: @surface; color: @text; border: 1px solid @rule; padding: ~6~; icon-size: ~16~; menu-scrollable: 1; }
QMenu::item { padding: ~6~ ~26~ ~6~ ~12~; border-radius: ~5~; }
QMenu::item:selected { background: @accent_tint; color: @accent_tint_ink; }
QMenu::item:disabled { color: @faded; background: transparent; }
QMenu::separator { height: 1px; background: @soft_rule; margin: ~6~ ~8~; }
QMenu::icon { padding: ~3~ 0 ~3~ ~10~; }
QMenu::icon:checked { background: @accent_tint; border-radius: ~4~; }
QMenu::right-arrow { image: url(arrow); width: ~16~; height: ~16~; }
QMenu::right-arrow:selected { image: url(arrow-on); }
QMenu::indicator { width: ~16~; height: ~16~; margin-left: ~2~; }
QMenu::indicator:checked { image: url(check); }
QMenu::indicator:checked:selected { image: url(check-on); }
QFileDialog QSplitter::handle { background: transparent; }
QFileDialog QListView#sidebar { icon-size: ~18~; }

QToolBar { background: @header; border: none; padding: ~3~ ~10~ ~7~ ~10~; spacing: ~3~; }
QToolBar::separator { background: @header_rule; width: 1px; margin: ~5~ ~8~; }
QToolBar QToolButton { color: @header_soft; background: transparent; border: 1px solid transparent;
    border-radius: ~6~; padding: ~5~ ~6~; min-height: ~20~; }
QToolBar QToolButton:hover { background: @header_hover; color: @header_ink; }
QToolBar QToolButton:pressed { background: @header_rule; }
QToolBar QToolButton:checked { background: @header_hover; color: @header_ink; }
QToolBar QToolButton:disabled { color: @header_faded; }
QToolBar QToolButton:focus { border-color: @header_accent; }
QToolBar QToolButton[role="primary"] { background: @header_accent; color: @header_accent_ink; font-weight: 600;
    padding: ~5~ ~12~; }
QToolBar QToolButton[role="primary"]:hover { background: #FFFFFF; }
QToolBar QToolButton[role="primary"]:disabled { background: @header_hover; color: @header_faded; }
QToolBar QToolButton[role="primary"]:focus { border: ~4~ double @header_accent_ink; padding: ~2~ ~9~; }
QToolBar QToolButton[role="strong"] { color: @header_ink; font-weight: 600; padding: ~5~ ~12~ ~5~ ~9~;
    border-color: @header_rule; }
QToolBar QToolButton[role="strong"]:disabled { color: @header_faded; }
QToolBar QToolButton#qt_toolbar_ext_button { background: @header_hover; }
QToolBar QFrame[role="segments"] { background: @header_hover; border: none; border-radius: ~7~; }
QToolBar QLabel { color: @header_soft; }

QStatusBar { background: @surface; border-top: 1px solid @rule; color: @secondary; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @secondary; padding: ~4~ ~8~; font-size: ~12.5~; }
QStatusBar QLabel#said { background: @surface; }
QStatusBar QToolButton { color: @secondary; border: 1px solid transparent; background: transparent;
    padding: ~2~ ~8~; border-radius: ~5~; font-size: ~12.5~; }
QStatusBar QToolButton:hover { background: @hover; color: @ink; }
QStatusBar QToolButton:focus { border-color: @accent; }
QStatusBar QToolButton[state="warning"] { color: @danger; font-weight: 600; }

QSplitter::handle { background: @rule; }
QSplitter::handle:hover { background: @accent; }

QLabel[role="title"] { color: @ink; font-size: ~16~; font-weight: 700; }
QLabel[role="display"] { color: @ink; font-size: ~24~; font-weight: 800; }
QLabel[role="strong"] { color: @ink; font-weight: 600; }
QLabel[role="caption"] { color: @secondary; font-size: ~12~; font-weight: 500; }
QLabel[role="eyebrow"] { color: @accent; font-size: ~11.5~; font-weight: 700; }
QLabel[role="hint"] { color: @secondary; font-size: ~12.5~; }
QLabel[role="lead"] { color: @text; font-size: ~13~; }
QLabel[role="figure"] { color: @ink; font-size: ~26~; font-weight: 700; }
QLabel[role="error"] { color: @danger; font-size: ~12~; font-weight: 500; }
QLabel[role="pill"] { color: @accent_tint_ink; background: @accent_tint; border-radius: ~9~; padding: ~2~ ~8~;
    font-size: ~12~; font-weight: 600; }
QLabel[role="warning"] { color: @danger; background: @danger_tint; border-radius: ~6~; padding: ~8~ ~10~; }
QFrame[role="rule"] { background: @soft_rule; max-height: 1px; min-height: 1px; border: none; }
QFrame[role="notice"] { background: @accent_tint; border: none; border-bottom: 1px solid @rule; }
QLabel[role="notice"] { border: none; background: transparent; color: @accent_tint_ink; }
QFrame[role="notice"] QPushButton[role="quiet"] { color: @accent_tint_ink; }
QFrame[role="notice"] QPushButton[role="quiet"]:hover { background: @hover; }
QFrame[role="card"] { background: @sunken; border: 1px solid @soft_rule; border-radius: ~8~; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: @surface; color: @ink;
    border: 1px solid @field_rule; border-radius: ~6~; padding: ~5~ ~8~; selection-background-color: @accent;
    selection-color: @accent_ink; placeholder-text-color: @secondary; }
QPlainTextEdit { padding: ~2~ ~4~; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: @secondary; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QComboBox:on
    { border: 2px solid @accent; padding: ~4~ ~7~; }
QPlainTextEdit:focus { padding: ~1~ ~3~; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @sunken; color: @faded;
    border-color: @soft_rule; }
QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"], QComboBox[state="wrong"] { border: 2px solid @danger; padding: ~4~ ~7~; }
QLineEdit[role="title"], QPlainTextEdit[role="title"] { font-size: ~16~; font-weight: 600; }
QComboBox { combobox-popup: 0; padding-right: ~2~; min-height: ~20~; }
QComboBox::drop-down { border: none; width: ~22~; }
QComboBox::down-arrow { image: none; }
QFileDialog QComboBox::down-arrow { image: url(down); width: ~14~; height: ~14~; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @rule; padding: ~4~;
    selection-background-color: @accent_tint; selection-color: @accent_tint_ink; }
QFrame[role="finder"] { background: @surface; border: 1px solid @rule; }
QFrame[role="finder"] QListView { background: @surface; border: none; }
QHeaderView::section { background: @sunken; color: @secondary; border: none; border-bottom: 1px solid @rule;
    padding: ~4~ ~6~; }
QHeaderView::down-arrow { image: url(down); width: ~12~; height: ~12~; }
QHeaderView::up-arrow { image: url(up); width: ~12~; height: ~12~; }
QListView[role="popup"] { background: @surface; border: 1px solid @rule; padding: ~4~; }
QAbstractItemView::item { min-height: ~26~; }
QComboBox QAbstractItemView::item:disabled { color: @faded; }

QPushButton { background: @surface; color: @ink; border: 1px solid @field_rule; border-radius: ~6~;
    padding: ~6~ ~14~; font-weight: 500; min-height: ~18~; icon-size: ~16~; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @soft_rule; }
QPushButton:focus { border: 2px solid @accent; padding: ~5~ ~13~; }
QPushButton:disabled { color: @faded; border-color: @soft_rule; background: @sunken; }
QPushButton[role="question"] { padding: ~6~ ~10~; }
QPushButton[role="question"]:focus { padding: ~5~ ~9~; }
QPushButton[role="primary"], QPushButton:default { background: @accent; color: @accent_ink; border-color: @accent;
    font-weight: 600; }
QPushButton[role="primary"]:hover, QPushButton:default:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[role="primary"]:focus, QPushButton:default:focus { border: ~4~ double @accent_ink; padding: ~3~ ~11~; }
QPushButton[role="primary"]:disabled { background: @soft_rule; color: @secondary; border-color: @soft_rule; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: @accent;
    padding: ~5~ ~8~; text-align: left; font-weight: 600; }
QPushButton[role="quiet"]:hover { background: @accent_tint; }
QPushButton[role="quiet"]:focus { border: 2px solid @accent; padding: ~4~ ~7~; }
QPushButton[role="danger"] { background: transparent; border: 1px solid transparent; color: @danger;
    padding: ~5~ ~8~; text-align: left; }
QPushButton[role="danger"]:hover { background: @danger_tint; }
QPushButton[role="danger"]:focus { border: 2px solid @danger; padding: ~4~ ~7~; }
QPushButton[role="quiet"]:disabled, QPushButton[role="danger"]:disabled { color: @faded; background: transparent; }
QPushButton[role="tile"] { background: @sunken; border: 1px solid @rule; border-radius: ~10~; padding: 0;
    text-align: left; }
QPushButton[role="tile"]:hover { border-color: @accent; background: @accent_tint; }
QPushButton[role="tile"]:focus { border: 2px solid @accent; padding: 0; }
QPushButton[role="reading"] { background: transparent; border: 1px solid transparent; border-radius: ~6~;
    text-align: left; padding: ~6~ ~8~; font-weight: 400; color: @text; }
QPushButton[role="reading"]:hover { background: @hover; }
QPushButton[role="reading"]:focus { border: 2px solid @accent; padding: ~5~ ~7~; }

QPushButton[role="key"] { background: @surface; border: 1px solid @field_rule; border-radius: ~5~; text-align: left;
    padding: ~1~ ~6~; margin: 0; font-weight: 600; color: @ink; min-height: ~18~; }
QPushButton[role="key"]:hover { border-color: @secondary; background: @hover; }
QPushButton[role="key"]:focus { border: 2px solid @accent; padding: 0 ~5~; }
QPushButton[role="lead"] { background: transparent; border: 1px solid transparent; border-radius: ~6~; padding: 0; }
QPushButton[role="lead"]:hover { background: @hover; }
QPushButton[role="lead"]:focus { border: 2px solid @accent; padding: 0; }

QToolButton { border: 1px solid transparent; border-radius: ~6~; padding: ~4~; background: transparent; color: @text;
    icon-size: ~16~; }
QToolButton:disabled { color: @faded; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @soft_rule; }
QToolButton:focus { border: 2px solid @accent; padding: ~3~; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="section"] { color: @ink; font-weight: 600; text-align: left; padding: ~6~ 0; border-radius: ~6~; }
QToolButton[role="section"]:hover { background: transparent; color: @accent; }
QToolButton[role="section"]:focus { padding: ~5~ 0; }
QToolButton[role="picker"] { border: 1px solid @field_rule; background: @surface; padding: ~5~; }
QToolButton[role="picker"]:hover { border-color: @secondary; background: @hover; }
QToolButton[role="picker"]:focus { border: 2px solid @accent; padding: ~4~; }
QToolButton[role="swatch"]:checked { border: 2px solid @ink; }
QToolButton[role="swatch"]:focus { border: 2px dotted @ink; }
QToolButton[role="swatch"]:checked:focus { border: 4px double @ink; }
QToolButton[role="chip"] { background: @accent_tint; color: @accent_tint_ink; border-radius: ~11~;
    padding: ~3~ ~8~; font-size: ~12.5~; font-weight: 500; }
QToolButton[role="chip"]:hover { background: @hover; }
QToolButton[role="chip"]:focus { border: 2px solid @accent; padding: ~2~ ~7~; }
QToolButton[role="tick"] { background: @surface; border: 1px solid @field_rule; border-radius: ~11~;
    padding: ~2~ ~8~; font-size: ~12.5~; }
QToolButton[role="tick"]:hover { background: @hover; }
QToolButton[role="tick"]:checked { background: @accent; color: @accent_ink; border-color: @accent; font-weight: 600; }
QToolButton[role="tick"]:focus { border: 2px solid @ink; padding: ~1~ ~7~; }
QToolButton[role="tick"]:checked:focus { border: 3px double @accent_ink; padding: 0 ~6~; }

QFrame[role="segments"] { background: @sunken; border: 1px solid @rule; border-radius: ~7~; }
QFrame[role="segments"][state="wrong"] { border: 2px solid @danger; }
QFrame[role="segments"] QToolButton { padding: ~5~ ~6~; border-radius: ~5~; border: 1px solid transparent;
    color: @text; font-size: ~12.5~; }
QFrame[role="segments"][stacked="true"] QToolButton { padding: ~5~ 0 ~4~ 0; font-size: ~11.6~; }
QFrame[role="segments"] QToolButton:hover { background: @hover; }
QFrame[role="segments"] QToolButton:checked { background: @accent; color: @accent_ink; font-weight: 600; }
QFrame[role="segments"] QToolButton:focus { border: 1px solid @ink; }
QFrame[role="segments"] QToolButton:checked:focus { border: ~4~ double @accent_ink; padding: ~2~ ~3~; }
QFrame[role="segments"][stacked="true"] QToolButton:checked:focus { padding: ~2~ 0 ~1~ 0; }
QFrame[role="segments"] QToolButton:disabled { color: @faded; background: transparent; }
QFrame[role="segments"] QToolButton:checked:disabled { color: @secondary; background: @soft_rule; }

QToolBar QFrame[role="segments"] QToolButton { padding: ~3~ ~12~; border-radius: ~5~; color: @header_soft; }
QToolBar QFrame[role="segments"] QToolButton:hover { background: @header_rule; color: @header_ink; }
QToolBar QFrame[role="segments"] QToolButton:checked { background: @segment; color: @segment_ink; font-weight: 600; }
QToolBar QFrame[role="segments"] QToolButton:focus { border: 1px solid @header_accent; }
QToolBar QFrame[role="segments"] QToolButton:checked:focus { border: ~4~ double @segment_ink; padding: 0 ~9~; }
QToolBar QFrame[role="segments"] QToolButton:disabled,
QToolBar QFrame[role="segments"] QToolButton:checked:disabled { color: @header_faded; background: transparent; }

QListWidget { background: @surface; border: none; }
QListWidget::item { padding: ~4~ ~6~; border-radius: ~6~; color: @text; min-height: ~24~; }
QListWidget::item:hover { background: @hover; }
QListWidget::item:selected { background: @accent_tint; color: @accent_tint_ink; }
QListWidget:focus { border: 1px solid @accent; border-radius: ~6~; }
/* Its frame is there all the time, or the rows would lie on it as soon as they are scrolled. */
QListWidget[role="framed"] { border: 1px solid @rule; border-radius: ~6~; }
QListWidget[role="framed"]:focus { border: 1px solid @accent; }
QTableWidget { background: @surface; color: @text; border: 1px solid @rule; gridline-color: @soft_rule; }
QTableWidget:focus { border: 1px solid @accent; }
QTableWidget::item { padding: 0 ~6~; }
QTableWidget::item:selected { background: @accent_tint; color: @accent_tint_ink; }
QListWidget QLineEdit { padding: 0 ~4~; border-radius: ~4~; }
QListWidget QLineEdit:focus { padding: 0 ~3~; }

QCheckBox, QRadioButton { spacing: ~8~; color: @text; padding: ~3~ 0; }
QCheckBox::indicator, QRadioButton::indicator { width: ~16~; height: ~16~; }
QProgressBar { background: @soft_rule; border: none; border-radius: ~4~; max-height: ~8~; min-height: ~8~; }
QProgressBar::chunk { background: @accent; border-radius: ~4~; }

QScrollBar:vertical { background: transparent; width: ~12~; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ~12~; margin: 0; }
QScrollBar::handle { background: @rule; border-radius: ~3~; }
QScrollBar::handle:vertical { min-height: ~32~; margin: ~2~ ~3~; }
QScrollBar::handle:horizontal { min-width: ~32~; margin: ~3~ ~2~; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QCalendarWidget QWidget { background: @surface; alternate-background-color: @sunken; }
QCalendarWidget QToolButton { color: @ink; font-weight: 600; }
QCalendarWidget QAbstractItemView { selection-background-color: @accent; selection-color: @accent_ink; }
"""
