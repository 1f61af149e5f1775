"""The unlock screen: the first thing seen on every day but the first."""

from desktop.views.unlock.window import UnlockWindow

__all__ = ["UnlockWindow"]
