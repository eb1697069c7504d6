"""The keyed hashes of an installation: of authors, of cells, of halves, of positions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from prodshape.errors import ConfigurationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 32
"""Groups of authors; a power of two."""

SEEDS, EVALUATION = 0, 1
"""The halves of the authors: one feeds seeds, the other evaluation sets."""

_CELL_SHIFT = np.uint64(64 - (CELLS - 1).bit_length())
_HALF_SHIFT = np.uint64(63)


@dataclass(frozen=True)
class Keys:
    """Sub-keys derived from one secret, each for one purpose, so that none tells anything of another.

    Author ids are BLAKE2b with a key (RFC 7693). Cells, halves and positions mix 64-bit numbers with two
    rounds of the SplitMix64 finaliser (Steele, Lea and Flood, OOPSLA 2014), each round under its own 64-bit key.

    Example:
        >>> keys = Keys.derive(b"a secret of at least sixteen bytes")
        >>> ada = keys.author(b"ada")
        >>> ada == keys.author(b"ada"), ada == Keys.derive(b"another secret, also long").author(b"ada")
        (True, False)
        >>> keys.cells(np.array([ada, ada], dtype=np.uint64)).tolist() == [keys.cells(np.array([ada], np.uint64))[0]] * 2
        True
    """

    digest: str
    """Sixteen hex digits that tell secrets apart and give nothing of them away."""
    _author: bytes = field(repr=False)
    _position: bytes = field(repr=False)
    _cell: tuple[int, int] = field(repr=False)
    _half: tuple[int, int] = field(repr=False)

    @classmethod
    def derive(cls, secret: bytes) -> Keys:
        """Derive all keys from the secret of the installation.

        Raises:
            ConfigurationError: the secret is shorter than sixteen bytes.
        """
        if len(secret) < 16:
            raise ConfigurationError(
                f"The secret of the installation needs at least 16 bytes, got {len(secret)}. "
                "Take 32 random ones: python -c 'import secrets; print(secrets.token_hex(32))'."
            )
        root = hashlib.blake2b(secret, digest_size=64, person=b"prodshape.root").digest()

        def sub(purpose: bytes, size: int) -> bytes:
            return hashlib.blake2b(purpose, key=root, digest_size=size).digest()

        def pair(purpose: bytes) -> tuple[int, int]:
            material = sub(purpose, 16)
            return int.from_bytes(material[:8], "little"), int.from_bytes(material[8:], "little")

        return cls(
            digest=sub(b"digest", 8).hex(),
            _author=sub(b"author", 32),
            _position=sub(b"position", 32),
            _cell=pair(b"cell"),
            _half=pair(b"half"),
        )

    def author(self, value: bytes) -> int:
        """Hash what identifies an author, a conversation or a record to 64 bits.

        The same bytes give the same id: a caller that reads ids of several kinds puts the kind in front.
        """
        return int.from_bytes(hashlib.blake2b(value, key=self._author, digest_size=8).digest(), "little")

    def cells(self, authors: NDArray[np.uint64]) -> NDArray[np.uint8]:
        """Give the cell of each author id: `uint64[m]` to `uint8[m]`, 0 to 31."""
        return (_mix(authors, self._cell) >> _CELL_SHIFT).astype(np.uint8)

    def halves(self, authors: NDArray[np.uint64]) -> NDArray[np.uint8]:
        """Give the half of each author id: `uint64[m]` to `uint8[m]`, `SEEDS` or `EVALUATION`; independent of the cell."""
        return (_mix(authors, self._half) >> _HALF_SHIFT).astype(np.uint8)

    def positions(self, topic: str, partition: int, offsets: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Hash positions in a log: `int64[m]` offsets to `uint64[m]`; within one partition no two are alike."""
        name = f"{topic}\0{partition}".encode()
        material = hashlib.blake2b(name, key=self._position, digest_size=16).digest()
        pair = int.from_bytes(material[:8], "little"), int.from_bytes(material[8:], "little")
        return _mix(offsets.astype(np.uint64), pair)


def _mix(values: NDArray[np.uint64], keys: tuple[int, int]) -> NDArray[np.uint64]:
    mixed = values.astype(np.uint64)
    for key in keys:
        mixed = mixed + np.uint64(key)
        mixed ^= mixed >> np.uint64(30)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(27)
        mixed *= np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return mixed
