"""Commands on the organisation and its people; only administrators give them."""

from domain.commands.base import Command, Edit, Fields


class AddOrgUnit(Command, frozen=True, kw_only=True, tag="add_org_unit"):
    """Set up a unit."""

    unit_id: str
    values: Fields


class EditOrgUnit(Command, frozen=True, kw_only=True, tag="edit_org_unit"):
    """Change or abolish a unit."""

    unit_id: str
    edits: tuple[Edit, ...]


class AddPerson(Command, frozen=True, kw_only=True, tag="add_person"):
    """Take somebody in."""

    person_id: str
    values: Fields


class EditPerson(Command, frozen=True, kw_only=True, tag="edit_person"):
    """Change somebody's post, unit or particulars."""

    person_id: str
    edits: tuple[Edit, ...]
