"""Words run together, and words taken apart: lists of our own making, from general knowledge.

Forms with a meaning of their own are left out (`maybe`, `everyday`, `anyway`, `already`, `into`, `may be`, `any one`).
"""

from prodshape.clauses.listing import words

_JOINED = """
a bit|a few|a little|a lot|all right|all of|as well|as soon|as per|at all|at least|at once|back up|bed room|but i
can i|can you|could you|credit card|debit card|do you|each other|even though|ever since|every one|every time
for example|for me|for now|for the|from the|gift card|give me|go ahead|good bye|good day|good evening|good luck
good morning|good night|got it|have a|have to|hello i|help me|hi i|how are|how can|how do|how long|how many|how much
how to|i am|i can|i have|i know|i like|i need|i think|i want|i was|i will|i would|if you|in a|in case|in fact|in front
in order|in stead|in the|is it|is there|is this|it is|kind of|last night|last week|let me|may i|me to|my account
my card|my name|my order|my self|need to|never mind|new york|next day|next time|next week|no longer|no more|no one
no problem|no thank|no thanks|no thats|no that|of course|of the|off course|ok thanks|okay thanks|on the|on time
once again|or not|out of|over all|per day|per month|phone number|please help|post code|right away|right now|same time
sign up please|sim card|so far|so much|so that|some how|some one|some thing|some times|thank you|thank you very
thanks a|thanks for|that is|the same|there is|this is|this one|to be|to get|to the|too much|up to|very much|want to
was not|we are|we have|what is|what the|when i|when will|where is|which is|why is|why not|will be|will not|will you
with me|with my|with out|with the|would be|would like|yes please|you are|you can|your self|able to|about it|about my
about the|after all|after that|all my|all the|and the|any more info|any news|any update|apart from|are you|as long
as much|as possible|as usual|ask for|at home|at last|at most|at my|at the|at this|at work|back to|bank account|be able
because i|because of|before the|best regards|better than|both of|but not|but the|by far|by mistake|by now|by the
by the way|call me|can we|check in please|check my|check the|come on|customer care|customer service|customer support
day before|did not|does not|dont have|dont know|dont want|due to|each time|end of|even if|even more|every month
every week|every year|except for|feel free|feel like|few days|find out|first time|for all|for another|for days
for free|for good|for her|for him|for it|for months|for my|for sale|for sure|for that|for this|for us|for weeks
for you|forget it|from my|from now|from this|get back|get it|get my|get the|get to|give up|go back|going on|going to
good afternoon|good job|good time|got my|got to|had to|half an|happy with|has been|has not|have been|have not|have you
having a|he was|hello my|hello sir|hello there|here is|hi there|high time|hotel room|how come|how do i|how does
i bought|i cannot|i cant|i dont|i guess|i hope|i just|i love|i ordered|i paid|i please|i would like|id like|if it
if not|if the|im not|in addition|in advance|in any|in between|in detail|in general|in just|in my|in order to|in other
in our|in person|in reality|in spite|in store|in that|in there|in this|in time|in touch|in your|instead of
internet service|is my|is not|is that|is very|it has|it is not|it says|it was|it will|its not|just a|just got|just now
last month|last name|last time|last year|later on|less than|lets go|let us|like a|like that|like this|log in to
look at|look for|lot of|made a|make a|make it|make sure|many thanks|may be i|me know|me the|might be|mobile number
mobile phone|more than|more time|most of|much better|much more|must be|my address|my bank|my bill|my booking|my credit
my email|my flight|my friend|my god|my home|my house|my husband|my internet|my mom|my money|my mother|my new|my number
my own|my package|my password|my phone|my refund|my seat|my son|my wife|need the|next month|next to|next year|no idea
no need|no reason|no reply|no wonder|none of|not at|not be|not even|not good|not have|not in|not my|not sure|not the
not to|not working|of all|of it|of my|of that|of this|of your|off of|ok bye|ok fine|ok good|ok sir|ok sure|ok thank
ok thank you|ok that|okay bye|okay thank|okay thank you|on hold|on my|on that|on this|on top|on your|one day|one month
one more|one of|one week|one year|only one|or the|or what|order number|our own|out there|over the|over there|paid for
part of|pay for|per week|per year|phone call|phone no|pin code|please call|please can|please check|please do
please give|please let|please make|please send|please tell|plenty of|post office|prior to|quite a|rather than
really good|refund my|regards to|right there|same day|same thing|say that|see you|send it|send me|she is|should be
should i|should not|show me|similar to|since i|since the|sir please|so long|so many|so sorry|soon as|sort of|speak to
still no|still not|sure i|sure sir|sure thank|take care|take it|talk to|tell me|thanks again|thanks alot|thanks bye
thanks in|thanks so|thank you bye|thank you sir|thank you so|that i|that the|that was|that you|the best|the end
the first|the most|the new|the next|the one|the order|the only|the other|the price|the way|the whole|them to|then i
there are|there was|they are|they said|they will|this far|this month|this morning|this week|this year|to all|to buy
to call|to check|to find|to give|to have|to help|to his|to know|to make|to my|to pay|to see|to send|to that|to this
to you|to your|together with|told me|too bad|too long|too many|top up please|try again|try to|under the|until now
up and|up till|use it|very bad|very good|very happy|very long|wait for|waiting for|want a|want my|was going|was in
was it|was the|way too|we can|we need|we were|we will|well as|went to|were not|what about|what can|what do|what do you
what else|what happened|what if|what kind|what should|what time|what to|what was|what will|when do|when is|when the
where are|where can|where do|which one|who are|who is|whole day|why am|why are|why cant|why did|why do|will it
will take|will there|with a|with an|with it|with that|with this|with us|with you|with your|work for|would it|would not
wrong with|yes it|yes my|yes no|yes of|yes ok|yes sir|yes thank|yes thanks|yes that|yet to|you all|you do|you for
you guys|you have|you know|you please|you so|you the|you to|you too|you very|you want|you will|your app|your email
your help|your name|your order|your reply|your service|your website|hi good|hi sir|day bye|day good
all good|have a good|have a nice|nice day|no thank you|no thanks bye|no thats it|thats all|thats it
"""

_OWN_MEANING = frozenset(
    words(
        """
        already alright forme goodbye into its maybe myself without overall anyone everyone someone something
        sometimes somehow yourself backup postcode bedroom instead ina hii
        goodnight
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
    ("lap", "top"): "laptop", ("lap", "tops"): "laptops", ("desk", "top"): "desktop",
    ("note", "books"): "notebooks",     ("screen", "shot"): "screenshot", ("screen", "shots"): "screenshots", ("any", "body"): "anybody",
    ("every", "body"): "everybody", ("some", "body"): "somebody", ("some", "where"): "somewhere",
    ("any", "where"): "anywhere", ("every", "where"): "everywhere", ("no", "where"): "nowhere",
    ("week", "end"): "weekend", ("week", "ends"): "weekends",     ("al", "though"): "although", ("un", "fortunately"): "unfortunately", ("mis", "take"): "mistake",
    ("mis", "understanding"): "misunderstanding", ("head", "phones"): "headphones", ("ear", "phones"): "earphones",
    ("ear", "buds"): "earbuds", ("suit", "case"): "suitcase", ("suit", "cases"): "suitcases",
    ("hand", "bag"): "handbag", ("birth", "day"): "birthday", ("break", "fast"): "breakfast",
    ("air", "line"): "airline", ("air", "lines"): "airlines", ("air", "ports"): "airports",
    ("re", "placement"): "replacement", ("de", "livered"): "delivered", ("re", "turned"): "returned",
    ("un", "able"): "unable", ("dis", "count"): "discount",
    ("cus", "tomer"): "customer", ("pass", "words"): "passwords", ("pass", "port"): "passport",
    ("web", "sites"): "websites",
        ("down", "loaded"): "downloaded", ("down", "loading"): "downloading", ("up", "dated"): "updated",
    ("up", "graded"): "upgraded", ("up", "load"): "upload", ("there", "fore"): "therefore",
    ("further", "more"): "furthermore", ("out", "dated"): "outdated",     ("tooth", "brush"): "toothbrush",     ("bath", "room"): "bathroom", ("bed", "room"): "bedroom", ("bed", "rooms"): "bedrooms",
    ("class", "room"): "classroom", ("grand", "mother"): "grandmother", ("grand", "father"): "grandfather",
    ("boy", "friend"): "boyfriend", ("girl", "friend"): "girlfriend", ("after", "noon"): "afternoon",
    ("mid", "night"): "midnight", ("tomor", "row"): "tomorrow",
    ("on", "going"): "ongoing", ("in", "correct"): "incorrect", ("in", "valid"): "invalid",
    ("in", "active"): "inactive", ("over", "draft"): "overdraft", ("over", "charged"): "overcharged",
    ("with", "draw"): "withdraw", ("with", "drawn"): "withdrawn", ("with", "drawal"): "withdrawal",
    ("fire", "wall"): "firewall",     ("micro", "phone"): "microphone",     ("broad", "band"): "broadband", ("black", "mail"): "blackmail", ("under", "stand"): "understand",
    ("under", "stood"): "understood", ("some", "how"): "somehow", ("any", "how"): "anyhow",
    ("them", "self"): "themselves", ("who", "ever"): "whoever", ("where", "ever"): "wherever",
    ("which", "ever"): "whichever",
}  # fmt: skip
"""Two written words, to the one word they are."""

WORDS_RUN_ON: tuple[str, ...] = tuple(sorted(RUN_ONS))
"""The joined forms, for the vocabulary."""

WORDS_SPLIT: tuple[str, ...] = tuple(sorted({part for pair in SPLITS for part in pair}))
"""The parts of split words, for the vocabulary."""
