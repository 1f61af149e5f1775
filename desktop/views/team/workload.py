"""Two weeks of work by person: cells of visits and tasks a day, the month's visits, what is late."""

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.models.team import DAILY_LIMIT, day_heads, is_behind, member_words, month_mark, strip_days
from desktop.models.tips import plain_tip
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.wording import _, ngettext
from domain.queries.team import MemberRow, TeamBoard

HEAD: Final = 42
ROW: Final = 30
CELL: Final = 24
NAMES: Final = 194
FIGURES: Final = 420
GAP: Final = 10
WEEK: Final = 7
STEPS: Final = 5


class Workload(QWidget):
    """The heat strip of the team. Signal `pressed(str)` a member's id, by mouse or Enter."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("team.workload")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._members: tuple[MemberRow, ...] = ()
        self._days: tuple[date, ...] = ()
        self._today = date.min
        self._current = 0
        theme().changed.connect(self.updateGeometry)

    def show_board(self, board: TeamBoard, today: date) -> None:
        """Show the members of a board."""
        self._members, self._days, self._today = board.members, strip_days(board), today
        self._current = min(self._current, max(len(self._members) - 1, 0))
        self._say_current()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(1000), px(HEAD) + len(self._members) * px(ROW) + px(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(NAMES + FIGURES) + 14 * 16, self.sizeHint().height())

    # -- places -------------------------------------------------------------------------------------------------

    def cell(self, row: int, column: int) -> QRectF:
        """Give the rectangle of a member's day."""
        room = self.width() - px(NAMES) - px(FIGURES) - px(GAP)
        step = room / max(len(self._days), 1)
        left = px(NAMES) + column * step + (px(GAP) if column >= WEEK else 0)
        return QRectF(left, self._top(row) + (px(ROW) - px(CELL)) / 2, step - 3, px(CELL))

    def _top(self, row: int) -> int:
        return px(HEAD) + row * px(ROW)

    def _row_at(self, point: QPointF) -> int:
        row = int((point.y() - px(HEAD)) // px(ROW))
        return row if point.y() >= px(HEAD) and row < len(self._members) else -1

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        for row, member in enumerate(self._members):
            self._draw_name(painter, row, member)
            for column, load in enumerate(member.loads):
                self._draw_cell(painter, self.cell(row, column), load)
            self._draw_figures(painter, row, member)
        painter.end()

    def _draw_head(self, painter: QPainter) -> None:
        quiet, face = color("text.tertiary"), font("meta")
        paint.text(painter, QRect(24, 0, px(140), px(HEAD)), _("客户经理"), face, quiet)
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, (letter, number) in enumerate(day_heads(self._days)):
            box = self.cell(0, column)
            now = self._days[column] == self._today
            ink = color("accent" if now else "text.tertiary")
            shown = font("meta", strong=now)
            upper = QRect(round(box.left()) - 6, px(4), round(box.width()) + 12, px(17))
            paint.text(painter, upper, letter, shown, ink, middle)
            paint.text(painter, upper.translated(0, px(17)), number, shown, ink, middle)
        left = self.width() - px(FIGURES) + 29
        paint.text(painter, QRect(left, 0, px(140), px(HEAD)), _("本月走访完成"), face, quiet)
        for right, words in zip(self._rights(), (_("逾期任务"), _("未登记"), _("欠费跟进")), strict=True):
            place = QRect(right - px(82), 0, px(82), px(HEAD))
            paint.text(painter, place, words, face, quiet, Qt.AlignmentFlag.AlignRight)

    def _rights(self) -> tuple[int, int, int]:
        edge = self.width() - 22
        return edge - 2 * px(83), edge - px(83), edge

    def _draw_name(self, painter: QPainter, row: int, member: MemberRow) -> None:
        middle = self._top(row) + px(ROW) / 2
        if self.hasFocus() and row == self._current:
            painter.setPen(QPen(color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(16, self._top(row) + 1, self.width() - 32, px(ROW) - 2), 5, 5)
        paint.avatar(painter, 24, middle, member.name, px(24))
        box = QRect(24 + px(32), self._top(row), px(NAMES) - 24 - px(32) - px(8), px(ROW))
        count = ngettext("{count} 户", "{count} 户", member.customers).format(count=member.customers)
        room = box.width() - QFontMetrics(font("meta")).horizontalAdvance(count) - 10
        wide = paint.text(
            painter, box.adjusted(0, 0, room - box.width(), 0), member.name, font(), color("text.primary")
        )
        paint.text(painter, box.adjusted(wide + 8, 0, 0, 0), count, font("meta"), color("text.tertiary"))

    @staticmethod
    def _draw_cell(painter: QPainter, box: QRectF, load: int) -> None:
        level = 0 if load <= 0 else min(1 + (load - 1) * STEPS // DAILY_LIMIT, STEPS)
        over = load > DAILY_LIMIT
        painter.setPen(QPen(color("bad"), 2) if over else Qt.PenStyle.NoPen)
        painter.setBrush(color(f"seq.{level}") if level else color("bg.subtle"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1) if over else box, 3, 3)
        painter.setFont(font("micro"))
        painter.setPen(color(f"heat.{level}.fg"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(load))

    def _draw_figures(self, painter: QPainter, row: int, member: MemberRow) -> None:
        top, middle = self._top(row), self._top(row) + px(ROW) / 2
        left = self.width() - px(FIGURES) + 29
        behind = is_behind(member, self._today)
        self._draw_bullet(painter, QRectF(left, middle - 3, px(84), 6), member, behind=behind)
        words = f"{member.visits_done} / {member.visits_required}" if member.visits_required else "—"
        ink = color("warn" if behind else "text.primary")
        paint.text(painter, QRect(left + px(84) + 9, top, px(60), px(ROW)), words, font(strong=behind), ink)
        figures = (
            (str(member.overdue_tasks), bool(member.overdue_tasks)),
            (str(member.unlogged_visits), bool(member.unlogged_visits)),
            (
                ngettext("{count} 户", "{count} 户", member.arrears_customers).format(count=member.arrears_customers),
                None,
            ),
        )
        for right, (number, alarming) in zip(self._rights(), figures, strict=True):
            tone = "text.primary" if alarming is None else "bad" if alarming else "text.tertiary"
            box = QRect(right - px(70), top, px(70), px(ROW))
            face = font(strong=bool(alarming))
            paint.text(painter, box, number, face, color(tone), Qt.AlignmentFlag.AlignRight)

    def _draw_bullet(self, painter: QPainter, bar: QRectF, member: MemberRow, *, behind: bool) -> None:
        share = min(member.visits_done / member.visits_required, 1.0) if member.visits_required else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("track"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(color("chart.3" if behind else "line.strong"))
        if share:
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), 3, 3)
        mark = bar.left() + bar.width() * month_mark(self._today)
        painter.fillRect(
            QRectF(min(mark, bar.right() - 1.5), bar.top() - 4, 1.5, bar.height() + 8), color("text.primary")
        )

    # -- acting -------------------------------------------------------------------------------------------------

    def _say_current(self) -> None:
        chosen = self._members[self._current] if self._members else None
        self.setAccessibleName(_("团队负荷，{count} 人").format(count=len(self._members)))
        self.setAccessibleDescription(member_words(chosen) if chosen is not None else "")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row >= 0:
            self._current = row
            self._say_current()
            self.pressed.emit(self._members[row].id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._members:
            self._current = min(max(self._current + step, 0), len(self._members) - 1)
            self._say_current()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._members:
            self.pressed.emit(self._members[self._current].id)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            if row >= 0:
                QToolTip.showText(event.globalPos(), plain_tip(member_words(self._members[row])), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)  # type: ignore[arg-type]  # every event that is not a help event goes on
