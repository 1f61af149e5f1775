"""Key persons in words: role and attitude badges, masked numbers, what a detail shows."""

from typing import Final

from desktop.models.cells import Badge, Tone
from desktop.models.field_values import value_words
from desktop.wording import _
from desktop.wording.fields import field_label
from desktop.wording.labels import label
from domain.queries.contacts import ContactRow
from domain.rules.codes import CodeLists
from domain.rules.contacts import CONTACT_FIELDS
from domain.rules.phones import mask_phone_display
from domain.values.contacts import Attitude, ContactRole

NUMBERS: Final = ("mobile", "office_tel", "wechat")
"""What is masked until it is asked for; asking is recorded."""
SECTIONS: Final = (
    ("reach", ("mobile", "office_tel", "email", "wechat", "best_time", "best_channel")),
    ("business", ("influence", "operator", "monthly_fee", "bound")),
    ("personal", ("birthday", "hometown", "hobby", "taboo", "family_note", "consent", "consent_date", "left_date")),
)
_ATTITUDE_TONES: Final = {
    Attitude.SUPPORTING: Tone.OK,
    Attitude.COMPETITOR: Tone.BAD,
    Attitude.OPPOSED: Tone.BAD,
    Attitude.NEUTRAL: Tone.SECONDARY,
}
STRONG_ROLE: Final = ContactRole.DECISION_MAKER


def role_badge(code: str) -> Badge:
    """Give the badge of a role; deciders stand out."""
    return Badge(label(ContactRole, code), Tone.ACCENT if code == STRONG_ROLE else Tone.OFFLINE)


def attitude_badge(code: str) -> Badge | None:
    """Give the badge of an attitude, none while it is unknown."""
    if code not in _ATTITUDE_TONES:
        return None
    return Badge(label(Attitude, code), _ATTITUDE_TONES[Attitude(code)])


def position_words(row: ContactRow) -> str:
    """Say where somebody works: 信息部 主任."""
    return " ".join(part for part in (row.dept, row.title) if part) or _("未填部门和职务")


def number_words(row: ContactRow, field: str, *, revealed: bool = False) -> str:
    """Give a number, masked unless it was asked for; "" where there is none."""
    number = str(row.values.get(field) or "")
    return number if revealed or not number else mask_phone_display(number)


def detail_words(row: ContactRow, section: tuple[str, ...], codes: CodeLists) -> list[tuple[str, str, str]]:
    """Give (field, label, words) of a section; fields without a value are left out, numbers come masked."""
    shown: list[tuple[str, str, str]] = []
    for name in section:
        if name in NUMBERS:
            words = number_words(row, name)
        elif name == "birthday" and row.values.get("birthday_calendar") == "lunar" and row.values.get(name):
            words = _("{day}（农历）").format(day=row.values[name])
        else:
            words = value_words(CONTACT_FIELDS[name], row.values.get(name), codes)
        if words:
            shown.append((name, field_label(name, "contacts"), words))
    return shown
