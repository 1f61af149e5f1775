"""A service plan while it is written: its fields and tables, its draft, and saving the next version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background import Job
from desktop.models.papers import Known
from desktop.models.plan_form import PlanForm
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.workspace import Workspace
from domain.commands import SaveServicePlan
from domain.errors import Problem, Refused
from domain.permissions import Permission
from domain.queries.people import PersonRow, colleagues
from domain.queries.plan_editing import PlanEditing, plan_editing
from domain.rules.service_rules import plan_problems
from domain.values.service_rules import PlanState

DRAFT_KIND: Final = "service_plan"
PAUSE_MS: Final = 1500
OFFERED_STATES: Final = (PlanState.DRAFT, PlanState.TO_CONFIRM, PlanState.RUNNING)
"""States a person may choose; approval has its own way."""


class PlanModel(QObject):
    """The plan of one customer and year.

    Signals: `opened()` after it was read, `edited()` by a person, `judged()` after problems changed, `kept(datetime)`
    after a draft was saved, `saved(int, str)` the version and the command, `troubled(str)` a sentence or "".
    """

    opened = Signal()
    edited = Signal()
    judged = Signal()
    kept = Signal(object)
    saved = Signal(int, str)
    troubled = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.customer_id, self.year = "", 0
        self.editing: PlanEditing | None = None
        self.people: tuple[PersonRow, ...] = ()
        self.form = PlanForm(self)
        self.dirty = False
        self.drafted_at: datetime | None = None
        self.newer = False
        self._tried = False
        self._own_version = 0
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.form.touched.connect(self.touch)
        workspace.changed.connect(self._changed)

    # -- opening --------------------------------------------------------------------------------------------------

    def open(self, customer_id: str, year: int) -> None:
        """Read the plan of a customer and year; what was typed for another one is kept as its draft."""
        if (customer_id, year) == (self.customer_id, self.year) and self.editing is not None:
            return
        self.flush()
        self.customer_id, self.year, self.editing = customer_id, year, None
        self.dirty = self.newer = self._tried = False
        self._own_version = 0
        self._workspace.read(colleagues).done.connect(self._take_people)
        self._read(self._take)

    def _read(self, take: Any) -> None:  # noqa: ANN401 -- a slot
        job = self._workspace.read(plan_editing, self.customer_id, self.year)
        job.done.connect(partial(take, self.customer_id, self.year))
        job.refused.connect(self._refused)

    def _take_people(self, people: tuple[PersonRow, ...]) -> None:
        self.people = people

    def _take(self, customer_id: str, year: int, editing: PlanEditing) -> None:
        if (customer_id, year) != (self.customer_id, self.year):
            return
        self.editing = editing
        job = self._workspace.drafts.load(DRAFT_KIND, self.draft_key)
        job.done.connect(partial(self._take_draft, customer_id, year))

    def _take_draft(self, customer_id: str, year: int, draft: Any) -> None:  # noqa: ANN401 -- a Draft of the services, or None
        if self.editing is None or (customer_id, year) != (self.customer_id, self.year):
            return
        values = dict(draft.value.get("values", {})) if draft is not None else self.editing.values
        self.drafted_at = draft.saved_at if draft is not None else None
        self.dirty = draft is not None
        self._lay(values)
        self.opened.emit()
        self.judge()

    def _lay(self, values: Mapping[str, Any]) -> None:
        if self.editing is not None:
            self.form.lay(values, self.editing, writable=not self.locked)

    def _changed(self, kinds: frozenset[str]) -> None:
        if self.customer_id and "service_plans" in kinds:
            self._read(self._take_again)

    def _take_again(self, customer_id: str, year: int, editing: PlanEditing) -> None:
        """Take what was saved meanwhile, here or elsewhere; what was typed since stays."""
        if (customer_id, year) != (self.customer_id, self.year):
            return
        known = max(self.editing.version if self.editing is not None else 0, self._own_version)
        self.editing = editing
        if self.dirty:
            self.newer = editing.version > known
        else:
            self._lay(editing.values)
        self.opened.emit()

    # -- what it says ---------------------------------------------------------------------------------------------

    @property
    def draft_key(self) -> str:
        """The key of the draft."""
        return f"{self.customer_id}.{self.year}"

    @property
    def locked(self) -> str:
        """Why nothing may be written, "" where it may."""
        verdict = self._workspace.may(Permission.PLAN_WRITE)
        if not verdict.ok:
            return explain(verdict.code)
        closed = self.editing is not None and self.editing.state is PlanState.CLOSED
        return explain("plan_closed") if closed else ""

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._job is not None

    # -- editing --------------------------------------------------------------------------------------------------

    def copy_last_year(self) -> None:
        """Begin with what the plan of the year before said, without its key items and its confirmation."""
        if self.editing is not None:
            self._lay(self.form.copied(self.editing.last_year))
            self.touch()

    def touch(self) -> None:
        """Note that a person changed something: judge it, and keep it as a draft after a pause."""
        if self.editing is None or self.locked:
            return
        self.dirty = True
        self._timer.start()
        self.judge()
        self.edited.emit()

    def judge(self) -> None:
        """Find what is wrong; unfinished rows are only named after a first try to save."""
        problems = plan_problems(self._command(self.form.values()))
        problems += [Problem(field=name, code="required") for name in self.form.unconfirmed]
        self._show([each for each in problems if self._tried or each.code != "required"])

    def _show(self, problems: Iterable[Problem]) -> None:
        self.form.show([(each.field, explain_problem(each)) for each in problems])
        self.judged.emit()

    # -- keeping --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Keep the draft now when something was typed since."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        body = {"values": self.form.values()}
        job = self._workspace.drafts.save(DRAFT_KIND, self.draft_key, body)
        job.done.connect(lambda _result: self._kept())
        job.failed.connect(self._failed)

    def _kept(self) -> None:
        self.drafted_at = self._workspace.now()
        self.kept.emit(self.drafted_at)
        self.troubled.emit("")

    def drop_draft(self) -> None:
        """Forget what was typed and show what is saved."""
        self._timer.stop()
        self.dirty, self.drafted_at = False, None
        self._workspace.drafts.remove(DRAFT_KIND, self.draft_key)
        if self.editing is not None:
            self._lay(self.editing.values)
        self.opened.emit()
        self.judge()

    def _command(self, values: dict[str, Any]) -> SaveServicePlan:
        plan_id = self.editing.plan_id if self.editing is not None else ""
        return SaveServicePlan(
            **self._workspace.stamp(),
            plan_id=plan_id or self._workspace.new_id(),
            customer_id=self.customer_id,
            year=self.year,
            values=values,
        )

    def save(self) -> bool:
        """Save the next version with the fields that changed; tells whether nothing stood in the way."""
        if self.editing is None or self.busy or self.locked:
            return False
        self._tried = True
        self.judge()
        if self.form.problem_count:
            return False
        before = self.editing.values
        changed = {name: value for name, value in self.form.values().items() if value != before.get(name)}
        command = self._command(changed)
        self._timer.stop()
        self._job = self._workspace.run(command)
        self._job.done.connect(partial(self._was_saved, command, self.editing.version + 1))
        self._job.refused.connect(self._refused)
        self._job.failed.connect(self._failed)
        return True

    def _was_saved(self, command: SaveServicePlan, version: int, _kinds: object) -> None:
        self._job = None
        self._tried = self.dirty = self.newer = False
        self.drafted_at = None
        self._own_version = version
        self._workspace.drafts.remove(DRAFT_KIND, self.draft_key)
        self.troubled.emit("")
        self.saved.emit(version, command.id)

    def take_back(self, command_id: str) -> Job:
        """Take a save back while it was not sent; what was typed stays in the form as a draft."""
        self.keep_typed()
        return self._workspace.take_back(command_id)

    def keep_typed(self) -> None:
        """Keep what stands in the form as a draft, because what was saved is about to be taken back."""
        self.dirty = True
        self._timer.start()

    def _refused(self, refused: Refused) -> None:
        self._job = None
        self._show(refused.problems)
        self.troubled.emit(explain_refused(refused, "service_plans"))

    def _failed(self, trouble: Known) -> None:
        self._job = None
        self._timer.start()
        self.troubled.emit(explain(trouble.code, trouble.facts))
