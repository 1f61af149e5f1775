"""Sentences of the visits screen: days, rules, sizes, marks, files that are not taken."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from desktop.models.cells import Tone
from desktop.wording import N_, _, ngettext, pgettext
from domain.rules.visit_due import Frequency
from domain.rules.visit_validity import QualityFlag, Shortfall

CHINA: Final = timezone(timedelta(hours=8), "China")
MEGABYTE: Final = 1024 * 1024
KILOBYTE: Final = 1024
SOON: Final = 3
WEEKDAYS: Final = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
FLAGS: Final = {
    QualityFlag.BURST: N_("短时间内连续登记多条走访"),
    QualityFlag.REPEATED_TEXT: N_("内容与近期日志高度相似"),
    QualityFlag.NIGHT_ENTRY: N_("夜间补录往日走访"),
    QualityFlag.FAR_AWAY: N_("登记位置离客户较远"),
}
SHORTFALLS: Final = {
    Shortfall.LATE: N_("超过规定时间才登记"),
    Shortfall.NO_CONTACT: N_("没有会见人员"),
    Shortfall.SHORT_CONTENT: N_("要点过短"),
    Shortfall.NO_EVIDENCE: N_("没有地点、照片或客户签字"),
    Shortfall.SHORT_STAY: N_("上门停留时间过短"),
}
_REQUIRED_NAMES: Final = {
    "ends_at": N_("时间"),
    "contact_ids": N_("参加人"),
    "content": N_("沟通要点"),
}


def required_name(field: str) -> str:
    """Name a required field of the form; "" for any other."""
    if field == "customer_id":
        return pgettext("field", "客户")
    return _(_REQUIRED_NAMES[field]) if field in _REQUIRED_NAMES else ""


def local(moment: datetime) -> datetime:
    """Give a moment as China time."""
    return moment.astimezone(CHINA)


def day_words(day: date, today: date) -> str:
    """Say a day: 11-25, or 2027-01-14 in another year."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def near_day(day: date, today: date) -> str:
    """Say a day with its weekday, today and tomorrow by name."""
    apart = (day - today).days
    if apart == 0:
        return _("今天")
    if apart == 1:
        return _("明天")
    return f"{day_words(day, today)} {_(WEEKDAYS[day.weekday()])}"


def span_words(starts: datetime, ends: datetime) -> str:
    """Say a stretch of hours: 09:00–09:50."""
    return f"{local(starts):%H:%M}–{local(ends):%H:%M}"


def due_words(due: date, today: date) -> tuple[str, Tone]:
    """Say how urgent a due day is, and in which tone."""
    left = (due - today).days
    if left < 0:
        return ngettext("逾期 {days} 天", "逾期 {days} 天", -left).format(days=-left), Tone.BAD
    if left == 0:
        return _("今天到期"), Tone.WARN
    return _("{day} 前").format(day=day_words(due, today)), Tone.WARN if left <= SOON else Tone.SECONDARY


def frequency_words(times: int, months: int) -> str:
    """Say a visit rule: 每月 2 次, 每两月 1 次, 每季 1 次."""
    if times <= 0:
        return _("不要求定期走访")
    named = {
        1: _("每月 {times} 次"),
        2: _("每两月 {times} 次"),
        3: _("每季 {times} 次"),
        6: _("每半年 {times} 次"),
        12: _("每年 {times} 次"),
    }
    return named.get(months, _("每 {months} 个月 {times} 次")).format(times=times, months=months)


def joined(first: str, second: str) -> str:
    """Put two remarks behind each other; an empty one is left out."""
    return _("{first}，{second}").format(first=first, second=second) if first and second else first or second


def rule_words(tier: str, rule: Frequency, last: date | None, today: date) -> str:
    """Say why a visit is due: A2 每月 1 次，上次 10-28."""
    frequency = frequency_words(rule.times, rule.months)
    words = _("{tier} {frequency}").format(tier=tier, frequency=frequency) if tier else frequency
    if last is None:
        return _("{rule}，签约后首访").format(rule=words)
    return _("{rule}，上次 {day}").format(rule=words, day=day_words(last, today))


def length_words(minutes: int) -> str:
    """Say how long something takes."""
    return _("{minutes} 分钟").format(minutes=minutes)


def size_words(size: int) -> str:
    """Say a file's size: 46 KB, 1.8 MB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / MEGABYTE:.1f} MB"


def files_words(count: int, size: int) -> str:
    """Say how many attachments there are, and how large they are together."""
    words = ngettext("附件 {count} 个，{size}", "附件共 {count} 个，{size}", count)
    return words.format(count=count, size=size_words(size))


def money_words(fen: int | None) -> str:
    """Say an amount in yuan with grouping, or —."""
    if fen is None:
        return "—"
    return _("{amount} 元").format(amount=f"{fen / 100:,.2f}".replace("-", "−"))
