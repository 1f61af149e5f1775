import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.views.main_window import MainWindow
from desktop.views.theme import theme
from desktop.workspace import SyncState, SyncStatus
from domain.values.people import Post
from tests.desktop.views.fakes import FakeScreen, FakeWorkspace


class Today(FakeScreen):
    pass


class Customers(FakeScreen):
    screen_id = "customers"
    words = "客户"
    known = ("new", "find")

    def __init__(self, workspace, notices):
        super().__init__(workspace, notices)
        self.first, self.second = QWidget(), QWidget()
        box = QVBoxLayout(self)
        for panel in (self.first, self.second):
            QVBoxLayout(panel).addWidget(QLineEdit())
            box.addWidget(panel)

    def breadcrumb(self):
        return ["客户", "本组客户"]

    def panels(self):
        return [self.first, self.second]


class Visits(FakeScreen):
    screen_id = "visits"
    words = "走访"
    known = ("visit.log",)


class Memory:
    def __init__(self):
        self.kept = {}

    def get(self, name):
        return self.kept.get(name, "")

    def set(self, name, value):
        self.kept[name] = value


SCREENS = {"today": Today, "customers": Customers, "visits": Visits, "team": FakeScreen, "sync": FakeScreen}


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def workspace():
    return FakeWorkspace()


@pytest.fixture
def window(qtbot, workspace):
    made = MainWindow(workspace, SCREENS, settings=Memory(), organisation="澜州分公司", version="1.0.0")
    qtbot.addWidget(made)
    made.go("today")
    return made


def test_that_screens_are_built_when_first_shown(window):
    assert window.stack.count() == 1
    window.go("customers", "id-7")
    assert window.stack.count() == 2
    assert window.current().opened == ["id-7"]
    window.go("customers")
    assert window.stack.count() == 2
    assert window.windowTitle() == "客户 — 集客工作台"
    assert window.top_bar.breadcrumb.parts == ("客户", "本组客户")
    assert window.status.segments == ("共 128 户",)
    assert window.rail.button("customers").isChecked()


def test_that_back_and_forward_return_to_what_was_shown(window):
    window.go("customers", "id-1")
    window.go("visits")
    window.trigger("back")
    assert (window.screen_id, window.current().opened[-1]) == ("customers", "id-1")
    window.trigger("forward")
    assert window.screen_id == "visits"
    assert not window.top_bar.forward_button.isEnabled()
    window.back()
    window.go("today")
    assert not window.top_bar.forward_button.isEnabled()


def test_that_a_screen_can_ask_for_another_one(window):
    window.current().navigate.emit("customers", "id-3")
    assert window.screen_id == "customers"
    window.current().navigate.emit("nowhere", None)
    assert window.screen_id == "customers"


def test_that_the_rail_goes_to_screens(window, qtbot):
    qtbot.mouseClick(window.rail.button("visits"), Qt.MouseButton.LeftButton)
    assert window.screen_id == "visits"


def test_that_a_manager_without_the_permission_sees_no_team_screen(window, qtbot):
    assert window.rail.findChild(QWidget, "nav-team") is None
    assert not window.commands.action("go.team").isEnabled()
    assert window.commands.action("go.team").toolTip()
    supervisor = MainWindow(FakeWorkspace(Post.SUPERVISOR), SCREENS)
    qtbot.addWidget(supervisor)
    supervisor.go("today")
    assert supervisor.rail.button("team") is not None
    assert supervisor.commands.action("go.team").isEnabled()


def test_that_an_action_goes_to_the_screen_then_to_its_home(window):
    assert not window.trigger("new")
    window.go("customers")
    assert window.trigger("new")
    assert window.trigger("visit.log")
    assert window.screen_id == "visits"
    assert window.current().triggered == ["visit.log"]


def test_that_an_action_nobody_knows_is_handed_on(window, qtbot):
    with qtbot.waitSignal(window.action_asked) as asked:
        window.trigger("lock")
    assert asked.args == ["lock"]


def test_that_f5_syncs_and_ctrl_2_goes_to_customers(window, qtbot, workspace):
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert workspace.synced == 1
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.screen_id == "customers"


def test_that_the_hidden_menu_bar_shows_at_alt_and_holds_every_action(window, qtbot):
    window.show()
    assert not window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    assert window.commands.action("visit.log") in window.commands.menus["do"].actions()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_that_f6_walks_from_panel_to_panel(window, qtbot):
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("customers")
    screen = window.current()
    screen.first.findChild(QLineEdit).setFocus()
    window.trigger("panel.next")
    assert screen.second.isAncestorOf(window.focusWidget())
    window.trigger("panel.next")
    assert window.rail.isAncestorOf(window.focusWidget())
    window.trigger("panel.previous")
    assert screen.second.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize(
    ("width", "name"), [(1920, "wide"), (1440, "reference"), (1366, "laptop"), (1280, "narrow"), (1024, "small")]
)
def test_that_the_window_tells_its_width_class(window, width, name):
    window.show()
    window.resize(width, 720)
    assert window.width_class == name
    assert window.current().widths[-1] == name


def test_that_the_pill_tells_each_state_of_the_sync(window, workspace):
    assert window.top_bar.pill.text() == "离线工作中 5 项待同步"
    assert window.rail.button("sync").badge == 5
    for status, text in (
        (SyncStatus(state=SyncState.SYNCED, last_sync=workspace.now()), "已同步 10:12"),
        (SyncStatus(state=SyncState.SYNCING, done=2, total=5), "同步中 2 / 5"),
        (SyncStatus(state=SyncState.CONFLICT, conflicts=1), "1 项冲突 去处理"),
        (SyncStatus(state=SyncState.SIGNED_OUT), "登录已过期 重新登录"),
        (SyncStatus(state=SyncState.TOO_OLD), "版本过旧 需要更新"),
        (SyncStatus(state=SyncState.SYNCED, refused=2), "2 项未被接受 去处理"),
    ):
        workspace.sync_changed.emit(status)
        assert window.top_bar.pill.text() == text
    assert window.rail.button("sync").badge == 0


def test_that_being_offline_is_never_red(window):
    assert window.top_bar.pill.tone == "offline"


def test_that_the_window_remembers_its_place(qtbot, workspace):
    memory = Memory()
    first = MainWindow(workspace, SCREENS, settings=memory)
    first.go("customers")
    first.resize(1200, 700)
    first.close()
    assert memory.kept["last_screen"] == "customers"
    second = MainWindow(workspace, SCREENS, settings=memory)
    qtbot.addWidget(second)
    assert second.height() == 700


def test_that_ctrl_k_offers_commands_and_runs_the_chosen_one(window, qtbot):
    window.show()
    palette = window.finder.open()
    qtbot.addWidget(palette)
    palette.edit.setText("记录")
    assert palette.current().action == "visit.log"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.screen_id == "visits"


def test_that_the_shortcut_list_opens(window):
    window.show()
    window.trigger("shortcuts")
    dialog = window.findChild(QWidget, "shortcut-list")
    assert dialog.isVisible()
    dialog.reject()


def test_that_another_post_greys_out_what_it_may_not_do(window, workspace):
    assert window.commands.action("visit.log").isEnabled()
    workspace.actor = FakeWorkspace(Post.AUDITOR).actor
    workspace.actor_changed.emit(workspace.actor)
    assert not window.commands.action("visit.log").isEnabled()
    assert window.commands.action("visit.log").toolTip()


def test_that_the_theme_in_use_is_checked_in_the_menu(window):
    theme().set_theme("dark")
    assert window.commands.action("theme.dark").isChecked()
    theme().set_theme("light")
    assert not window.commands.action("theme.dark").isChecked()
    assert window.commands.action("theme.light").isChecked()
