"""Tells when nobody has touched the program for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

LOOK_MS: Final = 10_000
TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches whichever window of the program has the keyboard. Signal `idle()` after `minutes` without a touch.

    The clock is asked, not a timer: a laptop that slept through the time is idle when it wakes. It looks at the
    window's own events, of which there are few, rather than at every event of the application. `busy` puts idleness
    off while work is under way. 0 minutes switch it off.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, clock: Callable[[], datetime], busy: Callable[[], bool]) -> None:
        super().__init__()
        self._clock, self._busy = clock, busy
        self._limit = timedelta(0)
        self._touched = clock()
        self._watched: QWindow | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Begin, or go on with another limit."""
        self._limit = timedelta(minutes=minutes)
        self._touched = self._clock()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there; too late when the time was up already, such as after the laptop slept."""
        if self._timer.isActive() and not self._is_up():
            self._touched = self._clock()

    def look(self) -> None:
        """Look at the clock."""
        if self._timer.isActive() and self._is_up() and not self._busy():
            self._timer.stop()
            self.idle.emit()

    def _is_up(self) -> bool:
        return self._clock() - self._touched >= self._limit

    def _watch(self, window: QWindow | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
            self.touch()

    def _forget(self) -> None:
        self._watched = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touch()
        return False
