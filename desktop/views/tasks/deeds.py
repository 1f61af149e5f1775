"""Doing things to tasks: run the command, say what was done with a way back, say why when it was refused."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.background import Job
from desktop.models.customers import day_words
from desktop.views.notices import Notices
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.commands import AnyCommand, AssignTask, CompleteTask, EditTask, ReopenTask
from domain.commands.base import Edit
from domain.errors import Refused
from domain.queries.tasks import TaskRow


class TaskDeeds(QObject):
    """Completes, reopens, reschedules and hands out tasks. Signal `done(str)` with the task's id."""

    done = Signal(str)

    def __init__(self, workspace: Workspace, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices

    def complete(self, task: TaskRow) -> None:
        """Finish a task; taking it back opens it again."""
        command = CompleteTask(**self._workspace.stamp(), task_id=task.id)
        self.run(command, _("任务已完成：{title}").format(title=task.title), task.id, partial(self._reopen, task.id))

    def toggle(self, task: TaskRow) -> None:
        """Finish an open task, or open a finished one."""
        if task.is_open:
            self.complete(task)
        else:
            self.reopen(task)

    def reopen(self, task: TaskRow) -> None:
        """Say that a task is not done after all."""
        self._reopen(task.id, _("任务已重新打开：{title}").format(title=task.title))

    def reschedule(self, task: TaskRow, day: date) -> None:
        """Put a task to another day."""
        edit = Edit("due", task.due.isoformat(), day.isoformat())
        command = EditTask(**self._workspace.stamp(), task_id=task.id, edits=(edit,))
        words = _("已改到 {day}：{title}").format(day=day_words(day, self._workspace.today()), title=task.title)
        self.run(command, words, task.id)

    def assign(self, task: TaskRow, person_id: str | None, name: str) -> None:
        """Hand a task to somebody, or put it back among those nobody has."""
        command = AssignTask(
            **self._workspace.stamp(), task_id=task.id, old_assignee_id=task.assignee_id, assignee_id=person_id
        )
        words = _("已分派给 {name}：{title}") if person_id else _("已放回待分派：{title}")
        self.run(command, words.format(name=name, title=task.title), task.id)

    def run(self, command: AnyCommand, words: str, task_id: str, otherwise: Callable[[], None] | None = None) -> Job:
        """Run a command and say so; `otherwise` takes it back once the server may already have it. Gives the job."""
        job = self._workspace.run(command)
        job.done.connect(partial(self._was_done, command.id, words, task_id, otherwise))
        job.refused.connect(self.say_refused)
        job.failed.connect(self.say_trouble)
        return job

    def say_refused(self, refused: Refused) -> None:
        """Say why the domain refused."""
        self._notices.say(explain_refused(refused, "tasks"), tone="bad")

    def say_trouble(self, trouble: object) -> None:
        """Say what went wrong on this machine, such as a full disk."""
        self._notices.say(explain(getattr(trouble, "code", "bug"), getattr(trouble, "facts", {})), tone="bad")

    def _was_done(
        self, command_id: str, words: str, task_id: str, otherwise: Callable[[], None] | None, _kinds: object
    ) -> None:
        self._notices.say(words, partial(self._take_back, command_id, otherwise))
        self.done.emit(task_id)

    def _take_back(self, command_id: str, otherwise: Callable[[], None] | None) -> None:
        job = self._workspace.take_back(command_id)
        job.refused.connect(partial(self._not_taken_back, otherwise))
        job.failed.connect(self.say_trouble)

    def _not_taken_back(self, otherwise: Callable[[], None] | None, refused: Refused) -> None:
        if otherwise is not None and refused.code == "already_sent":
            otherwise()
        else:
            self.say_refused(refused)

    def _reopen(self, task_id: str, words: str = "") -> None:
        command = ReopenTask(**self._workspace.stamp(), task_id=task_id)
        self.run(command, words or _("任务已重新打开"), task_id)
