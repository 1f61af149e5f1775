"""客户档案: the file of one customer, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint

from desktop.views.customers.affiliates import AffiliateDialog, ask_removal, removal
from desktop.views.customers.deeds import Deeds
from desktop.views.customers.edit_page import EditPage
from desktop.views.customers.editors import Options, Surroundings
from desktop.views.customers.file_body import FileBody
from desktop.views.customers.gaps import CONTACT_GAPS
from desktop.views.customers.menus import file_menu
from desktop.views.notices import Notices
from desktop.views.targets import CustomerTarget, TaskTarget
from desktop.views.widgets import confirm
from desktop.wording import _
from desktop.workspace import Hit, Workspace
from domain.commands.customers import AddAffiliate, EditCustomer
from domain.queries.customer_files import AffiliateRow, CustomerFile
from domain.rules.codes import CodeLists

FOUND: Final = 12
DRAFT_KIND: Final = "customer"


class CustomerFilePage(FileBody):
    """One customer: reading it, editing it, its affiliates, and the way to other screens."""

    def __init__(self, workspace: Workspace, notices: Notices, codes: CodeLists, deeds: Deeds) -> None:
        super().__init__(workspace, notices, codes, deeds)
        self._wish: tuple[str, str] | None = None
        self.header.asked.connect(self._asked)
        self.file_read.connect(self._grant_wish)
        shown = self.overview
        shown.edit_asked.connect(self.edit)
        shown.tab_asked.connect(self.show_tab)
        shown.task_asked.connect(self._go_to_task)
        shown.affiliates.add_asked.connect(self._add_affiliate)
        shown.affiliates.open_asked.connect(self._open_customer)
        shown.affiliates.remove_asked.connect(self._remove_affiliate)

    def show_customer(self, customer_id: str, tab: str = "overview") -> None:
        """Show a customer's file at a tab; a form with unsaved changes asks first."""
        if self._form is not None and self._form.is_changed:
            if customer_id != self._customer_id:
                self._ask_leave(partial(self._show, customer_id, tab))
            return
        self._show(customer_id, tab)

    def _show(self, customer_id: str, tab: str) -> None:
        self._close_form()
        if customer_id != self._customer_id:
            self._file = None
        self._customer_id = customer_id
        self.show_tab(tab)
        self.read()

    def add_here(self) -> bool:
        """Do what Ctrl+N means on this tab; tells whether it means anything."""
        adding = {"contacts": self.add_contact, "tasks": self.add_task}.get(self._tab())
        return adding() if adding is not None else False

    # -- the form -------------------------------------------------------------------------------------------------

    def edit(self, field: str = "") -> None:
        """Open the form, at a field; what is missing of the key persons is filled in on their tab."""
        if field in CONTACT_GAPS:
            self.show_tab("contacts")
            return
        if self._file is None:
            self._wish = (self._customer_id, field)
            return
        if self._refusals["edit"] or self._form is not None:
            return
        form = self._open_form(self._file, None, field)
        job = self._workspace.drafts.load(DRAFT_KIND, self._customer_id)
        job.done.connect(partial(self._take_draft, form, field))

    def _open_form(self, file: CustomerFile, draft: dict[str, Any] | None, field: str = "") -> EditPage:
        around = Surroundings(self._codes, self._people, self._find_customers)
        form = self._form = EditPage(self._workspace, around, file, draft)
        form.saved.connect(self._saved)
        form.left.connect(self._leave)
        form.dropped.connect(self._begin_anew)
        self.pages.addWidget(form)
        self.pages.setCurrentWidget(form)
        if field:
            form.go_to(field)
        return form

    def _take_draft(self, form: EditPage, field: str, draft: Any) -> None:  # noqa: ANN401 -- a Draft of the services, or None
        """Put back what was typed before the window went away, unless somebody types already."""
        if draft is not None and form is self._form and not form.is_changed and self._file is not None:
            self._close_form()
            self._open_form(self._file, draft.value, field)

    def _begin_anew(self) -> None:
        self._drop_draft()
        if self._file is not None:
            self._close_form()
            self._open_form(self._file, None)

    def _drop_draft(self) -> None:
        self._workspace.drafts.remove(DRAFT_KIND, self._customer_id)

    def keep(self) -> None:
        """Keep the changes of an open form as a draft."""
        if self._form is not None and self._form.is_changed:
            self._workspace.drafts.save(DRAFT_KIND, self._customer_id, self._form.typed)

    def _grant_wish(self) -> None:
        wish, self._wish = self._wish, None
        if wish is not None and wish[0] == self._customer_id:
            self.edit(wish[1])

    def _saved(self, command: EditCustomer) -> None:
        self._drop_draft()
        self._close_form()
        self._deeds.say(_("已保存客户资料"), command.id)
        self.read()

    def _leave(self) -> None:
        if self._form is not None and self._form.is_changed:
            self._ask_leave(self._close_form)
        else:
            self._drop_draft()
            self._close_form()

    def _ask_leave(self, then: Callable[[], object]) -> None:
        asked = confirm(
            self,
            _("放弃没有保存的改动？"),
            _("这次填写的内容不会保留。"),
            _("放弃改动"),
            cancel_text=_("继续编辑"),
            name="customer.form.leave",
        )
        asked.accepted.connect(self._drop_draft)
        asked.accepted.connect(then)

    def _close_form(self) -> None:
        if self._form is not None:
            self.pages.setCurrentWidget(self._page)
            self.pages.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _find_customers(self, words: str, then: Callable[[Options], None]) -> None:
        def took(hits: tuple[Hit, ...]) -> None:
            found = [(hit.id, hit.title) for hit in hits if hit.kind == "customers" and hit.id != self._customer_id]
            then(found)

        self._start("find", self._workspace.search(words, FOUND)).done.connect(took)

    # -- deeds ----------------------------------------------------------------------------------------------------

    def _asked(self, deed: str) -> None:
        if deed == "menu":
            button = self.header.menu_button
            place: QPoint = button.mapToGlobal(button.rect().bottomLeft())
            file_menu(self, self._refusals, self._asked).popup(place)
        elif deed == "edit":
            self.edit()
        elif deed == "log":
            self._log()
        else:
            self._deeds.do(deed, (self._customer_id,))

    def _add_affiliate(self) -> None:
        around = Surroundings(self._codes, self._people, self._find_customers)
        dialog = AffiliateDialog(self, self._workspace, around, self._customer_id)

        def run(command: AddAffiliate) -> None:
            job = self._workspace.run(command)
            job.done.connect(lambda _kinds: self._deeds.say(_("已登记关联企业"), command.id))
            job.done.connect(lambda _kinds: dialog.accept())
            job.refused.connect(dialog.refused)
            job.failed.connect(self._deeds.failed)

        dialog.ready.connect(run)
        dialog.open()

    def _remove_affiliate(self, affiliate: AffiliateRow) -> None:
        words = _("已移除关联企业")
        ask_removal(self, affiliate, lambda: self._deeds.run([removal(self._workspace, affiliate)], words))

    def _open_customer(self, customer_id: str) -> None:
        self.navigate.emit("customers", CustomerTarget(customer_id))

    def _go_to_task(self, task_id: str) -> None:
        self.navigate.emit("today", TaskTarget(task_id))
