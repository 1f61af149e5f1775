"""The plan editor: one customer's service plan of a year, written section by section."""

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.models.papers import plan_year
from desktop.models.plans import PlanModel
from desktop.views.notices import Notices
from desktop.views.papers.pick_dialog import PickDialog
from desktop.views.plans.card import Narrow
from desktop.views.plans.cards import PlanCards
from desktop.views.screen import Screen
from desktop.views.targets import PaperTarget, PlanTarget
from desktop.views.visits.words import local
from desktop.views.widgets import Banner, Button, ComboBox, ElidedLabel, EmptyState, Label, Plane, column, row
from desktop.wording import _
from desktop.wording.explain import explain_refused
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.queries.paper_targets import PaperChoice
from domain.values.papers import PaperKind
from domain.values.service_rules import PlanState

SAVE_TAG: Final = "save_service_plan"


class PlansScreen(Screen):
    """Writes service plans. `open(PlanTarget)` shows one customer's; `open(None)` goes on where the person left."""

    screen_id = "plans"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self._workspace, self._notices = workspace, notices
        self.model = PlanModel(workspace, self)
        self.cards = PlanCards(self.model)
        self.name = ElidedLabel("", "title", name="plans.customer")
        self.meta = Label("", "meta", "tertiary", name="plans.meta")
        this = workspace.today().year
        years = [(str(year), _("{year} 年").format(year=year)) for year in (this - 1, this, this + 1)]
        self.year = ComboBox(years, size="tool", name="plans.year")
        self.year.setFixedWidth(112)
        self.copy = Button(_("沿用上年"), icon="history", name="plans.copy")
        self.preview = Button(_("预览"), icon="file-text", name="plans.preview")
        self.save = Button(_("保存"), icon="check", kind="primary", name="plans.save")
        self.banner = Banner("accent", name="plans.banner")
        self.banner.hide()
        self.empty = EmptyState(
            "file-text",
            _("还没有选择客户"),
            _("选择客户后编制当年的服务计划"),
            _("选择客户"),
            name="plans.empty",
        )
        self._trouble = ""
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        head = Plane("header", name="plans.head")
        head.setMinimumHeight(60)
        left = column(self.name, self.meta, spacing=1)
        line = row(spacing=8, margins=(24, 8, 20, 8), parent=head)
        line.addLayout(left, 1)
        for widget in (self.year, self.copy, self.preview, self.save):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.area = QScrollArea()
        self.area.setObjectName("plans.scroll")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = Narrow(self.cards.all)
        inside.setProperty("plane", "clear")
        self.area.setWidget(inside)
        page = QWidget()
        column(head, self.banner, self.area, spacing=0, parent=page).setStretch(2, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        column(self._stack, spacing=0, parent=self)

    def _connect(self) -> None:
        self.empty.pressed.connect(self.pick)
        self.year.chosen.connect(self._choose_year)
        self.copy.clicked.connect(self.model.copy_last_year)
        self.preview.clicked.connect(self._preview)
        self.save.clicked.connect(self.submit)
        self.banner.pressed.connect(self._banner_pressed)
        self.model.opened.connect(self._show)
        self.model.form.laid.connect(self.cards.show)
        self.model.edited.connect(self._edited)
        self.model.judged.connect(self._judged)
        self.model.kept.connect(self._kept)
        self.model.saved.connect(self._saved)
        self.model.troubled.connect(self._say_trouble)

    # -- Screen ---------------------------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        editing = self.model.editing
        return _("编制服务计划") if editing is None else _("服务计划：{name}").format(name=editing.customer_name)

    @override
    def breadcrumb(self) -> list[str]:
        editing = self.model.editing
        return [_("服务计划"), *([editing.customer_name] if editing is not None else [])]

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, PlanTarget):
            self._trouble = ""
            self.model.open(target.customer_id, target.year or plan_year(self._workspace.today()))
            self.year.set_value(str(self.model.year))

    @override
    def status_segments(self) -> list[str]:
        count = self.model.form.problem_count
        return [_("{count} 处待修改").format(count=count)] if count else []

    @override
    def trigger(self, action_id: str) -> bool:
        if action_id == "save" and self.model.editing is not None:
            self.submit()
        elif action_id == "print" and self.model.editing is not None:
            self._preview()
        elif action_id == "plan.edit":
            if self.model.editing is None:
                self.pick()
        elif action_id == "undo" and self._workspace.undoable == SAVE_TAG:
            self.model.keep_typed()
            self._tell(self._workspace.undo())
        else:
            return False
        return True

    @override
    def keep(self) -> None:
        for table in self.cards.tables.values():
            table.finish()
        self.model.flush()

    @override
    def panels(self) -> list[QWidget]:
        return [self.year, *(self.cards.tables[name] for name in ("team", "promises", "key_items", "prices"))]

    # -- deeds ----------------------------------------------------------------------------------------------------

    @Slot()
    def pick(self) -> None:
        """Choose a customer."""
        dialog = PickDialog(self, self._workspace, PaperKind.SERVICE_PLAN)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self._picked)
        dialog.open()

    def _picked(self, choices: tuple[PaperChoice, ...]) -> None:
        self.navigate.emit(self.screen_id, PlanTarget(choices[0].id))

    def _choose_year(self, year: str) -> None:
        self.navigate.emit(self.screen_id, PlanTarget(self.model.customer_id, int(year)))

    @Slot()
    def submit(self) -> None:
        """Save the next version, or go to what has to be mended first."""
        for table in self.cards.tables.values():
            table.finish()
        if self.model.save():
            self.save.set_busy(_("保存中"))
            return
        wrong = self.cards.first_problem()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(wrong, 40, 80)

    @Slot(int, str)
    def _saved(self, version: int, command_id: str) -> None:
        self.save.set_busy()
        words = _("已保存服务计划第 {version} 版").format(version=version)
        self._notices.say(words, partial(self._undo, command_id))
        self._describe()

    def _undo(self, command_id: str) -> None:
        self._tell(self.model.take_back(command_id))

    def _tell(self, job: Job) -> None:
        job.done.connect(lambda _kinds: self._notices.say(_("已撤销保存，内容留作草稿"), icon="corner-up-left"))
        job.refused.connect(self._not_undone)

    def _not_undone(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused, "service_plans"), tone="warn")

    @Slot()
    def _preview(self) -> None:
        self.model.flush()
        target = PaperTarget("service_plan", customer_ids=(self.model.customer_id,), year=self.model.year)
        self.navigate.emit("papers", target)

    @Slot()
    def _banner_pressed(self) -> None:
        self.model.drop_draft()

    # -- showing --------------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        editing = self.model.editing
        self._stack.setCurrentIndex(int(editing is not None))
        if editing is not None:
            self.name.setText(editing.customer_name)
            self.cards.show()
        self._describe()

    @Slot()
    def _edited(self) -> None:
        self.cards.show_total()
        self._describe()

    @Slot()
    def _judged(self) -> None:
        self.cards.show_problems()
        self.status_changed.emit()

    @Slot(object)
    def _kept(self, _moment: datetime) -> None:
        self._describe()

    @Slot(str)
    def _say_trouble(self, sentence: str) -> None:
        self._trouble = sentence
        if sentence:
            self.save.set_busy()
        if self.model.editing is None and sentence:
            self.empty.say("circle-alert", _("不能编制这份计划"), sentence, _("选择客户"), tone="bad")
        self._describe()

    def _describe(self) -> None:
        """Say which version it is, whether it is saved, and what stands in the way."""
        editing, locked = self.model.editing, self.model.locked
        if editing is None:
            self.status_changed.emit()
            return
        state = label(PlanState, self.model.form.state)
        version = _("第 {version} 版").format(version=editing.version) if editing.version else _("尚未保存")
        parts = [_("服务计划书（{year} 年度）").format(year=self.model.year), editing.number, version, state]
        if self.model.dirty:
            at = self.model.drafted_at
            kept = _("草稿已保存 {time}").format(time=f"{local(at):%H:%M:%S}") if at is not None else _("有改动未保存")
            parts.append(kept)
        self.meta.setText("　".join(part for part in parts if part))
        self.copy.setVisible(bool(editing.last_year) and not locked)
        self.save.setVisible(not locked)
        self._show_banner(locked)
        self.status_changed.emit()

    def _show_banner(self, locked: str) -> None:
        if self._trouble:
            self.banner.say("bad", self._trouble)
        elif locked:
            self.banner.say("warn", locked)
        elif self.model.newer:
            self.banner.say("warn", _("这份计划刚由他人更新；保存只写入改动过的部分。"), _("放弃草稿"))
        elif self.model.dirty and self.model.drafted_at is not None:
            self.banner.say("accent", _("改动已存为草稿，打印的仍是上次保存的内容。"), _("放弃草稿"))
        self.banner.setVisible(bool(self._trouble or locked or self.model.newer or self.model.drafted_at))
