"""Messages without accents are told by the words that have them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.accuracy.labelled import bins
from prodshape.axes import all_axes
from prodshape.bare_words import COST, bare
from prodshape.messages import Batch
from prodshape.vocabulary import vocabulary

WITHOUT_ACCENTS = {
    "cs": "objednavka jeste nedorazila, muzete mi prosim rict kde je",
    "es": "todavia no llego mi pedido, tambien queria cambiar la direccion",
    "fr": "la livraison est tres en retard et le numero ne marche pas",
    "pl": "paczka jeszcze nie dotarla, prosze o zwrot pieniedzy",
    "pt": "nao recebi a encomenda e ninguem responde, voces podem ajudar",
    "ro": "coletul nu a ajuns inca, va rog sa imi spuneti cand vine",
    "sv": "jag har inte fatt mitt paket annu, nar kommer det",
    "tr": "siparisim hala gelmedi, musteri hizmetleri cevap vermiyor",
    "vi": "toi chua nhan duoc hang, xin vui long kiem tra giup toi",
}


@pytest.mark.parametrize("code", WITHOUT_ACCENTS)
def test_a_message_without_accents_is_in_its_language(code: str) -> None:
    assert bins("language", [WITHOUT_ACCENTS[code]]).tolist() == [code]


def test_a_bare_word_counts_less_than_the_word_with_its_accents() -> None:
    words = vocabulary()
    plain = words.language_scores()
    scores = plain.copy()
    words.add_bare(scores)
    assert not np.any(scores < plain)
    spanish = words.languages.index("es")
    accented, without = words.ids(["también", "tambien"])
    assert scores[without, spanish] == max(plain[without, spanish], plain[accented, spanish] - COST)
    assert np.array_equal(scores[:, words.languages.index("en")], plain[:, words.languages.index("en")])


def test_words_that_are_only_bare_are_in_no_list() -> None:
    words = vocabulary()
    assert len(words.only_bare) > 0
    assert not words.scowl[words.only_bare].any()
    assert not words.zipf[words.only_bare].any()
    assert (words.language_scores()[words.only_bare] == -128).all()


def test_a_word_that_only_other_languages_have_without_accents_stays_an_unknown_word_of_english() -> None:
    texts = ["i bought the siparisim yesterday and the screen is broken"]
    column = all_axes()["unknown_words"].measure(Batch.of(texts))
    assert column.numerators is not None
    assert column.numerators.tolist() == [1]


def test_letters_without_marks_stay_as_they_are() -> None:
    points = np.frombuffer("заказ 注文 ß œ plain".encode("utf-32-le"), np.uint32)
    assert np.array_equal(bare(points), points)
