"""The sync centre: is the work safe, and what needs a decision."""

from desktop.views.sync.screen import SyncScreen

__all__ = ["SyncScreen"]
