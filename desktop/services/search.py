"""Finding anything by a few characters: Chinese substrings, pinyin initials, codes, ends of phone numbers.

Every character is one token of a full-text index, and a query is a phrase of characters; so a substring of any
length is found, which word or trigram indexes cannot promise for two Chinese characters.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services.rows import RowKey
from desktop.services.tables import search_rows
from domain.entities import BY_KIND, Contact, Customer, Task, VisitLog
from domain.permissions import Actor, visible
from domain.rules.text import pinyin_key, search_key

KINDS: Final = ("customers", "contacts", "visit_logs", "tasks")
MAX_QUERY: Final = 40
_NOTES: Final = 200
_CANDIDATES: Final = 400
_BOUNDARY: Final = " zz "
"""A word between fields, so that no phrase reaches from one into the next."""
_CHUNK: Final = 400


class Hit(msgspec.Struct, frozen=True):
    """Something found: `title` and `detail` as stored; `customer_id` of the file it belongs to."""

    kind: str
    id: str
    title: str
    detail: str = ""
    customer_id: str | None = None


def find(session: Session, actor: Actor, words: str, limit: int = 8) -> tuple[Hit, ...]:
    """Find up to `limit` rows of each kind that hold the words, best first, within the actor's scope."""
    characters = _phrase(search_key(words[:MAX_QUERY]))
    if not characters:
        return ()
    hits: list[Hit] = []
    for kind in KINDS:
        ids = session.connection().execute(
            text(
                "SELECT row_id FROM search_rows WHERE rowid_ IN "
                "(SELECT rowid FROM search WHERE search MATCH :phrase ORDER BY rowid LIMIT :most)"
            ),
            {"phrase": f'kind{kind.replace("_", "")} AND "{characters}"', "most": _CANDIDATES},
        )
        found = hits_of(session, actor, kind, list(ids.scalars()))
        hits += sorted(found, key=lambda hit: _rank(hit, search_key(words)))[:limit]
    return tuple(hits)


def index_rows(session: Session, keys: Iterable[RowKey]) -> None:
    """Bring the index up to date for rows that were written or deleted."""
    by_kind: dict[str, list[str]] = {}
    for kind, row_id in keys:
        if kind in KINDS:
            by_kind.setdefault(kind, []).append(row_id)
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), _CHUNK):
            _index(session, kind, ids[start : start + _CHUNK])


def _index(session: Session, kind: str, ids: list[str]) -> None:
    connection = session.connection()
    texts = _texts(session, kind, ids)
    known = select(search_rows.c.row_id, search_rows.c.rowid_).where(
        search_rows.c.kind == kind, search_rows.c.row_id.in_(ids)
    )
    numbers = {found.row_id: found.rowid_ for found in connection.execute(known)}
    if numbers:
        connection.execute(text("DELETE FROM search WHERE rowid = :number"), [{"number": n} for n in numbers.values()])
    lost = [row_id for row_id in numbers if row_id not in texts]
    if lost:
        connection.execute(
            delete(search_rows).where(
                search_rows.c.kind == kind, search_rows.c.row_id.in_(bindparam("lost", expanding=True))
            ),
            {"lost": lost},
        )
    fresh = [row_id for row_id in texts if row_id not in numbers]
    if fresh:
        connection.execute(insert(search_rows), [{"kind": kind, "row_id": row_id} for row_id in fresh])
        numbers |= {found.row_id: found.rowid_ for found in connection.execute(known)}
    if texts:
        mark = f"kind{kind.replace('_', '')}{_BOUNDARY}"
        connection.execute(
            text("INSERT INTO search(rowid, text) VALUES (:number, :text)"),
            [{"number": numbers[row_id], "text": mark + words} for row_id, words in texts.items()],
        )


def _texts(session: Session, kind: str, ids: list[str]) -> dict[str, str]:
    entity: Any = BY_KIND[kind]
    columns = {
        Customer: (Customer.search_text,),
        Contact: (Contact.search_text,),
        VisitLog: (VisitLog.biz_no, VisitLog.content),
        Task: (Task.biz_no, Task.title),
    }[entity]
    living = select(entity.id, *columns).where(entity.id.in_(ids), entity.deleted_at.is_(None))
    texts: dict[str, str] = {}
    for row_id, *values in session.connection().execute(living):
        fields = [part for value in values if value for part in value[: _NOTES * 4].split("|")]
        if entity is Task:
            fields.append(pinyin_key(values[1]).initials)
        texts[row_id] = _BOUNDARY.join(filter(None, (_phrase(search_key(field)) for field in fields)))
    return texts


def _phrase(key: str) -> str:
    return " ".join(char for char in key if char.isalnum())


def hits_of(session: Session, actor: Actor, kind: str, ids: list[str]) -> list[Hit]:
    """Give living rows of a kind by their ids, as far as the actor may see them."""
    if not ids:
        return []
    entity = BY_KIND[kind]
    here = (entity.id.in_(ids), entity.deleted_at.is_(None), visible(actor, entity))
    if kind == "customers":
        return _rows(session, kind, select(Customer.id, Customer.cust_name, Customer.cust_no, Customer.id).where(*here))
    names = select(Customer.cust_name)
    if kind == "contacts":
        owner = names.where(Customer.id == Contact.customer_id).scalar_subquery()
        return _rows(session, kind, select(Contact.id, Contact.name, owner, Contact.customer_id).where(*here))
    if kind == "visit_logs":
        owner = names.where(Customer.id == VisitLog.customer_id).scalar_subquery()
        return _rows(session, kind, select(VisitLog.id, owner, VisitLog.content, VisitLog.customer_id).where(*here))
    owner = names.where(Customer.id == Task.customer_id).scalar_subquery()
    return _rows(session, kind, select(Task.id, Task.title, owner, Task.customer_id).where(*here))


def _rows(session: Session, kind: str, query: Any) -> list[Hit]:  # noqa: ANN401 -- selects of different row types
    return [
        Hit(kind, row_id, title or "", (detail or "")[:_NOTES], customer_id)
        for row_id, title, detail, customer_id in session.execute(query)
    ]


def _rank(hit: Hit, words: str) -> tuple[int, int, str]:
    title = search_key(hit.title)
    place = 0 if title == words else 1 if title.startswith(words) else 2 if words in title else 3
    return place, len(title), hit.id
