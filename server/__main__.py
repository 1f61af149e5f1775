"""The server's command line: serve, migrate, and the operator's work on units, people and rules."""

import argparse
import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import uvicorn
from uvicorn.supervisors import Multiprocess

from domain.errors import Refused
from domain.values.people import OrgLevel, Post, UnitKind
from server.admin import Administration, ImportReport, new_password, told
from server.app import create_app, utc_now
from server.database import Database
from server.logs import set_up_logs
from server.schema import begin_epoch, migrate
from server.settings import Settings, settings_from, to_environment

GRACE_SECONDS: Final = 10
BACKLOG: Final = 512
DATABASE_HELP: Final = (
    "such as postgresql+psycopg://user@host/name; default: an SQLite file; with a password use JIKE_DATABASE_URL"
)


def main(arguments: list[str] | None = None) -> int:
    """Run one job and give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = settings_from(
            **{name: getattr(options, name, None) for name in ("data_dir", "database_url", "host", "port", "workers")}
        )
        return int(options.run(settings, options) or 0)
    except Refused as refused:
        print(f"refused: {told(refused)}", file=sys.stderr)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", type=Path, help="folder of the embedded database and the attachments")
    common.add_argument("--database-url", help=DATABASE_HELP)
    parser = argparse.ArgumentParser(prog="jike-server", description="The central server of Jike Workbench.")
    jobs = parser.add_subparsers(required=True, metavar="JOB")

    def job(of: Any, name: str, run: Any, sentence: str) -> argparse.ArgumentParser:  # noqa: ANN401 -- argparse keeps its types to itself
        one: argparse.ArgumentParser = of.add_parser(name, help=sentence, description=sentence, parents=[common])
        one.set_defaults(run=run)
        return one

    serve = job(jobs, "serve", _serve, "Bring the schema up to date and answer desktops.")
    serve.add_argument("--host", help="address to listen on")
    serve.add_argument("--port", type=int, help="0 takes a free port and prints it")
    serve.add_argument("--workers", type=int, help="processes; more than one for PostgreSQL only")
    job(jobs, "migrate", _migrate, "Bring the schema up to date.")
    job(jobs, "new-epoch", _new_epoch, "Tell desktops that the database was restored from a copy.")
    job(jobs, "seed-defaults", _seed, "Put the shipped parameters and service rules in force where there are none.")

    units = jobs.add_parser("org", help="Units of the organisation.").add_subparsers(required=True, metavar="JOB")
    add_unit = job(units, "add", _add_unit, "Set up a unit and print its id.")
    add_unit.add_argument("name")
    add_unit.add_argument("--level", required=True, choices=[level.value for level in OrgLevel])
    add_unit.add_argument("--unit-kind", default=UnitKind.SALES.value, choices=[kind.value for kind in UnitKind])
    add_unit.add_argument("--parent", help="id or name of the unit above")
    add_unit.add_argument("--area-code", help="GB/T 2260 code of six digits")
    add_unit.add_argument("--short-name")
    job(units, "import", _import_units, "Set up the units of a CSV table.").add_argument("file", type=Path)

    people = jobs.add_parser("people", help="People and passwords.").add_subparsers(required=True, metavar="JOB")
    add_person = job(people, "add", _add_person, "Take somebody in.")
    add_person.add_argument("staff_no")
    add_person.add_argument("name")
    add_person.add_argument("--post", required=True, choices=[post.value for post in Post])
    add_person.add_argument("--org", required=True, help="id or name of the unit")
    add_person.add_argument("--mobile")
    add_person.add_argument("--email")
    _password_options(add_person)
    job(people, "import", _import_people, "Take in the people of a CSV table.").add_argument("file", type=Path)
    job(people, "list", _list_people, "List everybody.")
    set_password = job(people, "set-password", _set_password, "Replace a password.")
    set_password.add_argument("staff_no")
    _password_options(set_password)
    return parser


def _password_options(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--password-stdin", action="store_true", help="read the password from the first line of stdin")
    how.add_argument("--generate", action="store_true", help="make a password and print it once")


def _password(options: argparse.Namespace) -> str:
    """Passwords come by prompt or pipe, never as an argument that other users of the machine could read."""
    if options.generate or not (options.password_stdin or sys.stdin.isatty()):
        password = new_password()
        print(json.dumps({"staff_no": options.staff_no, "password": password}))
        return password
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("Password: ")


@contextmanager
def _administration(settings: Settings) -> Iterator[Administration]:
    with Database(settings.url) as database:
        migrate(database)
        yield Administration(database, utc_now)


def _serve(settings: Settings, _: argparse.Namespace) -> int:
    set_up_logs()
    with Database(settings.url) as database:
        migrate(database)
    listener = listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(
        json.dumps({"event": "listening", "url": f"http://{shown}:{port}", "port": port, "pid": os.getpid()}),
        flush=True,
    )
    common: dict[str, Any] = {
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
    # uvicorn raises the signal once more when it has stopped in order; Ctrl+C is how a server is ended, no failure.
    with suppress(KeyboardInterrupt):
        if settings.workers > 1:
            os.environ.update(to_environment(settings))
            config = uvicorn.Config("server.app:create_app", factory=True, workers=settings.workers, **common)
            Multiprocess(config, sockets=[listener]).run()
        else:
            uvicorn.Server(uvicorn.Config(create_app(settings), **common)).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """Open the port; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, because asyncio switches off Nagle's delay (40 ms an answer) only on sockets that say so.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    return listener


def _migrate(settings: Settings, _: argparse.Namespace) -> None:
    with Database(settings.url) as database:
        print(json.dumps({"event": "migrated", "revision": migrate(database)}))


def _new_epoch(settings: Settings, _: argparse.Namespace) -> None:
    with Database(settings.url) as database:
        print(json.dumps({"event": "new_epoch", "epoch": begin_epoch(database)}))


def _seed(settings: Settings, _: argparse.Namespace) -> None:
    with _administration(settings) as administration:
        print(json.dumps({"event": "seeded", "rows": administration.seed_defaults()}))


def _add_unit(settings: Settings, options: argparse.Namespace) -> None:
    names = ("name", "short_name", "level", "unit_kind", "parent", "area_code")
    with _administration(settings) as administration:
        unit_id = administration.add_unit({name: getattr(options, name) for name in names})
    print(json.dumps({"event": "unit_added", "id": unit_id}))


def _import_units(settings: Settings, options: argparse.Namespace) -> int:
    with _administration(settings) as administration:
        return _tell(administration.import_units(options.file))


def _add_person(settings: Settings, options: argparse.Namespace) -> None:
    values = {name: getattr(options, name) for name in ("staff_no", "name", "post", "org", "mobile", "email")}
    with _administration(settings) as administration:
        person_id = administration.add_person(values, _password(options))
    print(json.dumps({"event": "person_added", "id": person_id}))


def _import_people(settings: Settings, options: argparse.Namespace) -> int:
    with _administration(settings) as administration:
        return _tell(administration.import_people(options.file))


def _tell(report: ImportReport) -> int:
    for number, password in report.passwords.items():
        print(json.dumps({"staff_no": number, "password": password}))
    print(json.dumps({"event": "imported", "added": report.added, "existing": report.existing}))
    for problem in report.problems:
        print(f"line {problem}", file=sys.stderr)
    return 1 if report.problems else 0


def _list_people(settings: Settings, _: argparse.Namespace) -> None:
    with _administration(settings) as administration:
        for row in administration.people():
            known = "" if row.has_password else "no password"
            print(f"{row.staff_no}\t{row.name}\t{row.post}\t{row.unit}\t{row.status}\t{known}".rstrip())


def _set_password(settings: Settings, options: argparse.Namespace) -> None:
    with _administration(settings) as administration:
        administration.set_password(options.staff_no, _password(options))
    print(json.dumps({"event": "password_set", "staff_no": options.staff_no}))


if __name__ == "__main__":
    raise SystemExit(main())
