"""What may be said of the people who write, and what is refused."""

import pytest

from prodshape.audience import ENGLISH, MOST_LANGUAGES, Audience
from prodshape.errors import InputError
from prodshape.language.codes import LANGUAGES


def test_the_order_says_nothing() -> None:
    assert Audience(("pt", "es", "en")) == Audience(("en", "es", "pt")) == Audience.parse("pt, EN,es")


def test_nothing_known_is_english_with_any_other() -> None:
    assert Audience.parse(None) == Audience.parse("en") == ENGLISH


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ("en,xx", "ISO 639-1 codes that Prodshape knows, got 'xx'"),
        ("english", "got 'english'"),
        ("en,es,en", "each named once, got en, es, en"),
        (",".join(LANGUAGES[: MOST_LANGUAGES + 1]), f"at most {MOST_LANGUAGES}"),
        ("es", "two or more, or `en` alone, got es: add another"),
        ("", "got none"),
        ("ru,uk", "not told apart inside a message, got ru, uk: add one"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_in_one_sentence(codes: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        Audience.parse(codes)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
