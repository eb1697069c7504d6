"""Are the words before and behind a place about one matter?"""

from __future__ import annotations

import numpy as np

from prodshape.clauses.boundaries import weights
from prodshape.clauses.topics import GRADES, VALUES
from prodshape.vocabulary import vocabulary

MATTERS = ("parcel courier delivery", "flight luggage airport", "password login account", "weather rain forecast")


def _likeness(before: str, behind: str) -> float:
    words, size = (before + " " + behind).split(), len(before.split())
    found, _ = weights().topics.likeness(
        vocabulary().ids(words), np.array([0]), np.array([size]), np.array([len(words)])
    )
    return float(found[0])


def test_words_are_more_like_their_own_matter_than_like_others() -> None:
    likeness = np.array(
        [[_likeness(one.rsplit(" ", 1)[0], other.rsplit(" ", 1)[1]) for other in MATTERS] for one in MATTERS]
    )
    same = np.eye(len(MATTERS), dtype=np.bool_)

    assert likeness[same].mean() > likeness[~same].mean() + likeness[~same].std()


def test_a_side_without_a_known_word_tells_nothing() -> None:
    ids = vocabulary().ids(["zzxqv", "refund"])

    assert weights().topics.alike(ids, np.array([0, 0]), np.array([1, 0]), np.array([2, 2])).tolist() == [0, 0]


def test_every_grade_has_a_value_of_its_own() -> None:
    topics = weights().topics
    ids = vocabulary().ids(topics.words)
    places = np.arange(1, len(ids))

    found = topics.alike(ids, places - 1, places, np.minimum(places + 3, len(ids)))

    assert set(found.tolist()) <= set(range(1, 1 + GRADES)), "one known word before"
    assert len(set(found.tolist())) == GRADES
    assert VALUES == 1 + 3 * GRADES
