"""Arrays to bytes and back, the same bytes for the same content everywhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar, overload

import msgspec
import numpy as np
import zstandard

from prodshape.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T", bound=msgspec.Struct)
S = TypeVar("S", bound=np.generic)
MAX_BYTES = 1 << 28
"""The largest content that is unpacked, in bytes: 256 MB, so that forged bytes cannot fill the memory."""

_TYPES: dict[str, np.dtype[Any]] = {name: np.dtype("<" + name) for name in ("u1", "u2", "u4", "u8")}
_local = threading.local()


class Packed(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One array: its type (`u1 u2 u4 u8`, little endian) and its bytes."""

    type: str
    data: bytes


def pack(array: NDArray[np.int64] | NDArray[np.uint64] | NDArray[np.uint8]) -> Packed:
    """Pack integers in the smallest unsigned type that holds all of them."""
    if array.size == 0:
        return Packed("u1", b"")
    # Seen as unsigned, a negative number is beyond all others: it takes eight bytes, and comes back as it was.
    largest = int(array.view(np.uint64).max() if array.dtype == np.int64 else array.max())
    name = "u1" if largest < 1 << 8 else "u2" if largest < 1 << 16 else "u4" if largest < 1 << 32 else "u8"
    return Packed(name, array.astype(_TYPES[name]).tobytes())


def count(packed: Packed) -> int:
    """Tell how many numbers a packed array says to have."""
    kind = _TYPES.get(packed.type)
    return len(packed.data) // kind.itemsize if kind else 0


@overload
def unpack(packed: Packed, size: int) -> NDArray[np.int64]: ...
@overload
def unpack(packed: Packed, size: int, dtype: type[S]) -> NDArray[S]: ...
def unpack(packed: Packed, size: int, dtype: type[Any] = np.int64) -> NDArray[Any]:
    """Unpack an array of `size` numbers to a new, writable array of `dtype`.

    Raises:
        InputError: the type is unknown or the size is another.
    """
    kind = _TYPES.get(packed.type)
    if kind is None or len(packed.data) != size * kind.itemsize:
        raise InputError(
            f"Stored counts hold {size} numbers where {len(packed.data)} bytes of type {packed.type!r} were found. "
            "The bytes are damaged or foreign: restore them."
        )
    numbers: NDArray[Any] = np.frombuffer(packed.data, kind).astype(dtype)
    return numbers


def seal(kind: int, canonical: bytes) -> bytes:
    """Put the format byte in front of the compressed canonical bytes (zstd with its checksum)."""
    return bytes([kind]) + _compressor().compress(canonical)


def unseal(kind: int, data: bytes, what: str) -> bytes:
    """Give back the canonical bytes.

    Raises:
        InputError: the format byte is another, or the rest is cut off, damaged or too large.
    """
    if not data:
        raise InputError(f"A stored {what} has at least one byte, got none. Restore it.")
    if data[0] != kind:
        raise InputError(
            f"A stored {what} begins with the format byte {kind:#04x}, got {data[0]:#04x}. "
            "It is something else, or was written by a newer version: read it with that version."
        )
    rest = memoryview(data)[1:]
    try:
        size = zstandard.get_frame_parameters(rest).content_size
        if size > MAX_BYTES:
            raise InputError(f"A stored {what} has at most {MAX_BYTES} bytes, this one says {size}. It is damaged.")
        return _decompressor().decompress(rest, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise InputError(
            f"A stored {what} is compressed with zstd; these {len(data)} bytes are cut off or damaged ({error}). Restore it."
        ) from error


def decode(canonical: bytes, decoder: msgspec.msgpack.Decoder[T], what: str) -> T:
    """Decode canonical bytes.

    Raises:
        InputError: the content is not that of a `what`.
    """
    try:
        return decoder.decode(canonical)
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(f"This is not the content of a {what}: {error}. Restore it.") from error


def _compressor() -> zstandard.ZstdCompressor:
    found = getattr(_local, "compressor", None)
    if found is None:
        found = _local.compressor = zstandard.ZstdCompressor(level=3, write_checksum=True, write_content_size=True)
    return found


def _decompressor() -> zstandard.ZstdDecompressor:
    found = getattr(_local, "decompressor", None)
    if found is None:
        found = _local.decompressor = zstandard.ZstdDecompressor()
    return found
