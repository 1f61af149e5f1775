"""The stage of the working day: a real server process with the demo's organisation, and acts in processes of their own."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx2
from tenacity import retry, stop_after_delay, wait_fixed

ROOT: Final = Path(__file__).resolve().parents[2]
DEMO: Final = ROOT / "resources" / "demo"
PASSPHRASE: Final = "a passphrase for the demo"


class StageError(RuntimeError):
    """Something the day needs could not be set up or did not end well."""


def environment(*, on_screen: bool = False) -> dict[str, str]:
    """Give the environment of every process of the day: no key ring touched, and a real screen only when asked."""
    screenless = {} if on_screen else {"QT_QPA_PLATFORM": "offscreen"}
    return (
        os.environ
        | screenless
        | {
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
    )


def administer(data: Path, *words: str) -> list[dict[str, Any]]:
    """Run one command of the server's command line; gives the JSON lines it printed."""
    command = [sys.executable, "-m", "server", *words, "--data-dir", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment(), check=False)
    if done.returncode:
        raise StageError(f"{' '.join(words)}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def set_up(data: Path) -> dict[str, str]:
    """Set up units, people and rules; gives each staff number's password."""
    administer(data, "migrate")
    administer(data, "org", "import", str(DEMO / "units.csv"))
    lines = administer(data, "people", "import", str(DEMO / "people.csv"))
    administer(data, "seed-defaults")
    passwords = {line["staff_no"]: line["password"] for line in lines if "password" in line}
    with (DEMO / "people.csv").open(encoding="utf-8") as file:
        missing = {row["staff_no"] for row in csv.DictReader(file)} - passwords.keys()
    if missing:
        raise StageError(f"nobody could be taken in as {', '.join(sorted(missing))}")
    return passwords


@contextmanager
def serving(data: Path) -> Iterator[int]:
    """Run the server as its own process; lends the port."""
    command = [sys.executable, "-m", "server", "serve", "--port", "0", "--data-dir", str(data)]
    log = (data / "server.log").open("w", encoding="utf-8")
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment())
    try:
        if server.stdout is None:
            raise StageError("the server has no output")
        line = server.stdout.readline()
        if not line:
            raise StageError(f"the server did not start: {(data / 'server.log').read_text(encoding='utf-8')[-2000:]}")
        port = int(json.loads(line)["port"])
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@retry(stop=stop_after_delay(20), wait=wait_fixed(0.05), reraise=True)
def _wait_for(port: int) -> None:
    httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=2).raise_for_status()


class Act:
    """One process at a desktop. It asks the stage for things by JSON lines and reports what it saw."""

    def __init__(self, name: str, home: Path, out: Path, *, on_screen: bool = False, **given: Any) -> None:
        words = {"home": str(home), "out": str(out), **given}
        command = [sys.executable, "-m", "tests.journeys.acts", name, json.dumps(words, ensure_ascii=False)]
        self.name = name
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(on_screen=on_screen),
        )

    def play(self, answers: dict[str, Callable[[], None]], *, killed: bool = False) -> dict[str, Any]:
        """Carry out what the act asks for until it ends; gives what it reported.

        Raises StageError when it ends otherwise than expected: with an error, or not by the kill.
        """
        process, report = self._process, {}
        if process.stdout is None or process.stdin is None or process.stderr is None:
            raise StageError("an act has no pipes")
        with process:
            for line in process.stdout:
                told = json.loads(line)
                if "ask" in told:
                    answers[told["ask"]]()
                    process.stdin.write("done\n")
                    process.stdin.flush()
                report |= told.get("report", {})
            trouble = process.stderr.read()
        expected = -9 if killed else 0
        if process.returncode != expected:
            raise StageError(f"act {self.name!r} ended with {process.returncode}:\n{trouble[-4000:]}")
        return report


@contextmanager
def homes() -> Iterator[Path]:
    """Lend a folder for the server's data and everybody's profiles, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="jike-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
