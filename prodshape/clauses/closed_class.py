"""Closed-class English words: what a clause is built of, in standard spelling and as people type it."""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_QUESTION = words(
    """
    what where when why who whom whose which how wat wut wht whr wen whn wy hw whats wheres
    """
)
"""Question words that open a question wherever a sentence begins."""

WORDS_QUESTION_BE = words(
    """
    what's where's when's why's who's how's whats wheres whens whos hows what're where're who're how're what'll
    when'll where'll who'll how'd where'd why'd what'd
    """
)
"""A question word with its verb: a finite clause in itself."""

WORDS_NOMINATIVE = ("i", "he", "she", "we", "they", "y'all", "yall")
"""Pronouns that are subjects and nothing else."""

WORDS_SUBJECT = (
    *WORDS_NOMINATIVE,
    *words(
        """
        you u ya ye it this that these those there everyone someone anyone somebody anybody everybody nobody everything
        something nothing anything
        """
    ),
)
"""Words that are a subject when a verb follows."""

WORDS_OBJECT = ("me", "him", "us", "them", "it", "you", "u", "em", "myself", "yourself", "itself")
WORDS_POSSESSIVE = ("my", "your", "ur", "yr", "his", "her", "its", "our", "their", "ma", "me", "thy")
WORDS_DETERMINER = words(
    """
    the a an this that these those any some every each another all both either neither da teh de such
    """
)
WORDS_BE = words(
    """
    am is are was were isn't aren't wasn't weren't ain't isnt arent wasnt werent aint amn't iz wuz r
    """
)
WORDS_DO = words(
    """
    do does did don't doesn't didn't dont doesnt didnt doesn didn dnt n't
    """
)
WORDS_HAVE = words(
    """
    have has had haven't hasn't hadn't havent hasnt hadnt hav haz
    """
)
WORDS_MODAL = words(
    """
    can could will would shall should may might must can't cannot couldn't won't wouldn't shan't shouldn't mustn't
    mightn't needn't cant couldnt wont wouldnt shouldnt mustnt cud shud wud cld shld wld
    """
)
WORDS_CONTRACTED = words(
    """
    i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll it'd we're we've
    we'll we'd they're they've they'll they'd that's that'll that'd there's there'll here's let's this's who've
    y'all're what've i'ma i'mma im ive youre youve youll hes shes itll theyre theyve theyll thats theres heres imma
    iam idk tht's everyone's everything's someone's something's nothing's nobody's somebody's
    """
)
"""A subject with its verb: a finite clause in itself."""

WORDS_CLITIC = ("m", "s", "d", "re", "ve", "ll", "nt")
"""What is left of a contraction that was split at its apostrophe: a verb after a subject."""

WORDS_PREPOSITION = words(
    """
    of in on at by for from with without to into onto about after before between during over under through via per
    since until till against among around behind near off out up down regarding concerning despite towards toward
    within than as like
    """
)
WORDS_PARTICLE = words(
    """
    up out off down in on back away over through around along into
    """
)
WORDS_CONJUNCTION = ("and", "or", "but", "nor", "n", "nd", "an", "plus")
WORDS_SUBORDINATOR = words(
    """
    if because when while although though since unless until whereas whether that who which as once after before bc
    cuz coz cos bcoz bcos bcz so
    """
)
"""Words that begin a dependent clause: a question word after them asks nothing."""

WORDS_ADVERB = words(
    """
    just still really always never also already even only currently now recently again ever often usually actually
    finally kindly probably simply literally honestly seriously basically definitely certainly absolutely totally
    completely immediately suddenly constantly continually apparently obviously clearly hardly barely almost nearly
    quite rather pretty very so too both all further better best first then sometimes today tonight tomorrow
    yesterday soon maybe perhaps not nt rly def prob jus jst legit accidentally mistakenly repeatedly later here
    there truly deeply sincerely highly greatly personally genuinely
    mostly mainly actively presently quickly slowly gladly sadly normally generally typically
    """
)
"""Words that may stand between a subject and its verb."""

WORDS_NUMERAL = words(
    """
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand
    million first second third several many few most more other others
    """
)
WORDS_RELATIVE = ("which", "who", "that", "whom", "whose")
"""Words that make what follows a part of a noun, when a noun stands before them."""

WORDS_ADDITION = words(
    """
    also additionally furthermore moreover another secondly second besides plus aswell lastly finally next then
    """
)
"""Words that announce one more thing."""

WORDS_ANAPHOR = words(
    """
    it this that them these those they one such its there same
    """
)
"""Words that point back to something already named."""

WORDS_ABBREVIATION = words(
    """
    st mr mrs ms dr vs no inc ltd jr sr co dept approx eg ie etc prof gen rev ave blvd mt ft
    """
)
"""Words that carry a full stop inside a sentence."""

WORDS_AND = ("and", "n", "nd", "plus")
"""Words that add (not `or`: alternatives are one question)."""
