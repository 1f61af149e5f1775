"""Builds every widget once, for tests that look at them and for eyes."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.models.cells import Month, Rhythm, Tone
from desktop.views import widgets as w

RHYTHM = Rhythm((Month.ONCE, Month.OFTEN, Month.ONCE, Month.NONE, Month.MISSED, Month.PLANNED), "近 6 月走访")


def buttons() -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    for line, (kind, words) in enumerate(
        [
            ("primary", "保存"),
            ("normal", "安排走访"),
            ("danger", "拒绝"),
            ("danger-fill", "确认拒绝"),
            ("ghost", "更多"),
        ]
    ):
        for place, size in enumerate(("small", "tool", "form", "main")):
            grid.addWidget(w.Button(words, kind=kind, size=size), line, place)
        off = w.Button(words, kind=kind)
        off.setEnabled(False)
        grid.addWidget(off, line, 4)
        busy = w.Button(words, kind=kind)
        busy.resize(100, 30)
        busy.set_busy("处理中")
        grid.addWidget(busy, line, 5)
        grid.addWidget(w.Button(words, icon="notebook-pen", kind=kind), line, 6)
    return page


def form() -> QWidget:
    page = QWidget()
    form = w.FormLayout(page)
    form.add_row("customer", "客户", w.ComboBox([("1", "恒岳精密制造"), ("2", "澜州港务集团")]), required=True)
    form.add_row("contact", "联系人", w.LineEdit("方念平", name="contact"))
    form.add_row("members", "统付成员", w.LineEdit("-12"))
    form.show_errors({"members": "请填写 1 到 9,999 之间的整数"})
    locked = w.LineEdit("2,000,000.00")
    locked.setReadOnly(True)
    form.add_row("credit", "授信额度", locked)
    off = w.LineEdit(hint="保存后自动生成")
    off.setEnabled(False)
    form.add_row("number", "合同编号", off)
    when = QWidget()
    w.row(w.DateEdit(date(2026, 11, 25)), w.TimeEdit(time(10, 31)), w.TimeEdit(time(11, 28)), None, parent=when)
    form.add_row("when", "时间", when, required=True)
    people = w.ChipsInput(hint="添加客户方", name="people")
    people.set_people([w.Person("1", "方念平", "信息部主任"), w.Person("2", "江予舟", "采购部经理")])
    form.add_row("people", "参加人", people, required=True)
    return page


def choices() -> QWidget:
    page = QWidget()
    empty, ticked, part = QCheckBox("未选"), QCheckBox("已选"), QCheckBox("部分")
    ticked.setChecked(True)
    part.setTristate(True)
    part.setCheckState(Qt.CheckState.PartiallyChecked)
    radio, chosen = QRadioButton("未选"), QRadioButton("已选")
    chosen.setChecked(True)
    segments = w.Segmented([("d", "日"), ("w", "周"), ("m", "月")], "w", height=26)
    tag, other = w.TagButton("季度回访"), w.TagButton("续约")
    tag.setChecked(True)
    switch, off = w.Switch(), w.Switch()
    switch.setChecked(True)
    w.row(empty, ticked, part, radio, chosen, segments, tag, other, switch, off, None, parent=page)
    return page


def marks() -> QWidget:
    page = QWidget()
    tiers = [w.TierBadge(tier) for tier in ("A1", "A2", "B1", "B2", "C")]
    states = [
        w.StatusBadge("草稿"),
        w.StatusBadge("待同步", Tone.OFFLINE, "cloud-upload"),
        w.StatusBadge("已通过", Tone.OK),
        w.StatusBadge("剩 2 天", Tone.WARN),
        w.StatusBadge("逾期 5 天", Tone.BAD),
        w.StatusBadge("冲突", Tone.CONFLICT),
        w.StatusBadge("决策人", Tone.ACCENT),
    ]
    upper = w.row(*tiers, *states, None)
    lower = w.row(
        w.VisitRhythm(RHYTHM),
        w.CompletenessBar(92),
        w.CompletenessBar(61),
        w.Avatar("顾晓舟"),
        w.Avatar("方念平"),
        None,
    )
    w.column(upper, lower, parent=page)
    return page


def feedback() -> QWidget:
    page = QWidget()
    banners = [
        w.Banner("offline", "当前离线。内容保存在本机，联网后自动提交。"),
        w.Banner("warn", "离线已满 6 天，明天前请联网验证一次。", "查看说明"),
        w.Banner("conflict", "这份审批在离线期间被申请人改过，请比对后再处理。", "比对"),
        w.Banner("bad", "保存失败：磁盘空间不足，还差 40 MB。", "清理附件缓存"),
        w.Banner("accent", "走访规则已于 11-25 更新，3 户的应访日期有变化。", "查看"),
    ]
    empty = w.EmptyState(
        "calendar-check", "今天没有走访", "本周还有 9 户应访未排", "安排走访", action_icon="calendar-plus"
    )
    broken = w.EmptyState(
        "circle-alert", "账单没有读出来", "文件损坏，可从服务器重新下载（错误 B-204）", "重新下载", tone="bad"
    )
    w.column(*banners, w.row(empty, broken), parent=page)
    return page


def charts() -> QWidget:
    page = QWidget()
    cells = [
        w.KpiCell("本月计费收入", chart=w.Sparkline([1, 1.2, 1.1, 1.4, 1.6, 1.5, 2])),
        w.KpiCell("本月走访", chart=w.BulletBar(0.69, 0.83)),
        w.KpiCell("统付欠费"),
    ]
    cells[0].show_value("¥128.46", "万", "较上月同期 +2.1%", Tone.OK)
    cells[1].show_value("18", "/ 26 户", "落后时间进度 14 个百分点", Tone.WARN)
    cells[2].show_value("¥86,240", "", "3 户，最长账龄 62 天", Tone.BAD)
    bars = w.BarChart12([(f"{n} 月", 100000.0 + n * n * 900, f"¥{10 + n} 万") for n in range(1, 13)])
    heat = w.HeatStrip()
    heat.set_rows([f"11-{n}" for n in range(16, 26)], [("顾晓舟", range(10)), ("温书言", range(10))], today=4)
    tiles = w.row(
        w.AttachmentTile("二厂区机房现场照片一二三四.jpg", "1.8 MB，待上传", removable=True),
        w.AttachmentTile("扩容需求表.xlsx", "46 KB，待上传"),
        None,
    )
    heading = w.SectionHeading("任务", 6)
    heading.add_action(w.Button("全部任务", kind="link", size="small"))
    w.column(w.KpiStrip(cells), bars, heat, tiles, heading, w.HairLine(), parent=page)
    return page


def gallery() -> QWidget:
    """Every widget on one sheet."""
    page = w.Plane("sheet")
    box = QVBoxLayout(page)
    box.setContentsMargins(24, 24, 24, 24)
    left = w.column(buttons(), form(), choices(), marks(), None, spacing=18)
    right = w.column(feedback(), charts(), None, spacing=18)
    box.addLayout(w.row(left, right, spacing=32))
    page.resize(1440, 900)
    return page
