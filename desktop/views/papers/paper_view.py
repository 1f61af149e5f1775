"""The pages of a paper, drawn from the very file that is saved and printed."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.views.theme import color, theme
from desktop.workspace import Workspace
from domain.values.papers import PaperFile, RasterPage

PAGE: Final = (595.28, 841.89)
GAP: Final = 22
ZOOMS: Final = (0.25, 3.0)
STEP: Final = 1.15
LATER_MS: Final = 120
KEPT: Final = 24
STRIDE: Final = 60


def picture_of(page: RasterPage) -> QImage:
    """Give a page's pixels as a picture of its own."""
    return QImage(page.rgba, page.width, page.height, page.stride, QImage.Format.Format_RGBA8888).copy()


class PaperView(QAbstractScrollArea):
    """One or two pages across, zoomed by Ctrl and the wheel or fitted to the width.

    Signals: `zoomed(int)` the scale in percent, `page_changed(int)` the page in sight, counted from 0.
    """

    zoomed = Signal(int)
    page_changed = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers.view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._workspace = workspace
        self._file: PaperFile | None = None
        self._drawn: dict[int, tuple[float, QPixmap]] = {}
        self._jobs: dict[int, Job] = {}
        self._zoom = 1.0
        self._fits = True
        self._across = 2
        self._page = 0
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self.viewport().update)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_file(self, file: PaperFile | None) -> None:
        """Show a paper; the page in sight stays where the new file has it too."""
        same = self._file is not None and file is not None and self._file.record_id == file.record_id
        self._file = file
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        if not same:
            self._drawn.clear()
        else:
            self._drawn = {page: (0.0, picture) for page, (_scale, picture) in self._drawn.items()}
        self._lay_out()
        if not same:
            self.verticalScrollBar().setValue(0)
        self._ask()
        self._scrolled()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._file.pages if self._file is not None else 0

    @property
    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self._page

    @property
    def percent(self) -> int:
        """The scale: 100 is the size on paper at 96 dots an inch."""
        return round(self._zoom * 100)

    @property
    def across(self) -> int:
        """How many pages stand side by side."""
        return self._across

    def set_across(self, pages: int) -> None:
        """Show one page or two side by side."""
        self._across = pages
        self._lay_out()
        self.go(self._page)

    def fit(self) -> None:
        """Fit the pages to the width, now and whenever the window changes."""
        self._fits = True
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Show at a scale from 25 % to 300 %."""
        self._fits = False
        kept = self._page
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[1])
        self._lay_out()
        self.go(kept)

    def zoom_in(self) -> None:
        """Show a little larger."""
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Show a little smaller."""
        self.set_zoom(self._zoom / STEP)

    def go(self, page: int) -> None:
        """Bring a page into sight."""
        if self.pages:
            place = self._place(min(max(page, 0), self.pages - 1))
            self.verticalScrollBar().setValue(place.top() - GAP)

    # -- drawing --------------------------------------------------------------------------------------------------

    def _size(self) -> tuple[int, int]:
        return int(PAGE[0] * self._zoom * 96 / 72), int(PAGE[1] * self._zoom * 96 / 72)

    def _columns(self) -> int:
        return max(1, min(self._across, self.pages))

    def _place(self, page: int) -> QRect:
        wide, high = self._size()
        columns = self._columns()
        block = columns * wide + (columns - 1) * GAP
        left = max((self.viewport().width() - block) // 2, GAP)
        line, column = divmod(page, columns)
        return QRect(left + column * (wide + GAP), GAP + line * (high + GAP), wide, high)

    def _lay_out(self) -> None:
        view = self.viewport().size()
        if self._fits:
            columns = self._columns()
            room = view.width() - GAP * (columns + 1)
            self._zoom = min(max(room / columns / (PAGE[0] * 96 / 72), ZOOMS[0]), 1.5)
        wide, high = self._size()
        columns = self._columns()
        lines = -(-self.pages // columns)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(view.height())
        vertical.setSingleStep(STRIDE)
        vertical.setRange(0, max(GAP + lines * (high + GAP) - view.height(), 0))
        horizontal.setPageStep(view.width())
        horizontal.setSingleStep(STRIDE)
        horizontal.setRange(0, max(columns * (wide + GAP) + GAP - view.width(), 0))
        self.zoomed.emit(self.percent)
        self._later.start()
        self.viewport().update()

    def _shift(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        sight = self.viewport().rect()
        return [page for page in range(self.pages) if self._place(page).translated(self._shift()).intersects(sight)]

    def _ask(self) -> None:
        """Ask for the pages in sight at the present scale."""
        if self._file is None:
            return
        scale = round(self._zoom * 96 / 72 * self.devicePixelRatioF(), 4)
        for page in self._in_sight():
            known = self._drawn.get(page)
            if page not in self._jobs and (known is None or known[0] != scale):
                job = self._workspace.papers.page(self._file, page, scale)
                self._jobs[page] = job
                job.done.connect(partial(self._take, page, scale))

    def _take(self, page: int, scale: float, drawn: RasterPage) -> None:
        self._jobs.pop(page, None)
        picture = QPixmap.fromImage(picture_of(drawn))
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._drawn.pop(page, None)
        self._drawn[page] = (scale, picture)
        while len(self._drawn) > KEPT:
            self._drawn.pop(next(iter(self._drawn)))
        self.viewport().update()
        self._later.start()

    @property
    def sharp(self) -> bool:
        """Whether every page in sight is drawn at the present scale."""
        scale = round(self._zoom * 96 / 72 * self.devicePixelRatioF(), 4)
        return all(page in self._drawn and self._drawn[page][0] == scale for page in self._in_sight())

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("paper.desk"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            place = self._place(page).translated(self._shift())
            painter.fillRect(place, color("paper"))
            if page in self._drawn:
                painter.drawPixmap(place, self._drawn[page][1])
            painter.setPen(QPen(color("line.control"), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus() and self.pages:
            painter.setPen(QPen(color("focus"), 1.5))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
        painter.end()

    # -- moving ---------------------------------------------------------------------------------------------------

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((one for one in range(self.pages) if self._place(one).bottom() >= middle), max(self.pages - 1, 0))
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self._later.start()
        self.viewport().update()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        self._lay_out()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        if arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if arg__1.angleDelta().y() > 0 else self.zoom_out)()
            arg__1.accept()
            return
        super().wheelEvent(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        key, control = arg__1.key(), bool(arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_End:
            self.go(self.pages - 1)
        elif key == Qt.Key.Key_PageDown:
            self.go(self._page + self._columns())
        elif key == Qt.Key.Key_PageUp:
            self.go(self._page - self._columns())
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif control and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(arg__1)
