"""Cut a whole batch into tokens with array operations: no Python loop over messages or words.

The rules, in order (tests/unit/reference_tokeniser.py says the same, plainly, one character at a time):

1. A *run* is a letter, digit or underscore and all that follow; combining marks stay with what they follow;
   an apostrophe between two letters joins them.
2. A stretch from a scheme before `://` or from `www.`, or a host name ending in a common top-level domain,
   up to the next white space, is a URL. A run, `@`, and runs with a dot is an e-mail address.
3. `@` before a run that does not follow a run: a mention. `#` before a run with a letter likewise: a hashtag.
4. Other runs: only letters is a WORD, only digits a NUMBER, anything else a CODE; but what an emoticon is made of is none (`:D`, `xD`, `<3`);
   a face shares no character with an address (`:@shop` is a mention).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.addresses import find_emails, find_urls
from prodshape.carrying import carrying
from prodshape.emoticon_patterns import find_emoticons
from prodshape.hashing import hash_stretches
from prodshape.once import once
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

_AT_ZERO = np.zeros(1, np.int64)
_SHAPES = np.array([CASELESS, LOWER], np.uint8)
_FIRST_BIT = np.array(GAP_FIRST, np.uint32)
_GAPS = GAP_SPACE | GAP_SENTENCE | GAP_COMMA | GAP_COLON | GAP_SEMICOLON | GAP_OTHER
_GAP_BITS = np.array(_GAPS, np.uint32)


_FEW, _SMALL = 6, 1000
"""Where fewer than one token in `_FEW` is marked, or a batch is small, single marks are quicker to count than sums."""


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


@dataclass
class Tokens:
    """The tokens of a batch of `n` messages as arrays of length `t`, in order. Not to be changed; not frozen, for its speed.

    Attributes:
        lower: the batch's `uint32[p]` lower-case code points.
        starts: `int64[t]`, offset of the first code point in the batch.
        ends: `int64[t]`, offset behind the last.
        messages: `int64[t]`, index of the message.
        offsets: `int64[n+1]`; the tokens of message `i` are `offsets[i] : offsets[i+1]`.
        kinds: `uint8[t]`.
        ids: `int64[t]` (what indexing a table is quickest with), vocabulary ids of words, else `vocabulary.unknown` or `.not_word`.
        shapes: `uint8[t]`.
        before: `uint32[t]`, bits of what stands between the previous token (or the beginning) and this one.
        after_last: `uint32[n]`, the same for what follows the last token of each message.
        faces: the emoticons as (message, start, end) in code points of the message, in order.
        vocabulary: the words.
    """

    lower: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    messages: NDArray[np.int64]
    offsets: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    ids: NDArray[np.int64]
    shapes: NDArray[np.uint8]
    before: NDArray[np.uint32]
    after_last: NDArray[np.uint32]
    hashes: NDArray[np.uint64]
    faces: list[tuple[int, int, int]]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.starts)

    @once
    def words(self) -> NDArray[np.bool_]:
        """`bool[t]`: is it a word?"""
        flags: NDArray[np.bool_] = self.kinds == WORD
        return flags

    @once
    def word_counts(self) -> NDArray[np.int64]:
        """`int64[n]`: words per message."""
        return self.count(self.words)

    def text(self, token: int) -> str:
        """The token in lower case with plain apostrophes."""
        return self.lower[self.starts[token] : self.ends[token]].tobytes().decode("utf-32-le", errors="surrogatepass")

    def count(self, flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count the marked tokens of each message: `bool[t]` to `int64[n]`."""
        marked, messages = np.count_nonzero(flags), len(self.offsets) - 1
        if not marked:
            return np.zeros(messages, np.int64)
        if messages == 1:
            return np.array([marked])
        if marked * _FEW < len(flags) or len(flags) < _SMALL:
            return np.bincount(self.messages[flags.nonzero()[0]], minlength=messages)
        sums = np.zeros(len(flags) + 1, np.int64)
        flags.cumsum(out=sums[1:])
        at_edges = sums[self.offsets]
        return at_edges[1:] - at_edges[:-1]

    @once
    def _unknown(self) -> Unknown:
        tokens = (self.ids == self.vocabulary.unknown).nonzero()[0]
        _, first, inverse = np.unique(self.hashes[tokens], return_index=True, return_inverse=True)
        return Unknown(tokens, [self.text(token) for token in tokens[first].tolist()], inverse.astype(np.int64))

    def unknown(self) -> Unknown:
        """The words outside the vocabulary, each distinct one as text once."""
        return self._unknown


def tokenise(batch: Batch) -> Tokens:
    """Cut the texts of a batch into tokens."""
    inside = _inside_runs(batch)
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1
    if len(inside) and inside[0]:
        edges = np.concatenate([_AT_ZERO, edges])
    starts, ends, given = _with_addresses(batch, edges[0::2].copy(), edges[1::2].copy())
    marks, mark_kinds = _marked(batch, inside, starts, ends, given)
    starts[marks] -= 1
    addressed = marks if given is None else np.union1d(marks, (given >= 0).nonzero()[0])
    faces = find_emoticons(batch, (starts[addressed], ends[addressed]))
    if faces:
        kept = ~_in_faces(batch, faces, starts)
        starts, ends = starts[kept], ends[kept]
        marks = kept.cumsum()[marks] - 1
        given = None if given is None else given[kept]

    offsets = starts.searchsorted(batch.starts)
    messages = np.arange(len(batch)).repeat(offsets[1:] - offsets[:-1])
    bits, before, after_last = _unions(batch, starts, ends, offsets, messages)
    kinds = np.zeros(len(starts), np.uint8)  # WORD is 0
    digits = carrying(bits, c.DIGIT | c.UNDERSCORE).nonzero()[0]
    if len(digits):
        lettered = carrying(bits[digits], c.LETTER)
        kinds[digits] = np.where(lettered, np.uint8(CODE), np.uint8(NUMBER))
    if given is not None:
        kinds = np.where(given >= 0, given, kinds).astype(np.uint8)
    kinds[marks] = mark_kinds

    words = vocabulary()
    hashes = np.zeros(len(starts), np.uint64)
    ids = np.empty(len(starts), np.int64)
    ids.fill(words.not_word)
    is_word = (kinds == WORD).nonzero()[0]
    found = hash_stretches(batch.lower, starts[is_word], ends[is_word])
    hashes[is_word] = found
    ids[is_word] = words.look_up(found)
    return Tokens(
        lower=batch.lower,
        starts=starts,
        ends=ends,
        messages=messages,
        offsets=offsets,
        kinds=kinds,
        ids=ids,
        shapes=_shapes(batch, starts, ends, bits),
        before=before,
        after_last=after_last,
        hashes=hashes,
        faces=faces,
        vocabulary=words,
    )


def _inside_runs(batch: Batch) -> NDArray[np.bool_]:
    """`bool[p]`: which code points belong to a run (rule 1)."""
    inside = batch.has(c.LETTER | c.DIGIT | c.UNDERSCORE).copy()
    if len(batch.places(c.MARK)):
        marks = batch.has(c.MARK)
        carriers = np.maximum.accumulate(np.where(marks, 0, np.arange(len(marks))))
        inside |= marks & inside[carriers]
    apostrophes = batch.places(c.APOSTROPHE)
    if len(apostrophes):  # the separators make sure that each has a neighbour on either side
        classes = batch.classes
        joins = carrying(classes[apostrophes - 1], c.LETTER | c.MARK) & inside[apostrophes - 1]
        joins &= carrying(classes[apostrophes + 1], c.LETTER)
        inside[apostrophes[joins]] = True
    return inside


def _marked(
    batch: Batch,
    inside: NDArray[np.bool_],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    given: NDArray[np.int16] | None,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Which tokens are mentions and hashtags by the sign before them (rule 3), and their kinds."""
    signs = batch.places(c.AT | c.HASH)
    if not len(signs):
        return signs, np.zeros(0, np.uint8)
    which = starts.searchsorted(signs + 1)
    there = which < len(starts)
    signs, which = signs[there], which[there]
    # In front of the first text stands the last separator, which is in no run.
    there = (starts[which] == signs + 1) & ~inside[signs - 1]
    if given is not None:
        there &= given[which] < 0
    signs, which = signs[there], which[there]
    hashed = carrying(batch.classes[signs], c.HASH)
    if hashed.any():
        lettered = carrying(_or_stretches(batch.classes, starts[which], ends[which]), c.LETTER)
        which, hashed = which[~hashed | lettered], hashed[~hashed | lettered]
    return which, np.where(hashed, np.uint8(HASHTAG), np.uint8(MENTION))


def _in_faces(batch: Batch, faces: list[tuple[int, int, int]], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`bool[t]`: which tokens begin inside an emoticon."""
    rows, first, last = np.array(faces, np.int64).T
    first, last = first + batch.starts[rows], last + batch.starts[rows]
    holder = first.searchsorted(starts, side="right") - 1
    return np.asarray((holder >= 0) & (starts < last[holder]))


def _unions(
    batch: Batch,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    offsets: NDArray[np.int64],
    messages: NDArray[np.int64],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Class bits of each token, of what stands before it, and of what stands behind the last of each message."""
    # Message by message: its begin, begin and end of each token, its separator.
    edges = np.empty(2 * (len(starts) + len(batch)), np.int64)
    first = 2 * (offsets + np.arange(len(offsets)))
    edges[first[:-1]] = batch.starts[:-1]
    token = 2 * (np.arange(len(starts)) + messages) + 1
    edges[token] = starts
    edges[token + 1] = ends
    last = first[1:] - 1
    edges[last] = batch.starts[1:] - 1
    if not len(edges):
        none = np.zeros(0, np.uint32)
        return none, none, none
    unions = np.bitwise_or.reduceat(batch.classes, edges)
    bits = unions[token]
    unions &= _GAP_BITS
    unions[:-1][edges[1:] == edges[:-1]] = 0
    before = unions[token - 1]
    has_tokens = offsets[1:] > offsets[:-1]
    before[offsets[:-1][has_tokens]] |= _FIRST_BIT
    return bits, before, unions[last - 1]


def _shapes(
    batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64], bits: NDArray[np.uint32]
) -> NDArray[np.uint8]:
    cased = carrying(bits, c.UPPER | c.LOWER)
    shapes = _SHAPES.take(cased)
    capitals = carrying(bits, c.UPPER).nonzero()[0]
    if len(capitals):
        is_upper = batch.has(c.UPPER)
        begins = starts[capitals]
        sums = is_upper.cumsum(dtype=np.int32)
        upper = sums[ends[capitals] - 1] - sums[begins]
        first = is_upper[begins]
        upper += first
        found = np.full(len(capitals), MIXED, np.uint8)
        found[~carrying(bits[capitals], c.LOWER) & (upper >= 2)] = UPPER
        found[(upper == 1) & first] = CAPITALISED
        shapes[capitals] = found
    return shapes


def _or_stretches(bits: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    pairs = np.empty(2 * len(starts), np.int64)
    pairs[0::2], pairs[1::2] = starts, ends
    return np.bitwise_or.reduceat(bits, pairs)[0::2]


def _with_addresses(
    batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int16] | None]:
    """Replace the runs inside URLs and e-mail addresses by one token each (rule 2); kinds, -1 for the others."""
    found = sorted(
        [(start, end, URL) for start, end in find_urls(batch, starts, ends)]
        + [(start, end, EMAIL) for start, end in find_emails(batch)]
    )
    if not found:
        return starts, ends, None
    merged: list[tuple[int, int, int]] = []
    for start, end, kind in found:
        if not merged or start >= merged[-1][1]:
            merged.append((start, end, kind))
    first, last, which = (np.array(column, np.int64) for column in zip(*merged, strict=True))
    holder = first.searchsorted(starts, side="right") - 1
    outside = (holder < 0) | (starts >= last[np.maximum(holder, 0)])
    clipped = np.minimum(ends[outside], np.append(first, np.iinfo(np.int64).max)[first.searchsorted(starts[outside])])
    all_starts = np.concatenate([starts[outside], first])
    order = np.argsort(all_starts, kind="stable")
    all_kinds = np.concatenate([np.full(len(clipped), -1, np.int16), which.astype(np.int16)])
    return all_starts[order], np.concatenate([clipped, last])[order], all_kinds[order]
