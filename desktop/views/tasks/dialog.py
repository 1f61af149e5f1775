"""The form of one task: what, for whom, who, until when; problems stand under their fields."""

from collections.abc import Sequence
from datetime import time
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.models.tasks import TaskDraft, draft_of, draft_problems
from desktop.views.theme import px
from desktop.views.visits.customer_picker import CustomerPicker
from desktop.views.widgets import ComboBox, DateEdit, Dialog, FormLayout, LineEdit
from desktop.views.widgets.layouts import row
from desktop.wording import _, pgettext
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.commands import AnyCommand, AssignTask
from domain.errors import Problem, Refused
from domain.permissions import Permission
from domain.queries.people import PersonRow, colleagues
from domain.queries.tasks import TaskRow
from domain.values.tasks import Priority, TaskKind

FIRST_HOUR: Final = 8
LAST_HOUR: Final = 19
NOBODY: Final = ""
WIDTH: Final = 500


class TaskDialog(Dialog):
    """Makes a task or changes one. Signal `saved(str)` with the task's id, once it is in the database.

    `draft` fills the fields of a new task; `task` is the one to change.
    """

    saved = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        workspace: Workspace,
        *,
        task: TaskRow | None = None,
        draft: TaskDraft | None = None,
        origin: str = "own",
    ) -> None:
        heading = _("编辑任务") if task is not None else _("新建任务")
        deed = _("保存任务") if task is not None else _("新建任务")
        super().__init__(parent, heading, deed, width=WIDTH, name="task-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._task, self._origin = workspace, task, origin
        start = draft or (draft_of(task) if task is not None else self._empty(workspace))
        self._people: tuple[PersonRow, ...] = ()
        self.title = LineEdit(start.title, hint=_("要做的事"), name="task.title")
        self.title.setMaxLength(400)
        self.customer = CustomerPicker(workspace, name="task.customer")
        if start.customer_id:
            self.customer.set_customer(start.customer_id, start.customer_name)
        self.customer.setReadOnly(task is not None)
        self.assignee = ComboBox(self._choices(), name="task.assignee")
        self._wanted = start.assignee_id
        self.assignee.chosen.connect(self._choose)
        self.due = DateEdit(start.due, name="task.due")
        self.due_time = ComboBox(times(start.due_time), time_value(start.due_time), name="task.due-time")
        self.priority = ComboBox(
            [(p.value, label(Priority, p)) for p in Priority], start.priority, name="task.priority"
        )
        self.kind = ComboBox([(k.value, label(TaskKind, k)) for k in TaskKind], start.kind, name="task.kind")
        self.standard = QPlainTextEdit(start.standard)
        self.standard.setObjectName("task.standard")
        self.standard.setTabChangesFocus(True)
        self.standard.setFixedHeight(px(64))
        self.form = self._lay_out()
        job = workspace.read(colleagues)
        job.done.connect(self._take_people)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> FormLayout:
        form = FormLayout(label_width=76)
        form.add_row("title", _("任务"), self.title, required=True)
        form.add_row("customer_id", pgettext("field", "客户"), self.customer)
        form.add_row("assignee_id", _("责任人"), self.assignee)
        when = QWidget()
        row(self.due, self.due_time, parent=when).setStretch(0, 1)
        form.add_row("due", _("截止"), when, required=True)
        form.add_row("priority", _("优先级"), self.priority)
        form.add_row("kind", _("类型"), self.kind)
        form.add_row("standard", _("完成标准"), self.standard)
        self.body.addLayout(form)
        return form

    @staticmethod
    def _empty(workspace: Workspace) -> TaskDraft:
        return TaskDraft(due=workspace.today(), assignee_id=workspace.actor.id)

    def _choices(self) -> list[tuple[str, str]]:
        actor = self._workspace.actor
        known = [(person.id, person.name) for person in self._people]
        if actor.id not in {key for key, _name in known}:
            known.insert(0, (actor.id, actor.name))
        task = self._task
        if task is not None and task.assignee_id and task.assignee_id not in {key for key, _name in known}:
            known.append((task.assignee_id, task.assignee_name))
        return [*known, (NOBODY, _("待分派"))]

    def _take_people(self, people: tuple[PersonRow, ...]) -> None:
        self._people = people
        self.assignee.set_options(self._choices())
        self.assignee.set_value(self._wanted)
        may = self._workspace.may(Permission.TASK_ASSIGN)
        task = self._task
        own = task is None or self._workspace.actor.id in (task.assignee_id, task.owner_id)
        self.assignee.setEnabled(may.ok or own)
        self.assignee.setToolTip("" if may.ok or own else explain(may.code))

    def _choose(self, person_id: str) -> None:
        self._wanted = person_id

    @property
    def draft(self) -> TaskDraft:
        """The form as it stands."""
        chosen = self.due_time.value
        return TaskDraft(
            title=self.title.text(),
            customer_id=self.customer.customer_id,
            customer_name=self.customer.text(),
            assignee_id=self._wanted,
            due=self.due.value,
            due_time=time.fromisoformat(chosen) if chosen else None,
            priority=self.priority.value,
            kind=self.kind.value,
            standard=self.standard.toPlainText(),
        )

    @override
    def submit(self) -> None:
        self.say_error("")
        if self.customer.text().strip() and not self.customer.customer_id:
            self._show([Problem(field="customer_id", code="not_found")])
        elif self._task is None:
            self._add()
        else:
            self._change(self._task)

    def _add(self) -> None:
        task_id = self._workspace.new_id()
        command = self.draft.add(dict(self._workspace.stamp()), task_id, self._origin)
        found = draft_problems(command)
        if found:
            self._show(found)
            return
        self._run([command], task_id)

    def _change(self, task: TaskRow) -> None:
        commands: list[AnyCommand] = []
        edit = self.draft.edit(dict(self._workspace.stamp()), task)
        if edit is not None:
            found = draft_problems(edit)
            if found:
                self._show(found)
                return
            commands.append(edit)
        if (self._wanted or None) != task.assignee_id:
            commands.append(
                AssignTask(
                    **self._workspace.stamp(),
                    task_id=task.id,
                    old_assignee_id=task.assignee_id,
                    assignee_id=self._wanted or None,
                )
            )
        self._run(commands, task.id)

    def _run(self, commands: Sequence[AnyCommand], task_id: str) -> None:
        if not commands:
            self.accept()
            return
        self.accept_button.set_busy(_("正在保存"))
        jobs = [self._workspace.run(command) for command in commands]
        for job in jobs:
            job.refused.connect(self._refused)
            job.failed.connect(self._failed)
        jobs[-1].done.connect(lambda _kinds: self._finish(task_id))

    def _finish(self, task_id: str) -> None:
        self.saved.emit(task_id)
        self.accept()

    def _refused(self, refused: Refused) -> None:
        self.accept_button.set_busy("")
        if refused.problems:
            self._show(list(refused.problems))
        else:
            self.say_error(explain_refused(refused, "tasks"))

    def _failed(self, trouble: object) -> None:
        self.accept_button.set_busy("")
        self.say_error(explain(getattr(trouble, "code", "bug"), getattr(trouble, "facts", {})))

    def _show(self, found: Sequence[Problem]) -> None:
        self.form.show_errors({problem.field: explain_problem(problem) for problem in found}, focus=True)
        self.adjustSize()


def times(chosen: time | None) -> list[tuple[str, str]]:
    """Give the times of a working day to choose from, with the one chosen before."""
    hours = {time(hour, minute) for hour in range(FIRST_HOUR, LAST_HOUR) for minute in (0, 30)}
    offered = sorted(hours | ({chosen} if chosen is not None else set()))
    return [("", _("不限时间")), *((time_value(at), f"{at:%H:%M}") for at in offered)]


def time_value(at: time | None) -> str:
    """Give a time as the choice's value."""
    return at.isoformat() if at is not None else ""
