"""Frozen structs: what a person did. `AnyCommand` is the union that the form fills and the wire carries."""

from domain.commands.base import Command, Edit, Fields, Json
from domain.commands.conflicts import RecordPrint, ResolveConflict
from domain.commands.contacts import AddContact, EditContact, RemoveContact, RevealContact
from domain.commands.customers import (
    AddAffiliate,
    AssignCustomer,
    CreateCustomer,
    EditCustomer,
    RemoveAffiliate,
    RemoveCustomer,
)
from domain.commands.people import AddOrgUnit, AddPerson, EditPerson
from domain.commands.service_rules import SaveServicePlan, SetParameter, SetServiceRule
from domain.commands.tasks import AddTask, AssignTask, CompleteTask, EditTask, NewTask, ReopenTask
from domain.commands.visits import (
    CancelVisit,
    CommentVisit,
    EditVisitPlan,
    Evidence,
    LogVisit,
    MoveVisit,
    PlanVisit,
    RemovePhrase,
    ReturnVisit,
    SavePhrase,
)

AnyCommand = (
    AddOrgUnit
    | AddPerson
    | EditPerson
    | CreateCustomer
    | EditCustomer
    | AssignCustomer
    | RemoveCustomer
    | AddAffiliate
    | RemoveAffiliate
    | AddContact
    | EditContact
    | RemoveContact
    | RevealContact
    | PlanVisit
    | MoveVisit
    | EditVisitPlan
    | CancelVisit
    | LogVisit
    | CommentVisit
    | ReturnVisit
    | SavePhrase
    | RemovePhrase
    | AddTask
    | EditTask
    | AssignTask
    | CompleteTask
    | ReopenTask
    | SetServiceRule
    | SetParameter
    | SaveServicePlan
    | ResolveConflict
    | RecordPrint
)

__all__ = [
    "AddAffiliate",
    "AddContact",
    "AddOrgUnit",
    "AddPerson",
    "AddTask",
    "AnyCommand",
    "AssignCustomer",
    "AssignTask",
    "CancelVisit",
    "Command",
    "CommentVisit",
    "CompleteTask",
    "CreateCustomer",
    "Edit",
    "EditContact",
    "EditCustomer",
    "EditPerson",
    "EditTask",
    "EditVisitPlan",
    "Evidence",
    "Fields",
    "Json",
    "LogVisit",
    "MoveVisit",
    "NewTask",
    "PlanVisit",
    "RecordPrint",
    "RemoveAffiliate",
    "RemoveContact",
    "RemoveCustomer",
    "RemovePhrase",
    "ReopenTask",
    "ResolveConflict",
    "ReturnVisit",
    "RevealContact",
    "SavePhrase",
    "SaveServicePlan",
    "SetParameter",
    "SetServiceRule",
]
