"""The queue as a table: what was done here and what became of it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.models.rows import RowsModel
from desktop.models.sync import DeskSource, is_open, queue_columns, row_key, row_state
from desktop.views.notices import Notices
from desktop.views.sync.item_dialog import ItemDialog
from desktop.views.widgets import Button, EmptyState, RowsView, row
from desktop.wording import _
from desktop.wording.explain import explain_refused
from desktop.workspace import ItemState, OutboxRow, Workspace
from domain.errors import Refused

MOST_BUTTONS = 100


class QueuePage(QWidget):
    """The commands that are not finished, or all that are remembered. Signal `counted(int)` how many are shown."""

    counted = Signal(int)

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self._workspace = workspace
        self._notices = notices
        self._all = False
        self.source = DeskSource(workspace.outbox.rows, self._wanted)
        self.model = RowsModel(
            queue_columns(workspace.today), self.source, row_id=row_key, state=row_state, parent=self
        )
        self.table = RowsView(self.model, height=40)
        self.table.setObjectName("sync.queue")
        self.empty = EmptyState("cloud-check", _("全部已同步"), tone="ok", name="sync.empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.table.opened.connect(self.open_item)
        self.model.loaded.connect(self._loaded)
        self.model.dataChanged.connect(self._lay_buttons)
        self.refresh()

    @property
    def shows_all(self) -> bool:
        """Whether finished commands are shown too."""
        return self._all

    def show_all(self, on: bool) -> None:  # noqa: FBT001 -- one of two choices of a segment
        """Show finished commands too, or not."""
        self._all = on
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the queue again."""
        self.model.refresh()

    def _wanted(self, item: OutboxRow) -> bool:
        return self._all or is_open(item)

    def item(self, key: str) -> OutboxRow | None:
        """Give a command of the queue."""
        return next((one for one in self.source.held if one.id == key), None)

    @Slot(int)
    def _loaded(self, count: int) -> None:
        last = self._workspace.status.last_sync
        self.empty.say(
            "cloud-check",
            _("全部已同步") if last is not None else _("没有待同步的内容"),
            _("在这里登记的内容都已到达服务器") if last is not None else _("还没有和服务器同步过"),
            tone="ok" if last is not None else "text.tertiary",
        )
        self._stack.setCurrentWidget(self.table if count else self.empty)
        self.counted.emit(count)
        self._lay_buttons()

    @Slot()
    def _lay_buttons(self) -> None:
        """Put the one deed a row offers at its end."""
        last = len(self.model.columns) - 1
        for place, key in enumerate(self.model.ids[:MOST_BUTTONS]):
            item = self.item(key)
            index = self.model.index(place, last)
            words = self._deed(item) if item is not None else ""
            shown = self.table.indexWidget(index)
            if not words:
                if shown is not None:
                    shown.setProperty("words", "")
                    shown.hide()
                    shown.deleteLater()
                continue
            if shown is not None and shown.property("words") == words:
                continue
            self.table.setIndexWidget(index, self._button(key, words))

    @staticmethod
    def _deed(item: OutboxRow) -> str:
        if item.can_take_back and item.state is ItemState.LOCAL:
            return _("撤销")
        return _("查看") if item.state is ItemState.REFUSED and not item.dismissed else ""

    def _button(self, key: str, words: str) -> QWidget:
        holder = QWidget()
        holder.setProperty("words", words)
        button = Button(words, size="small", name=f"sync.act.{key}")
        row(None, button, margins=(0, 0, 16, 0), parent=holder)
        button.clicked.connect(partial(self._act, key))
        return holder

    def _act(self, key: str) -> None:
        item = self.item(key)
        if item is None:
            return
        if item.can_take_back and item.state is ItemState.LOCAL:
            self.take_back(key)
        else:
            self.open_item(key)

    @Slot(str)
    def open_item(self, key: str) -> None:
        """Show a command in full."""
        item = self.item(key)
        if item is not None:
            dialog = ItemDialog(self, self._workspace, item)
            dialog.taken_back.connect(self.take_back)
            dialog.put_away.connect(self.put_away)
            dialog.open()

    @Slot(str)
    def take_back(self, key: str) -> None:
        """Undo a command that was not sent yet."""
        job = self._workspace.take_back(key)
        job.done.connect(self._taken_back)
        job.refused.connect(self._refused)

    @Slot(str)
    def put_away(self, key: str) -> None:
        """Take a refused command off the list."""
        job = self._workspace.outbox.dismiss(key)
        job.done.connect(self._put_away)

    @Slot(object)
    def _taken_back(self, _kinds: object) -> None:
        self._notices.say(_("已撤销"))
        self.refresh()

    @Slot(object)
    def _put_away(self, _nothing: object) -> None:
        self._workspace.refresh_status()
        self.refresh()

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused), tone="warn")
        self.refresh()
