import re

import pytest

from tests.architecture.source import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"uses:\s*(?P<action>\S+)(?P<comment>.*)")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request) -> str:
    return request.param.read_text(encoding="utf-8")


def test_that_actions_are_pinned_by_commit_and_say_their_version(workflow):
    loose = [
        found.group()
        for found in USES.finditer(workflow)
        if not re.search(r"@[0-9a-f]{40}$", found["action"]) or not re.search(r"# v\d", found["comment"])
    ]
    assert loose == []


def test_that_workflows_start_without_permissions(workflow):
    assert re.search(r"^permissions: \{\}$", workflow, re.MULTILINE)


def test_that_a_newer_run_stops_the_older(workflow):
    assert "cancel-in-progress: true" in workflow


def test_that_ci_runs_dev_py_test_and_nothing_else():
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands == ["#!/bin/sh", "set -eu", "python3 dev.py test"]
