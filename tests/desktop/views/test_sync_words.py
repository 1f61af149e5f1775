from datetime import UTC, date, datetime

import pytest

from desktop.views.sync_words import full_moment, moment, pill_words
from desktop.workspace import SyncState, SyncStatus

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("at", "short", "full"),
    [
        (datetime(2026, 11, 25, 2, 10, tzinfo=UTC), "10:10", "11-25 10:10"),
        (datetime(2026, 11, 24, 23, 58, tzinfo=UTC), "07:58", "11-25 07:58"),
        (datetime(2026, 11, 23, 23, 58, tzinfo=UTC), "11-24 07:58", "11-24 07:58"),
        (datetime(2025, 12, 30, 1, 0, tzinfo=UTC), "2025-12-30 09:00", "2025-12-30 09:00"),
    ],
)
def test_that_moments_are_told_in_china_time_and_no_longer_than_needed(at, short, full):
    assert moment(at, TODAY) == short
    assert full_moment(at, TODAY) == full


def test_that_the_pill_never_says_synced_while_something_waits():
    words = pill_words(SyncStatus(state=SyncState.SYNCED, waiting=1), date(2026, 11, 25))
    assert (words.tone, words.state, words.detail) == ("offline", "等待同步", "1 项待同步")
    assert pill_words(SyncStatus(state=SyncState.SYNCED), date(2026, 11, 25)).state == "已同步"
