from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import insert, update

from desktop.services.tables import outbox, sync_history
from desktop.views.notices import Notices
from desktop.views.sync import SyncScreen
from domain.commands import AddTask, EditCustomer
from domain.commands.base import Edit
from domain.commands.tasks import NewTask
from domain.entities import Conflict
from tests.helpers import desk

CUSTOMER = desk.row_id(1)
CONFLICT = desk.row_id(900)


class SyncDesk:
    """A workspace whose queue, history and conflicts a test can fill."""

    def __init__(self, workspace, qtbot):
        self.workspace = workspace
        self._qtbot = qtbot

    def finish(self, job):
        with self._qtbot.waitSignal(job.done, timeout=10_000):
            pass

    def add_task(self, title):
        """Do something that waits for the server; gives the command's id."""
        workspace = self.workspace
        task = NewTask(id=workspace.new_id(), title=title, due=workspace.today(), assignee_id=desk.LI)
        command = AddTask(**workspace.stamp(), task=task, customer_id=CUSTOMER)
        self.finish(workspace.run(command))
        return command.id

    def rename(self, name):
        edits = (Edit("short_name", "", name),)
        command = EditCustomer(**self.workspace.stamp(), customer_id=CUSTOMER, edits=edits)
        self.finish(self.workspace.run(command))
        return command.id

    def answer(self, command_id, outcome, code="", **facts):
        """Let the server have answered a command."""
        values = {"n": 1, "sent_at": desk.NOON, "answered_at": desk.NOON, "outcome": outcome}
        with self.workspace._database.write() as session:
            query = update(outbox).where(outbox.c.id == command_id)
            session.connection().execute(query.values(values | {"code": code, "facts": facts, "settled": True}))

    def exchanged(self, **values):
        row = {"at": desk.NOON - timedelta(hours=1), "outcome": "synced", "code": "", "milliseconds": 840}
        row |= {"sent": 3, "received": 12, "refused": 0, "conflicts": 0}
        with self.workspace._database.write() as session:
            session.connection().execute(insert(sync_history).values(row | values))

    def conflict(self):
        row = Conflict(
            id=CONFLICT,
            **desk.authored(),
            owner_id=desk.LI,
            command_id=desk.row_id(901),
            kind="customers",
            row_id=CUSTOMER,
            customer_id=CUSTOMER,
            field="short_name",
            base="恒岳",
            mine="恒岳精密",
            theirs="恒岳制造",
            theirs_by=desk.WANG,
        )
        with self.workspace._database.write() as session:
            session.add(row)


@pytest.fixture
def sync_desk(qapp, qtbot, tmp_path):
    assert qapp is not None
    with desk.open_workspace(tmp_path, desk.customer(1, "恒岳精密制造", short_name="恒岳制造")) as workspace:
        yield SyncDesk(workspace, qtbot)


@pytest.fixture
def screen(sync_desk, qtbot):
    made = SyncScreen(sync_desk.workspace, Notices(notice_window(qtbot)))
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def notice_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window
