"""What a divergence is: a number that says how far apart two distributions over the same bins are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class Divergence(ABC):
    """One measure of distance. A subclass sets the class attributes and implements `between`."""

    name: ClassVar[str]
    """Name in the wire format."""
    title: ClassVar[str]
    """Name for people."""
    unit: ClassVar[str | None]
    """Unit of the number in words; None where it is the unit of the axis."""
    needs_points: ClassVar[bool] = False
    """Whether it needs a value per bin: then there is none for categories."""
    symmetric: ClassVar[bool]
    """Whether swapping the distributions gives the same number."""
    bound: ClassVar[float | None] = None
    """The greatest value that it can have, None if there is no such."""

    def diverge(
        self, reference: Sequence[int], other: Sequence[int], points: Sequence[float] | None = None
    ) -> float | None:
        """Compare two rows of counts over the same bins.

        Args:
            reference: counts per bin of what is compared with.
            other: counts per bin of what is compared.
            points: a value per bin, in the unit of the axis, or None for categories.

        Returns:
            The number, or None if one side has no counts, or values are needed and there are none.

        Raises:
            ValueError: the rows have unlike lengths, or a count is negative.
        """
        if len(reference) != len(other) or (points is not None and len(points) != len(reference)):
            raise ValueError(f"Counts are compared over the same bins, got {len(reference)} and {len(other)}.")
        if any(count < 0 for count in (*reference, *other)):
            raise ValueError("Counts are not negative.")
        if not any(reference) or not any(other) or (self.needs_points and points is None):
            return None
        return self.between(reference, other, points)

    @abstractmethod
    def between(self, reference: Sequence[int], other: Sequence[int], points: Sequence[float] | None) -> float:
        """Compute the number; both sides have counts, and there are points if they are needed."""
