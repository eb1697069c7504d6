"""Words and phrases of politeness and of hedging."""

from __future__ import annotations

from prodshape.clauses.listing import phrases, words, words_of

PHRASES_HEDGE = phrases(
    """
    i was wondering | i'm wondering | i am wondering | was wondering if | just wondering | wondering if | i
    wonder if | i think | i guess | i suppose | i believe | i assume | i feel like | i'd say | i would say | in
    my opinion | imo | it seems | seems like | seems to | appears to | seem to | looks like | sort of | kind of
    | kinda | sorta | if possible | if you can | if you could | if you don't mind | if it's not too much | if
    that's ok | if i may | if that makes sense | not sure | i'm not sure | i am not sure | im not sure | more or
    less | to some extent | as far as i know | as far as i can tell | would it be possible | is it possible |
    might be | may be | could be | would you mind | any chance | by any chance | i may be wrong | correct me if
    | tend to | tends to | a bit | a little bit | somewhat | i don't think | i dont think | i'm guessing | im
    guessing | i am guessing | i thought | i was hoping | i'd guess | or something | or so | or whatever | not
    entirely | not quite | not certain | i could be wrong | unless i'm mistaken | hopefully you | could you
    possibly | should be able | i would think | i'd think | it looks like | in theory | i'm afraid i | i'm
    afraid it | i'm afraid that | i'm afraid my | it appears that | it appears as | i wonder | i may | it may |
    we may | there may | that may | this may | just wanted to check | just wanted to see | just wanted to ask |
    just checking if | not too sure | is there any chance | would it be ok | if at all possible | i'd imagine |
    i imagine
    """
)
"""Phrases that make a statement or a request less sure of itself."""
WORDS_HEDGE_PHRASES = words_of(PHRASES_HEDGE)

WORDS_HEDGE = words(
    """
    perhaps maybe possibly probably presumably apparently supposedly might seemingly arguably roughly approximately
    likely unlikely somehow somewhat allegedly conceivably potentially hopefully mayb prolly probs ish idk dunno
    kinda sorta wondering imo imho afaik iirc
    """
)

PHRASES_INDIRECT = phrases(
    """
    could you | would you | could i | would it | could we | may i | might i | could u | would u | i would like | i'd
    like | i would appreciate | i'd appreciate | would appreciate | i would be | i'd be | would be great | would be
    nice | would love | would be helpful | be so kind | if you could | if you can | would you mind | do you mind |
    would it be possible | is it possible | is there any way | is there a way | any chance | i was wondering | i was
    hoping | i'm wondering | was wondering if | wondering if | wonder if you | grateful if | happy to | glad to | be
    able to | if possible | whenever you | when you have | when you get | if you have time | at your convenience
    """
)
"""Ways round a plain order."""
WORDS_INDIRECT_PHRASES = words_of(PHRASES_INDIRECT)

PHRASES_ABLE = phrases(
    """
    can you | can u | can someone | can anyone | can anybody | can somebody | could someone | could anyone | could
    anybody | could somebody
    """
)
"""An order in the form of a question."""
WORDS_ABLE_PHRASES = words_of(PHRASES_ABLE)

PHRASES_GRATITUDE = phrases(
    """
    thank you | thanks | thank u | thankyou | thx | thnx | thanx | ty | tysm | cheers | much appreciated | i
    appreciate | appreciate it | really appreciate | i'm grateful | i am grateful | many thanks | thanks in advance
    | thank you very much | thanks a lot | thanks so much | thank you so much | appreciated | gracias | merci |
    danke
    """
)
WORDS_GRATITUDE_PHRASES = words_of(PHRASES_GRATITUDE)

PHRASES_APOLOGY = phrases(
    """
    sorry | apologies | apologize | apologise | my apologies | excuse me | pardon | pardon me | forgive me | my bad
    | sry | i'm sorry | i am sorry | sorry to bother | sorry for | sorry about | sorry if | my mistake | i beg your
    pardon
    """
)
WORDS_APOLOGY_PHRASES = words_of(PHRASES_APOLOGY)

PHRASES_PRAISE = phrases(
    """
    great work | good work | nice work | great job | good job | nice job | well done | keep up | looks good | looks
    great | good idea | great idea | nice article | interesting | wonderful | excellent | fantastic | awesome |
    impressive | brilliant | amazing | lovely | beautiful | i like | i love | nice | great | helpful | kind of you |
    nice of you | good point | glad | happy | welcome | congratulations | congrats | enjoy | enjoyed | best wishes |
    all the best | kind regards
    """
)
WORDS_COURTESY_PRAISE = words_of(PHRASES_PRAISE)

WORDS_PLEASE = ("please", "pls", "plz", "plss", "plse", "pleas", "pleaz", "kindly", "por", "favor", "bitte", "svp")

WORDS_HARSH = words(
    """
    stupid idiot idiots idiotic dumb moron morons pathetic ridiculous useless worthless garbage trash crap crappy
    shit shitty bullshit bs fuck fucking fucked fuckin fck fkn damn goddamn hell ass asshole bastard bitch suck
    sucks sucked disgusting disgrace disgraceful worst terrible horrible awful horrendous appalling incompetent liar
    liars scam scammers crooks shame shameful joke clowns clown nonsense unacceptable rude ignorant arrogant lazy hate
    hated wtf stfu wth ffs dammit bloody troll nonsensical absurd hypocrite hypocritical piss pissed bogus ridiculously
    """
)
"""Words that insult or swear."""

WORDS_BLAME = words(
    """
    lying lie lies thieves thief theft vandalism vandal vandalizing disruptive ban threaten screwed sick wrong
    """
)
"""Words of blame that as often name the matter (`the wrong order`, `report the theft of a card`): no sign of rudeness."""

PHRASES_BLUNT = phrases(
    """
    why did you | why do you | why are you | why don't you | why dont you | why would you | why have you | why
    didn't you | what the hell | what the fuck | are you kidding | are you serious | are you blind | you people |
    you guys are | what are you | who are you | how dare | do you even | did you even | have you even | you need to
    | you must | stop it | you should | you can't | you cannot | you have no | what is your problem | what's your
    problem | grow up | shut up | get a life | leave me alone | is that clear | your fault | you never | you always
    | you obviously | you clearly | you don't | you are not | you're not | you are just | you're just | so what |
    what makes you | since when | how can you | how could you | says who | you keep | you just | you do not
    """
)
"""Turns of phrase that corner the reader."""
WORDS_BLUNT_PHRASES = words_of(PHRASES_BLUNT)
