"""The page that edits a customer's file: every field by section, errors while typing, one save."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from desktop.views.customers.editors import Surroundings
from desktop.views.customers.field_form import SECTIONS, FieldForm, narrow
from desktop.views.customers.parts import scrolled
from desktop.views.widgets import Banner, Button, Label, Plane, column, row
from desktop.wording import _, ngettext
from desktop.wording.explain import explain, explain_problem, explain_problems
from desktop.workspace import Workspace
from domain.commands.customers import EditCustomer
from domain.errors import Problem, Refused
from domain.permissions import Permission
from domain.queries.customer_files import CustomerFile
from domain.rules.customers import (
    ASSIGNED_BY_COMMAND,
    CUSTOMER_FIELDS,
    IMPORTED_ONLY,
    SAVE_NEEDS,
    code_list_problems,
    problems,
)

SECTION_ORDER: Final = ("basic", "area", "class", "needs", "owners", "figures")
LATER_MS: Final = 0


class EditPage(QWidget):
    """Edits one file.

    Signals: `saved(EditCustomer)` after it was applied, `left()` without saving, `dropped()` the draft.

    `draft` is what `typed` gave when the form was left unfinished.
    """

    saved = Signal(object)
    left = Signal()
    dropped = Signal()

    def __init__(
        self, workspace: Workspace, around: Surroundings, file: CustomerFile, draft: dict[str, Any] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("customer.form")
        self._workspace = workspace
        self._customer_id = file.row.id
        self._busy = False
        self._codes = around.codes
        self._stored = file.values
        specs = [spec for spec in CUSTOMER_FIELDS.values() if spec.name not in ASSIGNED_BY_COMMAND | IMPORTED_ONLY]
        self.form = FieldForm(
            "customers",
            specs,
            file.values,
            around,
            self._check,
            names=file.names,
            locked=self._locks(),
            needs=SAVE_NEEDS,
            draft=draft,
        )
        self.form.changed.connect(self._count)
        self.banner = Banner("accent", _("上次没有保存的改动已恢复。"), _("放弃草稿"), name="customer.form.draft")
        self.banner.setVisible(draft is not None)
        self.banner.pressed.connect(self.dropped)
        self._build(file)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self._count()

    def _build(self, file: CustomerFile) -> None:
        head = Plane("header")
        title = Label(_("编辑「{name}」").format(name=file.row.name), "subtitle")
        self._note = Label("", "meta", "tertiary")
        self.cancel = Button(_("不保存"), size="form", name="customer.form.cancel")
        self.cancel.clicked.connect(self.left)
        self.save = Button(_("保存资料"), kind="primary", size="form", name="customer.form.save")
        self.save.clicked.connect(self.submit)
        row(title, self._note, None, self.cancel, self.save, spacing=10, margins=(24, 8, 20, 8), parent=head)
        self._error = Label("", tone="bad", wrap=True, name="customer.form.error")
        self._error.setContentsMargins(24, 8, 24, 0)
        self._error.hide()
        side = Plane("side-left")
        side.setFixedWidth(160)
        links = column(spacing=2, margins=(8, 16, 8, 12), parent=side)
        for section in SECTION_ORDER:
            link = Button(_(SECTIONS[section]), kind="row", name=f"customer.form.go.{section}")
            link.clicked.connect(lambda _on=False, wanted=section: self._go(wanted))
            links.addWidget(link)
        links.addStretch(1)
        inside = QWidget()
        row(narrow(self.form, 720), None, margins=(32, 18, 24, 32), parent=inside).setStretch(0, 1)
        self._area: QScrollArea = scrolled(inside, name="customer.form.area")
        body = row(side, self._area, spacing=0)
        column(head, self.banner, self._error, body, spacing=0, parent=self).setStretch(3, 1)

    def _locks(self) -> Mapping[str, str]:
        verdict = self._workspace.may(Permission.CUSTOMER_IDENTITY)
        if verdict.ok:
            return {}
        return {spec.name: explain(verdict.code) for spec in CUSTOMER_FIELDS.values() if spec.identity}

    # -- editing --------------------------------------------------------------------------------------------------

    def go_to(self, field: str) -> None:
        """Bring a field into sight and put the cursor there."""
        made = self.form.row_of(field)
        if made is not None:
            made.field.setFocus()
            QTimer.singleShot(LATER_MS, self, lambda: self._area.ensureWidgetVisible(made, 0, 120))

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return bool(self.form.edits()) or bool(self.form.read()[1])

    @property
    def typed(self) -> dict[str, Any]:
        """What would be lost, as JSON."""
        return self.form.draft()

    def _go(self, section: str) -> None:
        title = self.form.title(section)
        if title is not None:
            self._area.verticalScrollBar().setValue(title.mapTo(self.form, title.rect().topLeft()).y())

    def _check(self, _values: dict[str, Any]) -> list[Problem]:
        command = self._command()
        changed = {edit.field: edit.new for edit in command.edits}
        return problems(command) + code_list_problems(self._codes, changed, self._stored)

    def _command(self) -> EditCustomer:
        return EditCustomer(**self._workspace.stamp(), customer_id=self._customer_id, edits=self.form.edits())

    def _count(self) -> None:
        count = len(self.form.edits())
        words = ngettext("已改 {count} 项", "已改 {count} 项", count).format(count=count) if count else _("还没有改动")
        self._note.setText(words)
        self.save.setEnabled(bool(count) and not self._busy)

    # -- saving ---------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Save what was changed; wrong fields are shown instead."""
        if self._busy or not self.form.submit():
            return
        command = self._command()
        self._busy = True
        self.save.set_busy(_("正在保存"))
        self._say("")
        job = self._workspace.run(command)
        job.done.connect(lambda _kinds: self.saved.emit(command))
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _refused(self, refused: Refused) -> None:
        self._rest()
        self.form.show_errors({one.field: explain_problem(one) for one in refused.problems}, focus=True)
        unseen = [one for one in refused.problems if self.form.row_of(one.field) is None]
        rest = explain_problems(unseen, "customers") if unseen else ""
        self._say(rest or ("" if refused.problems else explain(refused.code, refused.facts)))

    def _failed(self, trouble: Exception) -> None:
        self._rest()
        self._say(explain(getattr(trouble, "code", "trouble"), getattr(trouble, "facts", {})))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _rest(self) -> None:
        self._busy = False
        self.save.set_busy("")

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
