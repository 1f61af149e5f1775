"""The one line above the form: what could not be saved, why the log was handed back, or that nothing is sent now."""

from collections.abc import Sequence

from desktop.views.visits.words import files_words
from desktop.views.widgets import Banner
from desktop.wording import _
from desktop.workspace import SyncState, Workspace
from domain.commands import Evidence

AWAY = (SyncState.OFFLINE, SyncState.SIGNED_OUT, SyncState.TOO_OLD)


class LogBanner(Banner):
    """Says the most urgent of three things, or is not there."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("offline", name="visit.banner")
        self._workspace = workspace
        self.trouble = ""
        self.returned = ""

    def judge(self, files: Sequence[Evidence]) -> None:
        """Say what counts now; `files` wait with the log while offline."""
        away = self._workspace.status.state in AWAY or self._workspace.offline
        self.setVisible(bool(self.trouble or self.returned or away))
        if self.trouble:
            self.say("bad", self.trouble, _("另存为文本文件"))
        elif self.returned:
            self.say("warn", _("主管退回：{reason}").format(reason=self.returned))
        elif away:
            detail = files_words(len(files), sum(file.size for file in files)) if files else ""
            self.say("offline", _("当前离线。日志、任务和附件都保存在本机，联网后自动提交。"), detail=detail)
