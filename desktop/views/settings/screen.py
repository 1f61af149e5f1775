"""The settings screen: categories with a search at the left, a page at the right."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.settings.admin_pages import ListPage, ParametersPage, RulesPage
from desktop.views.settings.appearance import AppearancePage
from desktop.views.settings.data_page import DataPage
from desktop.views.settings.paper_page import PaperPage
from desktop.views.settings.parts import Page
from desktop.views.settings.security import SecurityPage
from desktop.views.settings.shortcuts_page import ShortcutsPage
from desktop.views.settings.sync_page import SyncPage
from desktop.views.theme import px, theme
from desktop.views.widgets import Button, EmptyState, Label, LineEdit, Plane, row
from desktop.wording import _
from desktop.workspace import Workspace
from domain.permissions import Permission

SIDE = 220


class SettingsScreen(Screen):
    """All settings. `open(str)` shows a page by its id; changes apply at once, there is no button to confirm."""

    screen_id = "settings"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        sync = SyncPage(workspace)
        sync.centre_asked.connect(lambda: self.navigate.emit("sync", None))
        self.pages: list[Page | ListPage] = [
            AppearancePage(workspace),
            sync,
            SecurityPage(workspace, notices),
            PaperPage(workspace),
            DataPage(workspace, notices),
            ShortcutsPage(),
        ]
        self._own = len(self.pages)
        if workspace.may(Permission.PARAMETER_WRITE).ok:
            self.pages += [ParametersPage(workspace, notices), RulesPage(workspace)]
        self.search = LineEdit(hint=_("搜索设置"), lead="search", size="tool", name="settings.search")
        self.none = EmptyState("search-x", _("没有符合的设置"), name="settings.none")
        self.admin = Label(_("管理员"), "meta", "tertiary")
        self.buttons: dict[str, Button] = {}
        self.stack = QStackedWidget()
        self._lay_out()
        self.search.textEdited.connect(self._search)
        self.search.returnPressed.connect(self._open_found)
        self.show_page(self.pages[0].page_id)

    def _lay_out(self) -> None:
        side = Plane("side-left", name="settings.categories")
        box = QVBoxLayout(side)
        box.setContentsMargins(10, 12, 10, 12)
        box.setSpacing(2)
        box.addWidget(self.search)
        box.addSpacing(6)
        for place, page in enumerate(self.pages):
            if place == self._own:
                box.addSpacing(8)
                self.admin.setContentsMargins(8, 0, 0, 2)
                box.addWidget(self.admin)
            button = Button(
                page.title, icon=page.icon, kind="row", size="form", name=f"settings.category.{page.page_id}"
            )
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(partial(self.show_page, page.page_id))
            self.buttons[page.page_id] = button
            box.addWidget(button)
            self.stack.addWidget(page)
        self.admin.setVisible(len(self.pages) > self._own)
        box.addStretch(1)
        self.stack.addWidget(self.none)
        across = row(side, spacing=0, parent=self)
        across.addWidget(self.stack, 1)
        self._side = side
        theme().changed.connect(self._resize)
        self._resize()

    @property
    def page(self) -> Page | ListPage | None:
        """The page shown."""
        return next((page for page in self.pages if page is self.stack.currentWidget()), None)

    @Slot(str)
    def show_page(self, page_id: str) -> None:
        """Show a page; unknown ids are ignored."""
        for page in self.pages:
            if page.page_id == page_id:
                self.stack.setCurrentWidget(page)
                self.buttons[page_id].setChecked(True)
                page.refresh()
                self.status_changed.emit()

    @Slot(str)
    def _search(self, words: str) -> None:
        typed = words.strip().casefold()
        found = [page for page in self.pages if typed in page.words.casefold()]
        for page in self.pages:
            self.buttons[page.page_id].setVisible(page in found)
        self.admin.setVisible(any(page in found for page in self.pages[self._own :]))
        if not found:
            self.stack.setCurrentWidget(self.none)
        elif self.page not in found:
            self.show_page(found[0].page_id)

    @Slot()
    def _open_found(self) -> None:
        page = self.page
        if page is not None:
            self.buttons[page.page_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _resize(self) -> None:
        self._side.setFixedWidth(px(SIDE))

    # -- Screen ---------------------------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return _("设置")

    @override
    def breadcrumb(self) -> list[str]:
        page = self.page
        return [_("设置"), page.title] if page is not None else [_("设置")]

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, str) and target:
            self.show_page(target)
        elif self.page is not None:
            self.page.refresh()

    @override
    def trigger(self, action_id: str) -> bool:
        if action_id == "find":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    @override
    def panels(self) -> list[QWidget]:
        return [self._side, self.stack]
