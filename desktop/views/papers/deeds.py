"""Saving and printing papers: each one noted in the record of changes, every failure told with its cause."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtPrintSupport import QPrinter

from desktop.models.paper_batch import PaperBatch
from desktop.models.papers import Known, PapersModel, record
from desktop.views.notices import Notices
from desktop.views.papers.printing import PrintRun
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.values.papers import PaperFile

SUFFIX = ".pdf"


class PaperDeeds(QObject):
    """What is done with the paper of a model.

    Signals: `moved(int, int, str)` how far a batch or print is, in words; a total of 0 says that it has ended.
    """

    moved = Signal(int, int, str)

    def __init__(self, workspace: Workspace, notices: Notices, model: PapersModel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._notices = notices
        self._model = model
        self._batch: PaperBatch | None = None
        self._run: PrintRun | None = None

    @property
    def busy(self) -> bool:
        """Whether a batch or a print is under way."""
        return self._batch is not None or self._run is not None

    def folder(self) -> Path:
        """Give the folder papers were last saved in, else the person's documents."""
        kept = self._workspace.settings.text("document_folder")
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(kept) if kept and Path(kept).is_dir() else Path(usual or Path.home())

    def save_to(self, path: Path) -> None:
        """Save the paper shown; what cannot be written is told with its cause."""
        file = self._model.file
        if file is None:
            return
        target = path if path.suffix.lower() == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
        job = self._workspace.papers.save(file, target)
        job.done.connect(partial(self._saved, file))
        job.failed.connect(self._failed)

    def _saved(self, file: PaperFile, path: Path) -> None:
        self._workspace.settings.set("document_folder", str(path.parent))
        self._notices.say(_("已导出 {name}").format(name=path.name))
        self._record(file)

    def save_all(self, folder: Path) -> None:
        """Save the papers of every chosen record into a folder."""
        self._workspace.settings.set("document_folder", str(folder))
        self._batch = PaperBatch(self._workspace, self._model.chosen, self._model.targets, folder, self)
        self._batch.moved.connect(self._batch_moved)
        self._batch.ended.connect(self._batch_ended)
        self._batch.start()

    def print(self, printer: QPrinter, pages: Sequence[int]) -> None:
        """Send pages of the paper shown, counted from 0, to a printer."""
        file = self._model.file
        if file is None or self.busy:
            return
        printer.setDocName(file.file_name)
        self._run = PrintRun(self._workspace, file, pages, printer, self)
        self._run.moved.connect(self._print_moved)
        self._run.ended.connect(partial(self._printed, file, printer.printerName()))
        self._run.start()

    @Slot()
    def stop(self) -> None:
        """End a batch after the paper in hand."""
        if self._batch is not None:
            self._batch.stop()

    @Slot(int, int)
    def _batch_moved(self, done: int, total: int) -> None:
        self.moved.emit(done, total, _("{done} / {total} 份").format(done=done, total=total))

    @Slot(int, int)
    def _print_moved(self, done: int, total: int) -> None:
        self.moved.emit(done, total, _("{done} / {total} 页").format(done=done, total=total))

    @Slot()
    def _batch_ended(self) -> None:
        batch, self._batch = self._batch, None
        self.moved.emit(0, 0, "")
        if batch is None:
            return
        if batch.problems:
            said = _("导出 {saved} 份，{count} 份没有导出。{first}")
            words = said.format(saved=batch.saved, count=len(batch.problems), first=batch.problems[0])
            self._notices.say(words, tone="warn")
        else:
            self._notices.say(_("已导出 {saved} 份").format(saved=batch.saved))
        batch.deleteLater()
        self._model.remake()

    def _printed(self, file: PaperFile, name: str, ok: bool) -> None:  # noqa: FBT001 -- a slot for ended(bool)
        self._run = None
        self.moved.emit(0, 0, "")
        if ok:
            self._notices.say(_("已送到打印机 {name}").format(name=name))
            self._record(file)
        else:
            self._notices.say(_("打印机没有回应，设置都保留着，可导出 PDF"), tone="warn")

    def _record(self, file: PaperFile) -> None:
        job = record(self._workspace, file)
        job.done.connect(self._recorded)
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    @Slot(object)
    def _recorded(self, _kinds: object) -> None:
        self._model.remake()

    @Slot(object)
    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused), tone="warn")

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self._notices.say(explain(trouble.code, trouble.facts), tone="bad")
