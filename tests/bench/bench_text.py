"""Search keys of customer names: the import and the palette need one for each row."""

from pypinyin import lazy_pinyin

from domain.rules.text import pinyin_key
from tests.bench.comparison import Comparison, compare

NAMES = [f"澜州第{number}重型机械{kind}有限公司" for number in range(1000) for kind in ("制造", "贸易")]


def measure() -> list[Comparison]:
    """Compare keys of 2,000 names with the transcription alone."""
    return [
        compare(
            "pinyin keys of 2,000 names : pypinyin alone",
            lambda: [pinyin_key(name) for name in NAMES],
            lambda: [lazy_pinyin(name) for name in NAMES],
            3.0,
        )
    ]
