"""Sentences made from frames written for this project: what a second sentence may be without being a second request.

Each function draws one text; nothing here is taken from any data set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

THINGS = """order|parcel|package|refund|delivery|account|card|subscription|app|phone|internet|router|flight|booking|bill|
payment|password|laptop|ticket|luggage|bag|connection|tv box|remote|update|game|website|login|invoice|coupon|code|
transfer|service|signal|broadband|wifi|landline|contract|plan|device|console|controller|headset|printer|playlist|
shoes|jacket|dress|sofa|mattress|fridge|washing machine|pizza|groceries|train|bus|seat|reservation|room|hotel|
driver|store|membership|points|gift card|warranty|claim|policy|mortgage|loan|statement|direct debit""".replace(
    "\n", ""
).split("|")

TROUBLES = """hasn't arrived|never came|is late|is broken|doesn't work|isn't working|keeps crashing|won't open|stopped working|
was cancelled|got lost|is wrong|is damaged|has been down since this morning|shows an error|won't load|is frozen|
was declined|was charged twice|is still pending|has not been processed|came with a hole in it|won't connect|
is so slow today|drops every five minutes|says invalid|was delayed again|is missing two items|never turned up|
got stolen|keeps asking me to log in|was delivered to the wrong house|is stuck on the loading screen""".replace(
    "\n", ""
).split("|")

NARRATION = """i ordered it two weeks ago|i bought it last month|i have been a customer for ten years|i called yesterday and waited for an hour|
i spoke to someone called Sam|they told me it would be here by friday|the driver said nobody was home|i was at home all day|
i paid extra for next day delivery|i've tried restarting it|i tried turning it off and on again|i reinstalled it twice|
i emailed you last week and got no reply|this is the third time this month|it worked fine until the last update|
it was supposed to come on monday|i got a text saying it was delivered|nothing has changed on my side|
i took a day off work for this|the chat agent hung up on me|my neighbour has the same problem|i am travelling tomorrow|
it's my daughter's birthday on saturday|i already sent you a dm|i've got the receipt|i have the tracking number|
i checked the website and it says shipped|i waited in the queue for 40 minutes|they said someone would call me back|
nobody called me back|the lady on the phone was very rude|i was promised a refund|i returned it to the shop in town|
the money left my account on the 3rd|i use it every day for work|i moved house in june|i changed my number last year|
i am on the latest version|my contract ends in march|we have had four engineers out|it's been three weeks now|
i got an email about it this morning|i followed the steps on your page|it asks for a code and i enter the code|
the screen goes black and then nothing happens|the lights on the box are all green|i logged in with my usual password|
i'm using the android app|we were on the 9:15 to town|we sat on the runway for two hours|they lost my bag on the way out|
my son was really upset|i've spent a fortune with you over the years|all i got was a leaflet through the door|
i had to go to the depot myself|it cost me 30 quid in taxis|the food was cold when it came|we asked for no onions|
your staff in the shop were lovely though|i know it's not your fault|it says everything is fine|i sent all documents already""".replace(
    "\n", ""
).split("|")

RANTS = """this is ridiculous|absolutely disgusted|worst service ever|what a joke|not good enough|i'm so angry right now|
unbelievable|never using you again|this is a disgrace|so disappointed|terrible customer service|you lot are useless|
shame on you|i expected better|i've had enough|thanks for nothing|so much for next day delivery|beyond a joke|
appalling|not impressed|really poor|i'm fuming|zero stars|this is not acceptable|i am done with this company|
it's a total shambles|you've lost a customer|an absolute nightmare|utter rubbish|i give up|sort it out|pull your finger out|
get it together|do better|get a grip|step it up""".replace("\n", "").split("|")

RHETORICAL = """are you kidding me|are you serious|is this a joke|seriously|how hard can it be|how is this even legal|
what is wrong with you people|why do i even bother|do you even care|what am i paying for|how can this still happen in this day and age|
why is it always me|who runs this company|what kind of service is that|how is that fair|is anybody there|
is anyone even reading this|what's the point|how can you treat customers like this|do you think this is ok|
what the hell|what is going on|why so slow|how many times do i have to say it|why am i not surprised|
do you know how long i waited|can you believe it|you call this service|is that too much to ask|how do you sleep at night|
what gives|what happened|how come|really|why though|am i a joke to you|when will this end|is it just me|who does that""".replace(
    "\n", ""
).split("|")

PLEAS = """please help|can you help|can you help me|could you please help|help please|help me please|please advise|any help|any ideas|
can anyone help|can someone help me|please sort this|please fix this|fix it please|can you fix it|please look into it|
can you look into this|could you look into this for me please|could someone please get back to me|get back to me|
please respond|please reply|let me know|please let me know|let me know asap|let me know what you think|dm me|please dm me|
can you dm me|can i dm you|can someone call me|please call me|please contact me|contact me asap|can you check|
can you please check this|what should i do|what do i do|what can i do|what can i do about it|what do i do now|
what should i do next|how do i fix this|how can i fix it|how do i solve this|how can this be solved|how do i sort this out|
what's going on|what's happening|why is that|why|how come|any update|any updates|any news|is there anything you can do|
is there anything i can do|can this be fixed|can you sort it out|will you fix it|can you assist|i need help|i need help with this|
i need some assistance with that|need help asap|would appreciate your help|i'd appreciate some help|do you know why|
could you tell me why|can you explain this|can you tell me what happened|do you have any idea why|is this normal|
i want this sorted|i need this sorted today|i want it fixed|please resolve|kindly do the needful|please do something|
do something about it|make it stop|is that possible|is it possible|can that be done|can you do that for me|
would that be possible|would you do that for me|is that ok|is this something you can help with|who do i speak to about this|
who can i talk to|where do i go from here|how do i go about that|how do i do that|how can i do this|how does that work""".replace(
    "\n", ""
).split("|")

SAME_MATTER = """when will it be back|when will it be back up|has it gone through|what are my options|is there a workaround|
is anyone else having this|anyone else having this problem|i need it for work|refund what you have taken|
who do i call about this|how do i claim|when can i expect it|when will it arrive|when is it going to be fixed|
how long will it take|how much longer|how long do i have to wait|how am i meant to use it|how can i get hold of anyone|
who is responsible for this|is it running today|is it cancelled|is it still coming|where is it now|where is it|
where could it be|has it been lost|is it lost|did you even send it|did anyone check it|was it ever shipped|
why was i told otherwise|why did nobody tell me|why can't i do it online|why does this keep happening|why is it taking so long|
why has it not been sorted|why am i paying for this|what will you do about it|what are you going to do about it|
are you going to fix this|are you planning to fix it|will you fix it soon|is this how you treat people|is this a known issue|
is this a bug|is it a scam|is it legit|is it just me or is it down|i need to hand it in tomorrow|i have to leave in an hour|
i need an answer today|i can't wait any longer|i can't do my job like this|i don't want a voucher|
i don't want to wait another week|i just want it to work|all i want is an answer|all i want is what i paid for|
please check your messages|check your dms|look at my last message|i sent you the details|tell me where it is|
tell me what is going on|tell me what i should do|give me a straight answer|can you get it back|can you see what went wrong|
can you see it on your side|can you please hurry|could you chase it up|could you find out|could you at least say sorry|
would you look at my case|do you have an update|do you know when|do you know what happened|do i have to do it all again|
do i need to do anything|do i need to call|do i need to wait|am i going to get it|am i covered for that|
am i doing something wrong|are you aware of this|are you looking into it|are you ever going to reply|shall i cancel it then|
shall i go somewhere else|should i be worried|should i reinstall it|should i wait|must i come in again|
i am happy to send a photo|happy to give more details""".replace("\n", "").split("|")

GREETINGS = [
    "hi",
    "hello",
    "hey",
    "hi there",
    "good morning",
    "hello team",
    "hey guys",
    "hiya",
    "dear support",
    "hi, how are you",
    "hello, hope you are well",
    "morning",
]
CLOSINGS = """thanks|thank you|thx|thanks in advance|many thanks|cheers|thank you so much for your help|ty|regards|have a nice day|
thanks a lot|much appreciated|best regards|thank you very much|looking forward to your reply|have a great day|appreciate it|ta""".replace(
    "\n", ""
).split("|")
PRAISE = """great service today|love the new app|the staff were amazing|you guys rock|thanks to Ana at the desk|best coffee in town|
shoutout to your team|so happy with my new phone|the crew on my flight were lovely|well done|keep up the good work|
really impressed with the delivery|my favourite shop by far|it arrived this morning and it's perfect|can't wait for the new season|
just landed and what a flight|your new advert made me laugh|nice one""".replace("\n", "").split("|")
FEEDBACK = """i think the old version was better|the new logo looks odd|i will be switching to someone else|i told my friends about you|
i just wanted to let you know|just so you know|i'm looking at your site now|we got there in the end|i'll send it over tonight|
i will try that|i'll have a look|i did that already|yes i have done that|no it still does the same|it was in the spam folder|
it's sorted now|never mind, found it|it works now|that did the trick|i was told the same yesterday|yes that's the one|
no that was last year|it's the blue one|i sent you a message|i have sent it|done|i replied to your email|just filled in the form|
my name is Jo Miles|my order number is 4471882|it's 22 Park Road|the postcode is B11 2QA|the phone is a galaxy s7|
i am in Leeds|i'm with the basic plan|it is under my wife's name|the date of birth is 3 may 1980|the email is jo@example.com""".replace(
    "\n", ""
).split("|")

REQUESTS = """where is my {x}|where's my {x}|do you ship to {c}|do u ship to {c}|do you deliver to {c}|do you deliver on sundays|
what are your opening hours|when do you open|what time do you close today|how do i return {x}|how do i send back the {x}|can i return the {x}|
what is your phone number|what's your address|do you sell {x}|do you have {x} in stock|which shops sell {x} near me|how much is the {x}|
how much does delivery cost|what does the {x} cost|how long does shipping take|when will my {x} arrive|when does my {x} come|
cancel my {x}|please cancel my {x}|i want to cancel my {x}|i'd like to cancel the {x}|change my {x}|update my {x}|upgrade my {x}|
i need a copy of my {x}|send me my {x}|email me the {x}|i need a new {x}|i want to order a {x}|i'd like to book a {x}|book me a {x}|
can i change my {x}|can i use my {x} in {c}|can i pay with my {x}|can you check my {x}|can you send me the {x}|could you renew my {x}|
how do i change my {x}|how do i reset my {x}|how can i track my {x}|how do i get a {x}|how do i set up the {x}|what happens to my {x}|
is the {x} available in {c}|is there a {x} in {c}|is my {x} ready|are you open tomorrow|are there any discounts on {x}|do you price match|
do you take cash|do i need a {x} for that|does the {x} work in {c}|does it come with a {x}|did you get my {x}|have you shipped my {x}|
why was my {x} cancelled|why is the {x} so expensive|who do i ask about the {x}|which {x} should i get|what {x} do you recommend|
tell me about your {x}|tell me when the {x} opens|tell me the price of the {x}|give me the number of the {x}|show me my {x}|
refund my {x}|replace my {x}|block my {x}|remove my {x} from the account|add a {x} to my order|my {x} {y}|the {x} {y}|our {x} {y}|
i never got my {x}|i can't find my {x}|i lost my {x}|i want a refund for the {x}|i need help with my {x}|i have a question about the {x}|
i was charged twice for the {x}|i'm looking for a {x}|i would like to speak to someone about my {x}|unsubscribe me from your emails|
delete my account|{x} status|{x} price|opening hours in {c}|is the shop in {c} still open|remind me to pay the {x}|turn off the {x}""".replace(
    "\n", ""
).split("|")
PLACES = [
    "canada",
    "france",
    "the uk",
    "germany",
    "ireland",
    "texas",
    "london",
    "leeds",
    "spain",
    "india",
    "hawaii",
    "the city centre",
    "australia",
    "boston",
    "norway",
    "rome",
]

_WANTS = (
    ("where is my {x}", "i want to know where my {x} is"),
    ("where is my {x}", "where's my {x}"),
    ("when will my {x} arrive", "i need to know when the {x} will be here"),
    ("cancel my {x}", "i want to cancel the {x}"),
    ("i want to cancel my {x}", "please cancel it"),
    ("i need a new {x}", "can i get a new {x}"),
    ("i'd like a refund for the {x}", "can i have my money back"),
    ("give me my money back", "i want a refund"),
    ("my {x} {y}", "my {x} {y}"),
    ("my {x} {y}", "why is my {x} like that"),
    ("my {x} {y}", "when will my {x} be fixed"),
    ("my {x} {y}", "how do i get my {x} to work"),
    ("my {x} {y}", "can i get a new one"),
    ("my {x} {y}", "can you send me another {x}"),
    ("my {x} {y}", "i want my money back"),
    ("my {x} {y}", "i need it today"),
    ("my {x} {y}", "when can i expect it"),
    ("my {x} {y}", "where is it"),
    ("the {x} {y}", "what's up with the {x}"),
    ("the {x} {y}", "is there a problem with the {x}"),
    ("the {x} {y}", "is it down"),
    ("why is my {x} so slow", "why does it take so long"),
    ("how long does it take to get the {x}", "when will i have it"),
    ("do you have the {x}", "is the {x} in stock"),
    ("how much is the {x}", "what does it cost"),
    ("i have a question about my {x}", "when will it be ready"),
    ("i have a problem with my {x}", "it {y}"),
    ("quick question about the {x}", "does it come in blue"),
    ("i need help with my {x}", "it {y}"),
    ("can you help me with my {x}", "it {y}"),
    ("i am looking for a {x}", "do you have any"),
    ("i want to buy a {x}", "which one would you suggest"),
    ("is there an issue with the {x}", "mine {y}"),
    ("is anyone else having trouble with the {x}", "mine {y}"),
    ("have you received my {x}", "i want to be sure that you got my {x}"),
    ("could you tell me about the {x}", "i would like to know more"),
    ("i'd like to change my {x}", "can you do that"),
    ("i lost my {x}", "what do i do"),
    ("is my {x} cancelled", "it says that it is cancelled"),
    ("can i speak to someone", "i want to talk to a person"),
    ("i want to talk to a manager", "get me a manager"),
    ("stop sending me emails", "i don't want your emails"),
)
_CHOICES = (
    "is it the {x} or the {z}",
    "do i need the {x} or the {z}",
    "should i call or should i write about the {x}",
    "can i pay for the {x} by card or do i have to pay cash",
    "do i send it back or do i bring it to the shop",
    "is my {x} lost or is it just late",
    "will you fix the {x} or do i have to buy a new one",
    "do you deliver it or do i pick it up",
    "is the {x} broken or am i doing something wrong",
    "do you want my order number or should i dm you",
    "is this a {x} problem or is it my {z}",
)
_LISTS = (
    "i need a {x}, a {z} and a {w}",
    "my {x}, my {z} and my {w} {y}",
    "no {x}, no {z}, no {w}",
    "the {x} and the {z} are both late",
    "i ordered a {x} and a {z}, got only the {x}",
    "{x}, {z} and {w}",
    "i want to return the {x} and the {z}",
    "how much is the {x} with the {z} and the {w}",
    "please send the {x}, the {z} and the {w} to me",
    "change the {x} and the {z} on my order",
)
_QUOTES = (
    'it says "please try again later and contact support"',
    'i get the message "do you want to continue?"',
    "error says 'cannot find your {x}, what would you like to do?'",
    'the email said "where is your {x}? track it here"',
    'the page asks "how can we help you?" and then nothing',
    'my {x} shows "update required, please restart"',
    "they keep telling me to check the {x} and try again",
    "i was told to wait and see",
    "you said to go to the shop and ask",
    "your agent asked me what i want and then hung up",
    "they asked me if i want a {x} and if i can wait",
)
_EMBEDDED = (
    "how do i log in and change my {x}",
    "how do i sign up and get my {x}",
    "how can i go in and swap my {x}",
    "can i return the {x} and get a {z}",
    "can i come in and pick up the {x}",
    "can you take the {x} back and give me a new one",
    "please cancel the {x} and send my money back",
    "please check the {x} and let me know",
    "i want to return the {x} and get my money back",
    "i need to call someone and sort out my {x}",
    "open the {x} and the {z}",
    "i don't know why my {x} {y}",
    "i was wondering when my {x} will be here",
    "can you tell me if my {x} is ok and if it is on its way",
    "i can't see where i can change my {x}",
    "do you know what i need to do when the {x} {y}",
    "i want to know what happens if my {x} {y}",
    "how do i know if my {x} is safe when it {y}",
    "i need to know how to return the {x} because it {y}",
    "what do i do if the {x} {y} and i have no {z}",
    "when my {x} {y} what should i do",
    "if the {x} {y} can i get a {z}",
    "since my {x} {y} can i have a new one",
    "because my {x} {y} i would like a {z}",
    "once i get the {x} how do i set it up",
    "i see that my {x} {y}, can you tell me why that is",
    "so my {x} {y} and now i need a new {x}",
    "i've got a {x} that {y} and i want to return it",
    "my {x} {y} so i want to send it back and get a {z}",
)


def fill(draw: random.Random, frame: str) -> str:
    """Put things and troubles into a frame."""
    x, z, w = draw.sample(THINGS, 3)
    return frame.format(x=x, z=z, w=w, y=draw.choice(TROUBLES), c=draw.choice(PLACES))


def twice(draw: random.Random) -> tuple[str, str]:
    """One want said twice, or a trouble and what is wanted because of it."""
    first, second = draw.choice(_WANTS)
    x, z, w = draw.sample(THINGS, 3)
    y = draw.choice(TROUBLES)
    pair = (first.format(x=x, y=y, z=z, w=w), second.format(x=x, y=y, z=z, w=w))
    return pair if draw.random() < 0.6 else (pair[1], pair[0])


def single(draw: random.Random) -> str:
    """One request that looks like more: alternatives, lists, quotes, clauses within clauses."""
    return fill(draw, draw.choice(draw.choice((_CHOICES, _LISTS, _QUOTES, _EMBEDDED, _EMBEDDED))))


def problem(draw: random.Random) -> str:
    """A stated problem."""
    return fill(
        draw, draw.choice(("my {x} {y}", "the {x} {y}", "my new {x} {y}", "our {x} {y}", "{x} {y}", "your {x} {y}"))
    )


def want(draw: random.Random) -> str:
    """A plain request."""
    return fill(draw, draw.choice(REQUESTS))
