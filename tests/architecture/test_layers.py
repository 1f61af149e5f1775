import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_that_every_import_respects_the_layers():
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout
