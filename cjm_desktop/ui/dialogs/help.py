"""The window of the help: contents and search at the left, the page at the right.

Contract. Modeless; it shows nothing but the pages of a :class:`~..help.pages.Library` and opens nothing outside of it. The text is as
large as the program's, and follows its look. By keys alone: Ctrl+F searches, Enter opens the best that was found, the arrows go through
the list, Alt+Left and Alt+Right go back and forward, Tab goes from link to link, Escape empties the search and then closes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..help.hits import EXCERPT, TITLE, HitRow
from ..help.pages import Hit, Library, Page
from ..help.reader import Reader
from ..keytext import sequence
from ..palette.search import folded
from ..panels.form import button, label, small_button
from ..shared import Ui
from .bounded import Dialog, free_size

_PAGE, _ANCHOR, _HIT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one was: a page, a heading of it, how far it was scrolled."""

    page: Page
    anchor: str = ""
    at: int = 0


class HelpWindow(Dialog):
    """The help in a window of its own."""

    #: The table of keys is wanted.
    keys_wanted = Signal()
    #: The pointer is to ask what something is for.
    pointing_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent)
        self._ui, self.book = ui, library
        self._past: list[_Place] = []
        self._future: list[_Place] = []
        self._here = _Place(library.pages[0])
        _ = ui.text
        self.setWindowTitle(_("Help"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setSizeGripEnabled(True)
        free = free_size(self)
        self.resize(QSize(ui.px(1040), ui.px(720)).boundedTo(free))
        self.setMinimumSize(QSize(ui.px(560), ui.px(380)).boundedTo(free))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the help"))
        self.search.setAccessibleName(_("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.search.textChanged.connect(self._searched)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = HitRow(ui, self.list)
        self.list.setItemDelegate(self._rows)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self.list.installEventFilter(self)
        self.none = label(_("Nothing in the help has all these words."), "hint", wrap=True)
        self.back = small_button(ui, "arrow-left", _("Back (Alt+Left)"), self.go_back)
        self.forward = small_button(ui, "arrow-right", _("Forward (Alt+Right)"), self.go_on)
        self.contents = button(ui, _("Contents"), "list", self.show_contents)
        self.keys = button(ui, _("Keys"), "table-properties", self.keys_wanted.emit)
        self.pointing = button(ui, _("What's this?"), "circle-help", self.pointing_wanted.emit)
        self.foreign = QLabel(_("This page is there in English only."))
        self.foreign.setTextFormat(Qt.TextFormat.PlainText)
        self.foreign.setProperty("role", "warning")
        self.foreign.setWordWrap(True)
        self.reader = Reader(ui, library)
        self.reader.followed.connect(self.follow)
        self._build(narrow=free.width() < ui.px(700))
        for key, does in (("Ctrl+F", self.begin_search), ("Alt+Left", self.go_back), ("Alt+Right", self.go_on)):
            QShortcut(sequence(key), self).activated.connect(does)
        ui.look_changed.connect(self.renew)
        self._fill()
        self._show(self._here)

    def _build(self, *, narrow: bool) -> None:
        ui = self._ui
        halves = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(ui.px(14), ui.px(14), ui.px(10), ui.px(10))
        column.setSpacing(ui.px(8))
        column.addWidget(self.search)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        if narrow:
            left.setMaximumHeight(free_size(self).height() // 3)
        else:
            left.setFixedWidth(min(ui.px(288), free_size(self).width() * 2 // 5))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, ui.px(10), 0, 0)
        column.setSpacing(ui.px(4))
        row = QHBoxLayout()
        row.setContentsMargins(ui.px(10), 0, ui.px(14), 0)
        for one in (self.back, self.forward, self.contents):
            row.addWidget(one)
        row.addStretch(1)
        for other in (self.pointing, self.keys):
            row.addWidget(other)
        column.addLayout(row)
        note = QHBoxLayout()
        note.setContentsMargins(ui.px(16), 0, ui.px(16), 0)
        note.addWidget(self.foreign)
        column.addLayout(note)
        column.addWidget(self.reader, 1)
        halves.addWidget(left)
        halves.addWidget(right, 1)

    # ------------------------------------------------------------------ going about

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._here.page

    def open_at(self, name: str, anchor: str = "") -> None:
        """Show a page by its name, from a heading on; the contents stand beside it."""
        self.search.clear()
        self._go(self.book.page(name), anchor)
        self.reader.setFocus()

    def follow(self, link: str) -> None:
        """Go where a link of the page leads; what leads out of the help leads nowhere."""
        target = self.book.target(self.page, link)
        if target is not None:
            self._go(*target)

    def go_back(self) -> None:
        """To the page one comes from."""
        if self._past:
            self._future.append(self._left())
            self._show(self._past.pop())

    def go_on(self) -> None:
        """To the page one went back from."""
        if self._future:
            self._past.append(self._left())
            self._show(self._future.pop())

    def show_contents(self) -> None:
        """The first page, and the contents beside it."""
        self.search.clear()
        self._go(self.book.pages[0], "")
        self.list.setFocus()

    def begin_search(self) -> None:
        """Write what is looked for."""
        self.search.setFocus()
        self.search.selectAll()

    def renew(self) -> None:
        """The look is another one."""
        self.reader.renew()

    def _go(self, page: Page, anchor: str, words: tuple[str, ...] = ()) -> None:
        if (page, anchor) != (self._here.page, self._here.anchor):
            self._past.append(self._left())
            self._future.clear()
        self._show(_Place(page, anchor), words)

    def _left(self) -> _Place:
        return _Place(self._here.page, self._here.anchor, self.reader.verticalScrollBar().value())

    def _show(self, place: _Place, words: tuple[str, ...] = ()) -> None:
        self._here = place
        page = place.page
        self.foreign.setVisible(page.language != self._ui.words.language)
        self.reader.show_page(page, place.anchor, words)
        if place.at:
            self.reader.verticalScrollBar().setValue(place.at)
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._future))
        self.setWindowTitle(self._ui.text("{page} — Help").format(page=page.title))
        if not self.search.text():
            self._point_at(page)

    # ------------------------------------------------------------------ contents and search

    def _fill(self) -> None:
        """The contents."""
        self.none.hide()
        self.list.clear()
        self.list.setAccessibleName(self._ui.text("Contents"))
        group = None
        for page in self.book.pages:
            if page.group != group and page.group:
                head = QListWidgetItem(page.group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                font = self.list.font()
                font.setBold(True)
                head.setFont(font)
                self.list.addItem(head)
            group = page.group
            item = QListWidgetItem(page.title)
            item.setData(_PAGE, page.name)
            self.list.addItem(item)

    def _point_at(self, page: Page) -> None:
        """Select a page in the contents, and nothing else happens."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_PAGE) == page.name:
                self.list.setCurrentRow(at)
                return

    def _searched(self, text: str) -> None:
        if not folded(text):
            self._fill()
            self.reader.mark(())
            self._point_at(self.page)
            return
        hits = self.book.find(text)
        self._rows.words = folded(text).split()
        self.list.clear()
        self.list.setAccessibleName(self._ui.text("What was found"))
        for hit in hits:
            self.list.addItem(self._row(hit))
        self.none.setVisible(not hits)
        if hits:
            self.list.setCurrentRow(0)

    def _row(self, hit: Hit) -> QListWidgetItem:
        title = hit.page.title if not hit.section.anchor else f"{hit.page.title} › {hit.section.title}"
        item = QListWidgetItem(f"{title}\n{hit.excerpt}")
        item.setData(_PAGE, hit.page.name)
        item.setData(_ANCHOR, hit.section.anchor)
        item.setData(_HIT, True)
        item.setData(TITLE, title)
        item.setData(EXCERPT, hit.excerpt)
        return item

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_PAGE) is None:
            return
        words = tuple(folded(self.search.text()).split()) if item.data(_HIT) else ()
        self._go(self.book.page(item.data(_PAGE)), item.data(_ANCHOR) or "", words)

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens what is chosen in the list, from the search too; Down leads from the search into the list; Escape empties it."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._chosen(self.list.currentItem())
                if watched is self.list:
                    self.reader.setFocus()
                return True
            if watched is self.search and key == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus()
                return True
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                self.search.setFocus()
                return True
        return super().eventFilter(watched, event)
