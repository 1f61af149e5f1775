"""The table every list uses: whole-row hover, a current row, ticks by Space, its place kept by id."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.models.cells import Painter
from desktop.models.rows import Index, RowsModel, Sort
from desktop.views import paint
from desktop.views.delegates import ROW, RowDelegate
from desktop.views.theme import color, font, px, theme


class RowsHeader(QHeaderView):
    """Column heads: small grey words, the sorted one in accent with an arrow, a tick box for all rows."""

    tick_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setSortIndicatorClearable(False)
        self.setMinimumSectionSize(24)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(32))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, RowsModel):
            super().paintSection(painter, rect, logicalIndex)
            return
        column = model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, color("bg.sheet"))
        painter.setPen(color("line.hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = rect.top() + rect.height() / 2
        if column.painter is Painter.TICK:
            paint.tick(painter, rect.left() + (rect.width() - 16) // 2, middle, self._all_ticked(model))
        else:
            self._words(painter, rect.adjusted(6, 0, -6, 0), model, logicalIndex)
        painter.restore()

    @staticmethod
    def _all_ticked(model: RowsModel) -> Qt.CheckState:
        if not len(model.ticks):
            return Qt.CheckState.Unchecked
        full = len(model.ticks) >= model.rowCount()
        return Qt.CheckState.Checked if full else Qt.CheckState.PartiallyChecked

    @staticmethod
    def _words(painter: QPainter, rect: QRect, model: RowsModel, section: int) -> None:
        column = model.columns[section]
        order = model.sort_order
        sorted_by = order is not None and order.key == column.key
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        tone = "accent" if sorted_by else "text.tertiary"
        right = bool(column.align & Qt.AlignmentFlag.AlignRight)
        if sorted_by and right:
            rect = rect.adjusted(0, 0, -14, 0)
        wide = paint.text(painter, rect, words, font("meta", strong=sorted_by), color(tone), column.align)
        if order is not None and sorted_by:
            left = rect.right() + 2 if right else rect.left() + wide + 2
            middle = rect.top() + rect.height() / 2
            painter.save()
            painter.translate(left + 6, middle)
            painter.rotate(180 if order.descending else 0)
            paint.picture(painter, -6, 0, "arrow-up", tone, 12)
            painter.restore()


class RowsView(QTableView):
    """A table on a RowsModel.

    Signals: `current_changed(str)` the id of the current row, "" for none; `opened(str)` by double click or Enter;
    `menu_asked(str, QPoint)` a context menu at a global place.
    """

    current_changed = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, model: RowsModel, *, height: int = ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hover_row = -1
        self._rows = model
        self._height = height
        self._kept: tuple[str | None, str | None, int] = (None, None, 0)
        self.setProperty("rows", "painted")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = RowsHeader(self)
        self.setHorizontalHeader(header)
        self.setItemDelegate(RowDelegate(self, height=height))
        self.setModel(model)
        self._lay_columns()
        header.sectionClicked.connect(self._head_pressed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.ticks_changed.connect(header.viewport().update)
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def rows(self) -> RowsModel:
        """The model."""
        return self._rows

    def current_id(self) -> str | None:
        """Give the id of the current row."""
        return self._rows.id_at(self.currentIndex().row())

    def select_id(self, key: str) -> bool:
        """Make the row with this id current and bring it into sight; tells whether it is listed."""
        row = self._rows.row_of(key)
        if row < 0:
            return False
        index = self._rows.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
        return True

    def column_widths(self) -> list[int]:
        """Give the widths of all columns in pixels, to be remembered."""
        return [self.columnWidth(number) for number in range(len(self._rows.columns))]

    def set_column_widths(self, widths: Sequence[int]) -> None:
        """Take remembered widths; a list of another length is ignored, as the columns have changed since."""
        if len(widths) == len(self._rows.columns):
            for number, width in enumerate(widths):
                if not self._rows.columns[number].stretch and width > 0:
                    self.setColumnWidth(number, width)

    def set_row_height(self, height: int) -> None:
        """Choose compact 30, standard 36 or loose 42 rows, in logical pixels."""
        self._height = height
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            delegate.height = height
        self._restyle()

    def _first_column(self) -> int:
        return next((n for n, c in enumerate(self._rows.columns) if c.painter is not Painter.TICK and not c.hidden), 0)

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self._rows.columns):
            fixed = column.painter is Painter.TICK
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if column.stretch else mode)
            header.resizeSection(number, px(column.width))
            self.setColumnHidden(number, column.hidden)

    def _restyle(self) -> None:
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(px(20))
        vertical.setDefaultSectionSize(px(self._height))
        self.horizontalHeader().setFixedHeight(px(32))
        self.viewport().update()

    def _head_pressed(self, section: int) -> None:
        column = self._rows.columns[section]
        if column.painter is Painter.TICK:
            self._rows.tick_all(on=len(self._rows.ticks) < self._rows.rowCount())
        elif column.sortable:
            order = self._rows.sort_order
            again = isinstance(order, Sort) and order.key == column.key and not order.descending
            self._rows.sort(section, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)

    def _remember(self) -> None:
        top = self.rowAt(0)
        offset = self.rowViewportPosition(top) if top >= 0 else 0
        self._kept = (self.current_id(), self._rows.id_at(top), offset)

    def _restore(self) -> None:
        current, top, offset = self._kept
        row = self._rows.row_of(current) if current else -1
        if row >= 0:
            index = self._rows.index(row, self._first_column())
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )
        elif current:
            self.current_changed.emit("")
        first = self._rows.row_of(top) if top else -1
        if first >= 0:
            self.verticalScrollBar().setValue(first * self.verticalHeader().defaultSectionSize() - offset)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row() and current.isValid():
            self.current_changed.emit(self._rows.id_at(current.row()) or "")

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.hover_row >= 0:
            self._hover(self.rowAt(self.viewport().mapFromGlobal(QCursor.pos()).y()))

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and self._is_tick(index.column()):
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._rows.toggle_tick(index.row(), extend=extend)
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._is_tick(index.column()):
            self.opened.emit(self._rows.id_at(index.row()) or "")
        super().mouseDoubleClickEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        key = self._rows.id_at(index.row()) if index.isValid() else self.current_id()
        if key is not None:
            self.select_id(key)
            self.menu_asked.emit(key, event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space and row >= 0 and self._has_ticks():
            self._rows.toggle_tick(row, extend=shift)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0 and not event.modifiers():
            self.opened.emit(self._rows.id_at(row) or "")
        elif event.key() == Qt.Key.Key_Escape and len(self._rows.ticks):
            self._rows.tick_all(on=False)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if self._has_ticks():
                self._rows.tick_all(on=True)
        else:
            super().keyPressEvent(event)

    def _has_ticks(self) -> bool:
        return any(column.painter is Painter.TICK for column in self._rows.columns)

    def _is_tick(self, column: int) -> bool:
        return self._rows.columns[column].painter is Painter.TICK
