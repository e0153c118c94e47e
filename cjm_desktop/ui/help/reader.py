"""Shows a page of the help: Markdown in the look and the type of the program, pictures as wide as there is room.

Contract. A :class:`Reader` loads nothing but pictures that lie in the folder of the help: whatever a page names otherwise, a file
elsewhere or an address of the network, is not there for it. A click on a link only tells it (``followed``). Words that were looked for
are marked wherever they stand on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from ..keymap import native, portable
from ..palette.search import folded
from ..shared import Ui
from ..theme import interface_font
from .pages import Library, Page, slug

#: Size of headings by level, and of the text (pixels at scale 1).
_SIZES = {1: 24.0, 2: 18.0, 3: 15.0, 4: 14.0}
_TEXT = 14.0
#: The longest line, in ems of the text.
_MEASURE = 44
_KEY = re.compile(r"`((?:(?:Ctrl|Shift|Alt)\+)+[^`\s]+)`")
#: Names by which Qt does not know keys.
_QT_NAMES = {"Enter": "Return"}
_IMAGE = QTextDocument.ResourceType.ImageResource
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Reader(QTextBrowser):
    """One page of the help."""

    #: A link was followed: as it is written on the page.
    followed = Signal(str)

    def __init__(self, ui: Ui, library: Library) -> None:
        super().__init__()
        self._ui, self._library = ui, library
        self.page: Page | None = None
        self._marked: tuple[str, ...] = ()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(ui.text("Help"))
        self.anchorClicked.connect(self._clicked)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refit)

    def show_page(self, page: Page, anchor: str = "", words: Sequence[str] = ()) -> None:
        """Show a page from its beginning, from a heading, or from the first of some words; the words are marked."""
        if page is not self.page:
            self.page = page
            self._set()
        self.mark(words)
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.scrollToAnchor(anchor)
        self.setTextCursor(self._begin(anchor))
        self.horizontalScrollBar().setValue(0)

    def renew(self) -> None:
        """Show the page in the look that the window has now."""
        at = self.verticalScrollBar().value()
        if self.page is not None:
            self._set()
            self.mark(self._marked)
            self.verticalScrollBar().setValue(at)

    def mark(self, words: Sequence[str]) -> None:
        """Mark every word that begins as one of these (folded) does."""
        self._marked = tuple(words)
        marks = []
        look = self._ui.look
        pen = QTextCharFormat()
        pen.setBackground(QColor(look.accent_tint))
        pen.setForeground(QColor(look.accent_tint_ink))
        pen.setFontUnderline(True)
        if words:
            for found in re.finditer(r"\w+", self.document().toPlainText()):
                if folded(found[0]).startswith(self._marked):
                    mark = QTextEdit.ExtraSelection()
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(found.start())
                    cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
                    mark.cursor, mark.format = cursor, pen
                    marks.append(mark)
        self.setExtraSelections(marks)

    def marked(self) -> list[str]:
        """The words that are marked, in the order of the page."""
        return [one.cursor.selectedText() for one in self.extraSelections()]

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the help, scaled to its room; nothing else, from nowhere else."""
        path = self._picture(name.toString() if isinstance(name, QUrl) else name) if kind == _IMAGE.value else None
        if path is None:
            return None
        image = QImage(str(path))
        ratio = self.devicePixelRatioF()
        wanted = self._room(image.width())
        image = image.scaledToWidth(max(1, round(wanted * ratio)), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines stay short enough to read, and pictures have their room."""
        super().resizeEvent(event)
        self._soon.start(0)

    # ------------------------------------------------------------------ inside

    def _picture(self, name: str) -> Path | None:
        if self.page is None or ":" in name:
            return None
        path = (self.page.path.parent / name).resolve()
        home = self._library.folder.resolve()
        return path if path.is_relative_to(home) and path.suffix == ".png" and path.is_file() else None

    def _room(self, width: int) -> int:
        """How wide a picture of a width is shown: pictures are of the program at its usual size, and grow with its type."""
        free = self.viewport().width() - 2 * self._margin() - 2
        return max(1, min(round(width * self._ui.scale), free))

    def _margin(self) -> int:
        text = QFontMetricsF(interface_font(self._ui.scale, _TEXT))
        longest = text.height() * _MEASURE * 0.8
        return max(self._ui.px(24), round((self.viewport().width() - longest) / 2))

    def _clicked(self, url: QUrl) -> None:
        self.followed.emit(url.toString())

    def _begin(self, anchor: str) -> QTextCursor:
        """Where Tab begins to look for links: at the top, or at the heading."""
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while anchor and block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == anchor:
                cursor.setPosition(block.position())
                break
            block = block.next()
        return cursor

    def _set(self) -> None:
        assert self.page is not None
        ui = self._ui
        source = _KEY.sub(lambda found: f"`{key_words(found[1])}`", self.page.source)
        # Dressed before it has a place: a page in sight would be laid out anew with each change, for seconds where tables are large.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(interface_font(ui.scale, _TEXT))
        document.setMarkdown(source, _FEATURES)
        self._dress(document)
        self._fit(document)
        self.setExtraSelections([])
        self.setDocument(document)

    def _refit(self) -> None:
        self._fit(self.document())

    def _fit(self, document: QTextDocument) -> None:
        """Give margins and pictures what the window has room for."""
        frame = document.rootFrame()
        shape = QTextFrameFormat(frame.frameFormat())
        margin = self._margin()
        if shape.leftMargin() != margin:
            shape.setLeftMargin(margin)
            shape.setRightMargin(margin)
            shape.setBottomMargin(self._ui.px(24))
            shape.setTopMargin(self._ui.px(14))
            frame.setFrameFormat(shape)
        found = []
        block = document.begin()
        while block.isValid():
            for one in _fragments(block):
                if one.charFormat().isImageFormat():
                    cursor = QTextCursor(document)
                    cursor.setPosition(one.position())
                    cursor.setPosition(one.position() + one.length(), QTextCursor.MoveMode.KeepAnchor)
                    found.append((cursor, one.charFormat().toImageFormat()))
            block = block.next()
        for cursor, picture in found:
            self._fit_picture(document, cursor, picture)

    def _fit_picture(self, document: QTextDocument, cursor: QTextCursor, shape: QTextImageFormat) -> None:
        path = self._picture(shape.name())
        size = QImage(str(path)).size() if path is not None else QSize()
        if size.isEmpty():
            return
        width = self._room(size.width())
        if round(shape.width()) != width:
            document.addResource(_IMAGE.value, QUrl(shape.name()), self.loadResource(_IMAGE.value, shape.name()))
            shape.setWidth(width)
            shape.setHeight(round(width * size.height() / size.width()))
            cursor.setCharFormat(shape)

    def _dress(self, document: QTextDocument) -> None:
        block = document.begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)

    def _dress_block(self, block: QTextBlock) -> None:
        ui, look = self._ui, self._ui.look
        cursor = QTextCursor(block)
        shape = QTextBlockFormat(block.blockFormat())
        level = shape.headingLevel()
        fenced = shape.hasProperty(QTextFormat.Property.BlockCodeFence.value) or shape.nonBreakableLines()
        in_table = cursor.currentTable() is not None
        picture = any(one.charFormat().isImageFormat() for one in _fragments(block))
        shape.setLineHeight(100 if picture else 125 if fenced else 140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(ui.px({1: 4, 2: 20, 3: 14}.get(level, 0)))
        shape.setBottomMargin(0 if in_table or fenced else ui.px(8 if level else 5 if block.textList() is not None else 9))
        if fenced:
            # A line of code goes on below where it has no room.
            shape.setNonBreakableLines(False)
            shape.setBackground(QColor(look.sunken))
            shape.setLeftMargin(ui.px(8))
        if shape.hasProperty(QTextFormat.Property.BlockQuoteLevel.value):
            shape.setLeftMargin(ui.px(14))
            shape.setRightMargin(ui.px(14))
            shape.setBackground(QColor(look.accent_tint))
        cursor.setBlockFormat(shape)
        for one in _fragments(block):
            pen = self._pen(one.charFormat(), level, fenced)
            if pen is not None:
                where = QTextCursor(block)
                where.setPosition(one.position())
                where.setPosition(one.position() + one.length(), QTextCursor.MoveMode.KeepAnchor)
                if level:
                    pen.setAnchor(True)
                    pen.setAnchorNames([slug(block.text())])
                where.setCharFormat(pen)

    def _pen(self, given: QTextCharFormat, level: int, fenced: bool) -> QTextCharFormat | None:
        """How a stretch of text is drawn."""
        ui, look = self._ui, self._ui.look
        if given.isImageFormat():
            return None
        pen = QTextCharFormat(given)
        pen.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        font = interface_font(ui.scale, _SIZES.get(level, _TEXT))
        if fenced:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(ui.px(_TEXT - 1))
        ink = look.ink if level else look.text
        if given.isAnchor() and given.anchorHref():
            ink = look.accent
            font.setUnderline(True)
        elif given.fontFixedPitch() and not fenced:
            pen.setBackground(QBrush(QColor(look.sunken if not look.dark else look.hover)))
            ink = look.ink
            font.setWeight(QFont.Weight.DemiBold)
        if level or given.fontWeight() > QFont.Weight.Medium:
            font.setWeight(QFont.Weight.Bold if level else QFont.Weight.DemiBold)
            ink = look.ink if ink == look.text else ink
        font.setItalic(given.fontItalic())
        pen.setFont(font)
        pen.setFontFixedPitch(fenced)
        pen.setForeground(QColor(ink))
        return pen

    def _dress_table(self, table: QTextTable) -> None:
        ui, look = self._ui, self._ui.look
        shape = table.format()
        shape.setBorderCollapse(True)
        shape.setBorder(1)
        shape.setBorderBrush(QColor(look.soft_rule))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setCellPadding(ui.px(6))
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setTopMargin(ui.px(4))
        shape.setBottomMargin(ui.px(12))
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            pen = QTextCharFormat(cell.format())
            pen.setBackground(QColor(look.sunken))
            cell.setFormat(pen)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The stretches of a block that have one format each."""
    found = []
    at = block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def key_words(key: str) -> str:
    """A key as this desktop writes it (⌘ on a Mac); what is no key as it is written."""
    head, plus, last = key.rpartition("+")
    found = portable(head + plus + _QT_NAMES.get(last, last))
    shown = native(found) if found else key
    # The words of the page's own language stay, where the desktop has no signs of its own.
    return key if shown.isascii() else shown
