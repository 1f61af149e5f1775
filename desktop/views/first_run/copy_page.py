"""The page of the first copy: how far it is, kind by kind, and what happens when the network goes away."""

from typing import Final

import msgspec
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.views.first_run.page import Page
from desktop.views.theme import px
from desktop.views.widgets import Banner, HairLine, IconLabel, Label, Spinner, row
from desktop.wording import N_, _, ngettext
from desktop.wording.explain import explain
from desktop.workspace import SyncState, SyncStatus, Workspace
from domain.queries.holdings import HoldingRow, holdings

COUNT_AGAIN_MS: Final = 400


class Group(msgspec.Struct, frozen=True):
    """Kinds that are told in one line, in the order they are sent."""

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]


GROUPS: Final = (
    Group(
        "people", N_("组织与规则"), (("people", N_("人员 {count} 名")), ("service_rules", N_("服务规则 {count} 条")))
    ),
    Group("customers", N_("客户档案"), (("customers", N_("客户 {count} 户")), ("contacts", N_("关键人 {count} 位")))),
    Group("visits", N_("走访"), (("visit_plans", N_("安排 {count} 场")), ("visit_logs", N_("日志 {count} 篇")))),
    Group("tasks", N_("任务与计划"), (("tasks", N_("任务 {count} 项")), ("service_plans", N_("服务计划 {count} 份")))),
    Group("rest", N_("附件与记录"), (("attachments", N_("附件 {count} 个")), ("audit_entries", N_("变更 {count} 条")))),
)


class GroupLine(QWidget):
    """One group: a mark, its name, what is there, and whether it is complete."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.setObjectName(f"first-run.copy.{group.id}")
        self._group = group
        self._done = IconLabel("circle-check", "ok", 17)
        self._idle = IconLabel("clock-3", "text.tertiary", 17)
        self._turning = Spinner(17, "accent")
        self._marks = {"done": self._done, "waiting": self._idle, "running": self._turning}
        title = Label(_(group.title))
        title.setFixedWidth(px(126))
        self.facts = Label("", "meta", "tertiary")
        self.state = Label("", "meta")
        line = row(*self._marks.values(), title, spacing=16, parent=self)
        line.addWidget(self.facts, 1)
        line.addWidget(self.state)
        self.setFixedHeight(px(41))
        self.show_state("waiting", {})

    def show_state(self, state: str, counts: dict[str, int]) -> None:
        """Show done, running or waiting, and the counts by kind."""
        for name, mark in self._marks.items():
            mark.setVisible(name == state)
        told = [_(words).format(count=f"{counts[kind]:,}") for kind, words in self._group.parts if counts.get(kind)]
        self.facts.setText(_("，").join(told))
        words = {"done": _("完成"), "running": _("正在下载"), "waiting": _("等待")}[state]
        self.state.say(words, {"done": "ok", "running": "accent", "waiting": "tertiary"}[state])


class CopyPage(Page):
    """Shows the first copy of a workspace. Signal `completed()` when everything is here."""

    completed = Signal()

    def __init__(self) -> None:
        super().__init__(_("正在把资料下载到本机"), _("下载完成后，没有网络也能查看客户、登记走访。"), "copy")
        self.next_text = _("后台下载，先开始使用")
        self._workspace: Workspace | None = None
        self._finished = False
        self.bar = QProgressBar()
        self.bar.setObjectName("first-run.copy.bar")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.share = Label("", "section")
        self.words = Label("", "meta", "tertiary", name="first-run.copy.words")
        self.banner = Banner("offline", name="first-run.copy.banner")
        self.banner.hide()
        self.lines = {group.id: GroupLine(group) for group in GROUPS}
        meter = QHBoxLayout()
        meter.setSpacing(12)
        meter.addWidget(self.bar, 1)
        meter.addWidget(self.share)
        self.body.addLayout(meter)
        self.body.addWidget(self.words)
        self.body.addSpacing(6)
        self.body.addWidget(self.banner)
        for line in self.lines.values():
            self.body.addWidget(HairLine())
            self.body.addWidget(line)
        self.body.addWidget(HairLine())
        self.body.addStretch(1)
        self._soon = QTimer(self, singleShot=True, interval=COUNT_AGAIN_MS)
        self._soon.timeout.connect(self._count)
        self.banner.pressed.connect(self._try_again)

    @property
    def finished(self) -> bool:
        """Whether everything is here."""
        return self._finished

    def attach(self, workspace: Workspace) -> None:
        """Follow the copy of a workspace that was just opened."""
        self._workspace = workspace
        workspace.sync_changed.connect(self._told)
        workspace.changed.connect(self._changed)
        self._told(workspace.status)
        self._count()

    def enter(self) -> None:
        """Nothing is asked here; the window's button has the focus."""

    def submit(self) -> None:
        """Start to work while the rest arrives."""
        self.passed.emit()

    @Slot(object)
    def _told(self, status: SyncStatus) -> None:
        complete = not status.first_copy and status.last_sync is not None
        if status.total and not complete:
            self._show_share(status.done, status.total)
        stopped = status.state in {SyncState.OFFLINE, SyncState.SIGNED_OUT, SyncState.TOO_OLD} and not complete
        if stopped and status.code:
            self.banner.say(
                "offline",
                _("下载停在这里：{reason}。已下载的保留，联网后从断点继续。").format(reason=explain(status.code)),
                _("再试一次"),
            )
        self.banner.setVisible(stopped and bool(status.code))
        if complete and not self._finished:
            self._finished = True
            self._show_share(1, 1)
            self.words.setText(_("全部资料已在本机"))
            self.next_text = _("开始使用")
            self.title.setText(_("资料已下载到本机"))
            self._count()
            self.completed.emit()

    def _show_share(self, done: int, total: int) -> None:
        percent = min(done * 100 // max(total, 1), 100)
        self.bar.setValue(percent)
        self.share.setText(f"{percent}%")
        if total > 1:
            told = ngettext("{done} / {total} 条，断网后会从断点继续", "{done} / {total} 条，断网后会从断点继续", total)
            self.words.setText(told.format(done=f"{done:,}", total=f"{total:,}"))

    @Slot(object)
    def _changed(self, _kinds: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _count(self) -> None:
        if self._workspace is not None:
            self._workspace.read(holdings).done.connect(self._counted)

    @Slot(object)
    def _counted(self, rows: tuple[HoldingRow, ...]) -> None:
        counts = {row.kind: row.count for row in rows}
        present = [any(counts.get(kind) for kind, _words in group.parts) for group in GROUPS]
        reached = max((place for place, there in enumerate(present) if there), default=-1)
        for place, group in enumerate(GROUPS):
            if self._finished or place < reached:
                state = "done"
            else:
                state = "running" if place == max(reached, 0) else "waiting"
            self.lines[group.id].show_state(state, counts)

    @Slot()
    def _try_again(self) -> None:
        if self._workspace is not None:
            self._workspace.sync_now()
