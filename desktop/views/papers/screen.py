"""The papers screen: options at the left, the pages themselves at the right."""

from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.papers import PapersModel, choice_words
from desktop.views.notices import Notices
from desktop.views.papers.deeds import PaperDeeds
from desktop.views.papers.options import CURRENT, OptionsPanel
from desktop.views.papers.paper_view import PaperView
from desktop.views.papers.pick_dialog import PickDialog
from desktop.views.papers.printing import printer_named
from desktop.views.papers.thumbnails import Thumbnails
from desktop.views.screen import Screen
from desktop.views.targets import PaperTarget, PlanTarget
from desktop.views.widgets import (
    Button,
    EmptyState,
    HairLine,
    IconButton,
    Label,
    Plane,
    ProgressLine,
    Segmented,
    row,
)
from desktop.wording import _
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.values.papers import PaperKind

LATER_MS: Final = 300
KINDS: Final = frozenset({"customers", "contacts", "visit_logs", "tasks", "service_plans", "service_rules"})


class PapersScreen(Screen):
    """Print preview. `open(PaperTarget)` shows papers of customers or visits."""

    screen_id = "papers"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self._workspace = workspace
        self.model = PapersModel(workspace, self)
        self.deeds = PaperDeeds(workspace, notices, self.model, self)
        self.options = OptionsPanel(workspace, self.model)
        self.view = PaperView(workspace)
        self.thumbnails = Thumbnails(workspace)
        self.before = IconButton("chevron-left", _("上一页"), size=26, kind="boxed", name="papers.page.before")
        self.after = IconButton("chevron-right", _("下一页"), size=26, kind="boxed", name="papers.page.after")
        self.pages = Label("", name="papers.page")
        self.out = IconButton("zoom-out", _("缩小"), size=28, name="papers.zoom.out")
        self.into = IconButton("zoom-in", _("放大"), size=28, name="papers.zoom.in")
        self.percent = Button("100%", kind="ghost", size="small", name="papers.zoom.fit")
        self.percent.setToolTip(_("适合宽度"))
        self.across = Segmented([("1", _("单页")), ("2", _("双页"))], "2", height=26, name="papers.across")
        self.edit = Button(_("编辑计划"), icon="pencil-line", size="small", name="papers.plan.edit")
        self.progress = ProgressLine()
        self.empty = EmptyState("file-text", "", name="papers.empty")
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_file()

    def _lay_out(self) -> None:
        bar = Plane("header")
        bar.setFixedHeight(46)
        row(
            self.before,
            self.pages,
            self.after,
            None,
            self.out,
            self.percent,
            self.into,
            4,
            self.across,
            4,
            self.edit,
            spacing=6,
            margins=(16, 8, 16, 8),
            parent=bar,
        )
        preview = QWidget()
        across = row(self.thumbnails, HairLine(vertical=True), spacing=0, parent=preview)
        across.addWidget(self.view, 1)
        self._stack.addWidget(preview)
        self._stack.addWidget(self.empty)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(bar)
        right.addWidget(self.progress)
        right.addWidget(self._stack, 1)
        line = row(self.options, spacing=0, parent=self)
        line.addLayout(right, 1)

    def _connect(self) -> None:
        self.options.pick_asked.connect(self.pick)
        self.options.save_asked.connect(self.save)
        self.options.print_asked.connect(self.print)
        self.options.cancel.clicked.connect(self.deeds.stop)
        self.deeds.moved.connect(self.options.show_busy)
        self.empty.pressed.connect(self.pick)
        self.model.file_changed.connect(self._show_file)
        self.model.targets_changed.connect(self.status_changed)
        self.model.busy_changed.connect(lambda: self.progress.set_busy(self.model.busy))
        self.view.zoomed.connect(lambda percent: self.percent.set_words(f"{percent}%"))
        self.view.page_changed.connect(self._show_page)
        self.thumbnails.chosen.connect(self.view.go)
        self.before.clicked.connect(lambda: self.view.go(self.view.page - self.view.across))
        self.after.clicked.connect(lambda: self.view.go(self.view.page + self.view.across))
        self.out.clicked.connect(self.view.zoom_out)
        self.into.clicked.connect(self.view.zoom_in)
        self.percent.clicked.connect(self.view.fit)
        self.across.chosen.connect(self._choose_across)
        self.edit.clicked.connect(self._edit_plan)
        self.model.targets_changed.connect(self._show_edit)
        self._later.timeout.connect(self.model.remake)
        self._workspace.changed.connect(self._changed)

    # -- Screen ---------------------------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return _("打印预览：{paper}").format(paper=label(PaperKind, self.model.chosen.kind))

    @override
    def breadcrumb(self) -> list[str]:
        parts = [_("文书")]
        if self.model.target is not None:
            parts.append(choice_words(self.model.target))
        return [*parts, label(PaperKind, self.model.chosen.kind)]

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, PaperTarget):
            kind = PaperKind(target.paper)
            if target.year:
                self.model.chosen = msgspec.structs.replace(self.model.chosen, year=target.year)
                self.options.year.set_value(str(target.year))
            self.model.open(kind, target.visit_ids if kind is PaperKind.VISIT_RECORD else target.customer_ids)

    @override
    def status_segments(self) -> list[str]:
        file = self.model.file
        if file is None or self.model.target is None:
            return [_("打印与导出会记入变更记录")]
        words = _("{name}，{number}，第 {version} 版").format(
            name=self.model.target.name, number=file.number, version=file.version
        )
        return [words, _("A4 纵向"), _("打印与导出会记入变更记录")]

    @override
    def trigger(self, action_id: str) -> bool:
        if action_id == "print" and self.options.print.isEnabled():
            self.print()
        elif action_id == "plan.edit" and self._edits:
            self._edit_plan()
        elif action_id in {"plan.print", "new"} or (action_id == "print" and self.model.file is None):
            self.pick()
        else:
            return action_id == "print"
        return True

    @override
    def panels(self) -> list[QWidget]:
        return [self.options, self.view]

    @override
    def layout_changed(self, width_class: str) -> None:
        narrow = width_class in {"narrow", "small"}
        self.thumbnails.setVisible(not narrow)
        if narrow:
            self.across.set_value("1")
            self.view.set_across(1)

    # -- showing --------------------------------------------------------------------------------------------------

    @Slot()
    def _show_file(self) -> None:
        file, trouble = self.model.file, self.model.trouble
        shown = file is not None and file.pages > 0
        if shown:
            self.view.show_file(file)
            self.thumbnails.show_file(file)
        elif trouble:
            self.empty.say("circle-alert", _("不能生成这份文书"), trouble, _("选择其他对象"), tone="bad")
        elif self.model.chosen.kind is PaperKind.VISIT_RECORD:
            self.empty.say("file-text", _("还没有选择走访"), _("走访记录表按已登记的走访日志生成"), _("选择走访"))
        else:
            self.empty.say(
                "file-text", _("还没有选择客户"), _("可以一次选择多个客户，逐份预览、一起导出"), _("选择客户")
            )
        self._stack.setCurrentIndex(0 if shown else 1)
        for widget in (self.before, self.after, self.out, self.into, self.percent, self.across):
            widget.setEnabled(shown)
        self._show_edit()
        self._show_page()
        self.status_changed.emit()

    @Slot()
    def _show_page(self) -> None:
        count = self.view.pages if self.model.file is not None else 0
        first = self.view.page - self.view.page % self.view.across
        last = min(first + self.view.across, count)
        if not count:
            self.pages.setText("")
        elif last - first > 1:
            words = _("第 {first}–{last} 页，共 {count} 页")
            self.pages.setText(words.format(first=first + 1, last=last, count=count))
        else:
            self.pages.setText(_("第 {page} 页，共 {count} 页").format(page=first + 1, count=count))
        self.before.setEnabled(first > 0)
        self.after.setEnabled(last < count)
        self.thumbnails.mark(first, self.view.across)

    @property
    def _edits(self) -> bool:
        """Whether a plan is shown that the person may write."""
        plan = self.model.chosen.kind is PaperKind.SERVICE_PLAN and self.model.target is not None
        return plan and self._workspace.may(Permission.PLAN_WRITE).ok

    @Slot()
    def _show_edit(self) -> None:
        self.edit.setVisible(self._edits)

    @Slot()
    def _edit_plan(self) -> None:
        """Open the editor of the plan shown."""
        if self.model.target is not None:
            self.navigate.emit("plans", PlanTarget(self.model.target.id, self.model.chosen.year))

    @Slot(str)
    def _choose_across(self, value: str) -> None:
        self.view.set_across(int(value))
        self.view.fit()
        self._show_page()

    @Slot(object)
    def _changed(self, kinds: frozenset[str]) -> None:
        if self.isVisible() and kinds & KINDS and not self.deeds.busy:
            self._later.start()

    @Slot()
    def pick(self) -> None:
        """Choose customers or visits."""
        dialog = PickDialog(self, self._workspace, self.model.chosen.kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(self.model.set_targets)
        dialog.open()

    @Slot()
    def save(self) -> None:
        """Save the paper shown, or those of every chosen record into a folder."""
        if len(self.model.targets) > 1:
            folder = QFileDialog.getExistingDirectory(self, _("导出到文件夹"), str(self.deeds.folder()))
            if folder:
                self.deeds.save_all(Path(folder))
        elif self.model.file is not None:
            start = str(self.deeds.folder() / self.model.file.file_name)
            name, _filter = QFileDialog.getSaveFileName(self, _("导出 PDF"), start, _("PDF 文件 (*.pdf)"))
            if name:
                self.deeds.save_to(Path(name))

    @Slot()
    def print(self) -> None:
        """Send the pages of the paper shown to the chosen printer."""
        file, options = self.model.file, self.options
        if file is not None:
            printer = printer_named(
                options.printer.value,
                options.copies.value(),
                duplex=options.duplex.isChecked(),
                monochrome=options.monochrome.isChecked(),
            )
            self.deeds.print(printer, [self.view.page] if options.pages.value == CURRENT else list(range(file.pages)))
