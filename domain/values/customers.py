"""Lists of the customer file (2.4, 2.0.5 of the requirements)."""

from enum import StrEnum


class CustomerKind(StrEnum):
    """Group customer or association."""

    GROUP = "group"
    ASSOCIATION = "association"


class CoopState(StrEnum):
    """Cooperation state as the seed names it (R2.1)."""

    PROSPECT = "prospect"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"


class CustomerState(StrEnum):
    """Life cycle of a customer (3.1)."""

    PROSPECT = "prospect"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    DORMANT = "dormant"
    ABANDONED = "abandoned"
    LOST = "lost"
    MERGED = "merged"
    CLOSED = "closed"


class OwnerLevel(StrEnum):
    """Which level of the company owns the relation."""

    HEADQUARTERS = "headquarters"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class ServiceClass(StrEnum):
    """Service class promised by the graded service rules."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    STANDARD = "standard"


class OrgType(StrEnum):
    """Kind of institution the customer is."""

    ENTERPRISE = "enterprise"
    PUBLIC_INSTITUTION = "public_institution"
    GOVERNMENT = "government"
    SOCIAL_ORGANISATION = "social_organisation"
    SOLE_TRADER = "sole_trader"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise"
    MILITARY = "military"
    OTHER = "other"


class CertType(StrEnum):
    """Paper that proves who the customer is."""

    UNIFIED_LICENCE = "unified_licence"
    BUSINESS_LICENCE = "business_licence"
    PUBLIC_INSTITUTION = "public_institution"
    SOCIAL_ORGANISATION = "social_organisation"
    UNIFIED_CODE = "unified_code"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise"
    ORGANISATION_CODE = "organisation_code"
    INTRODUCTION = "introduction"
    OTHER = "other"


class RegStatus(StrEnum):
    """State in the company register."""

    EXISTING = "existing"
    OPERATING = "operating"
    SUSPENDED = "suspended"
    LIQUIDATING = "liquidating"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    MOVED = "moved"


class LocationScope(StrEnum):
    """Local, elsewhere, abroad (R2.2)."""

    LOCAL = "local"
    ELSEWHERE = "elsewhere"
    ABROAD = "abroad"


class EnterpriseSize(StrEnum):
    """National size class of an enterprise (2.0.4)."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class RiskLevel(StrEnum):
    """How urgently a customer may be about to leave, as the analysis system says."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class OwnSize(StrEnum):
    """The operator's own size list."""

    HUGE = "huge"
    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class ScopeRange(StrEnum):
    """How far the customer's business reaches."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    LOCAL = "local"


class Segment(StrEnum):
    """The operator's own industry segments."""

    PARTY_GOVERNMENT = "party_government"
    MILITARY_POLICE = "military_police"
    FINANCE = "finance"
    EDUCATION = "education"
    HEALTH = "health"
    ENERGY = "energy"
    TRANSPORT = "transport"
    MANUFACTURING = "manufacturing"
    CONSTRUCTION = "construction"
    INTERNET_IT = "internet_it"
    TRADE = "trade"
    HOTEL_TOURISM = "hotel_tourism"
    AGRICULTURE = "agriculture"
    UTILITIES = "utilities"
    OTHER = "other"


class MicroType(StrEnum):
    """Kinds of micro market."""

    MARKET = "market"
    OFFICE_BUILDING = "office_building"
    STREET_SHOP = "street_shop"
    HOTEL = "hotel"
    OTHER = "other"


class Operator(StrEnum):
    """Telecom operators."""

    NONE = "none"
    MOBILE = "mobile"
    TELECOM = "telecom"
    UNICOM = "unicom"
    BROADNET = "broadnet"
    DUAL = "dual"
    OTHER = "other"


class CreditClass(StrEnum):
    """Credit class one (best) to five."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


class CreditCheck(StrEnum):
    """Result of the look-up in the national credit information system (R2.9)."""

    CLEAN = "clean"
    BAD_RECORD = "bad_record"
    NOT_FOUND = "not_found"
    NOT_DONE = "not_done"


class CustomerSource(StrEnum):
    """Where the customer came from."""

    SELF_FOUND = "self_found"
    ASSIGNED = "assigned"
    REFERRAL = "referral"
    RESPONSE_CENTRE = "response_centre"
    CHANNEL = "channel"
    TENDER = "tender"
    OTHER = "other"


class CoordinateSystem(StrEnum):
    """Which system longitude and latitude are given in."""

    GCJ02 = "gcj02"
    WGS84 = "wgs84"


class RelationKind(StrEnum):
    """How two companies belong together (2.5)."""

    HOLDING = "holding"
    SHARE = "share"
    ACTUAL_CONTROL = "actual_control"
    COMMON_CONTROLLER = "common_controller"
    KEY_MANAGER = "key_manager"
    CLOSE_RELATIVE = "close_relative"
    GUARANTEE = "guarantee"
    FUNDS = "funds"
    OTHER = "other"


class DataLevel(StrEnum):
    """Sensitivity of a record."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"
    SECRET = "secret"  # noqa: S105 -- a sensitivity level, not a credential
