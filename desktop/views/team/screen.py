"""The team screen: one sentence, two weeks of work by person, and the tasks as a board or a list."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.tasks import lines
from desktop.models.team import DAILY_LIMIT, NOBODY, load_on, open_tasks, sentence
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import TaskTarget, VisitTarget
from desktop.views.tasks import TaskHandling
from desktop.views.tasks.task_list import TaskList
from desktop.views.team.board import TeamBoardView
from desktop.views.team.header import TeamHeader
from desktop.views.team.workload import HEAD, ROW, Workload
from desktop.views.theme import px
from desktop.views.widgets import Banner, Dialog, EmptyState, HairLine, ProgressLine, confirm
from desktop.views.widgets.layouts import column
from desktop.wording import _, ngettext
from desktop.wording.explain import explain_refused
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.permissions import Permission
from domain.queries.people import unit_path
from domain.queries.tasks import TaskRow
from domain.queries.team import TeamBoard, team_board

KINDS: Final = frozenset({"tasks", "visit_logs", "visit_plans", "visit_comments", "customers", "people"})
MOST_ROWS: Final = 6.5


class TeamScreen(Screen):
    """团队. Targets: None for the board, TaskTarget for one task."""

    screen_id = "team"

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.tasks = TaskHandling(self, workspace, notices)
        self._board: TeamBoard | None = None
        self._unit = self._sought = ""
        self._reading = self._stale = False
        self.question: Dialog | None = None
        self.header = TeamHeader()
        self.trouble = Banner("bad", name="team.trouble")
        self.trouble.hide()
        self.progress = ProgressLine()
        self.workload = Workload()
        self.board = TeamBoardView(workspace, self._load_words)
        self.list = TaskList(workspace, name="team.list", with_people=True)
        self.empty = EmptyState("users", _("这个范围内还没有成员"), _("成员由管理员在服务器上登记"), name="team.empty")
        self.stack = QStackedWidget()
        for part in (self.board, self.list, self.empty):
            self.stack.addWidget(part)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._strip = QScrollArea()
        self._strip.setObjectName("team.strip")
        self._strip.setProperty("plane", "sheet")
        self._strip.setWidgetResizable(True)
        self._strip.setFrameShape(QFrame.Shape.NoFrame)
        self._strip.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.workload.setProperty("plane", "sheet")
        self.workload.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip.setWidget(self.workload)
        column(
            self.header, self.progress, self.trouble, self._strip, HairLine(), self.stack, spacing=0, parent=self
        ).setStretch(5, 1)

    def _connect(self) -> None:
        self.header.changed.connect(self._show)
        self.header.assigning.connect(self._add)
        self.trouble.pressed.connect(self.refresh)
        self.workload.pressed.connect(self._show_member)
        self.board.opened.connect(self.tasks.edit)
        self.board.menu_asked.connect(self._open_menu)
        self.board.adding.connect(self._add)
        self.board.assigned.connect(self._drop)
        self.board.visit_opened.connect(self._open_visit)
        self.list.opened.connect(self.tasks.edit)
        self.list.toggled.connect(self.tasks.deeds.toggle)
        self.list.menu_asked.connect(self._open_menu)
        self.list.move_asked.connect(self.tasks.open_days)
        self.tasks.navigate.connect(self.navigate)
        self.tasks.assigned.connect(self._ask_or_assign)
        self._workspace.changed.connect(self._changed)
        self._workspace.sync_changed.connect(self._read_waiting)
        self._workspace.actor_changed.connect(self.refresh)

    # -- reading ------------------------------------------------------------------------------------------------

    @override
    def open(self, target: object | None) -> None:
        self._sought = target.task_id if isinstance(target, TaskTarget) else ""
        self.refresh()

    def refresh(self) -> None:
        """Read the board anew; a reading under way is followed by another one."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self.progress.setVisible(self._board is None)
        job = self._workspace.read(team_board, self._workspace.today())
        job.done.connect(self._take)
        job.refused.connect(self._refused)
        job.finished.connect(self._finished)
        self._workspace.read(unit_path, self._workspace.actor.org_id).done.connect(self._take_path)
        self._read_waiting()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _read_waiting(self) -> None:
        self._workspace.outbox.waiting_ids().done.connect(self._take_waiting)

    def _take_waiting(self, ids: frozenset[str]) -> None:
        self.board.set_waiting(ids)
        self.list.tasks.set_waiting(ids)

    def _take(self, board: TeamBoard) -> None:
        self._board = board
        self.trouble.hide()
        self.header.show_members(board.members)
        self._show()
        if self._sought and self._chooser().choose(self._sought):
            self._sought = ""
        self.status_changed.emit()

    def _take_path(self, path: tuple[str, ...]) -> None:
        self._unit = path[-1] if path else ""
        self.status_changed.emit()

    def _refused(self, refused: Refused) -> None:
        self.trouble.say("bad", explain_refused(refused), _("重试"))
        self.trouble.show()

    def _finished(self) -> None:
        self._reading = False
        self.progress.hide()
        if self._stale and self.isVisible():
            self.refresh()

    # -- showing ------------------------------------------------------------------------------------------------

    def _chooser(self) -> TeamBoardView | TaskList:
        return self.list if self.header.is_list else self.board

    def _show(self) -> None:
        board = self._board
        if board is None:
            return
        today, chosen = self._workspace.today(), self.header.chosen
        self.header.words.setText(sentence(board, today))
        self.workload.show_board(board, today)
        self._fit_strip(len(board.members))
        self.board.show_board(board, chosen, today)
        kept = [task for task in open_tasks(board) if chosen.keeps(task)]
        mine = [task for task in kept if chosen.member_id in ("", task.assignee_id)]
        self.list.tasks.set_lines(lines(mine, today))
        empty = not board.members and not open_tasks(board) and not board.visits
        self.stack.setCurrentWidget(self.empty if empty else self._chooser())

    def _fit_strip(self, members: int) -> None:
        shown = min(float(members), MOST_ROWS)
        self._strip.setVisible(members > 0)
        self._strip.setFixedHeight(px(HEAD) + round(shown * px(ROW)) + px(8))

    def _show_member(self, member_id: str) -> None:
        if self.header.is_list:
            self.header.toggle_member(member_id)
        else:
            self.board.show_member(member_id)

    # -- doing --------------------------------------------------------------------------------------------------

    def _task(self, task_id: str) -> TaskRow | None:
        tasks = self._board.tasks if self._board is not None else ()
        return next((task for task in tasks if task.id == task_id), None)

    def _load_words(self, member_id: str, task_id: str) -> str:
        task = self._task(task_id)
        load = load_on(self._board, member_id, task.due) if task is not None and self._board is not None else None
        return _("当天已有 {load} 项").format(load=load) if load is not None else ""

    def _drop(self, task_id: str, member_id: str) -> None:
        task = self._task(task_id)
        if task is not None and (task.assignee_id or NOBODY) != member_id:
            self._ask_or_assign(task, member_id)

    def _ask_or_assign(self, task: TaskRow, member_id: str, name: str = "") -> None:
        verdict = self._workspace.may(Permission.TASK_ASSIGN)
        own = self._workspace.actor.id in (task.assignee_id, task.owner_id)
        if not verdict.ok and not own:
            self.tasks.deeds.say_refused(Refused(verdict.code))
            return
        members = self._board.members if self._board is not None else ()
        name = name or next((row.name for row in members if row.id == member_id), "")
        load = load_on(self._board, member_id, task.due) if self._board is not None else None
        give = partial(self.tasks.deeds.assign, task, member_id or None, name)
        if load is None or load < DAILY_LIMIT:
            give()
            return
        self.question = confirm(
            self,
            _("当天已有 {load} 项，仍要分派？").format(load=load),
            _("{name} 在 {day} 的走访与任务已达每日 {limit} 项的上限。").format(
                name=name, day=f"{task.due:%m-%d}", limit=DAILY_LIMIT
            ),
            _("仍要分派"),
            destructive=False,
            name="team.limit",
        )
        self.question.accepted.connect(give)

    def _open_menu(self, task: TaskRow, place: QPoint) -> None:
        members = self._board.members if self._board is not None else ()
        self.tasks.open_menu(task, place, [*((row.id, row.name) for row in members), (NOBODY, _("待分派"))])

    def _add(self, member_id: str = NOBODY) -> None:
        self.tasks.add(member_id, origin="assigned")

    def _open_visit(self, visit_id: str) -> None:
        self.navigate.emit("visits", VisitTarget(visit_id))

    # -- what the window asks -----------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return _("团队")

    @override
    def breadcrumb(self) -> list[str]:
        return [_("团队"), self._unit] if self._unit else [_("团队")]

    @override
    def status_segments(self) -> list[str]:
        if self._board is None:
            return []
        tasks = open_tasks(self._board)
        late = sum(1 for task in tasks if task.overdue_days(self._workspace.today()))
        unlogged = sum(row.unlogged_visits for row in self._board.members)
        return [
            ngettext("任务 {count} 项", "任务 {count} 项", len(tasks)).format(count=len(tasks)),
            _("逾期 {count} 项").format(count=late),
            ngettext("未登记走访 {count} 场", "未登记走访 {count} 场", unlogged).format(count=unlogged),
        ]

    @override
    def trigger(self, action_id: str) -> bool:
        acts = {"new": self._add, "find": self.header.begin}
        if action_id not in acts:
            return False
        acts[action_id]()
        return True

    @override
    def panels(self) -> list[QWidget]:
        if self.header.is_list:
            return [self.header.edit, self.workload, self.list]
        board = self.board
        columns = [made.cards for made in (board.waiting, *board.columns.values())]
        return [self.header.edit, self.workload, *columns, board.reviews.list]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
