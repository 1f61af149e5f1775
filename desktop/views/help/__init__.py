"""The help window and what the program says about itself."""

from desktop.views.help.about import AboutDialog
from desktop.views.help.window import HelpWindow

__all__ = ["AboutDialog", "HelpWindow"]
