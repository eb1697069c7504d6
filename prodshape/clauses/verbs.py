"""English verbs and their forms: which words are finite, and which open an imperative.

The lists are our own; the forms of regular verbs are made by rule.
"""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_IMPERATIVE = words(
    """
    accept activate add alert adjust advise agree allow apologise apologize append apply appoint arrange ask assist
    assure attach avoid become begin believe bless bring build buy calculate cancel carry catch check choose clarify
    clear collect come compare compensate confirm connect consider continue convert cook create dare deactivate
    decide decline decrease define delete deliver describe determine dial die dim disable disconnect discuss
    dispatch divide do don't dont eat edit eliminate enable enjoy enlighten enroll ensure enter erase exclude exit
    expand expedite explain extend fetch figure fill find finish fix follow forget forgive forward gather get gimme
    give go grab grant handle hang hear help hide hire hold honor hope identify ignore imagine implement improve
    include increase inform initiate nix insert inspect install instruct investigate invite join keep kill know
    learn leave lemme lend let listen locate look lose lower make manage memorize modify move multiply mute need
    notify obtain offer omit pause pay pick play pray prepare prevent print proceed provide publish purchase put
    quit raise reactivate read recall relate reboot receive recommend reconnect redeem redirect reduce refer refresh
    refuse refrain register reinstall reissue relay release reload remember remind remove rename renew reopen repair
    repeat replace reply resend reschedule reserve resolve respond restart restore resume retrieve rid roll save say
    scan see select sell send serve show shut silence sing sit skip snooze solve sort speak specify spell spend stay
    stop submit subscribe suggest summon suppose take talk teach tell terminate thank think throw translate treat
    trust try turn unblock understand undo unfollow uninstall unlink unlock unmute unsubscribe upload validate
    verify visit wait wake walk want warn wash wipe wish withdraw wonder write yell reimburse rectify elaborate
    enlarge evaluate examine recheck rethink retry revert revise dig drop drive fly travel navigate convey hurry
    lookup setup relax calm chill behave
    """
)
"""Base forms that, first in a sentence, give an order and are hardly ever nouns there."""

WORDS_IMPERATIVE_VERBAL = words(
    """
    answer bill block book call change charge claim clean close complete cut direct download escalate estimate
    exchange file filter fit flip guide highlight link list load lock mail map mark meet merge message mind name
    note open order organize pack pass phone pin plan point post process promote question rate rank record refund
    reject rent report request research reset return review ring run schedule search set share ship split start
    store stream study supply support swap switch swipe sync tag talk test text top touch track trace trade train
    transfer tweet type upgrade use value view vote watch work email ping hit bet bump credit debit deposit dispute
    double drain drop freeze gift help label limit match notice patch pay push quote reward scratch settle shift
    shuffle stick stock surprise tip transport waive welcome wire wonder remove cancel queue reroute reverse dm pm
    buy try count correct contact control cover cross deal design detail display ease empty end face fire force
    grade group guess host increase issue judge jump lead license light milk move need own paint part love hate
    appreciate address hold read save update
    """
)
"""Base forms that are as often nouns or adjectives: an order only before an object or a particle."""

WORDS_IMPERATIVE_STRONG = words(
    """
    change update track check reset upgrade transfer download close open start switch set share view block send list
    display contact
    """
)
"""Of the ambiguous ones, those that are orders before a bare noun too (`reset password`), unless a head noun follows."""

WORDS_HEAD_NOUN = words(
    """
    status policy policies number numbers no id code codes fee fees charge charges issue issues problem problems
    error errors confirmation history info information label labels center centre form forms page button date dates
    time times window period process procedure option options request requests service services team line question
    questions query cost costs price prices limit limits failure failed pending delay delayed missing late not never
    still link rate rates wrong declined cancelled canceled incorrect broken lost please pls
    thanks desk hours hour light music point location bonus receipts pdfs links guide email phone
    """
)
"""Nouns and states after which an ambiguous first word was a noun: `return policy`, `order late`, `refund status`."""

WORDS_GOODS = words(
    """
    account address card order orders item items ticket tickets delivery balance screen notification notifications details detail support invoice receipt shipment tracking
    """
)
"""Things that people act on; after a past form they make a noun of both: `returned items`."""

_IRREGULAR = """
be was been|reset reset reset|upset upset upset|stink stank stunk|become became become|begin began begun|bend bent bent|bet bet bet|bite bit bitten|blow blew blown
break broke broken|bring brought brought|build built built|burn burnt burnt|buy bought bought|catch caught caught
choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done
draw drew drawn|dream dreamt dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen
feed fed fed|feel felt felt|fight fought fought|find found found|fly flew flown|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown
hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt
keep kept kept|know knew known|lay laid laid|lead led led|learn learnt learnt|leave left left|lend lent lent
let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant|meet met met|pay paid paid
put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run
say said said|see saw seen|sell sold sold|send sent sent|set set set|shake shook shaken|shine shone shone
shoot shot shot|show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept
slide slid slid|speak spoke spoken|spend spent spent|spin spun spun|split split split|stand stood stood
steal stole stolen|stick stuck stuck|strike struck struck|swear swore sworn|swim swam swum|swing swung swung
take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
understand understood understood|wake woke woken|wear wore worn|win won won|withdraw withdrew withdrawn
write wrote written|hold held held|mistake mistook mistaken|overcome overcame overcome|undergo underwent undergone
overcharge overcharged overcharged|mislead misled misled|resend resent resent|rebuild rebuilt rebuilt
"""

WORDS_VERB_REGULAR = words(
    """
    accept access account ache achieve act activate add address adjust admire admit advertise advise affect afford
    agree aim alert allow amaze announce annoy answer apologize apologise appear apply appoint appreciate approach
    approve argue arrange arrest arrive ask assign assist assume assure attach attack attempt attend attract
    authorize avoid award back bake balance ban bank bargain base beg behave believe belong benefit bill blame block
    board boil bomb book boot borrow bother bounce brag brew brick brush buffer bug bump burn call calculate cancel
    care carry cause celebrate challenge change charge chase chat cheat check cheer choke claim clarify clean clear
    click climb close code collect combine comment commit communicate commute compare compensate complain complete
    concern conclude confess confirm confuse congratulate connect consider consist consult consume contact contain
    continue contribute control convert convince cook copy correct corrupt cost count cover crack crash crawl create
    credit cringe criticize cross cry cure damage dance dare date deactivate debate debit decide declare decline
    decrease defend define delay delete deliver demand deny depend deposit describe deserve design destroy detect
    determine develop die differ direct disable disagree disappear disappoint disconnect discover discuss dislike
    dismiss display dispute disturb divide download drag drain drop dry duplicate earn edit educate email embarrass
    empty enable encounter encourage end enforce engage enjoy enroll ensure enter escalate estimate evaluate exceed
    exchange excite excuse execute exist expand expect experience expire explain explode explore express extend face
    fail fake fear feature figure file fill film finish fire fit fix flash float flood flow focus follow force
    forward found freeze frustrate fry function gather generate glitch grab grant greet guarantee guess guide hack
    hand handle happen harm hate head heal heat help hesitate hire honor honour hope host hurry identify ignore
    imagine impact implement import impress improve include increase indicate inform injure inquire enquire insert
    insist install insult intend interest interfere interrupt introduce invest investigate invite involve irritate
    issue jam join joke judge jump justify kick kill kiss knock label lack lag land last laugh launch leak lease lie
    lift like limit link list listen live load loan locate lock log look loop love lower mail maintain manage mark
    marry match matter measure melt mention merge message mind miss misplace mix modify monitor move multiply mute
    name need neglect nominate note notice notify observe obtain occur offend offer open operate oppose order
    organize overcharge owe own pack paint park participate pass paste patch pause perform permit phone pick
    piss place plan play plead plug point pop possess post postpone pour praise pray prefer prepare present press
    pretend prevent print proceed process produce promise promote pronounce protect protest prove provide publish
    pull punish purchase push question queue race rain raise rate reach react realize realise reboot receive
    recharge recognize recommend reconnect record recover redeem reduce refer reflect refresh refund refuse refill
    register regret reimburse reject relate relax release rely remain remember remind remove renew rent repair
    repeat replace reply report represent request require rescue reschedule research resemble reserve reset resign
    resist resolve respect respond rest restart restore restrict result resume retire retrieve return reveal review
    reward ring roll ruin rush sack sail satisfy save scam scan scare schedule score scratch scream screw search
    seem select separate serve settle share ship shock shop shout show shuffle sign skip slow smash smell smile
    smoke solve sort sound spell spill spoil spot spray stall start state stay steam step stink stop store stream
    strengthen stress stretch struggle study subscribe submit succeed suck suffer suggest suit supply support
    suppose surprise survive suspect suspend swap switch swipe sync talk tap taste tease terminate test text thank
    threaten tie tighten tip tolerate top touch tow track trade train transfer translate transport trap travel treat
    trick trigger trip trust try turn tweet type unblock uninstall unlock unsubscribe update upgrade upload upset
    use vanish vary verify view violate visit voice vote wait waive walk want warn wash waste watch water wave weigh
    welcome whine whisper wipe wire wish witness wonder work worry wrap wreck wrong yell
    """
)

WORDS_PRESENT_CLEAR = words(
    """
    says goes gets makes takes comes gives knows thinks wants needs seems looks works keeps becomes remains allows
    tells asks crashes freezes fails stops sucks loads lets feels appears refuses depends happens means shows exists
    occurs requires includes provides contains consists continues begins starts offers believes tries finds turns
    loses brings holds stands hears runs writes sits pays meets leads understands follows creates speaks reads
    spends grows opens walks wins teaches considers buys serves dies sends builds stays falls cuts reaches kills
    suggests raises expects disappears arrives deserves doesnt belongs owns lacks involves applies hurts hates loves
    likes enjoys hopes lives talks moves plays agrees costs tastes smells stinks sounds drops gotta gonna wanna
    finna matters rocks rules varies helps
    """
)
"""Third-person forms that are hardly ever plural nouns: a finite verb after anything that can be a subject."""

_VOWELS = "aeiou"
_DOUBLING = frozenset(
    words(
        """
        admit ban beg begin bet brag bug cancel chat commit control cut dig drag drop equip fit forget get grab hit
        hop jam jog kid knit label lag let log model nag occur permit pin plan plug pop prefer put quit refer regret
        reset rip rob rub run scam scan scrub set ship shop shut sip sit skip slap slip snap spam spin split spot step
        stop submit sum swap swim tag tap tip top transfer trap travel trip unplug unsub upset win wrap zip
        """
    )
)


def third_person(base: str) -> str:
    """Spell the third person singular of a verb.

    Example:
        >>> [third_person(word) for word in ("crash", "try", "play", "go", "have")]
        ['crashes', 'tries', 'plays', 'goes', 'has']
    """
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def past(base: str) -> str:
    """Spell the regular past of a verb.

    Example:
        >>> [past(word) for word in ("crash", "try", "charge", "stop")]
        ['crashed', 'tried', 'charged', 'stopped']
    """
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    if base in _DOUBLING:
        return base + base[-1] + "ed"
    return base + "ed"


def gerund(base: str) -> str:
    """Spell the -ing form of a verb.

    Example:
        >>> [gerund(word) for word in ("crash", "charge", "stop", "die", "see")]
        ['crashing', 'charging', 'stopping', 'dying', 'seeing']
    """
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    if base in _DOUBLING:
        return base + base[-1] + "ing"
    return base + "ing"


_TRIPLES = tuple(tuple(entry.split()) for line in _IRREGULAR.strip().splitlines() for entry in line.split("|"))
_IRREGULAR_BASES = frozenset(base for base, _, _ in _TRIPLES)
_REGULAR = tuple(word for word in dict.fromkeys(WORDS_VERB_REGULAR) if word not in _IRREGULAR_BASES)
_CANCELLED = (
    "cancelled",
    "cancelling",
    "canceled",
    "canceling",
    "travelled",
    "travelling",
    "labelled",
    "burned",
    "learned",
)

WORDS_VERB_BASE = tuple(dict.fromkeys((*(base for base, _, _ in _TRIPLES), *_REGULAR)))
"""Base forms."""

WORDS_VERB_PRESENT = tuple(dict.fromkeys(map(third_person, WORDS_VERB_BASE)))
"""Third person singular; many are plural nouns too."""

WORDS_VERB_PAST_CLEAR = tuple(
    dict.fromkeys(past_form for base, past_form, participle in _TRIPLES if past_form not in (participle, base))
)
"""Irregular pasts that are no participles: finite wherever they stand."""

WORDS_VERB_PAST = (
    *dict.fromkeys((*(past_form for _, past_form, _ in _TRIPLES), *map(past, _REGULAR), *_CANCELLED)),
    *("returnd", "orderd", "recieved"),
)
"""Pasts that may be participles."""

WORDS_PAST_INTRANSITIVE = words(
    """
    crashed arrived stopped failed died worked disappeared happened vanished froze started appeared exploded existed
    ended glitched lagged rebooted restarted buffered stalled returned landed bounced hung expired
    """
)
"""Pasts that take no object: finite right after a noun, even at the end of a sentence."""

WORDS_PAST_ACTIVE = words(
    """
    tried wanted decided hoped managed asked waited called emailed texted messaged ordered bought paid received got
    landed stayed walked loved hated visited switched signed logged talked sent contacted returned applied thought
    told said heard saw noticed realized wondered
    """
)
"""Pasts that, first in a sentence, leave out `i`."""

WORDS_VERB_PARTICIPLE = tuple(dict.fromkeys((*(participle for _, _, participle in _TRIPLES), *map(past, _REGULAR))))
WORDS_VERB_GERUND = tuple(dict.fromkeys(map(gerund, WORDS_VERB_BASE)))
