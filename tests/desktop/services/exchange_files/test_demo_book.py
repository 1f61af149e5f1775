"""The demo's workbook, organisation and their generator, read as the import reads them."""

import hashlib
import json
import runpy
import sys
from pathlib import Path

import pytest

from domain.values.people import OrgLevel, Post, UnitKind
from tests.desktop.services.exchange_files import books
from tests.desktop.services.exchange_files.books import troubles
from tests.helpers.desk import row_id

ROOT = Path(__file__).parents[4]
DEMO = ROOT / "resources" / "demo"
ORGANISATION = json.loads((DEMO / "organisation.json").read_text("utf-8"))


@pytest.fixture
def found(monkeypatch):
    people = {person["staff_no"]: row_id(place) for place, person in enumerate(ORGANISATION["people"])}
    monkeypatch.setattr(books, "PEOPLE", people)
    return books.survey(DEMO / "customers.xlsx")


def test_that_every_dirty_row_of_the_demo_is_reported_and_every_good_one_taken(found):
    assert (found.totals.read, found.totals.created, found.totals.duplicates) == (304, 292, 2)
    assert sorted(code for _line, _field, code in troubles(found)) == [
        "amount_format",
        "county_not_in_city",
        "credit_code_check",
        "not_a_date",
        "required",
        "required",
        "too_short_name",
        "unknown_division",
        "unknown_staff_no",
        "unknown_word",
    ]


def test_that_the_demo_file_agrees_with_its_own_total_line(found):
    checked = {total.target: total for total in found.sums}
    assert checked["monthly_revenue"].trailer is not None
    assert all(total.agrees for total in found.sums)


def test_that_the_organisation_has_the_posts_the_demo_plays():
    posts = [Post(person["post"]) for person in ORGANISATION["people"]]
    assert posts.count(Post.ACCOUNT_MANAGER) == 5
    assert set(posts) >= {Post.ASSISTANT, Post.SUPERVISOR, Post.DEPARTMENT_MANAGER, Post.VICE_PRESIDENT, Post.FINANCE}
    keys = {unit["key"] for unit in ORGANISATION["units"]}
    assert {person["unit"] for person in ORGANISATION["people"]} <= keys
    for unit in ORGANISATION["units"]:
        assert OrgLevel(unit["level"])
        assert UnitKind(unit["unit_kind"])
        assert unit.get("parent", unit["key"]) in keys


def test_that_the_generator_makes_the_same_files_again(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    made = runpy.run_path(str(ROOT / "tools" / "make_demo_workbook.py"))
    made["write_workbook"](tmp_path / "customers.xlsx")
    files = (tmp_path / "customers.xlsx", DEMO / "customers.xlsx")
    assert len({hashlib.sha256(file.read_bytes()).hexdigest() for file in files}) == 1
