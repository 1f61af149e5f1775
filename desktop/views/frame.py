"""What stands around every screen: the rail, the top bar, the sheet and the status bar."""

from collections.abc import Container

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from desktop.actions import SCREENS
from desktop.views.status_bar import StatusBar
from desktop.views.widgets.labels import Plane
from desktop.views.widgets.layouts import row
from desktop.views.widgets.navigation import NavEntry, NavRail
from desktop.views.widgets.top_bar import TopBar
from desktop.wording import _
from desktop.workspace import Workspace


class Frame(Plane):
    """The chrome of the main window; the rail lists the given screens that the actor may open."""

    def __init__(self, workspace: Workspace, screens: Container[str], *, organisation: str, version: str) -> None:
        super().__init__("chrome", name="frame")
        entries = [
            NavEntry(spec.id, _(spec.text), spec.icon, spec.bottom)
            for spec in SCREENS
            if spec.id in screens and (spec.permission is None or workspace.may(spec.permission).ok)
        ]
        self.rail = NavRail(entries)
        self.top_bar = TopBar(workspace.actor.name)
        self.stack = QStackedWidget()
        self.stack.setObjectName("screens")
        self.status = StatusBar(organisation=organisation, version=version)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 0, 0)
        inside.addWidget(self.stack)
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.top_bar)
        body.addWidget(sheet, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(row(self.rail, body, spacing=0), 1)
        outer.addWidget(self.status)
