import ast
import re
from string import Formatter

import pytest

from desktop.wording.explain import SENTENCES, explain, explain_problem, explain_problems, explain_refused
from domain.errors import Problem, Refused
from domain.rules.checks import CHECKS
from tests.architecture.source import files, named, tree

CHINESE = re.compile(r"[一-鿿]")
SAYING_NO = {"Refused": 0, "refusal": 1, "_problem": 1, "_pattern": 1, "AmountError": 0}
WITH_A_CODE = {"Problem", "Verdict"}
NONSENSE = ("?", "9", "A" * 18, "911100000000000000", "某某", "待定公司名称", "2026-13-45", "1980-02-30")


def called(node):
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def codes():
    """Give every code the domain says no with, and where it says it."""
    for path in files("domain/rules", "domain/usecases", "domain/values", "domain"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = called(node)
            given = [node.args[SAYING_NO[name]]] if name in SAYING_NO and len(node.args) > SAYING_NO[name] else []
            given += [word.value for word in node.keywords if word.arg == "code" and name in WITH_A_CODE]
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value, named(path, node)


def test_that_the_codes_of_the_domain_are_found():
    found = {code for code, _ in codes()}
    assert {"required", "not_found", "credit_code_taken", "too_long", "not_a_division", "needs_supervisor"} <= found


def test_that_every_code_of_the_domain_has_a_sentence():
    assert sorted({f"{code} ({place})" for code, place in codes() if code not in SENTENCES}) == []


@pytest.mark.parametrize("check", CHECKS)
def test_that_every_answer_of_a_check_has_a_sentence(check):
    answers = {CHECKS[check](text) for text in NONSENSE} - {""}
    assert answers
    assert answers - set(SENTENCES) == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_that_every_sentence_takes_its_facts_in_the_language_in_use(language, code):
    names = [name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name]
    facts = {name: f"<{name}>" for name in names}
    sentence = explain(code, facts)
    assert sentence.strip()
    assert not re.search(r"[{}]", sentence)
    assert [fact for fact in facts.values() if fact not in sentence] == []
    assert not (language == "en" and CHINESE.search(sentence))


def test_that_a_code_without_a_sentence_is_shown_in_brackets(language):
    assert "(never_heard_of)" in explain("never_heard_of").replace("（", "(").replace("）", ")"), language


def test_that_a_sentence_without_its_facts_falls_back_to_the_code():
    assert explain("too_long_visit") == "没有被接受（too_long_visit）"


def test_that_a_problem_is_explained_with_its_facts():
    problem = Problem(field="content", code="too_short", facts={"least": 20, "length": 7})
    assert explain_problem(problem) == "至少 20 字，现在 7 字"


def test_that_problems_name_their_fields():
    problems = (Problem(field="mobile", code="not_a_mobile"), Problem(field="name", code="required"))
    assert explain_problems(problems) == "手机 手机号应为 11 位；姓名 必填，请补充"


@pytest.mark.usefixtures("english")
def test_that_problems_are_one_english_line():
    problems = (Problem(field="mobile", code="not_a_mobile"), Problem(field="name", code="required"))
    assert explain_problems(problems) == "Mobile: Mobile numbers have 11 digits; Name: Required, please fill in"


def test_that_the_kind_of_record_decides_the_word_of_a_field():
    assert explain_problems([Problem(field="title", code="required")], "tasks") == "任务名称 必填，请补充"


def test_that_a_refusal_says_what_is_wrong():
    refused = Refused("invalid", (Problem(field="reason", code="required"),))
    assert explain_refused(refused) == "内容有误：原因 必填，请补充"
    assert explain_refused(Refused("own_work")) == "不能评价自己的走访"
