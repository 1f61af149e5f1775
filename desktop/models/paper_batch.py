"""Papers of many records, saved one after the other into a folder, each noted in the record of changes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import Job
from desktop.models.papers import Chosen, Known, choice_words, finding_words, make, record
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.queries.paper_targets import PaperChoice
from domain.values.papers import PaperFile


class PaperBatch(QObject):
    """Saves papers. Signals: `moved(int, int)` how many of how many are through, `ended()` after the last or `stop`.

    `saved` counts files, `problems` names what could not be saved with its reason.
    """

    moved = Signal(int, int)
    ended = Signal()

    def __init__(
        self, workspace: Workspace, chosen: Chosen, targets: Sequence[PaperChoice], folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chosen = chosen
        self._targets = tuple(targets)
        self._folder = folder
        self._place = 0
        self._file: PaperFile | None = None
        self._stopped = False
        self.saved = 0
        self.problems: list[str] = []

    def start(self) -> None:
        """Begin with the first paper."""
        self.moved.emit(0, len(self._targets))
        self._next()

    @Slot()
    def stop(self) -> None:
        """End after the paper in hand."""
        self._stopped = True

    def _next(self) -> None:
        if self._stopped or self._place >= len(self._targets):
            self.ended.emit()
            return
        self._follow(make(self._workspace, self._chosen, self._targets[self._place].id), self._made)

    def _follow(self, job: Job, then: object) -> None:
        job.done.connect(then)
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    @Slot(object)
    def _made(self, file: PaperFile) -> None:
        blocking = [found for found in file.findings if found.blocking]
        if blocking or not file.pdf:
            self._skip(finding_words(blocking[0]) if blocking else _("没有内容"))
            return
        self._file = file
        self._follow(self._workspace.papers.save_in(file, self._folder), self._saved)

    @Slot(object)
    def _saved(self, _path: Path) -> None:
        self.saved += 1
        if self._file is not None:
            self._follow(record(self._workspace, self._file), self._recorded)

    @Slot(object)
    def _recorded(self, _kinds: object) -> None:
        self._forward()

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        self._skip(explain_refused(refused))

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self._skip(explain(trouble.code, trouble.facts))

    def _skip(self, reason: str) -> None:
        name = choice_words(self._targets[self._place])
        self.problems.append(_("{name}：{reason}").format(name=name, reason=reason))
        self._forward()

    def _forward(self) -> None:
        self._place += 1
        self._file = None
        self.moved.emit(self._place, len(self._targets))
        self._next()
