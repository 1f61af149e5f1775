"""The code lists that come with the program: divisions, industries, segments, kinds of credit codes."""

from functools import cache
from pathlib import Path
from typing import Final

from domain.rules.codes import CodeLists, decode_code_lists

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "codes"


@cache
def load_codes() -> CodeLists:
    """Read them, once."""
    names = ("divisions", "industries", "segments", "credit_categories")
    return decode_code_lists(**{name: (FOLDER / f"{name}.json").read_bytes() for name in names})
