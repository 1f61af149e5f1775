"""Finds the draft a visit log goes on with, or begins a new one from a plan or a customer."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.visits import DRAFT_KIND, DraftPerson, LogDraft, new_draft, read_draft, returned_draft, same_visit
from desktop.views.targets import VisitLogTarget
from desktop.views.visits.draft_choice import DraftChoice
from desktop.views.visits.words import local
from desktop.workspace import Workspace
from domain.queries.visit_logs import VisitLogRow
from domain.queries.visits import VisitBlock, visit_plan

Kept = tuple[LogDraft, datetime]


class DraftOpener(QObject):
    """Signals: `ready(LogDraft, bool)` with whether it is new, `counted(tuple)` of all kept drafts with their time."""

    ready = Signal(object, bool)
    counted = Signal(object)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window

    def count(self) -> None:
        """Read which drafts there are."""
        self._workspace.drafts.of_kind(DRAFT_KIND).done.connect(self._counted)

    def _counted(self, found: Sequence[Any]) -> None:
        self.counted.emit(kept_drafts(found))

    def open(self, target: VisitLogTarget) -> None:
        """Look for what fits a target."""
        if target.plan_id:
            job = self._workspace.read(visit_plan, target.plan_id)
            job.done.connect(partial(self._with_plan, target))
        else:
            self._with_plan(target, None)

    def revise(self, log: VisitLogRow) -> None:
        """Go on mending a log that was handed back, or begin to."""
        self._workspace.drafts.load(DRAFT_KIND, log.id).done.connect(partial(self._with_revision, log))

    def _with_revision(self, log: VisitLogRow, kept: Any) -> None:  # noqa: ANN401 -- a Draft of the services
        draft = read_draft(kept.value) if kept is not None else None
        fresh = returned_draft(log)
        going_on = draft is not None and draft.returned is not None and draft.returned.reason == log.return_reason
        self.ready.emit(draft if going_on else fresh, False)  # noqa: FBT003 -- a signal's argument

    def _with_plan(self, target: VisitLogTarget, plan: VisitBlock | None) -> None:
        job = self._workspace.drafts.of_kind(DRAFT_KIND)
        job.done.connect(partial(self._with_drafts, target, plan))

    def _with_drafts(self, target: VisitLogTarget, plan: VisitBlock | None, found: Sequence[Any]) -> None:
        fresh = self._fresh(target, plan)
        fitting = [pair for pair in kept_drafts(found) if fits(pair[0], fresh, target)]
        if len(fitting) > 1:
            self._ask(fitting)
        elif fitting:
            self.ready.emit(fitting[0][0], False)  # noqa: FBT003 -- a signal's argument
        else:
            self.ready.emit(fresh, True)  # noqa: FBT003 -- same

    def _ask(self, fitting: Sequence[Kept]) -> None:
        dialog = DraftChoice(fitting, self._window.window())
        dialog.accepted.connect(partial(self._keep_one, dialog, fitting))
        dialog.rejected.connect(partial(self.ready.emit, fitting[0][0], False))  # noqa: FBT003 -- same
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_one(self, dialog: DraftChoice, fitting: Sequence[Kept]) -> None:
        chosen = dialog.chosen
        for draft, _saved in fitting:
            if draft.key != chosen.key:
                self._workspace.drafts.remove(DRAFT_KIND, draft.key)
        self.ready.emit(chosen, False)  # noqa: FBT003 -- same

    def _fresh(self, target: VisitLogTarget, plan: VisitBlock | None) -> LogDraft:
        draft = new_draft(self._workspace.now(), self._workspace.new_id)
        if plan is None:
            return msgspec.structs.replace(draft, customer_id=target.customer_id or "", plan_id=target.plan_id)
        begun = plan.starts_at <= self._workspace.now()
        day = local(plan.starts_at).date() if begun else draft.day
        over = plan.ends_at <= self._workspace.now()
        return msgspec.structs.replace(
            draft,
            customer_id=plan.customer_id,
            customer=plan.name,
            plan_id=plan.id,
            way=plan.way,
            day=day,
            starts=local(plan.starts_at).time() if begun else draft.starts,
            ends=local(plan.ends_at).time() if over else draft.ends,
            contacts=tuple(DraftPerson(key, "") for key in plan.contact_ids),
            companions=tuple(DraftPerson(key, "") for key in plan.companion_ids),
            purposes=plan.purposes,
            place=plan.place,
        )


def kept_drafts(found: Sequence[Any]) -> tuple[Kept, ...]:
    """Give the drafts this program can read, with when they were saved."""
    read = ((read_draft(one.value), one.saved_at) for one in found)
    return tuple((draft, saved) for draft, saved in read if draft is not None)


def fits(draft: LogDraft, fresh: LogDraft, target: VisitLogTarget) -> bool:
    """Whether a kept draft is what a target means."""
    if target.draft_key:
        return draft.key == target.draft_key
    if draft.returned is not None:
        return False
    if target.plan_id:
        return same_visit(draft, fresh)
    if target.customer_id:
        return draft.customer_id == target.customer_id
    return not draft.customer_id
