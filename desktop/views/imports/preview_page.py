"""Third step: what would become of the rows, and a decision about each likely duplicate."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.import_rows import CHOICE_WORDS, duplicate_columns, error_columns, planned_model, preview_columns
from desktop.models.imports import ImportModel
from desktop.models.rows import RowsModel
from desktop.views.imports.run_page import only_shows
from desktop.views.widgets import Button, EmptyState, KpiCell, KpiStrip, Label, RowsView, Segmented, row
from desktop.wording import _
from domain.queries.imports import SurveyRow
from domain.values.imports import TwinChoice

FIRST, TWINS, ERRORS = "first", "twins", "errors"


class PreviewPage(QWidget):
    """Counts above, below three lists: first rows, likely duplicates, errors."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: SurveyRow | None = None
        self._twins: RowsModel | None = None
        names = (_("新建"), _("更新"), _("无变化"), _("疑似重复"), _("有误"))
        self.cells = [KpiCell(name, name=f"count-{place}") for place, name in enumerate(names)]
        self.kpi = KpiStrip(self.cells, name="counts")
        self.lists = Segmented([(FIRST, _("前 50 行")), (TWINS, _("疑似重复")), (ERRORS, _("有误"))], name="lists")
        self.lists.set_value(FIRST)
        self.lists.chosen.connect(self._choose_list)
        self._bulk = self._make_bulk()
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._wait = EmptyState("hourglass", _("正在读取整个文件"), _("读完后显示每一行的去向"), name="reading")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.kpi)
        box.addLayout(row(self.lists, None, *self._bulk))
        box.addWidget(self._stack, 1)
        for place, code in ((0, FIRST), (3, TWINS), (4, ERRORS)):
            self.cells[place].pressed.connect(lambda code=code: self._choose_list(code))
        only_shows(self.cells[1])
        only_shows(self.cells[2])
        model.changed.connect(self.refresh)
        model.progressed.connect(self._progress)

    def refresh(self) -> None:
        """Show the survey as it stands."""
        survey = self._model.survey
        if survey is None:
            if self._shown is not None or self._stack.count() == 0:
                self._fill([self._wait])
                self._shown = None
            return
        if survey is self._shown:
            return
        self._shown = survey
        totals = survey.totals
        counts = (totals.created, totals.updated, totals.unchanged, totals.duplicates, totals.errors)
        tones = ("text.tertiary", "text.tertiary", "text.tertiary", "warn", "bad")
        notes = (_("将写入本机并排队同步"), _("只改有变化的字段"), "", _("默认跳过"), _("可下载后修改再导入"))
        for cell, count, note, tone in zip(self.cells, counts, notes, tones, strict=True):
            cell.show_value(f"{count:,}", _("行"), note if count else "", tone)
        self._build(survey)

    def detail(self) -> str:
        """Say in the rail how many rows there are."""
        survey = self._model.survey
        return _("共 {count} 行").format(count=f"{survey.totals.read:,}") if survey else ""

    def _build(self, survey: SurveyRow) -> None:
        current = self.lists.value
        self._twins = planned_model(survey.duplicates, duplicate_columns(self._model.choices), self)
        self._twins.ticks_changed.connect(self._show_bulk)
        first = planned_model(survey.first, preview_columns(self._model.mapping, self._model.targets), self)
        errors = planned_model(survey.errors, error_columns(), self)
        self._fill(
            [
                self._view(first, "first-rows"),
                self._view(self._twins, "twin-rows")
                if survey.duplicates
                else EmptyState("circle-check", _("没有疑似重复"), tone="ok"),
                self._view(errors, "error-rows")
                if survey.errors
                else EmptyState("circle-check", _("没有错误"), tone="ok"),
            ]
        )
        self._choose_list(current)

    def _view(self, model: RowsModel, name: str) -> QWidget:
        view = RowsView(model)
        view.setObjectName(name)
        return view

    def _fill(self, widgets: list[QWidget]) -> None:
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            if old is not self._wait:
                old.deleteLater()
        for widget in widgets:
            self._stack.addWidget(widget)

    def _choose_list(self, code: str) -> None:
        self.lists.set_value(code)
        if self._stack.count() > 1:
            self._stack.setCurrentIndex((FIRST, TWINS, ERRORS).index(code))
        self._show_bulk()

    def _make_bulk(self) -> list[QWidget]:
        self._chosen = Label("", "meta", "accent", name="chosen")
        buttons: list[QWidget] = [self._chosen]
        for choice, words in CHOICE_WORDS.items():
            button = Button(_(words), size="small", name=f"twins-{choice}")
            button.clicked.connect(lambda _checked=False, choice=choice: self._decide(choice))
            buttons.append(button)
        return buttons

    def _show_bulk(self) -> None:
        chosen = self._twins.ticks.ids if self._twins is not None else frozenset()
        shown = self.lists.value == TWINS and bool(self._shown and self._shown.duplicates)
        for widget in self._bulk:
            widget.setVisible(shown)
            widget.setEnabled(bool(chosen))
        words = _("已选 {count} 行").format(count=len(chosen)) if chosen else _("勾选后决定如何处理")
        self._chosen.say(words, "accent" if chosen else "tertiary")

    def _decide(self, choice: TwinChoice) -> None:
        if self._twins is not None:
            lines = [int(line) for line in self._twins.ticks.ids]
            self._shown = None
            self._model.choose_twins(lines, choice)

    def _progress(self, done: int, total: int) -> None:
        self._wait.say(
            "hourglass", _("正在读取整个文件"), _("{done} / {total} 行").format(done=f"{done:,}", total=f"{total:,}")
        )
