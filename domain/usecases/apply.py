"""From command to use case: one explicit table."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy.orm import Session

from domain.commands import Command
from domain.commands import conflicts as conflict_commands
from domain.commands import contacts as contact_commands
from domain.commands import customers as customer_commands
from domain.commands import people as people_commands
from domain.commands import service_rules as rule_commands
from domain.commands import tasks as task_commands
from domain.commands import visits as visit_commands
from domain.errors import Problem, Refused
from domain.permissions import Actor
from domain.rules.storable import is_canonical_id, is_storable_moment
from domain.usecases import (
    affiliates,
    conflicts,
    contacts,
    customers,
    people,
    service_rules,
    tasks,
    visit_logs,
    visits,
)

UseCase = Callable[[Session, Actor, Any], None]
USE_CASES: Final[dict[type[Command], UseCase]] = {
    people_commands.AddOrgUnit: people.add_org_unit,
    people_commands.EditOrgUnit: people.edit_org_unit,
    people_commands.AddPerson: people.add_person,
    people_commands.EditPerson: people.edit_person,
    customer_commands.CreateCustomer: customers.create_customer,
    customer_commands.EditCustomer: customers.edit_customer,
    customer_commands.AssignCustomer: customers.assign_customer,
    customer_commands.RemoveCustomer: customers.remove_customer,
    customer_commands.AddAffiliate: affiliates.add_affiliate,
    customer_commands.RemoveAffiliate: affiliates.remove_affiliate,
    customer_commands.EditAffiliate: affiliates.edit_affiliate,
    contact_commands.AddContact: contacts.add_contact,
    contact_commands.EditContact: contacts.edit_contact,
    contact_commands.RemoveContact: contacts.remove_contact,
    contact_commands.RevealContact: contacts.reveal_contact,
    visit_commands.PlanVisit: visits.plan_visit,
    visit_commands.MoveVisit: visits.move_visit,
    visit_commands.EditVisitPlan: visits.edit_visit_plan,
    visit_commands.CancelVisit: visits.cancel_visit,
    visit_commands.LogVisit: visit_logs.log_visit,
    visit_commands.ReviseVisit: visit_logs.revise_visit,
    visit_commands.CommentVisit: visits.comment_visit,
    visit_commands.ReturnVisit: visits.return_visit,
    visit_commands.SavePhrase: visits.save_phrase,
    visit_commands.RemovePhrase: visits.remove_phrase,
    task_commands.AddTask: tasks.add_task,
    task_commands.EditTask: tasks.edit_task,
    task_commands.AssignTask: tasks.assign_task,
    task_commands.CompleteTask: tasks.complete_task,
    task_commands.ReopenTask: tasks.reopen_task,
    task_commands.AcceptTask: tasks.accept_task,
    task_commands.CheckTask: tasks.check_task,
    task_commands.ReturnTask: tasks.return_task,
    task_commands.CancelTask: tasks.cancel_task,
    rule_commands.SetServiceRule: service_rules.set_service_rule,
    rule_commands.SetParameter: service_rules.set_parameter,
    rule_commands.SaveServicePlan: service_rules.save_service_plan,
    conflict_commands.ResolveConflict: conflicts.resolve_conflict,
    conflict_commands.RecordPrint: conflicts.record_print,
}
"""Which function applies which command."""


def apply(session: Session, actor: Actor, command: Command) -> None:
    """Apply one command; raises Refused and leaves the session for its owner to roll back."""
    if not is_canonical_id(command.id):
        raise Refused("invalid", (Problem(field="id", code="not_an_id"),))
    if not is_storable_moment(command.at):
        raise Refused("invalid", (Problem(field="at", code="not_a_time"),))
    USE_CASES[type(command)](session, actor, command)
    session.flush()
