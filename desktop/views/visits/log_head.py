"""The head of the form: whose visit, that it is a draft, when it was saved."""

from PySide6.QtWidgets import QToolButton

from desktop.models.cells import Tone
from desktop.models.visits import LogDraft
from desktop.views.theme import px
from desktop.views.widgets import ElidedLabel, IconButton, IconLabel, Label, Plane, StatusBadge, TierBadge
from desktop.views.widgets.layouts import row
from desktop.wording import _
from domain.queries.visit_logs import VisitContext


class LogHead(Plane):
    """Title at the left, the draft's state at the right."""

    def __init__(self) -> None:
        super().__init__("header", name="visit.head")
        self.setFixedHeight(px(54))
        self.name = ElidedLabel("", "section", "secondary", name="visit.head-name")
        self.tier = TierBadge()
        self.heading = Label(_("记录走访"), "subtitle", name="visit.head-title")
        self.badge = StatusBadge(_("草稿"), "text.secondary")
        self._sign = IconLabel("check", "ok", 15)
        self.saved = Label("", "meta", "secondary", name="visit.saved")
        self.more = IconButton("ellipsis", _("更多"), size=30, kind="boxed", name="visit.more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row(
            self.heading,
            self.name,
            self.tier,
            self.badge,
            None,
            self._sign,
            self.saved,
            8,
            self.more,
            spacing=8,
            margins=(24, 0, 16, 0),
            parent=self,
        )
        self._sign.hide()

    def show_draft(self, draft: LogDraft) -> None:
        """Show another draft."""
        self.name.setText(draft.customer)
        self.heading.setText(_("记录走访") if draft.returned is None else _("补充日志"))
        self.badge.say(*((_("草稿"), Tone.SECONDARY) if draft.returned is None else (_("已退回"), Tone.WARN)))
        self.tier.set_tier("")
        self.saved.setText("")
        self._sign.hide()

    def show_customer(self, context: VisitContext | None) -> None:
        """Show the customer's name and class."""
        self.name.setText(context.short_name if context is not None else "")
        known = context is not None and context.value_class != "unrated"
        self.tier.set_tier(context.value_class if context is not None and known else "")

    def show_saved(self, clock: str) -> None:
        """Say when the draft was saved; "" that it was not."""
        self._sign.setVisible(bool(clock))
        words = _("{time} 已自动保存到本机").format(time=clock) if clock else _("还没有保存")
        self.saved.say(words, "secondary" if clock else "bad")
