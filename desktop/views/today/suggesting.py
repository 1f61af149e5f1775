"""The one suggestion of the day: a customer nearby who is due, put where an hour is free."""

from datetime import date

from desktop.models.cells import Tone
from desktop.models.customers import class_words, due_cell
from desktop.models.today import CHINA, SHORTEST, free_slot
from desktop.views.tasks import TaskDeeds
from desktop.views.today.blocks import Suggestion
from desktop.wording import _
from desktop.workspace import Workspace
from domain.commands import PlanVisit
from domain.permissions import Permission
from domain.queries.today import Today


class Suggesting:
    """Makes the suggestion, plans the visit, or keeps quiet for the rest of the day."""

    def __init__(self, workspace: Workspace, deeds: TaskDeeds) -> None:
        self._workspace, self._deeds = workspace, deeds
        self._dismissed: date | None = None

    def made(self, data: Today) -> Suggestion | None:
        """Give the suggestion, or None without a due customer, without an hour, or after it was dismissed."""
        today = self._workspace.today()
        if data.near is None or self._dismissed == today or not self._workspace.may(Permission.VISIT_PLAN).ok:
            return None
        busy = [(visit.starts_at, visit.ends_at) for visit in data.visits]
        start = free_slot(busy, self._workspace.now(), today)
        if start is None:
            return None
        due = due_cell(data.near.due, today)
        words = _("{day} 前").format(day=due.text) if due.tone is Tone.PRIMARY else due.text
        deed = _("排入 {time}").format(time=f"{start.astimezone(CHINA):%H:%M}")
        return Suggestion(start, data.near.customer_name, class_words(data.near.value_class), words, deed)

    def take(self, data: Today) -> None:
        """Plan the visit that is suggested."""
        found, near = self.made(data), data.near
        if found is None or near is None:
            return
        plan_id = self._workspace.new_id()
        command = PlanVisit(
            **self._workspace.stamp(),
            plan_id=plan_id,
            customer_id=near.customer_id,
            starts_at=found.starts_at,
            ends_at=found.starts_at + SHORTEST,
        )
        at = f"{found.starts_at.astimezone(CHINA):%H:%M}"
        self._deeds.run(command, _("走访已排入 {time}：{name}").format(time=at, name=near.customer_name), plan_id)

    def dismiss(self) -> None:
        """Suggest nothing more today."""
        self._dismissed = self._workspace.today()
