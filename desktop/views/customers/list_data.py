"""What the list page reads beside the rows: counts, sums, saved views, waiting marks, the preview."""

from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.background import Job
from desktop.models.rows import Sort
from desktop.workspace import Workspace
from domain.queries.customer_files import customer_preview
from domain.queries.customers import CustomerFilter, chosen_sums, customer_counts, customer_sums

SCREEN = "customers"


class ListData(QObject):
    """Reads one thing of each kind at a time; an older read of the same kind is dropped.

    Signals carry what was read: `counted(CustomerCounts)`, `summed(CustomerSums)`, `chosen_summed(CustomerSums)`,
    `saved_read(dict)` name to JSON, `waiting_read(frozenset)`, `preview_read(CustomerPreview or None)`.
    """

    counted = Signal(object)
    summed = Signal(object)
    chosen_summed = Signal(object)
    saved_read = Signal(object)
    waiting_read = Signal(object)
    preview_read = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs: dict[str, Job] = {}

    def count(self, chosen: CustomerFilter) -> None:
        """Read counts and sums of a filter."""
        today = self._workspace.today()
        counts = self._start("counts", self._workspace.read(customer_counts, chosen, today=today))
        counts.done.connect(self.counted)
        sums = self._start("sums", self._workspace.read(customer_sums, chosen, today=today))
        sums.done.connect(self.summed)

    def add_up(self, ids: frozenset[str]) -> None:
        """Read the sums of some customers."""
        self._start("chosen", self._workspace.read(chosen_sums, tuple(ids))).done.connect(self.chosen_summed)

    def read_saved(self) -> None:
        """Read the saved views."""
        self._start("saved", self._workspace.views.of_screen(SCREEN)).done.connect(self._took_saved)

    def read_waiting(self) -> None:
        """Read which rows wait for the server."""
        self._start("waiting", self._workspace.outbox.waiting_ids()).done.connect(self.waiting_read)

    def read_preview(self, customer_id: str) -> None:
        """Read what the preview of a customer shows."""
        today = self._workspace.today()
        job = self._start("preview", self._workspace.read(customer_preview, customer_id, today=today))
        job.done.connect(self.preview_read)

    def save_view(self, name: str, chosen: CustomerFilter, order: Sort | None) -> Job:
        """Keep a filter and an order under a name, and read the saved views again."""
        value = {"filter": msgspec.to_builtins(chosen), "sort": msgspec.to_builtins(order) if order else None}
        job = self._workspace.views.save(SCREEN, name, value)
        job.done.connect(self._reread)
        return job

    def remove_view(self, name: str) -> Job:
        """Drop a saved view, and read them again."""
        job = self._workspace.views.remove(SCREEN, name)
        job.done.connect(self._reread)
        return job

    def _reread(self) -> None:
        self.read_saved()

    def _took_saved(self, views: tuple[Any, ...]) -> None:
        self.saved_read.emit({view.name: dict(view.value) for view in views})

    def _start(self, name: str, job: Job) -> Job:
        older = self._jobs.get(name)
        if older is not None:
            older.cancel()
        self._jobs[name] = job
        return job


def saved_choice(value: dict[str, Any]) -> tuple[CustomerFilter, Sort | None] | None:
    """Give the filter and order of a saved view, or None when a newer program wrote it."""
    try:
        chosen = msgspec.convert(value.get("filter"), CustomerFilter)
        return chosen, msgspec.convert(value.get("sort"), Sort | None)
    except msgspec.ValidationError:
        return None
