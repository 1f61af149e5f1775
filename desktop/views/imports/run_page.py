"""Fourth and fifth step: progress that can be stopped, then what was done, checked by control totals."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QProgressBar, QWidget

from desktop.models.imports import ImportModel
from desktop.views.theme import px
from desktop.views.widgets import (
    Banner,
    Button,
    HairLine,
    KpiCell,
    KpiStrip,
    Label,
    SectionHeading,
    clear,
    column,
    confirm,
    row,
)
from desktop.wording import _
from desktop.wording.imports import target_label
from domain.queries.imports import MoneySum, ResultRow
from domain.values.money import format_amount


def only_shows(cell: KpiCell) -> None:
    """Make a number that opens nothing look and behave so."""
    cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    cell.setCursor(Qt.CursorShape.ArrowCursor)


class RunPage(QWidget):
    """A progress bar, the rows done, and a way to stop."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.bar = QProgressBar()
        self.bar.setObjectName("import-progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self._percent = Label("0%", "strong", name="percent")
        self._words = Label("", "meta", "tertiary")
        self.stop = Button(_("停止导入"), kind="danger", size="form", name="stop")
        hint = Label(_("可以切换到别的页面继续工作，导入在后台进行"), tone="secondary")
        column(
            hint,
            16,
            row(self.bar, self._percent, spacing=12),
            row(self._words, None),
            16,
            row(self.stop, None),
            None,
            spacing=8,
            margins=(3, 0, 3, 0),
            parent=self,
        )
        self.stop.clicked.connect(self._stop)
        model.progressed.connect(self._progress)
        model.changed.connect(self._refresh)

    def _progress(self, done: int, total: int) -> None:
        share = min(done / max(total, 1), 1.0)
        self.bar.setValue(round(share * 1000))
        self._percent.setText(f"{share:.0%}")
        self._words.setText(_("{done} / {total} 行").format(done=f"{done:,}", total=f"{total:,}"))

    def _stop(self) -> None:
        self.stop.set_busy(_("正在停止"))
        self._model.stop()

    def _refresh(self) -> None:
        if not self._model.busy:
            self.stop.set_busy()


class ResultPage(QWidget):
    """Counts, the control totals of the columns of money, and what can be done now."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: object = None
        self.banner = Banner("ok", name="result-banner")
        names = (_("读入"), _("新建"), _("更新"), _("无变化"), _("疑似重复"), _("有误"))
        self.cells = [KpiCell(name, name=f"result-{place}") for place, name in enumerate(names)]
        self.errors = Button(_("下载错误行"), icon="file-down", size="form", name="download-errors")
        self.revert = Button(_("撤销本次导入"), icon="corner-up-left", kind="danger", size="form", name="revert")
        self._money = QWidget()
        self._grid = QGridLayout(self._money)
        self._grid.setContentsMargins(4, 0, 4, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(0)
        self._heading = SectionHeading(_("金额核对（元）"))
        column(
            self.banner,
            KpiStrip(self.cells, name="result-counts"),
            8,
            self._heading,
            self._money,
            8,
            row(3, self.errors, self.revert, None),
            None,
            spacing=12,
            parent=self,
        )
        self.errors.clicked.connect(self.ask_path)
        self.revert.clicked.connect(self.ask_revert)
        for cell in self.cells[:4]:
            only_shows(cell)
        for cell in self.cells[4:]:
            cell.pressed.connect(self.ask_path)
        model.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the result as it stands."""
        result = self._model.result
        if result is None:
            return
        totals = result.totals
        counts = (
            totals.read,
            totals.created,
            totals.updated,
            totals.unchanged,
            totals.duplicates,
            totals.errors,
        )
        for cell, count in zip(self.cells, counts, strict=True):
            cell.show_value(f"{count:,}", _("行"))
        if self._shown is not result:
            self._shown = result
            self._fill(result.sums)
        self._say(result)
        self.errors.setEnabled(totals.errors + totals.duplicates > 0 and not self._model.busy)
        self.revert.setVisible(totals.created + totals.updated > 0)
        self.revert.setEnabled(self._model.reverted is None and not self._model.busy)

    def ask_path(self) -> None:
        """Ask where to keep the workbook of rows that were not taken."""
        result = self._model.result
        if result is not None and result.totals.errors + result.totals.duplicates:
            name = _("{file} 未导入的行.xlsx").format(file=Path(result.file).stem)
            path, _kind = QFileDialog.getSaveFileName(self, _("下载错误行"), name, "xlsx (*.xlsx)")
            if path:
                self._model.write_errors(Path(path))

    def ask_revert(self) -> None:
        """Ask before the import is taken back."""
        result = self._model.result
        if result is not None:
            words = _("将删除本次新建的 {created} 个客户，恢复 {updated} 个客户的原值；导入后又改动过的不动").format(
                created=result.totals.created, updated=result.totals.updated
            )
            dialog = confirm(self, _("撤销本次导入"), words, _("撤销导入"), name="confirm-revert")
            dialog.accepted.connect(self._model.revert)

    def _say(self, result: ResultRow) -> None:
        reverted = self._model.reverted
        if reverted is not None:
            words = _("已撤销：删除 {removed} 个，恢复 {restored} 个，保留 {kept} 个后来改动过的").format(
                removed=reverted.removed, restored=reverted.restored, kept=reverted.kept
            )
            self.banner.say("accent", words)
        elif result.cancelled:
            left = result.totals.left
            self.banner.say("warn", _("导入已停止，已写入的保留，还有 {left} 行没有处理").format(left=left))
        elif not result.totals.adds_up:
            self.banner.say("bad", _("导入完成，但行数对不上，请核对"))
        elif not all(total.agrees for total in result.sums):
            self.banner.say("bad", _("导入完成，但金额合计与表尾的合计行不一致，请核对"))
        elif result.totals.errors or result.totals.duplicates:
            count = result.totals.errors + result.totals.duplicates
            self.banner.say("warn", _("导入完成，{count} 行没有导入，原因在错误行文件里").format(count=count))
        elif result.sums and all(total.trailer is not None for total in result.sums):
            self.banner.say("ok", _("导入完成，行数与金额全部核对一致"))
        else:
            self.banner.say("ok", _("导入完成，行数核对一致"))

    def _fill(self, sums: tuple[MoneySum, ...]) -> None:
        clear(self._grid)
        self._heading.setVisible(bool(sums))
        heads = (_("字段"), _("读入合计"), _("导入合计"), _("表尾合计行"), "")
        for place, words in enumerate(heads):
            label = Label(words, "meta", "tertiary")
            label.setFixedHeight(px(30))
            self._grid.addWidget(label, 0, place, self._side(place))
        self._grid.setColumnStretch(0, 1)
        for line, total in enumerate(sums):
            self._grid.addWidget(HairLine(), 2 * line + 1, 0, 1, len(heads))
            trailer = "—" if total.trailer is None else format_amount(total.trailer)
            cells = (target_label(total.target), format_amount(total.read), format_amount(total.taken), trailer)
            for place, words in enumerate(cells):
                label = Label(words, "strong" if place == 0 else "body")
                label.setFixedHeight(px(36))
                self._grid.addWidget(label, 2 * line + 2, place, self._side(place))
            self._grid.addWidget(self._verdict(total), 2 * line + 2, len(cells))

    @staticmethod
    def _side(place: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight

    @staticmethod
    def _verdict(total: MoneySum) -> Label:
        if total.trailer is None:
            return Label(_("表里没有合计行"), "meta", "tertiary")
        return Label(_("一致"), "meta", "ok") if total.agrees else Label(_("不一致"), "meta", "bad")
