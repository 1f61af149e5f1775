"""The declared schema of the local database: the shared tables and the local ones."""

from typing import Final

import domain.entities  # noqa: F401 -- importing declares the shared tables
from desktop.services.tables import local
from domain.base import Base

METADATA: Final = (Base.metadata, local)
