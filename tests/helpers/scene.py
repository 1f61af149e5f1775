"""One row of everything in an office, for tests that look at all kinds at once."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.commands import (
    AddAffiliate,
    AddTask,
    CommentVisit,
    Edit,
    EditCustomer,
    Evidence,
    LogVisit,
    NewTask,
    PlanVisit,
    SavePhrase,
    SaveServicePlan,
    SetParameter,
    SetServiceRule,
)
from tests.helpers.office import ADMIN, NOW, Office

POINTS = "二厂区十二月十日投产，专线需由 500M 提速到 1G，客户接受两年合同期。"


@dataclass
class Scene:
    """Ids of the rows by what they are; `ids` are all of them."""

    office: Office
    customer: str
    other_customer: str
    contact: str
    plan: str
    log: str
    task: str
    affiliate: str
    attachment: str
    comment: str
    phrase: str
    rule: str
    parameter: str
    service_plan: str

    @property
    def ids(self) -> list[str]:
        """Give every id, also those of people and units."""
        rows = [value for name, value in vars(self).items() if name != "office"]
        return [*rows, *(person.id for person in self.office.people.values()), *self.office.parents]


def scene_in(office: Office) -> Scene:
    """Fill an office: the manager's customer with everything on it, and a stranger's customer."""
    me = office.manager
    customer, other = office.customer(me), office.customer(office.stranger, "澜州云栈数据有限公司")
    scene = Scene(office, customer, other, office.contact(me, customer), *(office.new_id() for _ in range(10)))
    span = {"starts_at": NOW - timedelta(hours=2), "ends_at": NOW - timedelta(hours=1)}
    office.run(me, PlanVisit(**office.stamp(), plan_id=scene.plan, customer_id=customer, **span))
    photo = Evidence(id=scene.attachment, name="机房.jpg", media_type="image/jpeg", size=10, sha256="0" * 64)
    log = LogVisit(
        **office.stamp(),
        **span,
        visit_id=scene.log,
        customer_id=customer,
        way="on_site",
        content=POINTS,
        contact_ids=(scene.contact,),
        place="二厂区",
        attachments=(photo,),
    )
    office.run(me, log)
    task = NewTask(id=scene.task, title="提交正式书面报价", due=date(2026, 11, 27), assignee_id=me.id)
    office.run(me, AddTask(**office.stamp(), task=task, customer_id=customer))
    relation = {"to_name": "恒岳供应链管理有限公司", "rel_type": "holding", "hold_pct": 5100}
    office.run(me, AddAffiliate(**office.stamp(), affiliate_id=scene.affiliate, customer_id=customer, values=relation))
    office.run(
        office.supervisor, CommentVisit(**office.stamp(), comment_id=scene.comment, visit_id=scene.log, text="好")
    )
    office.run(me, SavePhrase(**office.stamp(), phrase_id=scene.phrase, code="bj", text="报价已提交"))
    rule = {"code": "R1", "name": "季度报告", "item": "report", "value": 1, "unit": "per_quarter"}
    rule |= {"valid_from": "2026-01-01", "level": "province"}
    office.run(ADMIN, SetServiceRule(**office.stamp(), rule_id=scene.rule, values=rule))
    office.run(
        ADMIN,
        SetParameter(
            **office.stamp(),
            parameter_id=scene.parameter,
            code="visit.content_min",
            value="20",
            valid_from=date(2026, 1, 1),
        ),
    )
    plan = SaveServicePlan(**office.stamp(), plan_id=scene.service_plan, customer_id=customer, year=2027, values={})
    office.run(me, plan)
    office.run(office.supervisor, _edit(office, customer, "港口路 1 号"))
    office.run(me, _edit(office, customer, "恒岳路 8 号"))
    return scene


def _edit(office: Office, customer_id: str, address: str) -> EditCustomer:
    return EditCustomer(**office.stamp(), customer_id=customer_id, edits=(Edit("office_address", "", address),))
