"""How frequent something is, from what an imperfect detector says of many messages (quantification).

Counting what is found is wrong where the thing is rare: a detector with 2 % false alarms reports 3 % where 1 % is true.
Two corrections: the prior shift (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of a classifier to new a
priori probabilities") needs only scores and the training prior; adjusted counts (Forman 2008, "Quantifying counts and
costs via classification") need labels of one's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_LABELS = 200
"""So many labelled messages adjusted counts need: with fewer their own error is greater than that of the prior shift."""
LEAST_EACH = 10
"""So many of them on either side."""
_HALVINGS = 60


def prior_shift(counts: Sequence[int], posteriors: Sequence[float], prior: float) -> float | None:
    """Estimate the rate from a histogram of scores: the fixed point of expectation-maximisation.

    EM repeats: weigh each score by rate / prior, then take the mean as the new rate. It climbs a likelihood with
    one top, which bisection finds at once and on every machine alike.

    Args:
        counts: messages per bin of the score.
        posteriors: per bin, the share of positives there in the training mix, 0 to 1.
        prior: the share of positives in the whole training mix, above 0 and below 1.

    Returns:
        The rate, 0 to 1; None without messages.

    Raises:
        ValueError: `counts` and `posteriors` are not of one length, or a probability is out of its range.

    Example:
        >>> round(prior_shift([900, 100], [0.1, 0.9], 0.5), 3)
        0.0
        >>> round(prior_shift([500, 500], [0.1, 0.9], 0.5), 3)
        0.5
        >>> prior_shift([0, 0], [0.1, 0.9], 0.5) is None
        True
    """
    if len(counts) != len(posteriors):
        raise ValueError(f"Each bin has one posterior, got {len(counts)} bins and {len(posteriors)} posteriors.")
    if not 0 < prior < 1 or not all(0 <= one <= 1 for one in posteriors):
        raise ValueError(f"Probabilities lie between 0 and 1, the prior strictly, got {prior} and {list(posteriors)}.")
    if not any(counts):
        return None
    # Per bin: how likely its scores are among positives and among the others, up to a common factor.
    bins = [
        (count, one / prior, (1 - one) / (1 - prior)) for count, one in zip(counts, posteriors, strict=True) if count
    ]
    low, high = 0.0, 1.0
    if _slope(bins, low) <= 0:
        return low
    if _slope(bins, high) >= 0:
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(bins, middle) > 0 else (low, middle)
    return (low + high) / 2


def _slope(bins: list[tuple[int, float, float]], rate: float) -> float:
    """Whether the likelihood of the histogram still rises at this rate: its slope."""
    total = 0.0
    for count, positive, negative in bins:
        mixed = rate * positive + (1 - rate) * negative
        if mixed == 0:  # these scores are impossible at this end
            return float("inf") if positive > negative else float("-inf")
        total += count * (positive - negative) / mixed
    return total


@dataclass(frozen=True)
class DetectorRates:
    """How a detector does on labelled messages.

    Attributes:
        true_positive: share of the positives that it finds, 0 to 1.
        false_positive: share of the others that it takes for positives, 0 to 1.
        labels: how many messages were labelled.
    """

    true_positive: float
    false_positive: float
    labels: int

    @classmethod
    def of(cls, found: Sequence[bool], labels: Sequence[bool], what: str) -> DetectorRates:
        """Count on labelled messages.

        Args:
            found: what the detector says of each.
            labels: what is true of each.
            what: the positives, in words, for the message of an error.

        Raises:
            InputError: too few labels, or the detector does no better on them than chance.

        Example:
            >>> rates = DetectorRates.of([True] * 90 + [False] * 310, [True] * 100 + [False] * 300, "multi")
            >>> rates.true_positive, rates.false_positive
            (0.9, 0.0)
        """
        positives = sum(labels)
        others = len(labels) - positives
        if len(labels) < LEAST_LABELS or min(positives, others) < LEAST_EACH:
            raise InputError(
                f"Adjusted counts need {LEAST_LABELS} labels, at least {LEAST_EACH} of them {what} and {LEAST_EACH} not; "
                f"got {len(labels)}, {positives} of them {what}: label more, or leave the labels out."
            )
        hits = sum(one and label for one, label in zip(found, labels, strict=True))
        made = cls(hits / positives, (sum(found) - hits) / others, len(labels))
        if made.true_positive <= made.false_positive:
            raise InputError(
                f"The detector finds {made.true_positive:.0%} of the messages labelled {what} and takes "
                f"{made.false_positive:.0%} of the others for such: these labels do not go with these texts. Check them."
            )
        return made


@dataclass(frozen=True)
class Estimate:
    """How frequent something is, estimated in up to three ways.

    Attributes:
        counted: the share that the detector finds (classify and count).
        shifted: corrected for the prior of the training mix, or None.
        adjusted: corrected by a team's own labels, or None.
        best: the one to read: `adjusted` where there are labels, else `shifted`, else `counted`.
        expected_error: how far `best` was off on average where it was tried on other kinds of text, 0 to 1.
        labels: how many labels were used.
    """

    counted: float
    shifted: float | None
    adjusted: float | None
    best: Literal["counted", "shifted", "adjusted"]
    expected_error: float
    labels: int

    @property
    def rate(self) -> float:
        """The one to read."""
        found: float = getattr(self, self.best)
        return found


def adjusted_count(share: float, rates: DetectorRates) -> float:
    """Correct the share that a detector finds by its own error rates, clipped to 0 and 1.

    Example:
        >>> round(adjusted_count(0.03, DetectorRates(0.8, 0.02, 500)), 4)
        0.0128
    """
    rate = (share - rates.false_positive) / (rates.true_positive - rates.false_positive)
    return min(1.0, max(0.0, rate))
