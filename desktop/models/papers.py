"""Papers to print: what is chosen, the file made of it, and what the checks before printing say."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import Job
from desktop.wording import N_, _
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import BUSINESS_ZONE, Workspace
from domain.commands import RecordPrint
from domain.errors import Fact, Refused
from domain.queries.paper_targets import PaperChoice, named_choices
from domain.values.papers import (
    AMOUNT_PARTS,
    Finding,
    PaperFile,
    PaperKind,
    PlanPart,
    PrintFinding,
    PrintOptions,
    Watermark,
)

FIELDS: Final = {
    "customer": N_("客户名称"),
    "manager": N_("客户经理"),
    "phone": N_("联系电话"),
    "team": N_("服务团队"),
    "items": N_("服务承诺"),
    "calendar": N_("全年服务安排"),
    "prices": N_("优惠与增值建议"),
    "met": N_("拜访对象"),
    "content": N_("走访内容"),
    "purposes": N_("走访目的"),
}
FINDINGS: Final = {
    PrintFinding.MISSING_FIELD: N_("缺「{field}」，打印后留空"),
    PrintFinding.STALE_DATA: N_("本机数据已有 {days} 天没有同步"),
    PrintFinding.AMOUNTS: N_("含有金额，交给客户前确认"),
    PrintFinding.NOT_REVIEWED: N_("第 {version} 版未经主管审核，将加「草稿」水印"),
    PrintFinding.TEMPORARY_NUMBER: N_("还没有同步，编号和校验码为本机临时值"),
    PrintFinding.MISSING_GLYPH: N_("「{field}」里的字符 {character}（{code}）没有可用字体，改字后再打印"),
    PrintFinding.SIGNATURE_NEEDED: N_("这次走访要由客户签字，打印后请签"),
}
DEFAULT_PARTS: Final = frozenset(PlanPart) - AMOUNT_PARTS
"""Parts with money are printed only when somebody asks for them."""
LAST_QUARTER: Final = 10


class Check(NamedTuple):
    """A line of the checks before printing: its tone, and what it says."""

    tone: str
    words: str


class Known(Exception):  # noqa: N818 -- stands for the services' troubles, which models do not import
    """A known trouble as jobs report it: a code and facts."""

    code: str
    facts: dict[str, Fact]


class Chosen(msgspec.Struct, frozen=True):
    """What is to be printed and how; a year and parts concern service plans only."""

    kind: PaperKind = PaperKind.SERVICE_PLAN
    year: int = 0
    parts: frozenset[PlanPart] = DEFAULT_PARTS
    monochrome: bool = False
    reveal: bool = False


def plan_year(today: date) -> int:
    """Give the year a service plan is usually made for: the next one in the last quarter."""
    return today.year + 1 if today.month >= LAST_QUARTER else today.year


def make(workspace: Workspace, chosen: Chosen, target_id: str) -> Job:
    """Start to make the paper of one customer or visit; the result is a `PaperFile`."""
    options = PrintOptions(monochrome=chosen.monochrome, as_of=workspace.status.last_sync)
    if chosen.kind is PaperKind.VISIT_RECORD:
        return workspace.papers.visit_record(target_id, options, reveal=chosen.reveal)
    return workspace.papers.service_plan(target_id, chosen.year, chosen.parts, options)


def record(workspace: Workspace, file: PaperFile) -> Job:
    """Note that a paper was printed or saved."""
    command = RecordPrint(
        **workspace.stamp(),
        entry_id=workspace.new_id(),
        kind=file.row_kind,
        row_id=file.record_id,
        customer_id=file.customer_id,
        paper=file.kind.value,
        copy=file.copy_no,
        reason=_("显示联系号码") if file.revealed else "",
    )
    return workspace.run(command)


class PapersModel(QObject):
    """The chosen records and options, and the file made of the present one.

    Signals: `targets_changed()`, `file_changed()` after a paper was made or could not be (`trouble` says why),
    `busy_changed()`.
    """

    targets_changed = Signal()
    file_changed = Signal()
    busy_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: Job | None = None
        self.chosen = Chosen(year=plan_year(workspace.today()))
        self.targets: tuple[PaperChoice, ...] = ()
        self.place = 0
        self.file: PaperFile | None = None
        self.trouble = ""

    @property
    def target(self) -> PaperChoice | None:
        """The record shown."""
        return self.targets[self.place] if self.place < len(self.targets) else None

    @property
    def busy(self) -> bool:
        """Whether a paper is being made."""
        return self._job is not None

    def choose(self, **changes: object) -> None:
        """Change options and make the paper anew."""
        self.chosen = msgspec.structs.replace(self.chosen, **changes)
        self.remake()

    def open(self, kind: PaperKind, ids: Sequence[str]) -> None:
        """Show papers of a kind for some records."""
        self.chosen = msgspec.structs.replace(self.chosen, kind=kind)
        job = self._workspace.read(named_choices, kind, tuple(ids))
        job.done.connect(self.set_targets)

    @Slot(object)
    def set_targets(self, targets: Sequence[PaperChoice]) -> None:
        """Show papers of these records, the first one first."""
        self.targets, self.place = tuple(targets), 0
        self.targets_changed.emit()
        self.remake()

    def go(self, place: int) -> None:
        """Show the paper of another of the records."""
        if 0 <= place < len(self.targets) and place != self.place:
            self.place = place
            self.targets_changed.emit()
            self.remake()

    @Slot()
    def remake(self) -> None:
        """Make the present paper again, as after printing or when its record has changed."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.target is None:
            self.file, self.trouble = None, ""
            self.file_changed.emit()
            return
        self._job = make(self._workspace, self.chosen, self.target.id)
        self._job.done.connect(self._made)
        self._job.refused.connect(self._refused)
        self._job.failed.connect(self._failed)
        self.busy_changed.emit()

    @Slot(object)
    def _made(self, file: PaperFile) -> None:
        blocking = [found for found in file.findings if found.blocking]
        self._end(file, finding_words(blocking[0]) if blocking else "")

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        self._end(None, explain_refused(refused))

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self._end(None, explain(trouble.code, trouble.facts))

    def _end(self, file: PaperFile | None, trouble: str) -> None:
        self._job = None
        self.file, self.trouble = file, trouble
        self.busy_changed.emit()
        self.file_changed.emit()


def choice_words(choice: PaperChoice) -> str:
    """Say what a record is: the customer's name, and the day of a visit."""
    if choice.starts_at is None:
        return choice.name
    local = choice.starts_at.astimezone(BUSINESS_ZONE)
    return _("{name}，{moment}").format(name=choice.name, moment=f"{local:%Y-%m-%d %H:%M}")


def finding_words(found: Finding) -> str:
    """Say what a check found and what follows from it."""
    facts = dict(found.facts)
    name = FIELDS.get(str(facts.get("field", "")))
    if name is not None:
        facts["field"] = _(name)
    if found.code is PrintFinding.NOT_REVIEWED and "version" not in facts:
        return _("走访日志尚未评价")
    return _(FINDINGS[found.code]).format(**facts)


def checks(file: PaperFile) -> tuple[Check, ...]:
    """Give the lines of the checks: what is in order first said short, then everything that was found."""
    codes = {found.code for found in file.findings}
    lines = []
    if PrintFinding.MISSING_FIELD not in codes:
        lines.append(Check("ok", _("必填内容齐全")))
    if PrintFinding.MISSING_GLYPH not in codes:
        lines.append(Check("ok", _("字体齐全，PDF 会嵌入子集")))
    if file.watermark is Watermark.IN_APPROVAL:
        lines.append(Check("warn", _("正在审批，将加「审批中」水印")))
    for found in file.findings:
        quiet = found.code in {PrintFinding.AMOUNTS, PrintFinding.TEMPORARY_NUMBER}
        lines.append(Check("bad" if found.blocking else "offline" if quiet else "warn", finding_words(found)))
    return tuple(lines)
