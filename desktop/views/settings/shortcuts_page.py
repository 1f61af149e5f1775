"""Which keys do what, from the table of actions."""

from desktop.actions import ACTIONS, MENUS, SCREENS, ActionSpec, ScreenSpec
from desktop.views.settings.parts import Page, SettingRow
from desktop.views.widgets import KeyLabel, shortcut_text
from desktop.wording import _

LINE = 36


class ShortcutsPage(Page):
    """Every shortcut, grouped as in the menus."""

    page_id = "shortcuts"
    icon = "keyboard"

    def __init__(self) -> None:
        super().__init__(_("快捷键"))
        known = {spec.shortcut for spec in SCREENS}
        self.section(_("页面"), [shortcut_row(spec) for spec in SCREENS if spec.shortcut])
        for menu, words in MENUS:
            actions = [each for each in ACTIONS if each.menu == menu and each.shortcut and each.shortcut not in known]
            if actions:
                self.section(_(words), [shortcut_row(each) for each in actions])
        self.body.addStretch(1)


def shortcut_row(spec: ActionSpec | ScreenSpec) -> SettingRow:
    """Give the line of one action: what it does, and its keys."""
    return SettingRow(_(spec.text), "", KeyLabel(shortcut_text(spec.shortcut)), height=LINE)
