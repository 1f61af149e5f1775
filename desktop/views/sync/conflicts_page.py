"""The fields two people changed: the value before, mine, the server's, and the choice between the last two."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout

from desktop.models.sync import conflict_value, moment_words
from desktop.views.notices import Notices
from desktop.views.widgets import Button, EmptyState, IconLabel, Label, Plane, clear, column, row
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.wording.fields import field_label
from desktop.wording.labels import kind_label
from desktop.workspace import Workspace
from domain.commands import ResolveConflict
from domain.errors import Refused
from domain.queries.conflicts import ConflictRow, conflicts
from domain.rules.codes import CodeLists
from domain.values.sync import Keep


class ConflictCard(Plane):
    """One field in conflict. Signal `decided(str, str)`: the conflict's id and which value is kept."""

    decided = Signal(str, str)

    def __init__(self, found: ConflictRow, values: tuple[str, str, str], moment: str) -> None:
        super().__init__("card", name=f"sync.conflict.{found.id}")
        self.conflict = found
        base, mine, theirs = values
        head = row(
            IconLabel("git-compare-arrows", "conflict", 16),
            Label(found.subject or kind_label(found.kind), "section"),
            Label(
                _("{kind}，{field}").format(kind=kind_label(found.kind), field=field_label(found.field, found.kind)),
                "body",
                "secondary",
            ),
            None,
            Label(moment, "meta", "tertiary"),
            spacing=10,
        )
        by = _("服务器上（{name}）").format(name=found.theirs_by) if found.theirs_by else _("服务器上")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for place, (heading, words) in enumerate(((_("原来"), base), (_("本机改为"), mine), (by, theirs))):
            grid.addWidget(Label(heading, "meta", "tertiary"), 0, place)
            value = Label(words, "strong" if place else "body", "primary" if place else "secondary", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setMinimumWidth(80)
            grid.addWidget(value, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self.keep_mine = Button(_("保留我的"), kind="primary", name=f"sync.conflict.{found.id}.mine")
        self.take_theirs = Button(_("采用服务器的"), name=f"sync.conflict.{found.id}.theirs")
        deeds = row(None, self.take_theirs, self.keep_mine, spacing=8)
        column(head, grid, deeds, spacing=10, margins=(16, 12, 16, 12), parent=self)
        self.keep_mine.clicked.connect(partial(self._decide, Keep.MINE))
        self.take_theirs.clicked.connect(partial(self._decide, Keep.THEIRS))

    def _decide(self, keep: Keep) -> None:
        self.setEnabled(False)
        self.decided.emit(self.conflict.id, keep.value)


class ConflictsPage(QScrollArea):
    """Every undecided conflict, one card each. Signal `counted(int)` how many there are."""

    counted = Signal(int)

    def __init__(self, workspace: Workspace, notices: Notices, codes: Callable[[], CodeLists | None]) -> None:
        super().__init__()
        self.setObjectName("sync.conflicts")
        self.setWidgetResizable(True)
        self._workspace = workspace
        self._notices = notices
        self._codes = codes
        self.cards: list[ConflictCard] = []
        inside = Plane("sheet")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(24, 16, 24, 16)
        self._box.setSpacing(12)
        self.setWidget(inside)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the conflicts again."""
        self._workspace.read(conflicts).done.connect(self._show)

    @Slot(object)
    def _show(self, found: tuple[ConflictRow, ...]) -> None:
        if found == tuple(card.conflict for card in self.cards) and all(card.isEnabled() for card in self.cards):
            self.counted.emit(len(found))
            return
        clear(self._box)
        self.cards = [self._card(one) for one in found]
        for card in self.cards:
            self._box.addWidget(card)
        if not self.cards:
            self._box.addWidget(
                EmptyState("circle-check", _("没有冲突"), _("两人改了同一处时，两个值都会留在这里"), tone="ok")
            )
        self._box.addStretch(1)
        self.counted.emit(len(found))

    def _card(self, found: ConflictRow) -> ConflictCard:
        codes = self._codes()
        base, mine, theirs = (conflict_value(found, value, codes) for value in (found.base, found.mine, found.theirs))
        card = ConflictCard(found, (base, mine, theirs), moment_words(found.at, self._workspace.today()))
        card.decided.connect(self._decide)
        return card

    @Slot(str, str)
    def _decide(self, conflict_id: str, keep: str) -> None:
        command = ResolveConflict(**self._workspace.stamp(), conflict_id=conflict_id, keep=Keep(keep))
        job = self._workspace.run(command)
        job.done.connect(partial(self._decided, Keep(keep)))
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _decided(self, keep: Keep, _kinds: object) -> None:
        self._notices.say(_("已保留本机的值") if keep is Keep.MINE else _("已采用服务器的值"))
        self.refresh()

    def _refused(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused), tone="warn")
        self.refresh()

    def _failed(self, trouble: Exception) -> None:
        code, facts = getattr(trouble, "code", ""), getattr(trouble, "facts", {})
        self._notices.say(explain(code, facts), tone="bad")
        for card in self.cards:
            card.setEnabled(True)
