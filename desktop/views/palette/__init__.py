"""The command palette: one line to go anywhere and do anything."""

from desktop.views.palette.dialog import Palette
from desktop.views.palette.entries import PaletteAction, PaletteEntry, PaletteGroup, Provider

__all__ = ["Palette", "PaletteAction", "PaletteEntry", "PaletteGroup", "Provider"]
