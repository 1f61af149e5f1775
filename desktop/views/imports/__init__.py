"""The screen that takes customers in from a file."""

from desktop.views.imports.screen import ImportScreen

__all__ = ["ImportScreen"]
