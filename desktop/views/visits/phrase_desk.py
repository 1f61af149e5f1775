"""Reads the quick phrases, and opens the list that changes them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.visits.phrases import with_shipped
from desktop.views.visits.phrases_dialog import PhrasesDialog
from desktop.workspace import Workspace
from domain.queries.visit_logs import PhraseRow, phrases


class PhraseDesk(QObject):
    """Keeps the phrases. Signal `changed(tuple)` of PhraseRow, one's own before the shipped ones."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._phrases: tuple[PhraseRow, ...] = ()

    def read(self) -> None:
        """Read the phrases again."""
        self._workspace.read(phrases).done.connect(self._take)

    def manage(self) -> None:
        """Open the list of phrases."""
        dialog = PhrasesDialog(self._workspace, self._phrases, self._page.window())
        dialog.changed.connect(self.read)
        self.changed.connect(dialog.show_phrases)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, own: Sequence[PhraseRow]) -> None:
        self._phrases = with_shipped(own)
        self.changed.emit(self._phrases)
