"""Long names, emoji and rare characters through the whole way, and papers that cannot be written where they should."""

import os
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.views.targets import PaperTarget
from domain.entities import Customer, Task, VisitLog
from domain.values.papers import PlanPart
from tests.faults.person import Person
from tests.journeys.hands import NotSeenError

RARE = "𠮷野𬀩㛃龘鱻"
EMOJI = "👨‍👩‍👧‍👦🎉🇨🇳"
NAME = ("澜州" + RARE + "精密制造" + "股份" * 100)[:194] + "有限责任公司"
TEXT = f"与{RARE}主任谈专线续约{EMOJI}，对方希望下月前提速并给出报价方案。\u200d\u202e左右\u202c“引号”<b>&amp;%s{{x}}"
assert len(NAME) == 200


@pytest.fixture
def person(people, server):
    return people().first_run(server.base_url)


def through_the_form(person, name):
    """Open a customer file through the dialog as a person does; gives its id."""
    person.window.go("customers")
    person.window.trigger("new")
    dialog = person.hands.find("customers.new")
    person.hands.type("customers.new.cust_name", name)
    person.hands.type("customers.new.tel", "0531-88886666")
    dialog._place.set_values({"province": "370000", "city": "370100", "county": "370102"})
    person.hands.click("customers.new-accept")
    try:
        person.hands.until(lambda: person.hands.seen("customers.new") is None, "the dialog to close", 10)
    except NotSeenError:
        errors = [row.error.text() for row in dialog._form.rows.values()] if hasattr(dialog._form, "rows") else []
        raise AssertionError(f"not taken: {errors} {dialog.error.text() if hasattr(dialog, 'error') else ''}") from None
    ids = person.result(
        person.workspace.read(lambda s, _a: list(s.scalars(select(Customer.id).where(Customer.cust_name == name))))
    )
    assert len(ids) == 1
    return ids[0]


def test_that_odd_words_pass_the_whole_way(people, server, person, tmp_path):
    customer_id = through_the_form(person, NAME)
    person.contact(customer_id, f"欧阳{RARE[0]}")
    page = person.write_log(customer_id, f"欧阳{RARE[0]}", TEXT)
    person.hands.type("visit.task-new", f"给{RARE}送合同{EMOJI}")
    person.hands.press(Qt.Key.Key_Return)
    typed = page.draft().content
    person.hands.click("visit.complete")
    person.hands.until(lambda: person.hands.seen("visit.content") is None, "the log to be done")
    person.sync()
    person.synced()
    (customer,) = [row for row in server.rows("customers") if row["id"] == customer_id]
    assert customer["cust_name"] == NAME
    (visit,) = [row for row in server.rows("visit_logs") if row["customer_id"] == customer_id]
    assert RARE in visit["content"]
    assert EMOJI in visit["content"]
    lead: Person = people("lead").first_run(server.base_url, "SUP001")
    seen = lead.result(lead.workspace.read(texts))
    assert (NAME, visit["content"]) in seen["visits"]
    assert f"给{RARE}送合同{EMOJI}" in seen["tasks"]
    assert typed
    for paper, target in (
        ("visit_record", PaperTarget("visit_record", visit_ids=(visit["id"],))),
        ("service_plan", PaperTarget("service_plan", customer_ids=(customer_id,))),
    ):
        check_paper(person, paper, target, tmp_path)


def check_paper(person, paper, target, tmp_path):
    """Either the paper prints every character of the name, or it says which cannot be printed."""
    if paper == "visit_record":
        file = person.result(person.workspace.papers.visit_record(target.visit_ids[0]))
    else:
        year = person.workspace.today().year
        file = person.result(person.workspace.papers.service_plan(target.customer_ids[0], year, all_parts()))
    if file.pdf:
        path = tmp_path / f"{paper}.pdf"
        person.result(person.workspace.papers.save(file, path))
        text = "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
        assert NAME[:20] in text
        assert "\ufffd" not in text
    else:
        assert file.findings, "no paper and no reason"
    assert len(file.file_name.encode()) <= 255


def all_parts():
    return frozenset(PlanPart)


def texts(session, _actor):
    joined = select(Customer.cust_name, VisitLog.content).join(VisitLog, VisitLog.customer_id == Customer.id)
    return {
        "visits": {tuple(row) for row in session.execute(joined)},
        "tasks": set(session.scalars(select(Task.title))),
    }


@pytest.mark.parametrize("why", ["a folder", "no folder", "a file as folder", "a name too long"])
def test_that_a_paper_that_cannot_be_written_says_why_and_leaves_nothing(person, tmp_path, why):
    customer_id = person.customer("济水热电有限公司")
    file = person.result(person.workspace.papers.service_plan(customer_id, 2026, all_parts()))
    place = tmp_path / "papers"
    place.mkdir()
    (place / "taken").write_bytes(b"kept")
    (place / "folder.pdf").mkdir()
    target, code = {
        "a folder": (place / "folder.pdf", "save_is_folder"),
        "no folder": (place / "gone" / "x.pdf", "save_no_folder"),
        "a file as folder": (place / "taken" / "x.pdf", "save_no_folder"),
        "a name too long": (place / ("长" * 200 + ".pdf"), "save_name_too_long"),
    }[why]
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    with pytest.raises(Exception, match=code) as refused:
        person.result(person.workspace.papers.save(file, Path(target)))
    assert refused.value.code == code
    assert str(target) in str(refused.value.facts["path"])
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_that_a_paper_open_elsewhere_is_replaced_whole(person, tmp_path):
    customer_id = person.customer("济水热电有限公司")
    file = person.result(person.workspace.papers.service_plan(customer_id, 2026, all_parts()))
    path = tmp_path / "open.pdf"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        if os.name == "nt":
            with pytest.raises(Exception, match="save_in_use"):
                person.result(person.workspace.papers.save(file, path))
            return
        person.result(person.workspace.papers.save(file, path))
        assert reader.read() == b"old", "who reads it still has the old one"
    assert path.read_bytes() == file.pdf
