"""What was needed the last time, and will be again."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values of this turn and of the one before; older ones are forgotten, so it never grows beyond what two turns need.

    Example:
        >>> recent = Recent[str, int]()
        >>> recent["a"] = 1
        >>> recent.turn()
        >>> recent.get("a")
        1
        >>> recent.turn(), recent.turn(), recent.get("a")
        (None, None, None)
    """

    def __init__(self) -> None:
        self._now: dict[K, V] = {}
        self._before: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Give a value, which is then one of this turn; None if there is none."""
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is not None:
                self._now[key] = found
        return found

    def __setitem__(self, key: K, value: V) -> None:
        self._now[key] = value

    def turn(self) -> None:
        """Begin a turn."""
        self._before, self._now = self._now, {}
