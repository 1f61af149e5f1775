"""Follow-up tasks as rows: what, who, until when; Enter in the last line adds one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.visits import DraftTask
from desktop.views.theme import px
from desktop.views.widgets import ComboBox, DateEdit, HairLine, IconButton, IconLabel, Plane
from desktop.views.widgets.layouts import row
from desktop.wording import _

DUE_DAYS = 7
ROW = 34


class TaskRow(QWidget):
    """One task. Signals: `changed()`, `removed()`."""

    changed = Signal()
    removed = Signal()

    def __init__(self, task: DraftTask, people: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = task.id
        self.promise = QCheckBox()
        self.promise.setChecked(task.is_promise)
        self.promise.setToolTip(_("对客户的承诺"))
        self.promise.setAccessibleName(_("对客户的承诺"))
        self.title = QLineEdit(task.title)
        self.title.setProperty("kind", "bare")
        self.title.setAccessibleName(_("任务名称"))
        self.title.setMaxLength(200)
        self.assignee = ComboBox(people, task.assignee_id, size="tool")
        self.assignee.setFixedWidth(px(112))
        self.assignee.setAccessibleName(_("责任人"))
        self.due = DateEdit(task.due, size="tool")
        self.due.setFixedWidth(px(128))
        self.due.setAccessibleName(_("截止日期"))
        close = IconButton("x", _("移除 {name}").format(name=task.title), size=24, icon_size=14)
        row(
            self.promise, self.title, self.assignee, self.due, close, spacing=10, margins=(10, 3, 6, 3), parent=self
        ).setStretch(1, 1)
        self.promise.toggled.connect(self._changed)
        self.title.textEdited.connect(self._changed)
        self.assignee.chosen.connect(self._changed)
        self.due.changed.connect(self._changed)
        close.clicked.connect(self.removed)

    @property
    def task(self) -> DraftTask:
        """The task as it stands."""
        return DraftTask(
            self._id, self.title.text().strip(), self.assignee.value, self.due.value, self.promise.isChecked()
        )

    def _changed(self) -> None:
        self.changed.emit()


class TaskRows(Plane):
    """The list of follow-up tasks. Signal `changed()`."""

    changed = Signal()

    def __init__(self, new_id: Callable[[], str], today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("field", name="visit.tasks", parent=parent)
        self._new_id, self._today = new_id, today
        self._people: tuple[tuple[str, str], ...] = (("", _("待分派")),)
        self._own = ""
        self._rows: dict[TaskRow, QWidget] = {}
        self.edit = QLineEdit()
        self.edit.setObjectName("visit.task-new")
        self.edit.setProperty("kind", "bare")
        self.edit.setPlaceholderText(_("添加任务，Enter 保存"))
        self.edit.setAccessibleName(_("添加任务"))
        self.edit.setMaxLength(200)
        self.edit.setMinimumHeight(px(ROW))
        self.edit.installEventFilter(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)
        self._box.addLayout(row(IconLabel("plus", "text.tertiary", 16), self.edit, spacing=10, margins=(11, 0, 8, 0)))
        self.setFocusProxy(self.edit)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Say who may be given a task, the writer first."""
        self._people = (*people, ("", _("待分派")))
        self._own = people[0][0] if people else ""
        for line in self._rows:
            line.assignee.set_options(self._people)

    @property
    def tasks(self) -> tuple[DraftTask, ...]:
        """The tasks as they stand; those without words are left out."""
        return tuple(line.task for line in self._rows if line.task.title)

    def set_tasks(self, tasks: Sequence[DraftTask]) -> None:
        """Replace every row without emitting."""
        for line in list(self._rows):
            self._drop(line)
        for task in tasks:
            self._insert(task)

    def add(self, title: str) -> None:
        """Add a task of one's own for the coming week."""
        due = self._today() + timedelta(days=DUE_DAYS)
        self._insert(DraftTask(self._new_id(), title, self._own, due))
        self.changed.emit()

    def _insert(self, task: DraftTask) -> None:
        line = TaskRow(task, self._people, self)
        line.setObjectName(f"visit.task-{len(self._rows)}")
        holder = QWidget(self)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(line)
        box.addWidget(HairLine())
        self._box.insertWidget(len(self._rows), holder)
        self._rows[line] = holder
        line.changed.connect(self.changed)
        line.removed.connect(self._remove_sender)

    def _remove_sender(self) -> None:
        line = self.sender()
        if isinstance(line, TaskRow):
            self._drop(line)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _drop(self, line: TaskRow) -> None:
        holder = self._rows.pop(line)
        holder.hide()
        self._box.removeWidget(holder)
        holder.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            title = self.edit.text().strip()
            if title:
                self.edit.clear()
                self.add(title)
            return True
        return super().eventFilter(watched, event)
