from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.duplicates import (
    Identity,
    duplicate_keys,
    duplicate_params,
    duplicate_score,
    likely_duplicates,
    name_similarity,
)
from domain.rules.parameters import DEFAULTS

PARAMS = duplicate_params(DEFAULTS)
TONGDA = Identity(
    name="贵州省贵阳市南明区通达科技有限公司",
    credit_code="91110000123456788M",
    phone="0851-85951234",
    address="南明区中华南路1号3楼",
    legal_rep="张三丰",
)
NAMES = st.text(alphabet="贵阳通达科技有限公司信息中心医院", min_size=1, max_size=12)
IDENTITIES = st.builds(
    Identity, name=NAMES, phone=st.sampled_from(["", "0851-85951234"]), address=st.sampled_from(["", "路1号"])
)


def test_that_the_same_credit_code_is_certain():
    other = Identity(name="别的名字", credit_code="9111 0000 1234 5678 8m")
    found = duplicate_score(TONGDA, other, PARAMS)
    assert found.is_certain
    assert found.score == 1
    assert found.suggests_merge(PARAMS)


def test_that_name_phone_and_address_together_suggest_a_merge():
    other = Identity(name="通达科技（贵州）有限责任公司", phone="(0851) 85951234", address="南明区 中华南路１号附2")
    found = duplicate_score(TONGDA, other, PARAMS)
    assert found.score == Decimal("0.9000")
    assert found.suggests_merge(PARAMS)


def test_that_the_name_alone_suggests_nothing():
    found = duplicate_score(TONGDA, Identity(name=TONGDA.name), PARAMS)
    assert found.score == Decimal("0.5000")
    assert not found.suggests_merge(PARAMS)


def test_that_unknown_details_are_never_the_same():
    found = duplicate_score(Identity(name="甲医院"), Identity(name="乙学校"), PARAMS)
    assert {found.same_phone, found.same_address, found.same_legal_rep, found.is_certain} == {False}


@given(IDENTITIES, IDENTITIES)
def test_that_comparing_is_symmetric_and_within_bounds(one, other):
    forward, backward = duplicate_score(one, other, PARAMS), duplicate_score(other, one, PARAMS)
    assert forward == backward
    assert 0 <= forward.score <= 1


@given(NAMES)
def test_that_a_name_is_like_itself(name):
    assert name_similarity(name, name) == 1


def test_that_the_likeliest_duplicates_come_first():
    files = [
        ("far", Identity(name="遵义医院")),
        ("near", Identity(name="通达科技有限公司", phone="085185951234", address="南明区中华南路1号")),
        ("same", Identity(name="旧名", credit_code="91110000123456788M")),
    ]
    assert [key for key, _score in likely_duplicates(TONGDA, files, PARAMS)] == ["same", "near"]


@given(IDENTITIES, IDENTITIES)
def test_that_files_worth_merging_always_share_a_key(one, other):
    if duplicate_score(one, other, PARAMS).suggests_merge(PARAMS):
        assert duplicate_keys(one) & duplicate_keys(other)


def test_that_empty_details_make_no_key():
    assert duplicate_keys(Identity(name="通达科技有限公司")) == {"name:通达科技"}


def test_that_a_score_at_the_limit_suggests_a_merge():
    limit = msgspec.structs.replace(PARAMS, suggest_from=Decimal("0.5"))
    assert duplicate_score(TONGDA, Identity(name=TONGDA.name), limit).suggests_merge(limit)
