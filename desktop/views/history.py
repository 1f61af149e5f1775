"""Where one has been: back and forward."""

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A screen and what it showed."""

    screen: str
    target: object = None


class History:
    """Places visited, with a present one; visiting anew forgets what lay ahead."""

    MOST = 100

    def __init__(self) -> None:
        self._past: list[Place] = []
        self._future: list[Place] = []
        self.present: Place | None = None

    def visit(self, place: Place) -> None:
        """Go somewhere; the same place twice is one visit."""
        if place == self.present:
            return
        if self.present is not None:
            self._past = [*self._past, self.present][-self.MOST :]
        self._future.clear()
        self.present = place

    def back(self) -> Place | None:
        """Go back, or None where nothing lies behind."""
        if not self._past or self.present is None:
            return None
        self._future.append(self.present)
        self.present = self._past.pop()
        return self.present

    def forward(self) -> Place | None:
        """Go forward again, or None where nothing lies ahead."""
        if not self._future or self.present is None:
            return None
        self._past.append(self.present)
        self.present = self._future.pop()
        return self.present

    @property
    def can_go_back(self) -> bool:
        """Whether something lies behind."""
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        """Whether something lies ahead."""
        return bool(self._future)
