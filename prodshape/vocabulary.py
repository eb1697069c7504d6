"""The closed list of words that the axes know, looked up by hash for a whole batch at once."""

from __future__ import annotations

from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import numpy as np

from prodshape.bare_words import BareWords, bare_words
from prodshape.characters import characters
from prodshape.hashing import hash_stretches
from prodshape.pages import zeros_by_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    _Stretches = tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]

_WORD_LIST_PACKAGES = ("prodshape.lexicon", "prodshape.clauses", "prodshape.language")
_TABLES = ("words_frequency", "words_scowl")
_LACKS = -128


class Vocabulary:
    """Words with an id each, and what is known of them; arrays have two more rows: unknown word, not a word.

    The text of the words is not kept: it would take half of the memory of the whole, and only the hashes are looked up.
    The extra words come first, then the others in the order of their tables: what is known of a few of them lies in a few pages.

    Attributes:
        size: number of words; ids are `0 .. size-1`, meaningful only inside one process.
        unknown: the id of every other word.
        not_word: the id of a token that is no word.
        rows: `int32[words]` by table, the id of each of its words in order: `words_frequency`, `words_scowl`.
        only_bare: `int32[b]`, ids of words that are in no list, but in one of some language with accents (`prodshape.bare_words`).
        zipf: `float32[size+2]`, English Zipf frequency (log10 of occurrences per 10^9 words), 0 where unknown.
        scowl: `uint8[size+2]`, least SCOWL size (10 to 70) that lists the word, 0 where none does.
        languages: codes of the columns of `language_scores`.
    """

    def __init__(self, extra_words: Iterable[str] = ()) -> None:
        self._extra = sorted({word.lower().replace("’", "'") for word in extra_words})
        self._bare = _bare_words()
        listed = [hash_stretches(*_points(self._extra)), *(hash_stretches(*_stretches_of(name)) for name in _TABLES)]
        hashes = [*listed, self._bare.hashes]
        distinct, first, inverse = np.unique(np.concatenate(hashes), return_index=True, return_inverse=True)
        self.size = len(distinct)
        self.unknown = self.size
        self.not_word = self.size + 1
        is_first = np.zeros(len(inverse), np.bool_)
        is_first[first] = True
        order = (is_first.cumsum(dtype=np.int32) - np.int32(1))[first]
        parts = np.split(order[inverse], np.cumsum([len(part) for part in hashes])[:-1])
        self._extra_rows, self._bare_rows, self.rows = parts[0], parts[-1], dict(zip(_TABLES, parts[1:-1], strict=True))
        self.only_bare = self._bare_rows[self._bare_rows > max(part.max(initial=-1) for part in parts[:-1])]
        by_id = np.empty_like(distinct)
        by_id[order] = distinct
        self._build_slots(by_id)
        self.scowl = np.zeros(self.size + 2, np.uint8)
        self.scowl[self.rows["words_scowl"]] = _column("words_scowl", "sizes")
        self.zipf = np.zeros(self.size + 2, np.float32)
        self.zipf[self.rows["words_frequency"]] = _column("words_frequency", "centizipf") / 100
        self.languages: tuple[str, ...] = tuple(_column("words_frequency", "languages").tolist())

    def _build_slots(self, hashes: NDArray[np.uint64]) -> None:
        """Open addressing at a load below one half: nearly every look-up ends at its first probe."""
        bits = max(4, (2 * self.size).bit_length())
        self._shift = np.uint64(64 - bits)
        slots = np.full((1 << bits) + 64, -1, np.int32)
        wanted = (hashes >> self._shift).astype(np.int64)
        pending = np.arange(self.size, dtype=np.int32)[::-1]
        while len(pending):
            free = slots[wanted[pending]] < 0
            slots[wanted[pending[free]]] = pending[free]  # of rivals for a slot the last wins: the first word
            placed = slots[wanted[pending]] == pending
            pending = pending[~placed]
            wanted[pending] += 1
        self._slots = slots
        self._slot_hashes = np.zeros(len(slots), np.uint64)
        taken = slots >= 0
        self._slot_hashes[taken] = hashes[slots[taken]]

    def __len__(self) -> int:
        """How many words."""
        return self.size

    def look_up(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Ids of words by hash: `uint64[t]` to `int32[t]`, `unknown` where there is none."""
        slots = (hashes >> self._shift).astype(np.int64)
        ids = self._slots[slots]
        missed = ((self._slot_hashes[slots] != hashes) | (ids < 0)).nonzero()[0]
        if not len(missed):
            return ids
        taken = missed[ids[missed] >= 0]
        ids[missed] = self.unknown
        missed, step = taken, slots[taken]
        while len(missed):
            step = step + 1
            found = self._slots[step]
            hit = (self._slot_hashes[step] == hashes[missed]) & (found >= 0)
            ids[missed[hit]] = found[hit]
            go_on = ~hit & (found >= 0)
            missed, step = missed[go_on], step[go_on]
        return ids

    def ids(self, words: Iterable[str]) -> NDArray[np.int32]:
        """Ids of words given as text (lower case, plain apostrophes), `unknown` where the vocabulary lacks one."""
        return self.look_up(hash_stretches(*_points(list(words))))

    def flags(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """`bool[size+2]`, True at the ids of these words.

        Raises:
            KeyError: a word is not in the vocabulary: list it in a `WORDS_` tuple (see `word_lists`).
        """
        wanted = list(words)
        ids = self.ids(wanted)
        lacking = [word for word, index in zip(wanted, ids.tolist(), strict=True) if index == self.unknown]
        if lacking:
            msg = f"These words are not in the vocabulary: {lacking[:10]!r}; put them in a tuple whose name begins with WORDS_."
            raise KeyError(msg)
        flags = self.zeros(np.bool_)
        flags[ids] = True
        return flags

    def zeros(self, dtype: type[np.generic]) -> NDArray[Any]:
        """`dtype[size+2]`, zeros to write what is known of a few words: listed ones take a page or two of memory."""
        return zeros_by_page((self.size + 2,), dtype)

    def language_scores(self) -> NDArray[np.int8]:
        """`int8[size+2, languages]`, round(6 ln frequency), -128 where the language lacks the word; read anew (10 ms)."""
        scores = np.full((self.size + 2, len(self.languages)), _LACKS, np.int8)
        rows, columns, found = (_column("words_frequency", name) for name in ("rows", "columns", "scores"))
        scores[self.rows["words_frequency"][rows], columns] = found
        return scores

    def add_bare(self, scores: NDArray[np.int8]) -> None:
        """Let a word without accents count in `language_scores` what the word with them does, less `prodshape.bare_words.COST`."""
        bare = self._bare
        np.maximum.at(scores, (self._bare_rows[bare.words], bare.columns), bare.scores)

    def beginnings(self, letters: int) -> NDArray[np.uint64]:
        """`uint64[size+2]`: equal for words that begin with the same letters, or that are shorter and the same; 0 for others.

        Example:
            >>> first, second, third = vocabulary().beginnings(5)[vocabulary().ids(["transfer", "transit", "refund"])]
            >>> bool(first == second), bool(first == third)
            (True, False)
        """
        found = np.zeros(self.size + 2, np.uint64)
        for (points, starts, ends), ids in self._sources():
            found[ids] = hash_stretches(points, starts, np.minimum(ends, starts + letters))
        return found

    @cached_property
    def words(self) -> list[str]:
        """The words by id, as text. Built on first use (some 0.3 s, 40 MB): for tests and training."""
        words = [""] * self.size
        for (points, starts, ends), ids in self._sources():
            text = points.tobytes().decode("utf-32-le")
            for index, start, end in zip(ids.tolist(), starts.tolist(), ends.tolist(), strict=True):
                words[index] = text[start:end]
        return words

    def _sources(self) -> Iterator[tuple[_Stretches, NDArray[np.int32]]]:
        """All words as code points, table by table, with their ids."""
        yield _points(self._extra), self._extra_rows
        for name in _TABLES:
            yield _stretches_of(name), self.rows[name]


def _bare_words() -> BareWords:
    return bare_words(
        _stretches_of("words_frequency"), *(_column("words_frequency", name) for name in ("rows", "columns", "scores"))
    )


def _points(words: list[str]) -> _Stretches:
    if not words:
        return np.empty(0, np.uint32), np.empty(0, np.int64), np.empty(0, np.int64)
    points = np.frombuffer(("\n".join(words) + "\n").encode("utf-32-le"), np.uint32)
    return _stretches(points)


def _stretches(points: NDArray[np.uint32]) -> _Stretches:
    ends = np.flatnonzero(points == ord("\n"))
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])
    return points, starts, ends


def _stretches_of(name: str) -> _Stretches:
    points = np.frombuffer(_column(name, "words").tobytes().decode().encode("utf-32-le"), np.uint32)
    return _stretches(characters().lower[points])


def _column(name: str, column: str) -> NDArray[Any]:
    with (files("prodshape") / "tables" / f"{name}.npz").open("rb") as file, np.load(file) as table:
        return np.asarray(table[column])


def word_lists() -> list[str]:
    """All words of the tuples whose names begin with `WORDS_` in the word-list packages."""
    words: list[str] = []
    for package_name in _WORD_LIST_PACKAGES:
        package = import_module(package_name)
        for info in sorted(iter_modules(package.__path__), key=lambda module: module.name):
            module = import_module(f"{package_name}.{info.name}")
            for name, value in vars(module).items():
                if name.startswith("WORDS_"):
                    words.extend(value)
    return words


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this version, loaded once per process.

    Example:
        >>> v = vocabulary()
        >>> bool(v.zipf[v.ids(["refund"])[0]] > 3), v.ids(["xqzzt"])[0] == v.unknown
        (True, np.True_)
    """
    return Vocabulary(word_lists())
