"""What was done and undone since the profile was opened, for undo and redo."""

from typing import Final

from domain.commands import AnyCommand

MOST: Final = 50


class Deeds:
    """Commands that can be taken back and commands that can be done again, the newest last."""

    def __init__(self) -> None:
        self.done: tuple[AnyCommand, ...] = ()
        self.undone: tuple[AnyCommand, ...] = ()

    def note_done(self, command: AnyCommand, *, again: bool = False) -> None:
        """Note a command that was done; something new forgets what could be done again."""
        self.undone = tuple(other for other in self.undone if other.id != command.id) if again else ()
        self.done = (*self.done[1 - MOST :], command)

    def note_taken_back(self, command_id: str) -> None:
        """Note that a command was taken back; it can be done again if it was done here."""
        self.undone += tuple(command for command in self.done if command.id == command_id)
        self.done = tuple(command for command in self.done if command.id != command_id)

    @property
    def undoable(self) -> str:
        """What would be taken back next, as the command's tag, or ""."""
        return tag_of(self.done[-1]) if self.done else ""

    @property
    def redoable(self) -> str:
        """What would be done again next, as the command's tag, or ""."""
        return tag_of(self.undone[-1]) if self.undone else ""


def tag_of(command: AnyCommand) -> str:
    """Give the tag a command carries on the wire, such as `log_visit`."""
    return str(command.__struct_config__.tag)
