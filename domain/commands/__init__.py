"""Frozen structs: what a person did. `AnyCommand` is the union that the form fills and the wire carries."""

from domain.commands.base import Command, Edit, Fields, Json
from domain.commands.conflicts import RecordPrint, ResolveConflict
from domain.commands.contacts import AddContact, EditContact, RemoveContact, RevealContact
from domain.commands.customers import (
    AddAffiliate,
    AssignCustomer,
    CreateCustomer,
    EditAffiliate,
    EditCustomer,
    RemoveAffiliate,
    RemoveCustomer,
)
from domain.commands.people import AddOrgUnit, AddPerson, EditOrgUnit, EditPerson
from domain.commands.service_rules import SaveServicePlan, SetParameter, SetServiceRule
from domain.commands.tasks import (
    AcceptTask,
    AddTask,
    AssignTask,
    CancelTask,
    CheckTask,
    CompleteTask,
    EditTask,
    NewTask,
    ReopenTask,
    ReturnTask,
)
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
    ReviseVisit,
    SavePhrase,
)

AnyCommand = (
    AddOrgUnit
    | EditOrgUnit
    | AddPerson
    | EditPerson
    | CreateCustomer
    | EditCustomer
    | AssignCustomer
    | RemoveCustomer
    | AddAffiliate
    | EditAffiliate
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
    | ReviseVisit
    | SavePhrase
    | RemovePhrase
    | AddTask
    | EditTask
    | AssignTask
    | CompleteTask
    | ReopenTask
    | AcceptTask
    | CheckTask
    | ReturnTask
    | CancelTask
    | SetServiceRule
    | SetParameter
    | SaveServicePlan
    | ResolveConflict
    | RecordPrint
)

__all__ = [
    "AcceptTask",
    "AddAffiliate",
    "AddContact",
    "AddOrgUnit",
    "AddPerson",
    "AddTask",
    "AnyCommand",
    "AssignCustomer",
    "AssignTask",
    "CancelTask",
    "CancelVisit",
    "CheckTask",
    "Command",
    "CommentVisit",
    "CompleteTask",
    "CreateCustomer",
    "Edit",
    "EditAffiliate",
    "EditContact",
    "EditCustomer",
    "EditOrgUnit",
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
    "ReturnTask",
    "ReturnVisit",
    "RevealContact",
    "ReviseVisit",
    "SavePhrase",
    "SaveServicePlan",
    "SetParameter",
    "SetServiceRule",
]
