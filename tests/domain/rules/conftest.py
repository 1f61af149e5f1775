from pathlib import Path

import pytest

from domain.rules.codes import decode_code_lists

CODES = Path(__file__).parents[3] / "resources" / "codes"


@pytest.fixture(scope="session")
def codes():
    names = ("divisions", "industries", "segments", "credit_categories")
    return decode_code_lists(**{name: (CODES / f"{name}.json").read_bytes() for name in names})
