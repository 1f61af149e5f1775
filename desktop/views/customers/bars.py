"""The bars over the list: the plain one with search and what is new, and the one for ticked customers."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.theme import px
from desktop.views.widgets import Button, IconButton, KeyLabel, Label, LineEdit, Plane, row
from desktop.wording import N_, _, ngettext

PAUSE_MS: Final = 250
BULK: Final = (
    ("schedule", N_("批量排期"), "calendar-plus"),
    ("print", N_("打印计划书"), "printer"),
    ("transfer", N_("转移"), "arrow-right-left"),
    ("tags", N_("标签"), "tag"),
    ("export", N_("导出"), "download"),
)
"""(deed, words, icon)"""
HIGH: Final = 48


class ListBar(Plane):
    """Search, new, import, columns and preview.

    Signals: `words_changed(str)` a little after typing; `asked(str)` new, import, columns or preview.
    """

    words_changed = Signal(str)
    asked = Signal(str)

    def __init__(self, refusals: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("header", name="customers.bar", parent=parent)
        self.search = LineEdit(hint=_("名称、拼音、编码、电话"), size="tool", lead="search", name="customers.search")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(px(280))
        self.search.setMinimumWidth(px(120))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.search.textChanged.connect(self._timer.start)
        self.new = Button(_("新建客户"), icon="plus", kind="primary", name="customers.new-button")
        self.take_in = Button(_("导入"), icon="file-spreadsheet", name="customers.import-button")
        self.columns = IconButton("list", _("选择列"), size=30, kind="boxed", name="customers.columns-button")
        self.preview = IconButton("eye", _("预览窗格（F4）"), size=30, kind="boxed", name="customers.preview-button")
        line: QHBoxLayout = row(margins=(16, 0, 14, 0), parent=self)
        line.addWidget(self.search, 1)
        line.addStretch(1)
        for deed, button in (("new", self.new), ("import", self.take_in)):
            button.setEnabled(not refusals.get(deed))
            button.setToolTip(refusals.get(deed, ""))
            button.clicked.connect(lambda _on=False, asked=deed: self.asked.emit(asked))
            line.addWidget(button)
        for deed, icon in (("columns", self.columns), ("preview", self.preview)):
            icon.clicked.connect(lambda _on=False, asked=deed: self.asked.emit(asked))
            line.addWidget(icon)
        self.setFixedHeight(px(HIGH))

    def set_words(self, words: str) -> None:
        """Show the words of a filter without telling."""
        if words != self.search.text():
            self.search.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            self.search.setText(words)
            self.search.blockSignals(False)  # noqa: FBT003 -- same

    def _tell(self) -> None:
        self.words_changed.emit(self.search.text())


class BulkBar(Plane):
    """What can be done with the ticked customers. Signals: `asked(str)` a deed of BULK, `cleared()`."""

    asked = Signal(str)
    cleared = Signal()

    def __init__(self, refusals: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("bulk", name="customers.bulk", parent=parent)
        self._count = Label("", tone="accent", name="customers.bulk.count")
        line: QHBoxLayout = row(margins=(16, 0, 14, 0), parent=self)
        line.addWidget(self._count)
        line.addSpacing(4)
        self.buttons: dict[str, Button] = {}
        for deed, words, icon in BULK:
            button = Button(_(words), icon=icon, size="small", name=f"customers.bulk.{deed}")
            button.setEnabled(not refusals.get(deed))
            button.setToolTip(refusals.get(deed, ""))
            button.clicked.connect(lambda _on=False, asked=deed: self.asked.emit(asked))
            self.buttons[deed] = button
            line.addWidget(button)
        line.addStretch(1)
        leave = Button(_("取消选择"), kind="link", size="small", name="customers.bulk.clear")
        leave.clicked.connect(self.cleared)
        line.addWidget(leave)
        line.addWidget(KeyLabel("Esc"))
        self.setFixedHeight(px(HIGH))

    def set_count(self, count: int) -> None:
        """Say how many are ticked."""
        self._count.setText(ngettext("已选 {count} 户", "已选 {count} 户", count).format(count=count))
