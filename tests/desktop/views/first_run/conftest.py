from datetime import UTC, datetime
from random import Random

import pytest

from desktop.background import Background
from desktop.desks import FileDesk
from desktop.entrance import Entrance
from desktop.heartbeat import Heartbeat
from desktop.services.account import Account
from desktop.services.errors import Trouble
from desktop.services.sync import Syncer
from desktop.services.sync.pace import Pace
from desktop.settings import Settings
from desktop.workspace import Workspace


def now():
    return datetime.now(UTC)


class Newcomer:
    """A machine without a profile: its door, and what the composition root does when it opens."""

    def __init__(self, home):
        self.settings = Settings(home / "settings.json")
        self.background = Background(troubles=(Trouble,))
        self.account = Account(home, now)
        self.entrance = Entrance(self.account, self.settings, self.background, now)
        self.entrance.opened.connect(self.enter)
        self.window = None
        self.profile = None
        self.heartbeat = None

    def enter(self, profile):
        self.profile = profile
        self.workspace = Workspace(
            actor=profile.actor,
            database=profile.database,
            background=self.background,
            settings=self.settings,
            files=FileDesk(profile.store, self.background),
            clock=now,
        )
        syncer = Syncer(profile.database, profile.api, profile.store, now, self.workspace.tell_changed)
        self.heartbeat = Heartbeat(self.workspace, self.background, syncer, Pace(Random(1)))  # noqa: S311 -- waiting times, no secrets
        self.heartbeat.start()
        self.window.attach(self.workspace)

    def close(self):
        if self.heartbeat is not None:
            self.heartbeat.close()
        self.background.close()
        if self.profile is not None:
            self.profile.close()


@pytest.fixture
def newcomer(qapp, tmp_path):
    assert qapp is not None
    made = Newcomer(tmp_path / "profile")
    yield made
    made.close()
