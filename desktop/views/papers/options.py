"""The left panel: which paper, for whom, on which printer, with which parts, and what the checks say."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QProgressBar, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop.models.papers import PapersModel, checks, choice_words
from desktop.views.papers.printing import printer_names
from desktop.views.theme import px, theme
from desktop.views.widgets import (
    Button,
    ComboBox,
    ElidedLabel,
    FormLayout,
    IconButton,
    IconLabel,
    Label,
    Plane,
    clear,
    column,
    row,
)
from desktop.wording import _, language
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.values.papers import AMOUNT_PARTS, PaperKind, PlanPart

WIDE: Final = {"zh": 292, "en": 344}
ROOM: Final = 8
MOST_COPIES: Final = 99
ALL, CURRENT = "all", "current"
ICONS: Final = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-x", "offline": "info"}


class TargetRow(QWidget):
    """The record shown, arrows where there are several. Signals: `moved(int)` a step, `asked()` to choose others."""

    moved = Signal(int)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel("", "strong", name="papers.target")
        self.place = Label("", "meta", "tertiary", name="papers.target.place")
        self.before = IconButton("chevron-left", _("上一份"), size=26, kind="boxed", name="papers.target.before")
        self.after = IconButton("chevron-right", _("下一份"), size=26, kind="boxed", name="papers.target.after")
        self.change = Button(_("选择"), size="small", name="papers.target.change")
        first = row(spacing=6)
        first.addWidget(self.name, 1)
        first.addWidget(self.change)
        self.steps = QWidget()
        row(self.before, self.place, self.after, None, spacing=6, parent=self.steps)
        column(first, self.steps, spacing=6, parent=self)
        self.before.clicked.connect(partial(self.moved.emit, -1))
        self.after.clicked.connect(partial(self.moved.emit, 1))
        self.change.clicked.connect(self.asked)

    def show_targets(self, model: PapersModel) -> None:
        """Show which of how many records it is."""
        count = len(model.targets)
        self.name.setText(choice_words(model.target) if model.target is not None else _("未选择"))
        self.place.setText(f"{model.place + 1} / {count}")
        self.steps.setVisible(count > 1)
        self.before.setEnabled(model.place > 0)
        self.after.setEnabled(model.place + 1 < count)
        self.change.setText(_("更换") if count else _("选择"))


class OptionsPanel(Plane):
    """Everything that is chosen before printing. Signals: `pick_asked()`, `save_asked()`, `print_asked()`."""

    pick_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, workspace: Workspace, model: PapersModel) -> None:
        super().__init__("side-left", name="papers.options")
        self._workspace = workspace
        self._model = model
        self.heading = Label("", "section")
        kinds = [(kind.value, label(PaperKind, kind)) for kind in PaperKind]
        self.kind = ComboBox(kinds, name="papers.kind", size="tool")
        self.target = TargetRow()
        this = workspace.today().year
        years = [(str(year), _("{year} 年").format(year=year)) for year in (this - 1, this, this + 1)]
        self.year = ComboBox(years, str(model.chosen.year), name="papers.year", size="tool")
        names = printer_names()
        usual = str(workspace.settings.get("printer").get("name", ""))
        self.printer = ComboBox([(name, name) for name in names], usual, name="papers.printer", size="tool")
        self.pages = ComboBox([], name="papers.pages", size="tool")
        self.copies = QSpinBox()
        self.copies.setObjectName("papers.copies")
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setProperty("measure", "tool")
        self.copies.lineEdit().setTextMargins(8, 0, 8, 0)
        for choice in (self.kind, self.year, self.printer, self.pages):
            choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(6)
        self.duplex = QCheckBox(_("双面"))
        self.duplex.setObjectName("papers.duplex")
        self.monochrome = QCheckBox(_("黑白打印"))
        self.monochrome.setObjectName("papers.monochrome")
        self.reveal = QCheckBox(_("显示联系号码"))
        self.reveal.setObjectName("papers.reveal")
        self.reveal.setEnabled(workspace.may(Permission.CONTACT_REVEAL).ok)
        self.parts = {part: QCheckBox(label(PlanPart, part)) for part in PlanPart}
        self.part_pages = {part: Label("", "meta", "tertiary") for part in PlanPart}
        self.save = Button(_("导出 PDF"), icon="file-down", size="form", name="papers.save")
        self.print = Button(_("打印"), icon="printer", kind="primary", size="form", name="papers.print")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.cancel = Button(_("停止"), size="small", name="papers.stop")
        self._checks = QVBoxLayout()
        self._lay_out(bool(names))
        self._connect()
        self.show_busy(0, 0)

    def _lay_out(self, printers: bool) -> None:  # noqa: FBT001 -- whether the machine has any
        form = FormLayout(label_width=64, spacing=8)
        form.add_row("kind", _("文书"), self.kind)
        form.add_row("target", _("对象"), self.target)
        self._year_row = form.add_row("year", _("年度"), self.year)
        self._printer_row = form.add_row("printer", _("打印机"), self.printer)
        copies = QWidget()
        row(self.copies, 4, self.duplex, None, parent=copies)
        form.add_row("copies", _("份数"), copies)
        form.add_row("pages", _("页码范围"), self.pages)
        ways = QWidget()
        column(self.monochrome, self.reveal, spacing=8, margins=(0, 5, 0, 0), parent=ways)
        form.add_row("way", _("方式"), ways)
        if not printers:
            self.printer.addItem(_("没有打印机"))
            self.printer.setEnabled(False)
        self._part_box = QWidget()
        lines = [self._part_line(part) for part in PlanPart]
        column(Label(_("包含内容"), "section"), 2, *lines, spacing=7, margins=(0, 14, 0, 0), parent=self._part_box)
        self._checks.setSpacing(7)
        self._inside = inside = Plane("side-body")
        column(
            self.heading,
            4,
            form,
            self._part_box,
            14,
            Label(_("打印前检查"), "section"),
            2,
            self._checks,
            None,
            spacing=6,
            margins=(20, 18, 12, 16),
            parent=inside,
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        foot = Plane("footer")
        self._busy = QWidget()
        self._busy_words = Label("", "meta", "secondary", name="papers.progress")
        column(row(self._busy_words, None, self.cancel), self.progress, spacing=4, parent=self._busy)
        column(self._busy, row(self.save, None, self.print), spacing=10, margins=(20, 12, 20, 12), parent=foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        box.addWidget(foot)
        theme().changed.connect(self._resize)
        self._resize()

    def _part_line(self, part: PlanPart) -> QWidget:
        tick = self.parts[part]
        tick.setObjectName(f"papers.part.{part.value}")
        tick.setChecked(part in self._model.chosen.parts)
        line = QWidget()
        row(tick, None, self.part_pages[part], parent=line)
        return line

    def _connect(self) -> None:
        self.kind.chosen.connect(self._choose_kind)
        self.target.moved.connect(self._step)
        self.target.asked.connect(self.pick_asked)
        self.year.chosen.connect(lambda year: self._model.choose(year=int(year)))
        self.monochrome.toggled.connect(lambda on: self._model.choose(monochrome=on))
        self.reveal.toggled.connect(lambda on: self._model.choose(reveal=on))
        for tick in self.parts.values():
            tick.toggled.connect(self._choose_parts)
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        self._model.targets_changed.connect(self.refresh)
        self._model.file_changed.connect(self.refresh)
        self.refresh()

    @Slot(str)
    def _choose_kind(self, value: str) -> None:
        if value != self._model.chosen.kind.value:
            self._model.open(PaperKind(value), ())

    @Slot(int)
    def _step(self, by: int) -> None:
        self._model.go(self._model.place + by)

    @Slot()
    def _choose_parts(self) -> None:
        self._model.choose(parts=frozenset(part for part, tick in self.parts.items() if tick.isChecked()))

    @Slot()
    def refresh(self) -> None:
        """Show the present choice, the pages of its parts and what the checks say."""
        model = self._model
        plan = model.chosen.kind is PaperKind.SERVICE_PLAN
        self.heading.setText(_("打印 · {paper}").format(paper=label(PaperKind, model.chosen.kind)))
        self.kind.set_value(model.chosen.kind.value)
        self.target.show_targets(model)
        self._year_row.setVisible(plan)
        self._part_box.setVisible(plan)
        self.reveal.setVisible(not plan)
        file = model.file
        for part, words in self.part_pages.items():
            if part in model.chosen.parts and file is not None and part in file.places:
                words.setText(_("第 {page} 页").format(page=file.places[part] + 1))
            else:
                words.setText(_("含金额") if part in AMOUNT_PARTS else "")
        count = file.pages if file is not None else 0
        self.pages.set_options([(ALL, _("全部 {count} 页").format(count=count)), (CURRENT, _("当前页"))])
        self._show_checks()
        self._show_deeds()

    def _show_checks(self) -> None:
        clear(self._checks)
        if self._model.file is None:
            self._checks.addWidget(Label(_("选好对象后检查"), "meta", "tertiary"))
            return
        for check in checks(self._model.file):
            words = Label(check.words, "meta", check.tone if check.tone != "ok" else "secondary", wrap=True)
            line = row(column(1, IconLabel(ICONS[check.tone], check.tone, 14), None, spacing=0), spacing=8)
            line.addWidget(words, 1)
            self._checks.addLayout(line)

    def _show_deeds(self) -> None:
        ready = self._model.file is not None and self._model.file.pages > 0 and self._busy.isHidden()
        verdict = self._workspace.may(Permission.PAPER_PRINT)
        self.save.setEnabled(ready and verdict.ok)
        self.print.setEnabled(ready and verdict.ok and self.printer.isEnabled())
        self.print.setToolTip("" if self.printer.isEnabled() else _("没有找到打印机，可导出 PDF"))
        many = len(self._model.targets) > 1
        self.save.set_words(_("导出 {count} 份 PDF").format(count=len(self._model.targets)) if many else _("导出 PDF"))

    def show_busy(self, done: int, total: int, words: str = "") -> None:
        """Show how far a print or a batch is; a total of 0 ends it."""
        self._busy.setVisible(total > 0)
        if total:
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self._busy_words.setText(words)
        self._show_deeds()

    def _resize(self) -> None:
        wide = px(WIDE[language()])
        self.setFixedWidth(wide)
        self._inside.setFixedWidth(wide - ROOM)
        self.copies.setFixedWidth(px(72))
