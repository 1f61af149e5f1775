"""The demo: one working day through real windows, a real server and a real wire; its facts are read back afterwards.

`python -m tests.journeys.working_day [--out DIR] [--headless]`. With a display it ends with the account manager's
own window; the exit status is not zero when anything expected is missing.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tests.journeys import facts
from tests.journeys.acts import CUSTOMER, POINTS, REMARK, TASKS
from tests.journeys.network import Wire, wire_to
from tests.journeys.stage import PASSPHRASE, ROOT, Act, StageError, homes, serving, set_up

MANAGER, ACCOUNT_MANAGER, SUPERVISOR, STRANGER = "LZ0011", "LZ1001", "LZ0101", "LZ2001"
FIRST_LINE: Final = POINTS.splitlines()[0]


class Day:
    """One run: who is where, and what was seen."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder = folder
        self.out = out
        self.data = folder / "server"
        self.data.mkdir()
        self.seen: dict[str, Any] = {}
        self.pictures = 0
        self.passwords: dict[str, str] = {}

    def home(self, staff_no: str) -> Path:
        return self.folder / staff_no

    def play(self, name: str, staff_no: str, wire: Wire, *, killed: bool = False) -> None:
        given = {
            "server": f"http://127.0.0.1:{wire.port}",
            "staff_no": staff_no,
            "password": self.passwords[staff_no],
            "first_picture": self.pictures,
            "papers": str(self.out / "papers"),
        }
        print(f"  {name} …", flush=True)
        began = time.monotonic()
        act = Act(name, self.home(staff_no), self.out, **given)
        self.seen |= act.play({"cut": wire.cut, "mend": wire.mend}, killed=killed)
        self.seen[f"{name}_seconds"] = round(time.monotonic() - began, 1)
        taken = sorted(path.name[:2] for path in (self.out / "screens").glob("*.png"))
        self.pictures = int(taken[-1]) if taken else 0


def run_day(day: Day, last: Callable[[], list[str]]) -> list[str]:
    """Play every act against one server; `last` is called while it still runs."""
    day.passwords = set_up(day.data)
    with serving(day.data) as port, wire_to(port) as wire:
        day.play("manager", MANAGER, wire)
        day.play("morning", ACCOUNT_MANAGER, wire, killed=True)
        day.seen["after_crash"] = facts.at_desktop(day.home(ACCOUNT_MANAGER), facts.visit(FIRST_LINE))
        day.seen["server_before"] = facts.at_server(day.data, facts.visit(FIRST_LINE))
        wire.cut()
        day.play("afternoon", ACCOUNT_MANAGER, wire)
        day.play("supervisor", SUPERVISOR, wire)
        day.play("evening", ACCOUNT_MANAGER, wire)
        read_back(day)
        return last()


def read_back(day: Day) -> None:
    """Read what the day left behind, from every database and paper."""
    day.seen["server"] = facts.at_server(day.data, facts.visit(FIRST_LINE))
    day.seen["totals"] = facts.at_server(day.data, facts.totals)
    day.seen["receipts"] = facts.at_server(day.data, facts.receipts)
    day.seen["supervisor"] = facts.at_desktop(day.home(SUPERVISOR), facts.visit(FIRST_LINE))
    day.seen["account_manager"] = facts.at_desktop(day.home(ACCOUNT_MANAGER), facts.visit(FIRST_LINE))
    day.seen["papers"] = {path.name: facts.paper(path) for path in sorted((day.out / "papers").glob("*.pdf"))}


def missing(seen: dict[str, Any]) -> list[str]:
    """Name every fact that should have come of the day and did not."""
    server, her, mine = seen["server"], seen["supervisor"], seen["account_manager"]
    expected = {
        "the workbook's customers are at the server": seen["totals"]["customers"] > 200,
        "the visit was on the laptop after the crash": seen["after_crash"].get("visit") is not None,
        "the visit was not yet at the server then": seen["server_before"].get("visit") is None,
        "the restarted laptop said that work waits": seen.get("waiting_after_restart", 0) > 0,
        "the visit is at the server, word for word": (server.get("visit") or {}).get("content") == POINTS,
        "the visit has a number of the server's": str((server.get("visit") or {}).get("number")).startswith("ZF-"),
        "both tasks are at the server": {task["title"] for task in server.get("tasks", [])} == set(TASKS),
        "the photo is at the server": len(server.get("files", [])) == 1,
        "the supervisor has the visit": (her.get("visit") or {}).get("id") == (server.get("visit") or {}).get("id"),
        "the supervisor has the tasks": {task["title"] for task in her.get("tasks", [])} == set(TASKS),
        "the remark is at the server": [remark["text"] for remark in server.get("remarks", [])] == [REMARK],
        "the account manager has the remark": [remark["text"] for remark in mine.get("remarks", [])] == [REMARK],
        "no command was refused": not seen["receipts"].get("refused"),
        "a service plan of the customer was saved": any(
            CUSTOMER in paper["text"].replace("\n", "") and paper["pages"] > 1 for paper in seen["papers"].values()
        ),
    }
    return [fact for fact, holds in expected.items() if not holds]


def write_summary(day: Day, began: float, lacking: list[str]) -> None:
    for paper in day.seen.get("papers", {}).values():
        paper["characters"] = len(paper.pop("text"))
    summary = day.seen | {
        "missing": lacking,
        "screens": sorted(path.name for path in (day.out / "screens").glob("*.png")),
        "seconds": round(time.monotonic() - began, 1),
    }
    (day.out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def has_display() -> bool:
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(day: Day) -> None:
    """Leave the account manager's own window, signed in, and the server running until the window is closed."""
    print(f"The window of {ACCOUNT_MANAGER} opens. Should it lock, its passphrase is: {PASSPHRASE}", flush=True)
    Act("window", day.home(ACCOUNT_MANAGER), day.out, on_screen=True).play({})


def main() -> int:
    parser = argparse.ArgumentParser(description="One working day, played through real windows.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "demo")
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    out = options.out.resolve()
    for folder in ("screens", "papers"):
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder).mkdir(parents=True)
    began = time.monotonic()
    with homes() as folder:
        day = Day(folder, out)
        print("One working day:", flush=True)

        def last() -> list[str]:
            lacking = missing(day.seen)
            write_summary(day, began, lacking)
            for fact in lacking:
                print(f"  missing: {fact}", file=sys.stderr)
            took = time.monotonic() - began
            print(f"{out / 'summary.json'}: {len(lacking)} facts missing, {took:.0f} s", flush=True)
            if not options.headless and has_display() and not lacking:
                open_window(day)
            return lacking

        try:
            lacking = run_day(day, last)
        except StageError as error:
            print(f"The day ended early: {error}", file=sys.stderr)
            return 1
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
