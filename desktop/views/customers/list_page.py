"""The list page: filters, table, preview, bulk bar, sums."""

from functools import partial
from typing import Any, Final

import msgspec
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from typing_extensions import override

from desktop.models.customers import FIRST_ORDER
from desktop.views.customers.deeds import Deeds
from desktop.views.customers.dialogs import NameDialog
from desktop.views.customers.list_body import ListBody
from desktop.views.customers.list_data import SCREEN, ListData, saved_choice
from desktop.views.customers.list_words import empty_words, sum_words, view_words
from desktop.views.customers.menus import customer_menu
from desktop.views.notices import Notices
from desktop.views.targets import CustomerTarget, VisitLogTarget
from desktop.wording import _
from desktop.workspace import SyncStatus, Workspace
from domain.permissions import Permission
from domain.queries.customer_files import CustomerPreview
from domain.queries.customers import CustomerCounts, CustomerFilter, CustomerSums, CustomerView
from domain.rules.codes import CodeLists

SHOWN_KINDS: Final = frozenset({"customers", "contacts", "visit_logs", "visit_plans", "tasks", "affiliates", "people"})


class CustomerListPage(ListBody):
    """The list of customers.

    Signals: `navigate(str, object)`; `asked(str)` new or import; `status_changed()` after title or sums changed.
    """

    navigate = Signal(str, object)
    asked = Signal(str)
    status_changed = Signal()

    def __init__(self, workspace: Workspace, notices: Notices, codes: CodeLists, deeds: Deeds) -> None:
        super().__init__(workspace, codes)
        self._notices = notices
        self._deeds = deeds
        self._sums = CustomerSums()
        self._chosen = CustomerSums()
        self._counts: CustomerCounts | None = None
        self._saved: dict[str, dict[str, Any]] = {}
        self._saved_name = ""
        self._stale = True
        self._data = ListData(workspace, self)
        self._connect()
        first = CustomerView.TEAM if workspace.may(Permission.TEAM_VIEW).ok else CustomerView.MINE
        self.filters.set_filter(CustomerFilter(view=first))

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrowed)
        self.filters.save_asked.connect(self._ask_name)
        self.filters.saved_chosen.connect(self.show_saved)
        self.filters.saved_removed.connect(self._remove_saved)
        self.bar.words_changed.connect(self._searched)
        self.bar.asked.connect(self._bar_asked)
        self.bulk.asked.connect(self._bulk_asked)
        self.bulk.cleared.connect(self.clear_ticks)
        self.table.current_changed.connect(self._show_current)
        self.table.opened.connect(self._open_file)
        self.table.menu_asked.connect(self._open_menu)
        self.model.loaded.connect(self._loaded)
        self.model.busy_changed.connect(self.progress.set_busy)
        self.model.ticks_changed.connect(self._ticked)
        self.empty.pressed.connect(self._empty_pressed)
        self.preview.open_asked.connect(self._open_file)
        self.preview.log_asked.connect(partial(self.act, "log"))
        self.preview.plan_asked.connect(partial(self.act, "schedule"))
        self.preview.menu_asked.connect(self._open_menu)
        self._data.counted.connect(self._counted)
        self._data.summed.connect(self._summed)
        self._data.chosen_summed.connect(self._took_chosen)
        self._data.saved_read.connect(self._took_saved)
        self._data.waiting_read.connect(self.model.set_waiting)
        self._data.preview_read.connect(self._took_preview)
        self._workspace.changed.connect(self._changed)
        self._workspace.sync_changed.connect(self._synced)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_view(self, view: str) -> None:
        """Show one of the views by its code; a code this actor lacks leaves the list as it is."""
        if view in self.filters.views:
            self.filters.set_filter(CustomerFilter(view=view))
            self._narrowed(self.filters.filter)

    def show_saved(self, name: str) -> None:
        """Show a saved view; one that this program does not understand leaves the list as it is."""
        kept = saved_choice(self._saved.get(name, {}))
        if kept is None:
            self._notices.say(_("这个视图由更新的版本保存，无法打开"), tone="warn")
            return
        chosen, order = kept
        self._saved_name = name
        self.filters.set_filter(chosen, saved=name)
        self.bar.set_words(chosen.words)
        self.model.show(sort=order or FIRST_ORDER, narrowing=chosen)
        self._data.count(chosen)
        self.status_changed.emit()

    def view_title(self) -> str:
        """Give the words of the present view."""
        return self._saved_name or view_words(self.filters.filter.view)

    def usual_county(self) -> str:
        """Give the county most customers of the view are in, for new ones."""
        return self._counts.counties[0][0] if self._counts is not None and self._counts.counties else ""

    def status_segments(self) -> list[str]:
        """Give counts and sums of the list, or of the ticked customers."""
        return sum_words(self._sums, self._chosen, len(self.model.ticks))

    def refresh(self) -> None:
        """Read everything again; while the page is hidden, when it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.model.show(sort=self.model.sort_order or FIRST_ORDER, narrowing=self.filters.filter)
        self._data.count(self.filters.filter)
        self._data.read_saved()
        self._data.read_waiting()
        self._show_current(self.table.current_id() or "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    # -- reading --------------------------------------------------------------------------------------------------

    def _counted(self, counts: CustomerCounts) -> None:
        self._counts = counts
        self.filters.set_counts(counts)
        self._say_empty()

    def _summed(self, sums: CustomerSums) -> None:
        self._sums = sums
        self.status_changed.emit()

    def _took_saved(self, views: dict[str, dict[str, Any]]) -> None:
        self._saved = views
        self.filters.set_saved(tuple(views))
        self.filters.set_filter(self.filters.filter, saved=self._saved_name)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & SHOWN_KINDS:
            self.refresh()

    def _synced(self, _status: SyncStatus) -> None:
        if self.isVisible():
            self._data.read_waiting()

    # -- the list -------------------------------------------------------------------------------------------------

    def _narrowed(self, chosen: CustomerFilter) -> None:
        self._saved_name = ""
        self.bar.set_words(chosen.words)
        self.model.show(sort=self.model.sort_order or FIRST_ORDER, narrowing=chosen)
        self._data.count(chosen)
        self.status_changed.emit()

    def _searched(self, words: str) -> None:
        chosen = msgspec.structs.replace(self.filters.filter, words=words)
        if chosen != self.filters.filter:
            self.filters.set_filter(chosen)
            self._narrowed(chosen)

    def _loaded(self, count: int) -> None:
        self.middle.setCurrentWidget(self.table if count else self.empty)
        self._say_empty()
        if not count:
            self.preview.show_nothing()
        elif self.table.current_id() is None:
            self.table.select_id(self.model.id_at(0) or "")
        self.status_changed.emit()

    def _say_empty(self) -> None:
        if not self.model.rowCount() and not self.model.busy:
            total = max(self._counts.views.values()) if self._counts is not None else 0
            can_import = not self._refusals["import"]
            words = empty_words(self.filters.filter, self._codes, self.view_title(), total, can_import=can_import)
            self.empty.say(*words)

    def _empty_pressed(self) -> None:
        if self.filters.filter.is_narrowed:
            self.filters.clear_filters()
        else:
            self.asked.emit("import")

    def _ticked(self) -> None:
        count = len(self.model.ticks)
        self.bulk.set_count(count)
        self.bars.setCurrentWidget(self.bulk if count else self.bar)
        if count == self._sums.count:
            self._chosen = self._sums
        elif count:
            self._data.add_up(self.model.ticks.ids)
        self.status_changed.emit()

    def _took_chosen(self, sums: CustomerSums) -> None:
        self._chosen = sums
        self.status_changed.emit()

    def clear_ticks(self) -> None:
        """Untick everything and go back to the table."""
        self.model.tick_all(on=False)
        self.table.setFocus()

    # -- the current customer -------------------------------------------------------------------------------------

    def _show_current(self, customer_id: str) -> None:
        if not customer_id:
            self.preview.show_nothing()
        elif self.preview.isVisible():
            self._data.read_preview(customer_id)

    def _took_preview(self, shown: CustomerPreview | None) -> None:
        if shown is None:
            self.preview.show_nothing()
        else:
            waiting = shown.row.id in self.model.waiting
            self.preview.show_preview(shown, self._workspace.today(), waiting=waiting)

    def _open_file(self, customer_id: str) -> None:
        self.navigate.emit(SCREEN, CustomerTarget(customer_id))

    def _open_menu(self, customer_id: str, place: QPoint) -> None:
        customer_menu(self, self._refusals, lambda deed: self.act(deed, customer_id)).popup(place)

    def act(self, deed: str, customer_id: str) -> None:
        """Do one of the menu's deeds with one customer."""
        if deed == "open":
            self._open_file(customer_id)
        elif deed == "log":
            self.navigate.emit("visits", VisitLogTarget(customer_id=customer_id))
        else:
            self._deeds.do(deed, (customer_id,))

    # -- bars and views -------------------------------------------------------------------------------------------

    def _bar_asked(self, deed: str) -> None:
        if deed == "columns":
            self.keeper.open_menu(self.bar.columns.mapToGlobal(self.bar.columns.rect().bottomLeft()))
        elif deed == "preview":
            self.toggle_preview()
        else:
            self.asked.emit(deed)

    def _bulk_asked(self, deed: str) -> None:
        order = {key: place for place, key in enumerate(self.model.ids)}
        self._deeds.do(deed, sorted(self.model.ticks.ids, key=lambda key: order[key]))

    def toggle_preview(self) -> None:
        """Show or hide the preview pane."""
        self.preview.setVisible(self.preview.isHidden())
        self._show_current(self.table.current_id() or "")

    def _ask_name(self) -> None:
        dialog = NameDialog(self, tuple(self._saved))
        dialog.accepted.connect(lambda: self._save_view(dialog.name))
        dialog.open()

    def _save_view(self, name: str) -> None:
        self._saved_name = name
        job = self._data.save_view(name, self.filters.filter, self.model.sort_order)
        job.done.connect(lambda _none: self._notices.say(_("已保存视图「{name}」").format(name=name)))
        job.failed.connect(self._deeds.failed)

    def _remove_saved(self, name: str) -> None:
        self._saved_name = "" if name == self._saved_name else self._saved_name
        self._data.remove_view(name).failed.connect(self._deeds.failed)
