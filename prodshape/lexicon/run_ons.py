"""Words run together, and words taken apart: lists of our own making, from general knowledge.

Forms with a meaning of their own are left out (`maybe`, `everyday`, `anyway`, `already`, `into`, `may be`, `any one`).
"""

from prodshape.clauses.listing import words

_JOINED = """
a bit|a few|a little|a lot|all right|all of|as well|as soon|as per|at all|at least|at once|back up|bed room
but i|can i|can you|could you|credit card|debit card|do you|each other|even though|ever since|every one|every time
for example|for me|for now|for the|from the|gift card|give me|go ahead|good bye|good day|good evening
good luck|good morning|good night|got it|have a|have to|hello i|help me|hi i|how are|how can|how do|how long
how many|how much|how to|i am|i can|i have|i know|i like|i need|i think|i want|i was|i will|i would|if you|in a|in case|in fact
in front|in order|in stead|in the|is it|is there|is this|it is|kind of|last night|last week|let me
may i|me to|my account|my card|my name|my order|my self|need to|never mind|new york|next day|next time|next week
no longer|no more|no one|no problem|no thank|no thanks|no thats|no that|of course|of the|off course|ok thanks|okay thanks|on the|on time|once again
or not|out of|over all|per day|per month|phone number|please help|post code|right away|right now|same time
sign up please|sim card|so far|so much|so that|some how|some one|some thing|some times|thank you
thank you very|thanks a|thanks for|that is|the same|there is|this is|this one|to be|to get|to the|too much
up to|very much|want to|was not|we are|we have|what is|what the|when i|when will|where is|which is|why is|why not
will be|will not|will you|with me|with my|with out|with the|would be|would like|yes please|you are|you can|your self
"""

_OWN_MEANING = frozenset(
    words(
        """
        already alright forme goodbye infront into its maybe myself without overall anyone everyone someone something
        sometimes somehow yourself backup postcode bedroom instead goahead ontime onthe tothe upto inthe ina hii sofar
        goodnight isthis iam
        """
    )
)

RUN_ONS: dict[str, tuple[str, ...]] = {
    joined: tuple(pair.split())
    for line in _JOINED.strip().splitlines()
    for pair in line.split("|")
    if (joined := pair.replace(" ", "")) not in _OWN_MEANING and " " in pair
}
"""Two or three words written as one, to the words."""

SPLITS: dict[tuple[str, str], str] = {
    ("my", "self"): "myself", ("your", "self"): "yourself", ("him", "self"): "himself", ("her", "self"): "herself",
    ("it", "self"): "itself", ("them", "selves"): "themselves", ("our", "selves"): "ourselves",
    ("some", "thing"): "something", ("any", "thing"): "anything", ("every", "thing"): "everything",
    ("no", "thing"): "nothing", ("to", "morrow"): "tomorrow", ("to", "night"): "tonight", ("to", "gether"): "together",
    ("yester", "day"): "yesterday", ("be", "cause"): "because", ("be", "fore"): "before", ("with", "out"): "without",
    ("with", "in"): "within", ("how", "ever"): "however", ("al", "ready"): "already", ("al", "so"): "also",
    ("a", "gain"): "again", ("a", "nother"): "another", ("an", "other"): "another", ("in", "stead"): "instead",
    ("pass", "word"): "password", ("key", "board"): "keyboard", ("key", "boards"): "keyboards",
    ("note", "book"): "notebook", ("in", "formation"): "information", ("re", "fund"): "refund",
    ("re", "ceived"): "received", ("de", "livery"): "delivery", ("ac", "count"): "account", ("can", "cel"): "cancel",
    ("web", "site"): "website", ("up", "date"): "update", ("up", "grade"): "upgrade", ("down", "load"): "download",
    ("air", "port"): "airport", ("bag", "gage"): "baggage", ("house", "hold"): "household", ("mean", "while"): "meanwhile",
    ("where", "as"): "whereas", ("what", "ever"): "whatever", ("when", "ever"): "whenever",
}  # fmt: skip
"""Two written words, to the one word they are."""

WORDS_RUN_ON: tuple[str, ...] = tuple(sorted(RUN_ONS))
"""The joined forms, for the vocabulary."""

WORDS_SPLIT: tuple[str, ...] = tuple(sorted({part for pair in SPLITS for part in pair}))
"""The parts of split words, for the vocabulary."""
