"""Words and phrases by which people say that they want something, or that something is wrong."""

from __future__ import annotations

from prodshape.clauses.listing import phrases, words, words_of

PHRASES_WANT = phrases(
    """
    i want | i need | i'd like | i would like | id like | i wanna | i wanted | i wish to | i require | i wants | i
    needs | i would love | i'd love | i would prefer | i'd prefer | we want | we need | we'd like | we would like | i
    am looking | i'm looking | im looking | i was looking | i am trying to | i'm trying to | im trying to | i have to
    | i'd need | i would need | i really need | i really want | i just want | i just need | i only want | i also need
    | i also want | i also would like | i would also like | i'd also like | i still need | i will need | i'll need |
    i'll have | i will have | i'll take | i will take | i like to | i request | i would request | i am requesting |
    i'm requesting | i demand | i expect | i am interested in | i'm interested in | im interested in | i was hoping |
    i'm hoping | i am hoping | i hope you can | i was wondering | i am wondering | i'm wondering | im wondering | i
    wonder | i wondered | just wondering | was wondering | i have a question | i got a question | i have a query | i
    had a question | quick question | i have question | have a question | i'm after | i am after | i'm curious | i am
    curious | i'd rather | i would rather | i intend to | i plan to | i am planning to | i'm planning to | i don't
    understand | i dont understand | i do not understand | i don't know | i dont know | i do not know | i'm not sure |
    im not sure | i am not sure | not sure how | not sure why | not sure what | no idea how | wanted to know | want to
    know | would like to know | like to know | need to know | let me know | tell me | is it possible | any chance |
    any way to | any update | any updates | any news | any idea | any ideas | any help | any advice | any suggestions
    | any info | any eta | any luck | anyone know | anybody know | does anyone | does anybody | anyone else | looking
    for | looking to | trying to | help me | help with | help please | please help | pls help | plz help | need help |
    need assistance | need to | want to | wanna | would like to | i am unable | i'm unable | please advise | pls
    advise | please assist | please fix | pls fix | please explain | please respond | please reply | what about | how
    about | get back to me | call me | contact me | dm me | reply to me | give me | send me | show me | where can i |
    how can i | how do i | how to | can you | could you | would you | will you | can u | could u | can i | may i |
    could i | should i | do i | do you | do u | are you | are u | is there | are there | can we | can someone | can
    anyone | could someone | can somebody | why is | why are | why does | why do | why am | why has | why can't | you
    should | you need to | you guys should | you guys need to | you must | you have to | you could | we should | i
    suggest | i recommend | i propose | please stop | please add | please bring | would be nice if | wish you would |
    i am interested | i'm interested | i'm searching | i am searching | searching for | in need of | needs to | needs
    to be | need to be | im hoping | hoping you can | hoping to | i am contacting | i'm contacting | i am writing |
    i'm writing | i am here to | i'm here to | i came to | i am calling | can't figure | cannot figure | curious to
    know | curious if | i'm wanting | i am wanting | i'm inquiring | i am inquiring | i'm seeking | i am seeking | i
    have questions | i have some questions | i have a few questions | let's find | let's look for | let's book | let's
    search | wish you | wish i could | would be great if | it would be great | it would be nice | bring back | get rid
    of
    """
)
"""Ways to ask, in so many words."""
WORDS_WANT_PHRASES = words_of(PHRASES_WANT)

WORDS_TROUBLE = words(
    """
    broken broke crash crashes crashed crashing error errors fail fails failed failing failure fault faulty freeze
    freezes freezing frozen froze glitch glitches glitching glitchy lag lagging laggy bug bugs buggy outage stuck
    missing lost late delayed delay delays overdue wrong incorrect incorrectly declined rejected refused blocked
    locked hacked hack stolen fraud fraudulent unauthorized unauthorised scam scammed damaged defective cracked
    leaking unable cannot can't cant couldn't couldnt won't wont doesn't doesnt isn't isnt hasn't hasnt haven't
    havent wasn't wasnt didn't didnt never issue issues problem problems trouble overcharged charged twice duplicate
    expired disappeared vanished disconnected disconnects disconnecting offline down slow buffering unresponsive
    inaccessible invalid unavailable cancelled canceled undelivered dead corrupt corrupted stopped stops loading
    complaint unlocked unreachable malfunctioning misplaced forgot forgotten expires pending waiting awaiting
    unsuccessful suspicious mysterious unknown unrecognized unrecognised unhappy dissatisfied unacceptable
    ridiculous ruined don't dont hadn't aren't arent wouldn't wouldnt shouldn't nothing nowhere without instead
    reverted messed haywire
    """
)
"""Words by which people say that something is wrong."""

PHRASES_TROUBLE = phrases(
    """
    not working | doesn't work | does not work | doesnt work | not work | isn't working | isnt working | won't work |
    wont work | stopped working | no longer works | not able | not arrived | not received | not delivered | hasn't
    arrived | has not arrived | hasnt arrived | didn't arrive | did not arrive | never arrived | never received |
    never came | never got | still waiting | been waiting | still not | still no | not yet | no response | no reply |
    no answer | no internet | no service | no signal | no connection | no sound | keeps saying | keep getting | keeps
    crashing | won't let | wont let | not letting | doesn't let | won't load | not loading | won't open | won't
    connect | not connecting | won't turn on | charged me | charged twice | double charged | overcharged me | wrong
    item | wrong order | wrong size | wrong address | wrong amount | used to work | not showing | doesn't show | not
    responding | can't log | cant log | cannot log | can't login | cant login | can't access | cannot access | can't
    connect | can't find | can't get | cant get | cannot get | locked out | logged out | ran out | out of stock | no
    longer | supposed to be | was supposed to | should have been | was due | still hasn't | still haven't | still
    isn't | having trouble | having issues | having problems | having an issue | having a problem | have a problem |
    have an issue | having difficulty | something wrong | something is wrong | went wrong | what's wrong | messed up |
    screwed up | not getting | not receiving | not updating | not syncing | not playing | not charging | not turning
    on | not opening | doesn't open | doesn't load | doesn't update | doesn't connect | keeps stopping | keeps
    freezing | shuts down | cuts out | on hold | no power | no water | no hot water | no heating | no picture | no
    wifi | no network | no one answers | nobody answers | no one came | nobody came | no one picks up | nobody picks
    up | no one replies | nobody replies | no one has | nobody has | too many times | too long | by now | extra fee |
    extra charge | extra cost | not right | wasn't right | isn't right | only got | only received | only gave | more
    than once | yet to receive | yet to arrive | yet to see | yet to get | yet to hear | someone else's | somebody
    else's | goes off | switches off | turns off | turns itself off | loud noise | black screen | blank screen | more
    than i expected | less than i expected | one short | came with a | came without | came in the wrong | behind time
    | for an hour | for hours | for days | for weeks | for over an hour | for a week | since this morning | since
    yesterday | all morning | minutes late | hours late | an hour late | days late | hour delay | and nobody | and no
    one | says a word | your app | your website | your site | your driver | your courier | your agent | your staff |
    your system | your machine | your customer service | needs to be | not mine | isn't mine | not familiar | never
    made | never bought | never ordered | never signed | dent | dented | scratched | torn | ripped | snapped |
    shattered | leaks | leaked | stained | soaked | mouldy | moldy | rotten | stale | undercooked | burnt | filthy |
    noisy | rattles | stole | swallowed | sucked | doubled | ghosted | ignored | stranded | barred | strange | odd |
    weird | unexpected | compromised | breach | denied | decline | unfamiliar | confused | misspelled | misspelt |
    mistake | mistakenly | blurry | pixelated | unreadable | unusable | unplayable | garbled | gone | exposed
    """
)
"""Ways to say that something is wrong. Single words are here, not in `WORDS_TROUBLE`, where the fitted network is not shown them."""
PHRASES_ADDITION = phrases(
    """
    by the way | another thing | one more thing | another question | one more question | one other thing | in
    addition | on top of that | as well as | apart from that | second question | last thing | one last thing |
    another issue | another problem | other thing | next question | and another | while you're at it | while we're
    at it | on another note | separate question | secondly | additionally | also | furthermore | moreover | btw |
    and also | on a different note | after that | oh and | another request | a different question | different
    question | separately | in the same vein | by the by | while i'm here | while i am here | while i have you | before i
    forget | almost forgot | forgot to ask | on a side note | side note | incidentally | as an aside | unrelated question |
    unrelated | other question | last question | final question | one last question | third question | separate issue
    """
)
"""Phrases that announce one more thing."""
WORDS_ADDITION_PHRASES = words_of(PHRASES_ADDITION)

WORDS_TROUBLE_PHRASES = words_of(PHRASES_TROUBLE)

PHRASES_NO_TROUBLE = phrases(
    """
    i don't mind | i dont mind | doesn't mind | don't care | dont care | doesn't care | no i don't | no i dont | no i
    do not | no we don't | no we dont | no it doesn't | no it didn't | no it isn't | no i can't | no i didn't | i
    don't want it | i dont want it | i do not want it | i don't want to book | i don't want to reserve | i don't need
    any | i dont need any | i do not need any | i would not like | i wouldn't like | i do not wish | i don't wish |
    didn't know that | didnt know that | i don't say | don't get me wrong | won't be necessary | wont be necessary |
    not be necessary | isn't necessary | not necessary | not needed | isn't needed | nothing else | nothing more |
    nothing further | nothing like | nothing but | nothing my side | nothing from my side | for nothing | never again
    | never ever | will never book | will never buy | will never use | will never fly | will never order | will never
    shop | will never come back | will never go back | never going back | never been happier | never fails | never
    fail | never disappoints | never disappoint | never disappointed | never disappointing | doesn't disappoint |
    didn't disappoint | did not disappoint | not disappoint | not let me down | did not let me down | does not let me
    down | never let me down | never lets me down | didn't let me down | can't wait | cant wait | cannot wait |
    couldn't wait | can't complain | cant complain | can't fault | couldn't fault | can't thank | cannot thank |
    couldn't be happier | could not be happier | couldn't have asked | couldn't ask | can't go wrong | can't beat |
    not my fault | no issue | no issues | no problem | no problems | no errors | no complaints | not a problem | if
    any problem | if any problems | if any issue | if any issues | if there is any problem | if there is any issue |
    problem was solved | problem is solved | problem solved | issue is resolved | issue was resolved | issue resolved
    | issue is fixed | problem is fixed | not yet thanks | nope not yet | haven't changed anything | never mind |
    never heard of it | what you pay for | not a bad | not bad | not too bad | not bothered | never knew | slow cooker
    | slow motion | down the road | down to | down here | down there | sit down | up and down | lost a customer | lost
    a loyal customer | lost me as a customer | lost my business
    """
)
"""Where such words tell of no trouble: nothing is wanted, nothing is wrong, or it is over."""
WORDS_NO_TROUBLE_PHRASES = words_of(PHRASES_NO_TROUBLE)

WORDS_DEGREE = (
    "long",
    "much",
    "many",
    "often",
    "far",
    "soon",
    "big",
    "old",
    "fast",
    "late",
    "come",
    "about",
    "well",
    "to",
)
"""Words that make a question with `how`."""

WORDS_NEED_NOUN = words(
    """
    refund refunds return returns exchange status tracking track delivery shipping shipment order orders invoice
    bill billing payment balance account password login cancellation cancel subscription renewal upgrade policy
    price prices cost quote appointment booking reservation support assistance help info information details hours
    address number receipt warranty repair replacement size stock availability discount coupon promo eta update
    reset claim proof insurance plan plans transfer statement voucher compensation forecast weather directions
    recipe alarm reminder timer playlist flight flights ticket tickets hotel restaurant restaurants
    """
)
"""Nouns that stand for a request when they are nearly all of a message: `refund status`."""

WORDS_PRAISE = words(
    """
    love loved loves loving amazing awesome great best excellent fantastic brilliant wonderful lovely beautiful
    happy enjoy enjoyed enjoying favorite favourite kudos congrats congratulations proud excited delicious yummy
    impressed stellar superb outstanding perfect pleased grateful thrilled blessed shoutout yay fab fabulous
    gorgeous delighted haha lol lmao obsessed sweetest nicest kindest friendliest helpful yum tasty cute
    """
)

WORDS_SLOT = words(
    """
    name id zip zipcode pin code password passcode username email phone mobile address account acct dob birth city
    state otp ssn number no digits model year amount policy last four is are and my mine the it's its
    """
)
"""What a user says back when an agent asks for details."""

WORDS_VAGUE = words(
    """
    help assist advise fix explain know sort resolve solve tell answer reply respond guide idea ideas wrong
    happening going suggestions advice understand mean guys serious kidding let
    """
)
"""Words of a second question that only presses the first (`can you help`, `any ideas`, `what is going on`)."""

PHRASES_HELP = phrases(
    """
    help | help me | need help | need assistance | need support | i have a question | have a question | have a query |
    have a doubt | one question | quick question | i have a query | i need | assist me | sos
    """
)
"""Calls for help that say no more than that."""
WORDS_HELP_PHRASES = words_of(PHRASES_HELP)
