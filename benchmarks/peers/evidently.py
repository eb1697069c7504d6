"""Evidently's text descriptors that work without a download: length, words, sentences, share of other signs than letters.

Share of out-of-vocabulary words and sentiment fetch NLTK data on first use, so they are left out.
"""

from __future__ import annotations

import os

os.environ.setdefault("DO_NOT_TRACK", "1")

import pandas as pd
from evidently import DataDefinition, Dataset
from evidently.descriptors import NonLetterCharacterPercentage, SentenceCount, TextLength, WordCount

PACKAGE = "evidently"
DESCRIPTORS = (TextLength, WordCount, SentenceCount, NonLetterCharacterPercentage)


def answer(texts: list[str]) -> list[list[float]]:
    """The four descriptors of each text."""
    data = Dataset.from_pandas(
        pd.DataFrame({"text": texts}),
        data_definition=DataDefinition(text_columns=["text"]),
        descriptors=[descriptor("text", alias=descriptor.__name__) for descriptor in DESCRIPTORS],
    )
    found = data.as_dataframe()[[descriptor.__name__ for descriptor in DESCRIPTORS]]
    return [[float(value) for value in row] for row in found.to_numpy().tolist()]
