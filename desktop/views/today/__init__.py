"""The start screen: what must be done next, and what is about to hurt."""

from desktop.views.today.screen import TodayScreen

__all__ = ["TodayScreen"]
