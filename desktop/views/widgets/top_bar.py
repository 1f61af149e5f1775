"""The bar over the sheet: where one is, the way to everywhere, the sync, notices, and who one is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets.buttons import IconButton, shortcut_text
from desktop.views.widgets.labels import Plane
from desktop.views.widgets.layouts import row
from desktop.views.widgets.sync_pill import SyncPill
from desktop.wording import _


class Breadcrumb(QWidget):
    """Where one is; the last part strong, parts in the middle elided first. Signal `pressed(int)` an earlier part."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._places: list[QRectF] = []
        self.setObjectName("breadcrumb")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_parts(self, parts: Sequence[str]) -> None:
        """Show another path."""
        self._parts = tuple(parts)
        self.setAccessibleName(" / ".join(parts))
        self.setToolTip(plain_tip(" / ".join(parts)) if len(parts) > 1 else "")
        self.update()

    @property
    def parts(self) -> tuple[str, ...]:
        """The path shown."""
        return self._parts

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(160), px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._places = []
        gap = QFontMetrics(font("body")).horizontalAdvance("  /  ")
        last = len(self._parts) - 1
        widths = [
            QFontMetrics(font("body", strong=n == last)).horizontalAdvance(part) + 2
            for n, part in enumerate(self._parts)
        ]
        spare = self.width() - sum(widths) - gap * max(last, 0)
        for place in [*range(1, last), 0, last] if last > 0 else range(last + 1):
            cut = min(max(-spare, 0), max(widths[place] - 30, 0))
            widths[place] -= cut
            spare += cut
        left = 0
        for place, part in enumerate(self._parts):
            rect = QRectF(left, 0, widths[place], self.height()).toRect()
            tone = "text.primary" if place == last else "text.secondary"
            paint.text(painter, rect, part, font("body", strong=place == last), color(tone))
            self._places.append(QRectF(rect))
            left += widths[place]
            if place != last:
                slash = QRectF(left, 0, gap, self.height()).toRect()
                middle = Qt.AlignmentFlag.AlignHCenter
                paint.text(painter, slash, "/", font("body"), color("text.tertiary"), middle)
                left += gap
        painter.end()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, rect in enumerate(self._places[:-1]):
            if rect.contains(event.position()):
                self.pressed.emit(place)


class SearchBox(QAbstractButton):
    """What looks like a search field and opens the command palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setText(_("搜索客户、走访、任务，或输入命令"))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._over = False
        theme().changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(460, px(30))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.hasFocus() else "line.control" if self._over else "line.hair"
        painter.setPen(QPen(color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(color("bg.sheet"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        paint.picture(painter, 11, self.height() / 2, "search", "text.tertiary", px(15))
        keys = shortcut_text("Ctrl+K")
        wide = QFontMetrics(font("micro")).horizontalAdvance(keys) + 12
        key = QRectF(self.width() - wide - 6, self.height() / 2 - px(9), wide, px(18)).adjusted(0.5, 0.5, -0.5, -0.5)
        room = self.rect().adjusted(px(15) + 19, 0, -wide - 14, 0)
        paint.text(painter, room, self.text(), font("body"), color("text.tertiary"))
        painter.setPen(QPen(color("line.hair"), 1))
        painter.setBrush(color("bg.subtle"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setFont(font("micro"))
        painter.setPen(color("text.tertiary"))
        painter.drawText(key, int(Qt.AlignmentFlag.AlignCenter), keys)
        painter.end()


class UserButton(QAbstractButton):
    """The person's initial and name; pressing opens the user menu."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("user")
        self.menu = QMenu(self)
        self.set_name(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._open)
        theme().changed.connect(self.updateGeometry)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self.setText(name)
        self.setAccessibleName(name)
        self.updateGeometry()

    def _open(self) -> None:
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        words = min(QFontMetrics(font("body")).horizontalAdvance(self.text()), px(120))
        return QSize(px(24) + 8 + words + 8 + px(14) + 4, px(28))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint.avatar(painter, 0, middle, self.text(), px(24), paint.OWN)
        rest = self.rect().adjusted(px(24) + 8, 0, -px(14) - 8, 0)
        paint.text(painter, rest, self.text(), font("body"), color("text.primary"))
        paint.picture(painter, self.width() - px(14) - 2, middle, "chevron-down", "text.secondary", px(14))
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class Bell(IconButton):
    """The way to past notices, with a red dot while some are unread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bell", _("提醒"), icon_size=18, name="bell", parent=parent)
        self._unread = False

    @property
    def unread(self) -> bool:
        """Whether the dot is on."""
        return self._unread

    def set_unread(self, unread: bool) -> None:  # noqa: FBT001 -- a slot with one value
        """Show or hide the dot."""
        self._unread = unread
        self.update()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self._unread:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("bg.chrome"), 1.5))
            painter.setBrush(color("fill.danger"))
            painter.drawEllipse(QRectF(self.width() / 2 + 2, self.height() / 2 - 10, 8, 8))
            painter.end()


class TopBar(Plane):
    """Back, forward, breadcrumb, search, sync pill, bell and user menu, 46 high.

    Signals: `back()`, `forward()`, `search()`, `sync()`, `notices()`.
    """

    back = Signal()
    forward = Signal()
    search = Signal()
    sync = Signal()
    notices = Signal()

    def __init__(self, user: str, parent: QWidget | None = None) -> None:
        super().__init__("chrome", name="top-bar", parent=parent)
        self.back_button = IconButton("arrow-left", _("后退"), icon_size=18, name="back")
        self.forward_button = IconButton("arrow-right", _("前进"), icon_size=18, name="forward")
        self.breadcrumb = Breadcrumb()
        self.search_box = SearchBox()
        self.pill = SyncPill()
        self.bell = Bell()
        self.user = UserButton(user)
        left, right = QWidget(), QWidget()
        row(self.back_button, self.forward_button, 2, self.breadcrumb, spacing=6, parent=left)
        row(None, self.pill, 2, self.bell, self.user, spacing=8, parent=right)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 14, 4)
        line.setSpacing(16)
        line.addWidget(left, 1)
        line.addWidget(self.search_box)
        line.addWidget(right, 1)
        for button, signal in (
            (self.back_button, self.back),
            (self.forward_button, self.forward),
            (self.search_box, self.search),
            (self.pill, self.sync),
            (self.bell, self.notices),
        ):
            button.clicked.connect(signal)
        theme().changed.connect(self._resize)
        self._resize()

    def set_history(self, *, back: bool, forward: bool) -> None:
        """Say which ways are open."""
        self.back_button.setEnabled(back)
        self.forward_button.setEnabled(forward)

    def _resize(self) -> None:
        self.setFixedHeight(px(46))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width()
        self.search_box.setFixedSize(460 if wide >= 1330 else 380 if wide >= 1160 else 260, px(30))  # noqa: PLR2004 -- widths of the layout table
