"""Printing: the printer that is offered first, the folder papers go to, and the rule of the watermark."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from desktop.views.papers.printing import printer_names
from desktop.views.settings.parts import Page, SettingRow
from desktop.views.widgets import Button, ComboBox, IconLabel
from desktop.wording import _
from desktop.workspace import Workspace


class PaperPage(Page):
    """Settings of printing."""

    page_id = "printing"
    icon = "printer"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("打印与文书"))
        self._settings = workspace.settings
        names = printer_names()
        kept = str(self._settings.get("printer").get("name", ""))
        self.printer = ComboBox([(name, name) for name in names], kept, name="settings.printer")
        self.printer.setMinimumWidth(240)
        self.printer.setEnabled(bool(names))
        if not names:
            self.printer.addItem(_("没有打印机，可导出 PDF"))
        self.folder = Button(_("选择文件夹"), name="settings.document-folder")
        self.folder_row = SettingRow(_("导出文件夹"), "", self.folder)
        self.section(
            _("打印"),
            [SettingRow(_("常用打印机"), _("打印时先选中它，可临时更换"), self.printer), self.folder_row],
        )
        self.section(
            _("规则"),
            [
                SettingRow(
                    _("草稿水印"),
                    _("没有审核的文书一律带水印，不能在这里关闭"),
                    IconLabel("lock", "text.tertiary", 16),
                ),
            ],
        )
        self.body.addStretch(1)
        self.printer.chosen.connect(lambda name: self._settings.put_entry("printer", "name", name))
        self.folder.clicked.connect(self._choose_folder)
        self.refresh()

    def refresh(self) -> None:
        """Show the folder papers were last saved in."""
        self.folder_row.say(self._settings.text("document_folder") or _("系统的文档文件夹"))

    @Slot()
    def _choose_folder(self) -> None:
        start = self._settings.text("document_folder")
        folder = QFileDialog.getExistingDirectory(self, _("导出文件夹"), start)
        if folder:
            self._settings.set("document_folder", folder)
            self.refresh()
