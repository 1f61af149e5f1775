"""The head of the start screen: the day, its sentence, and what one does most."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.models.today import date_words
from desktop.views.widgets import Button, ElidedLabel, Label, Plane
from desktop.views.widgets.layouts import row
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace
from domain.permissions import Permission


class DayHeader(Plane):
    """The day and three buttons; `permit` greys out what the actor may not do and says why."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("header", name="today.header", parent=parent)
        self.day = Label(date_words(today), "title", name="today.day")
        self.words = ElidedLabel("", "body", "secondary", name="today.sentence")
        self.new_task = Button(_("新建任务"), icon="plus", name="today.new-task")
        self.plan = Button(_("安排走访"), icon="calendar-plus", name="today.plan")
        self.log = Button(_("记录走访"), icon="notebook-pen", kind="primary", name="today.log")
        row(
            self.day,
            self.words,
            self.new_task,
            self.plan,
            self.log,
            spacing=12,
            margins=(24, 13, 20, 13),
            parent=self,
        ).setStretch(1, 1)

    def show_day(self, today: date, sentence: str) -> None:
        """Show another day and its sentence."""
        self.day.setText(date_words(today))
        self.words.setText(sentence)

    def permit(self, workspace: Workspace, printer: Button) -> None:
        """Grey out what is not permitted, the printing button of the card among it."""
        for button, permission in (
            (self.new_task, Permission.TASK_ADD),
            (self.plan, Permission.VISIT_PLAN),
            (self.log, Permission.VISIT_LOG),
            (printer, Permission.PAPER_PRINT),
        ):
            verdict = workspace.may(permission)
            button.setEnabled(verdict.ok)
            button.setToolTip("" if verdict.ok else explain(verdict.code))
