"""Writing a customer's service plan."""

from desktop.views.plans.screen import PlansScreen

__all__ = ["PlansScreen"]
