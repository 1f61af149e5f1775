"""What can be done with one or many customers: transfer, tags, export, print, plan."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.background import Job
from desktop.views.customers.dialogs import TagsDialog, TransferDialog
from desktop.views.notices import Notices
from desktop.views.targets import CalendarTarget, PaperTarget, PlanTarget
from desktop.views.widgets import confirm
from desktop.wording import _, ngettext
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.commands import AnyCommand
from domain.commands.base import Edit
from domain.commands.customers import AssignCustomer, EditCustomer
from domain.errors import Refused
from domain.permissions import Permission
from domain.queries.customers import CustomerRow, customer_rows
from domain.queries.people import PersonRow, colleagues

MANY_PAPERS: Final = 200
NEEDED: Final = {
    "schedule": Permission.VISIT_PLAN,
    "plan": Permission.PLAN_WRITE,
    "print": Permission.PAPER_PRINT,
    "transfer": Permission.CUSTOMER_ASSIGN,
    "tags": Permission.CUSTOMER_EDIT,
    "export": Permission.CUSTOMER_EXPORT,
    "new": Permission.CUSTOMER_CREATE,
    "import": Permission.CUSTOMER_IMPORT,
    "log": Permission.VISIT_LOG,
    "edit": Permission.CUSTOMER_EDIT,
    "contacts": Permission.CONTACT_EDIT,
    "task": Permission.TASK_ADD,
}
PathAsker = Callable[[QWidget, str], Path | None]


def refusals(workspace: Workspace) -> dict[str, str]:
    """Give for every deed why the actor may not do it; "" where it is permitted."""
    verdicts = {deed: workspace.may(permission) for deed, permission in NEEDED.items()}
    return {deed: "" if verdict.ok else explain(verdict.code) for deed, verdict in verdicts.items()}


def ask_path(parent: QWidget, name: str) -> Path | None:
    """Ask where to write a table."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("导出客户"), name, "Excel (*.xlsx);;CSV (*.csv)")
    return Path(chosen) if chosen else None


class Deeds(QObject):
    """Does things with customers and says what became of them. Signal `navigate(str, object)` as screens have it."""

    navigate = Signal(str, object)

    def __init__(self, workspace: Workspace, notices: Notices, owner: QWidget, ask: PathAsker = ask_path) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._notices = notices
        self._owner = owner
        self._ask = ask
        self._jobs: list[Job] = []

    def do(self, deed: str, ids: Sequence[str]) -> None:
        """Do one of the bulk bar's deeds with customers."""
        chosen = tuple(ids)
        if not chosen or not self._workspace.may(NEEDED[deed]).ok:
            return
        if deed == "schedule":
            self.navigate.emit("visits", CalendarTarget(customer_ids=chosen))
        elif deed == "plan":
            self.navigate.emit("plans", PlanTarget(chosen[0]))
        elif deed == "print":
            self._print(chosen)
        elif deed == "export":
            self.export(chosen)
        elif deed == "transfer":
            self._with_rows(chosen, self._ask_manager)
        elif deed == "tags":
            self._with_rows(chosen, self._ask_tags)

    def export(self, ids: Sequence[str]) -> None:
        """Write customers into a workbook the person names."""
        path = self._ask(self._owner, f"{_('客户')}-{self._workspace.today():%Y%m%d}.xlsx")
        if path is None:
            return
        job = self._workspace.imports.export(path, tuple(ids))
        job.done.connect(lambda count: self._exported(count, path))
        self.guard(job)

    def _exported(self, count: int, path: Path) -> None:
        words = ngettext("已导出 {count} 户到 {file}", "已导出 {count} 户到 {file}", count)
        self._notices.say(words.format(count=count, file=path.name), icon="file-down")

    def _print(self, ids: tuple[str, ...]) -> None:
        target = PaperTarget("service_plan", customer_ids=ids)
        if len(ids) <= MANY_PAPERS:
            self.navigate.emit("papers", target)
            return
        asked = confirm(
            self._owner,
            _("打印 {count} 份计划书？").format(count=len(ids)),
            _("一次超过 {limit} 份，生成需要几分钟，纸张较多。").format(limit=MANY_PAPERS),
            _("继续打印"),
            destructive=False,
        )
        asked.accepted.connect(lambda: self.navigate.emit("papers", target))

    # -- transfer -------------------------------------------------------------------------------------------------

    def _ask_manager(self, rows: tuple[CustomerRow, ...]) -> None:
        job = self._workspace.read(colleagues)
        job.done.connect(lambda people: self._open_transfer(rows, people))
        self.guard(job)

    def _open_transfer(self, rows: tuple[CustomerRow, ...], people: tuple[PersonRow, ...]) -> None:
        held = {row.am_id for row in rows}
        offered = [person for person in people if held != {person.id}]
        dialog = TransferDialog(self._owner, [row.name for row in rows], offered)
        dialog.accepted.connect(lambda: self._transfer(rows, dialog.manager_id, dialog.reason))
        dialog.open()

    def _transfer(self, rows: tuple[CustomerRow, ...], manager_id: str, reason: str) -> None:
        commands = [
            AssignCustomer(
                **self._workspace.stamp(),
                customer_id=row.id,
                old_am_id=row.am_id,
                new_am_id=manager_id,
                reason=reason,
            )
            for row in rows
            if row.am_id != manager_id
        ]
        count = len(commands)
        self.run(
            commands, ngettext("已转移 {count} 户，待同步", "已转移 {count} 户，待同步", count).format(count=count)
        )

    # -- tags -----------------------------------------------------------------------------------------------------

    def _ask_tags(self, rows: tuple[CustomerRow, ...]) -> None:
        present = sorted({tag for row in rows for tag in row.tags})
        dialog = TagsDialog(self._owner, len(rows), present)
        dialog.accepted.connect(lambda: self._tag(rows, dialog.added, dialog.removed))
        dialog.open()

    def _tag(self, rows: tuple[CustomerRow, ...], added: list[str], removed: list[str]) -> None:
        commands: list[AnyCommand] = []
        for row in rows:
            old = list(row.tags)
            new = [tag for tag in dict.fromkeys([*old, *added]) if tag not in removed]
            if new != old:
                edit = Edit("tags", old, new)
                commands.append(EditCustomer(**self._workspace.stamp(), customer_id=row.id, edits=(edit,)))
        count = len(commands)
        words = ngettext("已更新 {count} 户的标签", "已更新 {count} 户的标签", count)
        self.run(commands, words.format(count=count))

    # -- running --------------------------------------------------------------------------------------------------

    def run(self, commands: Sequence[AnyCommand], words: str) -> Job | None:
        """Run commands and say so; a single one can be undone while it was not sent."""
        if not commands:
            self._notices.say(_("没有需要改动的客户"), tone="accent")
            return None
        if len(commands) == 1:
            job = self._workspace.run(commands[0])
            job.done.connect(lambda _kinds: self._notices.say(words, self.undo(commands[0].id)))
        else:
            job = self._workspace.run_all(commands)
            job.done.connect(lambda batch: self._tell_batch(batch.refused, words))
        self.guard(job)
        return job

    def say(self, words: str, command_id: str) -> None:
        """Say what was done, with a way back while it was not sent."""
        self._notices.say(words, self.undo(command_id))

    def undo(self, command_id: str) -> Callable[[], object]:
        """Give what a toast's 撤销 does: take the command back, or say that it was sent already."""

        def take_back() -> None:
            self.tell(self._workspace.take_back(command_id), _("已撤销"))

        return take_back

    def tell(self, job: Job, words: str) -> None:
        """Say that a job was done, or why it was not."""
        job.done.connect(lambda _result: self._notices.say(words, tone="accent", icon="corner-up-left"))
        self.guard(job)

    def _tell_batch(self, refused: Sequence[tuple[str, str, object, object]], words: str) -> None:
        if not refused:
            self._notices.say(words)
            return
        _command, code, *_facts = refused[0]
        count = len(refused)
        sentence = ngettext("{count} 户没有被接受：{reason}", "{count} 户没有被接受：{reason}", count)
        self._notices.say(sentence.format(count=count, reason=explain(code)), tone="warn")

    def _with_rows(self, ids: tuple[str, ...], then: Callable[[tuple[CustomerRow, ...]], None]) -> None:
        job = self._workspace.read(customer_rows, ids, today=self._workspace.today())
        job.done.connect(then)
        self.guard(job)

    def guard(self, job: Job) -> None:
        """Say why a job was refused or failed."""
        self._jobs.append(job)
        job.refused.connect(self._refused)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._jobs.remove(job))

    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused, "customers"), tone="warn")

    def failed(self, trouble: Exception) -> None:
        """Say what went wrong, such as a full disk."""
        sentence = explain(getattr(trouble, "code", "trouble"), getattr(trouble, "facts", {}))
        self._notices.say(sentence, tone="bad")
