"""A visit log while it is written: what the form holds, how it is kept as a draft, and what command it becomes."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final

import msgspec

from domain.commands import Evidence, LogVisit, NewTask, ReviseVisit
from domain.commands.base import Edit, Fields
from domain.errors import Problem
from domain.queries.visit_logs import VisitLogRow
from domain.rules.visit_validity import LogEntry, QualityFlag, VisitValidityParams, quality_flags
from domain.rules.visits import problems

CHINA: Final = timezone(timedelta(hours=8), "China")
DRAFT_KIND: Final = "visit_log"
REQUIRED: Final = ("customer_id", "ends_at", "contact_ids", "content")
"""The four things a log cannot do without; the time stands under its end."""
COUNTED_FROM: Final = 8_000


class DraftPerson(msgspec.Struct, frozen=True):
    """Somebody in the form: id, name and the grey word."""

    id: str
    name: str
    detail: str = ""


class DraftTask(msgspec.Struct, frozen=True):
    """A follow-up task in the form."""

    id: str
    title: str
    assignee_id: str
    due: date
    is_promise: bool = False


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A log that was handed back: why, its files, its fields as they were read, and as the form first showed them.

    `seen` is what an edit says its author saw; `shown`, empty until a form showed it, tells which fields were touched.
    """

    reason: str
    seen: Fields
    shown: Fields = {}
    files: tuple[Evidence, ...] = ()


class LogDraft(msgspec.Struct, frozen=True, kw_only=True):
    """The whole form; times are China time, `visit_id` stays the same from the first key to the log."""

    key: str
    visit_id: str
    customer_id: str = ""
    customer: str = ""
    plan_id: str | None = None
    way: str = "on_site"
    day: date
    starts: time
    ends: time
    contacts: tuple[DraftPerson, ...] = ()
    companions: tuple[DraftPerson, ...] = ()
    purposes: tuple[str, ...] = ()
    content: str = ""
    needs: str = ""
    opinions: str = ""
    complaints: str = ""
    mood: str = ""
    competitor: str = ""
    result: str = "reached"
    grade: str = "general"
    next_visit: date | None = None
    tasks: tuple[DraftTask, ...] = ()
    kept_task_ids: tuple[str, ...] = ()
    files: tuple[Evidence, ...] = ()
    place: str = ""
    cust_sign: bool = False
    returned: Returned | None = None

    @property
    def starts_at(self) -> datetime:
        """The begin in UTC."""
        return datetime.combine(self.day, self.starts, CHINA).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The end in UTC; an end before the begin stays before it, so that it is refused."""
        return datetime.combine(self.day, self.ends, CHINA).astimezone(UTC)

    @property
    def minutes(self) -> int:
        """How long it took."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def file_bytes(self) -> int:
        """How large the attachments are together."""
        return sum(file.size for file in self.files)

    def command(self, command_id: str, at: datetime) -> LogVisit:
        """Give what is done when the form is completed."""
        return LogVisit(
            id=command_id,
            at=at,
            visit_id=self.visit_id,
            customer_id=self.customer_id,
            plan_id=self.plan_id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            way=self.way,
            content=self.content,
            contact_ids=tuple(person.id for person in self.contacts if person.id),
            companion_ids=tuple(person.id for person in self.companions if person.id),
            purposes=self.purposes,
            grade=self.grade,
            place=self.place,
            needs=points(self.needs),
            opinions=points(self.opinions),
            complaints=points(self.complaints),
            competitor_info=self.competitor,
            mood=self.mood or None,
            result=self.result,
            next_visit=self.next_visit,
            cust_sign=self.cust_sign,
            tasks=tuple(
                NewTask(
                    id=task.id,
                    title=task.title,
                    due=task.due,
                    assignee_id=task.assignee_id or None,
                    is_promise=task.is_promise,
                )
                for task in self.tasks
            ),
            kept_task_ids=self.kept_task_ids,
            attachments=self.files,
        )

    def problems(self, at: datetime, content_min: int) -> list[Problem]:
        """Tell what is wrong with it, as the domain will say."""
        command = self.command("", at)
        if self.returned is not None:
            files = (*self.returned.files, *self.files)
            command = msgspec.structs.replace(command, tasks=(), kept_task_ids=(), attachments=files)
        return problems(command, content_min)

    def fields(self) -> Fields:
        """Give the fields a returned log is mended in, in their wire form."""
        return {
            "starts_at": _wire(self.starts_at),
            "ends_at": _wire(self.ends_at),
            "way": self.way,
            "grade": self.grade,
            "purposes": list(self.purposes),
            "place": self.place,
            "contact_ids": [person.id for person in self.contacts if person.id],
            "companion_ids": [person.id for person in self.companions if person.id],
            "content": self.content,
            "needs": list(points(self.needs)),
            "opinions": list(points(self.opinions)),
            "complaints": list(points(self.complaints)),
            "competitor_info": self.competitor,
            "mood": self.mood or None,
            "result": self.result,
            "next_visit": self.next_visit.isoformat() if self.next_visit else None,
            "cust_sign": self.cust_sign,
        }

    def revision(self, command_id: str, at: datetime) -> ReviseVisit:
        """Give what mends the log that was handed back. ValueError for a log that was not."""
        if self.returned is None:
            raise ValueError("not a returned log")
        shown, seen = self.returned.shown, self.returned.seen
        edits = tuple(Edit(name, seen[name], new) for name, new in self.fields().items() if new != shown.get(name))
        return ReviseVisit(id=command_id, at=at, visit_id=self.visit_id, edits=edits, attachments=self.files)

    def flags(self, at: datetime, recent: Iterable[LogEntry], params: VisitValidityParams) -> tuple[QualityFlag, ...]:
        """Tell the marks its readers would see."""
        return quality_flags(LogEntry(self.ends_at, at, self.content), recent, params)

    def body(self) -> dict[str, Any]:
        """Give it as JSON for the draft table."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made

    def text(self) -> str:
        """Give what was typed as plain text, for the day the disk is full."""
        names = "、".join(person.name for person in self.contacts)
        when = f"{self.day:%Y-%m-%d} {self.starts:%H:%M}–{self.ends:%H:%M}"
        lines = [self.customer, when, names, "", self.content, "", self.competitor]
        lines += [f"- {task.title} {task.due:%Y-%m-%d}" for task in self.tasks]
        return "\n".join(lines).strip() + "\n"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that would be a loss."""
        return not (self.content.strip() or self.tasks or self.files or self.competitor.strip() or self.kept_task_ids)


def points(text: str) -> tuple[str, ...]:
    """Split a line of remarks at semicolons."""
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


def read_draft(body: dict[str, Any]) -> LogDraft | None:
    """Give a kept draft, or None when it was written by a program this one does not understand."""
    try:
        return msgspec.convert(body, LogDraft)
    except msgspec.ValidationError:
        return None


def new_draft(
    now: datetime, new_id: Callable[[], str], *, minutes: int = 60, key: str = "", plan_id: str | None = None
) -> LogDraft:
    """Begin a log of a visit that ended just now."""
    local = now.astimezone(CHINA).replace(second=0, microsecond=0)
    begin = max(local - timedelta(minutes=minutes), local.replace(hour=0, minute=0))
    visit_id = new_id()
    return LogDraft(
        key=key or visit_id,
        visit_id=visit_id,
        plan_id=plan_id,
        day=local.date(),
        starts=begin.time(),
        ends=local.time(),
    )


def returned_draft(log: VisitLogRow) -> LogDraft:
    """Begin to mend a log that was handed back: the form as the log stands."""
    starts, ends = log.starts_at.astimezone(CHINA), log.ends_at.astimezone(CHINA)
    draft = LogDraft(
        key=log.id,
        visit_id=log.id,
        customer_id=log.customer_id,
        customer=log.customer,
        plan_id=log.plan_id,
        way=log.way,
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        contacts=tuple(DraftPerson(one.id, one.name, one.detail) for one in log.met),
        companions=tuple(DraftPerson(one.id, one.name, one.detail) for one in log.companions),
        purposes=log.purposes,
        content=log.content,
        needs="；".join(log.needs),
        opinions="；".join(log.opinions),
        complaints="；".join(log.complaints),
        mood=log.mood or "",
        competitor=log.competitor_info,
        result=log.result,
        grade=log.grade,
        next_visit=log.next_visit,
        place=log.place,
        cust_sign=log.cust_sign,
    )
    seen = draft.fields() | {
        "starts_at": _wire(log.starts_at),
        "ends_at": _wire(log.ends_at),
        "contact_ids": list(log.contact_ids),
        "companion_ids": list(log.companion_ids),
        "needs": list(log.needs),
        "opinions": list(log.opinions),
        "complaints": list(log.complaints),
    }
    files = tuple(
        Evidence(id=one.id, name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256)
        for one in log.attachments
    )
    returned = Returned(reason=log.return_reason, seen=seen, files=files)
    return msgspec.structs.replace(draft, returned=returned)


def _wire(moment: datetime) -> str:
    """Give a moment as rows carry it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def missing(found: Iterable[Problem]) -> tuple[str, ...]:
    """Give the required fields that problems speak of, in the order of the form."""
    wrong = {problem.field for problem in found}
    return tuple(name for name in REQUIRED if name in wrong)


def same_visit(one: LogDraft, other: LogDraft) -> bool:
    """Whether two drafts are about the same visit: the same plan, or the same customer on the same day."""
    if one.plan_id and one.plan_id == other.plan_id:
        return True
    apart = one.plan_id and other.plan_id
    return not apart and bool(one.customer_id) and (one.customer_id, one.day) == (other.customer_id, other.day)
