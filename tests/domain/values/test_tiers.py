import pytest

from domain.values.tiers import RelationTier, ServiceWeight, ValueClass, service_weight


@pytest.mark.parametrize(
    ("value_class", "relation", "weight"),
    [
        (ValueClass.C, RelationTier.GROUP_STRATEGIC, ServiceWeight.STRATEGIC),
        (ValueClass.C, RelationTier.UNIT_LARGE, ServiceWeight.LARGE),
        (ValueClass.A1, RelationTier.GROUP_GENERAL, ServiceWeight.LARGE),
        (ValueClass.B1, RelationTier.UNIT_GENERAL, ServiceWeight.LARGE),
        (ValueClass.B2, RelationTier.UNIT_GENERAL, ServiceWeight.GENERAL),
        (ValueClass.UNRATED, RelationTier.PROSPECT, ServiceWeight.GENERAL),
    ],
)
def test_that_the_coarse_grade_follows_relation_and_class(value_class, relation, weight):
    assert service_weight(value_class, relation) is weight


def test_that_micro_customers_weigh_as_micro():
    assert service_weight(ValueClass.A1, RelationTier.GROUP_STRATEGIC, is_micro=True) is ServiceWeight.MICRO
