"""Who may do what to which rows: one enum, one table of posts, one condition for row scope (2.3, R8.1)."""

from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, and_, false, or_, select, true

from domain.base import Synced, remembered
from domain.entities import (
    Affiliate,
    Attachment,
    AuditEntry,
    Conflict,
    Contact,
    Customer,
    OrgUnit,
    Parameter,
    Person,
    Phrase,
    ServicePlan,
    ServiceRule,
    Task,
    VisitComment,
    VisitLog,
    VisitPlan,
)
from domain.errors import Refused
from domain.values.people import Post

HIGHEST_LEVEL: Final = 1
WORKER_LEVEL: Final = 3


class Permission(StrEnum):
    """What can be permitted, as noun:verb."""

    CUSTOMER_VIEW = "customer:view"
    CUSTOMER_CREATE = "customer:create"
    CUSTOMER_EDIT = "customer:edit"
    CUSTOMER_IDENTITY = "customer:identity"
    CUSTOMER_ASSIGN = "customer:assign"
    CUSTOMER_IMPORT = "customer:import"
    CUSTOMER_EXPORT = "customer:export"
    CONTACT_EDIT = "contact:edit"
    CONTACT_REVEAL = "contact:reveal"
    VISIT_PLAN = "visit:plan"
    VISIT_LOG = "visit:log"
    VISIT_COMMENT = "visit:comment"
    TASK_ADD = "task:add"
    TASK_ASSIGN = "task:assign"
    TEAM_VIEW = "team:view"
    PLAN_WRITE = "plan:write"
    PAPER_PRINT = "paper:print"
    RULE_WRITE = "rule:write"
    PARAMETER_WRITE = "parameter:write"
    PEOPLE_WRITE = "people:write"
    CONFLICT_RESOLVE = "conflict:resolve"


_P = Permission
_ASSISTANT: Final = frozenset(
    {_P.CUSTOMER_VIEW, _P.CUSTOMER_CREATE, _P.CUSTOMER_EDIT, _P.CONTACT_EDIT, _P.CONTACT_REVEAL, _P.VISIT_PLAN}
    | {_P.TASK_ADD, _P.PLAN_WRITE, _P.PAPER_PRINT, _P.CONFLICT_RESOLVE}
)
_MANAGER: Final = _ASSISTANT | {_P.CUSTOMER_IDENTITY, _P.VISIT_LOG, _P.CUSTOMER_IMPORT, _P.CUSTOMER_EXPORT}
_SUPERVISOR: Final = _MANAGER | {_P.CUSTOMER_ASSIGN, _P.VISIT_COMMENT, _P.TASK_ASSIGN, _P.TEAM_VIEW}
_LEADER: Final = frozenset(
    {_P.CUSTOMER_VIEW, _P.TEAM_VIEW, _P.VISIT_COMMENT, _P.TASK_ADD, _P.TASK_ASSIGN, _P.PAPER_PRINT, _P.VISIT_PLAN}
    | {_P.VISIT_LOG, _P.CONFLICT_RESOLVE}
)
_COUNTERSIGNER: Final = frozenset({_P.TASK_ADD, _P.CONFLICT_RESOLVE})

ROLES: Final[dict[Post, frozenset[Permission]]] = {
    Post.ASSISTANT: _ASSISTANT,
    Post.ACCOUNT_MANAGER: _MANAGER,
    Post.CHIEF_ACCOUNT_MANAGER: _MANAGER,
    Post.SUPERVISOR: _SUPERVISOR,
    Post.DEPARTMENT_MANAGER: _SUPERVISOR | {_P.RULE_WRITE},
    Post.VICE_PRESIDENT: _LEADER,
    Post.GENERAL_MANAGER: _LEADER,
    Post.FINANCE: _COUNTERSIGNER,
    Post.LEGAL: _COUNTERSIGNER,
    Post.NETWORK: _COUNTERSIGNER,
    Post.MARKETING: _COUNTERSIGNER,
    Post.PRODUCT_MANAGER: _COUNTERSIGNER,
    Post.AUDITOR: frozenset({_P.CUSTOMER_VIEW, _P.PAPER_PRINT}),
    Post.ADMINISTRATOR: frozenset({_P.PEOPLE_WRITE, _P.PARAMETER_WRITE, _P.RULE_WRITE}),
    Post.HEADQUARTERS_VIEWER: frozenset({_P.CUSTOMER_VIEW}),
}
"""The one role table: post to permissions."""

_AREA_POSTS: Final = frozenset(
    {Post.SUPERVISOR, Post.DEPARTMENT_MANAGER, Post.VICE_PRESIDENT, Post.GENERAL_MANAGER, Post.AUDITOR}
)
DEFAULT_LEVELS: Final[dict[Post, int | None]] = {
    Post.ASSISTANT: 3,
    Post.ACCOUNT_MANAGER: 3,
    Post.CHIEF_ACCOUNT_MANAGER: 3,
    Post.VICE_PRESIDENT: 1,
    Post.GENERAL_MANAGER: 1,
    Post.ADMINISTRATOR: None,
}
"""Permission level of a post where it is not 2 (level 1 is the highest)."""


class Actor(msgspec.Struct, frozen=True):
    """Who acts: identity, post, level, and the units whose customers the post may see."""

    id: str
    name: str
    staff_no: str
    post: Post
    level: int | None
    org_id: str
    areas: tuple[str, ...] = ()
    province_code: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """Whether something is permitted, and if not, why (a code for the tooltip)."""

    ok: bool
    code: str = ""


ALLOWED: Final = Verdict(ok=True)


def may(actor: Actor, permission: Permission) -> Verdict:
    """Tell whether the actor's post carries a permission."""
    if permission in ROLES[actor.post]:
        return ALLOWED
    if permission in ROLES[Post.SUPERVISOR]:
        return Verdict(ok=False, code="needs_supervisor")
    return Verdict(ok=False, code="not_permitted")


def require(actor: Actor, permission: Permission) -> None:
    """Refuse with `not_permitted` unless the actor's post carries the permission."""
    verdict = may(actor, permission)
    if not verdict.ok:
        raise Refused(verdict.code, permission=permission.value)


def areas_of(post: Post, org_id: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    """Give the units a post sees: its own unit and all below it, or none for level-3 posts.

    `parents` maps every unit to its parent.
    """
    if post not in _AREA_POSTS:
        return ()
    inside = {org_id}
    grown = True
    while grown:
        below = {unit for unit, parent in parents.items() if parent in inside} - inside
        grown = bool(below)
        inside |= below
    return tuple(sorted(inside))


@remembered
def visible(actor: Actor, entity: type[Synced]) -> ColumnElement[bool]:
    """Give the SQL condition that limits an entity to the rows the actor may see (R8.1, invariant "no leak")."""
    if issubclass(entity, (OrgUnit, Person, Parameter, ServiceRule)):
        return true()
    if issubclass(entity, Customer):
        return _visible_customer(actor)
    if issubclass(entity, (Conflict, Phrase)):
        return entity.owner_id == actor.id
    if issubclass(entity, Task):
        return _visible_task(actor)
    if issubclass(entity, (Affiliate, Contact, VisitPlan, VisitLog, VisitComment, ServicePlan, Attachment, AuditEntry)):
        # Asked of each row found, not of all customers first: most questions are about few rows of the last days.
        theirs = select(Customer.id).where(Customer.id == entity.customer_id, _visible_customer(actor))
        return theirs.correlate(entity).exists()
    return false()


def _visible_customer(actor: Actor) -> ColumnElement[bool]:
    if Permission.CUSTOMER_VIEW not in ROLES[actor.post]:
        return false()
    mine = or_(Customer.am_id == actor.id, Customer.am_b_id == actor.id, Customer.assistant_id == actor.id)
    if actor.post == Post.HEADQUARTERS_VIEWER:
        return Customer.to_hq.is_(other=True)
    return or_(mine, Customer.org_id.in_(actor.areas)) if actor.areas else mine


def _visible_task(actor: Actor) -> ColumnElement[bool]:
    if not ROLES[actor.post] & {Permission.TASK_ADD, Permission.CUSTOMER_VIEW}:
        return false()
    mine = or_(Task.assignee_id == actor.id, Task.owner_id == actor.id)
    of_customer = and_(
        Task.customer_id.is_not(None), Task.customer_id.in_(select(Customer.id).where(_visible_customer(actor)))
    )
    conditions = [mine, of_customer]
    if actor.areas:
        conditions.append(Task.org_id.in_(actor.areas))
    return or_(*conditions)
