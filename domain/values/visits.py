"""Lists of visit plans and visit logs (2.14, 2.15, 3.3 of the requirements)."""

from enum import StrEnum


class VisitWay(StrEnum):
    """How a visit takes place."""

    ON_SITE = "on_site"
    AT_OUR_PLACE = "at_our_place"
    ONLINE = "online"
    PHONE = "phone"
    JOINT = "joint"
    EVENT = "event"
    OTHER = "other"


class VisitGrade(StrEnum):
    """Level of the people met."""

    SENIOR = "senior"
    MIDDLE = "middle"
    GENERAL = "general"


class VisitPurpose(StrEnum):
    """Why a customer is visited; several may hold."""

    CONTACT = "contact"
    RELATION = "relation"
    INFORMATION = "information"
    NEEDS = "needs"
    PROMOTION = "promotion"
    COOPERATION = "cooperation"
    RENEWAL = "renewal"
    COLLECTION = "collection"
    COMPLAINT = "complaint"
    RETENTION = "retention"
    COMPLIANCE = "compliance"
    TRAINING = "training"
    FESTIVAL = "festival"


class VisitOrigin(StrEnum):
    """What brought a visit plan about."""

    OWN = "own"
    ASSIGNED = "assigned"
    RULE = "rule"
    ALERT = "alert"
    ARREARS = "arrears"


class VisitState(StrEnum):
    """Life cycle of a visit (3.3)."""

    DRAFT = "draft"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    TO_REPORT = "to_report"
    REPORTED = "reported"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"


class VisitResult(StrEnum):
    """What came of a visit."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    ABSENT = "absent"


class CustomerMood(StrEnum):
    """Attitude of the customer during the visit, from worst to best."""

    DISSATISFIED = "dissatisfied"
    WORRIED = "worried"
    NEUTRAL = "neutral"
    APPROVING = "approving"
    SUPPORTING = "supporting"
