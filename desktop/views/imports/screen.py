"""Takes customers in from a file, step by step, with a way back at every step."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.imports import ImportModel, Step
from desktop.views.imports.columns_page import ColumnsPage
from desktop.views.imports.file_page import FilePage
from desktop.views.imports.preview_page import PreviewPage
from desktop.views.imports.run_page import ResultPage, RunPage
from desktop.views.imports.steps import StepRail
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import CustomerListTarget
from desktop.views.theme import px
from desktop.views.widgets import Banner, Button, IconLabel, Label, Plane, column, row
from desktop.wording import _
from desktop.workspace import Workspace


class ImportScreen(Screen):
    """The import. `open(Path)` begins with a file, `open(None)` where the person left."""

    screen_id = "imports"

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imports")
        self._notices = notices
        self.model = ImportModel(workspace.imports, self)
        self.rail = StepRail([_("选择文件"), _("字段对应"), _("预览"), _("导入"), _("完成")])
        self.file_page = FilePage(self.model)
        self.columns_page = ColumnsPage(self.model)
        self.preview_page = PreviewPage(self.model)
        self.run_page = RunPage(self.model)
        self.result_page = ResultPage(self.model)
        self._stack = QStackedWidget()
        for page in (self.file_page, self.columns_page, self.preview_page, self.run_page, self.result_page):
            self._stack.addWidget(page)
        self._heading = Label("", "title")
        self._subtitle = Label("", tone="secondary", wrap=True)
        self.trouble = Banner("bad", name="import-trouble")
        self.trouble.hide()
        self.back_button = Button(_("上一步"), size="form", name="back")
        self.next_button = Button("", kind="primary", size="form", name="next")
        self._lay_out()
        self.back_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._next)
        self.model.changed.connect(self._refresh)
        self.model.troubled.connect(self._say_trouble)
        self.model.errors_written.connect(self._say_written)
        self._refresh()

    def _lay_out(self) -> None:
        side = Plane("side-left", name="import-steps")
        side.setFixedWidth(232)
        heading = row(IconLabel("file-spreadsheet", "accent", 20), Label(_("导入客户"), "subtitle"), None, spacing=10)
        heading.setContentsMargins(22, 22, 12, 22)
        self.rail.setMinimumHeight(self.rail.sizeHint().height())
        column(heading, self.rail, None, spacing=0, parent=side)
        body = QVBoxLayout()
        body.setContentsMargins(32, 24, 32, 0)
        body.setSpacing(4)
        body.addWidget(self._heading)
        body.addWidget(self._subtitle)
        body.addSpacing(14)
        body.addWidget(self.trouble)
        body.addWidget(self._stack, 1)
        foot = Plane("footer", name="import-foot")
        foot.setMinimumHeight(px(57))
        row(None, self.back_button, self.next_button, margins=(32, 12, 32, 12), parent=foot)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(body, 1)
        right.addWidget(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addLayout(right, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @override
    def title(self) -> str:
        return _("导入客户")

    @override
    def breadcrumb(self) -> list[str]:
        return [_("客户"), _("导入")]

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, Path) and self.model.step is not Step.RUN:
            self.model.open_file(target)
        elif target is None and self.model.step is Step.DONE:
            self.model.clear()

    @override
    def trigger(self, action_id: str) -> bool:
        return action_id == "import"

    @override
    def panels(self) -> list[QWidget]:
        return [self._stack, self.next_button]

    @override
    def layout_changed(self, width_class: str) -> None:
        low = width_class not in {"wide", "reference"}
        self.preview_page.kpi.set_low(low)

    def _refresh(self) -> None:
        step = self.model.step
        if self._stack.currentIndex() != int(step):
            self._stack.setCurrentIndex(int(step))
            self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rail.show_step(
            int(step), [self.file_page.detail(), self.columns_page.detail(), self.preview_page.detail(), "", ""]
        )
        titles = {
            Step.FILE: (_("选择要导入的表格"), _("来自出账、客户管理等系统的导出表，列名不必修改。")),
            Step.COLUMNS: (_("把列对应到客户档案"), _("认识的列已经对应好。金额列必须说明单位。")),
            Step.PREVIEW: (_("导入前看一遍"), _("现在还没有写入任何内容。")),
            Step.RUN: (_("正在导入"), ""),
            Step.DONE: (_("导入结果"), self.model.result.file if self.model.result else ""),
        }
        heading, subtitle = titles[step]
        self._heading.setText(heading)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._refresh_buttons(step)

    def _refresh_buttons(self, step: Step) -> None:
        model = self.model
        words = {
            Step.FILE: _("下一步"),
            Step.COLUMNS: _("预览"),
            Step.PREVIEW: _("开始导入"),
            Step.DONE: _("查看客户"),
        }
        ready = {
            Step.FILE: model.head is not None and bool(model.mapping.columns) and not model.busy,
            Step.COLUMNS: bool(model.mapping.columns) and not model.problems,
            Step.PREVIEW: model.survey is not None and self._has_work() and not model.busy,
            Step.DONE: not model.busy,
        }
        self.next_button.setVisible(step is not Step.RUN)
        self.next_button.setText(words.get(step, ""))
        self.next_button.setEnabled(ready.get(step, False))
        self.back_button.setVisible(step in {Step.COLUMNS, Step.PREVIEW, Step.DONE})
        self.back_button.setText(_("再导入一个") if step is Step.DONE else _("上一步"))

    def _has_work(self) -> bool:
        survey = self.model.survey
        return survey is not None and survey.totals.created + survey.totals.updated > 0

    def _next(self) -> None:
        step = self.model.step
        if step is Step.PREVIEW:
            self.model.run()
        elif step is Step.DONE:
            self.navigate.emit("customers", CustomerListTarget("mine"))
        else:
            self.model.go(Step(step + 1))

    def _back(self) -> None:
        if self.model.step is Step.DONE:
            self.model.clear()
        else:
            self.model.go(Step(self.model.step - 1))

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.setVisible(bool(sentence))
        if sentence:
            self.trouble.say("bad", sentence)

    def _say_written(self, path: str) -> None:
        self._notices.say(_("错误行已保存到 {path}").format(path=path))
