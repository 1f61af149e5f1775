"""客户: the screen that holds the list and the file of one customer."""

from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop.views.customers.deeds import Deeds, PathAsker, ask_path
from desktop.views.customers.file_page import CustomerFilePage
from desktop.views.customers.list_page import CustomerListPage
from desktop.views.customers.new_customer import NewCustomerDialog
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import CalendarTarget, CustomerListTarget, CustomerTarget, VisitLogTarget
from desktop.views.widgets import column
from desktop.wording import _
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.rules.codes import CodeLists

VISITS: Final = "visits"


class CustomersScreen(Screen):
    """The list of customers, and over it the file of one; `codes` are the code lists forms choose from."""

    screen_id = "customers"

    def __init__(self, workspace: Workspace, notices: Notices, codes: CodeLists, *, ask: PathAsker = ask_path) -> None:
        super().__init__()
        self._workspace = workspace
        self._notices = notices
        self._codes = codes
        self.deeds = Deeds(workspace, notices, self, ask)
        self.list_page = CustomerListPage(workspace, notices, codes, self.deeds)
        self.file_page = CustomerFilePage(workspace, notices, codes, self.deeds)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.file_page)
        column(self.pages, spacing=0, parent=self)
        self.deeds.navigate.connect(self.navigate)
        for page in (self.list_page, self.file_page):
            page.navigate.connect(self.navigate)
            page.status_changed.connect(self.status_changed)
        self.list_page.asked.connect(self._asked)
        self.file_page.closed.connect(self._back_to_list)

    # -- what the window asks -------------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return self.file_page.title() if self._in_file() else _("客户")

    @override
    def breadcrumb(self) -> list[str]:
        parts = [_("客户"), self.list_page.view_title()]
        return [*parts, self.file_page.title()] if self._in_file() else parts

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, CustomerTarget):
            self.pages.setCurrentWidget(self.file_page)
            self.file_page.show_customer(target.customer_id, target.tab)
            self.file_page.tab_bar.setFocus()
        else:
            self.pages.setCurrentWidget(self.list_page)
            if isinstance(target, CustomerListTarget):
                self.list_page.show_view(target.view)
            self.list_page.table.setFocus()
        self.status_changed.emit()

    @override
    def status_segments(self) -> list[str]:
        return self.file_page.status_segments() if self._in_file() else self.list_page.status_segments()

    @override
    def layout_changed(self, width_class: str) -> None:
        self.list_page.layout_for(width_class)
        self.file_page.layout_for(width_class)

    @override
    def panels(self) -> list[QWidget]:
        if self._in_file():
            return self.file_page.panels()
        return [self.list_page.filters, self.list_page.bars, self.list_page.table, self.list_page.preview]

    @override
    def trigger(self, action_id: str) -> bool:
        deeds = {
            "new": self._new,
            "import": self._import,
            "export": self._export,
            "find": self._find,
            "preview": self._preview,
            "print": self._print,
            "plan.print": self._print,
            "plan.edit": self._edit_plan,
            "visit.log": self._log,
            "visit.plan": self._plan,
        }
        deed = deeds.get(action_id)
        if deed is None:
            return False
        deed()
        return True

    @override
    def keep(self) -> None:
        self.file_page.keep()
        for dialog in self.findChildren(NewCustomerDialog):
            dialog.keep()

    # -- deeds ----------------------------------------------------------------------------------------------------

    def _in_file(self) -> bool:
        return self.pages.currentWidget() is self.file_page

    def _customer_id(self) -> str:
        return self.file_page.customer_id if self._in_file() else self.list_page.table.current_id() or ""

    def _chosen(self) -> tuple[str, ...]:
        if self._in_file():
            return (self.file_page.customer_id,)
        model = self.list_page.model
        ticked = tuple(key for key in model.ids if key in model.ticks)
        current = self._customer_id()
        return ticked or ((current,) if current else ())

    def _back_to_list(self) -> None:
        self.navigate.emit(self.screen_id, None)

    def _asked(self, deed: str) -> None:
        {"new": self._new, "import": self._import}[deed]()

    def _new(self) -> None:
        if self._in_file() and self.file_page.add_here():
            return
        if not self._workspace.may(Permission.CUSTOMER_CREATE).ok:
            return
        dialog = NewCustomerDialog(self, self._workspace, self._codes, self.list_page.usual_county())
        dialog.created.connect(self._created)
        dialog.open_asked.connect(self._open_file)
        dialog.open()

    def _created(self, customer_id: str, command_id: str) -> None:
        self._notices.say(_("已建立客户档案"), self.deeds.undo(command_id))
        self._open_file(customer_id)

    def _open_file(self, customer_id: str) -> None:
        self.navigate.emit(self.screen_id, CustomerTarget(customer_id))

    def _import(self) -> None:
        if self._workspace.may(Permission.CUSTOMER_IMPORT).ok:
            self.navigate.emit("imports", None)

    def _export(self) -> None:
        if self._workspace.may(Permission.CUSTOMER_EXPORT).ok:
            ids = (self.file_page.customer_id,) if self._in_file() else self.list_page.model.ids
            self.deeds.export(ids)

    def _find(self) -> None:
        if not self._in_file():
            self.list_page.clear_ticks()
            self.list_page.bar.search.setFocus()
            self.list_page.bar.search.selectAll()

    def _preview(self) -> None:
        if not self._in_file():
            self.list_page.toggle_preview()

    def _print(self) -> None:
        self.deeds.do("print", self._chosen())

    def _edit_plan(self) -> None:
        if self._chosen():
            self.deeds.do("plan", self._chosen())
        else:
            self.navigate.emit("plans", None)

    def _log(self) -> None:
        self.navigate.emit(VISITS, VisitLogTarget(customer_id=self._customer_id() or None))

    def _plan(self) -> None:
        self.navigate.emit(VISITS, CalendarTarget(customer_ids=self._chosen()))
