"""Lists short enough for one query to give them whole, in the shape the windowed model asks for."""

from collections.abc import Callable, Sequence
from typing import Any

from desktop.models.reads import JobLike
from desktop.models.rows import Sort
from desktop.workspace import Workspace
from domain.permissions import Actor


class WholeSource:
    """Reads every row at once; the query caps their number and decides their order."""

    def __init__(self, workspace: Workspace, query: Callable[..., Sequence[Any]], *args: object) -> None:
        self._workspace = workspace
        self._query = query
        self._args = args
        self._held: dict[str, Any] = {}

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Read everything anew; the order is the query's own."""
        del sort, narrowing
        return self._workspace.read(self._read)

    def rows(self, ids: Sequence[str]) -> JobLike:
        """Give rows of what was read."""
        held = self._held
        return self._workspace.work(lambda: [held[key] for key in ids if key in held])

    def _read(self, session: Any, actor: Actor) -> tuple[str, ...]:  # noqa: ANN401 -- a session, which models do not name
        self._held = {row.id: row for row in self._query(session, actor, *self._args)}
        return tuple(self._held)
