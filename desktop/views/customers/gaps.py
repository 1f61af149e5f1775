"""How complete a file is: its groups as bars, and the fields that would raise it the most."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.theme import px
from desktop.views.widgets import Button, CompletenessBar, Label, Plane, SectionHeading, clear, column, row
from desktop.wording import N_, _
from desktop.wording.fields import field_label
from domain.queries.customer_files import CustomerFile
from domain.rules.completeness import FieldGap, FieldGroup, GapReason

GROUPS: Final[dict[FieldGroup, str]] = {
    FieldGroup.IDENTITY: N_("主体资料"),
    FieldGroup.CONTACTS: N_("关键人"),
    FieldGroup.SITES: N_("装机与资源"),
    FieldGroup.PAYMENT: N_("签约与缴费"),
    FieldGroup.NEEDS: N_("需求与决策"),
    FieldGroup.PREFERENCES: N_("联系偏好"),
}
REASONS: Final[dict[GapReason, str]] = {
    GapReason.MISSING: N_("未填"),
    GapReason.INVALID: N_("格式不对"),
    GapReason.PLACEHOLDER: N_("占位内容"),
    GapReason.STALE: N_("需重新核对"),
}
CONTACT_GAPS: Final[dict[str, str]] = {
    "contact.primary": N_("首要联系人"),
    "contact.decision_maker": N_("决策人"),
    "contact.handler": N_("经办人"),
    "contact.finance": N_("财务联系人"),
    "contact.position": N_("关键人职务"),
    "contact.phone": N_("关键人电话"),
    "contact.birthday": N_("关键人生日"),
    "contact.best_time": N_("适宜联系时间"),
}
MOST: Final = 6
NAMED: Final = 3


def gap_words(gap: FieldGap) -> str:
    """Name the field of a gap."""
    words = CONTACT_GAPS.get(gap.field)
    return _(words) if words else field_label(gap.field, "customers")


class GapCard(Plane):
    """The amber card that says what is missing. Signal `pressed()` to fill it in."""

    pressed = Signal()

    def __init__(self, refusal: str, parent: QWidget | None = None) -> None:
        super().__init__("banner-warn", name="customer.gaps", parent=parent)
        self.hide()
        self._title = Label("", "meta-strong", "warn")
        self._words = Label("", "meta", "warn", wrap=True)
        self.action = Button(_("去补录"), kind="link", size="small", name="customer.fill")
        self.action.setEnabled(not refusal)
        self.action.setToolTip(refusal)
        self.action.clicked.connect(self.pressed)
        column(row(self._title, None, self.action), self._words, spacing=2, margins=(12, 4, 8, 10), parent=self)

    def show_file(self, file: CustomerFile) -> None:
        """Say what is missing; nothing at all hides the card."""
        self.setVisible(bool(file.gaps))
        self._title.setText(_("档案完整度 {percent}%").format(percent=file.percent))
        names = [gap_words(gap) for gap in file.gaps[:NAMED]]
        more = len(file.gaps) - len(names)
        words = _("还缺：{names}").format(names=_("、").join(names))
        self._words.setText(words + (_("等 {count} 项").format(count=len(file.gaps)) if more > 0 else ""))


class GapPanel(QWidget):
    """Group bars, and the gaps with what each would gain. Signal `field_asked(str)` the field to fill in."""

    field_asked = Signal(str)

    def __init__(self, refusals: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit_refusal, self._contact_refusal = refusals
        self._groups = column(spacing=5)
        self._gaps = column(spacing=0)
        self._title = SectionHeading(_("补录建议"))
        column(SectionHeading(_("完整度构成")), 2, self._groups, 10, self._title, self._gaps, spacing=6, parent=self)

    def show_file(self, file: CustomerFile) -> None:
        """Show a file's groups and gaps."""
        clear(self._groups)
        for group in file.groups:
            name = Label(_(GROUPS[group.group]), tone="secondary")
            name.setFixedWidth(px(146))
            weight = Label(_("权重 {weight}").format(weight=group.weight), "meta", "tertiary")
            self._groups.addLayout(row(name, CompletenessBar(int(group.rate * 100)), weight, None, spacing=10))
        clear(self._gaps)
        self._title.setVisible(bool(file.gaps))
        self._title.set_count(len(file.gaps))
        for gap in file.gaps[:MOST]:
            self._gaps.addLayout(self._line(gap))

    def _line(self, gap: FieldGap) -> QHBoxLayout:
        go = Button(_("补录"), kind="link", size="small", name=f"customer.gap.{gap.field}")
        refusal = self._contact_refusal if gap.field in CONTACT_GAPS else self._edit_refusal
        go.setEnabled(not refusal)
        go.setToolTip(refusal)
        go.clicked.connect(lambda _on=False: self.field_asked.emit(gap.field))
        gain = Label(f"+{gap.gain:f}%", "meta", "ok")
        reason = Label(_(REASONS[gap.reason]), "meta", "tertiary")
        return row(Label(gap_words(gap)), reason, None, gain, go, spacing=8)
