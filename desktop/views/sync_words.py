"""The state of the sync in words, for the pill and the status bar."""

from datetime import date, datetime
from typing import NamedTuple

from desktop.wording import _
from desktop.workspace import BUSINESS_ZONE, SyncState, SyncStatus


class PillWords(NamedTuple):
    """What the pill shows."""

    tone: str
    state: str
    detail: str


def moment(at: datetime, today: date) -> str:
    """Say when: 10:10 today, 11-25 07:58 this year, 2025-12-30 07:58 before; `at` is UTC, shown as time in China."""
    local = at.astimezone(BUSINESS_ZONE)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def full_moment(at: datetime, today: date) -> str:
    """Say a day and time, without the year in the present one."""
    local = at.astimezone(BUSINESS_ZONE)
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def pill_words(status: SyncStatus, today: date) -> PillWords:
    """Say what the pill shows; work that waits is told, never alarming."""
    waiting = _("{count} 项待同步").format(count=status.waiting) if status.waiting else ""
    words: PillWords
    match status.state:
        case SyncState.CONFLICT:
            words = PillWords("conflict", _("{count} 项冲突").format(count=max(status.conflicts, 1)), _("去处理"))
        case SyncState.SYNCING:
            share = f"{status.done} / {status.total}" if status.total else ""
            words = PillWords("accent", _("同步中"), share)
        case SyncState.SIGNED_OUT:
            words = PillWords("offline", _("登录已过期"), waiting or _("重新登录"))
        case SyncState.TOO_OLD:
            words = PillWords("warn", _("版本过旧"), _("需要更新"))
        case SyncState.OFFLINE:
            words = PillWords("offline", _("离线工作中"), waiting)
        case _ if status.refused:
            words = PillWords("warn", _("{count} 项未被接受").format(count=status.refused), _("去处理"))
        case _ if status.waiting:
            words = PillWords("offline", _("等待同步"), waiting)
        case _:
            when = moment(status.last_sync, today) if status.last_sync is not None else ""
            words = PillWords("ok", _("已同步"), when)
    return words
