"""Sends the pages of a finished file to a printer, one after the other, at the printer's own resolution."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.views.papers.paper_view import picture_of
from desktop.workspace import Workspace
from domain.values.papers import PaperFile, RasterPage

DOTS: Final = 300
POINTS: Final = 72


def printer_names() -> tuple[str, ...]:
    """Give the printers of this machine, the default one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    first = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: name != first))


def printer_named(name: str, copies: int, *, duplex: bool, monochrome: bool) -> QPrinter:
    """Give a printer set up for A4 without margins, for the file brings its own."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if monochrome else QPrinter.ColorMode.Color)
    return printer


class PrintRun(QObject):
    """One print. Signals: `moved(int, int)` pages through, `ended(bool)` whether everything went to the printer."""

    moved = Signal(int, int)
    ended = Signal(bool)

    def __init__(
        self, workspace: Workspace, file: PaperFile, pages: Sequence[int], printer: QPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._file = file
        self._pages = tuple(pages)
        self._printer = printer
        self._painter = QPainter()
        self._place = 0

    def start(self) -> None:
        """Begin; a printer that does not answer ends it at once."""
        if not self._painter.begin(self._printer):
            self.ended.emit(self._painter.isActive())
            return
        self._next()

    def _next(self) -> None:
        self.moved.emit(self._place, len(self._pages))
        if self._place >= len(self._pages):
            self.ended.emit(self._painter.end())
            return
        scale = self._printer.resolution() / POINTS
        job = self._workspace.papers.page(self._file, self._pages[self._place], scale)
        job.done.connect(self._draw)

    @Slot(object)
    def _draw(self, page: RasterPage) -> None:
        if self._place and not self._printer.newPage():
            self._painter.end()
            self.ended.emit(self._painter.isActive())
            return
        self._painter.drawImage(QRectF(self._painter.viewport()), picture_of(page))
        self._place += 1
        self._next()
