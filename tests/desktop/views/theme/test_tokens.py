import re

import pytest
from PySide6.QtGui import QColor

from desktop.views.theme.tokens import RESOURCES, tokens

GROUNDS = ("bg.chrome", "bg.sheet", "bg.subtle", "bg.hover", "bg.selected")
INKS = ("text.primary", "text.secondary", "text.tertiary", "accent", "ok", "warn", "bad", "conflict", "offline")
STATES = ("accent", "ok", "warn", "bad", "conflict", "offline")
TIERS = ("A1", "A2", "B1", "B2", "C")
FILLS = ("fill.primary", "fill.primary.hover", "fill.primary.pressed", "fill.danger")


def brightness(name):
    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    color = QColor(name)
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def ratio(one, other):
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_that_the_contrast_maths_gives_the_known_extremes():
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_information_is_readable_on_every_ground(theme):
    t = tokens(theme)
    faint = {(ink, ground): ratio(t[ink], t[ground]) for ink in INKS for ground in GROUNDS}
    assert {pair: value for pair, value in faint.items() if value < 4.5} == {}


def test_that_the_contrast_theme_reads_on_white_and_on_its_black_selection():
    t = tokens("contrast")
    grounds = [ground for ground in GROUNDS if ground != "bg.selected"]
    assert {(i, g) for i in INKS for g in grounds if ratio(t[i], t[g]) < 4.5} == set()
    assert ratio(t["text.on-selected"], t["bg.selected"]) > 7


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_that_states_are_readable_on_their_own_tints(theme):
    t = tokens(theme)
    assert [state for state in STATES if ratio(t[state], t[f"{state}.tint"]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_that_fills_badges_and_heat_cells_carry_readable_words(theme):
    t = tokens(theme)
    faint = [fill for fill in FILLS if ratio(t["text.on-accent"], t[fill]) < 4.5]
    faint += [tier for tier in TIERS if ratio(t[f"tier.{tier}.fg"], t[f"tier.{tier}.bg"]) < 4.5]
    faint += [str(n) for n in range(1, 6) if ratio(t[f"heat.{n}.fg"], t[f"seq.{n}"]) < 4.5]
    assert faint == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_that_marks_which_carry_meaning_stand_out(theme):
    t = tokens(theme)
    marks = ["line.strong", "focus", *(f"chart.{n}" for n in range(1, 7))]
    assert [mark for mark in marks if ratio(t[mark], t["bg.sheet"]) < 3] == []


def test_that_all_themes_name_the_same_tokens():
    assert set(tokens("light")) == set(tokens("dark")) == set(tokens("contrast"))


def test_that_the_style_sheet_names_no_colour_and_only_known_tokens():
    text = (RESOURCES / "style.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", re.sub(r"Q\w+#\w+", "", text)) == []
    named = set(re.findall(r"(?<!@)@([a-zA-Z0-9.\-]+)", text))
    assert named - set(tokens("light")) == set()
