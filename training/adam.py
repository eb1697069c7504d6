"""Adam (Kingma and Ba 2015) with plain NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Adam:
    """Adam (Kingma and Ba 2015) on named arrays, in place."""

    def __init__(self, now: dict[str, NDArray[np.float32]]) -> None:
        self.now, self.step = now, 0
        self._first = {name: np.zeros_like(array) for name, array in now.items()}
        self._second = {name: np.zeros_like(array) for name, array in now.items()}

    def move(self, slopes: dict[str, NDArray[np.float32]], rate: float) -> None:
        """One step."""
        self.step += 1
        for name, slope in slopes.items():
            first, second = self._first[name], self._second[name]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope * slope - second)
            step = rate / (1 - 0.9**self.step)
            self.now[name] -= step * first / (np.sqrt(second / (1 - 0.999**self.step)) + 1e-8)
