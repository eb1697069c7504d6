"""Abbreviations and textisms of chats, tweets and support desks: a lexicon of our own making, from general knowledge.

The English list is `prodshape/tables/abbreviations_en.txt`: four groups, each line with the name of its group. *Phrasal*: first
letters for a phrase (`asap`, `idk`, `lol`). *Shortened*: a word with letters left out (`pls`, `acct`, `txn`). *Phonetic*:
written as it sounds (`u`, `gud`, `wot`). *Digits*: digits for their sound (`gr8`, `2day`), which are codes to the tokeniser.

Left out: standard abbreviations (`min`, `tues`, `etc`), forms that are ordinary words by now (`app`, `info`, `ad`, `id`, `ok`, `rep`, `doc`, `tv`), acronyms of things (`pin`,
`atm`, `usb`, `vip`), single letters but `u`, `r`, `n` and `k` (others need their neighbours: `short_in_context`), words that mean something else, too
(`homographs`), forms that a rule finds (`skeletons`, `sounded_out`), and informal contractions (`gonna`, `tryna`),
which are spoken words written down (`sounded_out.SPOKEN_FORMS`).
"""

from importlib.resources import files

from prodshape.clauses.listing import words
from prodshape.lexicon.languages import lexicons


def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (files("prodshape") / "tables" / "abbreviations_en.txt").read_text("utf-8").splitlines():
        group, _, forms = line.partition(": ")
        found.setdefault(group, []).extend(forms.split())
    return {group: tuple(forms) for group, forms in found.items()}


_GROUPS = _groups()
WORDS_PHRASAL = _GROUPS["phrasal"]
WORDS_SHORTENED = _GROUPS["shortened"]
WORDS_PHONETIC = _GROUPS["phonetic"]
WORDS_WITH_DIGITS = _GROUPS["digits"]

WORDS_IN_CAPITALS: tuple[str, ...] = words(
    "pls plz pleaz thx thnx thanx ur ppl msg txt acct k u r fb cuz coz luv pic hrs qty wtf tho"
)
"""Short forms that people write in capitals to press a point; others of up to three letters are acronyms then (`HR`, `TX`)."""

WORDS_WITH_NUMBER: tuple[str, ...] = words(
    "ph num nbr nmbr tkt inv ord pkg pkt txn trx trk ref tel pg rm til abt bc frm"
)
"""Short forms that a number belongs to (`ph 5551234`); others of up to three letters are the letters of a code then (`dl 4711`)."""

WORDS_OF_GRAMMAR: tuple[str, ...] = words(
    """
    the is are was were it its it's that this these what when where why how who you your my me we they he she his her their our
    to of in on for and but so not no do does did dont don't can cant can't will with at be been have has had get got just all
    if im i'm from about like out up now
    """
)
"""Written in capitals, these show that everything beside them is."""

WORDS_BEFORE_CODE: tuple[str, ...] = words(
    """
    seat seats gate row room size plan section code number no model type block terminal zone level floor bay platform
    apartment apt flat unit suite bin version ssn account policy claim order flight license licence plate
    letter letters option grade class vitamin line plan point button key group team category series step phase part
    """
)
"""After these a code is a code and a letter a letter: `gate b4`, `option R`."""

ENGLISH_ABBREVIATIONS: tuple[str, ...] = (*WORDS_PHRASAL, *WORDS_SHORTENED, *WORDS_PHONETIC, *WORDS_WITH_DIGITS)

WORDS_ABBREVIATED_ELSEWHERE: tuple[str, ...] = tuple(
    sorted({form for lexicon in lexicons().values() for form in lexicon.abbreviations})
)
"""The abbreviations of the other languages that have a lexicon."""

ABBREVIATIONS: tuple[str, ...] = tuple(sorted({*ENGLISH_ABBREVIATIONS, *WORDS_ABBREVIATED_ELSEWHERE}))
"""All of them, in the order in which the axis counts them."""
