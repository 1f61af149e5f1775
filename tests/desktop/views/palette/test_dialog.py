import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from desktop.views.palette import Palette, PaletteAction, PaletteEntry, PaletteGroup

LOG = PaletteAction("visit.log", "记录走访", "notebook-pen", "Ctrl+L")
HENGYUE = PaletteEntry(
    text="恒岳精密制造股份有限公司", tier="A1", found=((0, 4),), screen="customers", target="c1", actions=(LOG,)
)
HUAYI = PaletteEntry(text="华益精密模具有限公司", tier="B2", screen="customers", target="c2")


class Findings:
    def __init__(self):
        self.asked = []

    def __call__(self, text, deliver):
        self.asked.append((text, deliver))

    def answer(self, *groups, place=-1):
        self.asked[place][1](list(groups))


@pytest.fixture
def findings():
    return Findings()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(1200, 800)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def palette(window, findings):
    made = Palette(window, findings)
    made.open()
    findings.answer(PaletteGroup("客户", (HENGYUE, HUAYI)), PaletteGroup("空", ()))
    return made


def test_that_the_list_keeps_the_rules_of_item_models(palette, findings):
    tester = QAbstractItemModelTester(palette.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    findings.answer(PaletteGroup("客户", (HUAYI,)))
    assert tester.model().rowCount() == 2


def test_that_arrows_pass_over_headings_and_enter_runs(palette, qtbot):
    assert palette.current() == HENGYUE
    qtbot.keyClick(palette.edit, Qt.Key.Key_Up)
    assert palette.current() == HENGYUE
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.current() == HUAYI
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert chosen.args == [HUAYI]
    assert not palette.isVisible()


def test_that_tab_shows_what_can_be_done_with_an_entry(palette, qtbot):
    qtbot.keyClick(palette.edit, Qt.Key.Key_Tab)
    assert palette.current().action == "visit.log"
    with qtbot.waitSignal(palette.action_chosen) as chosen:
        qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert chosen.args == ["visit.log", HENGYUE]


def test_that_findings_of_an_older_text_are_dropped(palette, findings):
    palette.edit.setText("hy")
    palette.edit.setText("hyjm")
    assert [text for text, _deliver in findings.asked[-2:]] == ["hy", "hyjm"]
    findings.answer(PaletteGroup("客户", (HENGYUE,)))
    findings.answer(PaletteGroup("客户", (HUAYI,)), place=-2)
    assert palette.current() == HENGYUE


def test_that_finding_nothing_says_how_to_go_on(palette, findings):
    palette.edit.setText("zzz")
    findings.answer()
    assert palette.empty.isVisible()
    assert palette.current() is None


def test_that_escape_closes_without_choosing(palette, qtbot):
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()
