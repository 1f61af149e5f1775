"""First step: a file is dropped or chosen, then its sheet and the line of its headings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.imports import ImportModel
from desktop.views.theme import px
from desktop.views.widgets import (
    AttachmentTile,
    Button,
    ComboBox,
    FlowLayout,
    IconLabel,
    Label,
    Plane,
    SectionHeading,
    Spinner,
    chip_label,
    clear,
    column,
    restyle,
    row,
)
from desktop.wording import _, ngettext

ENDINGS = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv")
LINES_OFFERED = 12
_MEGABYTE = 1024 * 1024


class DropZone(Plane):
    """A dashed field that takes one file. Signals: `dropped(Path)`; `refused()` when what is dropped is no table."""

    dropped = Signal(object)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("drop", name="drop", parent=parent)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choose = Button(_("选择文件"), icon="file-spreadsheet", kind="primary", size="form", name="choose")
        self.spinner = Spinner()
        self.spinner.hide()
        title = Label(_("把表格拖到这里"), "subtitle")
        self._sign = IconLabel("file-spreadsheet", "text.tertiary", 32)
        hint = Label(_("支持 xlsx 和 csv（UTF-8 或 GBK），最多 80 MB"), "meta", "tertiary")
        box = QVBoxLayout(self)
        box.setSpacing(6)
        box.addStretch(1)
        for part, gap in ((self._sign, 6), (title, 0), (hint, 12)):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
            box.addSpacing(gap)
        box.addLayout(row(None, self.choose, self.spinner, None))
        box.addStretch(1)
        self.set_small(small=False)

    def set_small(self, small: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Leave room for what was found in the file."""
        self._sign.setVisible(not small)
        self.setFixedHeight(px(132 if small else 232))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            restyle(self, "over", "true")

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "over", "false")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "over", "false")
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        tables = [file for file in files if file.suffix.lower() in ENDINGS]
        if tables:
            event.acceptProposedAction()
            self.dropped.emit(tables[0])
        else:
            self.refused.emit()


class FilePage(QWidget):
    """Drop zone above, below what was found in the file."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.zone = DropZone()
        self._found = QWidget()
        self._tile = QVBoxLayout()
        self.sheet = ComboBox(size="form", name="sheet")
        self.line = ComboBox(size="form", name="head-line")
        self._columns = SectionHeading(_("识别到的列"))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, spacing=6, line_gap=6)
        sheet_part = column(Label(_("工作表"), "meta", "secondary"), self.sheet, spacing=4)
        line_part = column(Label(_("表头所在行"), "meta", "secondary"), self.line, spacing=4)
        column(
            row(self._tile, 12, sheet_part, line_part, None, spacing=12),
            4,
            self._columns,
            self._chips,
            spacing=12,
            parent=self._found,
        )
        column(self.zone, self._found, None, spacing=20, parent=self)
        self.zone.choose.clicked.connect(self.ask)
        self.zone.dropped.connect(model.open_file)
        self.zone.refused.connect(self._refuse)
        self.sheet.chosen.connect(self._sheet_chosen)
        self.line.chosen.connect(self._line_chosen)
        model.changed.connect(self.refresh)
        self.refresh()

    def ask(self) -> None:
        """Ask for a file."""
        names = " ".join(f"*{ending}" for ending in ENDINGS)
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选择要导入的表格"), "", f"{_('表格')} ({names})")
        if chosen:
            self._model.open_file(Path(chosen))

    def refresh(self) -> None:
        """Show what is known of the file."""
        book, head = self._model.book, self._model.head
        self.zone.spinner.setVisible(self._model.busy and head is None)
        self._found.setVisible(book is not None)
        self.zone.set_small(book is not None)
        if book is None:
            return
        clear(self._tile)
        size = f"{book.size / _MEGABYTE:.1f} MB" if book.size >= _MEGABYTE else f"{max(book.size // 1024, 1)} KB"
        detail = " · ".join(part for part in (size, book.encoding.removesuffix("-sig").upper()) if part)
        self._tile.addWidget(AttachmentTile(book.name, detail))
        self.sheet.set_options([(sheet.name, sheet.name) for sheet in book.sheets])
        clear(self._flow)
        self._columns.setVisible(head is not None)
        if head is None:
            return
        self.sheet.set_value(head.sheet)
        last = max(head.last_line, LINES_OFFERED)
        self.line.set_options([(str(number), _("第 {line} 行").format(line=number)) for number in range(1, last + 1)])
        self.line.set_value(str(head.last_line))
        self._columns.set_count(len(head.columns))
        for found in head.columns:
            if found.heading:
                self._flow.addWidget(chip_label(found.heading))

    def detail(self) -> str:
        """Say in the rail what was chosen."""
        if self._model.book is None or self._model.head is None:
            return ""
        count = len(self._model.head.columns)
        return ngettext("{count} 列", "{count} 列", count).format(count=count)

    def _sheet_chosen(self, sheet: str) -> None:
        self._model.choose_sheet(sheet)

    def _line_chosen(self, line: str) -> None:
        self._model.choose_sheet(self.sheet.value, int(line))

    def _refuse(self) -> None:
        self._model.troubled.emit(_("只能导入 xlsx 或 csv 表格"))
