"""A real HTTP server on this machine that stands before the real one and misbehaves when it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import httpx2
import zstandard
from typing_extensions import override

JSON: Final = "application/json"
Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[["Front", str, bytes], Answer | None]
HOP: Final = {"transfer-encoding", "connection", "content-length", "date", "server"}


class Front:
    """Forwards to the real server, unless `fault` gives another answer for a path. `asked` lists the paths.

    `headers` are those of the last request.
    """

    def __init__(self, url: str) -> None:
        self.real = httpx2.Client(base_url=url, timeout=30)
        self.fault: Fault | None = None
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.released = threading.Event()
        self.url = ""

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        kept = {name: value for name, value in headers.items() if name.lower() not in {"host", "content-length"}}
        with self.real.stream(method, path, headers=kept, content=body) as got:
            raw = b"".join(got.iter_raw())
            told = {name: value for name, value in got.headers.items() if name.lower() not in HOP}
            return got.status_code, told, raw


@contextmanager
def front_of(url: str) -> Iterator[Front]:
    """Lend a front before a server; what hangs in it is let go at the end."""
    front = Front(url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            front.asked.append(self.path)
            front.headers = dict(self.headers.items())
            answer = front.fault(front, self.path, body) if front.fault is not None else None
            if answer is None:
                answer = front.forward(self.command, self.path, dict(self.headers.items()), body)
            self._send(*answer)

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            stalls = headers.pop("x-stall", "")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body[: len(body) // 2] if stalls else body)
                self.wfile.flush()
                if stalls == "wait":
                    front.released.wait(60)
                if stalls:
                    self.close_connection = True
            except OSError:
                self.close_connection = True

        do_GET = do_POST = do_PUT = _handle  # noqa: N815 -- names of the standard library

        @override
        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    front.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, name="front", daemon=True)
    thread.start()
    try:
        yield front
    finally:
        front.released.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
        front.real.close()


def says(status: int, body: bytes, kind: str = JSON, **headers: str) -> Fault:
    """Answer every exchange so, whatever was asked."""
    told = {"content-type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _front, _path, _body: (status, dict(told), body)


def refuses(status: int, code: str, **headers: str) -> Fault:
    """Answer with a refusal in the server's own form."""
    return says(status, json.dumps({"code": code, "facts": {}}).encode(), **headers)


PORTAL: Final = says(200, b"<html><body>\xe8\xaf\xb7\xe5\x85\x88\xe7\x99\xbb\xe5\xbd\x95</body></html>", "text/html")
BOMB: Final = says(200, zstandard.compress(b'{"x":"' + b" " * 80_000_000), content_encoding="zstd")
HUGE: Final = says(200, b"[" + b" " * 70_000_000)
