"""A workspace for tests of windows: signals and fixed answers, no database."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, Signal

from desktop.views.screen import Screen
from desktop.workspace import SyncState, SyncStatus
from domain.permissions import Actor, may
from domain.values.people import Post


class FakeWorkspace(QObject):
    changed = Signal(object)
    sync_changed = Signal(object)
    actor_changed = Signal(object)

    def __init__(self, post=Post.ACCOUNT_MANAGER):
        super().__init__()
        self.actor = Actor(id="p1", name="顾晓舟", staff_no="1001", post=post, level=3, org_id="o1")
        self.status = SyncStatus(
            state=SyncState.OFFLINE, waiting=5, last_sync=datetime(2026, 11, 24, 23, 58, tzinfo=UTC)
        )
        self.synced = 0

    def may(self, permission):
        return may(self.actor, permission)

    def now(self):
        return datetime(2026, 11, 25, 2, 12, tzinfo=UTC)

    def today(self):
        return date(2026, 11, 25)

    def sync_now(self):
        self.synced += 1


class FakeScreen(Screen):
    screen_id = "today"
    words = "今日"
    known = ()

    def __init__(self, _workspace, _notices):
        super().__init__()
        self.opened = []
        self.triggered = []
        self.widths = []

    def title(self):
        return self.words

    def open(self, target):
        self.opened.append(target)

    def trigger(self, action_id):
        self.triggered.append(action_id)
        return action_id in self.known

    def layout_changed(self, width_class):
        self.widths.append(width_class)

    def status_segments(self):
        return ["共 128 户"]
