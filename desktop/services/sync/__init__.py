"""Exchanging with the server: what goes out, how a reply is taken, the first copy, and when to try again."""

from desktop.services.sync.rounds import Connection, Syncer

__all__ = ["Connection", "Syncer"]
