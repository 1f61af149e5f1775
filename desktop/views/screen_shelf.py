"""The screens of one window, each built when it is first shown."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.actions import SCREENS
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.workspace import Workspace

ScreenFactory = Callable[[Workspace, Notices], Screen]
PERMISSIONS = {spec.id: spec.permission for spec in SCREENS}


class ScreenShelf(QObject):
    """Signals: `asked(str, object)` a screen asks for another and its target; `described()` its facts changed."""

    asked = Signal(str, object)
    described = Signal()

    def __init__(
        self,
        workspace: Workspace,
        notices: Notices,
        factories: Mapping[str, ScreenFactory],
        stack: QStackedWidget,
    ) -> None:
        super().__init__(stack)
        self._workspace, self._notices = workspace, notices
        self._factories = dict(factories)
        self._stack = stack
        self._built: dict[str, Screen] = {}
        self._width_class = ""

    def __iter__(self) -> Iterator[Screen]:
        return iter(tuple(self._built.values()))

    def opens(self, screen_id: str) -> bool:
        """Whether there is such a screen and the actor may open it."""
        permission = PERMISSIONS.get(screen_id)
        return screen_id in self._factories and (permission is None or self._workspace.may(permission).ok)

    def find(self, screen_id: str) -> Screen | None:
        """Give a screen that was built already."""
        return self._built.get(screen_id)

    def named(self, screen_id: str) -> Screen:
        """Give a screen, building it on first use. KeyError for one this window lacks."""
        if screen_id not in self._built:
            made = self._factories[screen_id](self._workspace, self._notices)
            made.setObjectName(f"screen-{screen_id}")
            made.navigate.connect(self.asked)
            made.status_changed.connect(self.described)
            self._built[screen_id] = made
            self._stack.addWidget(made)
            if self._width_class:
                made.layout_changed(self._width_class)
        return self._built[screen_id]

    def show(self, screen_id: str, target: object) -> Screen:
        """Bring a screen up with its target."""
        shown = self.named(screen_id)
        self._stack.setCurrentWidget(shown)
        shown.open(target)
        return shown

    def set_width_class(self, width_class: str) -> None:
        """Let every screen fit into another width class."""
        self._width_class = width_class
        for screen in self:
            screen.layout_changed(width_class)

    def keep(self) -> None:
        """Let every screen keep what was typed."""
        for screen in self:
            screen.keep()
