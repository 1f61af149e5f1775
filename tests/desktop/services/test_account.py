import stat
from datetime import UTC, datetime, timedelta

import keyring
import pytest

from desktop.services.account import FREE_TRIES, Account
from desktop.services.errors import NotOurs, WrongPassphrase
from tests.helpers.key_ring import MemoryRing

PASSPHRASE = "走访第一 2026"


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def pass_by(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def account(tmp_path, clock):
    made = Account(tmp_path / "profile", clock)
    new = made.prepare(PASSPHRASE, profile_id="p1", name="林一", staff_no="AM0001")
    made.create(new)
    made.key = new.key
    return made


def test_that_the_passphrase_gives_the_key_and_is_written_nowhere(account):
    assert account.unlock(PASSPHRASE) == account.key
    text = (account.home / "key.json").read_bytes()
    assert PASSPHRASE.encode() not in text
    assert account.key.hex().encode() not in text
    assert stat.S_IMODE((account.home / "key.json").stat().st_mode) == 0o600


def test_that_wrong_passphrases_wait_ever_longer_even_after_a_restart(account, clock):
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongPassphrase) as wrong:
            account.unlock("falsch falsch")
        assert wrong.value.facts["wait"] == 0
    waits = []
    for _ in range(3):
        with pytest.raises(WrongPassphrase) as wrong:
            account.unlock("falsch falsch")
        waits.append(wrong.value.facts["wait"])
        clock.pass_by(wrong.value.facts["wait"])
    assert waits == [60, 120, 240]
    with pytest.raises(WrongPassphrase):
        account.unlock("falsch falsch")
    again = Account(account.home, clock)
    with pytest.raises(WrongPassphrase, match="passphrase_wait"):
        again.unlock(PASSPHRASE)
    clock.pass_by(480)
    assert again.unlock(PASSPHRASE) == account.key
    assert again.waiting_seconds() == 0


def test_that_turning_the_clock_back_a_year_does_not_lock_the_owner_out(account, clock):
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(WrongPassphrase):
            account.unlock("falsch falsch")
    clock.pass_by(-365 * 86400)
    assert account.waiting_seconds() <= 60


def test_that_changing_the_passphrase_keeps_the_key(account):
    account.change_passphrase(PASSPHRASE, "新的口令 2027")
    assert account.unlock("新的口令 2027") == account.key
    with pytest.raises(WrongPassphrase):
        account.unlock(PASSPHRASE)


def test_that_a_short_passphrase_is_refused(account):
    with pytest.raises(WrongPassphrase, match="passphrase_too_short"):
        account.change_passphrase(PASSPHRASE, "kurz")


def test_that_a_profile_is_never_made_over_another(account):
    with pytest.raises(FileExistsError):
        account.create(account.prepare(PASSPHRASE, profile_id="p2"))


def test_that_a_machine_without_key_ring_opens_by_passphrase_alone(account):
    assert account.remember(account.key) is False
    assert account.recall() is None
    account.forget()


def test_that_the_key_ring_gives_the_key_back_unless_it_is_another_one(account, monkeypatch):
    ring = MemoryRing()
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    assert account.remember(account.key)
    assert account.recall() == account.key
    ring.kept = dict.fromkeys(ring.kept, "AAAA")
    assert account.recall() is None
    account.forget()
    assert ring.kept == {}


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"version":1}'])
def test_that_a_damaged_key_file_is_told_and_kept(account, content):
    path = account.home / "key.json"
    path.write_bytes(content)
    with pytest.raises(NotOurs, match="key_file_damaged"):
        account.unlock(PASSPHRASE)
    assert path.read_bytes() == content
