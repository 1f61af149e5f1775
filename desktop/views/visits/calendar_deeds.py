"""What changes the calendar: plan, move, edit, call off, each with a way back while it was not sent."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.background import Job
from desktop.views.notices import Notices
from desktop.views.visits.plan_dialog import PlanDialog
from desktop.views.visits.reason_dialog import ReasonDialog
from desktop.views.visits.words import local, near_day
from desktop.wording import _, ngettext
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.commands import CancelVisit, MoveVisit, PlanVisit
from domain.errors import Refused
from domain.queries.visits import VisitBlock
from domain.rules.visit_slots import USUAL_LENGTH, Proposal
from domain.rules.visits import is_put_off

Span = tuple[datetime, datetime]


class CalendarDeeds(QObject):
    """Runs commands and says what was done; `owner_id` is whose calendar is planned, "" for one's own."""

    def __init__(self, workspace: Workspace, notices: Notices, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._notices, self._page = workspace, notices, page
        self.owner_id = ""

    def plan(self, starts_at: datetime, customer: tuple[str, str]) -> None:
        """Ask for a new visit."""
        dialog = PlanDialog(
            self._workspace,
            self._page.window(),
            starts_at=starts_at,
            customer=customer,
            owner_id=self.owner_id,
        )
        dialog.saved.connect(partial(self._said, _("走访已安排")))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def edit(self, block: VisitBlock) -> None:
        """Ask for changes of a plan."""
        dialog = PlanDialog(self._workspace, self._page.window(), starts_at=block.starts_at, plan=block)
        dialog.saved.connect(partial(self._said, _("走访安排已修改")))
        dialog.cancel_wanted.connect(partial(self.cancel, block))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def plan_at_once(self, customer_id: str, name: str, starts_at: datetime) -> None:
        """Plan the usual hour without asking, as after a drop."""
        at = local(starts_at)
        when = f"{near_day(at.date(), self._workspace.today())} {at:%H:%M}"
        words = _("{name} 已排在 {when}").format(name=name, when=when)
        self._run(self._planned(customer_id, starts_at, starts_at + USUAL_LENGTH), words)

    def plan_all(self, proposals: Sequence[Proposal]) -> None:
        """Plan everything that was accepted; one way back for all."""
        commands = [self._planned(one.customer_id, one.starts_at, one.ends_at) for one in proposals]
        words = ngettext("已安排 {count} 场走访", "已安排 {count} 场走访", len(commands)).format(count=len(commands))
        for command in commands[:-1]:
            self._watch(self._workspace.run(command))
        if commands:
            job = self._workspace.run(commands[-1])
            job.done.connect(partial(self._said, words, tuple(command.id for command in commands)))
            self._watch(job)

    def move(self, block: VisitBlock, starts_at: datetime, ends_at: datetime) -> None:
        """Move or stretch a plan; putting it off to another day, or once it was promised, asks why."""
        at = local(starts_at)
        day = near_day(at.date(), self._workspace.today())
        when = f"{day} {at:%H:%M}–{local(ends_at):%H:%M}"
        words = _("{name} 改到 {when}").format(name=block.name, when=when)
        if not is_put_off(block.starts_at, starts_at, promised=block.to_confirm):
            self._move(block, (starts_at, ends_at), words, "")
            return
        dialog = ReasonDialog(
            self._page.window(),
            _("改期「{name}」的走访？").format(name=block.name),
            _("改到 {when}，原因会记入这场走访。").format(when=when),
            _("确认改期"),
            destructive=False,
            name="visit-move",
        )
        dialog.accepted.connect(partial(self._move_for, dialog, block, (starts_at, ends_at), words))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _move_for(self, dialog: ReasonDialog, block: VisitBlock, span: Span, words: str) -> None:
        self._move(block, span, words, dialog.reason)

    def _move(self, block: VisitBlock, span: Span, words: str, reason: str) -> None:
        command = MoveVisit(
            **self._workspace.stamp(),
            plan_id=block.id,
            old_starts_at=block.starts_at,
            old_ends_at=block.ends_at,
            starts_at=span[0],
            ends_at=span[1],
            reason=reason,
        )
        self._run(command, words)

    def cancel(self, block: VisitBlock) -> None:
        """Call a visit off after asking why."""
        dialog = ReasonDialog(
            self._page.window(),
            _("取消「{name}」的走访？").format(name=block.name),
            _("这场走访会从日历移除，客户重新列入未排名单。"),
            _("确认取消走访"),
            name="visit-cancel",
        )
        dialog.accepted.connect(partial(self._cancel, block, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _cancel(self, block: VisitBlock, dialog: ReasonDialog) -> None:
        command = CancelVisit(**self._workspace.stamp(), plan_id=block.id, reason=dialog.reason)
        self._run(command, _("走访已取消"))

    def _planned(self, customer_id: str, starts_at: datetime, ends_at: datetime) -> PlanVisit:
        return PlanVisit(
            **self._workspace.stamp(),
            plan_id=self._workspace.new_id(),
            customer_id=customer_id,
            starts_at=starts_at,
            ends_at=ends_at,
            owner_id=self.owner_id or None,
        )

    def export(self, blocks: Sequence[VisitBlock], first: date) -> None:
        """Write the days shown as an iCalendar file."""
        name = _("走访 {day}.ics").format(day=f"{first:%Y-%m-%d}")
        path, _kind = QFileDialog.getSaveFileName(self._page, _("导出日历"), name, "iCalendar (*.ics)")
        if path:
            job = self._workspace.exports.calendar(blocks, Path(path))
            job.done.connect(self._exported)
            job.failed.connect(self._failed)

    def _exported(self, path: Path) -> None:
        self._notices.say(_("日历已保存到 {path}").format(path=path))

    def warn(self, sentence: str) -> None:
        """Say why something on the calendar cannot be done."""
        self._notices.say(sentence, tone="warn")

    def _run(self, command: PlanVisit | MoveVisit | CancelVisit, words: str) -> None:
        job = self._workspace.run(command)
        job.done.connect(partial(self._said, words, (command.id,)))
        self._watch(job)

    def _said(self, words: str, command_ids: tuple[str, ...], _kinds: object = None) -> None:
        self._notices.say(words, partial(self._undo, command_ids))

    def _undo(self, command_ids: Sequence[str]) -> None:
        for command_id in reversed(command_ids):
            self._watch(self._workspace.take_back(command_id))

    def _watch(self, job: Job) -> None:
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused, "visit_plans"), tone="warn")

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self._notices.say(explain(trouble.code, trouble.facts), tone="bad")
