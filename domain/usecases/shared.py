"""What use cases have in common: fetch within scope, three-way edits, the record of changes."""

from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from domain.base import Record, Synced, columns_of, from_wire, remembered, table_columns, to_wire
from domain.commands.base import Command, Edit
from domain.entities import AuditEntry, Conflict, Contact, Customer, OrgUnit, Person
from domain.errors import Problem, Refused
from domain.permissions import ROLES, Actor, Permission, visible
from domain.rules.storable import is_canonical_id, is_storable_text, shown
from domain.values.people import PersonStatus, Post

Row = TypeVar("Row", bound=Synced)
EMPTY: Final[tuple[Any, ...]] = (None, "", [])
"""What a form may send for a field nobody filled in."""
SECOND_LEVEL: Final = 2
REASON_LIMIT: Final = 200
_DEEPEST_UNIT: Final = 20
_HELD: Final = "held_people"
_SUPPORT_POSTS: Final = frozenset({Post.FINANCE, Post.LEGAL, Post.NETWORK, Post.PRODUCT_MANAGER, Post.MARKETING})


def fetch(session: Session, actor: Actor, entity: type[Row], row_id: str) -> Row:
    """Give a living row the actor may see; refuse with `not_found`, the same for missing and out of scope."""
    query: Select[Row] = _one_in_sight(actor, entity)
    row = session.scalars(query, {"row_id": row_id}).one_or_none() if is_canonical_id(row_id) else None
    if row is None:
        raise Refused("not_found", kind=entity.__tablename__, id=shown(row_id))
    return row


@remembered
def _one_in_sight(actor: Actor, entity: type[Any]) -> Select[Any]:
    return select(entity).where(entity.id == bindparam("row_id"), entity.deleted_at.is_(None), visible(actor, entity))


def refusal(field: str, code: str, **facts: str | int) -> Refused:
    """Give the refusal of one field."""
    return Refused("invalid", (Problem(field=field, code=code, facts=dict(facts)),))


def fetch_for(session: Session, actor: Actor, entity: type[Row], row_id: str, field: str) -> Row:
    """Give a living row the actor may see; refuse the field that names it otherwise."""
    try:
        return fetch(session, actor, entity, row_id)
    except Refused:
        raise refusal(field, "not_found") from None


def require_level(actor: Actor, field: str, level: int = SECOND_LEVEL) -> None:
    """Refuse a field to everybody below a permission level (1 is the highest)."""
    if actor.level is None or actor.level > level:
        raise refusal(field, "needs_level", level=level)


def given_reason(reason: str, limit: int = REASON_LIMIT) -> str:
    """Give a reason without its outer spaces; refuse an empty, too long or unstorable one."""
    plain = reason.strip()
    if not plain:
        raise refusal("reason", "required")
    if len(plain) > limit:
        raise refusal("reason", "too_long", limit=limit, length=len(plain))
    if not is_storable_text(plain):
        raise refusal("reason", "control_characters")
    return plain


def at_post(session: Session, person_id: str, field: str, day: date) -> Person:
    """Give somebody who is at the post on a day; refuse the field that names anybody else."""
    person = session.get(Person, person_id) if is_canonical_id(person_id) else None
    # A session remembers rows only while somebody holds them, and an import asks for the same people every line.
    session.info.setdefault(_HELD, {})[person_id] = person
    if person is None or person.deleted_at is not None or person.status == PersonStatus.LEFT:
        raise refusal(field, "not_found")
    if person.leave_date is not None and person.leave_date <= day:
        raise refusal(field, "not_found")
    return person


def carries(person: Person, permission: Permission) -> bool:
    """Tell whether somebody's post carries a permission; a post of a newer server carries none."""
    return person.post in {post.value for post, permissions in ROLES.items() if permission in permissions}


def near(actor: Actor, person: Person) -> bool:
    """Tell whether somebody belongs to the actor's own unit or area."""
    return person.id == actor.id or person.org_id in (*actor.areas, actor.org_id)


def within_reach(session: Session, actor: Actor, person: Person) -> bool:
    """Tell whether work may be handed to somebody: near, in a neighbouring team, a superior, or a support post."""
    if near(actor, person) or person.post in _SUPPORT_POSTS:
        return True
    above = _units_above(session, actor.org_id)
    return person.org_id in above or (len(above) > 1 and above[1] in _units_above(session, person.org_id))


def _units_above(session: Session, org_id: str) -> list[str]:
    chain: list[str] = []
    current: str | None = org_id
    while current and current not in chain and len(chain) < _DEEPEST_UNIT:
        chain.append(current)
        unit = session.get(OrgUnit, current)
        current = unit.parent_id if unit else None
    return chain


def check_people(session: Session, ids: list[str] | tuple[str, ...], field: str) -> None:
    """Refuse a list of colleagues that names somebody unknown, or somebody twice."""
    if len(set(ids)) != len(ids):
        raise refusal(field, "named_twice")
    if not ids:
        return
    wanted = {person_id for person_id in ids if is_canonical_id(person_id)}
    known = set(session.scalars(select(Person.id).where(Person.id.in_(wanted), Person.deleted_at.is_(None))))
    if set(ids) - known:
        raise refusal(field, "not_found")


def check_contacts(session: Session, actor: Actor, ids: list[str] | tuple[str, ...], customer_id: str) -> None:
    """Refuse a list of key persons that names somebody out of scope, of another customer, or twice."""
    if len(set(ids)) != len(ids):
        raise refusal("contact_ids", "named_twice")
    for contact_id in ids:
        if fetch(session, actor, Contact, contact_id).customer_id != customer_id:
            raise refusal("contact_ids", "other_customer")


def refuse_if(problems: list[Problem]) -> None:
    """Refuse with `invalid` and the list, if there is anything in it."""
    if problems:
        raise Refused("invalid", tuple(problems))


def new_id_taken(session: Session, entity: type[Synced], row_id: str) -> None:
    """Refuse with `duplicate_id` when a row of this id exists, seen or unseen, living or deleted."""
    if not is_canonical_id(row_id):
        raise refusal("id", "not_an_id")
    session.flush()
    if session.connection().execute(_id_of(entity), {"row_id": row_id}).first() is not None:
        raise Refused("duplicate_id", kind=entity.__tablename__)


@remembered
def _id_of(entity: type[Synced]) -> Select[str]:
    column = table_columns(entity)["id"]
    return select(column).where(column == bindparam("row_id"))


def derived_id(command_id: str, *parts: str) -> str:
    """Give an id that is the same wherever the command is applied."""
    return str(uuid5(NAMESPACE_OID, "/".join((command_id, *parts))))


def authored(actor: Actor, at: datetime) -> dict[str, Any]:
    """Give the authorship columns of a new row."""
    return {"created_by": actor.id, "created_at": at, "updated_by": actor.id, "updated_at": at}


def under_customer(actor: Actor, customer: Customer, at: datetime) -> dict[str, Any]:
    """Give the columns of a new record that belongs to a customer."""
    return authored(actor, at) | {
        "customer_id": customer.id,
        "org_id": customer.org_id,
        "owner_id": actor.id,
        "province_code": customer.province_code,
    }


def changed(row: Synced, actor: Actor, at: datetime) -> None:
    """Note who changed a row and when."""
    row.updated_by = actor.id
    row.updated_at = at


def stored_form(entity: type[Synced], name: str, value: Any) -> Any:  # noqa: ANN401 -- a wire value of any kind
    """Give the one wire form in which a column keeps a value: nothing filled in becomes null or the column's default.

    Refuses a field that cannot be empty.
    """
    column = table_columns(entity)[name]
    if value not in EMPTY:
        return to_wire(from_wire(column.type, value))
    if column.nullable:
        return None
    if column.default is None:
        raise refusal(name, "required")
    default: Any = column.default
    return [] if default.is_callable else default.arg


def set_values(row: Synced, values: dict[str, Any]) -> None:
    """Put wire values into a row's columns."""
    kinds = columns_of(type(row))
    for name, value in values.items():
        setattr(row, name, from_wire(kinds[name], stored_form(type(row), name, value)))


def merge_edits(
    session: Session, actor: Actor, row: Record, edits: tuple[Edit, ...], command: Command
) -> dict[str, tuple[Any, Any]]:
    """Apply edits by three values: seen by the author, wanted, and there now.

    There now equals seen: apply. Equals wanted: nothing to do. Else a conflict keeps both values and the field
    stays. Gives field to (before, after) of what was applied; values in wire form.
    """
    kinds = columns_of(type(row))
    applied: dict[str, tuple[Any, Any]] = {}
    for edit in edits:
        now = to_wire(getattr(row, edit.field))
        wanted = stored_form(type(row), edit.field, edit.new)
        if same(now, wanted):
            continue
        if same(now, edit.old):
            setattr(row, edit.field, from_wire(kinds[edit.field], wanted))
            applied[edit.field] = (now, wanted)
        else:
            _keep_conflict(session, actor, row, Edit(edit.field, edit.old, wanted), command)
    if applied:
        changed(row, actor, command.at)
    return applied


def same(now: Any, other: Any) -> bool:  # noqa: ANN401 -- wire values of any kind
    """Tell whether two wire values mean the same: all ways of being empty do, truth and numbers are kept apart."""
    if now in EMPTY and other in EMPTY:
        return True
    return bool(now == other) and isinstance(now, bool) == isinstance(other, bool)


def _keep_conflict(session: Session, actor: Actor, row: Record, edit: Edit, command: Command) -> None:
    customer_id = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    session.add(
        Conflict(
            id=derived_id(command.id, row.id, edit.field),
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=row.org_id,
            province_code=row.province_code,
            command_id=command.id,
            kind=row.__tablename__,
            row_id=row.id,
            customer_id=customer_id,
            field=edit.field,
            base=edit.old,
            mine=edit.new,
            theirs=to_wire(getattr(row, edit.field)),
            theirs_by=row.updated_by,
        )
    )


def audit(
    session: Session,
    actor: Actor,
    command: Command,
    row: Record,
    action: str,
    changes: dict[str, tuple[Any, Any]] | None = None,
    reason: str = "",
) -> None:
    """Write what was done to a row into the record of changes (2.36)."""
    customer_id = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    session.add(
        AuditEntry(
            id=derived_id(command.id, row.id, action),
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=row.org_id,
            province_code=row.province_code,
            customer_id=customer_id,
            kind=row.__tablename__,
            row_id=row.id,
            action=action,
            changes=[{"field": name, "old": old, "new": new} for name, (old, new) in (changes or {}).items()],
            reason=reason[:200],
        )
    )
