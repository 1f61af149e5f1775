from collections import Counter

from desktop.actions import ACTIONS, BY_ID, MENUS, OFF_RAIL, SCREENS
from desktop.views.theme.tokens import RESOURCES


def test_that_no_id_and_no_shortcut_is_used_twice():
    ids = Counter(action.id for action in ACTIONS)
    keys = Counter(action.shortcut for action in ACTIONS if action.shortcut)
    assert [name for name, count in (ids + keys).items() if count > 1] == []


def test_that_every_action_stands_in_a_menu_and_names_real_screens_and_icons():
    menus = {menu for menu, _words in MENUS}
    screens = {screen.id for screen in SCREENS} | set(OFF_RAIL)
    for action in ACTIONS:
        assert action.menu in menus
        assert {*action.screens, *([action.home] if action.home else [])} <= screens
        assert not action.icon or (RESOURCES / "icons" / f"{action.icon}.svg").exists()


def test_that_keys_of_chinese_input_methods_are_left_alone():
    taken = {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "Shift"}
    assert not taken & {action.shortcut for action in ACTIONS}


def test_that_every_screen_can_be_reached_by_an_action():
    assert {f"go.{screen.id}" for screen in SCREENS} <= set(BY_ID)
