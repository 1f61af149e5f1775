from datetime import timedelta

import keyring
import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from desktop.desks import AccountDesk
from desktop.models.settings import VISIT_WORDS, WORDS, parameter_words
from desktop.services.account import Account
from desktop.services.profiles import Profile
from desktop.views.notices import Notices
from desktop.views.settings import SettingsScreen
from desktop.views.settings.admin_pages import ParameterDialog
from desktop.views.settings.security import PassphraseDialog
from domain.rules.parameters import PARAMETERS
from domain.values.people import Post
from tests.helpers import desk
from tests.helpers.key_ring import MemoryRing

PASSPHRASE = "Visit first 2026"
ADMIN = msgspec.structs.replace(desk.actor(), post=Post.ADMINISTRATOR, level=None)


@pytest.fixture
def key_ring():
    before, ring = keyring.get_keyring(), MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def account(tmp_path):
    made = Account(tmp_path / "profile", lambda: desk.NOON)
    made.create(made.prepare(PASSPHRASE, profile_id="p1", name="李明远", staff_no="A1001"))
    return made


@pytest.fixture
def workspace(qapp, tmp_path, account):
    assert qapp is not None
    with desk.open_workspace(tmp_path / "profile", desk.customer(1, "恒岳精密制造"), acting=ADMIN) as opened:
        profile = Profile(account, opened._database, None, None, lambda: desk.NOON, ADMIN)
        opened.account = AccountDesk(profile, opened._background)
        yield opened


@pytest.fixture
def screen(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)
    made = SettingsScreen(workspace, Notices(window))
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def page(screen, page_id):
    screen.open(page_id)
    return screen.page


def press(qtbot, screen, name):
    qtbot.mouseClick(screen.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_that_every_threshold_has_words():
    unsaid = [spec.code for spec in PARAMETERS if parameter_words(spec.code) == spec.code]
    assert unsaid == []
    assert WORDS
    assert VISIT_WORDS


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "system"])
def test_that_a_theme_applies_when_its_picture_is_pressed(qtbot, screen, workspace, name):
    workspace.settings.set("theme", "dark" if name != "dark" else "light")
    screen.open("appearance")
    tile = screen.findChild(QAbstractButton, f"settings.theme.{name}")
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert workspace.settings.text("theme") == name


def test_that_row_height_font_size_and_motion_apply_at_once(qtbot, screen, workspace):
    shown = page(screen, "appearance")
    qtbot.mouseClick(shown.density.button("compact"), Qt.MouseButton.LeftButton)
    assert workspace.settings.text("row_height") == "compact"
    qtbot.keyClick(shown.font_size.slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: workspace.settings.number("font_size") == 125)
    assert shown.font_size.words.text() == "125%"
    shown.motion.click()
    assert workspace.settings.flag("reduced_motion")


def test_that_working_offline_is_one_switch_for_the_workspace(screen, workspace):
    shown = page(screen, "sync")
    shown.offline.click()
    assert workspace.offline
    assert not shown.now.isEnabled()
    shown.offline.click()
    assert not workspace.offline


def test_that_the_search_finds_rows_on_their_pages(qtbot, screen):
    qtbot.keyClicks(screen.search, "Ctrl")
    screen.search.setText("密钥环")
    screen.search.textEdited.emit("密钥环")
    assert screen.page.page_id == "security"
    shown = {name for name, button in screen.buttons.items() if not button.isHidden()}
    assert shown == {"security"}
    screen.search.textEdited.emit("没有这种设置")
    assert screen.stack.currentWidget() is screen.none


def test_that_the_passphrase_is_changed(qtbot, screen, account):
    page(screen, "security")
    press(qtbot, screen, "settings.change-passphrase")
    dialog = screen.findChild(PassphraseDialog)
    dialog.old.setText("not the one")
    dialog.new.setText("Another one 2026")
    dialog.again.setText("Another one 2027")
    dialog.submit()
    assert dialog.form.row_named("again").error.text() == "两次输入不一样"
    dialog.again.setText("Another one 2026")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.row_named("old").error.text() == "密码不对", timeout=10_000)
    dialog.old.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.submit()
    assert account.unlock("Another one 2026")


def test_that_without_a_key_ring_the_switch_says_so(qtbot, screen):
    shown = page(screen, "security")
    qtbot.waitUntil(lambda: "没有系统密钥环" in shown.ring_row.words)
    assert not shown.ring.isEnabled()


def test_that_the_key_goes_into_the_key_ring_and_out_again(qtbot, key_ring, screen):
    shown = page(screen, "security")
    qtbot.waitUntil(shown.ring.isEnabled)
    shown.ring.click()
    qtbot.waitUntil(lambda: len(key_ring.kept) == 1)
    shown.ring.click()
    qtbot.waitUntil(lambda: not key_ring.kept)


def test_that_a_backup_is_made_and_listed(qtbot, screen, account):
    shown = page(screen, "data")
    press(qtbot, screen, "settings.back-up")
    qtbot.waitUntil(lambda: not shown.now.busy, timeout=10_000)
    copies = screen.findChild(QWidget, "settings.backups")
    qtbot.waitUntil(lambda: any("MB" in label.text() for label in copies.findChildren(QLabel)))
    assert list(account.backups.glob("*.backup"))
    assert str(account.home) in shown.words


def test_that_an_administrator_sets_a_threshold_from_a_day_on(qtbot, screen, workspace):
    shown = page(screen, "parameters")
    code = "visit.late_after"
    qtbot.waitUntil(lambda: shown.model.row_at(shown.model.row_of(code)) is not None)
    shown.open_parameter(code)
    dialog = screen.findChild(ParameterDialog)
    dialog.value.setText("many")
    dialog.submit()
    assert dialog.form.row_named("value").error.text()
    dialog.value.setText("24")
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.submit()
    qtbot.waitUntil(lambda: getattr(shown.model.row_at(shown.model.row_of(code)), "value", "") == "24")
    line = shown.model.row_at(shown.model.row_of(code))
    assert line.valid_from == workspace.today()


def test_that_a_later_value_is_told_beside_the_present_one(qtbot, screen, workspace):
    shown = page(screen, "parameters")
    code = "visit.longest"
    qtbot.waitUntil(lambda: shown.model.row_at(shown.model.row_of(code)) is not None)
    shown.open_parameter(code)
    dialog = screen.findChild(ParameterDialog)
    dialog.value.setText("10")
    dialog.day.set_value(workspace.today() + timedelta(days=30))
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.submit()
    qtbot.waitUntil(lambda: getattr(shown.model.row_at(shown.model.row_of(code)), "next_value", "") == "10")
    assert shown.model.row_at(shown.model.row_of(code)).value == "12"


def test_that_thresholds_are_narrowed_by_words(qtbot, screen):
    shown = page(screen, "parameters")
    qtbot.waitUntil(lambda: shown.model.rowCount() == len(PARAMETERS))
    shown.search.textEdited.emit("查重")
    qtbot.waitUntil(lambda: 0 < shown.model.rowCount() < 10)


def test_that_nobody_else_sees_the_pages_of_administrators(qtbot, workspace):
    workspace.take_actor(desk.actor())
    made = SettingsScreen(workspace, Notices(QWidget()))
    qtbot.addWidget(made)
    assert not {"parameters", "rules"} & set(made.buttons)


def test_that_locking_by_itself_can_be_chosen(screen, workspace):
    shown = page(screen, "security")
    shown.lock.setCurrentIndex(shown.lock.findData("0"))
    shown.lock.chosen.emit("0")
    assert workspace.settings.number("lock_minutes") == 0
