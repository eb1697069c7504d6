"""Every language that has a lexicon, and that adding one is adding files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.labelled import bins, table
from prodshape.language import codes
from prodshape.lexicon import language_judge, languages
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.folding import folded
from prodshape.lexicon.language_judge import LanguageJudge, judge_of
from prodshape.lexicon.languages import lexicons
from prodshape.lexicon.spelling import WordClass
from prodshape.messages import Batch
from tests.unit.axes.spelling_columns import bin_of, counted, marked, number, ratio


@pytest.fixture(params=sorted(lexicons()))
def judge(request: pytest.FixtureRequest) -> LanguageJudge:
    return judge_of(request.param)


def test_its_code_is_a_language_that_we_tell_apart(judge: LanguageJudge) -> None:
    assert judge.lexicon.code in codes.LANGUAGES
    assert judge.lexicon.code in codes.LATIN_CODES.values()
    assert judge.lexicon.code != "en"


def test_its_lists_are_in_lower_case_and_a_form_stands_on_one_of_them(judge: LanguageJudge) -> None:
    lexicon = judge.lexicon
    forms = [*lexicon.abbreviations, *lexicon.misspellings, *lexicon.run_ons]
    assert [form for form in forms if form != form.lower() or not form.isalpha()] == []
    alike = [folded(form) for form in forms]
    assert sorted({form for form in alike if alike.count(form) > 1}) == []


def test_listed_forms_are_judged_as_listed(judge: LanguageJudge) -> None:
    lexicon = judge.lexicon
    assert {judge.judge(form).word_class for form in lexicon.abbreviations} == {WordClass.ABBREVIATION}
    assert {judge.judge(form).word_class for form in lexicon.run_ons} == {WordClass.RUN_ON}
    for form, meant in lexicon.misspellings.items():
        assert judge.judge(form) == (WordClass.MISSPELT, meant)
        assert judge.judge(meant).word_class is WordClass.KNOWN, meant


def test_its_frequent_words_are_words(judge: LanguageJudge) -> None:
    listed = {*map(folded, judge.lexicon.abbreviations), *map(folded, judge.lexicon.misspellings)}
    listed |= set(map(folded, judge.lexicon.run_ons))
    frequent = [word for word, zipf in judge._zipf.items() if zipf >= 4 and word not in listed]
    assert len(frequent) > 1000
    assert {judge.judge(word).word_class for word in frequent} == {WordClass.KNOWN}


def test_its_memory_is_bounded_and_changes_no_answer(judge: LanguageJudge) -> None:
    words = list(judge._zipf)[:200]
    batch = Batch.of([" ".join(words)])
    which = np.flatnonzero(batch.tokens.words)
    small = LanguageJudge(judge.lexicon, generation=7)
    assert small.of(batch, which).tolist() == judge.of(batch, which).tolist()
    assert small.remembered <= 14


@pytest.mark.parametrize(
    ("text", "axis", "found"),
    [
        ("hola nesesito ayuda con mi tarjtea por favor", "typos", ["nesesito", "tarjtea"]),
        ("quiero la devolución de mi envío para mañana", "typos", []),
        ("quiero la devolucion de mi envio para manana", "typos", []),
        ("mi pedido de Amazzon no llega, me llamo kevinn", "typos", []),
        ("hola xq no me llega el codigo, q hago? gracias", "abbreviations", ["xq", "q"]),
        ("la letra X y el plan D son caros", "abbreviations", []),
        ("osea que porfavor me ayuden con mi cuenta", "spacing", ["osea", "porfavor"]),
    ],
)
def test_spanish(text: str, axis: str, found: list[str]) -> None:
    assert marked(axis, text) == found
    assert number(axis, text) == len(found)


def test_spanish_has_no_apostrophes_to_drop() -> None:
    assert bin_of("apostrophes", "no puedo entrar en mi cuenta desde ayer") is None
    assert ratio("apostrophes", "no puedo entrar en mi cuenta desde ayer") == (0, 0)


def test_forms_of_other_languages_are_counted_by_name() -> None:
    assert counted("abbreviations", "hola xq no funciona mi cuenta") == ["xq"]


@pytest.mark.data
def test_spanish_sentences_are_measured_and_cousins_are_not(
    data_dir: Path, record_property: Callable[[str, object], None]
) -> None:
    rows = table(data_dir / "mono_lang_dev.tsv")
    code, text = rows[0].keys()
    for language, least, most in (
        ("es", 0.98, 1.0),
        ("pt", 0.0, 0.02),
        ("it", 0.0, 0.02),
        ("fr", 0.0, 0.02),
        ("ca", 0.0, 0.1),
    ):
        texts = [row[text] for row in rows if row[code] == language]
        if texts:
            share = float((bins("typos", texts) != "-").mean())
            record_property(language, share)
            assert least <= share <= most, (language, share)


@pytest.fixture
def italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A lexicon of three words for Italian: one more file in a folder of languages, and one table."""
    (tmp_path / "it.py").write_text(
        "from prodshape.lexicon.languages.base import Lexicon\n"
        'LEXICON = Lexicon(code="it", table="words_it.npz", abbreviations=("cmq",), misspellings={"qual\'è": "qual è"})\n'
    )
    words = b"non\nriesco\nad\nentrare\nnel\nmio\nconto\nda\nieri\nperche\n"
    np.savez(tmp_path / "words_it.npz", words=np.frombuffer(words, np.uint8), centizipf=np.full(10, 600, np.int16))
    (tmp_path / "tables").mkdir()
    for file in (Path(language_judge.__file__).parents[1] / "tables").glob("words_*.npz"):
        shutil.copy(file, tmp_path / "tables")
    shutil.copy(tmp_path / "words_it.npz", tmp_path / "tables")
    monkeypatch.setattr(language_judge, "files", lambda _: tmp_path)
    monkeypatch.setattr(languages, "__path__", [*languages.__path__, str(tmp_path)])
    caches = (lexicons, judge_of)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("italian")
def test_adding_a_language_is_adding_files() -> None:
    text = "non riesco ad enrtare nel mio conto da ieri"
    assert sorted(lexicons()) == ["es", "it"]
    assert checked_words(Batch.of([text])).judged.tolist() == [True]
    assert marked("typos", text) == ["enrtare"]


def test_before_it_was_added_nothing_was_measured() -> None:
    assert bin_of("typos", "non riesco ad enrtare nel mio conto da ieri") is None
