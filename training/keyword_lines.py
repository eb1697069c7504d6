"""Short lines as people type them to a search box or a support chat, made from templates: our own training rows for clauses.

Treebanks hold hardly any of them, and without them a model takes `return policy` for an order. Lines of `tests/data/keyword_lines.tsv` are not made here.
"""

from __future__ import annotations

import random

_THINGS = """
order|parcel|refund|flight|booking|card|loan|claim|policy|prescription|appointment|router|modem|wifi|sim card|data plan|bill|meter|
boiler|invoice|visa|passport|permit|tax return|pizza|burger|table|room|seat|suitcase|luggage|gift card|coupon|membership|subscription|
account|app|login|licence|course|exam|transcript|tuition|fridge|washing machine|tyre|rental car|charger|headset|controller|server|
concert ticket|season pass|return label|exchange|transfer|deposit|statement|mortgage|pension|blood test|referral|vaccine|dentist|broadband|
landline|roaming|electricity|gas bill|water bill|recycling bin|parking permit|library book|school bus|lunch menu|scarf|dress|jacket|shoes|sofa|
mattress|lamp|desk|laptop|tablet|printer|ink|monitor|keyboard|camera|drone|e-reader|playlist|episode|channel|stream|domain|website|api key|
dashboard|export|backup|licence key|update|beta|level|skin|match|guild|cake|flowers|groceries|milk|delivery slot|driver|taxi|scooter|bike|train|
ferry|bus pass|museum|tour|cabin|spa|gym class|trainer|haircut|passport photo|bank transfer|credit limit|direct debit|standing order|share price
"""
_FACETS = """
status|number|date|policy|price|cost|fee|hours|address|form|limit|history|balance|receipt|confirmation|eta|size|options|requirements|deadline|
details|discount|code|copy|schedule|time|rules|warranty|support|phone number|email|location|change|cancellation|renewal|upgrade|charge|charges|
delay|problem|issue|error|question|request|insurance|reference|documents|availability|return|refund|exchange|transfer|check|contact|order|report
"""
_STATES = """
late|missing|broken|damaged|wrong|cancelled|not received|not working|still pending|declined|stuck|lost|overdue|delayed|expired|locked|blocked|cold|
empty|incomplete|too small|too expensive|out of stock|unavailable|down|offline|slow|very slow|stolen|torn|dirty|unreadable|unpaid|refused|
not delivered|not activated|not found|not refunded yet|still not here|misspelled|double charged|gone|noisy|leaking|frozen|dead|full|closed
"""
_QUALITIES = "new|cheap|cheapest|lost|broken|wrong|old|blue|faulty|late|second|extra|free|different|cancelled|damaged|stolen|expired|missing|delayed|used|spare"
_PLACES = "canada|spain|the uk|my office|terminal 2|the airport|downtown|zone 3|the branch|home|another address|germany|the store|room 14"
_TIMES = "today|tomorrow|since monday|for two weeks|this morning|on sunday|in december|last night|before friday|after 5|yet|again|until may"
_AMOUNTS = "5|20|250|12.99|50 usd|4412|2017|10 am|3 gb"
_PASSED = "charged|billed|refunded|delivered|shipped|cancelled|declined|ordered|blocked|paid|returned|accepted|replaced|sent|booked|approved"
_ORDERS = """
cancel|track|send|renew|activate|resend|reschedule|book|block|unblock|find|show|buy|delete|fix|replace|confirm|add|remove|pay|upgrade|return|
check|change|download|reset|print|verify|stop|extend|move|sell|get|give me|help me with|tell me about|look up|let me see|pause|close|open|transfer
"""
_CLEAR_ORDERS = """
cancel|send|renew|activate|resend|reschedule|find|show|delete|fix|replace|confirm|add|remove|verify|get|give me|help me with|
tell me about|look up|let me see|bring|please cancel|please send|please check|pls change|please return|kindly book|please refund
"""
_BASES = "load|work|open|start|connect|arrive|show up|come|charge|fit|update|sync|print|play|ring|turn on|match|go through|register|respond"
_PRESENT = """
crashes|freezes|keeps crashing|keeps restarting|stopped working|never arrived|never came|got cancelled|got lost|looks wrong|won't load|
doesn't work|doesnt fit|didn't arrive|isn't here|is late|is broken|was wrong|were missing|has expired|hasn't shipped|has not come|died|broke|
disappeared|arrived damaged|arrived late|smells bad|makes noise|costs too much|went missing|failed|does not open|wont start|shows an error
"""
_PEOPLE = "i|we|you|they|you guys|your driver|the agent|the shop|my bank|someone|nobody|the app|your website"
_DID = """
charged me twice|sent the wrong one|lost it|never answered|cancelled my order|took my money|forgot the drinks|returned it last week|
paid already|ordered two of these|need this today|want a refund|have no signal|had an appointment|gave me the wrong size|said tuesday|
don't see it|can't log in|cant open it|haven't heard back|ignored me|promised a call|left it outside|dropped the parcel|changed the price
"""
_SEEMING = "good|great|fine|ok|wrong|bad|off|weird|nice|broken"
_PERSON = "driver|courier|agent|guy|manager|engineer|nurse|waiter|neighbour|sister|landlord|doctor"
_MISSED = "need|want|lost|forgot|ordered|got|received|bought|can't find|cant open|didn't get|haven't received|never got|don't have|still have"
_BITS = """
thank you|thank you so much|thank you very much|thanks|many thanks|thanks a lot|thanks for nothing|ok|ok great|yes please|no thanks|good morning|
good evening all|hello there|hi again|bye|nice one|great service|bad service|awful experience|lovely staff|worst airline ever|so annoying|so slow|
still nothing|not happy|not good enough|no reply|no answer|no idea|no luck|any news|any update|any discount|anyone there|same problem|same here|
one more question|quick question|just a question|in a minute|not today|maybe tomorrow|of course|sure|yes|no|nope|perfect|great|sorry|my mistake|
john smith|order 44121|4th of may|two weeks|five stars|zero stars|for my wife|from london|at the counter|near the exit|a large one|the blue one|
none of these|all of them|both|neither|waiting for a reply|still waiting|waiting since march|looking for a gift|trying to log in|hoping for the best
"""
_QUESTIONS = "when|where|how much|how long|which one|why|what size|what time|how many|who|what about the {thing}|how about {time}|why not|what else"
_FRAGMENTS = """
{thing} {facet}|{thing} {facet}|{thing} {facet}?|{thing} {facet} {facet}|{thing} {state}|{thing} {state}|{thing} {state} {time}|no {thing}|no {thing} {time}|
no {facet} yet|{quality} {thing}|{quality} {thing} {facet}|{quality} {thing} {state}|how to {order} {thing}|how to {order} my {thing}|
where to {order} {thing}|when to {order} the {thing}|what to do with {quality} {thing}|{facet} of {thing}|{thing} to {place}|
{facet} and {facet}|{thing} or {thing}|{thing} {facet} for {thing}|still no {thing}|{thing} with {thing}|any {thing} left|any {thing}?|
my {thing} {facet}|my {thing}|the {thing}|the {quality} {thing}|thanks for the {thing}|two {thing}s|{facet} for {thing} {time}|
{thing} in {place}|not my {thing}|too many {thing}s|so many {facet}|{thing} still {state}|same {thing} {time}|{passed} {thing}|
{passed} {thing} {facet}|{thing} {passed} {time}|{thing} {passed}|{thing} {passed} but no {facet}|{passed} but no {thing}|not {passed} {time}|never {passed}|
{question}|{question}?|{bit}|{bit}|{bit}|{bit} , {bit}|hi , {thing} {facet}|hello {thing} {state}|{thing} {facet} please|{thing} please|
{thing}|{thing} {thing}|{facet}|{thing} from {place} to {place}|{facet} in {place}|{order} or {order} {thing}|{order} {facet}|best {thing} in {place}|
{thing} near {place}|{thing} under 50|{thing} vs {thing}|{thing} for {thing}|waiting for my {thing}|waiting for {thing} {facet}|
looking for {quality} {thing}|having trouble with {thing}|unable to {order} {thing}|trying to {order} my {thing}|{thing} not {passed}|
{thing} , {thing} and {thing}|{thing} {amount}|{thing} {facet} {amount} and {thing} {amount}|{amount} for {thing}|{thing} {amount} only|{amount} {thing}s|{facet} after {quality} {thing}|about the {thing}|regarding my {thing}|for {quality} {thing}|{time}|
the {thing} {passed} {time}|a {thing} {passed} to {place}|the {thing} {passed} by {people}|two {thing}s {passed} in {place}|an {thing} {passed} at {place}|
still no {facet} from {place}|no {thing} since {time}|any {thing} coming|another {thing} leaking|my {thing} flickering again|@shop {thing} {state}|@shop {thing} {facet}
"""
_CLAUSES = """
{clear} {thing}|{clear} my {thing}|{order} my {thing}|{order} the {thing} {time}|{order} this|please {order} {thing}|pls {order} my {thing}|
can you {order} my {thing}|could i {order} the {thing}|can i {order} it|i want to {order} {thing}|i need to {order} my {thing}|
i'd like to {order} a {thing}|where is my {thing}|where's the {thing}|wheres my {thing}|when does the {thing} {base}|why is my {thing} {state}|
why was the {thing} {passed}|what is the {thing} {facet}|how do i {order} my {thing}|how can i {order} {thing}|how much is {thing}|
is there a {thing}|is the {thing} {state}|are you open {time}|do you {order} {thing}s|does the {thing} {base}|did you get my {thing}|
has my {thing} been {passed}|will it {base}|{thing} {present}|{thing} {present}|{thing} {present} {time}|my {thing} {present}|
the {thing} {present}|{thing} won't {base}|{thing} doesnt {base}|{people} {did}|{people} {did}|{people} {did} {time}|{missed} {thing}|
{missed} my {thing}|{missed} the {thing}|{missed} {quality} {thing}|my {thing} is {state}|the {thing} was {state}|it is {state}|it's {state}|
its {state} {time}|it was {passed} {time}|i was {passed} twice|we were {passed}|there is no {thing}|this is my {thing}|that was the {thing}|
they {base} {time}|it {present}|hi i {missed} my {thing}|hello can you {order} {thing}|{thing} {state} and i {missed} it|
{thing} {facet} ? i {missed} it|{bit} . {order} my {thing}|{thing} {state} , please {order} it|don't {order} my {thing}|dont {base}|
let me {order} it|i am {people}|which {thing} works|who {did}|what {thing}s {base} {time}|which {thing} is {state}|nothing works|
anyone know the {facet}|someone {did}|the wrong {thing} came|{quality} {thing} came|i think so|i don't know|i see|that works|makes sense|
sounds {seeming}|looks {seeming} to me|works {seeming} {time}|seems {seeming}|keeps saying {thing} {state}|feels {seeming} {time}|
@shop {did}|@shop never answers|why @shop {did}|{person} {did}|the {person} called {time}|your {person} left {time}|my {thing} end at {amount}|
my {thing} close at {amount}|the {thing} come {time}|this {thing} tried calling|the {thing} refused to {base}|one {thing} kept ringing {time}
"""


def _options(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|") if part.strip()]


_SLOTS = {
    "thing": _options(_THINGS),
    "facet": _options(_FACETS),
    "state": _options(_STATES),
    "quality": _options(_QUALITIES),
    "place": _options(_PLACES),
    "time": _options(_TIMES),
    "amount": _options(_AMOUNTS),
    "passed": _options(_PASSED),
    "order": _options(_ORDERS),
    "clear": _options(_CLEAR_ORDERS),
    "base": _options(_BASES),
    "present": _options(_PRESENT),
    "people": _options(_PEOPLE),
    "did": _options(_DID),
    "seeming": _options(_SEEMING),
    "person": _options(_PERSON),
    "missed": _options(_MISSED),
    "bit": _options(_BITS),
    "question": _options(_QUESTIONS),
}


def _filled(template: str, random_: random.Random) -> str:
    """Fill the slots of a template, each time anew, until none is left."""
    while "{" in template:
        before, _, rest = template.partition("{")
        slot, _, behind = rest.partition("}")
        template = before + random_.choice(_SLOTS[slot]) + behind
    return template


def keyword_lines(count: int, seed: int) -> list[tuple[str, bool]]:
    """Make distinct lines, one half of them fragments.

    Args:
        count: how many lines, at least 2.
        seed: of the choice; the same seed gives the same lines.

    Returns:
        `(text, is a fragment)` pairs.

    Example:
        >>> lines = keyword_lines(10, seed=1)
        >>> len(lines), sum(fragment for _, fragment in lines)
        (10, 5)
    """
    random_ = random.Random(seed)
    made: dict[str, bool] = {}
    for fragment, templates in ((True, _options(_FRAGMENTS)), (False, _options(_CLAUSES))):
        while sum(kind == fragment for kind in made.values()) < count // 2:
            made.setdefault(_filled(random_.choice(templates), random_), fragment)
    return list(made.items())
