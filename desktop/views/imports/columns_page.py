"""Second step: every column of the file beside the field it goes into, and the unit of money."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.models.imports import ImportModel
from desktop.views.theme import px, theme
from desktop.views.widgets import (
    Banner,
    ComboBox,
    ElidedLabel,
    HairLine,
    IconLabel,
    Label,
    Plane,
    column,
    restyle,
    row,
)
from desktop.wording import _
from desktop.wording.imports import UNITS, cell_words, target_label
from domain.queries.imports import ColumnChoice, ColumnRow
from domain.values.imports import TargetKind
from domain.values.money import MoneyUnit


class ColumnLine(QWidget):
    """One column of the file."""

    def __init__(self, found: ColumnRow, targets: QStandardItemModel, page: "ColumnsPage") -> None:
        super().__init__(page)
        self.index = found.index
        self._page = page
        self.heading = ElidedLabel(found.heading or _("（无表头）"), "strong" if found.heading else "body")
        self.heading.setFixedWidth(px(190))
        sample = ElidedLabel(_("、").join(text for text in found.samples if text) or "—", "meta", "tertiary")
        sample.setMinimumWidth(px(120))
        self.target = ComboBox(size="tool", name=f"target-{found.index}")
        self.target.setModel(targets)
        self.target.setFixedWidth(px(220))
        self.target.setMaxVisibleItems(18)
        self.unit = ComboBox(size="tool", name=f"unit-{found.index}")
        self.unit.set_options([("", _("选择单位")), *((str(unit), _(word)) for unit, word in UNITS.items())])
        self.unit.setFixedWidth(px(112))
        self.mark = IconLabel("circle-check", "ok", 16)
        line = row(
            self.heading, sample, self.target, self.unit, self.mark, spacing=16, margins=(4, 5, 4, 5), parent=self
        )
        line.setStretch(1, 1)
        self.target.chosen.connect(self._target_chosen)
        self.unit.chosen.connect(self._unit_chosen)

    def show_choice(self, choice: ColumnChoice, *, money: bool, trouble: str) -> None:
        """Show what was chosen, and what is wrong with it."""
        self.target.set_value(choice.target)
        self.unit.setEnabled(money)
        self.unit.set_value(str(choice.unit or ""))
        policy = self.unit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.unit.setSizePolicy(policy)
        self.unit.setVisible(money)
        restyle(self.unit, "invalid", "true" if trouble and money else "false")
        icon, tone = ("circle-check", "ok") if choice.target else ("minus", "text.disabled")
        self.mark.set_icon("circle-alert" if trouble else icon, "bad" if trouble else tone)
        self.mark.setToolTip(trouble)
        self.heading.set_tone("primary" if choice.target else "tertiary")

    def _target_chosen(self, target: str) -> None:
        self._page.model.choose_target(self.index, target)

    def _unit_chosen(self, unit: str) -> None:
        self._page.model.choose_unit(self.index, MoneyUnit(unit) if unit else None)


class ColumnsPage(QWidget):
    """A line for every column; a sentence above says what is still missing."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._lines: list[ColumnLine] = []
        self._shown: object = None
        self.banner = Banner("warn", name="mapping-banner")
        self.banner.pressed.connect(model.take_named_units)
        self._body = Plane("clear")
        self._box = column(None, spacing=0, parent=self._body)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body)
        titles = QWidget()
        grid = row(spacing=16, margins=(4, 0, 14, 0), parent=titles)
        for words, width in (
            (_("表里的列"), 190),
            (_("示例"), 0),
            (_("对应字段"), 220),
            (_("金额单位"), 112),
            ("", 16),
        ):
            label = Label(words, "meta", "tertiary")
            if width:
                label.setFixedWidth(px(width))
            grid.addWidget(label, 0 if width else 1)
        column(self.banner, 10, titles, 6, HairLine(), self._area, spacing=0, parent=self)
        model.changed.connect(self.refresh)
        theme().changed.connect(self._build_anew)

    def _build_anew(self) -> None:
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show the mapping as it stands."""
        head, mapping = self.model.head, self.model.mapping
        if head is None or not mapping.columns:
            return
        if self._shown is not head:
            self._shown = head
            self._rebuild()
        problems = self.model.problems
        kinds = {target.key: target.kind for target in self.model.targets}
        troubles = {problem.field: cell_words(problem) for problem in problems}
        for line, choice in zip(self._lines, mapping.columns, strict=True):
            money = kinds.get(choice.target) is TargetKind.MONEY
            line.show_choice(choice, money=money, trouble=troubles.get(str(choice.index), ""))
        self._say([problem.code for problem in problems], [p.field for p in problems if p.code == "target_missing"])

    def detail(self) -> str:
        """Say in the rail how many columns are taken."""
        taken = sum(bool(choice.target) for choice in self.model.mapping.columns)
        if not self.model.mapping.columns:
            return ""
        return _("对应 {taken} 列，共 {count} 列").format(taken=taken, count=len(self.model.mapping.columns))

    def _say(self, codes: list[str], missing: list[str]) -> None:
        units = codes.count("unit_missing")
        if missing:
            names = _("、").join(target_label(name) for name in missing)
            self.banner.say("bad", _("还没有列对应：{names}").format(names=names))
        elif units:
            offer = _("采用表头标注的单位") if self.model.unit_offered else ""
            words = _("{count} 列金额还没有选单位。单位不会自动猜测").format(count=units)
            self.banner.say("warn", words, offer)
        elif codes:
            self.banner.say("bad", _("有列没有对应好，请看标红的行"))
        elif self.model.mapping.remembered:
            self.banner.say("ok", _("已按上次导入同样表头时的选择填好"))
        else:
            self.banner.say("accent", _("没有对应字段的列不会导入"))

    def _rebuild(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        head = self.model.head
        if head is None:
            return
        targets = self._targets()
        for found in head.columns:
            line = ColumnLine(found, targets, self)
            self._box.insertWidget(self._box.count() - 1, line)
            self._lines.append(line)

    def _targets(self) -> QStandardItemModel:
        """Make the one list of fields that all lines share."""
        model = QStandardItemModel(self)
        for key, words in [("", _("不导入")), *((row_.key, target_label(row_.key)) for row_ in self.model.targets)]:
            item = QStandardItem(words)
            item.setData(key, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model
