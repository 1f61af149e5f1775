import re

import pytest

from tests.architecture.source import ROOT, text_files

LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)[^)]*\)")
PAGES = [path for path in text_files() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_that_every_link_leads_somewhere(page):
    targets = [found["target"] for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    # Pictures in docs/screens are made by the demo.
    assert [target for target in targets if "docs/screens/" not in target and not (page.parent / target).exists()] == []


def test_that_every_decision_is_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in listed] == []


@pytest.mark.parametrize("job", ["demo", "run", "serve", "test", "check", "bench", "soak", "package", "lock"])
def test_that_every_job_of_dev_is_told_in_the_pages(job):
    pages = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
    )
    assert re.search(rf"\b{job}\b", pages)
