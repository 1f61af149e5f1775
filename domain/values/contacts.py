"""Lists of the key person file (2.6 of the requirements)."""

from enum import StrEnum


class ContactRole(StrEnum):
    """What part a key person plays in a decision."""

    DECISION_MAKER = "decision_maker"
    INFLUENCER = "influencer"
    HANDLER = "handler"
    USER = "user"
    FINANCE = "finance"
    TECHNICAL = "technical"
    PURCHASING = "purchasing"
    LEGAL_REP = "legal_rep"
    SECRETARY = "secretary"
    GATEKEEPER = "gatekeeper"


class Attitude(StrEnum):
    """Attitude of a key person towards us."""

    SUPPORTING = "supporting"
    NEUTRAL = "neutral"
    COMPETITOR = "competitor"
    OPPOSED = "opposed"
    UNKNOWN = "unknown"


class Calendar(StrEnum):
    """Calendar a birthday is kept in."""

    SOLAR = "solar"
    LUNAR = "lunar"


class Channel(StrEnum):
    """The way a person likes to be reached."""

    PHONE = "phone"
    SMS = "sms"
    WECHAT = "wechat"
    EMAIL = "email"
    ON_SITE = "on_site"


class Consent(StrEnum):
    """Consent to keep and use personal data (PIPL)."""

    GIVEN = "given"
    ORAL = "oral"
    NOT_ASKED = "not_asked"
