import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.enterprise_size import SIZE_BOUNDS, EnterpriseSize, SizeTrade, enterprise_size, size_trade

TABLE = """
agriculture Y 20000 500 50
industry X 1000 300 20 Y 40000 2000 300
construction Y 80000 6000 300 Z 80000 5000 300
wholesale X 200 20 5 Y 40000 5000 1000
retail X 300 50 10 Y 20000 500 100
transport X 1000 300 20 Y 30000 3000 200
warehousing X 200 100 20 Y 30000 1000 100
post X 1000 300 20 Y 30000 2000 100
lodging X 300 100 10 Y 10000 2000 100
catering X 300 100 10 Y 10000 2000 100
telecoms X 2000 100 10 Y 100000 1000 100
software X 300 100 10 Y 10000 1000 50
property_development Y 200000 1000 100 Z 10000 5000 2000
property_management X 1000 300 100 Y 5000 1000 500
leasing_business X 300 100 10 Z 120000 8000 100
other X 300 100 10
"""
NAMES = {"X": "employees", "Y": "revenue", "Z": "assets"}
SIZES = list(EnterpriseSize)


def rows():
    for line in TABLE.split("\n"):
        words = line.split()
        if words:
            columns = {
                NAMES[words[at]]: [int(word) for word in words[at + 1 : at + 4]] for at in range(1, len(words), 4)
            }
            yield words[0], columns


@pytest.mark.parametrize(("trade", "columns"), list(rows()))
def test_that_each_class_begins_at_its_bounds_and_drops_just_below(trade, columns):
    for step, size in enumerate(SIZES[:3]):
        bounds = {name: values[step] for name, values in columns.items()}
        assert enterprise_size(SizeTrade(trade), **bounds) is size
        for name, bound in bounds.items():
            below = {**bounds, name: bound - 1}
            assert enterprise_size(SizeTrade(trade), **below) is not size
            assert SIZES.index(enterprise_size(SizeTrade(trade), **below)) > step


def test_that_the_table_holds_every_trade():
    assert (
        {name for name, _ in rows()} == {trade.value for trade in SIZE_BOUNDS} == {trade.value for trade in SizeTrade}
    )


@given(
    st.sampled_from(SizeTrade),
    st.integers(0, 5000),
    st.integers(0, 300_000),
    st.integers(0, 300_000),
    st.integers(0, 1000),
)
def test_that_growing_never_lowers_the_class(trade, employees, revenue, assets, more):
    before = enterprise_size(trade, employees=employees, revenue=revenue, assets=assets)
    after = enterprise_size(trade, employees=employees + more, revenue=revenue + more, assets=assets + more)
    assert SIZES.index(after) <= SIZES.index(before)


def test_that_a_missing_figure_leaves_the_class_open():
    assert enterprise_size(SizeTrade.INDUSTRY, employees=500) is None
    assert enterprise_size(SizeTrade.OTHER, employees=500) is EnterpriseSize.LARGE


@pytest.mark.parametrize(
    ("section", "division", "group", "trade"),
    [
        ("C", "39", "392", SizeTrade.INDUSTRY),
        ("F", "51", None, SizeTrade.WHOLESALE),
        ("F", "52", None, SizeTrade.RETAIL),
        ("G", "54", None, SizeTrade.TRANSPORT),
        ("G", "53", None, None),
        ("G", "59", "591", SizeTrade.TRANSPORT),
        ("G", "59", "592", SizeTrade.WAREHOUSING),
        ("K", "70", "701", SizeTrade.PROPERTY_DEVELOPMENT),
        ("K", "70", "702", SizeTrade.PROPERTY_MANAGEMENT),
        ("K", "70", "703", SizeTrade.OTHER),
        ("I", "64", None, SizeTrade.TELECOMS),
        ("I", "65", None, SizeTrade.SOFTWARE),
        ("M", "74", None, SizeTrade.OTHER),
        ("J", "66", None, None),
        ("Q", "84", None, None),
        ("Q", "85", None, SizeTrade.OTHER),
    ],
)
def test_that_industries_lead_to_their_row_of_the_table(section, division, group, trade):
    assert size_trade(section, division, group) is trade
