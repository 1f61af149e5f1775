"""Settings: how it looks, how it syncs, how it is kept safe; every change applies at once."""

from desktop.views.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
