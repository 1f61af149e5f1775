"""Somebody at a real desktop: the program as it starts, worked through its widgets, and what its files hold."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from desktop.app import DesktopApp, build_app
from desktop.entrance import FirstRun
from desktop.models.visits import DRAFT_KIND
from desktop.services import state
from desktop.services.account import Account
from desktop.services.database import Database
from desktop.services.drafts import Draft
from desktop.services.tables import outbox
from desktop.views.main_window import MainWindow
from desktop.views.targets import VisitLogTarget
from desktop.workspace import SyncState
from domain.commands import AddContact, AddTask, CreateCustomer
from domain.commands.tasks import NewTask
from tests.helpers.server import PASSWORD, now
from tests.journeys.hands import Hands

PASSPHRASE = "走访第一 2026"
CONTENT = "与信息部主任谈专线续约，对方希望下月前提速并给出报价方案。"


class Person:
    """One person at one desktop of a home folder. `hands` work its widgets; `start` and `stop` are the program's."""

    def __init__(self, home: Path, clock: Callable[[], datetime] = now, transport: Any = None) -> None:
        self.home = home
        self.clock = clock
        self.transport = transport
        self.desktop: DesktopApp
        self.hands: Hands

    def start(self) -> "Person":
        """Start the program and show its first window."""
        self.desktop = build_app(home=self.home, clock=self.clock, transport=self.transport)
        self.hands = Hands(self.desktop, self.home.parent / "pictures", 0)
        self.desktop.show()
        return self

    def stop(self) -> None:
        """End the program as its last window does."""
        self.desktop.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def first_run(self, url: str, staff_no: str = "AM0001") -> "Person":
        """Set the profile up; the screens of the first run have tests of their own."""
        self.desktop.entrance.set_up(
            FirstRun(server_url=url, staff_no=staff_no, password=PASSWORD, passphrase=PASSPHRASE)
        )
        self.hands.until(lambda: self.desktop.workspace, "an open profile")
        self.desktop._show_main()
        return self.synced()

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and press the button."""
        field = self.hands.find("unlock.passphrase")
        field.clear()
        self.hands.type("unlock.passphrase", passphrase)
        self.hands.click("unlock.submit")

    @property
    def workspace(self) -> Any:
        return self.desktop.workspace

    @property
    def window(self) -> MainWindow:
        window = self.desktop.window
        assert isinstance(window, MainWindow)
        return window

    @property
    def pill(self) -> str:
        """What the sync pill says."""
        return self.window.top_bar.pill.text()

    def words(self, name: str) -> str:
        """What a label of a name says, "" while it is not shown."""
        label = self.hands.seen(name, QLabel)
        return label.text() if label is not None else ""

    def inside(self) -> "Person":
        """Wait for the main window."""
        self.hands.until(lambda: isinstance(self.desktop.window, MainWindow), "the main window")
        return self

    def told(self, words: str, patience: float = 20) -> None:
        """Wait until the pill says something."""
        self.hands.until(lambda: words in self.pill, f"the pill saying {words!r}", patience)

    def synced(self) -> "Person":
        """Wait until everything is at the server."""

        def settled() -> bool:
            status = self.workspace.status
            done = status.state in {SyncState.SYNCED, SyncState.CONFLICT}
            return done and status.waiting == 0 and not status.first_copy and status.last_sync is not None

        self.hands.until(settled, "everything at the server")
        return self

    def sync(self) -> None:
        """Press F5, as it were."""
        self.workspace.sync_now()

    def run(self, command: Any) -> Any:
        """Do something through the workspace; gives the job's result. Fails when it is refused."""
        return self.result(self.workspace.run(command))

    def result(self, job: Any) -> Any:
        """Wait for a job."""
        outcome: list[Any] = []
        job.done.connect(lambda found: outcome.append((True, found)))
        job.refused.connect(lambda found: outcome.append((False, found)))
        job.failed.connect(lambda found: outcome.append((False, found)))
        self.hands.until(lambda: outcome, "a job's end")
        good, found = outcome[0]
        if not good:
            raise found
        return found

    def task(self, title: str, customer_id: str | None = None) -> AddTask:
        """Note a task; gives the command."""
        due = (self.clock() + timedelta(days=9)).date()
        task = NewTask(id=str(uuid7()), title=title, due=due, assignee_id=self.workspace.actor.id)
        command = AddTask(**self.workspace.stamp(), task=task, customer_id=customer_id)
        self.run(command)
        return command

    def customer(self, name: str, **values: Any) -> str:
        """Open a customer file; gives its id."""
        needed = {"cust_name": name, "county": "370102", "tel": "0531-88886666", "province": "370000", "city": "370100"}
        customer_id = str(uuid7())
        self.run(CreateCustomer(**self.workspace.stamp(), customer_id=customer_id, values=needed | values))
        return customer_id

    def contact(self, customer_id: str, name: str, mobile: str = "13800138000") -> str:
        """Note a key person; gives the id."""
        values = {"name": name, "role_kinds": ["decision_maker"], "mobile": mobile, "title": "主任"}
        contact_id = str(uuid7())
        stamp = self.workspace.stamp()
        self.run(AddContact(**stamp, contact_id=contact_id, customer_id=customer_id, values=values))
        return contact_id

    # -- the visit form -------------------------------------------------------------------------------------------

    def open_log(self, customer_id: str) -> Any:
        """Open the form that records a visit to a customer; gives its page."""
        self.window.go("visits", VisitLogTarget(customer_id=customer_id))
        page = self.window.current().log
        self.hands.until(lambda: self.hands.seen("visit.content"), "the form")
        self.hands.until(lambda: page.form.is_filled and page._context is not None, "the customer's facts")
        return page

    def write_log(self, customer_id: str, contact: str, content: str = CONTENT) -> Any:
        """Fill the form in with keys as far as a visit needs."""
        page = self.open_log(customer_id)
        self.hands.type("visit.contacts-edit", contact)
        self.hands.press(Qt.Key.Key_Return)
        self.hands.type("visit.content", content)
        return page


@contextmanager
def opened(home: Path, key: bytes | None = None) -> Iterator[Session]:
    """Read the database of a profile whose program is closed."""
    account = Account(home, lambda: datetime.now(UTC))
    database = Database(account.database_path, key or account.unlock(PASSPHRASE))
    try:
        with database.read() as session:
            yield session
    finally:
        database.close()


def queue(home: Path) -> list[dict[str, Any]]:
    """Give the queue of a closed profile."""
    with opened(home) as session:
        return [dict(row) for row in session.connection().execute(select(outbox).order_by(outbox.c.seq)).mappings()]


def facts(person: Person) -> dict[str, Any]:
    """Give what must not move while an exchange fails: cursor, epoch, and the queue."""

    def read(session: Session, _actor: object) -> dict[str, Any]:
        rows = session.connection().execute(select(outbox.c.id, outbox.c.outcome).order_by(outbox.c.seq)).all()
        return {
            "cursor": state.get(session, "cursor", str, ""),
            "epoch": state.get(session, "epoch", str, ""),
            "queue": [tuple(row) for row in rows],
        }

    return person.result(person.workspace.read(read))


def drafts(person: Person) -> list[Draft]:
    """Give the drafts of visit logs."""
    return list(person.result(person.workspace.drafts.of_kind(DRAFT_KIND)))


def copy_of(home: Path, target: Path) -> Path:
    """Copy a closed profile."""
    shutil.copytree(home, target, ignore=shutil.ignore_patterns("*.lock"))
    return target
