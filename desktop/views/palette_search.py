"""What the palette finds: customers, contacts, visits and tasks through the workspace, commands below."""

from collections.abc import Callable
from typing import Final

from desktop.background import Job
from desktop.views.palette import PaletteEntry, PaletteGroup
from desktop.views.targets import CustomerTarget, TaskTarget, VisitTarget
from desktop.wording import N_, _
from desktop.workspace import Hit, Workspace

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
EACH: Final = 6
DETAIL: Final = 40
Deliver = Callable[[list[PaletteGroup]], None]


class PaletteSearch:
    """A provider: called with the text and where to deliver; a text that starts with > asks for commands only."""

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
            self._job.done.connect(lambda hits: deliver([*recent_group(hits), self._commands("", 100)]))
        else:
            self._job = self._workspace.search(text, EACH)
            self._job.done.connect(lambda hits: deliver([*groups(hits, text), self._commands(text, EACH)]))


def recent_group(hits: tuple[Hit, ...]) -> list[PaletteGroup]:
    """Give what was opened last under one heading, or nothing."""
    return [PaletteGroup(_("最近打开"), tuple(_entry(hit, "") for hit in hits))] if hits else []


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
    )


def _place(hit: Hit) -> tuple[str, object]:
    if hit.kind == "visit_logs":
        return "visits", VisitTarget(hit.id)
    if hit.kind == "tasks":
        return "today", TaskTarget(hit.id)
    tab = "contacts" if hit.kind == "contacts" else "overview"
    return "customers", CustomerTarget(hit.customer_id or hit.id, tab)
