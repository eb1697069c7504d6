"""Build prodshape/tables/token_counts.npz: how many o200k tokens the words of the two word tables are.

Counted with a space in front, as within a text, by the package `splintr-rs`, which carries the vocabulary; one number per word in the
order of `words_scowl.npz` and `words_frequency.npz`, so build it again after either of them.

Run: python -m training.build_token_counts
"""

from pathlib import Path

import numpy as np

from prodshape.lexicon.exact_tokens import tokeniser

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"


def main() -> None:
    """Write the table."""
    exact = tokeniser()
    if exact is None:
        raise SystemExit("Tokens are counted by splintr-rs: pip install 'prodshape[tokens]'.")
    counts = {}
    for name in ("words_scowl", "words_frequency"):
        with np.load(TABLES / f"{name}.npz") as table:
            words = table["words"].tobytes().decode().split("\n")[:-1]
        counts[name] = np.array([len(exact.encode_ordinary(f" {word.lower()}")) for word in words], np.uint8)
        print(f"{name}: {len(words)} words, {counts[name].mean():.2f} tokens on average")
    np.savez_compressed(TABLES / "token_counts.npz", allow_pickle=False, **counts)


if __name__ == "__main__":
    main()
