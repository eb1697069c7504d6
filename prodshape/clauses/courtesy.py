"""Words and phrases of politeness and of hedging."""

from __future__ import annotations

from prodshape.clauses.listing import phrases, words, words_of

PHRASES_HEDGE = phrases(
    """
    i was wondering | i'm wondering | i am wondering | was wondering if | just wondering | wondering if | i
    wonder if | i wonder whether | i wonder why | i wonder what | i wonder how | i wonder when | i wonder where | i wonder who | i think | i guess | i suppose | i believe | i assume | i feel like | i'd say | i would say | in
    my opinion | imo | it seems | seems like | seems to | appears to | seem to | looks like | sort of | kind of
    | kinda | sorta | if possible | if you can | if you could | if you don't mind | if it's not too much | if
    that's ok | if i may | if that makes sense | not sure | i'm not sure | i am not sure | im not sure | more or
    less | to some extent | as far as i know | as far as i can tell | would it be possible | is it possible |
    might be | may be | could be | would you mind | any chance | by any chance | i may be wrong | correct me if
    | tend to | tends to | a bit | a little bit | somewhat | i don't think | i dont think | i'm guessing | im
    guessing | i am guessing | i thought | i was hoping | i'd guess | or something | or so | or whatever | not
    entirely | not quite | not certain | i could be wrong | unless i'm mistaken | hopefully you | could you
    possibly | should be able | i would think | i'd think | it looks like | in theory | i'm afraid i | i'm
    afraid it | i'm afraid that | i'm afraid my | it appears that | it appears as | i may | it may |
    we may | there may | that may | this may | just wanted to check | just wanted to see | just wanted to ask |
    just checking if | not too sure | is there any chance | would it be ok | if at all possible | i'd imagine |
    i imagine | i reckon | i'd reckon | i doubt | i suspect | i gather | if i'm not mistaken | if i am not mistaken | if im not
    mistaken | if i'm not wrong | if i am not wrong | if im not wrong | if i remember correctly | if i remember right | if i
    remember rightly | if i recall correctly | if i recall | if memory serves | to my knowledge | pretty sure | fairly sure |
    almost sure | fairly certain | pretty certain | i'd assume | i presume | i expect it | for all i know | it would seem
    """
)
"""Phrases that make a statement or a request less sure of itself."""
WORDS_HEDGE_PHRASES = words_of(PHRASES_HEDGE)

WORDS_HEDGE = words(
    """
    perhaps maybe possibly probably presumably apparently supposedly might seemingly arguably roughly approximately
    likely unlikely somehow somewhat allegedly conceivably potentially hopefully mayb prolly probs ish
    kinda sorta wondering imo imho afaik iirc
    """
)
WORDS_UNSURE = ("idk", "dunno")
"""Not to know is no hedge; but it is a sign of what is said beside it."""

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
    well done | keep up the | kudos | hats off | top notch | top marks | second to none | you rock | u rock | you guys rock |
    made my day | can't fault | cannot fault | cant fault | couldn't fault | life saver | lifesaver | is a star | are a star |
    you're a star | is a legend | are a legend | you're a legend | is a gem | are a gem | an absolute star | a real star |
    thumbs up | five stars | above and beyond | kind of you | so kind of | congratulations | congrats | you're the best |
    youre the best | you guys are the best | u r the best | ur the best | big shout out | shoutout to | went the extra mile |
    good on you | way to go | would recommend | highly recommend | definitely recommend | nothing but praise | nothing but good | nice one
    """
)
"""Praise in turns of phrase; single words of praise are judged where they stand (`prodshape.clauses.praise`)."""
WORDS_PRAISE_PHRASES = words_of(PHRASES_PRAISE)

PHRASES_WISHES = phrases(
    """
    best wishes | kind regards | best regards | warm regards | all the best | good luck | take care | happy birthday | happy new
    year | happy holidays | happy easter | merry christmas | happy christmas | happy diwali | happy friday | have a great |
    have a good | have a nice | have a lovely | have a wonderful | have a fantastic | have a blessed | have a safe | enjoy your
    day | enjoy your weekend | enjoy your evening | welcome to | you're welcome | you are welcome | youre welcome | most
    welcome | glad you | glad to hear | glad it | so glad | nice to see | great to see | good to see | good to hear | great to
    hear | lovely to | nice day | great day | lovely day | great weekend | nice weekend | lovely weekend
    """
)
"""Good wishes: courteous, but no praise."""
WORDS_WISHES_PHRASES = words_of(PHRASES_WISHES)

WORDS_PLEASE = ("please", "pls", "plz", "plss", "plse", "pleas", "pleaz", "kindly", "por", "favor", "bitte", "svp")

WORDS_HARSH = words(
    """
    stupid idiot idiots idiotic dumb moron morons pathetic ridiculous useless worthless crappy shitty bullshit bs fuck fucked
    fck fkn goddamn asshole bastard bitch suck sucks sucked disgusting disgrace disgraceful terrible horrible awful horrendous
    appalling incompetent liar liars shameful nonsense unacceptable rude ignorant arrogant lazy stfu ffs dammit troll
    nonsensical absurd hypocrite hypocritical pissed bogus ridiculously wtf shit crap wth ass piss atrocious abysmal despicable
    deplorable vile scum jerk jerks dickhead twat wanker wankers retarded brainless imbecile imbeciles shite bollocks arse
    arsehole sickening woeful laughable sleazy fraudsters dipshit shitshow clusterfuck trashy
    """
)
"""Words that insult or swear."""
WORDS_SWEARING = words("fucking fuckin damn bloody hell")
"""Swearing that praises, too, before praise and assent (`damn good pizza`, `hell yes`)."""
WORDS_HARSH_NAMES = words("garbage trash scam scammers crooks clowns clown joke shame thieves worst")
"""Names that insult where they are said of somebody (`this is a joke`), and elsewhere name the matter (`a scam call`)."""
WORDS_HATING = words("hate hated")

WORDS_BLAME = words(
    """
    lying lie lies thief theft vandalism vandal vandalizing disruptive ban threaten screwed sick wrong
    """
)
"""Words of blame that as often name the matter (`the wrong order`, `report the theft of a card`): no sign of rudeness."""

PHRASES_BLUNT = phrases(
    """
    why did you | why are you | why don't you | why dont you | why would you | why have you | why didn't you | why didnt you |
    what the hell | what the fuck | are you kidding | are you serious | are you blind | are you joking | must be joking | must be
    kidding | you people | who are you to | who do you think | how dare | do you even | did you even | have you even | stop it |
    you have no | what is your problem | what's your problem | whats your problem | grow up | shut up | get a life | leave me
    alone | is that clear | your fault | you obviously | you clearly | so what | what makes you | since when | how can you | how
    could you | says who | sort it out | sort this out | sort yourselves out | act together | stop lying | what are you doing
    about | what are you doing with | what are you talking | what are you waiting | what are you thinking | what are you playing
    | what are you even | what are you hiding | what are you on about | wrong with you | thanks for nothing | thank you for nothing | no thanks to you | who cares | do your job
    | ashamed of yourself | ashamed of yourselves | know better | get a grip | be sacked | be fired | be sued | be jailed | be banned from
    """
)
"""Turns of phrase that corner the reader."""
WORDS_BLUNT_PHRASES = words_of(PHRASES_BLUNT)

PHRASES_ABOUT_YOU = phrases(
    """
    you should | you must | you need to | you have to | you better | you'd better | you guys should | you guys must | you guys
    need to | you guys have to | u should | u must | u need to | u guys should | u guys need to | you lot should | you lot need to |
    you are | you're | youre | u are | u r | you guys are | u guys are | you guys r | you lot are | you all are | y'all are | why
    do you | why do u | you can't | you cant | you cannot | you never | you always | you keep | you just | you don't | you dont |
    you do not | u never | u always | u keep | u dont | u don't | you guys never | you guys always | you guys keep | you guys
    don't | you guys dont | you guys can't | you guys cant | you are not | you're not | youre not | you are just | you're just |
    youre just
    """
)
"""Beginnings of sentences about the reader, rude by what is said behind (`prodshape.clauses.rudeness`)."""
WORDS_ABOUT_YOU = words_of(PHRASES_ABOUT_YOU)
