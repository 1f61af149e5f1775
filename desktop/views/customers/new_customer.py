"""The dialog that opens a customer file with the least that is needed, and watches for duplicates."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.models.field_values import DIVISIONS
from desktop.views.customers.editors import division_picker
from desktop.views.widgets import Banner, Button, Dialog, FormLayout, Label, LineEdit, Plane, clear, column, row
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem, explain_problems
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.commands.customers import CreateCustomer
from domain.errors import Problem, Refused
from domain.queries.customer_files import SimilarRow, similar_customers
from domain.rules.codes import CodeLists
from domain.rules.credit_code import clean_credit_code, find_credit_code, read_credit_code
from domain.rules.customers import problems
from domain.rules.divisions import city_of, division_at, full_name, province_of
from domain.values.customers import CertType, OrgType

PAUSE_MS: Final = 300
DRAFT_KIND: Final = "customer"
DRAFT_KEY: Final = "new"
ROWS: Final = ("code", "cust_name", "county", "tel")


class NewCustomerDialog(Dialog):
    """Asks for name, county and telephone; a pasted credit code fills in what it tells.

    Signals: `created(str, str)` the ids of the new file and of the command; `open_asked(str)` a customer that may be
    the same one.
    """

    created = Signal(str, str)
    open_asked = Signal(str)

    def __init__(self, parent: QWidget, workspace: Workspace, codes: CodeLists, county: str = "") -> None:
        super().__init__(parent, _("新建客户"), _("建立档案"), width=560, name="customers.new")
        self._workspace = workspace
        self._codes = codes
        self._facts: dict[str, Any] = {}
        self._looking: Job | None = None
        self._touched: set[str] = set()
        self._build(county)
        self._empty = self._typed_words()
        self._closing = False
        self.finished.connect(self._forget)
        workspace.drafts.load(DRAFT_KIND, DRAFT_KEY).done.connect(self._restore)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._look)

    def _build(self, county: str) -> None:
        self._banner = Banner("accent", _("上次没有建完的档案已恢复。"), _("放弃草稿"), name="customers.new.draft")
        self._banner.hide()
        self._banner.pressed.connect(self._begin_anew)
        self.body.addWidget(self._banner)
        self._code = LineEdit(hint=_("可粘贴营业执照上的文字"), name="customers.new.code")
        self._name = LineEdit(hint=_("营业执照上的全称"), name="customers.new.cust_name")
        self._tel = LineEdit(hint=_("如 0583-12345678"), name="customers.new.tel")
        place = dict.fromkeys(DIVISIONS, "")
        if division_at(self._codes, county) is not None:
            place = {"province": province_of(county), "city": city_of(county), "county": county}
        self._place = division_picker(self._codes, place)
        self._place.setObjectName("customers.new.place")
        self._form = FormLayout(label_width=96)
        self._form.add_row("code", _("统一信用代码"), self._code)
        self._told = Label("", "meta", "tertiary", wrap=True, name="customers.new.facts")
        self._told.setContentsMargins(108, 0, 0, 0)
        self._told.hide()
        self._form.addWidget(self._told)
        self._form.add_row("cust_name", _("客户名称"), self._name, required=True)
        self._form.add_row("county", _("所在地区"), self._place, required=True)
        self._form.add_row("tel", _("电话"), self._tel, required=True)
        self.body.addLayout(self._form)
        self._similar = Plane("card-subtle", name="customers.new.similar")
        self._similar_box = column(spacing=4, margins=(12, 8, 12, 8), parent=self._similar)
        self._similar.hide()
        self.body.addWidget(self._similar)
        self.body.addWidget(Label(_("其余资料建档后在客户档案中补录。"), "meta", "tertiary", wrap=True))
        for name, line in (("code", self._code), ("cust_name", self._name), ("tel", self._tel)):
            line.textEdited.connect(lambda _text, field=name: self._typed(field))
        self._place.changed.connect(lambda: self._typed("county"))
        self._name.setFocus()

    # -- draft ----------------------------------------------------------------------------------------------------

    def _typed_words(self) -> dict[str, Any]:
        lines = {"code": self._code, "cust_name": self._name, "tel": self._tel}
        return {name: line.text() for name, line in lines.items()} | {"place": self._place.values}

    def _type(self, words: Mapping[str, Any]) -> None:
        self._code.setText(words["code"])
        self._name.setText(words["cust_name"])
        self._tel.setText(words["tel"])
        self._read_code()
        self._place.set_values(words["place"])
        self._form.show_errors({})
        self._timer.start()

    def keep(self) -> None:
        """Keep what was typed as a draft."""
        if not self.isHidden() and self._typed_words() != self._empty:
            self._workspace.drafts.save(DRAFT_KIND, DRAFT_KEY, self._typed_words())

    def _restore(self, draft: Any) -> None:  # noqa: ANN401 -- a Draft of the services, or None
        if draft is not None and not self.isHidden() and self._typed_words() == self._empty:
            self._type(draft.value)
            self._banner.show()

    def _begin_anew(self) -> None:
        self._touched.clear()
        self._type(self._empty)
        self._banner.hide()
        self._workspace.drafts.remove(DRAFT_KIND, DRAFT_KEY)
        self._name.setFocus()

    def _forget(self) -> None:
        if not self._closing:
            self._workspace.drafts.remove(DRAFT_KIND, DRAFT_KEY)

    @override
    def closeEvent(self, arg__1: QCloseEvent) -> None:
        # Whoever ends the program with the dialog open did not press Cancel.
        self.keep()
        self._closing = True
        super().closeEvent(arg__1)

    # -- typing ---------------------------------------------------------------------------------------------------

    def _typed(self, field: str) -> None:
        self._touched.add(field)
        if field == "code":
            self._read_code()
        shown = self._errors()
        self._form.show_errors({name: text for name, text in shown.items() if name in self._touched - {"county"}})
        self.say_error("")
        self._timer.start()

    def _read_code(self) -> None:
        found = find_credit_code(self._code.text())
        if found is not None and found != self._code.text():
            self._code.setText(found)
        self._facts = {}
        self._told.hide()
        if found is None:
            return
        told = read_credit_code(found, self._codes)
        words = []
        self._facts = {"cert_no": told.value, "cert_type": CertType.UNIFIED_LICENCE.value}
        if told.org_type is not None:
            self._facts["org_type"] = told.org_type.value
            words.append(label(OrgType, told.org_type))
        if told.division_code and division_at(self._codes, told.division_code) is not None:
            code = told.division_code
            if not self._place.values["county"] or "county" not in self._touched:
                self._place.set_values({"province": province_of(code), "city": city_of(code), "county": code})
            words.append(_("登记在 {place}").format(place=full_name(self._codes, code)))
        warned = [explain(code) for code in told.warnings]
        self._told.say("，".join([*words, *warned]), "warn" if warned else "ok")
        self._told.setVisible(bool(words or warned))

    def _values(self) -> dict[str, Any]:
        typed = {"cust_name": self._name.text().strip(), "tel": self._tel.text().strip(), **self._place.values}
        code = clean_credit_code(self._code.text())
        facts: Mapping[str, Any] = self._facts or ({"cert_no": code} if code else {})
        return {name: value for name, value in {**facts, **typed}.items() if value}

    def _command(self, customer_id: str = "") -> CreateCustomer:
        return CreateCustomer(**self._workspace.stamp(), customer_id=customer_id, values=self._values())

    def _errors(self) -> dict[str, str]:
        found = problems(self._command())
        return {"code" if one.field == "cert_no" else one.field: explain_problem(one) for one in reversed(found)}

    # -- duplicates -----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        values = self._values()
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._workspace.read(
            similar_customers,
            values.get("cust_name", ""),
            values.get("tel", ""),
            values.get("cert_no", ""),
            today=self._workspace.today(),
        )
        self._looking.done.connect(self._show_similar)

    def _show_similar(self, found: tuple[SimilarRow, ...]) -> None:
        self._looking = None
        clear(self._similar_box)
        self._similar.setVisible(bool(found))
        if not found:
            return
        self._similar_box.addWidget(Label(_("可能已经建档，先核对再新建："), "meta", "warn", wrap=True))
        for one in found:
            words = _("{name}　{number}　客户经理 {manager}").format(
                name=one.name, number=one.cust_no, manager=one.am_name
            )
            go = Button(_("打开"), kind="link", size="small", name=f"customers.new.open.{one.id}")
            go.clicked.connect(lambda _on=False, key=one.id: self._open(key))
            text = Label(words, "meta", wrap=True)
            line = row(text, go)
            line.setStretch(0, 1)
            self._similar_box.addLayout(line)
        self.adjustSize()

    def _open(self, customer_id: str) -> None:
        self.reject()
        self.open_asked.emit(customer_id)

    # -- saving ---------------------------------------------------------------------------------------------------

    @override
    def submit(self) -> None:
        self._touched.update(ROWS)
        errors = self._errors()
        self._form.show_errors(errors, focus=True)
        unseen = {name: text for name, text in errors.items() if name not in ROWS}
        self.say_error("；".join(unseen.values()))
        if errors:
            return
        customer_id = self._workspace.new_id()
        self.accept_button.set_busy(_("正在建立"))
        command = self._command(customer_id)
        job = self._workspace.run(command)
        job.done.connect(lambda _kinds: self._done(customer_id, command.id))
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _done(self, customer_id: str, command_id: str) -> None:
        self.accept()
        self.created.emit(customer_id, command_id)

    def _refused(self, refused: Refused) -> None:
        self.accept_button.set_busy("")
        named = [one for one in refused.problems if one.field in {"cert_no", *ROWS}]
        self._form.show_errors({"code" if one.field == "cert_no" else one.field: explain_problem(one) for one in named})
        rest: list[Problem] = [one for one in refused.problems if one not in named]
        self.say_error("" if named and not rest else explain_problems(rest) or explain(refused.code, refused.facts))

    def _failed(self, trouble: Exception) -> None:
        self.accept_button.set_busy("")
        self.say_error(explain(getattr(trouble, "code", "trouble"), getattr(trouble, "facts", {})))
