"""The declared schema of the local database: shared tables, local tables, and the full-text index."""

from typing import Final

from sqlalchemy import text

from desktop.services.database import Database
from desktop.services.search import CREATE_INDEX
from desktop.services.tables import local
from domain.base import Base
from domain.entities import ENTITIES

METADATA: Final = (Base.metadata, local)
SHARED: Final = tuple(entity.__tablename__ for entity in ENTITIES)


def create_schema(database: Database) -> None:
    """Create every table in a new database."""
    with database.write() as session:
        connection = session.connection()
        for metadata in METADATA:
            metadata.create_all(connection)
        connection.execute(text(CREATE_INDEX))
