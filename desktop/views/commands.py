"""Menus and shortcuts, derived from the table of actions."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.actions import ACTIONS, GO_TO, MENUS, ActionSpec
from desktop.views.screen import Screen
from desktop.views.theme import icon, theme
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace

CHECKED: Final = "theme."


class Commands(QObject):
    """Every action as a QAction of one window, in its menus, greyed out with the reason where it is not permitted."""

    def __init__(
        self,
        window: QMainWindow,
        workspace: Workspace,
        run: Callable[[str], object],
        screens: Iterable[str],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._screens = frozenset(screens)
        self._actions: dict[str, QAction] = {}
        self._screen_id = ""
        self._screen: Screen | None = None
        self.menus: dict[str, QMenu] = {}
        for menu_id, words in MENUS:
            menu = window.menuBar().addMenu(_(words))
            menu.setToolTipsVisible(True)
            self.menus[menu_id] = menu
        for spec in ACTIONS:
            if not self._exists(spec):
                continue
            action = QAction(_(spec.text), window)
            action.setObjectName(f"action-{spec.id}")
            action.setShortcut(QKeySequence(spec.shortcut))
            action.triggered.connect(partial(run, spec.id))
            action.setCheckable(spec.id.startswith(CHECKED))
            self._actions[spec.id] = action
            menu = self.menus[spec.menu]
            if spec.separated and menu.actions():
                menu.addSeparator()
            menu.addAction(action)
            # A hidden menu bar does not serve shortcuts, so the window carries the actions as well.
            window.addAction(action)
        theme().changed.connect(self._follow_theme)
        self._follow_theme()

    def action(self, action_id: str) -> QAction | None:
        """Give the action with an id, or None when this window does not have it."""
        return self._actions.get(action_id)

    def refresh(self, screen_id: str, screen: Screen | None = None) -> None:
        """Grey out what the actor may not do, or the present screen does not know or cannot do now."""
        self._screen_id, self._screen = screen_id, screen
        for spec in ACTIONS:
            action = self._actions.get(spec.id)
            if action is None:
                continue
            reason = self.refusal(spec)
            on_screen = screen_id in spec.screens and (screen is None or screen.takes(spec.id))
            here = not spec.screens or on_screen or bool(spec.home)
            action.setEnabled(here and not reason)
            action.setToolTip(reason or _(spec.text))

    def refusal(self, spec: ActionSpec) -> str:
        """Say why the actor may not do it, or "" where it is permitted."""
        if spec.permission is None:
            return ""
        verdict = self._workspace.may(spec.permission)
        return "" if verdict.ok else explain(verdict.code, {})

    def offered(self, screen_id: str) -> list[ActionSpec]:
        """List what the command palette offers on a screen."""
        self.refresh(screen_id, self._screen if screen_id == self._screen_id else None)
        return [
            spec
            for spec in ACTIONS
            if spec.palette and (action := self._actions.get(spec.id)) is not None and action.isEnabled()
        ]

    def _exists(self, spec: ActionSpec) -> bool:
        screen = spec.id.removeprefix(GO_TO)
        return screen == spec.id or screen in self._screens

    def _follow_theme(self) -> None:
        for spec in ACTIONS:
            action = self._actions.get(spec.id)
            if action is not None and spec.icon:
                action.setIcon(icon(spec.icon))
            if action is not None and spec.id.startswith(CHECKED):
                action.setChecked(spec.id == CHECKED + theme().name)
