"""What every screen does with tasks: the form, the deeds with their notices, and the painting of lists."""

from desktop.views.tasks.deeds import TaskDeeds
from desktop.views.tasks.dialog import TaskDialog
from desktop.views.tasks.handling import TaskHandling
from desktop.views.tasks.menu import TaskMenu

__all__ = ["TaskDeeds", "TaskDialog", "TaskHandling", "TaskMenu"]
