import re

import pytest

from desktop.wording.fields import FIELD_LABELS, OWN_LABELS, field_label
from domain.rules import contacts, customers, people, service_rules, tasks, visits

CHINESE = re.compile(r"[一-鿿]")
TABLES = {
    "customers": customers.CUSTOMER_FIELDS,
    "affiliates": customers.AFFILIATE_FIELDS,
    "contacts": contacts.CONTACT_FIELDS,
    "tasks": tasks.TASK_FIELDS,
    "visit_plans": visits.PLAN_FIELDS,
    "org_units": people.UNIT_FIELDS,
    "people": people.PERSON_FIELDS,
    "service_rules": service_rules.RULE_FIELDS,
    "service_plans": service_rules.PLAN_FIELDS,
}


@pytest.mark.parametrize(("kind", "table"), TABLES.items(), ids=TABLES)
def test_that_every_field_of_a_table_has_a_word(kind, table):
    assert [name for name in table if name not in FIELD_LABELS and (kind, name) not in OWN_LABELS] == []


def test_that_every_word_is_shown_in_the_language_in_use(language):
    words = [field_label(name) for name in FIELD_LABELS] + [field_label(name, kind) for kind, name in OWN_LABELS]
    assert all(word.strip() for word in words)
    assert [word for word in words if language == "en" and CHINESE.search(word)] == []


@pytest.mark.parametrize("kind", TABLES)
def test_that_two_fields_of_a_table_read_differently(language, kind):
    words = [field_label(name, kind) for name in TABLES[kind]]
    assert len(set(words)) == len(words), language


def test_that_a_title_is_a_job_for_people_and_a_name_for_tasks():
    assert field_label("title", "contacts") == "职务"
    assert field_label("title", "tasks") == "任务名称"


def test_that_a_field_of_a_record_inside_another_is_named_by_the_inner_record():
    assert field_label("tasks.0.title") == "任务名称"
    assert field_label("tasks.0.due", "visit_logs") == "截止日期"


def test_that_an_unknown_field_is_shown_as_it_is():
    assert field_label("shoe_size") == "shoe_size"
