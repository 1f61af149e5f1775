from datetime import UTC, datetime, timedelta

import pytest

from desktop.background import Background
from desktop.entrance import Entrance
from desktop.services.account import Account
from desktop.services.errors import Trouble
from desktop.settings import Settings


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def pass_by(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def account(tmp_path, clock):
    return Account(tmp_path / "profile", clock)


@pytest.fixture
def entrance(qapp, tmp_path, account, clock):
    assert qapp is not None
    background = Background(troubles=(Trouble,))
    yield Entrance(account, Settings(tmp_path / "settings.json"), background, clock)
    background.close()
