"""Build prodshape/tables/token_counts.npz: how many o200k tokens frequent English words are.

From `token_count_table_en30k.tsv` (data folder): counts of the o200k tokeniser, with a space in front, for the 30,000
commonest English words of wordfreq (word list CC BY-SA 4.0).

Run: python -m training.build_token_counts
"""

import os
from pathlib import Path

import numpy as np

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"
DATA = Path(os.environ.get("PRODSHAPE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def main() -> None:
    """Write the table."""
    words, counts = [], []
    for line in (DATA / "token_count_table_en30k.tsv").read_text("utf-8").splitlines()[1:]:
        word, count, _ = line.split("\t")
        if word and "\n" not in word:
            words.append(word)
            counts.append(int(count))
    joined = np.frombuffer("".join(f"{word}\n" for word in words).encode(), np.uint8)
    np.savez_compressed(TABLES / "token_counts.npz", words=joined, counts=np.array(counts, np.uint8))
    print(f"{len(words)} words, {np.mean(counts):.2f} tokens on average")


if __name__ == "__main__":
    main()
