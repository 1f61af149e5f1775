"""What can be asked of one customer."""

from desktop.views.targets import CustomerTarget, PlanTarget
from tests.helpers import desk

KEY = desk.row_id(1)


def test_that_the_service_plan_is_written_from_the_menu_and_the_palette(place):
    place.screen.open(CustomerTarget(KEY))
    place.file._asked("plan")
    assert place.screen.trigger("plan.edit")
    assert place.went[-2:] == [("plans", PlanTarget(KEY))] * 2
