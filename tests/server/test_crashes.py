"""The server killed in the middle: what was answered is kept, what was not is applied once when it is sent again."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx2
import msgspec
import pytest

from domain.values.sync import Outcome
from domain.wire import ExchangeReply
from server.database import Database
from server.settings import Settings
from tests.helpers.server import Client, RunningServer, create_customer

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
import server.exchange.answers as answers
import server.exchange.applying as applying
import server.exchange.numbering as numbering
place = sys.argv.pop(1)
def dies(function):
    def dying(*args, **kwargs):
        if place != "before numbering":
            function(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    return dying
if place == "after commit":
    answers.changes_between = dies(answers.changes_between)
elif place == "in the middle of a command":
    applying.apply = dies(applying.apply)
elif place != "nowhere":
    numbering.number_rows = dies(numbering.number_rows)
from server.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@contextmanager
def process(url: str, folder: Path, place: str):
    command = [
        sys.executable,
        "-c",
        KILLED,
        place,
        "serve",
        "--port",
        "0",
        "--database-url",
        url,
        "--data-dir",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True) as server:
        try:
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "place", ["in the middle of a command", "before numbering", "after numbering, before commit", "after commit"]
)
def test_that_a_killed_server_neither_loses_nor_doubles(organisation_url: str, tmp_path: Path, place: str):
    command = create_customer("甲商贸有限公司")
    with process(organisation_url, tmp_path, place) as base_url:
        client = Client(base_url).signed_in("AM0001")
        request = client.request(*client.numbered(command))
        with pytest.raises(httpx2.TransportError):
            client.post("/v1/exchange", request)
        client.close()
    with process(organisation_url, tmp_path, "nowhere") as base_url:
        client.http = httpx2.Client(base_url=base_url)
        answer = client.post("/v1/exchange", request)
        reply = msgspec.json.decode(answer.content, type=ExchangeReply)
        client.close()
    assert reply.receipts[0].outcome is Outcome.APPLIED
    assert command.customer_id in {row.id for row in reply.rows}
    database = Database(organisation_url)
    running = RunningServer("", Settings(data_dir=tmp_path), database)
    assert [row["cust_name"] for row in running.rows("customers")] == ["甲商贸有限公司"]
    database.close()
