"""Remembers the widths and the choice of a table's columns."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QHeaderView, QMenu

from desktop.models.cells import Painter
from desktop.settings import Settings
from desktop.views.theme import px
from desktop.views.widgets import RowsView
from desktop.wording import _

PAUSE_MS: Final = 400
ALWAYS: Final = ("name",)
NARROW_HIDES: Final = ("am_name",)


class ColumnKeeper(QObject):
    """Keeps what a person chose for one table under a name; until then narrow windows hide some columns."""

    def __init__(self, name: str, table: RowsView, settings: Settings) -> None:
        super().__init__(table)
        self._name = name
        self._table = table
        self._settings = settings
        self._narrow = False
        self._quiet = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.save)
        self._restore()
        table.horizontalHeader().sectionResized.connect(self._resized)

    @property
    def is_chosen(self) -> bool:
        """Whether the person arranged the columns."""
        return self._name in self._settings.get("column_widths")

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Tell whether the window is narrow."""
        self._narrow = narrow
        if not self.is_chosen:
            self._defaults()

    def open_menu(self, place: QPoint) -> None:
        """Offer every column to be shown or hidden."""
        menu = QMenu(self._table)
        for number, column in enumerate(self._table.rows.columns):
            if column.painter is Painter.TICK or column.key in ALWAYS:
                continue
            action = menu.addAction(_(column.heading))
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(number))
            action.setData(column.key)
            action.toggled.connect(partial(self.show_column, number))
        menu.addSeparator()
        menu.addAction(_("恢复默认列")).triggered.connect(self.reset)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def show_column(self, number: int, on: bool) -> None:  # noqa: FBT001 -- a Qt signal's argument
        """Show or hide a column and remember it."""
        self._table.setColumnHidden(number, not on)
        if on and not self._table.columnWidth(number):
            self._table.setColumnWidth(number, px(self._table.rows.columns[number].width))
        self.save()

    def reset(self) -> None:
        """Go back to the columns and widths the program chooses."""
        kept = dict(self._settings.get("column_widths"))
        kept.pop(self._name, None)
        self._settings.set("column_widths", kept)
        self._timer.stop()
        self._defaults()

    def save(self) -> None:
        """Remember widths; a hidden column has none."""
        header = self._table.horizontalHeader()
        widths = [
            0 if self._table.isColumnHidden(number) else header.sectionSize(number) for number in range(header.count())
        ]
        self._settings.put_entry("column_widths", self._name, widths)

    def _restore(self) -> None:
        widths = self._settings.get("column_widths").get(self._name)
        columns = self._table.rows.columns
        if not isinstance(widths, list) or len(widths) != len(columns):
            return
        for number, width in enumerate(widths):
            self._table.setColumnHidden(number, width == 0)
            if width and not columns[number].stretch:
                self._table.setColumnWidth(number, width)

    def _defaults(self) -> None:
        self._quiet = True
        for number, column in enumerate(self._table.rows.columns):
            self._table.setColumnHidden(number, column.hidden or (self._narrow and column.key in NARROW_HIDES))
            if not column.stretch:
                self._table.setColumnWidth(number, px(column.width))
        self._quiet = False

    def _resized(self, section: int, _old: int, new: int) -> None:
        mode = self._table.horizontalHeader().sectionResizeMode(section)
        pressed = self._table.horizontalHeader().underMouse()
        if mode == QHeaderView.ResizeMode.Interactive and new and pressed and not self._quiet:
            self._timer.start()
