"""Commands on key persons."""

from domain.commands.base import Command, Edit, Fields


class AddContact(Command, frozen=True, kw_only=True, tag="add_contact"):
    """Note a key person of a customer."""

    contact_id: str
    customer_id: str
    values: Fields


class EditContact(Command, frozen=True, kw_only=True, tag="edit_contact"):
    """Change a key person's particulars."""

    contact_id: str
    edits: tuple[Edit, ...]


class RemoveContact(Command, frozen=True, kw_only=True, tag="remove_contact"):
    """Take a key person off the file."""

    contact_id: str


class RevealContact(Command, frozen=True, kw_only=True, tag="reveal_contact"):
    """Show a masked number; only the fact is recorded."""

    contact_id: str
