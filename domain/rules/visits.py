"""What may be wrong with a visit plan or a visit log (2.14, 2.15)."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from domain.commands.visits import CommentVisit, EditVisitPlan, Evidence, LogVisit, MoveVisit, PlanVisit, ReviseVisit
from domain.errors import Problem
from domain.rules.calendars import china_date
from domain.rules.checks import CHECKS
from domain.rules.fields import (
    LONG_LIMIT,
    FieldKind,
    FieldSpec,
    Need,
    day_problem,
    edit_list_problems,
    shape_problem,
    table_problems,
)
from domain.rules.parameters import DEFAULTS
from domain.rules.storable import is_storable_day, is_storable_moment
from domain.rules.tasks import new_task_problems
from domain.values.visits import CustomerMood, VisitGrade, VisitOrigin, VisitPurpose, VisitResult, VisitWay

LONGEST: Final = timedelta(hours=DEFAULTS.integer("visit.longest"))
"""Default of the parameter `visit.longest`."""
CONTENT_LIMIT: Final = LONG_LIMIT
SHORTEST_CONTENT: Final = DEFAULTS.integer("visit.content_min")
"""Default of the parameter `visit.content_min` (characters)."""
PLAN_AHEAD: Final = timedelta(days=DEFAULTS.integer("visit.plan_ahead"))
"""Default of the parameter `visit.plan_ahead`."""
HIGHEST_SCORE: Final = 5
CLOCK_TOLERANCE: Final = timedelta(minutes=10)
MOST_FILES: Final = 30
MOST_TASKS: Final = 50
MOST_PEOPLE: Final = 50
LARGEST_FILE: Final = 20 * 1024 * 1024
LARGEST_FORM: Final = 200 * 1024 * 1024
_SHA256: Final = re.compile(r"^[0-9a-f]{64}$")
_SIGNED_PURPOSES: Final = frozenset({VisitPurpose.COLLECTION, VisitPurpose.COMPLIANCE})

_K = FieldKind
PLAN_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="contact_ids", kind=_K.REFERENCES),
        FieldSpec(name="way", kind=_K.CHOICE, choices=VisitWay),
        FieldSpec(name="grade", kind=_K.CHOICE, choices=VisitGrade),
        FieldSpec(name="purposes", kind=_K.CHOICES, choices=VisitPurpose),
        FieldSpec(name="origin", kind=_K.CHOICE, choices=VisitOrigin),
        FieldSpec(name="companion_ids", kind=_K.REFERENCES),
        FieldSpec(name="subject", limit=100),
        FieldSpec(name="goals", kind=_K.LONG_TEXT),
        FieldSpec(name="topics", kind=_K.LONG_TEXT),
        FieldSpec(name="materials", kind=_K.LONG_TEXT),
        FieldSpec(name="questions", kind=_K.LONG_TEXT),
        FieldSpec(name="place"),
        FieldSpec(name="to_confirm", kind=_K.BOOLEAN),
    )
}
"""Fields of a visit plan beside customer and time."""
NOT_BY_EDIT: Final = frozenset({"origin"})
"""Fields of a plan that stay as they were made: an ordered visit stays an ordered visit."""

LOG_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="starts_at", kind=_K.MOMENT, need=Need.MUST),
        FieldSpec(name="ends_at", kind=_K.MOMENT, need=Need.MUST),
        FieldSpec(name="way", kind=_K.CHOICE, choices=VisitWay, need=Need.MUST),
        FieldSpec(name="grade", kind=_K.CHOICE, choices=VisitGrade, need=Need.MUST),
        FieldSpec(name="purposes", kind=_K.CHOICES, choices=VisitPurpose),
        FieldSpec(name="place"),
        FieldSpec(name="lon", limit=16, check="longitude"),
        FieldSpec(name="lat", limit=16, check="latitude"),
        FieldSpec(name="contact_ids", kind=_K.REFERENCES, need=Need.MUST),
        FieldSpec(name="companion_ids", kind=_K.REFERENCES),
        FieldSpec(name="content", kind=_K.LONG_TEXT, need=Need.MUST),
        FieldSpec(name="needs", kind=_K.LINES),
        FieldSpec(name="opinions", kind=_K.LINES),
        FieldSpec(name="complaints", kind=_K.LINES),
        FieldSpec(name="competitor_info", kind=_K.LONG_TEXT),
        FieldSpec(name="mood", kind=_K.CHOICE, choices=CustomerMood),
        FieldSpec(name="result", kind=_K.CHOICE, choices=VisitResult, need=Need.MUST),
        FieldSpec(name="result_note", limit=300),
        FieldSpec(name="next_visit", kind=_K.DATE),
        FieldSpec(name="cust_sign", kind=_K.BOOLEAN),
    )
}
"""Fields of a visit log, as its author gives them and mends them after it was handed back."""
_GIVEN: Final = tuple(name for name in LOG_FIELDS if name not in {"starts_at", "ends_at", "next_visit", "contact_ids"})


def span_problems(starts_at: datetime, ends_at: datetime, longest: timedelta = LONGEST) -> list[Problem]:
    """Tell what is wrong with the beginning and end of a visit."""
    found = [
        Problem(field=name, code="not_a_time")
        for name, moment in (("starts_at", starts_at), ("ends_at", ends_at))
        if not is_storable_moment(moment)
    ]
    if found:
        return found
    if ends_at <= starts_at:
        return [Problem(field="ends_at", code="end_before_start")]
    if ends_at - starts_at > longest:
        return [Problem(field="ends_at", code="too_long_visit", facts={"hours": longest // timedelta(hours=1)})]
    return []


def is_put_off(old_starts_at: datetime, starts_at: datetime, *, promised: bool) -> bool:
    """Tell whether moving a visit puts it off: to another day, or at all once the customer was promised it (2.14)."""
    return promised or china_date(old_starts_at) != china_date(starts_at)


def plan_problems(
    command: PlanVisit | MoveVisit, longest: timedelta = LONGEST, plan_ahead: timedelta = PLAN_AHEAD
) -> list[Problem]:
    """Tell what is wrong with a planned or moved visit: its time, and that it is not too far ahead."""
    found = span_problems(command.starts_at, command.ends_at, longest)
    if not found and command.starts_at > command.at + plan_ahead:
        found.append(Problem(field="starts_at", code="too_far_ahead", facts={"days": plan_ahead.days}))
    if isinstance(command, PlanVisit):
        found += table_problems(PLAN_FIELDS, command.values, partial=True)
    return found


def problems(command: LogVisit, content_min: int = SHORTEST_CONTENT, longest: timedelta = LONGEST) -> list[Problem]:
    """Tell what is wrong with a visit log: customer, time, participants and key points are required (2.15)."""
    found = [] if command.customer_id else [Problem(field="customer_id", code="required")]
    found += log_span_problems(command.starts_at, command.ends_at, command.at, longest)
    if not command.contact_ids:
        found.append(Problem(field="contact_ids", code="required"))
    found += content_problems(command.content, content_min)
    found += _given_problems(command)
    found += signature_problems(command.purposes, command.attachments, signed=command.cust_sign)
    found += evidence_problems(command.attachments)
    if len(command.tasks) > MOST_TASKS:
        found.append(Problem(field="tasks", code="too_many", facts={"limit": MOST_TASKS}))
    for index, task in enumerate(command.tasks[:MOST_TASKS]):
        found += [
            Problem(field=f"tasks.{index}.{problem.field}", code=problem.code, facts=problem.facts)
            for problem in new_task_problems(task)
        ]
    return found


def log_span_problems(
    starts_at: datetime, ends_at: datetime, at: datetime, longest: timedelta = LONGEST
) -> list[Problem]:
    """Tell what is wrong with the time of a visit that is said to have happened by `at`."""
    found = span_problems(starts_at, ends_at, longest)
    if not any(problem.code == "not_a_time" for problem in found) and ends_at > at + CLOCK_TOLERANCE:
        found.append(Problem(field="ends_at", code="in_future"))
    return found


def content_problems(content: str, content_min: int = SHORTEST_CONTENT) -> list[Problem]:
    """Tell whether the key points of a visit are there and long enough."""
    text = content.strip()
    if not text:
        return [Problem(field="content", code="required")]
    if len(text) < content_min:
        return [Problem(field="content", code="too_short", facts={"least": content_min, "length": len(text)})]
    return []


def _given_problems(command: LogVisit) -> list[Problem]:
    values = {name: _wire(getattr(command, name)) for name in _GIVEN}
    values["contact_ids"] = list(command.contact_ids)
    found = [problem for name, value in values.items() if (problem := shape_problem(LOG_FIELDS[name], value))]
    wrong = {problem.field for problem in found}
    found += [
        Problem(field=name, code="required") for name in ("way", "grade", "result") if not values[name] and not wrong
    ]
    found += _place_problems({name: value for name, value in values.items() if name not in wrong})
    found += [
        Problem(field=name, code="too_many", facts={"limit": MOST_PEOPLE})
        for name in ("contact_ids", "companion_ids", "kept_task_ids")
        if len(getattr(command, name)) > MOST_PEOPLE
    ]
    return found + _next_problems(command.next_visit)


def _wire(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _place_problems(values: dict[str, object]) -> list[Problem]:
    return [
        Problem(field=name, code=code)
        for name in ("lon", "lat")
        if values.get(name) and (code := CHECKS[LOG_FIELDS[name].check](str(values[name])))
    ]


def _next_problems(next_visit: date | None) -> list[Problem]:
    return [] if next_visit is None or is_storable_day(next_visit) else [day_problem("next_visit")]


def signature_problems(
    purposes: Collection[str], attachments: Sequence[Evidence] | Sequence[str], *, signed: bool
) -> list[Problem]:
    """Tell whether a visit about arrears or compliance lacks both the customer's signature and a file that shows it."""
    needed = not _SIGNED_PURPOSES.isdisjoint(purposes)
    return [Problem(field="cust_sign", code="signature_needed")] if needed and not signed and not attachments else []


def evidence_problems(attachments: Sequence[Evidence]) -> list[Problem]:
    """Tell what is wrong with the files of a visit: how many, how large, and what each is called (2.34)."""
    if len(attachments) > MOST_FILES:
        return [Problem(field="attachments", code="too_many", facts={"limit": MOST_FILES})]
    found = [problem for index, evidence in enumerate(attachments) for problem in _file_problems(index, evidence)]
    if sum(evidence.size for evidence in attachments) > LARGEST_FORM and not found:
        found.append(Problem(field="attachments", code="out_of_range", facts={"low": 1, "high": LARGEST_FORM}))
    return found


_FILE_FIELDS: Final = (
    FieldSpec(name="id", kind=_K.REFERENCE, need=Need.MUST),
    FieldSpec(name="name", need=Need.MUST),
    FieldSpec(name="media_type", limit=100, need=Need.MUST),
    FieldSpec(name="size", kind=_K.INTEGER, low=1, high=LARGEST_FILE, need=Need.MUST),
    FieldSpec(name="sha256", limit=64, need=Need.MUST),
)


def _file_problems(index: int, evidence: Evidence) -> list[Problem]:
    values = {spec.name: getattr(evidence, spec.name) for spec in _FILE_FIELDS}
    found = table_problems({spec.name: spec for spec in _FILE_FIELDS}, values, needs=(Need.MUST,))
    if not found and not _SHA256.match(evidence.sha256):
        found.append(Problem(field="sha256", code="not_a_hash"))
    if evidence.captured_at is not None and not is_storable_moment(evidence.captured_at):
        found.append(Problem(field="captured_at", code="not_a_time"))
    return [Problem(field=f"attachments.{index}.{item.field}", code=item.code, facts=item.facts) for item in found]


def revise_problems(command: ReviseVisit) -> list[Problem]:
    """Tell what is wrong with the mending of a returned visit log, field by field."""
    values = {edit.field: edit.new for edit in command.edits}
    found = edit_list_problems(command.edits) + table_problems(LOG_FIELDS, values, needs=(Need.MUST,), partial=True)
    wrong = {problem.field for problem in found}
    found += _place_problems({name: value for name, value in values.items() if name not in wrong})
    return found + evidence_problems(command.attachments)


def plan_edit_problems(command: EditVisitPlan) -> list[Problem]:
    """Tell what is wrong with changes of a planned visit; what brought it about is not changed by an edit."""
    found = [Problem(field=edit.field, code="not_by_edit") for edit in command.edits if edit.field in NOT_BY_EDIT]
    values = {edit.field: edit.new for edit in command.edits}
    return found + edit_list_problems(command.edits) + table_problems(PLAN_FIELDS, values, partial=True)


def comment_problems(command: CommentVisit) -> list[Problem]:
    """Tell what is wrong with a remark: it needs text or a score of 1 to 5."""
    found = []
    if not command.text.strip() and command.score is None:
        found.append(Problem(field="text", code="required"))
    wrong = shape_problem(FieldSpec(name="text", kind=_K.LONG_TEXT), command.text)
    found += [wrong] if wrong else []
    if command.score is not None and not 1 <= command.score <= HIGHEST_SCORE:
        found.append(Problem(field="score", code="out_of_range", facts={"low": 1, "high": HIGHEST_SCORE}))
    return found
