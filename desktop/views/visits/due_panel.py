"""The left column of the calendar: who must be visited and is not planned, each with the rule."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop.models.cells import Tone
from desktop.models.due_customers import DRAGGED, GROUPS, ROW, DueCustomersModel, GroupRow, Urgency
from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.views.visits.words import due_words, rule_words
from desktop.views.widgets import Button, EmptyState, IconLabel, Label, LineEdit, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from domain.queries.visits import DueCustomer
from domain.rules.visit_due import Frequency

CARD = 54
GAP = 7
GROUP = 32
SEARCHED_FROM = 12


class DueDelegate(QStyledItemDelegate):
    """Paints a heading or a card; the card that is being dragged stays behind as an outline."""

    def __init__(self, model: DueCustomersModel, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model
        self._listed = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        heading = isinstance(index.data(ROW), GroupRow)
        return QSize(100, px(GROUP) if heading else px(CARD) + GAP)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(found, GroupRow):
            self._heading(painter, rect, found)
        elif isinstance(found, DueCustomer):
            current = bool(option.state & QStyle.StateFlag.State_Selected) and self._listed.hasFocus()
            painter.setOpacity(0.45 if index.data(DRAGGED) else 1.0)
            self._card(painter, rect.adjusted(0, 0, 0, -GAP), found, current=current, away=bool(index.data(DRAGGED)))
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, rect: QRect, group: GroupRow) -> None:
        late = group.urgency is Urgency.OVERDUE
        left = rect.left() + 3
        if late:
            paint.picture(painter, left, rect.center().y() + 2, "circle-alert", "bad", px(15))
            left += px(20)
        words = f"{_(GROUPS[group.urgency])} {group.count}"
        room = QRect(left, rect.top() + 2, rect.width(), rect.height())
        paint.text(painter, room, words, font("meta", strong=late), color("bad" if late else "text.tertiary"))

    def _card(self, painter: QPainter, rect: QRect, customer: DueCustomer, *, current: bool, away: bool) -> None:
        box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(color("focus" if current else "line.control" if away else "line.hair"), 1.5 if current else 1)
        if away:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("bg.sheet"))
        painter.drawRoundedRect(box, 6, 6)
        top, half = rect.top() + px(6), px(21)
        paint.picture(painter, rect.left() + 9, top + half / 2, "grip-vertical", "text.disabled", px(14))
        left, right = rect.left() + px(29), rect.right() - 10
        words, tone = due_words(customer.due, self._model.today)
        late = tone in (Tone.BAD, Tone.WARN)
        wide = paint.badge_width(words) - px(6)
        room = QRect(right - wide, top, wide, half)
        paint.text(painter, room, words, font("meta", strong=late), color(tone), Qt.AlignmentFlag.AlignRight)
        badge = px(34) if customer.value_class != "unrated" else 0
        names = QRect(left, top, right - wide - 8 - left - badge, half)
        taken = paint.text(painter, names, customer.short_name, font("body", strong=True), color("text.primary"))
        if badge:
            paint.tier(painter, left + min(taken, names.width()) + 7, top + half / 2, customer.value_class)
        rule = rule_words(
            customer.value_class if badge else "",
            Frequency(customer.times, customer.months),
            customer.last_visit,
            self._model.today,
        )
        below = QRect(left, top + half, right - left, px(20))
        paint.text(painter, below, rule, font("meta"), color("text.tertiary"))


class DueView(QListView):
    """The list itself. Signal `chosen(DueCustomer)` by Enter or double click."""

    chosen = Signal(object)

    def __init__(self, model: DueCustomersModel) -> None:
        super().__init__()
        self._due = model
        self.setModel(model)
        self.setObjectName("visits.due")
        self.setProperty("plane", "subtle")
        self.setProperty("rows", "painted")
        self.setAccessibleName(_("未排的应访客户"))
        self.setItemDelegate(DueDelegate(model, self))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        found = self._due.row_at(index)
        if isinstance(found, DueCustomer):
            self.chosen.emit(found)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        found = self._due.row_at(self.currentIndex())
        if isinstance(found, DueCustomer):
            self._due.set_dragged(found.id)
            super().startDrag(supportedActions)
            self._due.set_dragged("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)


class DuePanel(Plane):
    """Heading, search, list and where the numbers come from. Signals: `chosen(DueCustomer)`, `auto_wanted()`."""

    chosen = Signal(object)
    auto_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("side-left", name="visits.due-panel")
        self.setFixedWidth(px(292))
        self.model = DueCustomersModel()
        self.view = DueView(self.model)
        self.count = Label("", tone="tertiary", name="visits.due-count")
        self.auto = Button(_("自动排期"), icon="wand-sparkles", size="small", name="visits.auto")
        self.search = LineEdit(hint=_("搜索客户"), size="small", lead="search", name="visits.due-search")
        self.search.setClearButtonEnabled(True)
        self.search.hide()
        self.note = Label("", "meta", "tertiary", name="visits.due-note")
        self.empty = EmptyState("calendar-check", _("本期应访客户都已安排"), name="visits.due-empty")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        foot = Plane("foot")
        row(IconLabel("info", "text.tertiary", 15), self.note, None, margins=(16, 8, 12, 8), parent=foot)
        head = row(Label(_("未排的应访客户"), "section"), self.count, None, self.auto, margins=(16, 10, 12, 4))
        searched = row(self.search, margins=(12, 0, 12, 6))
        column(
            head, searched, row(self.stack, margins=(12, 0, 12, 0)), foot, spacing=0, margins=(0, 0, 0, 0), parent=self
        ).setStretch(2, 1)
        self.view.chosen.connect(self.chosen)
        self.auto.clicked.connect(self.auto_wanted)
        self.search.textChanged.connect(self._searched)

    def show_customers(self, customers: Sequence[DueCustomer], today: date, read_at: str) -> None:
        """Show who is due."""
        self.model.set_customers(customers, today)
        self.count.setText(str(len(customers)))
        self.auto.setEnabled(bool(customers))
        self.search.setVisible(self.search.isVisible() or len(customers) > SEARCHED_FROM)
        self.note.setText(_("按「走访规则」计算，{time} 更新").format(time=read_at))
        self._show_empty()

    def mark(self, customer_ids: Sequence[str]) -> None:
        """Put the keyboard's place on the first of some customers."""
        for at in range(self.model.rowCount()):
            index = self.model.index(at)
            found = self.model.row_at(index)
            if isinstance(found, DueCustomer) and found.id in customer_ids:
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)
                return

    def open_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _searched(self, words: str) -> None:
        self.model.set_words(words)
        self._show_empty()

    def _show_empty(self) -> None:
        if self.model.shown:
            self.stack.setCurrentWidget(self.view)
            return
        if self.model.customers:
            self.empty.say("search-x", _("没有符合条件的客户"))
        else:
            self.empty.say("calendar-check", _("本期应访客户都已安排"))
        self.stack.setCurrentWidget(self.empty)
