"""What can be asked of one customer."""

from desktop.views.targets import PlanTarget


def test_that_the_service_plan_is_written_from_the_menu_and_the_palette(filed):
    filed.file._asked("plan")
    assert filed.screen.trigger("plan.edit")
    assert filed.went[-2:] == [("plans", PlanTarget(filed.file.customer_id))] * 2
