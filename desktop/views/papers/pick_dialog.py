"""Chooses the customers or visits whose papers are to be printed."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.background import Job
from desktop.models.papers import choice_words
from desktop.views.widgets import Dialog, Label, LineEdit
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.paper_targets import PaperChoice, paper_choices
from domain.values.papers import PaperKind

WAIT_MS = 150
CHOICE = Qt.ItemDataRole.UserRole


class PickDialog(Dialog):
    """A searched list with ticks; Enter takes the current row when nothing is ticked. Signal `picked(tuple)`."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, workspace: Workspace, kind: PaperKind) -> None:
        title = _("选择走访") if kind is PaperKind.VISIT_RECORD else _("选择客户")
        super().__init__(parent, title, _("预览文书"), width=520, name="papers.pick")
        self._workspace = workspace
        self._kind = kind
        self._ticked: dict[str, PaperChoice] = {}
        self._reading: Job | None = None
        self.finished.connect(self._drop_reading)
        self.search = LineEdit(hint=_("输入名称、拼音首字母或编码"), lead="search", name="papers.pick.search")
        self.list = QListWidget()
        self.list.setObjectName("papers.pick.list")
        self.list.setMinimumHeight(300)
        self.count = Label("", "meta", "tertiary")
        for part in (self.search, self.list, self.count):
            self.body.addWidget(part)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.look)
        self.search.textEdited.connect(self._wait.start)
        self.list.itemChanged.connect(self._tick)
        self.list.itemActivated.connect(self._activate)
        self.look()
        self.search.setFocus()

    @Slot()
    def look(self) -> None:
        """Read the records that fit what is typed."""
        self._drop_reading()
        self._reading = self._workspace.read(paper_choices, self._kind, self.search.text())
        self._reading.done.connect(self._show)

    @Slot()
    def _drop_reading(self) -> None:
        """Let an answer that nobody waits for any more come to nothing."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    @Slot(object)
    def _show(self, choices: tuple[PaperChoice, ...]) -> None:
        self.list.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.list.clear()
        kept = [choice for key, choice in self._ticked.items() if key not in {one.id for one in choices}]
        for choice in (*kept, *choices):
            item = QListWidgetItem(f"{choice_words(choice)}  {choice.number}")
            item.setData(CHOICE, choice)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.id in self._ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        if self.list.count():
            self.list.setCurrentRow(0)
        self.say_error("" if self.list.count() else _("没有符合的记录"))

    @Slot(QListWidgetItem)
    def _tick(self, item: QListWidgetItem) -> None:
        choice = item.data(CHOICE)
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked[choice.id] = choice
        else:
            self._ticked.pop(choice.id, None)
        count = len(self._ticked)
        self.count.setText(_("已选 {count} 份").format(count=count) if count else "")

    @Slot(QListWidgetItem)
    def _activate(self, _item: QListWidgetItem) -> None:
        self.submit()

    def submit(self) -> None:
        """Take what is ticked, or the current row."""
        current = self.list.currentItem()
        chosen = tuple(self._ticked.values()) or ((current.data(CHOICE),) if current is not None else ())
        if chosen:
            self.picked.emit(chosen)
            self.accept()
