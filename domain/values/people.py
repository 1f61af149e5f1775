"""Posts, organisation levels and states of people (2.1, 2.2 of the requirements)."""

from enum import StrEnum


class OrgLevel(StrEnum):
    """Where a unit stands in the organisation, from headquarters down to the grid."""

    HEADQUARTERS = "headquarters"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DEPARTMENT = "department"
    TEAM = "team"
    GRID = "grid"


class UnitKind(StrEnum):
    """What a unit is for."""

    MANAGEMENT = "management"
    SERVICE_CENTRE = "service_centre"
    SUPPORT = "support"
    SALES = "sales"
    AUDIT = "audit"


class UnitStatus(StrEnum):
    """Abolished units keep their history."""

    ACTIVE = "active"
    ABOLISHED = "abolished"


class Post(StrEnum):
    """The post of a person; it decides the permissions (R8.1)."""

    ACCOUNT_MANAGER = "account_manager"
    CHIEF_ACCOUNT_MANAGER = "chief_account_manager"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"
    DEPARTMENT_MANAGER = "department_manager"
    VICE_PRESIDENT = "vice_president"
    GENERAL_MANAGER = "general_manager"
    FINANCE = "finance"
    LEGAL = "legal"
    NETWORK = "network"
    PRODUCT_MANAGER = "product_manager"
    MARKETING = "marketing"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    HEADQUARTERS_VIEWER = "headquarters_viewer"


class Gender(StrEnum):
    """Optional, as people state it."""

    MALE = "male"
    FEMALE = "female"
    UNSTATED = "unstated"


class Employment(StrEnum):
    """How a person is employed (R13.3); visible to managers only."""

    CONTRACT = "contract"
    DISPATCHED = "dispatched"
    OUTSOURCED = "outsourced"


class PersonStatus(StrEnum):
    """Whether somebody is at the post."""

    ON_DUTY = "on_duty"
    ON_LEAVE = "on_leave"
    ACTING = "acting"
    LEFT = "left"
