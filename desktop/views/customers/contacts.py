"""关键人: the people of a customer, one in detail, and the dialog that adds or changes one."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.models.contacts import (
    NUMBERS,
    SECTIONS,
    attitude_badge,
    detail_words,
    number_words,
    position_words,
    role_badge,
)
from desktop.views.customers.deeds import Deeds
from desktop.views.customers.editors import Surroundings
from desktop.views.customers.field_form import SECTIONS as SECTION_WORDS
from desktop.views.customers.field_form import FieldForm
from desktop.views.customers.parts import Facts, scrolled
from desktop.views.theme import px
from desktop.views.widgets import (
    Avatar,
    Button,
    Dialog,
    ElidedLabel,
    EmptyState,
    Label,
    Plane,
    SectionHeading,
    StatusBadge,
    clear,
    column,
    confirm,
    row,
)
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem
from desktop.workspace import Workspace
from domain.commands.base import Edit
from domain.commands.contacts import AddContact, EditContact, RemoveContact, RevealContact
from domain.errors import Problem, Refused
from domain.queries.contacts import ContactRow, contacts
from domain.rules.codes import CodeLists
from domain.rules.contacts import CONTACT_FIELDS, problems

DEFAULTS: Final = {"gender": "unstated", "attitude": "unknown", "birthday_calendar": "solar", "consent": "not_asked"}
LEFT_OUT: Final = frozenset({"relation_owner_id", "reports_to_id"})


class ContactCard(Plane):
    """One person in the list. Signal `pressed(str)` the person's id."""

    pressed = Signal(str)

    def __init__(self, shown: ContactRow) -> None:
        super().__init__("sheet", name=f"contact.{shown.id}")
        self._id = shown.id
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = _("{name}，{position}").format(name=shown.name, position=position_words(shown))
        self.setAccessibleName(words)
        tone = "disabled" if shown.has_left else "primary"
        badges = [role_badge(code) for code in shown.role_kinds[:1]]
        name = row(Label(shown.name, "strong", tone), spacing=6)
        if shown.is_primary:
            name.addWidget(StatusBadge(_("首要"), "accent"))
        if shown.has_left:
            name.addWidget(StatusBadge(_("已离职"), "text.secondary"))
        name.addStretch(1)
        place = ElidedLabel(position_words(shown), "meta", "tertiary")
        line = row(
            Avatar(shown.name, 32),
            column(name, place, spacing=1),
            *[StatusBadge(badge.text, badge.tone) for badge in badges],
            spacing=12,
            margins=(20, 9, 16, 9),
        )
        line.setStretch(1, 1)
        column(line, Plane("hair"), spacing=0, parent=self)

    def set_current(self, current: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Mark the person whose detail is shown."""
        self.setProperty("plane", "accent" if current else "sheet")
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def mouseReleaseEvent(self, event: Any) -> None:
        self.pressed.emit(self._id)

    @override
    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._id)
        else:
            super().keyPressEvent(event)


class ContactDetail(QWidget):
    """One person. Signals: `edit_asked()`, `remove_asked()`, `primary_asked()`, `reveal_asked(str)` a field."""

    edit_asked = Signal()
    remove_asked = Signal()
    primary_asked = Signal()
    reveal_asked = Signal(str)

    def __init__(self, codes: CodeLists, refusal: str, reveal_refusal: str) -> None:
        super().__init__()
        self.setObjectName("contact.detail")
        self._codes = codes
        self._refusal = refusal
        self._reveal_refusal = reveal_refusal
        self._head = column(spacing=10)
        self._sections = column(spacing=8)
        column(self._head, 6, self._sections, None, spacing=8, margins=(28, 20, 24, 24), parent=self)
        self.numbers: dict[str, Label] = {}

    def show_person(self, shown: ContactRow) -> None:
        """Show a person; numbers come masked."""
        clear(self._head)
        clear(self._sections)
        self.numbers = {}
        badges = [role_badge(code) for code in shown.role_kinds]
        attitude = attitude_badge(shown.attitude)
        badges += [attitude] if attitude is not None else []
        marks = row(*[StatusBadge(badge.text, badge.tone) for badge in badges], None, spacing=6)
        words = column(Label(shown.name, "title"), Label(position_words(shown), tone="tertiary"), spacing=2)
        head = row(Avatar(shown.name, 48), words, None, spacing=14)
        for button in self._buttons(shown):
            head.addWidget(button)
        self._head.addLayout(head)
        self._head.addLayout(marks)
        for section, fields in SECTIONS:
            lines = detail_words(shown, fields, self._codes)
            if not lines:
                continue
            self._sections.addSpacing(8)
            self._sections.addWidget(SectionHeading(_(SECTION_WORDS[section])))
            box = Facts(label_width=92)
            for number, (field, name, text) in enumerate(lines):
                box.add(number, Label(name, tone="tertiary"), self._value(field, text))
            self._sections.addWidget(box)

    def _buttons(self, shown: ContactRow) -> list[Button]:
        edit = Button(_("编辑"), icon="pencil", size="small", name="contact.edit")
        edit.clicked.connect(self.edit_asked)
        first = Button(_("设为首要"), size="small", name="contact.primary")
        first.clicked.connect(self.primary_asked)
        first.setVisible(not shown.is_primary and not shown.has_left)
        gone = Button(_("移除"), kind="danger", size="small", name="contact.remove")
        gone.clicked.connect(self.remove_asked)
        buttons = [edit, first, gone]
        for button in buttons:
            button.setEnabled(not self._refusal)
            button.setToolTip(self._refusal)
        return buttons

    def _value(self, field: str, text: str) -> QWidget:
        shown = Label(text, wrap=True, name=f"contact.value.{field}")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if field not in NUMBERS:
            return shown
        self.numbers[field] = shown
        show = Button(_("显示"), kind="link", size="small", name=f"contact.reveal.{field}")
        show.setEnabled(not self._reveal_refusal)
        show.setToolTip(self._reveal_refusal or _("查看号码会记入变更记录"))
        show.clicked.connect(lambda _on=False: self.reveal_asked.emit(field))
        holder = QWidget()
        row(shown, show, None, spacing=8, parent=holder)
        return holder


class ContactDialog(Dialog):
    """Adds a person, or changes one. Signal `ready(command)`; whoever runs it calls `refused` or `accept`."""

    ready = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        around: Surroundings,
        customer_id: str,
        person: ContactRow | None = None,
    ) -> None:
        title = _("编辑「{name}」").format(name=person.name) if person is not None else _("添加关键人")
        super().__init__(parent, title, _("保存关键人"), width=620, name="contact.dialog")
        self._workspace = workspace
        self._customer_id = customer_id
        self._person = person
        specs = [spec for spec in CONTACT_FIELDS.values() if spec.name not in LEFT_OUT]
        specs = [spec for spec in specs if person is not None or spec.name != "left_date"]
        values: Mapping[str, Any] = person.values if person is not None else DEFAULTS
        self.form = FieldForm("contacts", specs, values, around, self._check)
        inside = QWidget()
        column(self.form, margins=(0, 0, 12, 0), parent=inside)
        area = scrolled(inside)
        area.setFixedHeight(px(430))
        self.body.addWidget(area)
        self.form.editor("name").widget.setFocus()

    def _command(self) -> AddContact | EditContact:
        if self._person is not None:
            edits = self.form.edits()
            return EditContact(**self._workspace.stamp(), contact_id=self._person.id, edits=edits)
        new_id = self._workspace.new_id()
        values = self.form.filled()
        return AddContact(**self._workspace.stamp(), contact_id=new_id, customer_id=self._customer_id, values=values)

    def _check(self, _values: dict[str, Any]) -> list[Problem]:
        return problems(self._command())

    @override
    def submit(self) -> None:
        if not self.form.submit():
            return
        if self._person is not None and not self.form.edits():
            self.reject()
            return
        self.ready.emit(self._command())

    def refused(self, refused: Refused) -> None:
        """Show why it was not taken."""
        self.form.show_errors({problem.field: explain_problem(problem) for problem in refused.problems}, focus=True)
        self.say_error("" if refused.problems else explain(refused.code, refused.facts))


class ContactsTab(QWidget):
    """The people of one customer: a list at the left, one person at the right."""

    def __init__(
        self, workspace: Workspace, codes: CodeLists, deeds: Deeds, refusals: Mapping[str, str], reveal_refusal: str
    ) -> None:
        super().__init__()
        self.setObjectName("customer.contacts")
        self._workspace = workspace
        self._deeds = deeds
        self._customer_id = ""
        self._around = Surroundings(codes)
        self._rows: dict[str, ContactRow] = {}
        self._cards: dict[str, ContactCard] = {}
        self._current = ""
        self._job: Job | None = None
        self._build(codes, refusals, reveal_refusal)

    def _build(self, codes: CodeLists, refusals: Mapping[str, str], reveal_refusal: str) -> None:
        self._heading = SectionHeading(_("关键人"), 0)
        add = Button(_("添加关键人"), icon="user-plus", size="small", name="contact.add")
        add.setEnabled(not refusals["contacts"])
        add.setToolTip(refusals["contacts"])
        add.clicked.connect(self.add)
        self._heading.add_action(add)
        listed = QWidget()
        self._list = column(spacing=0)
        column(self._list, None, spacing=0, parent=listed)
        left = QWidget()
        left.setFixedWidth(px(360))
        head = row(self._heading, margins=(20, 12, 16, 10))
        column(head, Plane("hair"), scrolled(listed), spacing=0, parent=left)
        self.detail = ContactDetail(codes, refusals["contacts"], reveal_refusal)
        self.detail.edit_asked.connect(self._edit)
        self.detail.remove_asked.connect(self._remove)
        self.detail.primary_asked.connect(self._make_primary)
        self.detail.reveal_asked.connect(self._reveal)
        action = "" if refusals["contacts"] else _("添加关键人")
        self._empty = EmptyState(
            "users", _("还没有登记关键人"), _("至少登记决策人、经办人各一位"), action, name="contact.empty"
        )
        self._empty.pressed.connect(self.add)
        right = QWidget()
        self._stack = QStackedLayout(right)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolled(self.detail))
        row(left, Plane("hair-v"), right, spacing=0, parent=self).setStretch(2, 1)

    def show_customer(self, customer_id: str) -> None:
        """Read the people of a customer."""
        if customer_id != self._customer_id:
            self._current = ""
        self._customer_id = customer_id
        if self._job is not None:
            self._job.cancel()
        self._job = self._workspace.read(contacts, customer_id)
        self._job.done.connect(self._took)

    def _took(self, rows: tuple[ContactRow, ...]) -> None:
        self._rows = {shown.id: shown for shown in rows}
        self._heading.set_count(len(rows))
        clear(self._list)
        self._cards = {}
        for shown in rows:
            card = ContactCard(shown)
            card.pressed.connect(self._show)
            self._cards[shown.id] = card
            self._list.addWidget(card)
        self._show(self._current if self._current in self._rows else next(iter(self._rows), ""))

    def _show(self, contact_id: str) -> None:
        self._current = contact_id
        for key, card in self._cards.items():
            card.set_current(key == contact_id)
        if contact_id:
            self.detail.show_person(self._rows[contact_id])
        self._stack.setCurrentIndex(1 if contact_id else 0)

    # -- deeds ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the dialog for a new person."""
        self._open(ContactDialog(self, self._workspace, self._around, self._customer_id), _("已添加关键人"))

    def _edit(self) -> None:
        person = self._rows.get(self._current)
        if person is not None:
            dialog = ContactDialog(self, self._workspace, self._around, self._customer_id, person)
            self._open(dialog, _("已保存关键人"))

    def _open(self, dialog: ContactDialog, words: str) -> None:
        def run(command: AddContact | EditContact) -> None:
            job = self._workspace.run(command)
            job.done.connect(lambda _kinds: self._deeds.say(words, command.id))
            job.done.connect(lambda _kinds: dialog.accept())
            job.refused.connect(dialog.refused)
            job.failed.connect(self._deeds.failed)

        dialog.ready.connect(run)
        dialog.open()

    def _make_primary(self) -> None:
        edit = (Edit("is_primary", old=False, new=True),)
        command = EditContact(**self._workspace.stamp(), contact_id=self._current, edits=edit)
        self._deeds.run([command], _("已设为首要联系人"))

    def _remove(self) -> None:
        person = self._rows.get(self._current)
        if person is None:
            return
        asked = confirm(
            self,
            _("移除关键人「{name}」？").format(name=person.name),
            _("走访记录里的名字会保留，联系方式不再显示。人员离职时可改填离职日期。"),
            _("确认移除"),
            name="contact.confirm",
        )
        command = RemoveContact(**self._workspace.stamp(), contact_id=person.id)
        asked.accepted.connect(lambda: self._deeds.run([command], _("已移除关键人")))

    def _reveal(self, field: str) -> None:
        person = self._rows[self._current]
        job = self._workspace.run(RevealContact(**self._workspace.stamp(), contact_id=person.id))
        job.done.connect(lambda _kinds: self._show_number(person, field))
        self._deeds.guard(job)

    def _show_number(self, person: ContactRow, field: str) -> None:
        label = self.detail.numbers.get(field)
        if label is not None and self._current == person.id:
            label.setText(number_words(person, field, revealed=True))
