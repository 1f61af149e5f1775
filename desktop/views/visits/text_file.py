"""Hands out what was typed as a text file, for the day it cannot be kept."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.visits import LogDraft
from desktop.views.notices import Notices
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace


class TextFile(QObject):
    """Asks for a place and writes there."""

    def __init__(self, workspace: Workspace, notices: Notices, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._notices, self._page = workspace, notices, page

    def offer(self, draft: LogDraft) -> None:
        """Ask where to put a draft's text."""
        name = f"{draft.customer or _('走访日志')} {draft.day:%Y-%m-%d}.txt"
        path, _kind = QFileDialog.getSaveFileName(self._page, _("另存为文本文件"), name, _("文本文件 (*.txt)"))
        if path:
            job = self._workspace.exports.text(draft.text(), Path(path))
            job.done.connect(self._saved)
            job.failed.connect(self._failed)

    def _saved(self, path: Path) -> None:
        self._notices.say(_("文本已保存到 {path}").format(path=path))

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self._notices.say(explain(trouble.code, trouble.facts), tone="bad")
