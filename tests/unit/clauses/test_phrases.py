"""The trie walked by arrays finds what a plain search finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from prodshape.clauses.phrases import Phrases
from prodshape.clauses.token_sets import places_of
from prodshape.messages import Batch
from prodshape.vocabulary import vocabulary

WORDS = ("could", "you", "please", "help", "me", "now")
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
texts = st.lists(
    st.lists(st.sampled_from((*WORDS, "xqzzt", "12", ".", "?", ",", "@you")), max_size=12).map(" ".join), max_size=6
)


def plainly(batch: Batch, listed: dict[int, list[str]]) -> set[tuple[int, int, int]]:
    """Search every phrase at every token, one at a time."""
    tokens = batch.tokens
    found: dict[tuple[int, int], int] = {}
    for message in range(len(batch)):
        first, behind = int(tokens.offsets[message]), int(tokens.offsets[message + 1])
        for start in range(first, behind):
            for label, group in listed.items():
                for phrase in group:
                    words = phrase.split()
                    end = start + len(words)
                    inside = end <= behind and all(
                        tokens.words[start + step] and tokens.text(start + step) == word
                        for step, word in enumerate(words)
                    )
                    gap = (
                        "".join(chr(point) for point in batch.points[tokens.starts[start] : tokens.ends[end - 1]])
                        if inside
                        else ""
                    )
                    if inside and not set(gap) & set(".?"):
                        found[start, end - 1] = found.get((start, end - 1), 0) | label
    return {(start, end, label) for (start, end), label in found.items()}


@settings(deadline=None, max_examples=60)
@given(texts=texts, first=st.lists(phrases, max_size=5), second=st.lists(phrases, max_size=5))
def test_all_phrases_are_found_and_nothing_else(texts: list[str], first: list[str], second: list[str]) -> None:
    batch = Batch.of(texts)
    listed = {1: first, 2: second}
    hits = Phrases(listed, vocabulary()).find(batch.tokens)
    found = set(zip(hits.starts.tolist(), hits.ends.tolist(), hits.labels.tolist(), strict=True))
    assert found == plainly(batch, listed)
    for label in (1, 2):
        places = places_of(hits.sets().first([label]), hits.size)
        assert set(places.tolist()) == {start for start, _, labels in found if labels & label}


@settings(deadline=None, max_examples=60)
@given(texts=texts, listed=st.lists(phrases, min_size=1, max_size=5))
def test_the_tokens_of_a_label_are_those_inside_a_hit(texts: list[str], listed: list[str]) -> None:
    batch = Batch.of(texts)
    hits = Phrases({4: listed}, vocabulary()).find(batch.tokens)
    inside = {
        token
        for start, end in zip(hits.starts.tolist(), hits.ends.tolist(), strict=True)
        for token in range(start, end + 1)
    }
    assert set(places_of(hits.sets().inside([4]), hits.size).tolist()) == inside
    assert not hits.sets().inside([8])
