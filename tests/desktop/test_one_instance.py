import subprocess
import sys
from pathlib import Path

from desktop.one_instance import OneInstance

ROOT = Path(__file__).resolve().parents[2]


def test_that_a_second_program_asks_the_first_to_come_forward(qtbot, qapp, tmp_path):
    assert qapp is not None
    first = OneInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.asked):
        assert not OneInstance(tmp_path).claim()
    first.release()
    again = OneInstance(tmp_path)
    assert again.claim()
    again.release()


def test_that_a_killed_program_does_not_keep_the_profile(qapp, tmp_path):
    assert qapp is not None
    hold = "import sys,pathlib; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([])\n"
    hold += "from desktop.one_instance import OneInstance; one = OneInstance(pathlib.Path(sys.argv[1])); print(one.claim(), flush=True)\n"
    hold += "sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdout.readline().strip() == "True"
        assert not OneInstance(tmp_path).claim()
        other.kill()
    one = OneInstance(tmp_path)
    assert one.claim()
    one.release()
