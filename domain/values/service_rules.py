"""Lists of service rules and service plans (2.24, 2.25 of the requirements)."""

from enum import StrEnum


class RuleItem(StrEnum):
    """What a service rule regulates."""

    VISIT_FREQUENCY = "visit_frequency"
    PHONE_FREQUENCY = "phone_frequency"
    SMS_CARE = "sms_care"
    BILL_EXPLANATION = "bill_explanation"
    INSPECTION = "inspection"
    FAULT_LIMIT = "fault_limit"
    COMPLAINT_LIMIT = "complaint_limit"
    SUSPENSION = "suspension"
    LEADER_VISIT = "leader_visit"
    SATISFACTION = "satisfaction"
    REPORT = "report"


class RuleLevel(StrEnum):
    """Who made a rule; a lower level may tighten, not loosen (R2.11)."""

    HEADQUARTERS = "headquarters"
    PROVINCE = "province"
    UNIT = "unit"


class RuleUnit(StrEnum):
    """Unit of a rule's value."""

    PER_MONTH = "per_month"
    PER_QUARTER = "per_quarter"
    PER_HALF_YEAR = "per_half_year"
    PER_YEAR = "per_year"
    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    NONE = "none"


class PlanState(StrEnum):
    """Life cycle of a service plan (3.9)."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    TO_CONFIRM = "to_confirm"
    RUNNING = "running"
    MIDTERM = "midterm"
    CLOSED = "closed"
