"""The start screen in words and places: the day's sentence, figures, free time, visits side by side, alerts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

import msgspec

from desktop.models.cells import Due, Tone
from desktop.models.customers import day_words
from desktop.wording import N_, _, language, ngettext
from domain.queries.tasks import TaskRow
from domain.queries.today import AlertRow, Brief, DayVisit, Figures, Today
from domain.values.money import format_amount

CHINA: Final = timezone(timedelta(hours=8), "China")
SHORTEST: Final = timedelta(minutes=60)
STEP: Final = timedelta(minutes=15)
OFFICE: Final = ((time(9), time(12)), (time(13), time(18)))
"""Hours in which a visit may be suggested."""
LANES: Final = 2
ALERTS: Final = 6
TEN_THOUSAND: Final = 10_000 * 100
LONG_DAYS: Final = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
Span = tuple[datetime, datetime]


class Placed(msgspec.Struct, frozen=True):
    """A visit on the timeline: its lane among `lanes`; `more` visits behind it that have no lane of their own."""

    visit: DayVisit
    lane: int
    lanes: int
    more: int = 0


def place_visits(visits: Iterable[DayVisit]) -> tuple[Placed, ...]:
    """Put visits that overlap side by side, two at most; the second lane tells how many more there are."""
    placed: list[Placed] = []
    cluster: list[DayVisit] = []
    end = datetime.min.replace(tzinfo=UTC)
    for visit in sorted(visits, key=lambda one: (one.starts_at, one.ends_at)):
        if cluster and visit.starts_at >= end:
            placed += _placed(cluster)
            cluster = []
        end = max(end, visit.ends_at) if cluster else visit.ends_at
        cluster.append(visit)
    return (*placed, *_placed(cluster))


def _placed(cluster: Sequence[DayVisit]) -> list[Placed]:
    ends: list[datetime] = []
    lanes: list[list[DayVisit]] = []
    for visit in cluster:
        lane = next((n for n, free_from in enumerate(ends) if free_from <= visit.starts_at), len(ends))
        if lane == len(ends):
            ends.append(visit.ends_at)
            lanes.append([visit])
        else:
            ends[lane] = visit.ends_at
            lanes[lane].append(visit)
    hidden = sum(len(lane) for lane in lanes[LANES:])
    count = min(len(lanes), LANES)
    found = [Placed(visit, n, count) for n, lane in enumerate(lanes[:LANES]) for visit in lane]
    if hidden:
        last = found[-1]
        found[-1] = Placed(last.visit, last.lane, last.lanes, hidden)
    return found


def free_slot(busy: Iterable[Span], now: datetime, day: date, least: timedelta = SHORTEST) -> datetime | None:
    """Give the first quarter of an hour from which `least` is free in office hours, not before now; UTC."""
    taken = sorted(busy)
    for first, last in OFFICE:
        start = datetime.combine(day, first, CHINA)
        end = datetime.combine(day, last, CHINA)
        start = max(start, _quarter_up(now.astimezone(CHINA)))
        while start + least <= end:
            clash = next((span for span in taken if span[0] < start + least and start < span[1]), None)
            if clash is None:
                return start.astimezone(UTC)
            start = max(start + STEP, _quarter_up(clash[1].astimezone(CHINA)))
    return None


def _quarter_up(moment: datetime) -> datetime:
    whole = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    return whole if whole == moment else whole + STEP


def next_visit(visits: Iterable[DayVisit], now: datetime) -> DayVisit | None:
    """Give the visit to go to next, or the one going on: not logged yet and not over."""
    return next((visit for visit in visits if visit.visit_id is None and visit.ends_at > now), None)


def when_words(visit: DayVisit, now: datetime) -> str:
    """Say how far a visit is: 18 分钟后, 正在进行, 16:00 开始, 已结束."""
    if visit.ends_at <= now or visit.visit_id is not None:
        return _("已结束")
    if visit.starts_at <= now:
        return _("正在进行")
    minutes = round((visit.starts_at - now).total_seconds() / 60)
    if minutes <= 60:  # noqa: PLR2004 -- an hour
        return ngettext("{count} 分钟后", "{count} 分钟后", minutes).format(count=minutes)
    return _("{time} 开始").format(time=f"{visit.starts_at.astimezone(CHINA):%H:%M}")


def span_words(visit: DayVisit) -> str:
    """Say a visit's hours: 09:00–09:50."""
    return f"{visit.starts_at.astimezone(CHINA):%H:%M}–{visit.ends_at.astimezone(CHINA):%H:%M}"


def date_words(today: date) -> str:
    """Say the day: 11 月 25 日 星期三."""
    weekday = _(LONG_DAYS[today.weekday()])
    words = _("{month} 月 {day} 日 {weekday}")
    return words.format(month=month_word(today.month), day=today.day, weekday=weekday)


def month_word(month: int) -> str:
    """Give a month's number, or its English name."""
    return str(month) if language() == "zh" else MONTHS[month - 1]


def sentence(data: Today, today: date) -> str:
    """Say the day in one sentence: 4 场走访，已完成 1 场；2 项任务逾期."""
    if data.visits:
        count, done = len(data.visits), sum(1 for visit in data.visits if visit.visit_id is not None)
        words = ngettext("{count} 场走访", "{count} 场走访", count).format(count=count)
        if done:
            words = _("，").join([words, _("已完成 {count} 场").format(count=done)])
    else:
        words = empty_words(data.figures)
    late = sum(1 for task in data.tasks if task.overdue_days(today))
    open_now = sum(1 for task in data.tasks if task.is_open and task.due == today)
    parts = [words]
    if late:
        parts.append(ngettext("{count} 项任务逾期", "{count} 项任务逾期", late).format(count=late))
    elif open_now:
        parts.append(ngettext("{count} 项任务今天到期", "{count} 项任务今天到期", open_now).format(count=open_now))
    return _("；").join(parts)


def empty_words(figures: Figures) -> str:
    """Say that there is no visit today, and how many are due this week."""
    due = figures.due_this_week + figures.overdue_customers
    if due:
        words = ngettext("今天没有走访，还有 {count} 户应访", "今天没有走访，还有 {count} 户应访", due)
        return words.format(count=due)
    return _("今天没有走访")


class Figure(msgspec.Struct, frozen=True):
    """A number of the strip: its words, unit, comment, and the comment's tone."""

    value: str
    unit: str = ""
    note: str = ""
    tone: Tone = Tone.TERTIARY


def short_money(fen: int | None) -> tuple[str, str]:
    """Give an overview amount and its unit: ¥128.46 and 万, ¥8,624 and nothing."""
    if fen is None:
        return "—", ""
    if abs(fen) >= 10 * TEN_THOUSAND and language() == "zh":
        return f"¥{fen / TEN_THOUSAND:,.2f}", _("万")
    return f"¥{round(fen / 100):,}", ""


def period_words(period: str) -> str:
    """Say a billing period: 账期 2026-10."""
    return _("账期 {month}").format(month=f"{period[:4]}-{period[4:6]}") if len(period) == 6 else ""  # noqa: PLR2004 -- YYYYMM


def revenue_figure(figures: Figures) -> Figure:
    """Give the monthly revenue with its period."""
    value, unit = short_money(figures.monthly_revenue)
    return Figure(value, unit, period_words(figures.period) or _("还没有计费数据"))


def visits_figure(figures: Figures, mark: float) -> Figure:
    """Give the month's visits against what is required; `mark` is how much of the month is over, 0 to 1."""
    done, wanted = figures.visits_done, figures.visits_required
    unit = ngettext("/ {count} 户", "/ {count} 户", wanted).format(count=wanted)
    if not wanted:
        return Figure(str(done), unit, _("本月没有应访客户"))
    ahead = round((done / wanted - mark) * 100)
    if ahead < 0:
        return Figure(str(done), unit, _("落后时间进度 {points} 个百分点").format(points=-ahead), Tone.WARN)
    if ahead > 0:
        return Figure(str(done), unit, _("快于时间进度 {points} 个百分点").format(points=ahead), Tone.OK)
    return Figure(str(done), unit, _("与时间进度持平"))


def arrears_figure(figures: Figures) -> Figure:
    """Give what customers owe."""
    if not figures.arrears_customers:
        return Figure("¥0", "", _("没有欠费客户"), Tone.OK)
    value, unit = short_money(figures.arrears)
    count = figures.arrears_customers
    return Figure(value, unit, ngettext("{count} 户欠费", "{count} 户欠费", count).format(count=count), Tone.BAD)


def due_figure(figures: Figures) -> Figure:
    """Give how many customers are late for a visit, and how many are due this week."""
    week = figures.due_this_week
    note = ngettext("本周到期 {count} 户", "本周到期 {count} 户", week).format(count=week)
    late = figures.overdue_customers
    unit = _("户")
    return Figure(str(late), unit, note, Tone.WARN if week else Tone.TERTIARY)


def file_figure(figures: Figures) -> Figure:
    """Give how complete the customer files are."""
    if not figures.customers:
        return Figure("—")
    low = figures.low_files
    words = ngettext("{count} 户低于 80%", "{count} 户低于 80%", low).format(count=low) if low else _("全部达到 80%")
    return Figure(str(figures.completeness), "%", words)


def shown_alerts(alerts: Sequence[AlertRow], most: int = ALERTS) -> tuple[AlertRow, ...]:
    """Give the alerts to show: arrears by amount and late visits by day, half of each where there are enough."""
    owing = [row for row in alerts if row.kind == "arrears"]
    late = [row for row in alerts if row.kind != "arrears"]
    half = most // 2
    take = min(len(owing), max(half, most - len(late)))
    return (*owing[:take], *late[: most - take])


def alert_words(alert: AlertRow, today: date) -> tuple[Due, str]:
    """Say what is the matter, and a line about it."""
    last = (
        _("上次走访 {day}").format(day=day_words(alert.last_visit, today)) if alert.last_visit else _("还没有走访记录")
    )
    if alert.kind == "arrears":
        return Due(_("欠费 ¥{amount}").format(amount=format_amount(alert.amount or 0)), Tone.BAD), last
    day = alert.day or today
    late = (today - day).days
    words = ngettext("走访逾期 {days} 天", "走访逾期 {days} 天", late).format(days=late)
    return Due(words, Tone.WARN), _("{last}，应访 {day}").format(last=last, day=day_words(day, today))


class BriefLine(msgspec.Struct, frozen=True):
    """One line of the card: its label, the words, and a warning behind them."""

    label: str
    words: str
    warning: str = ""


def brief_lines(brief: Brief, today: date) -> tuple[BriefLine, ...]:
    """Say what to look at before walking in: last promise, what to raise, money, what to beware of."""
    promise, late = _promise_words(brief.promises, today)
    if not promise and brief.last_visit is not None:
        promise = _("上次走访 {day}，没有未办的承诺").format(day=day_words(brief.last_visit, today))
    topics = [words for words in (brief.subject, brief.needs) if words]
    beware = [words for words in (brief.competitor, brief.taboo) if words]
    money, owed = _money_words(brief)
    semicolon = _("；")
    return (
        BriefLine(_("上次承诺"), promise or _("还没有走访记录"), late),
        BriefLine(_("待谈事项"), semicolon.join(topics) or _("没有登记")),
        BriefLine(_("资金情况"), money, owed),
        BriefLine(_("注意"), semicolon.join(beware) or _("没有登记")),
    )


def _promise_words(promises: Sequence[TaskRow], today: date) -> tuple[str, str]:
    if not promises:
        return "", ""
    first = min(promises, key=lambda task: (not task.is_promise, task.due))
    late = first.overdue_days(today)
    words = _("{day} 前 {title}").format(day=day_words(first.due, today), title=first.title)
    return words, ngettext("逾期 {days} 天", "逾期 {days} 天", late).format(days=late) if late else ""


def _money_words(brief: Brief) -> tuple[str, str]:
    parts = [] if brief.arrears else [_("无欠费")]
    if brief.monthly_revenue is not None:
        value, unit = short_money(brief.monthly_revenue)
        parts.append(_("月收入 {amount}").format(amount=f"{value} {unit}".strip()))
    if brief.period:
        parts.append(period_words(brief.period))
    owed = _("欠费 ¥{amount}").format(amount=format_amount(brief.arrears)) if brief.arrears else ""
    return _("；").join(part for part in parts if part), owed


def late_word(visit: DayVisit, now: datetime) -> bool:
    """Whether a visit is over and nobody has logged it by six in the evening (or the day is over)."""
    evening = visit.starts_at.astimezone(CHINA).replace(hour=18, minute=0, second=0)
    return visit.visit_id is None and visit.ends_at < now and now.astimezone(CHINA) >= evening


def spoken(visit: DayVisit, now: datetime) -> str:
    """Say a visit in one line, for screen readers and tooltips."""
    state = _("日志已登记") if visit.visit_id is not None else when_words(visit, now)
    parts = [
        span_words(visit),
        visit.customer_name,
        visit.value_class,
        visit.subject,
        visit.contacts,
        visit.place,
        state,
    ]
    return "  ".join(part for part in parts if part)
