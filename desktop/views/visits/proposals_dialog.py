"""What automatic planning found: a list to choose from; nothing is saved before."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from desktop.views.theme import px
from desktop.views.visits.words import day_words, local, near_day, span_words
from desktop.views.widgets import Dialog, HairLine, Label, Plane, TierBadge
from desktop.views.widgets.layouts import column, row
from desktop.wording import _, ngettext
from domain.queries.visits import DueCustomer
from domain.rules.visit_slots import Proposal

SHOWN = 8
ROW = 40


class ProposalsDialog(Dialog):
    """Proposals with a tick each; `chosen` are those to plan."""

    def __init__(
        self,
        parent: QWidget,
        proposals: Sequence[Proposal],
        customers: Sequence[DueCustomer],
        today: date,
    ) -> None:
        count = len(proposals)
        super().__init__(parent, _("自动排期建议"), _("采纳所选"), cancel_text=_("不采纳"), name="proposals")
        self.setMinimumWidth(px(620))
        by_id = {one.id: one for one in customers}
        self._proposals = tuple(proposals)
        self._ticks: list[QCheckBox] = []
        said = ngettext("找到 {count} 个空档，采纳后才会写入日历。", "找到 {count} 个空档，采纳后才会写入日历。", count)
        words = said.format(count=count)
        left = len(customers) - count
        if left > 0:
            words += ngettext("另有 {count} 户两周内排不下。", "另有 {count} 户两周内排不下。", left).format(count=left)
        self.body.addWidget(Label(words, "meta", "tertiary", wrap=True))
        listing = Plane("sheet")
        box = column(spacing=0, parent=listing)
        for at, one in enumerate(self._proposals):
            box.addWidget(self._line(at, one, by_id[one.customer_id], today))
            box.addWidget(HairLine())
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(listing)
        area.setFixedHeight(min(count, SHOWN) * px(ROW) + 12)
        self.body.addWidget(area)
        self.accept_button.setEnabled(bool(proposals))

    def _line(self, at: int, one: Proposal, customer: DueCustomer, today: date) -> QWidget:
        holder = QWidget()
        tick = QCheckBox(customer.short_name)
        tick.setObjectName(f"proposals.tick-{at}")
        tick.setChecked(True)
        tick.toggled.connect(self._count)
        self._ticks.append(tick)
        when = f"{near_day(local(one.starts_at).date(), today)} {span_words(one.starts_at, one.ends_at)}"
        due = day_words(customer.due, today)
        said = _("满足 {day} 前") if one.in_time else _("晚于 {day}")
        badge = TierBadge(customer.value_class if customer.value_class != "unrated" else "")
        moment = Label(when, "meta", "secondary")
        fits = Label(said.format(day=due), "meta", "ok" if one.in_time else "warn")
        fits.setFixedWidth(px(110))
        row(tick, badge, None, moment, fits, spacing=12, parent=holder)
        holder.setFixedHeight(px(ROW) - 1)
        return holder

    @property
    def chosen(self) -> tuple[Proposal, ...]:
        """The ticked proposals."""
        return tuple(one for one, tick in zip(self._proposals, self._ticks, strict=True) if tick.isChecked())

    def _count(self) -> None:
        self.accept_button.setEnabled(bool(self.chosen))
