"""Somebody who works without rest at a real desktop, in a process that will be killed."""

import json
import os
import sys
import traceback
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import configure_mappers
from uuid_utils import uuid7

from desktop import heartbeat
from desktop.app import DesktopApp, build_app
from desktop.models.visits import DRAFT_KIND
from desktop.services.code_lists import load_codes
from desktop.services.sync import pace
from domain.commands import AddTask, CompleteTask, Edit, EditCustomer, EditTask
from domain.commands.tasks import NewTask
from domain.rules.text import pinyin_key
from tests.faults import crashes
from tests.helpers.server import add_contact, create_customer, log_visit, now

SOON = 0.01
CONTENT = "与信息部主任谈专线续约，对方希望下月前提速并给出报价方案。"

# Loaded once in the fork server, so that every death costs less time.
configure_mappers()
load_codes()
pinyin_key("热电")


class Worker(QObject):
    """Does one thing after another through the workspace, tells the stage what was acknowledged, and syncs."""

    def __init__(self, desktop: DesktopApp, seed: int, told: Connection) -> None:
        super().__init__()
        self.desktop = desktop
        self.random = Random(seed)  # noqa: S311 -- what to do next, no secrets
        self.told = told
        self.customers: list[tuple[str, str]] = []
        self.contacts: dict[str, str] = {}
        self.tasks: list[str] = []
        self.names: dict[str, str | None] = {}

    def begin(self, _profile: object) -> None:
        self.tell(what="open")
        self.desktop.workspace.queued.connect(self.desktop.workspace.sync_now)
        self.act()

    def tell(self, **words: Any) -> None:
        """Say something that survives this process."""
        self.told.send_bytes(json.dumps(words).encode())

    def act(self) -> None:
        """Do the next thing."""
        choices = [self.new_customer, self.new_task]
        if self.customers:
            choices += [self.new_contact, self.rename]
        if self.contacts:
            choices += [self.visit, self.visit]
        if self.tasks:
            choices += [self.rename_task, self.close_task]
        if self.random.random() < 0.2:
            value = {"content": "未完成的内容"}
            self.desktop.workspace.drafts.save(DRAFT_KIND, str(self.random.randrange(5)), value)
        self.random.choice(choices)()

    def run(self, command: Any, kind: str, row_id: str) -> None:
        job = self.desktop.workspace.run(command)
        job.done.connect(partial(self.was_done, command, kind, row_id))
        job.refused.connect(self.was_refused)
        job.failed.connect(self.was_refused)

    def was_done(self, command: Any, kind: str, row_id: str, _kinds: object) -> None:
        name = type(command).__name__
        self.tell(what="done", id=command.id, name=name, kind=kind, row=row_id)
        if name == "CreateCustomer":
            self.customers.append((row_id, command.values["cust_name"]))
        elif name == "AddContact":
            self.contacts[command.customer_id] = row_id
        elif name == "AddTask":
            self.tasks.append(row_id)
            self.names[row_id] = command.task.title
        self.go_on()

    def was_refused(self, why: Any) -> None:
        self.tell(what="bug", story=f"{why!r} {why.facts} {getattr(why, 'problems', '')}")

    def go_on(self) -> None:
        QTimer.singleShot(self.random.choice((0, 0, 5, 20)), self, self.act)

    def new_customer(self) -> None:
        command = create_customer(f"济水{uuid7().hex[-8:]}热电有限公司")
        self.run(command, "customers", command.customer_id)

    def new_contact(self) -> None:
        command = add_contact(self.random.choice(self.customers)[0], "方念平")
        self.run(command, "contacts", command.contact_id)

    def rename(self) -> None:
        customer_id = self.random.choice(self.customers)[0]
        old, new = self.names.get(customer_id), f"简称{self.random.randrange(10_000)}"
        self.names[customer_id] = new
        command = EditCustomer(
            id=str(uuid7()), at=now(), customer_id=customer_id, edits=(Edit("short_name", old, new),)
        )
        self.run(command, "customers", customer_id)

    def new_task(self) -> None:
        due = (now() + timedelta(days=9)).date()
        title = f"事项{self.random.randrange(10_000)}"
        task = NewTask(id=str(uuid7()), title=title, due=due, assignee_id=self.desktop.workspace.actor.id)
        customer_id = self.random.choice(self.customers)[0] if self.customers else None
        self.run(AddTask(id=str(uuid7()), at=now(), task=task, customer_id=customer_id), "tasks", task.id)

    def rename_task(self) -> None:
        task_id = self.random.choice(self.tasks)
        old, new = self.names[task_id], f"改名{self.random.randrange(10_000)}"
        self.names[task_id] = new
        command = EditTask(id=str(uuid7()), at=now(), task_id=task_id, edits=(Edit("title", old, new),))
        self.run(command, "tasks", task_id)

    def close_task(self) -> None:
        task_id = self.tasks.pop(self.random.randrange(len(self.tasks)))
        self.run(CompleteTask(id=str(uuid7()), at=now(), task_id=task_id, result="已办结"), "tasks", task_id)

    def visit(self) -> None:
        customer_id = self.random.choice(list(self.contacts))
        command = log_visit(customer_id, CONTENT, (self.contacts[customer_id],))
        self.run(command, "visit_logs", command.visit_id)


def work(home: Path, _url: str, seed: int, told: Connection) -> int:
    """Unlock the profile and work until somebody ends this process."""
    heartbeat.AFTER_WRITE = SOON
    pace.FIRST_WAIT, pace.LONGEST_WAIT, pace.REGULAR = SOON, 5 * SOON, 10 * SOON
    desktop = build_app(home=home)
    worker = Worker(desktop, seed, told)

    def tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        worker.tell(what="bug", story="".join(traceback.format_exception(kind, error, trace))[-3000:])

    sys.excepthook = tell_bug
    desktop.entrance.opened.connect(worker.begin)
    desktop.show()
    failed = desktop.entrance.unlock(crashes.PASSPHRASE)
    failed.failed.connect(lambda trouble: worker.tell(what="bug", story=f"{trouble!r} {trouble.facts}"))
    return int(QApplication.instance().exec())
