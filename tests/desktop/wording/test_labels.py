import importlib
import inspect
import pkgutil
import re
from enum import StrEnum

import pytest

from desktop.wording.labels import KIND_LABELS, LABELS, kind_label, label
from domain import values
from domain.values.people import Post
from domain.values.visits import VisitWay

CHINESE = re.compile(r"[一-鿿]")


def choice_lists():
    found = {}
    for module in pkgutil.iter_modules(values.__path__, f"{values.__name__}."):
        for _, choices in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(choices, StrEnum) and choices.__module__ == module.name:
                found[f"{module.name}.{choices.__name__}"] = choices
    return found


CHOICE_LISTS = choice_lists()


@pytest.mark.parametrize("choices", CHOICE_LISTS.values(), ids=CHOICE_LISTS)
def test_that_every_code_of_a_list_has_a_word_and_no_other_code_has(choices):
    assert set(LABELS.get(choices, {})) == {item.value for item in choices}


@pytest.mark.parametrize("choices", CHOICE_LISTS.values(), ids=CHOICE_LISTS)
def test_that_every_word_is_shown_in_the_language_in_use(language, choices):
    shown = {item: label(choices, item.value) for item in choices}
    assert [item for item, word in shown.items() if not word.strip()] == []
    assert [word for word in shown.values() if language == "en" and CHINESE.search(word)] == []


@pytest.mark.parametrize("choices", CHOICE_LISTS.values(), ids=CHOICE_LISTS)
def test_that_two_codes_of_a_list_read_differently(language, choices):
    words = [label(choices, item.value) for item in choices]
    assert len(set(words)) == len(words), language


def test_that_every_kind_of_record_is_named_in_the_language_in_use(language):
    words = [kind_label(kind) for kind in KIND_LABELS]
    assert all(word.strip() for word in words)
    assert [word for word in words if language == "en" and CHINESE.search(word)] == []


def test_that_a_code_of_a_newer_server_is_shown_as_it_is(language):
    assert label(VisitWay, "hologram") == "hologram"
    assert kind_label("holograms") == "holograms", language


def test_that_no_code_gives_no_word():
    assert label(VisitWay, None) == ""
    assert label(VisitWay, "") == ""


@pytest.mark.usefixtures("english")
def test_that_words_follow_the_glossary():
    assert label(Post, "account_manager") == "Account manager"
    assert kind_label("visit_logs") == "Visit log"
