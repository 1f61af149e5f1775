"""Long campaigns of deaths: `python -m tests.journeys.soak_crashes --minutes N [--database-url URL] [--seed S]`.

Each campaign kills desktop and server a hundred times and compares all databases; a difference ends the soak with
status 1, with the folder kept for looking.
"""

import argparse
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path

from server.settings import Settings
from tests.faults.crashes import campaign
from tests.helpers.server import prepare

ROUNDS = 100


def one_campaign(database_url: str, seed: int, rounds: int) -> dict[str, object]:
    """Play a campaign on a fresh server; gives what happened. The folder stays when something differs."""
    folder = Path(tempfile.mkdtemp(prefix="jike-soak-"))
    prepare(Settings(data_dir=folder / "server", database_url=database_url))
    with campaign(folder, database_url, seed) as played:
        for _round in range(rounds):
            played.play()
        differences = played.compare()
    told = {"seed": seed, "deaths": dict(played.deaths), "commands": len(played.done), "differences": differences}
    if differences:
        told["folder"] = str(folder)
    else:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()
    return told


def main() -> int:
    """Play campaigns until the time is over; 1 when copies differ."""
    parser = argparse.ArgumentParser(prog="soak_crashes")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="deaths of one campaign")
    parser.add_argument("--database-url", default="", help="an empty database; default: an SQLite file for each")
    parser.add_argument("--seed", type=int, default=None, help="repeat one campaign's choices")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    while True:
        seed = secrets.randbelow(2**31) if options.seed is None else options.seed
        told = one_campaign(options.database_url, seed, options.rounds)
        sys.stdout.write(json.dumps(told, ensure_ascii=False)[:4000] + "\n")
        sys.stdout.flush()
        if told["differences"]:
            return 1
        # A database that was given is used up by one campaign.
        if time.monotonic() >= end or options.seed is not None or options.database_url:
            return 0


if __name__ == "__main__":
    sys.exit(main())
