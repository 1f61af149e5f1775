from datetime import UTC, date, datetime, time
from itertools import count

import msgspec

from desktop.models.visits import (
    DraftPerson,
    DraftTask,
    missing,
    new_draft,
    points,
    read_draft,
    same_visit,
)
from domain.commands import Evidence

PERSON = "00000000-0000-0000-0000-000000000001"
NOW = datetime(2026, 11, 25, 3, 28, tzinfo=UTC)
NUMBERS = count(1)


def new_id():
    return f"00000000-0000-7000-9000-{next(NUMBERS):012d}"


def filled(**values):
    draft = new_draft(NOW, new_id)
    given = {
        "customer_id": "c",
        "customer": "恒岳精密制造",
        "contacts": (DraftPerson(PERSON, "方念平"),),
        "content": "二厂区 12 月 10 日投产，专线需由 500M 提速到 1G，客户接受。",
    }
    return msgspec.structs.replace(draft, **(given | values))


def test_that_a_new_draft_ends_now_and_began_an_hour_ago():
    draft = new_draft(NOW, new_id)
    assert (draft.day, draft.starts, draft.ends, draft.minutes) == (date(2026, 11, 25), time(10, 28), time(11, 28), 60)


def test_that_a_visit_just_after_midnight_stays_on_its_day():
    draft = new_draft(datetime(2026, 11, 24, 16, 20, tzinfo=UTC), new_id)
    assert (draft.day, draft.starts, draft.ends) == (date(2026, 11, 25), time(0, 0), time(0, 20))


def test_that_a_draft_survives_being_kept():
    task = DraftTask("t", "提交报价", "p", date(2026, 11, 27), is_promise=True)
    file = Evidence(id="f", name="机房.jpg", media_type="image/jpeg", size=9, sha256="0" * 64, captured_at=NOW)
    draft = filled(tasks=(task,), files=(file,), next_visit=date(2026, 12, 10), kept_task_ids=("k",))
    assert read_draft(draft.body()) == draft


def test_that_a_draft_of_another_program_is_left_alone():
    assert read_draft({"key": 1}) is None


def test_that_the_command_carries_what_the_form_holds():
    task = DraftTask("t", "提交报价", "", date(2026, 11, 27), is_promise=True)
    command = filled(tasks=(task,), needs="提速；备份", mood="approving").command("id", NOW)
    assert (command.needs, command.mood, command.contact_ids) == (("提速", "备份"), "approving", (PERSON,))
    assert (command.tasks[0].assignee_id, command.tasks[0].is_promise) == (None, True)
    assert command.starts_at == datetime(2026, 11, 25, 2, 28, tzinfo=UTC)


def test_that_what_is_missing_is_named_in_the_order_of_the_form():
    assert missing(new_draft(NOW, new_id).problems(NOW, 20)) == ("customer_id", "contact_ids", "content")
    assert missing(filled(ends=time(9)).problems(NOW, 20)) == ("ends_at",)
    assert missing(filled().problems(NOW, 20)) == ()


def test_that_two_drafts_of_one_plan_or_one_day_are_the_same_visit():
    assert same_visit(filled(plan_id="x"), filled(plan_id="x", customer_id="other"))
    assert same_visit(filled(), filled(plan_id="x"))
    assert not same_visit(filled(plan_id="x"), filled(plan_id="y"))
    assert not same_visit(filled(), filled(day=date(2026, 11, 24)))
    assert not same_visit(new_draft(NOW, new_id), new_draft(NOW, new_id))


def test_that_remarks_are_split_at_both_semicolons():
    assert points("提速；备份; ") == ("提速", "备份")


def test_that_the_text_holds_everything_typed():
    text = filled(competitor="友商低 12%").text()
    assert "恒岳精密制造" in text
    assert "专线需由 500M" in text
    assert "友商低 12%" in text
