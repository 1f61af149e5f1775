"""What the palette finds: customers, contacts, visits and tasks through the workspace, commands below.

Without text it lists what was opened last; > asks for commands only, @ for people only; text that is found nowhere
can become a task.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from desktop.actions import BY_ID
from desktop.background import Job
from desktop.views.palette import PaletteEntry, PaletteGroup
from desktop.views.palette.entries import PaletteAction
from desktop.views.targets import (
    CalendarTarget,
    CustomerTarget,
    NewTaskTarget,
    PaperTarget,
    TaskTarget,
    VisitLogTarget,
    VisitTarget,
)
from desktop.wording import N_, _
from desktop.workspace import Hit, Workspace
from domain.permissions import Permission

HEADINGS: Final = {
    "customers": N_("客户"),
    "contacts": N_("关键人"),
    "visit_logs": N_("走访"),
    "tasks": N_("任务"),
}
ICONS: Final = {"customers": "building-2", "contacts": "user-round", "visit_logs": "map-pin", "tasks": "list-checks"}
DEEDS: Final = {
    "customers": N_("打开档案"),
    "contacts": N_("打开档案"),
    "visit_logs": N_("打开走访"),
    "tasks": N_("打开任务"),
}
CUSTOMER_ACTIONS: Final = ("visit.log", "visit.plan", "plan.print")
PEOPLE_SIGNS: Final = "@＠"
EACH: Final = 6
DETAIL: Final = 40
Deliver = Callable[[list[PaletteGroup]], None]


class PaletteSearch:
    """A provider: called with the text and where to deliver."""

    def __init__(self, workspace: Workspace, commands: Callable[[str, int], PaletteGroup]) -> None:
        self._workspace = workspace
        self._commands = commands
        self._job: Job | None = None

    def __call__(self, text: str, deliver: Deliver) -> None:
        """Find what holds the text; an older search that still runs is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if text.startswith(">"):
            deliver([self._commands(text, 100)])
        elif not text:
            self._job = self._workspace.recently_opened(EACH)
            self._job.done.connect(partial(self._opened_last, deliver))
        elif words := text.lstrip(PEOPLE_SIGNS).strip():
            self._job = self._workspace.search(words, EACH)
            self._job.done.connect(partial(self._found, words, text[0] in PEOPLE_SIGNS, deliver))
        else:
            deliver([])

    def _opened_last(self, deliver: Deliver, hits: tuple[Hit, ...]) -> None:
        last = PaletteGroup(_("最近打开"), tuple(_entry(hit, "") for hit in hits))
        deliver([*([last] if hits else []), self._commands("", 100)])

    def _found(self, words: str, people_only: bool, deliver: Deliver, hits: tuple[Hit, ...]) -> None:  # noqa: FBT001 -- bound by partial
        if people_only:
            deliver(groups(tuple(hit for hit in hits if hit.kind == "contacts"), words))
            return
        found = [*groups(hits, words), self._commands(words, EACH)]
        if hits and hits[0].kind == "customers":
            found.insert(1, self._on_top(hits[0]))
        if not any(group.entries for group in found) and self._workspace.may(Permission.TASK_ADD).ok:
            found.append(new_task(words))
        deliver(found)

    def _on_top(self, hit: Hit) -> PaletteGroup:
        """Offer what can be done to the customer found first, without Tab."""
        targets = {
            "visit.log": ("visits", VisitLogTarget(hit.id)),
            "visit.plan": ("visits", CalendarTarget(customer_ids=(hit.id,))),
            "plan.print": ("papers", PaperTarget("service_plan", customer_ids=(hit.id,))),
        }
        entries = []
        for action_id in CUSTOMER_ACTIONS:
            spec = BY_ID[action_id]
            if spec.permission is None or self._workspace.may(spec.permission).ok:
                screen, target = targets[action_id]
                entry = PaletteEntry(
                    text=_(spec.text), icon=spec.icon, shortcut=spec.shortcut, screen=screen, target=target
                )
                entries.append(entry)
        return PaletteGroup(_("对「{name}」操作").format(name=hit.title), tuple(entries))


def new_task(words: str) -> PaletteGroup:
    """Offer a task with the words as its title."""
    entry = PaletteEntry(
        text=_("新建任务：{title}").format(title=words),
        icon="list-plus",
        deed=_("新建任务"),
        screen="today",
        target=NewTaskTarget(words),
    )
    return PaletteGroup(_("没有找到"), (entry,))


def groups(hits: tuple[Hit, ...], text: str) -> list[PaletteGroup]:
    """Give hits by kind, in the order they were found."""
    kinds = dict.fromkeys(hit.kind for hit in hits)
    return [
        PaletteGroup(_(HEADINGS[kind]), tuple(_entry(hit, text) for hit in hits if hit.kind == kind)) for kind in kinds
    ]


def _entry(hit: Hit, text: str) -> PaletteEntry:
    start = hit.title.lower().find(text.lower()) if text else -1
    screen, target = _place(hit)
    return PaletteEntry(
        text=hit.title,
        icon=ICONS[hit.kind],
        detail=" ".join(hit.detail.split())[:DETAIL],
        deed=_(DEEDS[hit.kind]),
        found=((start, len(text)),) if start >= 0 else (),
        screen=screen,
        target=target,
        actions=_actions() if hit.kind == "customers" else (),
    )


def _actions() -> tuple[PaletteAction, ...]:
    """Give what can be done to a customer after Tab."""
    specs = (BY_ID[action_id] for action_id in CUSTOMER_ACTIONS)
    return tuple(PaletteAction(spec.id, _(spec.text), spec.icon, spec.shortcut) for spec in specs)


def _place(hit: Hit) -> tuple[str, object]:
    if hit.kind == "visit_logs":
        return "visits", VisitTarget(hit.id)
    if hit.kind == "tasks":
        return "today", TaskTarget(hit.id)
    tab = "contacts" if hit.kind == "contacts" else "overview"
    return "customers", CustomerTarget(hit.customer_id or hit.id, tab)
