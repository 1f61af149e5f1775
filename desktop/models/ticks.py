"""The set of ticked rows of a list, by id."""

from collections.abc import Container, Iterable


class Ticks:
    """Ticked ids, and the id from which Shift extends."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self.anchor: str | None = None

    @property
    def ids(self) -> frozenset[str]:
        """Every ticked id."""
        return frozenset(self._ids)

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def toggle(self, key: str, span: Iterable[str] | None = None) -> None:
        """Turn one id over, or tick a whole span ending at it."""
        if span is not None:
            self._ids.update(span)
        elif key in self._ids:
            self._ids.discard(key)
        else:
            self._ids.add(key)
        self.anchor = key

    def replace(self, ids: Iterable[str]) -> None:
        """Tick exactly these."""
        self._ids = set(ids)
        self.anchor = None

    def keep(self, listed: Container[str]) -> bool:
        """Drop ids that are no longer listed; tells whether any was dropped."""
        gone = {key for key in self._ids if key not in listed}
        self._ids -= gone
        return bool(gone)
