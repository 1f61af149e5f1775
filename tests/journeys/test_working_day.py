"""The demo itself is a test: one day through real windows, a real server, a cut wire and a killed program."""

import json
import subprocess
import sys

import pytest

from tests.journeys.stage import ROOT, environment


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_that_a_visit_logged_without_a_network_reaches_the_supervisor_and_the_plan_prints(tmp_path):
    command = [sys.executable, "-m", "tests.journeys.working_day", "--headless", "--out", str(tmp_path)]
    day = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert day.returncode == 0, day.stdout + day.stderr
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["missing"] == []
    themes = {theme: sum(name.endswith(f"-{theme}.png") for name in summary["screens"]) for theme in ("light", "dark")}
    assert themes["light"] == themes["dark"] > 15
