"""Takes an import back: what it opened is removed, what it changed gets its old values, what changed since stays."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from domain.commands import AnyCommand, EditCustomer, RemoveCustomer
from domain.commands.base import Edit
from domain.queries.imports import UndoStep


class Undo(msgspec.Struct, frozen=True):
    """One command that takes a piece of an import back, or None for a piece that changed since and stays."""

    customer_id: str
    command: AnyCommand | None


def undo_commands(
    steps: Iterable[UndoStep],
    created: Mapping[str, bool],
    bodies: Callable[[list[str]], Mapping[str, Mapping[str, Any]]],
    stamp: Callable[[], tuple[str, datetime]],
    reason: str,
    batch_id: str,
) -> Iterator[Undo]:
    """Give what takes a batch back, newest chunk first.

    `created` maps the customers the batch opened that still stand to whether somebody has worked on them since.
    """
    for customer_id, touched in created.items():
        key, at = stamp()
        command = None if touched else RemoveCustomer(id=key, at=at, customer_id=customer_id, reason=reason)
        yield Undo(customer_id, command)
    for step in reversed(tuple(steps)):
        now = bodies([customer_id for customer_id, _ in step.edited])
        for customer_id, edits in step.edited:
            yield _restored(customer_id, edits, now.get(customer_id), stamp, batch_id)


def _restored(
    customer_id: str,
    edits: tuple[Edit, ...],
    body: Mapping[str, Any] | None,
    stamp: Callable[[], tuple[str, datetime]],
    batch_id: str,
) -> Undo:
    back = tuple(
        Edit(edit.field, edit.new, edit.old) for edit in edits if body is not None and body.get(edit.field) == edit.new
    )
    if not back:
        return Undo(customer_id, None)
    key, at = stamp()
    return Undo(customer_id, EditCustomer(id=key, at=at, customer_id=customer_id, edits=back, batch_id=batch_id))
