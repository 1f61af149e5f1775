"""Which keys do what, from the table of actions."""

from PySide6.QtWidgets import QWidget

from desktop.actions import ACTIONS, MENUS, SCREENS
from desktop.views.settings.parts import Page, SettingRow
from desktop.views.widgets import KeyLabel, shortcut_text
from desktop.wording import _


class ShortcutsPage(Page):
    """Every shortcut, grouped as in the menus."""

    page_id = "shortcuts"
    icon = "keyboard"

    def __init__(self) -> None:
        super().__init__(_("快捷键"))
        screens: list[QWidget] = [
            SettingRow(_(spec.text), "", KeyLabel(shortcut_text(spec.shortcut))) for spec in SCREENS if spec.shortcut
        ]
        self.section(_("页面"), screens)
        for menu, words in MENUS:
            known = {spec.shortcut for spec in SCREENS}
            actions = [each for each in ACTIONS if each.menu == menu and each.shortcut and each.shortcut not in known]
            if actions:
                rows: list[QWidget] = [
                    SettingRow(_(each.text), "", KeyLabel(shortcut_text(each.shortcut))) for each in actions
                ]
                self.section(_(words), rows)
        self.body.addStretch(1)
