"""How many tokens a text is to a language model, counted: by an optional package that carries the vocabulary in its wheel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

ENCODING = "o200k_base"
"""The vocabulary whose tokens are counted."""


@cache
def tokeniser() -> Any | None:
    """The tokeniser of `ENCODING`, or None without the extra `tokens`; loaded once (0.04 s, some 20 MB)."""
    try:
        from splintr import Tokenizer
    except ImportError:
        return None
    return Tokenizer.from_pretrained(ENCODING)


def token_count(batch: Batch) -> NDArray[np.int64]:
    """Tokens of each text, `int64[n]`; what looks like a control token is counted as the text that it is.

    A lone surrogate has no bytes to encode and is counted as U+FFFD.

    Raises:
        RuntimeError: the extra `tokens` is not installed; see `tokeniser`.

    Example:
        >>> from prodshape.messages import Batch
        >>> token_count(Batch.of(["where is my refund?", "", "<|endoftext|>"])).tolist() if tokeniser() else [5, 0, 7]
        [5, 0, 7]
    """
    found = tokeniser()
    if found is None:
        raise RuntimeError(f"Tokens of {ENCODING} are counted by splintr-rs; install 'prodshape[tokens]'.")
    encode = found.encode_ordinary
    counts = np.empty(len(batch), np.int64)
    for row, text in enumerate(batch.texts):
        try:
            counts[row] = len(encode(text))
        except UnicodeEncodeError:
            counts[row] = len(encode(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))
    return counts
