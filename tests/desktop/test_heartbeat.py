from datetime import date
from random import Random

import pytest
from uuid_utils import uuid7

from desktop.background import Background
from desktop.desks import AccountDesk, FileDesk
from desktop.entrance import Entrance, FirstRun
from desktop.heartbeat import Heartbeat
from desktop.services.account import Account
from desktop.services.errors import Trouble
from desktop.services.sync import Syncer
from desktop.services.sync.pace import Pace
from desktop.settings import Settings
from desktop.workspace import SyncState, Workspace
from domain.commands import AddTask
from domain.commands.tasks import NewTask
from tests.helpers.server import PASSWORD, now, running_server

PASSPHRASE = "走访第一 2026"
REPEATABLE = Random(7)  # noqa: S311 -- waiting times, no secrets


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server("", tmp_path_factory.mktemp("server")) as running:
        yield running


class Machine:
    """A person's computer: everything but windows."""

    def __init__(self, home):
        self.home = home
        self.background = Background(troubles=(Trouble,))
        self.settings = Settings(home / "settings.json")
        self.entrance = Entrance(Account(home, now), self.settings, self.background, now)
        self.entrance.opened.connect(self.enter)
        self.profile = self.workspace = self.heartbeat = None

    def enter(self, profile):
        self.profile = profile
        self.workspace = Workspace(
            actor=profile.actor,
            database=profile.database,
            background=self.background,
            settings=self.settings,
            files=FileDesk(profile.store, self.background),
            account=AccountDesk(profile, self.background),
            clock=now,
        )
        syncer = Syncer(profile.database, profile.api, profile.store, now, self.workspace.tell_changed)
        self.heartbeat = Heartbeat(self.workspace, self.background, syncer, Pace(REPEATABLE))

    def close(self):
        if self.heartbeat is not None:
            self.heartbeat.close()
        self.background.close()
        if self.profile is not None:
            self.profile.close()


@pytest.fixture
def machine(qapp, tmp_path):
    assert qapp is not None
    made = Machine(tmp_path / "profile")
    yield made
    made.close()


def set_up(qtbot, machine, server, staff_no="AM0001"):
    form = FirstRun(server_url=server.base_url, staff_no=staff_no, password=PASSWORD, passphrase=PASSPHRASE)
    with qtbot.waitSignal(machine.entrance.opened, timeout=20_000):
        machine.entrance.set_up(form)


def synced(qtbot, machine):
    qtbot.waitUntil(lambda: machine.workspace.status.state is SyncState.SYNCED, timeout=20_000)
    qtbot.waitUntil(lambda: not machine.workspace.status.first_copy, timeout=5_000)


def add_task(workspace, title):
    task = NewTask(id=str(uuid7()), title=title, due=date(2026, 12, 1), assignee_id=workspace.actor.id)
    return AddTask(**workspace.stamp(), task=task)


def test_that_a_first_run_copies_and_a_command_reaches_the_server(qtbot, machine, server):
    set_up(qtbot, machine, server)
    machine.heartbeat.start()
    synced(qtbot, machine)
    job = machine.workspace.run(add_task(machine.workspace, "送合同"))
    with qtbot.waitSignal(job.done):
        pass
    machine.workspace.sync_now()
    qtbot.waitUntil(lambda: any(row["title"] == "送合同" for row in server.rows("tasks")), timeout=10_000)
    qtbot.waitUntil(lambda: machine.workspace.status.waiting == 0, timeout=10_000)
    synced(qtbot, machine)
    with qtbot.waitSignal(machine.workspace.outbox.rows().done) as rows:
        pass
    assert [row.state for row in rows.args[0]] == ["accepted"]
    with qtbot.waitSignal(machine.workspace.outbox.history().done) as history:
        pass
    assert history.args[0][0].sent == 1


def test_that_a_profile_opens_again_with_its_passphrase_only(qtbot, machine, server):
    set_up(qtbot, machine, server)
    machine.close()
    again = Machine(machine.home)
    machine.profile = machine.heartbeat = None
    assert not again.entrance.is_first_run
    assert again.entrance.owner() == ("林一", "AM0001")
    with qtbot.waitSignal(again.entrance.unlock("falsch falsch").failed) as failed:
        pass
    assert failed.args[0].code == "wrong_passphrase"
    with qtbot.waitSignal(again.entrance.opened, timeout=20_000):
        again.entrance.unlock(PASSPHRASE)
    again.heartbeat.start()
    synced(qtbot, again)
    again.close()


def test_that_a_wrong_password_at_first_run_leaves_no_profile(qtbot, machine, server):
    form = FirstRun(server_url=server.base_url, staff_no="AM0002", password="falsch", passphrase=PASSPHRASE)
    with qtbot.waitSignal(machine.entrance.set_up(form).failed, timeout=20_000) as failed:
        pass
    assert failed.args[0].code == "wrong_password"
    assert machine.entrance.is_first_run


def test_that_no_server_is_offline_with_work_going_on(qtbot, machine, server):
    set_up(qtbot, machine, server)
    machine.heartbeat.start()
    synced(qtbot, machine)
    machine.profile.api.close()
    machine.profile.api._url = "http://127.0.0.1:9"
    machine.workspace.sync_now()
    qtbot.waitUntil(lambda: machine.workspace.status.state is SyncState.OFFLINE, timeout=20_000)
    assert machine.workspace.status.code == "unreachable"
    with qtbot.waitSignal(machine.workspace.run(add_task(machine.workspace, "离线任务")).done):
        pass
    qtbot.waitUntil(lambda: machine.workspace.status.waiting == 1)


def test_that_working_offline_by_choice_stops_and_resumes(qtbot, machine, server):
    set_up(qtbot, machine, server)
    machine.workspace.set_offline(True)
    machine.heartbeat.start()
    assert (machine.workspace.status.state, machine.workspace.status.code) == (SyncState.OFFLINE, "offline_chosen")
    machine.workspace.set_offline(False)
    synced(qtbot, machine)


def test_that_signing_in_again_goes_on_after_the_tokens_lapsed(qtbot, machine, server):
    set_up(qtbot, machine, server)
    machine.profile.api._tokens = None
    machine.heartbeat.start()
    qtbot.waitUntil(lambda: machine.workspace.status.state is SyncState.SIGNED_OUT, timeout=20_000)
    with qtbot.waitSignal(machine.workspace.account.sign_in(PASSWORD).done, timeout=20_000):
        pass
    machine.workspace.sync_now()
    synced(qtbot, machine)


def test_that_failures_wait_longer_and_longer_but_never_more_than_a_quarter_of_an_hour():
    pace = Pace(REPEATABLE)
    waits = [pace.after_failure() for _ in range(30)]
    assert max(waits) <= 900
    assert waits[0] < 10
    assert pace.after_success() <= 78
    assert pace.after_failure() < 10
