"""The list of all shortcuts, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.actions import ACTIONS, MENUS
from desktop.views.widgets.buttons import Button, shortcut_text
from desktop.views.widgets.dim import Dim
from desktop.views.widgets.labels import KeyLabel, Label
from desktop.views.widgets.layouts import row
from desktop.wording import _

COLUMNS = 2


class ShortcutList(QDialog):
    """Which keys do what, grouped as in the menus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut-list")
        self.setWindowTitle(_("快捷键"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(14)
        box.addWidget(Label(_("快捷键"), "subtitle"))
        sides = [QVBoxLayout() for _side in range(COLUMNS)]
        for side in sides:
            side.setSpacing(6)
        groups = [(words, [a for a in ACTIONS if a.menu == menu and a.shortcut]) for menu, words in MENUS]
        for words, actions in groups:
            if not actions:
                continue
            side = min(sides, key=lambda layout: layout.count())
            grid = QGridLayout()
            grid.setHorizontalSpacing(32)
            grid.setVerticalSpacing(6)
            for line, action in enumerate(actions):
                grid.addWidget(Label(_(action.text)), line, 0)
                grid.addWidget(KeyLabel(shortcut_text(action.shortcut)), line, 1, Qt.AlignmentFlag.AlignRight)
            grid.setColumnStretch(0, 1)
            side.addWidget(Label(_(words), "meta-strong", "tertiary"))
            side.addLayout(grid)
            side.addSpacing(10)
        for side in sides:
            side.addStretch(1)
        box.addLayout(row(*sides, spacing=40))
        close = Button(_("关闭"), size="form", name="shortcut-list-close")
        close.clicked.connect(self.accept)
        box.addLayout(row(None, close))
        dim = Dim(parent.window())
        self.finished.connect(dim.lift)
