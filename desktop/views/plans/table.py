"""A small table that is typed into: Tab and Enter walk on and begin rows, Del takes one out."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.models.plan_rows import FREQUENCIES, GHOST, LOCKED, PROBLEM, RIGHT, Kind, PlanRows
from desktop.views import paint
from desktop.views.theme import color, font, icon, px, theme
from desktop.views.widgets import ComboBox, LineEdit
from desktop.wording import _
from desktop.wording.labels import label
from domain.values.people import Post
from domain.values.service_rules import RuleUnit

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 36
HEAD: Final = 30
PAD: Final = 6


class PlanDelegate(QStyledItemDelegate):
    """Draws and edits cells. `people` gives the names offered for people."""

    def __init__(self, people: Callable[[], Sequence[str]], parent: "PlanTable") -> None:
        super().__init__(parent)
        self._people, self._table = people, parent

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        current = self._table.currentIndex()
        here = (index.row(), index.column()) == (current.row(), current.column()) and self._table.hasFocus()
        locked, ghost = bool(index.data(LOCKED)), bool(index.data(GHOST))
        column = self._table.plan.columns[index.column()]
        painter.save()
        painter.fillRect(rect, color("bg.subtle" if locked else "bg.sheet"))
        if index.data(PROBLEM):
            painter.fillRect(rect, color("bad.tint"))
        painter.setPen(color("line.hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() < len(self._table.plan.columns) - 1:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if here:
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        sign = "plus" if ghost else "lock"
        if index.column() == 0 and (ghost or locked):
            paint.picture(painter, inside.left(), rect.center().y() + 1, sign, "text.tertiary", px(14))
            inside.setLeft(inside.left() + px(20))
        ink = "text.tertiary" if ghost else "text.secondary" if locked or column.kind is Kind.TOTAL else "text.primary"
        align = Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft
        ink = "bad" if index.data(PROBLEM) else ink
        paint.text(painter, inside, str(index.data() or ""), font("body"), color(ink), align)
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._table.editor = self._make_editor(parent, index)
        return self._table.editor

    def _make_editor(self, parent: QWidget, index: Index) -> QWidget:
        column = self._table.plan.columns[index.column()]
        if column.kind is Kind.UNIT:
            units = [("", "—"), *((unit.value, label(RuleUnit, unit)) for unit in FREQUENCIES)]
            return ComboBox(units, size="tool", parent=parent)
        editor = LineEdit(size="tool", parent=parent)
        editor.setObjectName("plans.cell")
        editor.setAccessibleName(_(column.words))
        offered = {Kind.ROLE: lambda: [label(Post, post) for post in Post], Kind.PERSON: self._people}.get(column.kind)
        if offered is not None:
            completer = QCompleter(list(offered()), editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
        if column.kind in RIGHT:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ComboBox):
            editor.set_value(str(self._table.plan.row_at(index.row()).get("unit") or ""))
        elif isinstance(editor, LineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ComboBox):
            model.setData(index, editor.value)
        elif isinstance(editor, LineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(1, 2, -1, -2))


class PlanTable(QTableView):
    """A table as high as its rows, on a PlanRows."""

    def __init__(self, plan: PlanRows, people: Callable[[], Sequence[str]], *, name: str, words: str) -> None:
        super().__init__()
        self.plan = plan
        self.editor: QWidget | None = None
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("rows", "painted")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(PlanDelegate(people, self))
        self.setModel(plan)
        for signal in (plan.rowsInserted, plan.rowsRemoved, plan.modelReset, theme().changed):
            signal.connect(self._fit)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _lay_columns(self) -> None:
        columns = self.plan.columns
        room = max(self.viewport().width(), 1)
        fixed = sum(px(column.width) for column in columns if not column.stretch)
        least = px(150)
        share = min(1.0, (room - least) / fixed) if fixed else 1.0
        used = 0
        header = self.horizontalHeader()
        for number, column in enumerate(columns):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            width = 0 if column.stretch else int(px(column.width) * share)
            used += width
            self.setColumnWidth(number, width)
        for number, column in enumerate(columns):
            if column.stretch:
                self.setColumnWidth(number, max(room - used, least))

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(px(20))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        self.setFixedHeight(px(HEAD) + px(ROW) * self.plan.rowCount() + 2)

    def finish(self) -> None:
        """Hand over what stands in an open cell."""
        if self.editor is not None:
            self.commitData(self.editor)
            self.closeEditor(self.editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def begin_row(self) -> None:
        """Begin a row below the others."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit(self.plan.index(self.plan.rowCount() - 1, 0))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.data(GHOST):
            self._edit(index)

    def _edit(self, index: QModelIndex) -> None:
        self.finish()
        self.setCurrentIndex(index)
        if self.plan.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.editor = None
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            place = self.currentIndex().row() + 1
            if place < self.plan.rowCount():
                first = self.currentIndex().column() if place < self.plan.rowCount() - 1 else 0
                self._edit(self.plan.index(place, first))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        last = (self.plan.rowCount() - 1, len(self.plan.columns) - 1)
        edge = last if next else (0, 0)
        if (self.currentIndex().row(), self.currentIndex().column()) != edge and self.plan.rowCount():
            return super().focusNextPrevChild(next)
        self.setTabKeyNavigation(False)
        moved = super().focusNextPrevChild(next)
        self.setTabKeyNavigation(True)
        return moved

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editor is not None:
            event.accept()  # Enter comes up here from an open cell, which closes itself
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_row(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def remove_row(self, place: int) -> None:
        """Take a row out; the one below becomes current."""
        column = self.currentIndex().column()
        if self.plan.remove(place):
            self.setCurrentIndex(self.plan.index(min(place, self.plan.rowCount() - 1), max(column, 0)))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(QPoint(event.pos()))
        menu = QMenu(self)
        menu.addAction(icon("plus"), _("添加一行"), self.begin_row)
        gone = menu.addAction(icon("x"), _("删除这一行"), lambda: self.remove_row(index.row()))
        gone.setEnabled(index.isValid() and not index.data(LOCKED) and not index.data(GHOST))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
