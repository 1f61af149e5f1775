"""The one module that speaks to the person outside form fields: toasts, and the list of what was said."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import px, theme
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.feedback import EmptyState, IconLabel
from desktop.views.widgets.labels import HairLine, Label, Plane
from desktop.wording import _

SHOWN_MS = 4000
UNDO_MS = 8000
SLIDE_MS = 160
QUEUE = 3
KEPT = 100
LISTED = 12
ICONS = {"ok": "circle-check", "accent": "info", "warn": "triangle-alert", "bad": "circle-x", "offline": "cloud-upload"}


class Notice(msgspec.Struct, frozen=True):
    """Something that was said, with its tone and icon; `moment` is the local time in words."""

    text: str
    tone: str = "ok"
    icon: str = ""
    moment: str = ""


class Remark(msgspec.Struct, frozen=True):
    """Something a colleague wrote about one's work, and the way to it."""

    text: str
    moment: str
    open: Callable[[], object]


class Toast(QFrame):
    """A small card at the bottom right that goes away by itself. Signal `closed()`."""

    closed = Signal()

    def __init__(self, notice: Notice, undo: Callable[[], object] | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._undo = undo
        self.setObjectName("toast")
        self.setProperty("plane", "toast")
        self.setAccessibleName(notice.text)
        words = Label(notice.text, wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(10)
        line.addWidget(IconLabel(notice.icon or ICONS.get(notice.tone, "info"), notice.tone, 18))
        line.addWidget(words, 1)
        if undo is not None:
            button = Button(_("撤销"), kind="link", name="toast-undo")
            button.clicked.connect(self._take_back)
            line.addWidget(button)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 4)
        dark = QColor(Qt.GlobalColor.black)
        dark.setAlphaF(0.18)
        shadow.setColor(dark)
        self.setGraphicsEffect(shadow)
        self.setFixedWidth(px(330))
        self.setMinimumHeight(px(40))
        self._timer = QTimer(self, singleShot=True, interval=UNDO_MS if undo is not None else SHOWN_MS)
        self._timer.timeout.connect(self.closed)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)

    def appear(self, place: QPoint) -> None:
        """Show at a place of the window and start to count down."""
        self.adjustSize()
        self.show()
        self.raise_()
        if theme().motion:
            self._slide.setStartValue(place + QPoint(0, 12))
            self._slide.setEndValue(place)
            self._slide.start()
        else:
            self.move(place)
        self._timer.start()

    def _take_back(self) -> None:
        if self._undo is not None:
            self._undo()
        self.closed.emit()

    @override
    def enterEvent(self, event: object) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: object) -> None:
        self._timer.start()


class Notices(QObject):
    """Says things in the corner of a window, one at a time, and remembers them.

    `clock` gives the local time in words for the list. Signal `said(Notice)`.
    """

    said = Signal(object)

    def __init__(self, window: QWidget, clock: Callable[[], str] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._waiting: list[Toast] = []
        self._shown: Toast | None = None
        self.history: list[Notice] = []
        self.unread = False
        window.installEventFilter(self)

    def say(self, text: str, undo: Callable[[], object] | None = None, *, tone: str = "ok", icon: str = "") -> None:
        """Say a sentence for 4 seconds, or 8 with a way back. Never for errors that need an answer."""
        notice = Notice(text, tone, icon, self._clock() if self._clock is not None else "")
        self.history = [notice, *self.history][:KEPT]
        self.unread = True
        toast = Toast(notice, undo, self._window)
        toast.hide()
        toast.closed.connect(self._next)
        self._waiting.append(toast)
        for late in self._waiting[:-QUEUE]:
            late.deleteLater()
        self._waiting = self._waiting[-QUEUE:]
        if self._shown is None:
            self._next()
        self.said.emit(notice)

    @property
    def current(self) -> Toast | None:
        """The toast on screen."""
        return self._shown

    def _next(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        if self._waiting:
            self._shown = self._waiting.pop(0)
            self._shown.appear(self._place(self._shown))

    def _place(self, toast: Toast) -> QPoint:
        toast.adjustSize()
        return QPoint(self._window.width() - toast.width() - 20, self._window.height() - toast.sizeHint().height() - 46)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown is not None:
            self._shown.move(self._place(self._shown))
        return False


class NoticeList(Plane):
    """A popup with colleagues' remarks and everything that was said, newest first."""

    def __init__(self, notices: Notices, remarks: Sequence[Remark], parent: QWidget) -> None:
        super().__init__("dialog", name="notice-list", parent=parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(px(360))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 16, 12)
        self._box.setSpacing(8)
        self._box.addWidget(Label(_("提醒"), "section"))
        for number, remark in enumerate(remarks):
            self._add_remark(number, remark)
        if remarks and notices.history:
            self._box.addWidget(HairLine())
        for notice in notices.history[:LISTED]:
            sign = IconLabel(notice.icon or ICONS.get(notice.tone, "info"), notice.tone, 16)
            self._add(sign, notice.text, Label(notice.moment, "meta", "tertiary"))
        if not notices.history and not remarks:
            self._box.addWidget(EmptyState("bell", _("没有提醒")))
        notices.unread = False

    def _add_remark(self, number: int, remark: Remark) -> None:
        way = Button(_("查看"), kind="link", size="small", name=f"notice-list.remark-{number}")
        way.clicked.connect(self.close)
        way.clicked.connect(remark.open)
        self._add(IconLabel("user-round", "accent", 16), remark.text, way, remark.moment)

    def _add(self, sign: QWidget, text: str, end: QWidget, below: str = "") -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(text, wrap=True))
        if below:
            words.addWidget(Label(below, "meta", "tertiary"))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(line)
