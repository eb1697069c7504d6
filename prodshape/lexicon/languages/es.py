"""Spanish."""

from prodshape.lexicon.languages.base import Lexicon

LEXICON = Lexicon(code="es", table="words_es.npz")
