"""What people write to a company about, matter by matter, written for this project.

Of one matter it is known which sentences tell of it, which ask for something in words of their own, and which only go on about what was
said. Whatever is drawn of one matter is one request; of two, two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


@dataclass(frozen=True)
class Matter:
    """Sentences about one thing.

    Attributes:
        told: background and trouble, nothing asked for in so many words.
        asks: requests that name what they are about.
        follows: questions and demands that go on about it.
    """

    told: tuple[str, ...]
    asks: tuple[str, ...]
    follows: tuple[str, ...]

    def draw_told(self, draw: random.Random, most: int) -> list[str]:
        """Some of the sentences that tell."""
        return draw.sample(self.told, draw.randint(0, min(most, len(self.told))))


_TEXT = """
our suitcase never came off the belt in lisbon|the desk gave us a slip with a number|it has my medicine in it|two days without clean clothes|the belt stopped and everyone left
>> where is my suitcase|can you trace a lost bag|i need to report missing luggage|how do i claim for a bag that got lost|please find my luggage
>> has it turned up yet|do you know which airport it went to|will you send it to the hotel|can i buy clothes and send you the bill|who do i ring about it
---
we are still at the gate|the board says delayed and nothing else|nobody at the desk knows anything|our connection leaves in an hour|the crew just walked off the plane
>> why is flight 284 delayed|when does the 9:40 to denver leave|is the evening flight to oslo cancelled|i want to be rebooked to a later flight
>> will we make the next one|can you hold the plane for us|do we get a hotel|what are we supposed to do now|any chance of a meal voucher
---
i fly with you in may|my son is four|we booked the cheap fare|i have a back problem
>> can i choose seats for free|how do we get seats next to each other|please move us to an aisle seat|do you have rows with more leg room
>> are any left|what would that cost|is it too late to change it|can you do it on your side
---
i play in a band|the guitar is in a soft case|last time they made me pay at the gate
>> can i take a guitar on board|how big may hand luggage be|what is the fee for a second bag|do musical instruments count as cabin bags
>> does it fit under the seat|would i need a ticket for it|what about a hard case
---
i ordered three shirts on sunday|only two were in the bag|the note says that all is complete|the box was open at one side
>> one shirt is missing from my order|you forgot an item of my order|please send the missing shirt|i got only half of my parcel
>> can you send it out today|do i have to pay postage again|shall i send a picture|when would i get it
---
the tracking has said out for delivery since tuesday|the courier says he rang the bell|i was home all day|i paid for next day|my neighbours have not got it either|the depot is shut
>> where is my parcel|my delivery is late|when will my order get here|please ask the courier where my package is|has my order been lost
>> will it come today|should i wait in|can i pick it up somewhere|is it lost|are you even looking for it|why was i told it was delivered
---
the left shoe is a 6 and the right a 7|the tag is still on|i only tried them on indoors|they pinch at the heel
>> can i swap shoes for another size|how do i return a pair of boots|i want to send the trainers back|do you exchange online orders in the shop
>> how long do i have|do i need the box|who pays for postage|can i get a bigger one instead
---
the money left my bank on the 4th|i sent everything back in april|the mail said five working days|i have the slip from the post office
>> where is my refund|i have not got my money back|when do you pay refunds|please refund order 5518|i want my money back for the dress
>> has it been sent|how much longer will that take|do you need my bank details|why is it taking so long|is it going back to the same card
---
it is my sister's wedding|she loves the blue one|your site shows it greyed out|i saw it in the window last week
>> is the blue lamp back in stock|do you have the green coat in large|when do you get new sizes in|which of your shops has the tall vase
>> will there be more|can you put one aside for me|can i order it from abroad|is there a list i can join
---
it is written on the back in tiny letters|the till would not take it|my aunt gave it to me at christmas|i never used it before
>> my gift card does not work|how much is left on my gift card|do gift cards run out|the discount code is refused
>> can you turn it back on|does it work online|is there something i do wrong|could you check the number
---
it went blank in the middle of a call|i dropped nothing|it is two months old|the shop round the corner will not look at it
>> my phone screen is black|is a cracked screen under warranty|how do i get my phone repaired|i want a new handset
>> what does it cost|how long would i be without it|do i lose my photos|do i need the receipt
---
four bars and nothing loads|it is fine at work|we are on the edge of town|it has been like that since the storm|my neighbour is on another network and has no trouble
>> there is no signal at my place|is there an outage in bath|my mobile data does not work|why is the network down in my street
>> when will it be back|is anyone working on it|do i get something off my bill|is it just me|what do i do in the meantime
---
the light on the router is red|i have pulled the plug twice|we pay for 200 and get 8|the kids can't do their homework|the engineer never showed up
>> my internet keeps dropping|the broadband is down again|why is my wifi so slow|please send an engineer|how do i set up the new router
>> can you see it on your side|when is someone coming|will you fix it today|do i need a new box|is there a fault on the line
---
my contract ends in june|i found the same plan for less|been with you since 2011|i am moving abroad
>> how do i cancel my contract|i want to leave and take my number with me|can i move to a cheaper plan|what is the fee for ending early
>> how much notice do you need|can you match it|who do i talk to about that|will i get a letter
---
it is twelve pounds more than last month|i have never called abroad|i do not know that number|it all comes off my account on friday
>> why is my bill so high|what is this charge on my bill|i was billed twice in march|please explain the extra fee
>> can you take it off|how did that happen|i want it corrected|is that going to happen each month
---
i was paying for petrol|there is plenty in the account|it worked an hour before|so embarrassing|the queue behind me was long
>> my card was declined|why is my card blocked|please unblock my debit card|the cash machine kept my card
>> can you see why|is someone using it|do i need a new one|how do i get cash now
---
i only see it in the app|it says pending|the other bank has not got it either|it was for my rent|i typed the number twice
>> my transfer has not arrived|how long does a payment abroad take|i sent money to the wrong person|can i stop a transfer
>> where is the money now|can you get it back|will i be charged for it|is there anything i can do
---
i am 17 and start work in july|my mum has one with you|i have my passport here
>> how do i open an account|what do i need for a student account|can i get a card without a fee|do you have accounts for under 18s
>> do i have to come in|does my mum have to sign|how long does that take
---
somebody took 90 euros|it was a site that i have never heard of|i was asleep at the time|the card has been in my drawer
>> there is a payment that i did not make|i think that my card was copied|please check a charge from last night|how do i dispute a payment
>> will i get it back|should i change my pin|can you block it|do i need to go to the police
---
i typed it ten times|it says wrong user|the mail with the link never comes|i looked in spam|i changed my phone in may
>> i can't log in|how do i reset my password|my account is locked|please unlock my account|the login code does not arrive
>> can you send it again|what else can i try|do i need a new account|is the site down
---
the wheel just spins|i have taken it off and put it on again|it is the newest version|my tablet has the same trouble|it began on monday
>> the app keeps crashing|your app will not open|there is a bug in the last update|how do i go back to the old version
>> is that known|when do you fix it|will i lose my data|what am i supposed to use now
---
episode six stops after a minute|the sound is a second late|other channels are fine|the kids are in tears
>> the film keeps buffering|why is there no sound on your channel|the subtitles are in the wrong language|my tv app shows an error
>> is it my tv|how do i get rid of it|can you look into it|is there a setting for that
---
all my friends can see it|i live in malta|it was there last week|i pay for the family plan
>> when is the new season coming out|is the cup final on your service|why was the show taken off|can i watch in another country
>> will it come back|do i have to pay extra|why can't i see it
---
i was banned for cheating and i never did|i play two hours a week|my guild is waiting|the mail had no reason in it
>> why was i banned|please give my account back|how do i appeal a ban|my skins are gone
>> can a human look at it|what rule did i break|how long does it last|do i get my coins back
---
the servers were fine this morning|error 77 all day|we waited a month for this event|it kicks us out of each match
>> are the servers down|i can't connect to the game|the patch will not install|my controller is not found
>> when are they back up|will the event be longer now|what does the error mean|anyone else having that
---
the soup was cold|we asked for no nuts|half of it was spilled in the bag|the driver had never heard of our street|we waited for ninety minutes
>> my food never came|you sent the wrong meal|where is my driver|i want a refund for a cold pizza
>> can you bring a new one|will i get something for that|how do i reach him|do i still have to pay
---
my daughter can't have milk|we will be eight|it is on a sunday
>> do you have vegan dishes|can i book a table for eight|what time does your kitchen close|is there a children's menu
>> is that possible outside|do we have to order before|do you need a deposit
---
the shower was cold|there was hair in the sink|the man at the desk was rude|we could hear the lift all night
>> our room was dirty|i want to complain about my stay|can we have another room|please call me about my stay
>> will you give us something back|who is the manager|is that your idea of four stars
---
we come in by train|we arrive late at night|it is our first time there
>> what time is check in|is breakfast part of the price|how do i get to the hotel from the station|can we leave our bags after we check out
>> does it cost extra|how far is it|do you send someone|is someone at the desk then
---
my plans have changed|i have the saver rate|i booked for two and now it is three|my husband is ill
>> i need to change the date of my stay|can i cancel my reservation|please add a guest to my booking|how do i move my trip to june
>> what would that cost|do i get anything back|can you do that for me|do i have to book anew
---
he took the long way round|it was ten minutes and cost me 50|he would not turn down the radio|i left at the corner
>> i was charged too much for a ride|my driver cancelled on me|i left my phone in a taxi|how do i report a driver
>> can you ring him|do i get the difference back|how do i reach someone
---
the 7:10 was cut again|thirty people on the platform|no word over the speakers|i had a seat booked
>> is the 8:15 to york running|why are there no trains today|how do i claim for a late train|can i use my ticket on the next train
>> which one can i get then|is there a bus instead|when is the next|will it be like that all week
---
it beeps three times and stops|we are on holiday from friday|it is full of wet towels|it was delivered in march
>> my washing machine shows e9|the fridge does not get cold|can someone repair my oven|is my dishwasher under warranty
>> what does that mean|can i fix it myself|when could someone come|do you have parts for it
---
the legs are in the bag|there are no screws|page four does not make sense|my hands hurt
>> a part is missing from my wardrobe|how do i put the bed together|do you offer assembly|please send me the manual for the desk
>> where do i find that|what is it called|can you mail me one
---
the meter is in the cellar|nobody came to read it|it was an estimate|the flat was empty
>> how do i send in a meter reading|my gas bill is wrong|why did my direct debit go up|we have no power in our street
>> can you put it right|is it a fault|what will i pay then|when is it on again
---
a van hit my mirror|i have pictures and his plate|nobody was hurt|it was on a car park
>> how do i make a claim|what does my policy cover|is my hire car insured|i want to know where my claim is
>> do i need a police report|what do i pay myself|how long until i hear|do you send someone to look at it
---
i turn 30 in march|my job is in another town now|i have not driven for years
>> how much is insurance for a van|can i add my wife to my policy|please change the address on my policy|i need proof of insurance
>> does that make it dearer|from when on|can you mail it to me
---
she has a fever since last night|the line is always busy|i work until six|it hurts when i walk
>> can i see a doctor today|i need to move my appointment|how do i get a repeat prescription|are my test results in
>> is there anything earlier|do i have to come in person|can i talk to a nurse|who else can i see
---
i am in my second year|the portal closes at midnight|my tutor is away|it has my old name on it
>> how do i sign up for the exam|where do i find my grades|i need a letter for my landlord|can i change my course
>> is it too late|do i have to pay for that|who signs it|what if i miss it
---
it scratches at the side|ink everywhere|the lamp blinks orange|windows says it is ready|i bought your ink
>> my printer does not print|which ink do i need for model 40|how do i scan to my laptop|the printer is offline
>> what have i done wrong|is it the cable|do i need a driver|can you take it back
---
my team has grown|we are nine now|i am the admin|it worked on the trial
>> how do i add a user|can we get an invoice by mail|what is the price for ten seats|how do i export my data
>> where is the button|is it in our plan|who else can do it|does it cost more
---
they start at seven in the morning|my baby sleeps until nine|i told the man twice|the lift has been out for a week
>> the lift in our house is broken|please tell the builders to start later|the bins were not emptied|the street lamp is out
>> when is it mended|who pays for that|whose job is it|do you care at all
---
i tore a muscle|i only go on mondays|i signed up in the new year
>> how do i freeze my membership|what are your hours at the weekend|can i bring a friend to a class|i want to end my gym membership
>> from when on|is there a form|do i have to come by
"""


def _read(text: str) -> tuple[Matter, ...]:
    found = []
    for block in text.split("---"):
        told, asks, follows = (tuple(part.strip().split("|")) for part in block.split(">>"))
        found.append(Matter(told, asks, follows))
    return tuple(found)


MATTERS = _read(_TEXT)

LEADS = """quick question|question|a question|one question|quick one|quick query|i have a question|i've got a question|just a question|just wondering|
i was wondering|was just wondering|i wanted to ask|just wanted to ask|wanted to ask|i'd like to know|so my question is|my question is|the question is|
so|and so|and now|and|but|anyway|well|ok so|now|please|so please|that said|question for you|question for you guys|maybe you can help|
perhaps you can tell me|so i want to know|any idea|does anyone know|again|once again|i ask again|i repeat|like i said|as i said""".replace(
    "\n", ""
).split("|")
"""Words before the only request of a message."""

GOES_ON = """also|and also|also again|plus|plus the fact that|and|and then|and another thing|on top of that|to top it off|to make it worse|and to make matters worse|
besides|moreover|furthermore|in addition|additionally|and again|as well as that|not to mention|not only that but|then|and now|ps|
by now|meanwhile|in the meantime|at the same time|even worse|secondly|finally|lastly|apart from that|other than that|anyway|again""".replace(
    "\n", ""
).split("|")
"""Words before one more sentence of a story, which asks for nothing new."""

CLARIFIED = """i mean if it's {w}|i mean the {w} one|not the {w} one, the other|as in, is it {w}|like, can i do it online|
or is it only for {w} ones|or is that extra|or do i have to call|does it have to be {w}|is it in there too|is that included|i have the {w} one|
would that be too late|would {d} work|does {d} work for you|any time after four would do|the sooner the better|{d} would be best|
if so how|if so where|if not why not|if not, what then|if yes, from when|and if so, how much|or isn't that possible|would that be ok|
would that be allowed|just the last one|only the {w} one|for the {w} one i mean|it's for a {w} one|the reason i ask is that mine is {w}|
asking because mine is {w}|i ask since the page says {d}|the page says {d}|your site says otherwise|my friend says yes|
i heard different things|i couldn't find it on your site|the faq doesn't say|nothing about it on the website|can i do that myself|
can i do it in the app|is there an app for it|is there a form for that|is there a limit|is there a fee|does it cost anything|
do i need an appointment|do i need to bring anything|do i have to register for that""".replace("\n", "").split("|")
"""What someone adds to the question that was just asked."""
_QUALITIES = """opened|used|old|new|blue|small|big|early|paid|full|unlocked|second hand|broken|cheap|free|damaged|monthly|yearly|private|
digital""".replace("\n", "").split("|")
_DAYS = """monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next week|the weekend|this evening|march|may|
june""".replace("\n", "").split("|")

CONDITIONS = """if it isn't here by {d}|if you can't do that|if that's possible|if nobody answers|should that not work|in case it is {w}|
unless someone calls me|if i do it {d}|when i get home|once it is {w}|as long as it is {w}|if there is no other way|if it's {w}|
as soon as it is {w}|if possible|if you don't mind|when you have a minute|if you get the chance|once you are back|before {d}""".replace(
    "\n", ""
).split("|")
"""Clauses that go with a request."""


def clarification(draw: random.Random) -> str:
    """One of `CLARIFIED`."""
    return draw.choice(CLARIFIED).format(w=draw.choice(_QUALITIES), d=draw.choice(_DAYS))


def condition(draw: random.Random) -> str:
    """One of `CONDITIONS`."""
    return draw.choice(CONDITIONS).format(w=draw.choice(_QUALITIES), d=draw.choice(_DAYS))
