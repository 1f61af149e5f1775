"""The same days as a plain list, for screen readers and for who prefers words."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from desktop.views.theme import color, px
from desktop.views.visits.week_paint import DRESSES, Look, detail_of, look_of
from desktop.views.visits.words import local, near_day, span_words
from desktop.wording import N_, _, pgettext
from domain.queries.visits import VisitBlock

BLOCK = Qt.ItemDataRole.UserRole
NAMES = {
    Look.PLANNED: N_("计划"),
    Look.LOGGED: N_("已登记"),
    Look.TO_CONFIRM: N_("待确认"),
    Look.UNLOGGED: N_("未登记"),
    Look.CONFLICT: N_("冲突"),
    Look.OTHER: N_("其他占用"),
}
WIDTHS = (130, 120, 260, 260)


class WeekList(QTreeWidget):
    """Rows by day and time. Signal `opened(VisitBlock)` by Enter or double click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("visits.list")
        self.setAccessibleName(_("走访列表"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHeaderLabels([_("日期"), _("时间"), pgettext("field", "客户"), _("事项"), _("状态")])
        for at, wide in enumerate(WIDTHS):
            self.setColumnWidth(at, wide)
        self.itemActivated.connect(self._open)

    def show_blocks(self, blocks: Sequence[VisitBlock], now: datetime) -> None:
        """Show other blocks."""
        self.clear()
        today = local(now).date()
        for block in blocks:
            look = look_of(block, now)
            texts = [
                near_day(local(block.starts_at).date(), today),
                span_words(block.starts_at, block.ends_at),
                block.name,
                detail_of(block, look).partition(" ")[2],
                _(NAMES[look]),
            ]
            item = QTreeWidgetItem(self, texts)
            item.setData(0, BLOCK, block)
            item.setIcon(4, QIcon(dot(look)))

    def _open(self, item: QTreeWidgetItem) -> None:
        self.opened.emit(item.data(0, BLOCK))


def dot(look: Look) -> QPixmap:
    """Draw a small disc in a state's colour."""
    picture = QPixmap(px(10), px(10))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(DRESSES[look].bar))
    painter.drawEllipse(picture.rect().adjusted(1, 1, -1, -1))
    painter.end()
    return picture
