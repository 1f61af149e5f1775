"""Random histories of several desktops, faults and deaths: an old copy plus exchanges equals a fresh copy."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from uuid_utils import uuid7

from desktop.services.sync import copying
from domain.commands import AssignCustomer, CommentVisit, CompleteTask, Edit, EditTask
from domain.errors import Refused
from tests.helpers.server import log_visit
from tests.sync.deeds import contact, create, edit, task
from tests.sync.world import Templates, World

EXAMPLES = int(os.environ.get("JIKE_SYNC_EXAMPLES", "6"))
STEPS = int(os.environ.get("JIKE_SYNC_STEPS", "25"))
WORDS = "甲乙丙丁"
CONTENT = "与信息部主任谈专线续约，对方希望下月前提速并给出报价方案。"
STAFF = ("AM0001", "AM0001", "AM0002", "SUP001")
DESKS = st.integers(0, len(STAFF) - 1)
FAULTS = st.sampled_from(["", "", "", "lost_request", "lost_answer", "repeated", "late"])
PICKS = st.integers(0, 10_000)
templates: Templates


class Convergence(RuleBasedStateMachine):
    """Two desktops of one account manager, one of a colleague, one of their supervisor, and a server."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(templates, Path(self.folder.name))
        self.desks = [self.world.desktop(staff_no) for staff_no in STAFF]
        self.done = [{} for _ in STAFF]

    @initialize(page=st.sampled_from([1, 2, 1000]))
    def page(self, page):
        self.world.page = page

    def picked(self, desk, kind, pick):
        ids = self.desks[desk].ids(kind)
        return ids[pick % len(ids)] if ids else None

    def do(self, desk, kind, row_id, deed):
        try:
            command = deed()
        except Refused as refused:
            note(f"desk {desk}: refused with {refused.code}")
        else:
            self.done[desk][command.id] = (kind, row_id(command) if row_id else None)

    @rule(desk=st.integers(0, 2), word=st.sampled_from(WORDS))
    def create_customer(self, desk, word):
        self.do(desk, "customers", lambda c: c.customer_id, lambda: create(self.desks[desk], f"济水{word}热电公司"))

    @rule(desk=DESKS, pick=PICKS, word=st.sampled_from(WORDS), field=st.sampled_from(["short_name", "alias"]))
    def edit_customer(self, desk, pick, word, field):
        customer_id = self.picked(desk, "customers", pick)
        if customer_id:
            self.do(desk, "customers", None, lambda: edit(self.desks[desk], customer_id, field, word))

    @rule(desk=DESKS, pick=PICKS, word=st.sampled_from(WORDS))
    def add_task(self, desk, pick, word):
        customer_id = self.picked(desk, "customers", pick)
        self.do(desk, "tasks", lambda c: c.task.id, lambda: task(self.desks[desk], f"事项{word}", customer_id))

    @rule(desk=DESKS, pick=PICKS, word=st.sampled_from(WORDS))
    def rename_task(self, desk, pick, word):
        task_id = self.picked(desk, "tasks", pick)
        if task_id:
            title = self.desks[desk].row("tasks", task_id)["title"]
            self.run_it(desk, EditTask, task_id=task_id, edits=(Edit("title", title, f"改名{word}"),))

    @rule(desk=DESKS, pick=PICKS)
    def complete_task(self, desk, pick):
        task_id = self.picked(desk, "tasks", pick)
        if task_id:
            self.run_it(desk, CompleteTask, task_id=task_id, result="已办结")

    @rule(desk=st.integers(0, 2), pick=PICKS)
    def log_a_visit(self, desk, pick):
        customer_id = self.picked(desk, "customers", pick)
        if customer_id:
            self.do(desk, "visit_logs", lambda c: c.visit_id, lambda: self.visit(desk, customer_id))

    def visit(self, desk, customer_id):
        command = log_visit(customer_id, CONTENT, (contact(self.desks[desk], customer_id),))
        self.desks[desk].run(command)
        return command

    @rule(pick=PICKS, word=st.sampled_from(WORDS))
    def comment(self, pick, word):
        visit_id = self.picked(3, "visit_logs", pick)
        if visit_id:
            self.run_it(3, CommentVisit, comment_id=str(uuid7()), visit_id=visit_id, text=f"{word}，抓紧跟进")

    @rule(pick=PICKS)
    def give_away(self, pick):
        customer_id = self.picked(3, "customers", pick)
        if customer_id:
            old = self.desks[3].row("customers", customer_id)["am_id"]
            pair = [self.world.people["AM0001"], self.world.people["AM0002"]]
            new = pair[0] if old == pair[1] else pair[1]
            self.run_it(3, AssignCustomer, customer_id=customer_id, old_am_id=old, new_am_id=new, reason="调整")

    def run_it(self, desk, kind, **values):
        def deed():
            command = kind(**self.desks[desk].stamp(), **values)
            self.desks[desk].run(command)
            return command

        self.do(desk, "", None, deed)

    @rule(desk=DESKS)
    def undo(self, desk):
        unsent = [row for row in self.desks[desk].queue().values() if row["n"] is None]
        if unsent:
            last = max(unsent, key=lambda row: row["seq"])
            self.desks[desk].take_back(last["id"])
            self.done[desk].pop(last["id"], None)

    @rule(desk=DESKS, fault=FAULTS)
    def sync(self, desk, fault):
        self.desks[desk].sync(fault)

    @rule(desk=DESKS, commit=st.integers(1, 4), dies=st.sampled_from(["before", "after"]))
    def die_while_syncing(self, desk, commit, dies):
        self.desks[desk].sync(dies_at=commit, dies=dies)

    @precondition(lambda self: self.desks)
    @rule(desk=DESKS)
    def copy_anew(self, desk):
        with self.desks[desk].database.write() as session:
            copying.restart(session)

    @invariant()
    def what_was_done_here_is_seen_here_until_the_server_has_answered(self):
        for desk, done in zip(self.desks, self.done, strict=True):
            queue = desk.queue()
            for command_id, (kind, row_id) in done.items():
                entry = queue[command_id]
                if row_id and not entry["settled"] and entry["outcome"] is None and not entry["local_code"]:
                    assert desk.row(kind, row_id), (kind, row_id)

    def teardown(self):
        try:
            for _ in range(2):
                for desk in self.desks:
                    assert desk.sync()
            self.check_effects()
            for desk in self.desks:
                self.check_copy(desk)
        finally:
            self.world.close()
            self.folder.cleanup()

    def check_effects(self):
        answered = [entry.command_id for entry in self.world.journal() if entry.command_id]
        assert len(answered) == len(set(answered))
        for desk, done in zip(self.desks, self.done, strict=True):
            queue = desk.queue()
            for command_id, (kind, row_id) in done.items():
                assert queue[command_id]["outcome"], "every command has an answer"
                if row_id and queue[command_id]["outcome"] == "applied":
                    assert row_id in {row["id"] for row in self.world.rows(kind)}

    def check_copy(self, desk):
        assert desk.left_over() == 0
        fresh = self.world.desktop(desk.staff_no)
        ours, theirs = desk.living(), fresh.living()
        for kind, rows in theirs.items():
            assert ours[kind] == rows, kind
        searchable = {key for key in desk.searchable() if key[1] in set(desk.ids(key[0]))}
        assert searchable == fresh.searchable()


@pytest.mark.timeout(3600)
def test_that_every_history_ends_in_the_same_rows_as_a_fresh_copy(tmp_path_factory):
    global templates  # noqa: PLW0603 -- Hypothesis makes the machines itself
    templates = Templates(tmp_path_factory.mktemp("templates"))
    slow = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Convergence, settings=slow)
