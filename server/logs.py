"""Structured logs: one JSON object a line, with ids and counts, never with names, texts or tokens."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final

from typing_extensions import override

FIELDS: Final = (
    *("ref", "command", "device", "method", "route", "status", "milliseconds", "bytes_in", "bytes_out"),
    *("commands", "refused", "rows", "gone"),
)


class JsonFormatter(logging.Formatter):
    """Writes a record with the fields of this server; of an exception its type and places, not its text."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            entry["exception"] = _places(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)


def _places(error: BaseException) -> list[str]:
    """An exception's text may quote a row, so only its type and where it came from are told."""
    lines = [type(error).__name__]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines + (["caused by", *_places(cause)] if cause is not None else [])


def set_up_logs(level: str = "INFO") -> None:
    """Send everything to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = name != "uvicorn.access"
    logging.getLogger("httpcore2").setLevel(logging.WARNING)
