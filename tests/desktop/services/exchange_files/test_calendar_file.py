from datetime import UTC, datetime

from icalendar import Calendar

from desktop.services.exchange_files.calendar_file import write_calendar
from domain.queries.visits import BlockKind, VisitBlock

NOW = datetime(2026, 11, 25, 2, 12, tzinfo=UTC)


def block(number, kind=BlockKind.PLAN, **values):
    starts = datetime(2026, 11, 26, 1, tzinfo=UTC)
    ends = datetime(2026, 11, 26, 2, tzinfo=UTC)
    return VisitBlock(id=f"b{number}", kind=kind, name="恒岳精密制造", starts_at=starts, ends_at=ends, **values)


def events(data):
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_that_visits_are_written_with_time_place_and_certainty():
    written = write_calendar([block(1, subject="季度回访", place="创新路 18 号; 二楼", to_confirm=True)], NOW)
    (event,) = events(written)
    assert str(event["summary"]) == "恒岳精密制造 季度回访"
    assert str(event["location"]) == "创新路 18 号; 二楼"
    assert event.decoded("dtstart") == datetime(2026, 11, 26, 1, tzinfo=UTC)
    assert str(event["status"]) == "TENTATIVE"


def test_that_the_same_visit_keeps_its_id():
    assert [str(event["uid"]) for event in events(write_calendar([block(1)], NOW))] == ["b1@jike-workbench"]


def test_that_meetings_stay_at_home():
    assert events(write_calendar([block(1, kind=BlockKind.OTHER)], NOW)) == []


def test_that_lines_are_folded():
    written = write_calendar([block(1, subject="长" * 200)], NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
