"""The head of the team screen: its sentence, what it is narrowed to, board or list, and handing out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.team import BoardFilter
from desktop.views.theme import px
from desktop.views.widgets import Button, ComboBox, ElidedLabel, Label, LineEdit, Plane, Segmented
from desktop.views.widgets.layouts import row
from desktop.wording import _
from domain.queries.team import MemberRow


class TeamHeader(Plane):
    """Signals: `changed()` the filter or the view, `assigning()` a new task."""

    changed = Signal()
    assigning = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("header", name="team.header", parent=parent)
        self.words = ElidedLabel("", "body", "secondary", name="team.sentence")
        self.view = Segmented([("board", _("看板")), ("list", _("清单"))], "board", name="team.view")
        self.edit = LineEdit(hint=_("按任务、客户筛选"), size="tool", lead="list-filter", name="team.find")
        self.edit.setClearButtonEnabled(True)
        self.edit.setFixedWidth(px(180))
        self.member = ComboBox([("", _("全部成员"))], size="tool", name="team.member")
        self.member.setFixedWidth(px(118))
        self.assign = Button(_("分派任务"), icon="user-plus", kind="primary", name="team.assign")
        row(
            Label(_("本周团队负荷"), "title"),
            self.words,
            self.edit,
            self.member,
            self.view,
            self.assign,
            spacing=8,
            margins=(24, 11, 20, 11),
            parent=self,
        ).setStretch(1, 1)
        self.view.chosen.connect(self.changed)
        self.edit.textChanged.connect(self.changed)
        self.member.chosen.connect(self.changed)
        self.assign.clicked.connect(self.assigning)

    @property
    def chosen(self) -> BoardFilter:
        """What the board is narrowed to."""
        return BoardFilter(self.member.value, self.edit.text())

    @property
    def is_list(self) -> bool:
        """Whether the list is wanted instead of the board."""
        return self.view.value == "list"

    def show_members(self, members: Sequence[MemberRow]) -> None:
        """Offer the members to narrow to."""
        self.member.set_options([("", _("全部成员")), *((row_.id, row_.name) for row_ in members)])

    def toggle_member(self, member_id: str) -> None:
        """Narrow to a member, or to nobody when narrowed to this one already."""
        self.member.set_value("" if self.member.value == member_id else member_id)
        self.changed.emit()

    def begin(self) -> None:
        """Go to the field that narrows by words."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()
