"""SQLAlchemy mapped classes, one definition for desktop and server."""

from domain.base import Base, Synced
from domain.entities.attachments import Attachment
from domain.entities.audit import AuditEntry
from domain.entities.conflicts import Conflict
from domain.entities.contacts import Contact
from domain.entities.customers import Affiliate, Customer
from domain.entities.people import OrgUnit, Person
from domain.entities.service_rules import Parameter, ServicePlan, ServiceRule
from domain.entities.tasks import Task
from domain.entities.visits import Phrase, VisitComment, VisitLog, VisitPlan

ENTITIES: tuple[type[Synced], ...] = (
    OrgUnit,
    Person,
    Parameter,
    ServiceRule,
    Phrase,
    Customer,
    Affiliate,
    Contact,
    VisitPlan,
    VisitLog,
    VisitComment,
    Task,
    ServicePlan,
    Attachment,
    Conflict,
    AuditEntry,
)
"""Every synced entity, in the order rows are sent: what others point to comes first."""

BY_KIND: dict[str, type[Synced]] = {entity.__tablename__: entity for entity in ENTITIES}
"""Kind (the table's name, also the word on the wire and in `changed`) to entity."""

__all__ = [
    "BY_KIND",
    "ENTITIES",
    "Affiliate",
    "Attachment",
    "AuditEntry",
    "Base",
    "Conflict",
    "Contact",
    "Customer",
    "OrgUnit",
    "Parameter",
    "Person",
    "Phrase",
    "ServicePlan",
    "ServiceRule",
    "Synced",
    "Task",
    "VisitComment",
    "VisitLog",
    "VisitPlan",
]
