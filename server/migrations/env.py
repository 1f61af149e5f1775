"""Alembic's environment: runs on the connection it is given."""

from alembic import context
from sqlalchemy import DateTime

from domain.base import UtcDateTime
from server.schema import METADATA


def render(kind, item, _autogen):
    """Write our moments as what the database keeps, so that old migrations need none of today's classes."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def same_type(_context, _inspected, _declared, inspected_type, declared_type):
    """Our moments and the database's are the same."""
    if isinstance(declared_type, UtcDateTime):
        return not isinstance(inspected_type, DateTime)
    return None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render,
    compare_type=same_type,
)
with context.begin_transaction():
    context.run_migrations()
