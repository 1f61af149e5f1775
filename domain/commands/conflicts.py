"""Commands on conflicts and the record of prints."""

from domain.commands.base import Command
from domain.values.sync import Keep


class ResolveConflict(Command, frozen=True, kw_only=True, tag="resolve_conflict"):
    """Decide a conflict: keep mine puts my value in its place, take theirs leaves the server's."""

    conflict_id: str
    keep: Keep


class RecordPrint(Command, frozen=True, kw_only=True, tag="record_print"):
    """Note that a paper was printed or saved; `copy` counts from 1."""

    entry_id: str
    kind: str
    row_id: str
    customer_id: str | None
    paper: str
    copy: int = 1
    reason: str = ""
