"""What administrators look after: thresholds with their dates, and the service rules in force."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.rows import RowsModel
from desktop.models.settings import amount_words, first_day, parameter_words, parameters_model, rules_model
from desktop.views.notices import Notices
from desktop.views.unlock.parts import Known
from desktop.views.widgets import DateEdit, Dialog, EmptyState, FormLayout, Label, LineEdit, RowsView, row
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.workspace import Workspace
from domain.commands import SetParameter
from domain.errors import Refused
from domain.queries.service_rules import ParameterLine
from domain.rules.service_rules import parameter_problems


class ParameterDialog(Dialog):
    """Gives a threshold a new value from a day on. Signal `saved()`."""

    saved = Signal()

    def __init__(self, parent: QWidget, workspace: Workspace, line: ParameterLine) -> None:
        super().__init__(parent, parameter_words(line.id), _("设定"), name="settings.parameter")
        self._workspace = workspace
        self._line = line
        now = _("现值 {value}，默认值 {default}").format(
            value=amount_words(line.value, line.unit), default=amount_words(line.default, line.unit)
        )
        self.body.addWidget(Label(now, tone="secondary"))
        self.value = LineEdit(line.value, name="settings.parameter.value")
        self.day: DateEdit = DateEdit(first_day(workspace.today(), line), name="settings.parameter.from")
        self.form = FormLayout(label_width=76)
        self.form.add_row("value", _("新值"), self.value, required=True)
        self.form.add_row("valid_from", _("生效日期"), self.day, required=True)
        self.body.addLayout(self.form)
        self.body.addWidget(Label(_("生效前的旧值保留，已有的计算按当日数值。"), "meta", "tertiary", wrap=True))
        self.value.selectAll()

    def command(self) -> SetParameter:
        """Give what was typed as a command."""
        starts: date = self.day.value
        return SetParameter(
            **self._workspace.stamp(),
            parameter_id=self._workspace.new_id(),
            code=self._line.id,
            value=self.value.text().strip(),
            valid_from=starts,
        )

    def submit(self) -> None:
        """Check and set the value."""
        command = self.command()
        problems = parameter_problems(command)
        self.form.show_errors({found.field: explain_problem(found) for found in problems}, focus=True)
        if problems:
            return
        self.accept_button.set_busy(_("正在保存"))
        job = self._workspace.run(command)
        job.done.connect(self._done)
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    @Slot(object)
    def _done(self, _kinds: object) -> None:
        self.accept_button.set_busy("")
        self.saved.emit()
        self.accept()

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        self.accept_button.set_busy("")
        self.say_error(explain_refused(refused, "parameters"))

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self.accept_button.set_busy("")
        self.say_error(explain(trouble.code, trouble.facts))


class ListPage(QWidget):
    """A searched list as a page of settings."""

    page_id = ""
    icon = "list"

    def __init__(self, title: str, detail: str, model: RowsModel) -> None:
        super().__init__()
        self.title = title
        self.setObjectName(f"settings.{self.page_id}")
        self.model = model
        model.setParent(self)
        self.search = LineEdit(hint=_("搜索"), lead="search", size="tool", name=f"settings.{self.page_id}.search")
        self.search.setFixedWidth(240)
        self.table = RowsView(model, height=34)
        self.table.setObjectName(f"settings.{self.page_id}.table")
        self.empty = EmptyState("search-x", _("没有符合的记录"))
        self.empty.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, "title"))
        words.addWidget(Label(detail, "meta", "tertiary"))
        head = row(spacing=16, margins=(32, 16, 24, 10))
        head.addLayout(words, 1)
        head.addWidget(self.search)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(26, 0, 24, 16)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.empty, 1)
        box.addLayout(inner, 1)
        self.search.textEdited.connect(self._narrow)
        model.loaded.connect(self._loaded)

    @property
    def words(self) -> str:
        """What the search of the settings looks in."""
        return self.title

    def refresh(self) -> None:
        """Read the list again."""
        self.model.show(narrowing=self.search.text())

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self.model.show(narrowing=words)

    @Slot(int)
    def _loaded(self, count: int) -> None:
        self.table.setVisible(count > 0)
        self.empty.setVisible(count == 0)


class ParametersPage(ListPage):
    """Every threshold; Enter or a double click sets one."""

    page_id = "parameters"
    icon = "list-checks"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        detail = _("双击或回车设定新值和生效日期，设定后随同步下发到各台电脑")
        super().__init__(_("参数"), detail, parameters_model(workspace))
        self._workspace = workspace
        self._notices = notices
        self.table.opened.connect(self.open_parameter)

    @Slot(str)
    def open_parameter(self, code: str) -> None:
        """Ask for a new value of a threshold."""
        line = self.model.row_at(self.model.row_of(code))
        if isinstance(line, ParameterLine):
            dialog = ParameterDialog(self, self._workspace, line)
            dialog.saved.connect(self._saved)
            dialog.open()

    @Slot()
    def _saved(self) -> None:
        self._notices.say(_("参数已设定"))
        self.refresh()


class RulesPage(ListPage):
    """The service rules in force, to be read."""

    page_id = "rules"
    icon = "route"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("服务规则"), _("服务计划书按这些规则排出全年安排"), rules_model(workspace))
