"""Papers: is this page right, complete, and allowed to leave the house."""

from desktop.views.papers.screen import PapersScreen

__all__ = ["PapersScreen"]
