"""Undo and redo for every screen that does not take them itself."""

from PySide6.QtCore import QObject

from desktop.models.sync import deed_words
from desktop.views.notices import Notices
from desktop.wording import _
from desktop.wording.explain import explain_refused
from desktop.workspace import Workspace
from domain.errors import Refused


class Undoing(QObject):
    """Takes the last command back or does it again, and says which one it was."""

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__(notices)
        self._workspace, self._notices = workspace, notices

    def undo(self) -> None:
        """Take the last command back; once the server may have it, say so instead."""
        said = _("已撤销：{deed}").format(deed=deed_words(self._workspace.undoable))
        job = self._workspace.undo()
        job.done.connect(lambda _kinds: self._notices.say(said, icon="corner-up-left"))
        job.refused.connect(self._refused)

    def redo(self) -> None:
        """Do what was undone again."""
        said = _("已重做：{deed}").format(deed=deed_words(self._workspace.redoable))
        job = self._workspace.redo()
        job.done.connect(lambda _kinds: self._notices.say(said))
        job.refused.connect(self._refused)

    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused), tone="warn")
