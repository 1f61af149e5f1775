from datetime import UTC, datetime

import pytest

from desktop.services import backup


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        ("20261122T160000", datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), False),
        ("20261122T155959", datetime(2026, 11, 22, 16, 0, tzinfo=UTC), True),
        ("20261123T155959-1", datetime(2026, 11, 23, 16, 0, tzinfo=UTC), True),
    ],
)
def test_that_a_copy_is_due_each_business_day(tmp_path, made, now, due):
    (tmp_path / f"jike-{made}.backup").touch()
    assert backup.is_due(tmp_path, now) is due
