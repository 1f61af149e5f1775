import pytest

from desktop.views.palette import PaletteGroup
from desktop.views.palette_search import PaletteSearch
from desktop.views.targets import CustomerTarget, NewTaskTarget, TaskTarget, VisitLogTarget
from domain.commands import AddContact, EditCustomer
from domain.commands.base import Edit
from tests.helpers.day import HENGYUE, open_day
from tests.helpers.desk import row_id


def nothing(_text, _limit):
    return PaletteGroup("命令", ())


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_day(tmp_path) as opened:
        yield opened


@pytest.fixture
def ask(qtbot, workspace):
    provider = PaletteSearch(workspace, nothing)

    def asked(text):
        answers = []
        provider(text, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return [group for group in answers[0] if group.entries]

    return asked


def add_contact(qtbot, workspace):
    command = AddContact(
        **workspace.stamp(),
        contact_id=workspace.new_id(),
        customer_id=row_id(HENGYUE),
        values={"name": "方念平", "role_kinds": ["decision_maker"], "mobile": "13800138000"},
    )
    with qtbot.waitSignal(workspace.run(command).done):
        pass


def touch(qtbot, workspace):
    """Edit the customer, so that it enters the search index as commands make it."""
    edit = EditCustomer(**workspace.stamp(), customer_id=row_id(HENGYUE), edits=(Edit("remarks", "", "重点客户"),))
    with qtbot.waitSignal(workspace.run(edit).done):
        pass


def test_that_a_customer_is_found_with_what_can_be_done_to_it(qtbot, workspace, ask):
    touch(qtbot, workspace)
    group, deeds = ask("恒岳精密")
    assert group.heading == "客户"
    assert deeds.heading == "对「澜州恒岳精密制造有限公司」操作"
    assert [entry.text for entry in deeds.entries] == ["记录走访", "安排走访", "打印服务计划书"]
    assert deeds.entries[0].target == VisitLogTarget(row_id(HENGYUE))
    (entry,) = group.entries
    assert (entry.screen, entry.target) == ("customers", CustomerTarget(row_id(HENGYUE)))
    assert [action.id for action in entry.actions] == ["visit.log", "visit.plan", "plan.print"]


def test_that_an_at_sign_finds_people_only(qtbot, workspace, ask):
    add_contact(qtbot, workspace)
    (group,) = ask("@方念")
    assert group.heading == "关键人"
    assert group.entries[0].target == CustomerTarget(row_id(HENGYUE), "contacts")
    assert ask("@") == []


def test_that_words_found_nowhere_can_become_a_task(ask):
    (group,) = ask("给机房换锁")
    (entry,) = group.entries
    assert entry.text == "新建任务：给机房换锁"
    assert (entry.screen, entry.target) == ("today", NewTaskTarget("给机房换锁"))


def test_that_without_words_what_was_opened_last_comes_first(qtbot, workspace, ask):
    with qtbot.waitSignal(workspace.note_opened("tasks", row_id(1000)).done):
        pass
    (group,) = ask("")
    assert group.heading == "最近打开"
    assert [(entry.text, entry.target) for entry in group.entries] == [("提交专线扩容报价", TaskTarget(row_id(1000)))]


def test_that_a_greater_sign_lists_commands_only(workspace):
    asked = []
    provider = PaletteSearch(workspace, lambda text, limit: asked.append((text, limit)) or PaletteGroup("命令", ()))
    delivered = []
    provider(">记录", delivered.append)
    assert asked == [(">记录", 100)]
    assert [group.heading for group in delivered[0]] == ["命令"]
