"""The hands and eyes of somebody at a desktop: find by name, click, type, wait for what must appear, take pictures."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QListView, QWidget

from desktop.app import DesktopApp

W = TypeVar("W", bound=QWidget)
PATIENCE = 30.0
STEP_MS = 15


class NotSeenError(AssertionError):
    """What should have appeared did not."""


class Hands:
    """Works one desktop through its real widgets; pictures go to `out`/screens in both themes."""

    def __init__(self, desktop: DesktopApp, out: Path, first_picture: int) -> None:
        self.desktop = desktop
        self.out = out / "screens"
        self.out.mkdir(parents=True, exist_ok=True)
        self.pictures = first_picture
        self.taken: list[str] = []

    @property
    def window(self) -> QWidget:
        window = self.desktop.window
        if window is None:
            raise NotSeenError("no window is open")
        return window

    def until(self, holds: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
        """Let the program work until something holds; gives it. Raises NotSeenError naming what was waited for."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = holds()
            if found:
                return found
            self.breathe()
        raise NotSeenError(f"not seen within {patience:.0f} s: {what}")

    @staticmethod
    def breathe() -> None:
        loop = QEventLoop()
        QTimer.singleShot(STEP_MS, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Let layouts that ask for another pass have it."""
        for _ in range(4):
            self.breathe()

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        """Give the visible widget of a name, in any window, as soon as it is there."""
        return self.until(lambda: self.seen(name, kind), f"widget {name!r} ({kind.__name__})")

    def seen(self, name: str, kind: type[W] = QWidget) -> W | None:
        for top in QApplication.topLevelWidgets():
            if not top.isVisible():
                continue
            if top.objectName() == name and isinstance(top, kind):
                return top
            for found in top.findChildren(kind, name):
                if found.isVisible():
                    return found
        return None

    def click(self, name: str) -> None:
        """Click a widget once it is there and enabled."""
        widget = self.until(lambda: self._ready(name), f"enabled {name!r}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.breathe()

    def _ready(self, name: str) -> QWidget | None:
        widget = self.seen(name)
        return widget if widget is not None and widget.isEnabled() else None

    def type(self, name: str, text: str) -> None:
        """Type into a field after clicking into it; whole text at once, as an input method commits it."""
        widget = self.until(lambda: self._ready(name), f"enabled {name!r}")
        widget.window().activateWindow()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(12, min(12, widget.height() // 2)))
        self.until(lambda: self._has_keyboard(widget), f"the focus in {name!r}")
        self.commit(text)

    @staticmethod
    def _has_keyboard(widget: QWidget) -> bool:
        """Whether what is typed now goes into a widget, or into what it has let pop up."""
        focus = QApplication.focusWidget()
        if focus is None:
            return False
        inside = focus is widget or widget.isAncestorOf(focus) or focus is widget.focusProxy()
        return inside or QApplication.activePopupWidget() is not None

    def commit(self, text: str) -> None:
        """Give text to whatever has the focus, as an input method commits it (key events carry Latin only)."""
        focus = self.until(QApplication.focusWidget, "the focus anywhere")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focus, event)
        self.breathe()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.breathe()

    def pick_row(self, name: str, shows: Callable[[str], bool], *, column: int = 0, double: bool = False) -> None:
        """Click the row of a list or table whose text is the wanted one."""
        view = self.find(name, QAbstractItemView)

        def row() -> int | None:
            model = view.model()
            columns = 1 if isinstance(view, QListView) else model.columnCount()
            for number in range(model.rowCount()):
                roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
                texts = (str(model.index(number, place).data(role) or "") for role in roles for place in range(columns))
                if any(shows(text) for text in texts):
                    return number + 1
            return None

        number = self.until(row, f"a wanted row in {name!r}") - 1
        index = view.model().index(number, column)
        view.scrollTo(index)
        where = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        if double:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        self.breathe()

    def save_as(self, button: str, path: Path) -> None:
        """Click a button that asks where to save, give the path there, and wait for the file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        asked: list[bool] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(STEP_MS, answer)
                return
            asked.append(True)
            dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
            QTest.keyClick(dialog.findChild(QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)

        QTimer.singleShot(STEP_MS, answer)
        self.click(button)
        self.until(lambda: asked and path.exists(), f"the file {path.name}")

    def shot(self, name: str) -> None:
        """Take a picture of the window in both themes, as `NN-name-light.png` and `NN-name-dark.png`."""
        self.pictures += 1
        chosen = self.desktop.settings.text("theme")
        for theme in ("dark", "light"):
            self.desktop.settings.set("theme", theme)
            self.until(lambda: self.desktop.background.idle, "quiet before a picture")
            self.settle()
            picture = f"{self.pictures:02d}-{name}-{theme}.png"
            dialog = QApplication.activeModalWidget()
            image = self.window.grab()
            if dialog is not None and dialog is not self.window and dialog.isVisible():
                painter = QPainter(image)
                painter.drawPixmap(self.window.mapFromGlobal(dialog.mapToGlobal(QPoint(0, 0))), dialog.grab())
                painter.end()
            if not image.save(str(self.out / picture)):
                raise NotSeenError(f"the picture {picture} could not be written")
            self.taken.append(picture)
        self.desktop.settings.set("theme", chosen)
