"""Above the week: which days, how to go on, what colours mean, and what can be done."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from desktop.views.theme import color, px
from desktop.views.visits.week_paint import DRESSES, Look
from desktop.views.widgets import Button, ComboBox, IconButton, Label, Plane, Segmented
from desktop.views.widgets.layouts import row
from desktop.wording import N_, _, language
from desktop.wording.explain import explain
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.queries.visit_choices import ContactChoice

LEGEND = (
    (Look.LOGGED, N_("已登记")),
    (Look.PLANNED, N_("计划")),
    (Look.TO_CONFIRM, N_("待确认")),
    (Look.UNLOGGED, N_("未登记")),
)


class Swatch(QWidget):
    """A small square in a state's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(QSize(px(12), px(12)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = color(DRESSES[self._look].bar)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if DRESSES[self._look].dashed:
            painter.setPen(QPen(tone, 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
        painter.drawRoundedRect(box, 3, 3)
        painter.end()


class CalendarHead(Plane):
    """Signals: `stepped(int)` so many pages on, `today()`, `mode(str)` day, week or list.

    `whose` chooses the calendar: "" for one's own, else a member's id.
    """

    stepped = Signal(int)
    today = Signal()
    mode = Signal(str)

    def __init__(self) -> None:
        super().__init__("header", name="visits.head")
        self.setFixedHeight(px(54))
        self._today = Button(_("今天"), name="visits.today")
        back = IconButton("chevron-left", _("上一周"), size=30, kind="boxed", name="visits.back")
        forward = IconButton("chevron-right", _("下一周"), size=30, kind="boxed", name="visits.forward")
        self.range = Label("", "subtitle", name="visits.range")
        self.week = Label("", "meta", "tertiary", name="visits.week-number")
        self.whose = ComboBox([("", _("我的走访"))], name="visits.whose", size="tool")
        self.whose.setAccessibleName(_("谁的走访"))
        self.whose.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.legend = QWidget()
        line = row(spacing=6, parent=self.legend)
        for look, words in LEGEND:
            line.addWidget(Swatch(look))
            line.addWidget(Label(_(words), "meta", "secondary"))
            line.addSpacing(6)
        self.modes = Segmented([("day", _("当日")), ("week", _("周")), ("list", _("列表"))], "week", name="visits.mode")
        self.drafts = Button("", icon="pencil-line", name="visits.drafts")
        self.drafts.hide()
        self.plan = Button(_("安排走访"), icon="plus", kind="primary", name="visits.plan")
        self.log = Button(_("记录走访"), icon="notebook-pen", name="visits.log")
        self.more = IconButton("ellipsis", _("更多"), size=30, kind="boxed", name="visits.more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._line = row(
            self._today,
            row(back, forward, spacing=4),
            4,
            self.range,
            self.week,
            None,
            self.whose,
            self.legend,
            self.drafts,
            self.modes,
            self.log,
            self.plan,
            self.more,
            spacing=8,
            margins=(16, 0, 16, 0),
            parent=self,
        )
        self.legend_allowed = True
        self._today.clicked.connect(self.today)
        back.clicked.connect(self._back)
        forward.clicked.connect(self._forward)
        self.modes.chosen.connect(self.mode)

    def allow_legend(self, allowed: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Show what the colours mean where there is room, or never."""
        self.legend_allowed = allowed
        self._fit()

    def _fit(self) -> None:
        wide = self.legend.sizeHint().width() + 8
        shown = wide if self.legend.isVisibleTo(self) else 0
        rest = self._line.sizeHint().width() - shown
        self.legend.setVisible(self.legend_allowed and rest + wide <= self.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def permit(self, workspace: Workspace) -> None:
        """Grey out what the actor may not do, and say why."""
        watch = workspace.may(Permission.TEAM_VIEW)
        self.whose.setEnabled(watch.ok)
        self.whose.setToolTip(_("查看和安排组员的走访") if watch.ok else explain(watch.code))
        for button, permission in ((self.plan, Permission.VISIT_PLAN), (self.log, Permission.VISIT_LOG)):
            verdict = workspace.may(permission)
            button.setEnabled(verdict.ok)
            button.setToolTip("" if verdict.ok else explain(verdict.code))

    def show_people(self, people: Sequence[ContactChoice]) -> None:
        """Offer the calendars of others, the one shown kept."""
        self.whose.set_options([("", _("我的走访")), *((one.id, one.name) for one in people)])
        self._fit()

    def show_range(self, first: date, days: int) -> None:
        """Say which days are shown."""
        last = first + timedelta(days=days - 1)
        if language() == "en":
            words = f"{first:%d %b} – {last:%d %b %Y}" if days > 1 else f"{first:%d %b %Y}"
        else:
            words = chinese_range(first, last)
        self.range.setText(words)
        self.week.setText(_("第 {week} 周").format(week=first.isocalendar().week))

    def show_drafts(self, count: int) -> None:
        """Say how many logs were begun."""
        self.drafts.setText(_("草稿 {count}").format(count=count))
        self.drafts.setVisible(count > 0)
        self._fit()

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _forward(self) -> None:
        self.stepped.emit(1)


def chinese_range(first: date, last: date) -> str:
    """Say a stretch of days in Chinese: 2026 年 11 月 23–29 日."""
    head = f"{first.year} 年 {first.month} 月 {first.day}"
    if first == last:
        return f"{head} 日"
    if (first.year, first.month) == (last.year, last.month):
        return f"{head}–{last.day} 日"
    year = f"{last.year} 年 " if first.year != last.year else ""
    return f"{head} 日 – {year}{last.month} 月 {last.day} 日"
