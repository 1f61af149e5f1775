"""Affiliated companies of a customer: the table, and the dialog that adds one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.views.customers.editors import Surroundings
from desktop.views.customers.field_form import FieldForm
from desktop.views.theme import px
from desktop.views.widgets import (
    Button,
    Dialog,
    HairLine,
    IconButton,
    Label,
    SectionHeading,
    TierBadge,
    clear,
    column,
    confirm,
    row,
)
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.commands.customers import AddAffiliate, RemoveAffiliate
from domain.errors import Problem, Refused
from domain.queries.customer_files import AffiliateRow, CustomerFile
from domain.rules.customers import AFFILIATE_FIELDS, affiliate_problems
from domain.values.customers import RelationKind

FIELDS = ("to_customer_id", "to_name", "to_cert_no", "rel_type", "hold_pct", "reason")
HEADS = 4


class AffiliatePanel(QWidget):
    """Lists affiliates. Signals: `add_asked()`, `open_asked(str)` a customer on file, `remove_asked(AffiliateRow)`."""

    add_asked = Signal()
    open_asked = Signal(str)
    remove_asked = Signal(object)

    def __init__(self, refusal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer.affiliates")
        self._refusal = refusal
        self._heading = SectionHeading(_("关联企业"), 0)
        add = Button(_("登记关联企业"), icon="plus", kind="link", size="small", name="customer.affiliates.add")
        add.setEnabled(not refusal)
        add.setToolTip(refusal)
        add.clicked.connect(self.add_asked)
        self._heading.add_action(add)
        self._empty = Label(_("没有登记关联企业"), tone="tertiary")
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        for place, width in enumerate((72, 56, 64), start=1):
            self._grid.setColumnMinimumWidth(place, px(width))
        column(self._heading, 4, self._empty, self._table, spacing=4, parent=self)

    def show_file(self, file: CustomerFile) -> None:
        """Show a file's affiliates."""
        clear(self._grid)
        self._heading.set_count(len(file.affiliates))
        self._empty.setVisible(not file.affiliates)
        self._table.setVisible(bool(file.affiliates))
        for place, words in enumerate((_("企业"), _("关系"), _("持股"), _("统一授信"))):
            head = Label(words, "meta", "tertiary")
            head.setContentsMargins(0, 2, 0, 6)
            self._grid.addWidget(head, 0, place)
        for number, affiliate in enumerate(file.affiliates, start=1):
            self._add_row(number * 2, affiliate)

    def _add_row(self, line: int, affiliate: AffiliateRow) -> None:
        self._grid.addWidget(HairLine(), line - 1, 0, 1, HEADS + 1)
        name: QWidget = Label(affiliate.name, wrap=True)
        if affiliate.to_customer_id is not None:
            link = Button(affiliate.name, kind="link", size="small", name=f"customer.affiliate.{affiliate.id}")
            link.clicked.connect(lambda _on=False: self.open_asked.emit(affiliate.to_customer_id or ""))
            name = link
        badge = TierBadge(affiliate.value_class)
        known = Label("" if affiliate.to_customer_id else _("未建档"), "meta", "warn")
        self._grid.addLayout(row(name, badge, known, None, spacing=8), line, 0)
        share = "—" if affiliate.hold_pct is None else f"{affiliate.hold_pct / 100:g}%"
        self._grid.addWidget(Label(label(RelationKind, affiliate.rel_type), tone="secondary"), line, 1)
        self._grid.addWidget(Label(share), line, 2)
        self._grid.addWidget(Label(_("纳入") if affiliate.is_group_member else "—", tone="secondary"), line, 3)
        gone = IconButton("x", self._refusal or _("移除关联企业"), size=26, icon_size=14)
        gone.setObjectName(f"customer.affiliate.remove.{affiliate.id}")
        gone.setEnabled(not self._refusal)
        gone.clicked.connect(lambda _on=False: self.remove_asked.emit(affiliate))
        self._grid.addWidget(gone, line, HEADS)


class AffiliateDialog(Dialog):
    """Notes a relation. Signal `ready(AddAffiliate)`; whoever runs it calls `refused` or `accept`."""

    ready = Signal(object)

    def __init__(self, parent: QWidget, workspace: Workspace, around: Surroundings, customer_id: str) -> None:
        super().__init__(parent, _("登记关联企业"), _("保存关联企业"), width=560, name="customer.affiliate")
        self._workspace = workspace
        self._customer_id = customer_id
        specs = [AFFILIATE_FIELDS[name] for name in FIELDS]
        self.form = FieldForm("affiliates", specs, {"rel_type": None}, around, self._check)
        self.form.editor("to_customer_id").changed.connect(self._named)
        self.body.addWidget(self.form)

    def _command(self, values: dict[str, Any]) -> AddAffiliate:
        filled = {name: value for name, value in values.items() if value not in (None, "", [])}
        new_id = self._workspace.new_id()
        return AddAffiliate(
            **self._workspace.stamp(), affiliate_id=new_id, customer_id=self._customer_id, values=filled
        )

    def _check(self, values: dict[str, Any]) -> list[Problem]:
        return affiliate_problems(self._command(values))

    def _named(self) -> None:
        """Take the name of a chosen customer where none was typed."""
        chosen = self.form.editor("to_customer_id").widget
        name = self.form.editor("to_name").widget
        if isinstance(chosen, QComboBox) and isinstance(name, QLineEdit) and chosen.currentData() and not name.text():
            name.setText(chosen.currentText())

    @override
    def submit(self) -> None:
        if self.form.submit():
            self.ready.emit(self._command(self.form.filled()))

    def refused(self, refused: Refused) -> None:
        """Show why it was not taken."""
        self.form.show_errors({problem.field: explain_problem(problem) for problem in refused.problems})
        self.say_error("" if refused.problems else explain(refused.code, refused.facts))


def ask_removal(parent: QWidget, affiliate: AffiliateRow, run: Callable[[], Job | None]) -> None:
    """Ask before a relation is taken back."""
    asked = confirm(
        parent,
        _("移除关联企业「{name}」？").format(name=affiliate.name),
        _("只移除这条关联关系，不影响对方的档案。移除记入变更记录。"),
        _("确认移除"),
        name="customer.affiliate.confirm",
    )
    asked.accepted.connect(run)


def removal(workspace: Workspace, affiliate: AffiliateRow) -> RemoveAffiliate:
    """Give the command that takes a relation back."""
    return RemoveAffiliate(**workspace.stamp(), affiliate_id=affiliate.id)
