"""Commands on customer files and affiliated companies."""

from domain.commands.base import Command, Edit, Fields


class CreateCustomer(Command, frozen=True, kw_only=True, tag="create_customer"):
    """Open a customer file; `values` by field name of the customer file's field table."""

    customer_id: str
    values: Fields
    batch_id: str | None = None


class EditCustomer(Command, frozen=True, kw_only=True, tag="edit_customer"):
    """Change fields of a customer file."""

    customer_id: str
    edits: tuple[Edit, ...]
    batch_id: str | None = None


class AssignCustomer(Command, frozen=True, kw_only=True, tag="assign_customer"):
    """Give a customer to another account manager; the manager's unit becomes the customer's."""

    customer_id: str
    old_am_id: str
    new_am_id: str
    reason: str = ""


class RemoveCustomer(Command, frozen=True, kw_only=True, tag="remove_customer"):
    """Take a customer file back that was opened by mistake or by an import."""

    customer_id: str
    reason: str


class AddAffiliate(Command, frozen=True, kw_only=True, tag="add_affiliate"):
    """Note that another company belongs to a customer (2.5)."""

    affiliate_id: str
    customer_id: str
    values: Fields


class EditAffiliate(Command, frozen=True, kw_only=True, tag="edit_affiliate"):
    """Change a relation; leaving unified credit needs a reason among the edits."""

    affiliate_id: str
    edits: tuple[Edit, ...]


class RemoveAffiliate(Command, frozen=True, kw_only=True, tag="remove_affiliate"):
    """Take back a relation."""

    affiliate_id: str
