"""The axes of spelling say nothing of messages in languages that they have no lexicon for."""

from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.accuracy.labelled import bins, table
from prodshape.lexicon.languages import lexicons
from tests.unit.axes.spelling_columns import bin_of, ratio

_JUDGED_BY_LEXICON = ("typos", "abbreviations", "apostrophes", "spacing", "unknown_words")


@pytest.mark.parametrize("axis", _JUDGED_BY_LEXICON)
@pytest.mark.parametrize(
    "text",
    [
        "não consigo entrar na minha conta desde ontem, podem ajudar",
        "ich kann mich seit gestern nicht mehr anmelden",
        "je ne peux plus ouvrir mon compte depuis hier",
        "non riesco ad accedere al mio conto da ieri",
        "मेरा पैसा अभी तक नहीं आया",
        "мой заказ ещё не пришёл",
        "我的订单还没有到",
    ],
)
def test_no_number_without_a_lexicon(axis: str, text: str) -> None:
    assert bin_of(axis, text) is None
    assert ratio(axis, text) == (0, 0)


@pytest.mark.data
@pytest.mark.parametrize("axis", _JUDGED_BY_LEXICON)
def test_sentences_of_other_languages_are_not_measured(axis: str, data_dir: Path) -> None:
    rows = table(data_dir / "mono_lang_dev.tsv")
    code, text = rows[0].keys()
    by_language: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_language[row[code]].append(row[text])
    for language, texts in by_language.items():
        measured = float((bins(axis, texts) != "-").mean())
        has_lexicon = language == "en" or (language in lexicons() and axis != "apostrophes")
        assert measured >= 0.99 if has_lexicon else measured <= 0.02, (language, measured)


@pytest.mark.data
def test_requests_are_counted_in_english_only(data_dir: Path) -> None:
    rows = table(data_dir / "mono_lang_dev.tsv")
    measured = bins("intents", [row["text"] for row in rows]) != "-"
    for language in sorted({row["lang"] for row in rows}):
        share = float(measured[[row["lang"] == language for row in rows]].mean())
        assert share == 1 if language == "en" else share <= 0.05, (language, share)
