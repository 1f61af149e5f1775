"""What tests of the domain share."""

from tests.helpers.office import office

__all__ = ["office"]
