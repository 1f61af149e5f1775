"""Commands on visits: plan, move, cancel, log, comment."""

from datetime import date, datetime

import msgspec

from domain.commands.base import Command, Edit, Fields
from domain.commands.tasks import NewTask


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A file that belongs to a visit log; its bytes are kept and sent by hash."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    captured_at: datetime | None = None


class PlanVisit(Command, frozen=True, kw_only=True, tag="plan_visit"):
    """Put a visit on the calendar. `values`: optional fields of the plan by name."""

    plan_id: str
    customer_id: str
    starts_at: datetime
    ends_at: datetime
    owner_id: str | None = None
    values: Fields = msgspec.field(default_factory=dict)


class MoveVisit(Command, frozen=True, kw_only=True, tag="move_visit"):
    """Move or stretch a planned visit; a reason is needed for another day, and once it was promised."""

    plan_id: str
    old_starts_at: datetime
    old_ends_at: datetime
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


class EditVisitPlan(Command, frozen=True, kw_only=True, tag="edit_visit_plan"):
    """Change what a planned visit is about."""

    plan_id: str
    edits: tuple[Edit, ...]


class CancelVisit(Command, frozen=True, kw_only=True, tag="cancel_visit"):
    """Call a planned visit off."""

    plan_id: str
    reason: str


class LogVisit(Command, frozen=True, kw_only=True, tag="log_visit"):
    """Record a visit with everything that follows from it: tasks, promises kept, evidence, changes of the file."""

    visit_id: str
    customer_id: str
    starts_at: datetime
    ends_at: datetime
    way: str
    content: str
    contact_ids: tuple[str, ...]
    plan_id: str | None = None
    companion_ids: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    grade: str = "general"
    place: str = ""
    lon: str | None = None
    lat: str | None = None
    needs: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    competitor_info: str = ""
    mood: str | None = None
    result: str = "reached"
    result_note: str = ""
    next_visit: date | None = None
    cust_sign: bool = False
    tasks: tuple[NewTask, ...] = ()
    kept_task_ids: tuple[str, ...] = ()
    attachments: tuple[Evidence, ...] = ()
    file_edits: tuple[Edit, ...] = ()


class ReviseVisit(Command, frozen=True, kw_only=True, tag="revise_visit"):
    """Mend a visit log that was handed back, and report it again; `attachments` are added to those it has."""

    visit_id: str
    edits: tuple[Edit, ...]
    attachments: tuple[Evidence, ...] = ()


class CommentVisit(Command, frozen=True, kw_only=True, tag="comment_visit"):
    """Say something about a visit log; a score of 1 to 5 reviews it."""

    comment_id: str
    visit_id: str
    text: str
    score: int | None = None


class ReturnVisit(Command, frozen=True, kw_only=True, tag="return_visit"):
    """Hand a visit log back to its author with a reason."""

    visit_id: str
    reason: str


class SavePhrase(Command, frozen=True, kw_only=True, tag="save_phrase"):
    """Keep a quick phrase of one's own."""

    phrase_id: str
    code: str
    text: str


class RemovePhrase(Command, frozen=True, kw_only=True, tag="remove_phrase"):
    """Drop a quick phrase."""

    phrase_id: str
