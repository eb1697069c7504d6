"""Where a message praises: a word of praise counts where it judges what the reader made or did, or the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import closed_class as closed
from prodshape.clauses.cues import Cues, cues
from prodshape.clauses.listing import words
from prodshape.clauses.social import WORDS_GREETING, WORDS_OPENER, WORDS_THANKS
from prodshape.clauses.word_table import Stretches, WordTable, soon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_PRAISING = words(
    """
    great nice lovely amazing awesome excellent fantastic brilliant wonderful beautiful outstanding superb perfect
    impressive stellar fab fabulous incredible exceptional phenomenal marvellous magnificent terrific spectacular
    gorgeous delicious tasty yummy helpful interesting flawless spotless unbeatable
    """
)
"""Adjectives that praise as predicates, too: `the staff were lovely`."""
WORDS_MILDLY_PRAISING = words(
    "good kind friendly polite smooth professional courteous thoughtful caring attentive decent solid neat clever sweet"
)
"""Adjectives that praise before what is judged, and as predicates of some degree: `the lady was so kind`."""
WORDS_BEST = words("best nicest kindest friendliest sweetest finest greatest favourite favorite")
WORDS_PLEASED = words(
    "happy pleased delighted thrilled excited impressed satisfied chuffed overjoyed ecstatic grateful blown"
)
WORDS_LOVE = words("love luv loved loving enjoying enjoyed adore adored")
WORDS_LIKE = words("like liked enjoy")
WORDS_JUDGED = words(
    """
    service services support staff team work works job effort efforts help helpdesk assistance app apps application site
    website page store shop company brand bank airline hotel restaurant place food meal meals coffee product products
    item items quality experience update feature features design layout interface phone laptop game games driver
    drivers agent agents rep engineer courier guy guys lady man woman people person crew host doctor nurse teacher
    tutor class course lesson delivery shipping packaging prices value response reply communication attitude advice
    idea ideas point article edit edits answer answers info information news picture pictures photo photos video music
    show episode song trip stay room view atmosphere tool software program system speed network signal coverage
    surprise gift offer bunch addition explanation summary contribution contributions example start improvement
    improvements suggestion suggestions stuff customer bunch care waiter waitress chef manager receptionist clinic
    """
)
"""What a company makes or does, and who does it."""
WORDS_AFFIRMING = words(
    """
    am is are was were been r iz wuz i'm im we're you're youre u're it's its that's thats they're theyre he's hes she's
    shes there's this's looks look looked sounds sound sounded works worked tastes tasted feels felt smells smelled
    seems seemed ur
    """
)
"""Verbs that lead to a predicate."""
WORDS_POINTING = words("is it's its that's thats this's was")
WORDS_US = words("me us my our him her them his their every everyone all the")
WORDS_I_AM = words("am i'm im we're are were")
WORDS_HOW_MUCH = words(
    """
    so very really super absolutely totally truly just quite pretty such extremely incredibly seriously always simply
    genuinely honestly also both all still too most damn bloody fucking fuckin freaking frickin insanely beyond more
    """
)
_DENYING = tuple(
    word
    for word in (*closed.WORDS_BE, *closed.WORDS_DO, *closed.WORDS_HAVE, *closed.WORDS_MODAL)
    if word.endswith(("n't", "nt", "cannot", "doesn", "didn"))
)
WORDS_UNREAL = (
    *_DENYING,
    *words(
        """
        not never no none nothing nor hardly barely without neither less would could should will might may if hope
        hoping want wanted wants need needed needs wish used expect expected expecting supposed i'd he'd she'd we'd
        you'd they'd it'd that'd i'll it'll that'll you'll we'll they'll wud cud shud looking unless until than how
        """
    ),
)
"""Words behind which praise is denied, wished for or supposed."""
WORDS_LOVED = words("it this your ur yr you u the these that ya yall these our everything every")
WORDS_TURNING = words("when way fact how that")
"""`love it when`, `love the way`: what follows is seldom praise."""
WORDS_ABOUT = words("with for about by at")
WORDS_IDLE = (*WORDS_OPENER, *WORDS_GREETING, *WORDS_THANKS, "you", "u", "that", "that's", "thats")

_TABLE = WordTable(
    praising=WORDS_PRAISING,
    mild=WORDS_MILDLY_PRAISING,
    best=WORDS_BEST,
    pleased=WORDS_PLEASED,
    love=WORDS_LOVE,
    like=WORDS_LIKE,
    judged=WORDS_JUDGED,
    affirming=WORDS_AFFIRMING,
    i_am=WORDS_I_AM,
    how_much=WORDS_HOW_MUCH,
    unreal=WORDS_UNREAL,
    loved=WORDS_LOVED,
    turning=WORDS_TURNING,
    about=WORDS_ABOUT,
    idle=WORDS_IDLE,
    thanks=WORDS_THANKS,
    i=("i", "we"),
    to=("to",),
    the=("the",),
    article=("a", "an"),
    exclaiming=("such", "what"),
    ever=("ever",),
    nothing=("nothing",),
    just=("just",),
    us=WORDS_US,
    of=("of",),
    pointing=WORDS_POINTING,
    enjoyed=("enjoyed", "loved"),
)


def praise(batch: Batch) -> NDArray[np.int64]:
    """`int64[k]`: the words of praise, in order. Ask for it as `batch.derived(praise)`.

    A judgement is a predicate (`you are the best`), stands before what it judges (`great service`), is loved (`love the app`),
    is felt (`so pleased with it`), or is all that is said beside thanks (`perfect, thanks`). What is denied, asked or
    wished for is none (`not great`, `it would be great`), nor is a lone word before a complaint (`great, another delay`).

    Example:
        >>> from prodshape.messages import Batch
        >>> [len(praise(Batch.of([text]))) for text in ("great service", "great, another delay", "i would love a refund")]
        [1, 0, 0]
    """
    tokens = batch.tokens
    seen = _TABLE.bits(tokens)
    at = _TABLE.places(seen, "praising", "mild", "best", "pleased", "love", "like")
    if not len(at):
        return at
    cue = batch.derived(cues)
    stretch = Stretches(seen, cue.flags(cue.opens | cue.paused), at)
    first, end, are = stretch.first, stretch.end, _TABLE.are
    word, behind, second, left = (stretch.bits(at + step) for step in (0, 1, 2, -1))
    place = at - 1 - are(left, "how_much")
    place -= are(stretch.bits(place), "how_much")
    before, ahead = stretch.bits(place), stretch.bits(place - 1)
    to, praising, i_am, article = are(behind, "to"), are(word, "praising"), are(before, "i_am"), are(before, "article")
    some_degree, alone_first, last = place < at - 1, place < first, at + 1 == end

    there = _TABLE.there(seen)
    said = are(word, "praising", "mild", "best") & (are(behind, "judged") | (are(second, "judged") & ~to))
    # `that's just great` is not meant.
    mocking = are(left, "just") & are(stretch.bits(at - 2), "pointing")
    if there("praising", "mild"):
        predicate = (praising | (are(word, "mild") & some_degree)) & are(before, "affirming") & ~i_am & ~mocking
        said |= predicate & (~to | are(second, "us"))
        said |= praising & i_am & ~are(ahead, "i") & (place > first)
    if there("article"):
        exclaimed = are(ahead, "exclaiming") & ~to
        said |= praising & article & (exclaimed | (are(ahead, "pointing") & ~are(second, "of", "to")))
    if there("best"):
        topmost = np.where(are(before, "the"), ahead, before)
        said |= are(word, "best") & ((are(topmost, "affirming") & last) | soon(are(seen, "ever"), at, end))
    if there("pleased"):
        with_it = are(behind, "about")
        felt = (i_am & ~to) | (are(before, "affirming") & with_it)
        said |= are(word, "pleased") & (felt | (alone_first & (with_it | (last & (some_degree | (first == at))))))
    if there("love", "like"):
        by_me, tagged = are(before, "i"), ~last & (tokens.kinds.take(at + 1, mode="clip") != t.WORD)
        loved = ((are(word, "love") & (alone_first | by_me)) | (are(word, "like") & by_me)) & (
            are(behind, "loved") | tagged
        )
        said |= (loved | (are(word, "enjoyed") & by_me)) & ~are(second, "turning")
    if said.any():
        said &= ~soon(are(seen, "unreal"), first, at) & ~_asked(cue, stretch, at)
    if praising.any():
        said |= praising & ~mocking & _alone(batch, seen, at, first, end)
    return np.asarray(at[said])


def _asked(cue: Cues, stretch: Stretches, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is a word in a question? A question is what the mark stands behind, or what a question word opens."""
    first, end = stretch.first, stretch.end
    asked = cue.flags(cue.are("QUESTION", "QUESTION_BE") & cue.opens)[first]
    asked &= ~_TABLE.are(stretch.bits(first + 1), "article")
    if cue.asks:
        over = (end == len(cue.bits)) | cue.flags(cue.opens).take(end, mode="clip")
        asked |= cue.flags(cue.asks)[at] & over
    return asked


def _alone(
    batch: Batch,
    seen: NDArray[np.uint64],
    at: NDArray[np.int64],
    first: NDArray[np.int64],
    end: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Of words of praise: is each alone between marks and beside thanks, or is there nothing else in the message?"""
    tokens = batch.tokens
    idle = _TABLE.are(seen, "idle", "praising", "how_much") | (tokens.kinds != t.WORD)
    thanks = _TABLE.are(seen, "thanks")
    message = tokens.messages[at]
    begin, stop = tokens.offsets[message], tokens.offsets[message + 1]
    last = len(seen) - 1
    behind, before = np.minimum(end, last), np.maximum(first - 1, 0)
    thanked = (end < stop) & thanks[behind] & ~_TABLE.are(seen, "nothing")[np.minimum(end + 2, last)]
    thanked |= (first > begin) & (thanks[before] | thanks[np.maximum(before - 1, 0)] & (before > begin))
    idle_stretch = ~soon(~idle, first, end)
    within = idle_stretch & soon(thanks, first, end)
    return np.asarray((idle_stretch & thanked) | within | ~soon(~idle, begin, stop))
