"""The team: who is overloaded or late, and what is nobody's."""

from desktop.views.team.screen import TeamScreen

__all__ = ["TeamScreen"]
