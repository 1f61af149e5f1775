"""A new person at the customer, noted while the visit is recorded."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.visits.calls import ignoring
from desktop.views.widgets import ComboBox, Dialog, FormLayout, LineEdit
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.wording.fields import field_label
from desktop.wording.labels import LABELS, label
from desktop.workspace import Workspace
from domain.commands import AddContact
from domain.errors import Refused
from domain.rules.contacts import problems
from domain.values.contacts import ContactRole

FIELDS = ("name", "dept", "title", "mobile", "office_tel", "wechat")


class ContactDialog(Dialog):
    """Asks for what a key person needs: name, role and one way to reach.

    Signal `added(str, str, str)`: id, name, and the grey word of the new person.
    """

    added = Signal(str, str, str)

    def __init__(self, workspace: Workspace, customer_id: str, name: str, parent: QWidget) -> None:
        super().__init__(parent, _("新增关键人"), _("新增关键人"), name="contact-new")
        self._workspace = workspace
        self._customer_id = customer_id
        self._form = FormLayout(label_width=88, spacing=10)
        self._edits = {field: LineEdit(name=f"contact-new.{field}") for field in FIELDS}
        self._edits["name"].setText(name)
        roles = [(code, label(ContactRole, code)) for code in LABELS[ContactRole]]
        self._role = ComboBox(roles, ContactRole.HANDLER, name="contact-new.role")
        self._form.add_row("name", field_label("name"), self._edits["name"], required=True)
        self._form.add_row("role_kinds", field_label("role_kinds"), self._role, required=True)
        for field in FIELDS[1:]:
            self._form.add_row(field, field_label(field), self._edits[field])
        self.body.addLayout(self._form)
        self.setMinimumWidth(px(460))
        (self._edits["mobile"] if name else self._edits["name"]).setFocus()

    @override
    def submit(self) -> None:
        values = {field: edit.text().strip() for field, edit in self._edits.items() if edit.text().strip()}
        command = AddContact(
            **self._workspace.stamp(),
            contact_id=self._workspace.new_id(),
            customer_id=self._customer_id,
            values={**values, "role_kinds": [self._role.value]},
        )
        found = problems(command)
        self._form.show_errors({problem.field: explain_problem(problem) for problem in found}, focus=True)
        if found:
            return
        self.accept_button.set_busy(_("保存中"))
        job = self._workspace.run(command)
        detail = f"{values.get('dept', '')}{values.get('title', '')}"
        job.done.connect(ignoring(self._was_added, command.contact_id, values["name"], detail))
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _was_added(self, contact_id: str, name: str, detail: str) -> None:
        self.accept_button.set_busy()
        self.added.emit(contact_id, name, detail)
        self.accept()

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self.accept_button.set_busy()
        self.say_error(explain(trouble.code, trouble.facts))

    def _refused(self, refused: Refused) -> None:
        self.accept_button.set_busy()
        self.say_error(explain_refused(refused, "contacts"))
