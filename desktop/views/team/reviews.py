"""The team's latest visits: those nobody has remarked on come first and lead to the log."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.models.cells import Due, Tone
from desktop.models.customers import class_words, moment_words
from desktop.models.tips import plain_tip
from desktop.views import paint
from desktop.views.team.card_delegate import CARD, GAP, card, foot
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets import EmptyState, Label
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.team import ReviewRow

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole


class ReviewDelegate(QStyledItemDelegate):
    """Paints a visit as a card: whose visit, to whom, when, and whether it was reviewed."""

    def __init__(self, view: QListWidget, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(CARD + GAP))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        visit = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        current = self._view.hasFocus() and self._view.currentRow() == index.row()
        inner = card(painter, rect, over=over, current=current).adjusted(px(10), px(6), -px(10), -px(6))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        words, tone = (_("已评"), Tone.SECONDARY) if visit.reviewed else (_("未评"), Tone.WARN)
        wide = paint.badge_width(words)
        paint.badge(painter, upper.right() - wide, upper.center().y() + 1, words, tone, high=17)
        paint.text(painter, upper.adjusted(0, 0, -wide - 6, 0), visit.customer_name, font(), color("text.primary"))
        when = moment_words(visit.starts_at, self._workspace.today())
        lower = upper.translated(0, inner.height() // 2)
        foot(painter, lower, visit.owner_name, class_words(visit.value_class), Due(when, Tone.TERTIARY))
        painter.restore()


class Reviews(QWidget):
    """A heading with the number not yet reviewed, and the visits. Signal `opened(str)` a visit's id."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(_("团队走访"), "section")
        self.count = Label("", "meta", "tertiary", name="team.reviews-count")
        self.list = QListWidget()
        self.list.setObjectName("team.reviews")
        self.list.setAccessibleName(_("团队走访"))
        self.list.setProperty("rows", "painted")
        self.list.setProperty("plane", "subtle")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(ReviewDelegate(self.list, workspace))
        self.empty = EmptyState("map-pin", _("近两周没有走访日志"), name="team.reviews-empty")
        head = row(self.title, self.count, None, spacing=8, margins=(12, 8, 8, 4))
        column(head, self.list, self.empty, spacing=0, parent=self).setStretch(1, 1)
        self.list.itemClicked.connect(self._open)
        self.list.installEventFilter(self)
        theme().changed.connect(self.list.doItemsLayout)

    def show_visits(self, visits: Sequence[ReviewRow]) -> None:
        """Show other visits, keeping the chosen one."""
        kept = self.list.currentItem().data(ROW).visit_id if self.list.currentItem() is not None else ""
        self.list.clear()
        for visit in visits:
            item = QListWidgetItem(f"{visit.customer_name} {visit.owner_name}", self.list)
            item.setData(ROW, visit)
            item.setToolTip(plain_tip(visit.content[:300]))
            if visit.visit_id == kept:
                self.list.setCurrentItem(item)
        waiting = sum(1 for visit in visits if not visit.reviewed)
        self.count.say(_("未评 {count}").format(count=waiting) if waiting else "", "warn" if waiting else "tertiary")
        self.list.setVisible(bool(visits))
        self.empty.setVisible(not visits)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(ROW).visit_id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.list.currentItem() is not None
        ):
            self._open(self.list.currentItem())
            return True
        return False
