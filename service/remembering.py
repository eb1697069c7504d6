"""What a refresh keeps for the next one, half a minute later, when most of it is still true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodshape.comparison import Prepared, compare_prepared
from prodshape.fingerprint import Fingerprint
from service.store.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from prodshape.comparison import Comparison
    from prodshape.pane import Pane


class Remembered:
    """Of one stream; everything is found by its content, so what is shown is what would be computed without it.

    Attributes:
        sums: of the rows of a segment and hour, by the digest of their bytes.
    """

    def __init__(self) -> None:
        self.sums: Recent[bytes, Pane] = Recent()
        self._documents: Recent[str, Fingerprint] = Recent()
        self._prepared: Recent[int, Prepared] = Recent()
        self._compared: Recent[tuple[str, str, bool], tuple[Fingerprint, Comparison]] = Recent()

    def turn(self) -> None:
        """Begin a refresh: what the one before did not need is forgotten."""
        for each in (self.sums, self._documents, self._prepared, self._compared):
            each.turn()

    def document(self, digest: str, load: Callable[[], str]) -> Fingerprint:
        """Give the document with this digest; `load` gives its text."""
        found = self._documents.get(digest)
        if found is None:
            found = self._documents[digest] = Fingerprint.loads(load())
        return found

    def compare(self, reference: Fingerprint, other: Fingerprint, *, quiet: bool = False) -> Comparison:
        """Compare production with a reference; again only if a count of the segment changed.

        Args:
            reference: the dataset, or the baseline.
            other: production.
            quiet: both are without their loudest group of authors; kept beside the comparison with all.
        """
        place = reference.digest, other.segment, quiet
        known = self._compared.get(place)
        # The digest alone says too much: it is another as soon as an offset moves on.
        if known is None or known[0].axes != other.axes or known[0].cell_sources != other.cell_sources:
            known = self._compared[place] = other, compare_prepared(self._ready(reference), self._ready(other))
        return known[1].model_copy(update={"other": other.digest})

    def _ready(self, document: Fingerprint) -> Prepared:
        # By the very object, which is kept with it: so the number cannot be that of another one.
        found = self._prepared.get(id(document))
        if found is None:
            found = self._prepared[id(document)] = Prepared.of(document)
        return found
