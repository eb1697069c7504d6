"""Cut a whole batch into tokens with array operations: no Python loop over messages or words.

The rules, in order (tests/unit/reference_tokeniser.py says the same, plainly, one character at a time):

1. A *run* is a letter, digit or underscore and all that follow; combining marks stay with what they follow;
   an apostrophe between two letters joins them.
2. A stretch from a scheme before `://` or from `www.`, or a host name ending in a common top-level domain,
   up to the next white space, is a URL. A run, `@`, and runs with a dot is an e-mail address.
3. `@` before a run that does not follow a run: a mention. `#` before a run with a letter likewise: a hashtag.
4. Other runs: only letters is a WORD, only digits a NUMBER, anything else a CODE.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.hashing import hash_stretches
from prodshape.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORD, NUMBER, CODE, URL, EMAIL, MENTION, HASHTAG = range(7)
"""Kinds of tokens."""

LOWER, CAPITALISED, UPPER, MIXED, CASELESS = range(5)
"""Shapes of tokens: `refund`, `Refund` (also `I`), `REFUND`, `iPhone`, a script without case."""

GAP_SPACE, GAP_NEWLINE, GAP_COMMA, GAP_STOP = c.SPACE, c.NEWLINE, c.COMMA, c.STOP
GAP_QUESTION, GAP_EXCLAMATION, GAP_ELLIPSIS = c.QUESTION, c.EXCLAMATION, c.ELLIPSIS
GAP_COLON, GAP_SEMICOLON, GAP_OTHER = c.COLON, c.SEMICOLON, c.PUNCTUATION | c.SYMBOL
"""What may stand between two tokens. GAP_OTHER is set by the other marks too."""
GAP_FIRST = 1 << 31
"""Set for the first token of a message."""
GAP_SENTENCE = GAP_STOP | GAP_QUESTION | GAP_EXCLAMATION | GAP_ELLIPSIS | GAP_NEWLINE
"""Marks that end a sentence."""

_GAPS = GAP_SPACE | GAP_SENTENCE | GAP_COMMA | GAP_COLON | GAP_SEMICOLON | GAP_OTHER
_DOMAINS = ("com", "net", "org", "edu", "gov", "io")
_IN_ADDRESS = frozenset(map(ord, ".+-%"))


@dataclass(frozen=True)
class Unknown:
    """The words of a batch that the vocabulary lacks.

    Attributes:
        tokens: `int64[u]`, which tokens.
        words: the distinct words among them.
        inverse: `int64[u]`, index into `words`.
    """

    tokens: NDArray[np.int64]
    words: list[str]
    inverse: NDArray[np.int64]


@dataclass(frozen=True)
class Tokens:
    """The tokens of a batch of `n` messages as arrays of length `t`, in order.

    Attributes:
        lower: the batch's `uint32[p]` lower-case code points.
        starts: `int64[t]`, offset of the first code point in the batch.
        ends: `int64[t]`, offset behind the last.
        messages: `int64[t]`, index of the message.
        offsets: `int64[n+1]`; the tokens of message `i` are `offsets[i] : offsets[i+1]`.
        kinds: `uint8[t]`.
        ids: `int32[t]`, vocabulary ids of words, else `vocabulary.unknown` or `.not_word`.
        shapes: `uint8[t]`.
        before: `uint32[t]`, bits of what stands between the previous token (or the beginning) and this one.
        after_last: `uint32[n]`, the same for what follows the last token of each message.
        vocabulary: the words.
    """

    lower: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    messages: NDArray[np.int64]
    offsets: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    ids: NDArray[np.int32]
    shapes: NDArray[np.uint8]
    before: NDArray[np.uint32]
    after_last: NDArray[np.uint32]
    hashes: NDArray[np.uint64]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.starts)

    @cached_property
    def words(self) -> NDArray[np.bool_]:
        """`bool[t]`: is it a word?"""
        flags: NDArray[np.bool_] = self.kinds == WORD
        return flags

    @cached_property
    def word_counts(self) -> NDArray[np.int64]:
        """`int64[n]`: words per message."""
        return self.count(self.words)

    def text(self, token: int) -> str:
        """The token in lower case with plain apostrophes."""
        return self.lower[self.starts[token] : self.ends[token]].tobytes().decode("utf-32-le", errors="surrogatepass")

    def count(self, flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count the marked tokens of each message: `bool[t]` to `int64[n]`."""
        sums = np.zeros(len(flags) + 1, np.int64)
        np.cumsum(flags, out=sums[1:])
        return sums[self.offsets[1:]] - sums[self.offsets[:-1]]

    @cached_property
    def _unknown(self) -> Unknown:
        tokens = np.flatnonzero(self.ids == self.vocabulary.unknown)
        _, first, inverse = np.unique(self.hashes[tokens], return_index=True, return_inverse=True)
        return Unknown(tokens, [self.text(token) for token in tokens[first].tolist()], inverse.astype(np.int64))

    def unknown(self) -> Unknown:
        """The words outside the vocabulary, each distinct one as text once."""
        return self._unknown


def tokenise(batch: Batch) -> Tokens:
    """Cut the texts of a batch into tokens."""
    classes = batch.classes
    inside = _inside_runs(batch)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[0::2].astype(np.int64), edges[1::2].astype(np.int64)
    if len(inside) and inside[0]:
        starts, ends = np.concatenate([[0], edges[1::2]]), edges[0::2]
    starts, ends, given = _with_addresses(batch, starts, ends)

    previous = np.where(starts > 0, classes[starts - 1], np.uint32(0)) if len(starts) else classes[:0]
    ahead = np.where(starts > 1, inside[starts - 2], np.False_) if len(starts) else inside[:0]
    digits, letters = _counts(batch.has(c.DIGIT | c.UNDERSCORE), starts, ends), batch.has(c.LETTER)
    kinds = np.where(given >= 0, given, np.where(digits == 0, WORD, CODE)).astype(np.uint8)
    plain = kinds <= CODE
    lettered = _counts(letters, starts, ends) > 0
    kinds[plain & (digits > 0) & ~lettered] = NUMBER
    mention = plain & ((previous & np.uint32(c.AT)) != 0) & ~ahead
    hashtag = plain & lettered & ((previous & np.uint32(c.HASH)) != 0) & ~ahead
    kinds[mention], kinds[hashtag] = MENTION, HASHTAG
    starts = starts - (mention | hashtag)

    words = vocabulary()
    offsets = np.searchsorted(starts, batch.starts).astype(np.int64)
    messages = np.repeat(np.arange(len(batch), dtype=np.int64), np.diff(offsets))
    hashes = np.zeros(len(starts), np.uint64)
    is_word = kinds == WORD
    hashes[is_word] = hash_stretches(batch.lower, starts[is_word], ends[is_word])
    ids = np.full(len(starts), words.not_word, np.int32)
    ids[is_word] = words.look_up(hashes[is_word])
    before, after_last = _gaps(batch, starts, ends, offsets)
    return Tokens(
        lower=batch.lower,
        starts=starts,
        ends=ends,
        messages=messages,
        offsets=offsets,
        kinds=kinds,
        ids=ids,
        shapes=_shapes(batch, starts, ends),
        before=before,
        after_last=after_last,
        hashes=hashes,
        vocabulary=words,
    )


def _inside_runs(batch: Batch) -> NDArray[np.bool_]:
    """`bool[p]`: which code points belong to a run (rule 1)."""
    inside = batch.has(c.LETTER | c.DIGIT | c.UNDERSCORE)
    marks = batch.has(c.MARK)
    if marks.any():
        positions = np.where(marks, 0, np.arange(len(marks)))
        carriers = np.maximum.accumulate(positions)
        inside = inside | (marks & inside[carriers])
    apostrophes = np.flatnonzero(batch.has(c.APOSTROPHE))
    apostrophes = apostrophes[(apostrophes > 0) & (apostrophes < len(inside) - 1)]
    joins = batch.has(c.LETTER | c.MARK)
    inner = apostrophes[joins[apostrophes - 1] & inside[apostrophes - 1] & batch.has(c.LETTER)[apostrophes + 1]]
    inside[inner] = True
    return inside


def _counts(flags: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many code points of each stretch are marked."""
    sums = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=sums[1:])
    return (sums[ends] - sums[starts]).astype(np.int64)


def _shapes(batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint8]:
    is_upper = batch.has(c.UPPER)
    cased = _counts(batch.has(c.UPPER | c.LOWER), starts, ends)
    upper = _counts(is_upper, starts, ends)
    shapes = np.full(len(starts), MIXED, np.uint8)
    shapes[upper == 0] = LOWER
    shapes[(upper == cased) & (upper >= 2)] = UPPER
    shapes[(upper == 1) & is_upper[starts]] = CAPITALISED
    shapes[cased == 0] = CASELESS
    return shapes


def _gaps(
    batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Class bits between neighbouring tokens of a message, and behind the last one."""
    bits = batch.classes & np.uint32(_GAPS)
    firsts = offsets[:-1][np.diff(offsets) > 0]
    gap_starts = np.empty(len(starts), np.int64)
    gap_starts[1:] = ends[:-1]
    has_tokens = np.diff(offsets) > 0
    gap_starts[firsts] = batch.starts[:-1][has_tokens]
    before = _or_stretches(bits, gap_starts, starts)
    before[firsts] |= np.uint32(GAP_FIRST)
    tail = batch.starts[:-1].copy()
    tail[has_tokens] = ends[offsets[1:][has_tokens] - 1]
    return before, _or_stretches(bits, tail, batch.starts[1:] - 1)


def _or_stretches(bits: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    if not len(starts):
        return np.zeros(0, np.uint32)
    pairs = np.empty(2 * len(starts), np.int64)
    pairs[0::2], pairs[1::2] = starts, ends
    result: NDArray[np.uint32] = np.bitwise_or.reduceat(bits, np.minimum(pairs, len(bits) - 1))[0::2]
    result[starts >= ends] = 0
    return result


def _with_addresses(
    batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int16]]:
    """Replace the runs inside URLs and e-mail addresses by one token each (rule 2)."""
    found = sorted(_urls(batch, starts, ends) + _emails(batch))
    kinds = np.full(len(starts), -1, np.int16)
    if not found:
        return starts, ends, kinds
    merged: list[tuple[int, int, int]] = []
    for start, end, kind in found:
        if not merged or start >= merged[-1][1]:
            merged.append((start, end, kind))
    first, last, which = (np.array(column, np.int64) for column in zip(*merged, strict=True))
    holder = np.searchsorted(first, starts, side="right") - 1
    outside = (holder < 0) | (starts >= last[np.maximum(holder, 0)])
    clipped = np.minimum(
        ends[outside], np.append(first, np.iinfo(np.int64).max)[np.searchsorted(first, starts[outside])]
    )
    all_starts = np.concatenate([starts[outside], first])
    order = np.argsort(all_starts, kind="stable")
    all_kinds = np.concatenate([kinds[outside], which.astype(np.int16)])
    return all_starts[order], np.concatenate([clipped, last])[order], all_kinds[order]


def _urls(batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    lower = batch.lower
    colons = np.flatnonzero(batch.has(c.COLON))
    colons = colons[colons + 2 < len(lower)]
    schemes = colons[(lower[colons + 1] == ord("/")) & (lower[colons + 2] == ord("/"))]
    run = np.searchsorted(ends, schemes)
    has_scheme = (run < len(ends)) & (ends[np.minimum(run, len(ends) - 1)] == schemes) if len(ends) else run < 0
    begins = starts[run[has_scheme]].tolist()

    lengths = ends - starts
    dotted = np.flatnonzero((lengths == 3) & (lower[np.minimum(ends, len(lower) - 1)] == ord(".")))
    begins += [int(starts[t]) for t in dotted.tolist() if np.all(lower[starts[t] : ends[t]] == ord("w"))]
    begins += _bare_hosts(lower, starts, ends)
    if not begins:
        return []
    spaces = np.flatnonzero(batch.has(c.SPACE))
    stops = spaces[np.searchsorted(spaces, begins)]
    return [(begin, int(stop), URL) for begin, stop in zip(begins, stops.tolist(), strict=True)]


def _bare_hosts(lower: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """Where host names without a scheme begin: `shop.example.com`, `t.co/abc`."""
    joined = np.flatnonzero((starts[1:] == ends[:-1] + 1) & (lower[ends[:-1]] == ord("."))) + 1
    joined = joined[(ends - starts)[joined] <= 3]
    begins = []
    for token in joined.tolist():
        word = lower[starts[token] : ends[token]].tobytes().decode("utf-32-le", errors="surrogatepass")
        short_link = word == "co" and lower[ends[token]] == ord("/")
        if word in _DOMAINS or short_link:
            begin = token - 1
            while begin > 0 and starts[begin] == ends[begin - 1] + 1 and lower[ends[begin - 1]] in {0x2E, 0x2D}:
                begin -= 1
            begins.append(int(starts[begin]))
    return begins


def _emails(batch: Batch) -> list[tuple[int, int, int]]:
    ats = np.flatnonzero(batch.has(c.AT))
    runs = batch.has(c.LETTER | c.DIGIT | c.UNDERSCORE)
    ats = ats[(ats > 0) & (ats < len(runs) - 1)]
    ats = ats[runs[ats - 1] & runs[ats + 1]]
    found = []
    left_limit = 0
    for at in ats.tolist():
        start = at
        while start > left_limit and (runs[start - 1] or int(batch.points[start - 1]) in _IN_ADDRESS):
            start -= 1
        while start < at and not runs[start]:
            start += 1
        end, dot = at + 1, False
        while runs[end] or int(batch.points[end]) in _IN_ADDRESS:
            dot = dot or (batch.points[end] == ord(".") and bool(runs[end + 1]))
            end += 1
        while not runs[end - 1]:
            end -= 1
        left_limit = at
        if dot:
            found.append((start, end, EMAIL))
            left_limit = end
    return found
