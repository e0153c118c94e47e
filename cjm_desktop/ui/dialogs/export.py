"""Export poster: choose what, paper, distance, language and form; see every sheet of it live; know what to mend; print with a
progress bar.

Contract. One rule: what belongs to the poster, in both tabs, is put into the journey at once, with undo (Ctrl+Z works here, too);
what belongs to the printing of it (tiles, print shop, kind of file) the program remembers. Closing the dialog loses neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, PosterSettings
from cjm_desktop.press import Press, PrintOrder, files_of
from cjm_desktop.press.slides import LOST

from ..desk import Desk
from ..fields import Option
from ..files import file_name, with_ending
from ..keymap import Keymap
from ..keytext import sequence
from ..printing import Printing, Proof, Refused
from ..soon import soon
from ..worker import Token
from . import question
from .bounded import Dialog
from .enter import begin_with_ctrl_enter, take_enter
from .export_foot import CHOOSING, PrintFoot
from .export_outcome import Outcome
from .export_room import fitting, inset
from .order import FORMS, OrderForm
from .order_fields import press, pressed, segments
from .order_folds import kept_back
from .paths import ask_new_file
from .preview import Preview, PreviewBar

if TYPE_CHECKING:
    from cjm_desktop.layout.advice import Advice

    from ..panels.map_form import MapForm

#: How long choices rest before the preview is made anew.
_REST_MS = 180
_SIDE = 384


class ExportDialog(Dialog):
    """The export dialog. ``picked`` carries the id of a record whose problem was clicked."""

    picked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        printing: Printing,
        parent: QWidget | None = None,
        *,
        ask_path: Callable[[Path, str], Path | None] | None = None,
        may_replace: Callable[[str, int], bool] | None = None,
    ) -> None:
        """``ask_path`` gets a suggested file and the form chosen; ``may_replace`` the name of the first file that is there, and how
        many are."""
        super().__init__(parent)
        self.desk, self._printing = desk, printing
        self._ask_path = ask_path or self._ask_person
        self._may_replace = may_replace or (
            lambda name, count: question.may_replace(desk.ui, self, name, count=count)
        )
        self._token: Token | None = None
        self._target: Path | None = None
        self._turned = False
        # Who is not named in the journey inside the file that was asked for.
        self._out = ""
        self._page = 0
        self._variant: tuple[Journey, PosterSettings, Journey] | None = None
        self._advised: tuple[Journey, PrintOrder] | None = None
        self._thinking: Token | None = None
        self._proving: Token | None = None
        self._proved: tuple[Journey, PrintOrder, int] | None = None
        self.proof: Proof | None = None
        self.map_form: MapForm | None = None
        ui, _ = desk.ui, desk.ui.text
        self.setWindowTitle(_("Export poster"))
        self.setSizeGripEnabled(True)
        self.resize(fitting(ui.px))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.make_proof)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())
        desk.session.changed.connect(self._document_changed)
        # A dialog keeps the window's keys from it.
        keys = Keymap(desk.ui.settings)
        for action, does in (("undo", desk.session.undo), ("redo", desk.session.redo)):
            for key in keys.keys(action):
                QShortcut(sequence(key), self).activated.connect(lambda does=does: self._step(does))
        begin_with_ctrl_enter(self, self.foot.export)
        self.form.view.setFocus()
        self.make_proof()

    # ------------------------------------------------------------------ building

    def _left(self) -> QWidget:
        ui = self.desk.ui
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.preview = Preview(ui)
        self.preview.wanted.connect(lambda _pixels: self._rest.start())
        self.pages = PreviewBar(ui, self.preview)
        self.pages.page.connect(self._look_at)
        self.outcome = Outcome(ui)
        self.outcome.picked.connect(self._go)
        self.outcome.taken.connect(self._take)
        self.outcome.colours.connect(self._show_colours)
        column.addWidget(self.preview, 1)
        column.addWidget(self.pages)
        column.addWidget(self.outcome)
        return side

    def _right(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        side = QFrame()
        side.setProperty("role", "panel-right")
        side.setFixedWidth(ui.px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, ui.px(18), 0, ui.px(16))
        column.setSpacing(ui.px(10))
        edge = ui.px(20)
        self.tabs = segments(
            ui,
            [Option("order", _("How it is printed")), Option("content", _("What is on it"))],
            "order",
            self._turn_tab,
        )
        column.addWidget(inset(self.tabs, edge))
        self.form = OrderForm(self.desk)
        self.form.changed.connect(self._chosen)
        self.form.shop.proposed.connect(lambda: self._look_into(self.form.shop.marks))
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = QVBoxLayout(inner)
        box.setContentsMargins(edge, 0, ui.px(14), 0)
        box.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        column.addWidget(self.stack, 1)
        note = _(
            "Choices for the poster are in the journey at once; Undo takes them back. Tiles, print shop and kind of file are "
            "remembered by the program."
        )
        self.foot = PrintFoot(ui, _("Export …"), "printer", note)
        self.foot.started.connect(self.start)
        self.foot.stopped.connect(self.cancel_export)
        self.foot.closed.connect(self.reject)
        self.foot.finished.connect(self.accept)
        column.addWidget(inset(self.foot, edge))
        return side

    def _turn_tab(self) -> None:
        """The form of what is on the map is made when it is first asked for."""
        content = pressed(self.tabs) == "content"
        if content and self.map_form is None:
            from ..panels.map_form import MapForm  # only who looks there waits for it

            self.map_form = MapForm(self.desk)
            self.stack.addWidget(self.map_form)
        self.stack.setCurrentIndex(int(content))

    def _show_colours(self) -> None:
        """Where the colours of the map are changed."""
        press(self.tabs, "content")
        self._turn_tab()
        assert self.map_form is not None
        form, look = self.map_form, self.map_form.sections["map.look"]
        look.fold(False)
        # What was just made or unfolded has its height a turn of the loop later.
        soon(look, lambda: form.ensureWidgetVisible(look, 0, form.viewport().height()))

    # ------------------------------------------------------------------ the proof

    def journey(self) -> Journey:
        """The document with the choices of now: the same object for the same choices, so that it is set only once."""
        base, settings = self.desk.journey, self.form.settings()
        if self._variant is None or self._variant[0] is not base or self._variant[1] != settings:
            variant = base if settings == base.poster else base.replace(poster=settings)
            self._variant = (base, settings, variant)
        return self._variant[2]

    def _chosen(self) -> None:
        self.foot.forgive()
        self._outdate()
        self._rest.start()

    def _outdate(self) -> None:
        """What is shown belongs to earlier choices: the sheet gets faint, and nothing is said of it any more."""
        if self._proving is not None:
            self._proving.cancel()
        self._drop_advice()
        self.preview.fade(True)
        self.outcome.show_nothing()

    def _document_changed(self) -> None:
        """Something in the document was changed from here, or undone: what belongs to the form shows it."""
        self.form.follow()
        self._outdate()
        self._rest.start()

    def make_proof(self) -> None:
        """Set the sheets with the choices of now and show one; the newest choices win."""
        _ = self.desk.ui.text
        order = self.form.order()
        if order is None:
            self._nothing_to_show()
            return
        self.pages.told.setText(_("Setting the type …"))
        pixels = max(1_400, self.preview.pixels())
        journey = self.journey()
        # One that is being made for the same choices is shown until this one comes.
        if self._proving is not None and self._proved != (journey, order, self._page):
            self._proving.cancel()
        self._proved = (journey, order, self._page)
        self._proving = self._printing.proof(
            journey,
            order,
            lambda proof: self._show_proof(proof, journey, order),
            self._no_proof,
            owner=self,
            pixels=pixels,
            page=self._page,
            key="preview",
        )

    def _look_at(self, page: int) -> None:
        self._page = page
        self.make_proof()

    def _show_proof(self, proof: Proof, journey: Journey, order: PrintOrder) -> None:
        if journey is not self.journey() or order != self.form.order():
            # The choices of now are on their way.
            self._rest.start()
            return
        _ = self.desk.ui.text
        self.proof, self._page = proof, proof.page
        told = _("How to put the tiles together.") if proof.names[proof.page] == "map" else ""
        self.pages.told.setText(told or _("Wheel to come closer, drag to move."))
        self.pages.show_page(proof.page, proof.pages)
        self.foot.export.setEnabled(True)
        self.form.refuse("")
        self.foot.warn("")
        self.form.show_tiles(proof.tiles)
        if proof.picture is not None:
            self.preview.show_image(proof.picture, proof.width + 2 * proof.edge, proof.height + 2 * proof.edge)
        self.preview.fade(False)
        self.outcome.show_proof(proof, self._kept_back(journey, order))
        self._advise(journey, order)

    def _no_proof(self, refused: Refused) -> None:
        self.form.refuse(self.desk.ui.say(refused.message), refused.about)
        self.form.show_tiles(None)
        self._nothing_to_show()

    def _nothing_to_show(self) -> None:
        """What is chosen now cannot be printed: the sheet of before is faint, and nothing is said about it."""
        if self._proving is not None:
            self._proving.cancel()
        self.pages.told.setText("")
        self.preview.fade(True)
        self.outcome.show_nothing()
        self.foot.export.setEnabled(False)
        self._point_at_wrong()

    def _point_at_wrong(self) -> None:
        """A short line at the foot tells where in the form the sentence stands that says why nothing is printed."""
        wrong = self.form.wrong
        if wrong is None:
            return
        sentence, where, choice = wrong
        _ = self.desk.ui.text
        self.foot.warn(_("This cannot be printed yet. See “{place}”.").format(place=where) if where else sentence)
        self._look_into(choice)

    def _look_into(self, choice: QWidget) -> None:
        """Scroll to a choice of the form."""
        # What was unfolded has its height a turn of the loop later.
        soon(choice, lambda: self._area.ensureWidgetVisible(choice, 0, self.desk.ui.px(72)))

    def _go(self, record: str, page: int) -> None:
        if page != self._page and self.proof is not None and page < self.proof.pages:
            self._look_at(page)
        if record:
            self.picked.emit(record)

    def _advise(self, journey: Journey, order: PrintOrder) -> None:
        """Look for what makes it readable, unless another sheet of the same order was turned to."""
        known = self._advised
        if known is not None and known[0] is journey and known[1] == order:
            return
        self._drop_advice()
        self._advised = (journey, order)
        if order.view == "poster":
            self._thinking = self._printing.advise(journey, order, self._advised_of, owner=self)

    def _advised_of(self, proposals: Sequence[Advice]) -> None:
        self._thinking = None
        self.outcome.propose(proposals)

    def _rest_advice(self) -> None:
        """Printing comes first: what is still being tried is tried afterwards, what was found stays in sight and waits."""
        if self._thinking is not None:
            self._thinking.cancel()
            self._thinking, self._advised = None, None
        self.outcome.offers.setEnabled(False)

    def _drop_advice(self) -> None:
        """What was advised was for other choices."""
        self._advised = None
        if self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None
        self.outcome.propose(())

    def _take(self, advice: Advice) -> None:
        """Follow advice: it is one change of the journey, with undo; what is printed instead of the poster is chosen in the form."""
        if advice.view:
            self.form.show_view(advice.view)
        if not advice.change:
            return
        self.form.flush()
        self.desk.change(
            Message("Change the poster"),
            lambda journey: edits.change(journey, poster=journey.poster.replace(**advice.change)),
        )
        self._chosen()

    # ------------------------------------------------------------------ the export

    def start(self) -> None:
        """Ask where to, and print."""
        self._take_in()
        order = self.form.order()
        if order is None or self._token is not None:
            return
        settings = self.desk.ui.settings
        folder = settings.get("export/folder") or settings.get("files/folder")
        title = self.desk.journey.title or self.desk.ui.text("journey")
        if not order.is_map:
            title = f"{title} – {self.form.view.currentText()}"
        suggested = Path(folder) / file_name(title, f".{order.format}", self.desk.ui.text("journey"))
        while True:
            target = self._ask_path(suggested, order.format)
            if target is None:
                return
            suggested = target = with_ending(
                target.absolute(), f".{order.format}", *(f".{form}" for form in FORMS)
            )
            there = [path for path in self._files(target) if os.path.lexists(path)]
            if not there or self._may_replace(there[0].name, len(there)):
                break
        # A name says what is in the file: whoever types “.pdf” gets a PDF, and the form shows it.
        self._turned = target.suffix.lower() != f".{order.format}"
        if self._turned:
            self.form.set_format(target.suffix.lower().lstrip("."))
            order = self.form.order()
            if order is None:
                return
        settings.set("export/folder", str(target.parent))
        settings.set("export/format", order.format)
        self._rest_advice()
        self._target, self._out = target, self._kept_back(self.journey(), order)
        self.foot.begin()
        self.form.setEnabled(False)
        self._token = self._printing.export(
            self.journey(),
            order,
            target,
            self._printed,
            self._not_printed,
            self.foot.tell,
            self._stopped,
            owner=self,
        )

    def _kept_back(self, journey: Journey, order: PrintOrder) -> str:
        """Whose names are not in the journey inside the file; empty: nobody's."""
        names = journey.poster.show_names if order.names is None else order.names
        return kept_back(self.desk.ui, Press.carries_journey(journey, order), journey, names=names)

    def _files(self, target: Path) -> list[Path]:
        """The files that will be written: a PDF and a presentation are one, pictures are one for each sheet."""
        sheets = self.proof.sheets if self.proof is not None else 1
        return files_of(target, 1 if target.suffix.lower() in (".pdf", ".pptx") else sheets)

    def cancel_export(self) -> None:
        """Stop printing; the file on disk is what it was, unless all was written already. What it came to is told."""
        if self._token is not None:
            self._token.cancel()
        self._ended()
        self.foot.turn(CHOOSING)

    def _ended(self) -> None:
        """Nothing is being printed any more: one may choose again, and is told again what would help."""
        self._token = None
        self.form.setEnabled(True)
        self.outcome.offers.setEnabled(True)
        order = self.form.order()
        if self.isVisible() and order is not None and self.proof is not None:
            self._advise(self.journey(), order)

    def _stopped(self, written: bool) -> None:
        """The cancelled export has come to its end."""
        if self._token is not None or self._target is None or not self.isVisible():
            return
        _ = self.desk.ui.text
        if written:
            name = self._files(self._target)[0].name
            said = _("Cancelled too late: “{name}” was written already.").format(name=name)
        else:
            said = _("Export cancelled; nothing was written.")
        self.foot.complain(said)

    def _printed(self, _problems: list[Any]) -> None:
        self._ended()
        self.form.shop.exported()
        if self._target is None:
            return
        _ = self.desk.ui.text
        files = self._files(self._target)
        said = _("Saved as “{name}”.").format(name=files[0].name)
        if len(files) > 1:
            said = _("Saved as “{first}” to “{last}”.").format(first=files[0].name, last=files[-1].name)
        if self._turned:
            form = self._target.suffix.lstrip(".").upper()
            said += " " + _("It is a {form}, as its name says.").format(form=form)
        if self._target.suffix.lower() == ".pptx":
            said += " " + self.desk.ui.say(LOST)
        self.foot.finish(files[0], f"{said} {self._out}".rstrip())

    def _not_printed(self, refused: Refused) -> None:
        self._ended()
        sentence = self.desk.ui.say(refused.message)
        self.foot.complain(sentence)
        if refused.about:
            self.form.refuse(sentence, refused.about)
            self._point_at_wrong()

    # ------------------------------------------------------------------ keeping

    def _take_in(self) -> None:
        """What is being typed counts."""
        self.form.flush()
        self.desk.flush()
        if self.map_form is not None:
            self.map_form.leave()

    def _step(self, does: Callable[[], None]) -> None:
        """Undo or redo, after what is being typed; not while something is printed."""
        if self._token is None:
            self._take_in()
            does()

    def _ask_person(self, suggested: Path, form: str) -> Path | None:
        _ = self.desk.ui.text
        kinds = {f"{one.upper()} (*.{one})": one for one in (form, *(o for o in FORMS if o != form))}
        path, kind = ask_new_file(
            self.desk.ui, self, _("Export poster"), str(suggested), ";;".join(kinds)
        )
        if not path:
            return None
        # A name without an ending gets that of the kind of file chosen beside it.
        return with_ending(Path(path), f".{kinds.get(kind, form)}", *(f".{one}" for one in FORMS))

    def done(self, result: int) -> None:
        """However it ends: nothing is printed or set behind its back."""
        self._take_in()
        self.cancel_export()
        self._drop_advice()
        if self._proving is not None:
            self._proving.cancel()
        self._rest.stop()
        self.desk.session.changed.disconnect(self._document_changed)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel_export()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if take_enter(self, event):
            return
        if event.key() == Qt.Key.Key_Escape and self._token is not None:
            self.cancel_export()
            return
        super().keyPressEvent(event)
