"""Lists of tasks (2.29, 3.9 of the requirements)."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What a task is about."""

    VISIT = "visit"
    COLLECTION = "collection"
    CARE = "care"
    COMPLAINT = "complaint"
    OPPORTUNITY = "opportunity"
    DATA = "data"
    APPROVAL = "approval"
    MEETING = "meeting"
    ORDERED = "ordered"
    OTHER = "other"


class TaskState(StrEnum):
    """Life cycle of a task."""

    TO_ACCEPT = "to_accept"
    UNDER_WAY = "under_way"
    TO_CHECK = "to_check"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


OPEN_STATES = (TaskState.TO_ACCEPT, TaskState.UNDER_WAY, TaskState.TO_CHECK, TaskState.RETURNED)


class Priority(StrEnum):
    """How urgent a task is."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class TaskOrigin(StrEnum):
    """What brought a task about."""

    OWN = "own"
    VISIT = "visit"
    ASSIGNED = "assigned"
    RULE = "rule"
    NOTE = "note"
