import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.services import backup, state
from desktop.services.migrating import open_database
from desktop.services.sync.rounds import ACTOR
from desktop.views.unlock import UnlockWindow
from desktop.views.unlock.parts import time_away
from desktop.views.unlock.passphrase_field import PassphraseField
from tests.helpers.desk import actor

PASSPHRASE = "Visit first 2026"


@pytest.fixture
def profile(account, clock):
    """Set a profile up as the first run does."""
    new = account.prepare(PASSPHRASE, profile_id="p1", name="顾晓舟", staff_no="1001")
    database = open_database(account.database_path, new.key, account.backups, clock)
    with database.write() as session:
        state.put(session, ACTOR, actor())
        state.put(session, "tokens", {"access": "", "refresh": "", "expires_at": clock(), "actor": actor()})
    database.close()
    account.create(new)
    return new


@pytest.fixture
def opened(entrance, profile):
    assert profile
    found = []
    entrance.opened.connect(found.append)
    yield found
    for one in found:
        one.close()


@pytest.fixture
def window(qtbot, entrance, opened):
    assert opened == []
    made = UnlockWindow(entrance, "1.2")
    qtbot.addWidget(made)
    made.show()
    return made


def type_in(qtbot, window, words):
    field = window.findChild(PassphraseField, "unlock.passphrase")
    field.clear()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.button.busy)


def error(window):
    return window.findChild(QLabel, "unlock.error").text()


def test_that_the_right_passphrase_opens_the_profile(qtbot, window, opened):
    window.field.setText(PASSPHRASE)
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].actor == actor()


def test_that_the_owner_and_the_unit_are_shown(window):
    assert window.findChild(QLabel, "unlock.name").text() == "顾晓舟"


def test_that_a_wrong_passphrase_is_told_and_counted(qtbot, window, opened):
    type_in(qtbot, window, "wrong one")
    qtbot.waitUntil(lambda: "再错 4 次" in error(window))
    assert opened == []
    assert window.field.selectedText()


def test_that_many_wrong_ones_make_one_wait_with_a_countdown(qtbot, window, clock, account):
    for _ in range(5):
        type_in(qtbot, window, "wrong one")
    qtbot.waitUntil(lambda: "1:00" in error(window))
    assert not window.button.isEnabled()
    clock.pass_by(61)
    qtbot.waitUntil(window.button.isEnabled, timeout=5000)
    assert error(window) == ""
    assert account.database_path.exists()


def test_that_caps_lock_is_noticed_while_typing(qtbot, window):
    hint = window.findChild(type(window.caps), "unlock.caps")
    qtbot.keyClicks(window.field, "abc")
    assert hint.isHidden()
    qtbot.keyClick(window.field, Qt.Key.Key_CapsLock)
    assert not hint.isHidden()


def test_that_the_eye_shows_what_was_typed(qtbot, window):
    qtbot.keyClicks(window.field, "abc")
    assert window.field.displayText() != "abc"
    window.field.eye.click()
    assert window.field.displayText() == "abc"


def test_that_a_damaged_database_is_kept_and_its_copy_offered(qtbot, window, account, opened, profile, clock):
    backup.make(account.database_path, profile.key, account.backups, clock())
    account.database_path.write_bytes(b"not a database" * 1000)
    type_in(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: not window.damage.isHidden())
    assert "2026-11-25 10:00" in window.damage.copy.text()
    restore = window.findChild(QPushButton, "unlock.damage.restore")
    qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert list(account.home.glob("jike.db.damaged-*"))


def test_that_without_a_copy_the_folder_is_named(qtbot, window, account):
    account.database_path.write_bytes(b"not a database" * 1000)
    type_in(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: not window.damage.isHidden())
    assert window.findChild(QPushButton, "unlock.damage.restore").isHidden()
    assert str(account.database_path) in window.damage.path.text()


def test_that_a_damaged_key_file_is_told_at_once(qtbot, entrance, account, profile):
    assert profile
    (account.home / "key.json").write_bytes(b"{")
    window = UnlockWindow(entrance)
    qtbot.addWidget(window)
    assert window.form.isHidden()
    assert "密钥文件已损坏" in window.damage.words.text()


def test_that_the_key_ring_is_offered_only_where_it_has_the_key(qtbot, window, entrance, opened):
    assert opened == []
    with qtbot.waitSignal(entrance.look_in_key_ring().done) as asked:
        pass
    assert asked.args == [False]
    assert window.ring.isHidden()


@pytest.mark.parametrize(
    ("last_sync", "words"),
    [
        ("", ""),
        ("2026-11-25T01:30:00+00:00", "不到 1 小时前同步过"),
        ("2026-11-24T23:00:00+00:00", "上次同步在 3 小时前"),
        ("2026-11-20T01:00:00+00:00", "上次同步在 5 天前"),
    ],
)
def test_that_the_time_since_the_last_exchange_is_in_words(clock, last_sync, words):
    assert time_away(last_sync, clock()) == words


def test_that_what_waits_is_told_before_unlocking(qtbot, entrance, profile):
    assert profile
    entrance.note_door(waiting="5", unit="集团客户部 装备与港航组")
    window = UnlockWindow(entrance)
    qtbot.addWidget(window)
    assert "5 项待同步" in window.facts.safety.words.text()
    assert window.findChild(QLabel, "unlock.unit").text() == "集团客户部 装备与港航组"
    assert "当前离线" in window.facts.network.words.text()
