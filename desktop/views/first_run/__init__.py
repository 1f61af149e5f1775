"""The first run on a machine: server, sign-in, passphrase, first copy."""

from desktop.views.first_run.window import FirstRunWindow

__all__ = ["FirstRunWindow"]
