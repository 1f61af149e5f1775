"""Visit records as they print."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.commands import CommentVisit, LogVisit, NewTask
from domain.errors import Refused
from domain.queries.visit_records import VisitRecordPaper, visit_record_paper
from domain.values.visits import VisitPurpose, VisitState
from tests.helpers.office import NOW, Office

POINTS = "二厂区十二月十日投产，专线需由 500M 提速到 1G，客户接受两年合同期。"


def log(office: Office, **more: Any) -> str:
    customer_id = office.customer(office.manager)
    values: dict[str, Any] = {
        "visit_id": office.new_id(),
        "customer_id": customer_id,
        "starts_at": NOW - timedelta(hours=2),
        "ends_at": NOW - timedelta(hours=1),
        "way": "on_site",
        "place": "二厂区",
        "content": POINTS,
        "contact_ids": (office.contact(office.manager, customer_id),),
        "purposes": ("needs",),
        "companion_ids": (office.colleague.id,),
    }
    command = LogVisit(**office.stamp(), **(values | more))
    office.run(office.manager, command)
    return command.visit_id


def paper(office: Office, visit_id: str, **more: Any) -> VisitRecordPaper:
    office.session.flush()
    return visit_record_paper(office.session, office.manager, visit_id, **more)


def test_that_a_visit_prints_people_promises_and_local_times(office: Office) -> None:
    task = NewTask(id=office.new_id(), title="提交书面报价", due=date(2026, 11, 27), assignee_id=office.colleague.id)
    made = paper(office, log(office, tasks=(task,)))
    assert (made.visitor.name, [each.name for each in made.companions]) == ("顾晓舟", ["许望舒"])
    assert (made.starts_at.hour, made.starts_at.utcoffset()) == (8, timedelta(hours=8))
    assert made.purposes == (VisitPurpose.NEEDS,)
    (promise,) = made.promises
    assert (promise.text, promise.owner, promise.due) == ("提交书面报价", "许望舒", date(2026, 11, 27))
    assert made.temporary
    assert made.late_hours == 0


def test_that_phones_are_masked_unless_asked_for_and_permitted(office: Office) -> None:
    visit_id = log(office)
    assert paper(office, visit_id).met[0].phone == "138 **** 8000"
    assert paper(office, visit_id, reveal=True).met[0].phone == "138 0013 8000"
    with pytest.raises(Refused, match="not_found"):
        visit_record_paper(office.session, office.stranger, visit_id)


def test_that_a_supervisors_comment_is_printed(office: Office) -> None:
    visit_id = log(office)
    comment = CommentVisit(**office.stamp(), comment_id=office.new_id(), visit_id=visit_id, text="测算清楚。", score=5)
    office.run(office.supervisor, comment)
    made = paper(office, visit_id)
    assert [(each.author, each.text, each.score) for each in made.remarks] == [("韩砚秋", "测算清楚。", 5)]
    assert made.state is VisitState.REVIEWED


def test_that_a_late_entry_tells_its_hours(office: Office) -> None:
    late = {"starts_at": NOW - timedelta(hours=74), "ends_at": NOW - timedelta(hours=73)}
    assert paper(office, log(office, **late)).late_hours == 73
