"""Every action of the product as data; menus, shortcuts, palette and tooltips are derived from it."""

from typing import Final

import msgspec

from desktop.wording import N_
from domain.permissions import Permission

MENUS: Final = (
    ("file", N_("文件")),
    ("edit", N_("编辑")),
    ("view", N_("视图")),
    ("go", N_("转到")),
    ("do", N_("操作")),
    ("help", N_("帮助")),
)


class ScreenSpec(msgspec.Struct, frozen=True, kw_only=True):
    """A screen of the rail: `text` is a message id, `bottom` puts it at the rail's foot."""

    id: str
    text: str
    icon: str
    shortcut: str
    bottom: bool = False
    permission: Permission | None = None


class ActionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a person can ask for.

    `screens` limits it to some screens (none: everywhere); `home` is the screen that opens when it is asked for
    elsewhere; `palette` lists it in the command palette.
    """

    id: str
    text: str
    menu: str
    icon: str = ""
    shortcut: str = ""
    permission: Permission | None = None
    screens: tuple[str, ...] = ()
    home: str = ""
    palette: bool = True
    separated: bool = False


# Ctrl+4 and Ctrl+7 are left free for approvals and insights, so that numbers never move under the fingers.
SCREENS: Final = (
    ScreenSpec(id="today", text=N_("今日"), icon="sun", shortcut="Ctrl+1"),
    ScreenSpec(id="customers", text=N_("客户"), icon="building-2", shortcut="Ctrl+2"),
    ScreenSpec(id="visits", text=N_("走访"), icon="calendar-days", shortcut="Ctrl+3"),
    ScreenSpec(id="papers", text=N_("文书"), icon="file-text", shortcut="Ctrl+5"),
    ScreenSpec(id="team", text=N_("团队"), icon="users", shortcut="Ctrl+6", permission=Permission.TEAM_VIEW),
    ScreenSpec(id="sync", text=N_("同步"), icon="refresh-cw", shortcut="Ctrl+0", bottom=True),
    ScreenSpec(id="settings", text=N_("设置"), icon="settings", shortcut="Ctrl+,", bottom=True),
)
OFF_RAIL: Final = {"imports": "customers", "plans": "papers"}
"""Screens that no button of the rail opens, and the one of the rail each belongs to."""

_FILE: Final = (
    ActionSpec(
        id="new",
        text=N_("新建"),
        menu="file",
        icon="plus",
        shortcut="Ctrl+N",
        screens=("today", "customers", "visits", "team"),
        palette=False,
    ),
    ActionSpec(
        id="import",
        text=N_("导入客户"),
        menu="file",
        icon="file-spreadsheet",
        permission=Permission.CUSTOMER_IMPORT,
        home="imports",
    ),
    ActionSpec(
        id="export",
        text=N_("导出当前列表"),
        menu="file",
        icon="download",
        permission=Permission.CUSTOMER_EXPORT,
        screens=("customers",),
    ),
    ActionSpec(
        id="save",
        text=N_("保存草稿"),
        menu="file",
        shortcut="Ctrl+S",
        screens=("visits", "plans"),
        palette=False,
        separated=True,
    ),
    ActionSpec(
        id="print",
        text=N_("打印"),
        menu="file",
        icon="printer",
        shortcut="Ctrl+P",
        permission=Permission.PAPER_PRINT,
        screens=("customers", "visits", "papers", "plans"),
        home="papers",
    ),
    ActionSpec(id="lock", text=N_("锁定"), menu="file", icon="lock", shortcut="Ctrl+Shift+L", separated=True),
    ActionSpec(id="quit", text=N_("退出"), menu="file", shortcut="Ctrl+Q"),
)
_EDIT: Final = (
    ActionSpec(id="undo", text=N_("撤销"), menu="edit", icon="corner-up-left", shortcut="Ctrl+Z"),
    ActionSpec(id="redo", text=N_("重做"), menu="edit", shortcut="Ctrl+Shift+Z"),
    ActionSpec(
        id="find",
        text=N_("在列表中筛选"),
        menu="edit",
        icon="filter",
        shortcut="Ctrl+F",
        screens=("customers", "visits", "team", "settings"),
        palette=False,
        separated=True,
    ),
    ActionSpec(
        id="phrases",
        text=N_("插入短语"),
        menu="edit",
        icon="text-quote",
        shortcut="Ctrl+J",
        screens=("visits",),
        palette=False,
    ),
)
_VIEW: Final = (
    ActionSpec(id="preview", text=N_("预览窗格"), menu="view", shortcut="F4", screens=("customers",), palette=False),
    ActionSpec(id="panel.next", text=N_("下一个面板"), menu="view", shortcut="F6", palette=False),
    ActionSpec(id="panel.previous", text=N_("上一个面板"), menu="view", shortcut="Shift+F6", palette=False),
    ActionSpec(id="theme.light", text=N_("浅色主题"), menu="view", icon="sun", separated=True),
    ActionSpec(id="theme.dark", text=N_("深色主题"), menu="view", icon="palette"),
    ActionSpec(id="theme.contrast", text=N_("高对比度主题"), menu="view", icon="eye"),
    ActionSpec(id="theme.system", text=N_("主题跟随系统"), menu="view", icon="palette"),
)
_GO: Final = (
    ActionSpec(
        id="palette", text=N_("搜索与命令"), menu="go", icon="search", shortcut="Ctrl+K", palette=False, separated=True
    ),
    ActionSpec(id="back", text=N_("后退"), menu="go", icon="arrow-left", shortcut="Alt+Left", palette=False),
    ActionSpec(id="forward", text=N_("前进"), menu="go", icon="arrow-right", shortcut="Alt+Right", palette=False),
)
_DO: Final = (
    ActionSpec(
        id="visit.log",
        text=N_("记录走访"),
        menu="do",
        icon="notebook-pen",
        shortcut="Ctrl+L",
        permission=Permission.VISIT_LOG,
        home="visits",
    ),
    ActionSpec(
        id="visit.plan",
        text=N_("安排走访"),
        menu="do",
        icon="calendar-plus",
        shortcut="Ctrl+E",
        permission=Permission.VISIT_PLAN,
        home="visits",
    ),
    ActionSpec(
        id="task.note",
        text=N_("随手记"),
        menu="do",
        icon="pencil-line",
        shortcut="Ctrl+Shift+N",
        permission=Permission.TASK_ADD,
        home="today",
    ),
    ActionSpec(
        id="plan.edit",
        text=N_("编制服务计划"),
        menu="do",
        icon="pencil-line",
        permission=Permission.PLAN_WRITE,
        home="plans",
    ),
    ActionSpec(
        id="plan.print",
        text=N_("打印服务计划书"),
        menu="do",
        icon="printer",
        permission=Permission.PAPER_PRINT,
        home="papers",
    ),
    ActionSpec(
        id="complete",
        text=N_("完成登记"),
        menu="do",
        icon="check",
        shortcut="Ctrl+Return",
        screens=("visits",),
        palette=False,
    ),
    ActionSpec(id="sync.now", text=N_("立即同步"), menu="do", icon="refresh-cw", shortcut="F5", separated=True),
)
_HELP: Final = (
    ActionSpec(id="help", text=N_("使用说明"), menu="help", icon="circle-help", shortcut="F1"),
    ActionSpec(id="shortcuts", text=N_("快捷键"), menu="help", icon="keyboard", shortcut="Ctrl+/"),
    ActionSpec(id="about", text=N_("关于集客工作台"), menu="help", icon="info", separated=True),
)

GO_TO: Final = "go."
ACTIONS: Final = (
    *_FILE,
    *_EDIT,
    *_VIEW,
    *(
        ActionSpec(
            id=GO_TO + screen.id,
            text=screen.text,
            menu="go",
            icon=screen.icon,
            shortcut=screen.shortcut,
            permission=screen.permission,
        )
        for screen in SCREENS
    ),
    *_GO,
    *_DO,
    *_HELP,
)
BY_ID: Final = {action.id: action for action in ACTIONS}
