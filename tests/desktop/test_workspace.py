import pytest
from sqlalchemy import select

from desktop.views.palette import PaletteGroup
from desktop.views.palette_search import PaletteSearch
from domain.commands import AddTask, EditTask
from domain.commands.base import Edit
from domain.commands.tasks import NewTask
from domain.entities import Customer, Task
from domain.permissions import Permission
from tests.helpers.desk import LI, NOON, customer, open_workspace, row_id

CUSTOMER = row_id(1)


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_workspace(tmp_path, customer(1, "星城建材有限公司")) as opened:
        yield opened


def add_task(workspace, title="送合同"):
    task = NewTask(id=workspace.new_id(), title=title, due=workspace.today(), assignee_id=LI)
    return AddTask(**workspace.stamp(), task=task, customer_id=CUSTOMER)


def titles(session, _actor):
    return list(session.scalars(select(Task.title).order_by(Task.title)))


def result_of(qtbot, job):
    with qtbot.waitSignal(job.done) as done:
        pass
    return done.args[0]


def test_that_a_command_is_applied_and_reported_by_kind(qtbot, workspace):
    with qtbot.waitSignal(workspace.changed) as changed:
        kinds = result_of(qtbot, workspace.run(add_task(workspace)))
    assert "tasks" in kinds
    assert changed.args[0] == kinds
    assert result_of(qtbot, workspace.read(titles)) == ["送合同"]


def test_that_the_status_counts_what_waits(qtbot, workspace):
    workspace.run(add_task(workspace))
    qtbot.waitUntil(lambda: workspace.status.waiting == 1)


def test_that_a_refused_command_leaves_nothing_behind(qtbot, workspace):
    edit = EditTask(**workspace.stamp(), task_id=row_id(99), edits=(Edit("title", "a", "b"),))
    with qtbot.waitSignal(workspace.run(edit).refused) as refused:
        pass
    assert refused.args[0].code == "not_found"
    assert result_of(qtbot, workspace.outbox.rows()) == ()


def test_that_undo_takes_an_unsent_command_back_and_redo_does_it_again(qtbot, workspace):
    result_of(qtbot, workspace.run(add_task(workspace)))
    assert "tasks" in result_of(qtbot, workspace.undo())
    assert result_of(qtbot, workspace.read(titles)) == []
    result_of(qtbot, workspace.redo())
    assert result_of(qtbot, workspace.read(titles)) == ["送合同"]


def test_that_a_new_command_leaves_nothing_to_redo(qtbot, workspace):
    result_of(qtbot, workspace.run(add_task(workspace)))
    result_of(qtbot, workspace.undo())
    assert workspace.redoable == "add_task"
    result_of(qtbot, workspace.run(add_task(workspace, "送报价")))
    assert workspace.redoable == ""
    with qtbot.waitSignal(workspace.redo().refused) as refused:
        pass
    assert refused.args[0].code == "nothing_to_redo"


def test_that_what_could_not_be_redone_can_be_redone_later(qtbot, workspace):
    command = add_task(workspace)
    result_of(qtbot, workspace.run(command))
    result_of(qtbot, workspace.undo())
    with workspace._database.write() as session:  # what an exchange may bring between undo and redo
        session.get_one(Customer, CUSTOMER).deleted_at = NOON
    with qtbot.waitSignal(workspace.redo().refused):
        pass
    assert workspace.redoable == "add_task"
    with workspace._database.write() as session:
        session.get_one(Customer, CUSTOMER).deleted_at = None
    result_of(qtbot, workspace.redo())
    assert (workspace.redoable, workspace.undoable) == ("", "add_task")


def test_that_undoing_nothing_is_refused(qtbot, workspace):
    with qtbot.waitSignal(workspace.undo().refused) as refused:
        pass
    assert refused.args[0].code == "nothing_to_undo"


def test_that_the_queue_names_what_a_command_is_about(qtbot, workspace):
    result_of(qtbot, workspace.run(add_task(workspace)))
    (row,) = result_of(qtbot, workspace.outbox.rows())
    assert (row.name, row.kind, row.subject, row.state, row.can_take_back) == (
        "add_task",
        "tasks",
        "送合同",
        "local",
        True,
    )


def test_that_many_commands_run_with_progress(qtbot, workspace):
    commands = [add_task(workspace, f"任务 {number:03d}") for number in range(250)]
    job = workspace.run_all(commands)
    seen = []
    job.progress.connect(lambda done, total: seen.append((done, total)))
    batch = result_of(qtbot, job)
    assert (batch.done, batch.refused, seen[-1]) == (250, (), (250, 250))


def test_that_a_draft_survives(qtbot, workspace):
    result_of(qtbot, workspace.drafts.save("visit", "new", {"content": "谈了专线"}))
    draft = result_of(qtbot, workspace.drafts.load("visit", "new"))
    assert (draft.value, draft.saved_at) == ({"content": "谈了专线"}, NOON)


def test_that_the_clock_and_the_business_day_come_from_outside(workspace):
    assert workspace.now() == NOON
    assert workspace.today().isoformat() == "2026-11-23"
    assert workspace.may(Permission.VISIT_LOG).ok


def test_that_search_finds_two_chinese_characters_and_initials(qtbot, workspace):
    result_of(qtbot, workspace.run(add_task(workspace, "建材报价")))
    hits = result_of(qtbot, workspace.search("报价"))
    assert [(hit.kind, hit.title, hit.detail) for hit in hits] == [("tasks", "建材报价", "星城建材有限公司")]
    assert [hit.title for hit in result_of(qtbot, workspace.search("jcbj"))] == ["建材报价"]


def test_that_what_was_opened_last_comes_first_and_only_while_visible(qtbot, workspace):
    result_of(qtbot, workspace.note_opened("customers", CUSTOMER))
    result_of(qtbot, workspace.note_opened("customers", row_id(404)))
    hits = result_of(qtbot, workspace.recently_opened())
    assert [hit.title for hit in hits] == ["星城建材有限公司"]


def test_that_the_palette_lists_findings_above_commands_and_drops_late_answers(qtbot, workspace):
    delivered = []
    provider = PaletteSearch(workspace, lambda text, _limit: PaletteGroup(f"> {text}", ()))
    result_of(qtbot, workspace.run(add_task(workspace, "建材报价")))
    provider("没有这样的", lambda _groups: delivered.append("late"))
    provider("报价", delivered.append)
    qtbot.waitUntil(lambda: bool(delivered))
    (groups,) = delivered
    assert [group.heading for group in groups] == ["任务", "> 报价"]
    assert [(entry.text, entry.found) for entry in groups[0].entries] == [("建材报价", ((2, 2),))]
    provider(">", delivered.append)
    assert delivered[-1][0].heading == "> >"
