"""What the writer of a log should know about its time: other visits of one's own then, and being late."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models.visits import LogDraft
from desktop.views.visits.words import span_words
from desktop.wording import _, ngettext
from desktop.workspace import Workspace
from domain.queries.visit_logs import VisitContext
from domain.queries.visits import OwnVisit, own_visits

HOUR = timedelta(hours=1)
Span = tuple[datetime, datetime, str]


class TimeNotes(QObject):
    """Warns, and never stands in the way. Signal `said(str)` the sentences, "" when there is nothing to say."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: Span | None = None
        self._met: tuple[OwnVisit, ...] = ()
        self._late = ""

    def forget(self) -> None:
        """Begin with another log."""
        self._asked, self._met, self._late = None, (), ""

    def judge(self, draft: LogDraft, context: VisitContext | None) -> None:
        """Look at the time of a log again."""
        self._late = self._late_words(draft, context)
        wanted = (draft.starts_at, draft.ends_at, draft.customer_id)
        if wanted != self._asked:
            self._asked = wanted
            if draft.ends_at > draft.starts_at:
                job = self._workspace.read(own_visits, *wanted, but=(draft.visit_id, draft.plan_id or ""))
                job.done.connect(partial(self._take, wanted))
            else:
                self._met = ()
        self._say()

    def _late_words(self, draft: LogDraft, context: VisitContext | None) -> str:
        """A log that was handed back keeps the time it was first reported at."""
        if context is None or draft.returned is not None:
            return ""
        allowed = context.params.late_after
        if self._workspace.now() - draft.ends_at <= allowed:
            return ""
        hours = allowed // HOUR
        words = ngettext("走访结束已超过 {count} 小时，记为迟报", "走访结束已超过 {count} 小时，记为迟报", hours)
        return words.format(count=hours)

    def _take(self, wanted: Span, found: tuple[OwnVisit, ...]) -> None:
        if wanted == self._asked:
            self._met = found
            self._say()

    def _say(self) -> None:
        words = [
            _("与「{name}」{span} 的走访时间重叠").format(name=one.name, span=span_words(one.starts_at, one.ends_at))
            for one in self._met[:2]
        ]
        self.said.emit(_("；").join([*words, self._late] if self._late else words))
