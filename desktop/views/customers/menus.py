"""The menus of one customer, in the list and in its file."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.theme import icon
from desktop.wording import N_, _

ENTRIES: Final = (
    ("open", N_("打开档案"), "external-link"),
    ("log", N_("记录走访"), "notebook-pen"),
    ("schedule", N_("安排走访"), "calendar-plus"),
    ("print", N_("打印计划书"), "printer"),
    ("transfer", N_("转移"), "arrow-right-left"),
    ("tags", N_("标签"), "tag"),
    ("export", N_("导出"), "download"),
)
"""(deed, words, icon)"""


FILE_ENTRIES: Final = (
    ("edit", N_("编辑资料"), "pencil"),
    ("plan", N_("编制服务计划"), "pencil-line"),
    ("schedule", N_("安排走访"), "calendar-plus"),
    ("print", N_("打印计划书"), "printer"),
    ("transfer", N_("转移"), "arrow-right-left"),
    ("tags", N_("标签"), "tag"),
    ("export", N_("导出"), "download"),
)


def file_menu(parent: QWidget, refusals: Mapping[str, str], chosen: Callable[[str], object]) -> QMenu:
    """Make the menu of an open file."""
    return _menu(parent, FILE_ENTRIES, refusals, chosen)


def customer_menu(parent: QWidget, refusals: Mapping[str, str], chosen: Callable[[str], object]) -> QMenu:
    """Make the menu; `chosen` is called with the deed. What is not permitted is grey and says why."""
    return _menu(parent, ENTRIES, refusals, chosen)


def _menu(
    parent: QWidget,
    entries: tuple[tuple[str, str, str], ...],
    refusals: Mapping[str, str],
    chosen: Callable[[str], object],
) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for deed, words, picture in entries:
        action = menu.addAction(icon(picture), _(words))
        action.setObjectName(f"customers.menu.{deed}")
        action.setEnabled(not refusals.get(deed))
        action.setToolTip(refusals.get(deed) or _(words))
        action.triggered.connect(lambda _on=False, asked=deed: chosen(asked))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
