"""Slots for signals whose arguments do not matter."""

from collections.abc import Callable


def ignoring(function: Callable[..., object], *args: object) -> Callable[..., None]:
    """Give a slot that calls a function with these arguments, whatever the signal carries."""

    def slot(*_carried: object) -> None:
        function(*args)

    return slot
