"""The help window: headings at the left, found by typing; the page at the right."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.help.pages import HelpPage, help_pages
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets.fields import LineEdit
from desktop.views.widgets.labels import Label, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _

SIZE: Final = QSize(820, 560)
SIDE: Final = 232
LINE: Final = 34
LINE_PERCENT: Final = 140


class HelpWindow(QDialog):
    """Opens beside the work and does not stop it. Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(_("使用说明"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._pages = help_pages()
        self.edit = LineEdit(hint=_("搜索说明"), size="tool", lead="search", name="help.search")
        self.edit.setAccessibleName(_("搜索说明"))
        self.edit.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("help.headings")
        self.list.setAccessibleName(_("目录"))
        self.list.setProperty("plane", "subtle")
        self.none = Label(_("没有找到，换一个词试试"), "meta", "tertiary", wrap=True)
        self.page = QTextBrowser()
        self.page.setObjectName("help.page")
        self.page.setAccessibleName(_("使用说明"))
        self.page.setProperty("kind", "bare")
        self.page.setOpenLinks(False)
        side = Plane("side-body")
        side.setFixedWidth(SIDE)
        column(self.edit, self.list, self.none, spacing=10, margins=(16, 16, 16, 16), parent=side)
        reading = QWidget()
        inside = QVBoxLayout(reading)
        inside.setContentsMargins(28, 20, 20, 16)
        inside.addWidget(self.page)
        row(side, reading, spacing=0, parent=self).setStretch(1, 1)
        self.edit.textChanged.connect(self._narrow)
        self.list.currentRowChanged.connect(self._show)
        theme().changed.connect(self._follow_theme)
        self._narrow("")
        self.edit.setFocus()

    @property
    def headings(self) -> list[str]:
        """The headings listed now."""
        return [self.list.item(line).text() for line in range(self.list.count())]

    def _narrow(self, words: str) -> None:
        self.list.clear()
        for page in self._pages:
            if page.holds(words):
                line = QListWidgetItem(page.heading)
                line.setData(Qt.ItemDataRole.UserRole, page.heading)
                line.setSizeHint(QSize(0, px(LINE)))
                self.list.addItem(line)
        self.none.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)
        self.list.setCurrentRow(0)

    def _shown(self) -> HelpPage | None:
        line = self.list.currentItem()
        return next((page for page in self._pages if line is not None and page.heading == line.text()), None)

    def _show(self, _line: int = 0) -> None:
        page = self._shown()
        if page is None:
            return
        document = self.page.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(font("body"))
        self.page.setMarkdown(f"## {page.heading}\n\n{page.text}")
        self._loosen()

    def _loosen(self) -> None:
        """Give the text air: Markdown comes with lines too close for Chinese."""
        cursor = self.page.textCursor()
        cursor.select(cursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(6)
        cursor.mergeBlockFormat(block)
        self.page.moveCursor(cursor.MoveOperation.Start)

    def _follow_theme(self) -> None:
        self.page.setStyleSheet(f"color:{color('text.primary').name()}")
        self._show()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.edit.hasFocus():
            step = 1 if arg__1.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page.setFocus()
            return
        super().keyPressEvent(arg__1)
