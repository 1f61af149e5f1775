from datetime import date

from PySide6.QtCore import QMimeData
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.due_customers import (
    DRAGGED,
    MIME,
    DueCustomersModel,
    GroupRow,
    Urgency,
    dragged_customer,
    urgency_of,
)
from domain.queries.visits import DueCustomer
from domain.rules.visit_due import DueReason

TODAY = date(2026, 11, 25)


def due(number, name, day):
    return DueCustomer(
        id=f"c{number}",
        name=name,
        short_name=name,
        value_class="A2",
        due=day,
        reason=DueReason.INTERVAL,
        times=1,
        months=1,
        last_visit=date(2026, 10, 28),
    )


def model_with(*customers):
    model = DueCustomersModel()
    model.set_customers(customers, TODAY)
    return model


def everybody():
    return (
        due(1, "海屿仓储服务", date(2026, 11, 16)),
        due(2, "澜州水务集团", date(2026, 11, 27)),
        due(3, "澜州港务集团", date(2026, 12, 9)),
    )


def test_that_the_list_keeps_the_rules_of_item_models(qapp):
    assert qapp is not None
    model = DueCustomersModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_customers(everybody(), TODAY)
    model.set_words("水务")
    model.set_dragged("c2")


def test_that_customers_stand_under_their_urgency():
    model = model_with(*everybody())
    rows = [model.row_at(model.index(at)) for at in range(model.rowCount())]
    assert [row.urgency for row in rows if isinstance(row, GroupRow)] == list(Urgency)
    assert model.shown == 3


def test_that_the_week_ends_on_sunday():
    assert urgency_of(date(2026, 11, 24), TODAY) is Urgency.OVERDUE
    assert urgency_of(date(2026, 11, 29), TODAY) is Urgency.THIS_WEEK
    assert urgency_of(date(2026, 11, 30), TODAY) is Urgency.SOON


def test_that_the_search_takes_chinese_and_initials():
    model = model_with(*everybody())
    model.set_words("港务")
    assert model.shown == 1
    model.set_words("lzsw")
    assert model.row_at(model.index(1)).name == "澜州水务集团"


def test_that_a_dragged_customer_is_carried_and_marked():
    model = model_with(*everybody())
    index = model.index(1)
    carried = dragged_customer(model.mimeData([index]))
    assert (carried.id, carried.due) == ("c1", date(2026, 11, 16))
    model.set_dragged("c1")
    assert index.data(DRAGGED)


def test_that_foreign_data_is_no_customer():
    foreign = QMimeData()
    assert dragged_customer(foreign) is None
    foreign.setData(MIME, b"{")
    assert dragged_customer(foreign) is None
