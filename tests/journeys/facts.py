"""What the day left behind, read back from the server's and the supervisor's databases and from the papers."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.services.account import Account
from desktop.services.database import Database as LocalDatabase
from domain.entities import Attachment, Customer, Task, VisitComment, VisitLog
from server.database import Database
from server.settings import Settings
from server.tables import JournalEntry
from tests.journeys.stage import PASSPHRASE

Reading = Callable[[Session], dict[str, Any]]


def at_server(data: Path, reading: Reading) -> dict[str, Any]:
    """Read the server's database."""
    database = Database(Settings(data_dir=data).url)
    try:
        with Session(database.reader) as session:
            return reading(session)
    finally:
        database.close()


def at_desktop(home: Path, reading: Reading) -> dict[str, Any]:
    """Read somebody's encrypted database with the passphrase, while the program is closed."""
    account = Account(home, lambda: datetime.now(UTC))
    database = LocalDatabase(account.database_path, account.unlock(PASSPHRASE))
    try:
        with database.read() as session:
            return reading(session)
    finally:
        database.close()


def visit(content: str) -> Reading:
    """Give the visit whose points hold a text, with its tasks, remarks and files."""

    def read(session: Session) -> dict[str, Any]:
        log = session.scalars(select(VisitLog).where(VisitLog.content.contains(content))).one_or_none()
        if log is None:
            return {"visit": None}
        tasks = session.scalars(select(Task).where(Task.visit_id == log.id).order_by(Task.due, Task.title))
        remarks = session.scalars(select(VisitComment).where(VisitComment.visit_id == log.id))
        files = session.scalars(select(Attachment).where(Attachment.holder_id == log.id))
        return {
            "visit": {"id": log.id, "number": log.biz_no, "revision": log.revision, "content": log.content},
            "tasks": [{"id": task.id, "title": task.title, "due": task.due.isoformat()} for task in tasks],
            "remarks": [{"id": remark.id, "text": remark.text} for remark in remarks],
            "files": [{"sha256": file.sha256, "size": file.size, "name": file.name} for file in files],
        }

    return read


def totals(session: Session) -> dict[str, Any]:
    """Count customers, also by account manager."""
    by_manager = select(Customer.am_id, func.count()).where(Customer.deleted_at.is_(None)).group_by(Customer.am_id)
    counts = dict(session.execute(by_manager).all())
    return {"customers": sum(counts.values()), "by_manager": counts}


def receipts(session: Session) -> dict[str, Any]:
    """Count the server's receipts by outcome."""
    query = select(JournalEntry.outcome, func.count()).group_by(JournalEntry.outcome)
    return dict(session.execute(query).all())


def paper(path: Path) -> dict[str, Any]:
    """Give pages and text of a saved paper."""
    reader = PdfReader(path)
    return {"pages": len(reader.pages), "text": "\n".join(page.extract_text() for page in reader.pages)}
