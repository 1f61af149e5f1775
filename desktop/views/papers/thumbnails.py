"""The column of small pages beside the preview."""

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.papers.paper_view import PAGE, picture_of
from desktop.views.theme import color
from desktop.views.widgets import Plane, clear
from desktop.wording import _
from desktop.workspace import Workspace
from domain.values.papers import PaperFile, RasterPage

WIDE: Final = 78
HIGH: Final = round(WIDE * PAGE[1] / PAGE[0])


class Thumbnail(QToolButton):
    """A small page; the ones in sight are outlined."""

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.setObjectName(f"papers.thumbnail.{page + 1}")
        self.setAccessibleName(_("第 {page} 页").format(page=page + 1))
        self.setToolTip(self.accessibleName())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(QSize(WIDE, HIGH))

    def show_picture(self, picture: QPixmap) -> None:
        """Show the page."""
        self._picture = picture
        self.update()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(box, color("paper"))
        if self._picture is not None:
            painter.drawPixmap(box.toRect(), self._picture)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(color("accent" if marked else "line.control"), 2 if marked else 1))
        painter.drawRect(box)
        painter.end()


class Thumbnails(QScrollArea):
    """The small pages of a paper. Signal `chosen(int)` a page, counted from 0."""

    chosen = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers.thumbnails")
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDE + 34)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._workspace = workspace
        self._turn = 0
        self.buttons: list[Thumbnail] = []
        inside = Plane("subtle")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(15, 14, 15, 14)
        self._box.setSpacing(16)
        self.setWidget(inside)

    def show_file(self, file: PaperFile | None) -> None:
        """Show the pages of another file."""
        self._turn += 1
        count = file.pages if file is not None else 0
        if count != len(self.buttons):
            clear(self._box)
            self.buttons = [Thumbnail(page) for page in range(count)]
            for page, button in enumerate(self.buttons):
                self._box.addWidget(button)
                button.clicked.connect(partial(self._choose, page))
            self._box.addStretch(1)
        if file is not None:
            for page in range(count):
                scale = WIDE * self.devicePixelRatioF() / PAGE[0]
                self._workspace.papers.page(file, page, scale).done.connect(partial(self._take, self._turn, page))

    def mark(self, first: int, count: int) -> None:
        """Outline the pages in sight."""
        for page, button in enumerate(self.buttons):
            button.setChecked(first <= page < first + count)
        if first < len(self.buttons):
            self.ensureWidgetVisible(self.buttons[first])

    def _choose(self, page: int) -> None:
        self.chosen.emit(page)

    def _take(self, turn: int, page: int, drawn: RasterPage) -> None:
        if turn == self._turn and page < len(self.buttons):
            picture = QPixmap.fromImage(picture_of(drawn))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.buttons[page].show_picture(picture)
