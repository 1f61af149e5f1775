from hypothesis import given, settings
from hypothesis import strategies as st

from domain.queries.imports import KnownCustomer
from domain.values.imports import RowFate, TwinChoice, TwinReason
from tests.desktop.services.exchange_files.books import HEADS, code, good, survey, troubles, write

KNOWN = KnownCustomer("c1", "JT000001", code(1), "澜州第1机械有限公司", "0583-2000001", "港城路8号", "")


class OnFile:
    def __init__(self, **body):
        self.body = {"cust_no": "JT000001", "cust_name": "澜州第1机械有限公司", "cert_no": code(1)} | body

    def bodies(self, ids):
        return dict.fromkeys(ids, self.body)

    def with_contacts(self, _ids):
        return frozenset()


def look(tmp_path, *rows, **more):
    return survey(write(tmp_path / "a.xlsx", [HEADS, *rows]), **more)


def fates(found):
    return [row.fate for row in found.first]


def test_that_a_known_number_changes_that_customer(tmp_path):
    found = look(tmp_path, good(1), known=[KNOWN], source=OnFile())
    assert fates(found) == [RowFate.UPDATE]
    assert found.first[0].twin.reason is TwinReason.SAME_NUMBER


def test_that_a_row_equal_to_the_file_is_unchanged(tmp_path):
    body = {
        "tel": "0583-2000001", "county": "330212", "city": "330200", "province": "330000",
        "monthly_revenue": 10050, "sign_date": "2024-03-05",
    }  # fmt: skip
    found = look(tmp_path, good(1), known=[KNOWN], source=OnFile(**body))
    assert fates(found) == [RowFate.UNCHANGED]


def test_that_a_known_credit_code_changes_that_customer(tmp_path):
    found = look(tmp_path, good(9, 集团编码=None, 统一社会信用代码=code(1)), known=[KNOWN], source=OnFile())
    assert found.first[0].twin.reason is TwinReason.SAME_CODE


def test_that_number_and_code_of_different_customers_are_an_error(tmp_path):
    other = KnownCustomer("c2", "JT000002", code(2), "澜州第2机械有限公司", "", "", "")
    found = look(tmp_path, good(1, 统一社会信用代码=code(2)), known=[KNOWN, other], source=OnFile())
    assert troubles(found) == [(2, "cert_no", "keys_disagree")]


def test_that_the_same_name_is_a_duplicate_until_somebody_decides(tmp_path):
    row = good(9, 集团名称="澜州第1机械有限公司")
    assert fates(look(tmp_path, row, known=[KNOWN])) == [RowFate.DUPLICATE]
    assert fates(look(tmp_path, row, known=[KNOWN], choices={2: TwinChoice.CREATE})) == [RowFate.CREATE]
    assert fates(look(tmp_path, row, known=[KNOWN], choices={2: TwinChoice.UPDATE}, source=OnFile())) == [
        RowFate.UPDATE
    ]


def test_that_a_like_name_with_the_same_telephone_and_house_is_a_duplicate(tmp_path):
    heads = (*HEADS, "办公地址")
    row = (*good(9, 集团名称="澜州第1机械股份有限公司", 单位电话="0583-2000001"), "港城路8号3楼")
    found = survey(write(tmp_path / "a.xlsx", [heads, row]), known=[KNOWN])
    assert found.duplicates[0].twin.reason is TwinReason.ALIKE


def test_that_a_code_repeated_in_the_file_can_not_be_created_twice(tmp_path):
    rows = (good(1), good(2, 统一社会信用代码=code(1)))
    found = look(tmp_path, *rows, choices={3: TwinChoice.CREATE})
    assert fates(found) == [RowFate.CREATE, RowFate.DUPLICATE]
    assert (found.duplicates[0].twin.reason, found.duplicates[0].twin.line) == (TwinReason.IN_FILE, 2)


def test_that_two_rows_for_one_customer_do_not_overwrite_each_other(tmp_path):
    found = look(tmp_path, good(1), good(1, 单位电话="0583-7777777"), known=[KNOWN], source=OnFile())
    assert fates(found) == [RowFate.UPDATE, RowFate.DUPLICATE]


def test_that_a_broken_row_does_not_make_the_mended_one_a_duplicate(tmp_path):
    found = look(tmp_path, good(1, 签约日期="x"), good(1))
    assert fates(found) == [RowFate.ERROR, RowFate.CREATE]


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.text(alphabet="澜州机械有限公司330212-元,.x𠮷 ", max_size=12),
)
ROWS = st.lists(
    st.one_of(
        st.integers(1, 6).map(good),
        st.tuples(*([CELLS] * len(HEADS))),
        st.tuples(st.integers(1, 6), CELLS).map(lambda pair: good(pair[0], **{"月收入（元）": pair[1]})),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(rows=ROWS, default=st.sampled_from(TwinChoice), known=st.booleans())
def test_that_every_row_is_counted_once_and_sums_are_those_of_the_rows(tmp_path_factory, rows, default, known):
    folder = tmp_path_factory.mktemp("books")
    found = survey(
        write(folder / "a.xlsx", [HEADS, *rows]), known=[KNOWN] if known else [], default=default, source=OnFile()
    )
    totals = found.totals
    assert totals.adds_up
    assert totals.left == 0
    assert totals.errors == len(found.errors)
    (money,) = found.sums
    shown = [row.values.get("monthly_revenue", "0.00") for row in found.first]
    assert money.read == sum(round(float(text.replace(",", "").replace("−", "-")) * 100) for text in shown)


def test_that_the_total_line_of_the_file_is_compared_and_is_no_row(tmp_path):
    total = ("合计", None, None, None, None, 201, None)
    found = look(tmp_path, good(1), good(2), total)
    assert found.totals.read == 2
    assert (found.sums[0].read, found.sums[0].trailer, found.sums[0].agrees) == (20100, 20100, True)
    wrong = look(tmp_path, good(1), good(2), ("合计", None, None, None, None, 999, None))
    assert not wrong.sums[0].agrees
