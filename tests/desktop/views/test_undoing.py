import pytest
from PySide6.QtWidgets import QWidget

from desktop.views.notices import Notices
from desktop.views.undoing import Undoing
from domain.commands import AddTask, NewTask
from tests.helpers.desk import open_workspace

TASKS = frozenset({"tasks"})


@pytest.fixture
def desk(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with open_workspace(tmp_path) as workspace:
        yield workspace, Notices(window)


def add_task(qtbot, workspace):
    task = NewTask(id=workspace.new_id(), title="提交报价", assignee_id=workspace.actor.id, due=workspace.today())
    with qtbot.waitSignal(workspace.changed):
        workspace.run(AddTask(**workspace.stamp(), task=task))


def said(notices):
    return [notice.text for notice in notices.history]


def test_that_undo_and_redo_say_what_they_did(qtbot, desk):
    workspace, notices = desk
    undoing = Undoing(workspace, notices)
    add_task(qtbot, workspace)
    undoing.undo()
    qtbot.waitUntil(lambda: said(notices) == ["已撤销：新建任务"])
    undoing.redo()
    qtbot.waitUntil(lambda: said(notices)[0] == "已重做：新建任务")


def test_that_nothing_to_undo_is_said_calmly(qtbot, desk):
    workspace, notices = desk
    undoing = Undoing(workspace, notices)
    undoing.undo()
    qtbot.waitUntil(lambda: len(notices.history) == 1)
    assert notices.history[0].tone == "warn"
    undoing.redo()
    qtbot.waitUntil(lambda: len(notices.history) == 2)
