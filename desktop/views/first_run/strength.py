"""How well a passphrase withstands guessing, in four grades; a hint while typing, never a gate beyond the length."""

import math
from enum import IntEnum
from itertools import pairwise
from typing import Final

from desktop.entrance import SHORTEST_PASSPHRASE
from desktop.wording import N_

CLASSES: Final = ((str.isdigit, 10), (str.islower, 26), (str.isupper, 26))
OTHER_ASCII: Final = 33
IDEOGRAPHS: Final = 3000
FAIR_BITS, GOOD_BITS = 40.0, 60.0


class Strength(IntEnum):
    """The grades; TOO_SHORT is refused, the others are only said."""

    TOO_SHORT = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3


WORDS: Final = {
    Strength.TOO_SHORT: N_("太短"),
    Strength.WEAK: N_("容易被猜到"),
    Strength.FAIR: N_("尚可"),
    Strength.GOOD: N_("较强"),
}
TONES: Final = {
    Strength.TOO_SHORT: "bad",
    Strength.WEAK: "warn",
    Strength.FAIR: "warn",
    Strength.GOOD: "ok",
}


def strength(passphrase: str) -> Strength:
    """Grade a passphrase by the number of different characters and the alphabets they come from."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return Strength.TOO_SHORT
    alphabet = sum(size for belongs, size in CLASSES if any(belongs(letter) for letter in passphrase))
    alphabet += OTHER_ASCII if any(letter.isascii() and not letter.isalnum() for letter in passphrase) else 0
    alphabet += IDEOGRAPHS if any(not letter.isascii() for letter in passphrase) else 0
    runs = sum(1 for one, other in pairwise(passphrase) if abs(ord(one) - ord(other)) > 1)
    bits = min(runs + 1, 2 * len(set(passphrase))) * math.log2(max(alphabet, 2))
    if bits >= GOOD_BITS:
        return Strength.GOOD
    return Strength.FAIR if bits >= FAIR_BITS else Strength.WEAK
