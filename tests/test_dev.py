import argparse
import ast
import hashlib
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def started(monkeypatch):
    """Remember what would be started instead of starting it."""
    commands = []

    def remember(*arguments, env=None):
        commands.append(([str(argument) for argument in arguments], env or {}))
        return 0

    monkeypatch.setattr(dev, "python", remember)
    return commands


def parsed(*arguments):
    return dev.parser().parse_known_args(arguments)


def test_that_the_script_needs_nothing_but_the_standard_library():
    names = set()
    for node in ast.walk(ast.parse(Path(dev.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0])
    assert names <= sys.stdlib_module_names


def test_that_the_exit_code_of_a_program_is_passed_on():
    assert dev.run(sys.executable, "-c", "raise SystemExit(7)") == 7


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to die of")
def test_that_a_program_ended_by_a_signal_gives_the_shells_code():
    assert dev.run(sys.executable, "-c", "import os; os.kill(os.getpid(), 15)") == 128 + 15


def test_that_a_missing_library_names_its_package():
    assert dev.missing_libraries({"libnowhere.so.9": "libnowhere9"}) == {"libnowhere.so.9": "libnowhere9"}


@pytest.mark.skipif(sys.platform == "win32", reason="packages are installed on Linux only")
def test_that_without_rights_the_exact_command_is_told(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(dev.SetUpError, match="sudo apt-get install libegl1 libgl1"):
        dev.install_packages(["libegl1", "libgl1"], "Qt needs them")


def test_that_an_installed_lock_is_not_installed_again(monkeypatch, tmp_path):
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "stamp"
    lock.write_text("alembic==1.20.1\n")
    stamp.write_text(hashlib.sha256(lock.read_bytes() + str(dev.ROOT).encode()).hexdigest())
    monkeypatch.setattr(dev, "LOCK", lock)
    monkeypatch.setattr(dev, "STAMP", stamp)
    monkeypatch.setattr(dev, "run", lambda *_command, **_more: pytest.fail("something was started"))
    dev.install_locked()


def test_that_a_changed_lock_is_installed_and_a_failure_is_told(monkeypatch, tmp_path):
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "stamp"
    lock.write_text("alembic==1.20.1\n")
    stamp.write_text("of another lock")
    monkeypatch.setattr(dev, "LOCK", lock)
    monkeypatch.setattr(dev, "STAMP", stamp)
    monkeypatch.setattr(dev, "run", lambda *_command, **_more: 1)
    with pytest.raises(dev.SetUpError, match="network"):
        dev.install_locked()
    assert stamp.read_text() == "of another lock"


def test_that_the_demo_opens_no_window_without_a_display(monkeypatch, started):
    monkeypatch.setattr(dev, "no_display", lambda: True)
    options, rest = parsed("demo", "--out", "somewhere")
    dev.demo(options, rest)
    (command, environment) = started[0]
    assert command == ["-m", "tests.journeys.working_day", "--out", "somewhere", "--headless"]
    assert environment == {"QT_QPA_PLATFORM": "offscreen"}


def test_that_what_a_job_does_not_know_goes_through(started):
    options, rest = parsed("serve", "--database-url", "postgresql+psycopg://localhost/jike", "--help")
    dev.JOBS[options.job](options, rest)
    assert started[0][0] == ["-m", "server", "serve", "--database-url", "postgresql+psycopg://localhost/jike", "--help"]


def test_that_tests_with_arguments_skip_the_other_checks(started):
    dev.test(argparse.Namespace(), ["tests/domain", "-x"])
    assert [command for command, _ in started] == [["-m", "pytest", "tests/domain", "-x"]]


@pytest.mark.parametrize(("failed", "tests", "code"), [([], 0, 0), (["mypy"], 0, 1), ([], 2, 2), (["mypy"], 2, 2)])
def test_that_a_failed_check_fails_the_run_though_all_tests_pass(monkeypatch, failed, tests, code):
    monkeypatch.setattr(dev, "failed_checks", lambda: failed)
    monkeypatch.setattr(dev, "python", lambda *_arguments, **_more: tests)
    assert dev.test(argparse.Namespace(), []) == code
