"""The operator's command line, from arguments to what stands in the database afterwards."""

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import Parameter, ServiceRule
from domain.rules.parameters import PARAMETERS
from server.__main__ import main
from server.admin import rows_of
from server.database import Database
from server.settings import settings_from, to_environment
from tests.helpers.server import Client, create_customer, prepared_url

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(database_url: str, tmp_path: Path, capsys, monkeypatch):
    """Run the command line on a database of the test's own; gives exit code, printed lines, and errors."""

    def running(*arguments: str, stdin: str = "") -> tuple[int, list[str], str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = main([*arguments, "--data-dir", str(tmp_path), "--database-url", database_url])
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err

    return running


def test_that_an_organisation_is_set_up_and_its_people_sign_in(run, database_url: str, tmp_path: Path):
    units = tmp_path / "units.csv"
    units.write_text(
        "name,level,unit_kind,parent,area_code\n"
        "示例市分公司,city,management,,370100\n集团客户部,department,sales,示例市分公司,\n",
        encoding="utf-8",
    )
    people = tmp_path / "people.csv"
    people.write_bytes(
        "staff_no,name,post,org\nAM0001,林一,account_manager,集团客户部\nAM0002,周二,no_such_post,集团客户部\n"
        "AM0003,吴三,account_manager,没有这个部门\n".encode("gb18030")
    )
    assert run("org", "import", str(units))[:2] == (0, ['{"event": "imported", "added": 2, "existing": 0}'])
    assert run("org", "import", str(units))[:2] == (0, ['{"event": "imported", "added": 0, "existing": 2}'])
    code, printed, errors = run("people", "import", str(people))
    assert code == 1
    assert json.loads(printed[-1]) == {"event": "imported", "added": 1, "existing": 0}
    assert "line 3: invalid (post unknown_choice)" in errors
    assert "line 4: invalid (org not_found)" in errors
    password = json.loads(printed[0])["password"]
    code, printed, _ = run(
        "people", "add", "SUP001", "郑四", "--post", "supervisor", "--org", "集团客户部", "--password-stdin",
        stdin="long enough\n",
    )  # fmt: skip
    assert (code, json.loads(printed[0])["event"]) == (0, "person_added")
    assert run("people", "set-password", "SUP001", "--password-stdin", stdin="another one\n")[0] == 0
    assert run("people", "list")[1] == [
        "AM0001\t林一\taccount_manager\t集团客户部\ton_duty",
        "SUP001\t郑四\tsupervisor\t集团客户部\ton_duty",
    ]
    with started(database_url, tmp_path) as (url, _):
        for staff_no, secret in (("AM0001", password), ("SUP001", "another one")):
            Client(url).signed_in(staff_no, secret).close()


def test_that_an_unfit_password_and_an_unknown_person_are_refused(run):
    endless = "x" * 257 + "\n"
    assert "password too_long" in run("people", "set-password", "X0001", "--password-stdin", stdin=endless)[2]
    assert "password too_short" in run("people", "set-password", "X0001", "--password-stdin", stdin="short\n")[2]
    assert (
        run("people", "set-password", "X0001", "--password-stdin", stdin="long enough\n")[2] == "refused: not_found\n"
    )


def test_that_the_shipped_defaults_are_put_in_force_once(run, database_url: str):
    first, second = (json.loads(run("seed-defaults")[1][-1])["rows"] for _ in range(2))
    assert (first > len(PARAMETERS), second) == (True, 0)
    database = Database(database_url)
    with Session(database.reader) as session:
        assert set(session.scalars(select(Parameter.code))) == {spec.code for spec in PARAMETERS}
        assert session.scalars(select(ServiceRule).where(ServiceRule.code == "visit_a1")).one().value == 2
        assert session.scalars(select(Parameter.revision).where(Parameter.revision == 0)).all() == []
    database.close()


def test_that_a_wrong_setting_is_named(monkeypatch, capsys):
    monkeypatch.setenv("JIKE_PORT", "many")
    assert main(["migrate"]) == 1
    assert "port" in capsys.readouterr().err


def test_that_settings_reach_worker_processes(tmp_path: Path):
    settings = settings_from({"JIKE_TOKEN_MINUTES": "5"}, data_dir=tmp_path, workers=3)
    assert (settings.token_minutes, settings.workers) == (5, 3)
    assert settings_from(to_environment(settings)) == settings


def test_that_a_table_without_values_in_some_columns_is_read(tmp_path: Path):
    file = tmp_path / "table.csv"
    file.write_text("a, b\n1\n2,x,more\n", encoding="utf-8")
    assert list(rows_of(file)) == [(2, {"a": "1"}), (3, {"a": "2", "b": "x"})]


def test_that_a_quoted_value_keeps_its_line_breaks(tmp_path: Path):
    file = tmp_path / "table.csv"
    file.write_bytes('a,b\r\n1,"两\r\n行\u2028x"\r\n2,"说""好"""\r\n'.encode())
    assert list(rows_of(file)) == [(3, {"a": "1", "b": "两\r\n行\u2028x"}), (4, {"a": "2", "b": '说"好"'})]


def test_that_a_quoted_value_without_an_end_is_refused(tmp_path: Path):
    file = tmp_path / "table.csv"
    file.write_text('a,b\n1,"never\n2,x\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"table\.csv, line 2"):
        list(rows_of(file))


class started:  # noqa: N801 -- reads as a sentence where it is used
    """A server process of its own."""

    def __init__(self, url: str, folder: Path, *more: str, end: signal.Signals = signal.SIGTERM) -> None:
        self.end = end
        command = [
            sys.executable,
            "-m",
            "server",
            "serve",
            "--port",
            "0",
            "--database-url",
            url,
            "--data-dir",
            str(folder),
        ]
        self.process = subprocess.Popen(
            [*command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True
        )

    def __enter__(self) -> tuple[str, subprocess.Popen]:
        return json.loads(self.process.stdout.readline())["url"], self.process

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(self.end)
        self.errors = self.process.communicate(timeout=30)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no polite signal for other processes")
@pytest.mark.parametrize(("end", "code"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 0)])
def test_that_a_polite_signal_stops_the_server_in_order(organisation_url: str, tmp_path: Path, end, code: int):
    server = started(organisation_url, tmp_path, end=end)
    with server as (url, _):
        assert httpx2.get(f"{url}/v1/meta").json()["product"] == "jike-workbench"
    events = [json.loads(line)["event"] for line in server.errors.splitlines()]
    assert "Application shutdown complete." in events
    assert server.process.returncode == code


@pytest.mark.postgres
@pytest.mark.skipif(sys.platform == "win32", reason="sockets are not shared between processes there")
def test_that_two_worker_processes_answer_on_one_port(request, tmp_path: Path):
    url = prepared_url(request, "postgresql", tmp_path)
    with started(url, tmp_path, "--workers", "2") as (base_url, _):
        client = Client(base_url).signed_in("AM0001")
        for n in range(10):
            assert client.exchange(create_customer(f"客户{n}有限公司")).receipts[0].n == n + 1
        client.close()
