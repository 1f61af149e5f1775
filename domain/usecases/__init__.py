"""Functions that apply one command to a session; the same on desktop and server."""

from domain.usecases.apply import apply

__all__ = ["apply"]
