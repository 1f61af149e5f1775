"""What may be wrong with a visit plan or a visit log (2.14, 2.15)."""

from datetime import datetime, timedelta
from typing import Final

from domain.commands.visits import CommentVisit, LogVisit, MoveVisit, PlanVisit
from domain.errors import Problem
from domain.rules.fields import FieldKind, FieldSpec, table_problems
from domain.rules.tasks import new_task_problems
from domain.values.visits import CustomerMood, VisitGrade, VisitOrigin, VisitPurpose, VisitResult, VisitWay

LONGEST: Final = timedelta(hours=12)
CONTENT_LIMIT: Final = 10_000
SHORTEST_CONTENT: Final = 20
"""Default of the parameter `visit.content_min` (characters)."""
HIGHEST_SCORE: Final = 5
CLOCK_TOLERANCE: Final = timedelta(minutes=10)
MOST_FILES: Final = 30

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


def _span_problems(starts_at: datetime, ends_at: datetime) -> list[Problem]:
    if ends_at <= starts_at:
        return [Problem(field="ends_at", code="end_before_start")]
    if ends_at - starts_at > LONGEST:
        return [Problem(field="ends_at", code="too_long_visit", facts={"hours": 12})]
    return []


def plan_problems(command: PlanVisit | MoveVisit) -> list[Problem]:
    """Tell what is wrong with a planned or moved visit."""
    found = _span_problems(command.starts_at, command.ends_at)
    if isinstance(command, PlanVisit):
        found += table_problems(PLAN_FIELDS, command.values, partial=True)
    return found


def problems(command: LogVisit, content_min: int = SHORTEST_CONTENT) -> list[Problem]:
    """Tell what is wrong with a visit log: customer, time, participants and key points are required (2.15)."""
    found = [] if command.customer_id else [Problem(field="customer_id", code="required")]
    found += _span_problems(command.starts_at, command.ends_at)
    if command.ends_at > command.at + CLOCK_TOLERANCE:
        found.append(Problem(field="ends_at", code="in_future"))
    if not command.contact_ids:
        found.append(Problem(field="contact_ids", code="required"))
    text = command.content.strip()
    if not text:
        found.append(Problem(field="content", code="required"))
    elif len(text) < content_min:
        found.append(Problem(field="content", code="too_short", facts={"least": content_min, "length": len(text)}))
    elif len(command.content) > CONTENT_LIMIT:
        found.append(Problem(field="content", code="too_long", facts={"limit": CONTENT_LIMIT}))
    found += _choice_problems(command)
    if len(command.attachments) > MOST_FILES:
        found.append(Problem(field="attachments", code="too_many", facts={"limit": MOST_FILES}))
    for index, task in enumerate(command.tasks):
        found += [
            Problem(field=f"tasks.{index}.{problem.field}", code=problem.code, facts=problem.facts)
            for problem in new_task_problems(task)
        ]
    return found


def _choice_problems(command: LogVisit) -> list[Problem]:
    given = {
        "way": ([command.way], VisitWay),
        "grade": ([command.grade], VisitGrade),
        "purposes": (command.purposes, VisitPurpose),
        "result": ([command.result], VisitResult),
        "mood": ([command.mood] if command.mood else [], CustomerMood),
    }
    return [
        Problem(field=name, code="unknown_choice")
        for name, (values, known) in given.items()
        if set(values) - {item.value for item in known}
    ]


def comment_problems(command: CommentVisit) -> list[Problem]:
    """Tell what is wrong with a remark: it needs text or a score of 1 to 5."""
    found = []
    if not command.text.strip() and command.score is None:
        found.append(Problem(field="text", code="required"))
    if len(command.text) > CONTENT_LIMIT:
        found.append(Problem(field="text", code="too_long", facts={"limit": CONTENT_LIMIT}))
    if command.score is not None and not 1 <= command.score <= HIGHEST_SCORE:
        found.append(Problem(field="score", code="out_of_range", facts={"low": 1, "high": HIGHEST_SCORE}))
    return found
