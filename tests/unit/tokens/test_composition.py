"""Letters sent in pieces: what is the same text by Unicode is measured alike, and marks are given in the text as it came."""

from __future__ import annotations

import json
import time
from unicodedata import combining, normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.axes import all_axes
from prodshape.cli.measure import report
from prodshape.composition import compose
from prodshape.datafiles.base import Rows
from prodshape.explanation import explain
from prodshape.messages import Batch

ACCENTED = (
    "¿Dónde está mi pedido? Llegó ayer según la página, pero aquí no está",
    "Où est ma commande ? Je l'ai passée il y a dix jours, c'est très long",
    "bitte schickt mir die Rechnung für die Küche, größer wäre schön",
    "encomenda não chegou até agora, já são três semanas",
    "đơn hàng của tôi ở đâu, tôi đã đợi rất lâu rồi",
    "gdzie jest moja paczka? zamówiłem ją tydzień temu, proszę o odpowiedź",
    "kde je moje objednávka, čekám už čtrnáct dní",
    "iade talebim ne oldu, hâlâ ücretimi alamadım, çok üzgünüm",
    "ещё не пришёл мой заказ, подскажите, где он, пожалуйста",
    "내 주문은 어디에 있나요 환불해 주세요",
    "パソコンが壊れました、ギガバイトで返品したいです",
    "क़ीमत ज़्यादा है, ऑर्डर कब आएगा",
    "I had a créme brûlée at the café, ñoooo, the bill was wrong and I recieved no reciept, plz help é",
    "quééé? no me llega el código de verificación 😤 e\u0323\u0302",
)


@pytest.mark.parametrize("name", sorted(all_axes()))
def test_composed_and_decomposed_text_measure_alike(name: str) -> None:
    axis = all_axes()[name]
    texts = [*ACCENTED, *(text for one in all_axes().values() for text, _ in one.examples)]
    composed, apart = (axis.measure(Batch.of([normalize(form, text) for text in texts])) for form in ("NFC", "NFD"))
    assert np.array_equal(composed.codes, apart.codes)
    assert {key: codes.tolist() for key, codes in composed.grids.items()} == {
        key: codes.tolist() for key, codes in apart.grids.items()
    }
    for field in ("numerators", "denominators", "values"):
        one, other = getattr(composed, field), getattr(apart, field)
        assert one is None or np.array_equal(one, other, equal_nan=True)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), max_size=30))
def test_both_forms_of_a_text_are_composed_to_one(text: str) -> None:
    for form in ("NFC", "NFD"):
        found = compose(normalize(form, text))
        assert (normalize(form, text) if found is None else found.text) == normalize("NFC", text)


@given(st.lists(st.sampled_from(["e", "n", "o", " ", "\u0301", "\u0303", "\u0323", "가\u11a8", "!"]), max_size=30))
def test_places_of_a_composed_text_lead_to_the_same_letters(signs: list[str]) -> None:
    text = "".join(signs)
    batch = Batch.of([text])
    made = batch.texts[0]
    letters = [place for place, sign in enumerate(made) if not combining(sign)] + [len(made)]
    came = [batch.original(0, place) for place in letters]
    assert came[-1] == len(text)
    for letter, end, start, stop in zip(letters, letters[1:], came, came[1:], strict=False):
        assert normalize("NFC", text[start:stop]) == made[letter:end]


def test_marks_and_tokens_are_given_in_the_text_as_it_came() -> None:
    text = normalize("NFD", "i had a crème brûlée at the café and recieved no receipt for it é 😀")
    (found,) = explain([text])
    assert found.text == text
    assert [text[one.start : one.end] for one in found.tokens] == text.split()[:-1]
    (line,) = report(Rows(0, [text]), all_axes())
    spans = json.loads(line)["spans"]
    assert spans == found.to_json()["spans"]
    assert [text[start:end] for start, end, kind in spans if kind in {"emoji", "typo"}] == ["recieved", "😀"]


def test_heaps_of_marks_are_left_and_cost_no_quadratic_time() -> None:
    heap = "e" + "\u0301\u0323" * 200_000
    start = time.perf_counter()
    assert compose(heap) is None
    Batch.of([heap])
    assert time.perf_counter() - start < 2
