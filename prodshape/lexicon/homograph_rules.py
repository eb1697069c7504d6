"""Words of the dictionary and short forms that stand for another word only where they fit: `da best`, `wit me`, `my hw`.

Each rule follows from what the meant word takes beside it, and bars what the form is otherwise (a name, a unit, a place).
A form may have several rules; it stands for another word where one of them holds.
"""

from typing import NamedTuple

from prodshape.clauses.listing import words


class Rule(NamedTuple):
    """Where a form stands for another word. It must be in lower case or open a sentence, and no forbidden neighbour may stand beside it.

    Attributes:
        before: words that must stand before it, or
        after: words that must stand behind it, or
        number_before: a number must stand before it, or
        number_after: one must stand behind it; none of the four given: any place.
        not_before: words that may not stand before it.
        not_after: words that may not stand behind it.
        inside: a word must stand before it in the sentence.
        opens: it must open the sentence.
        leads: a word in lower case must stand behind it.
        closes: it must end the sentence.
        shouted: capitals will do, too.
    """

    before: str = ""
    after: str = ""
    number_before: bool = False
    number_after: bool = False
    not_before: str = ""
    not_after: str = ""
    inside: bool = False
    opens: bool = False
    leads: bool = False
    closes: bool = False
    shouted: bool = False


_ARTICLE = "a an the this that another one each every his her my your our their"
_COMPARED = """
more less better worse other rather later earlier bigger smaller faster slower longer cheaper higher lower easier harder older
younger sooner greater closer further stronger bettr
"""
_LETTERED = "key keys letter press type hit vitamin row seat gate size plan grade section block wing letters"
_CLAUSE = "i u you he she we they it im i'm i've ive it's its what my"
_PERSON = "me him her them us u you ya"
_SUBJECT = "i u you ya he she we they it ppl people who"
_NOUN_PHRASE = "me my the a an you u ya him her us them it this that dat dis da ur your our no all some these those dem his their mah"
_OWN = """
phone house friends fam family mom momma mum mama bday birthday boo baby girl sis homie homies peeps head face heart hair
feet bed name favorite fav life money car job boyfriend girlfriend bf gf teacher dad daddy order account
"""
_DEGREE = """
good bad nice happy sad annoyed annoying poor slow disappointed disappointing quick quickly much little frustrating frustrated
sorry late early expensive rude helpful well unhappy cold hot long few important urgent useful tired bored funny cute sweet
big small easy hard difficult strict interesting angry worried strange weird pleased clear high low fast kind polite upset
confused confusing worst
"""

RULES: tuple[tuple[str, Rule], ...] = (
    # the, them, then, right, some, though, more, for, ever, over, might, sure, things, and
    ("da", Rule(not_before="la da de dr", not_after="vinci gama silva costa nang", leads=True)),
    ("dem", Rule(not_before="the a", leads=True)),
    ("den", Rule(before=_COMPARED, after=_CLAUSE, not_before="the a my our his her its")),
    ("den", Rule(after="how what why when where can is r dont go", opens=True)),
    ("rite", Rule(not_before=f"{_ARTICLE} last of", not_after="of aid", inside=True)),
    (
        "sum",
        Rule(
            not_before="a the lump large small total this that tidy whole zero sum per check of in huge big same full dim",
            not_after="of up total insured assured paid is was to and in on for",
            leads=True,
        ),
    ),
    ("doe", Rule(not_before=f"{_ARTICLE} john jane", inside=True, closes=True)),
    ("mo", Rule(before="no some any", after="money")),
    ("fo", Rule(after="real sho sure da me u you my dat that free all it")),
    ("eva", Rule(before="best worst for have than if hardly as dumbest greatest slowest rudest nicest")),
    (
        "ova",
        Rule(
            before="all come comin came game its it's start party took take went right",
            after="here there dere",
        ),
    ),
    ("mite", Rule(after="be have b as need go get just also stay take try not want", not_before=f"{_ARTICLE} dust")),
    ("sho", Rule(before="fo fa", after="nuff")),
    ("tings", Rule()),
    ("nd", Rule(inside=True, leads=True)),
    ("nd", Rule(opens=True, leads=True, not_after="street st avenue floor")),
    # with, my, said, nothing, think
    (
        "wit",
        Rule(
            after=f"{_NOUN_PHRASE} friends everyone everybody everything someone",
            not_before="a the his her your my their quick sharp dry of and & n",
        ),
    ),
    ("mah", Rule(after=_OWN)),
    ("ma", Rule(after=_OWN, not_before="my your ur the")),
    (
        "sed",
        Rule(
            before="i he she they it u you we who already ppl",
            after="he she i they no yes dat",
            not_after="command script",
        ),
    ),
    (
        "nun",
        Rule(
            before="aint ain't say said got doin doing do want know have having need gotta",
            after="but wrong new better else",
            not_before=_ARTICLE,
        ),
    ),
    ("tink", Rule(before="i u you dont don't we they never didnt", after="so u you i it is r")),
    # see you, available, apartment, customer service, points, good morning, paid, reference, invoice, customer
    ("cu", Rule(after="later l8r soon there then tomorrow tmrw tonight around 2morrow")),
    ("avail", Rule(before="is are r isn't isnt aren't arent not any room rooms when be b seats")),
    ("apt", Rule(before=f"{_ARTICLE} ur no", after="no number num building bldg complex", not_after="to")),
    (
        "cs",
        Rule(
            before="contact called call calling ur your ya with from poor awful terrible great bad worst",
            after="rep reps agent agents team dept told said number line staff",
            not_after="go",
            shouted=True,
        ),
    ),
    (
        "pts",
        Rule(
            before="my your ur loyalty reward rewards the bonus extra many few more",
            after="missing expired balance earned",
            number_before=True,
        ),
    ),
    ("gm", Rule(after="sir team dear all guys maam ma'am everyone folks")),
    (
        "pd",
        Rule(
            before="i we have hv already just been was were bill inv invoice not nt u",
            after="twice extra already by online in full",
            not_before="the a my local city",
        ),
    ),
    (
        "ref",
        Rule(
            before="booking order payment case claim transaction customer account quote ticket reservation invoice complaint",
            after="no number num code nbr",
            number_after=True,
        ),
    ),
    ("inv", Rule(before="gimme", after="me us him them u plz pls no number num", number_after=True)),
    ("cx", Rule(after="is was called calls wants wanted says said has had needs claims states service support")),
    ("est", Rule(before="the ur your an any new what", after="delivery dlvry arrival date cost total value wait")),
    ("ac", Rule(before="bank savings current", after="no number num holder", not_before="the car room")),
    ("mob", Rule(after="no number num nbr", before="my ur your his her their", not_after="is was")),
    (
        "atm",
        Rule(
            before="""
        working down busy out home here available unavailable up me it offline online u you work broke bored stuck loading
        possible happening slow broken off away free well sick closed nothing anything options
        """,
            closes=True,
        ),
    ),
    ("pm", Rule(before="via ur", after="me us u you sent", inside=True, shouted=True)),
    ("pm", Rule(after="me us u you sent", opens=True, shouted=True)),
    ("ss", Rule(before="sent attached attaching", after="attached", not_before="the a")),
    ("vm", Rule(before="left leave leaving ur", not_after="instance image host")),
    ("del", Rule(after="date slot address addr charge charges driver", not_before="the to ctrl")),
    ("dep", Rule(before="sched", after="at time from")),
    ("arr", Rule(before="sched", after="at time")),
    (
        "ins",
        Rule(before="car health home travel auto life dental medical", after="co company claim card policy"),
    ),
    (
        "res",
        Rule(
            before="hotel dining dinner restaurant",
            after="number num confirmation",
            not_before="high low hi full",
        ),
    ),
    # bullshit, so much, timeline, tonight, homework and how
    (
        "bs",
        Rule(
            before="is total such complete utter absolute pure this more same that of what thats that's it's its all corporate some",
            not_after="degree in computer",
        ),
    ),
    ("sm", Rule(before="u you guys him her them it that this ya thanks thank ty us me love")),
    ("tl", Rule(before="my the ur your whole", shouted=True)),
    (
        "tn",
        Rule(
            before="out game home work sleep party here it this u you me going goin club drunk up late dinner bored dead so",
            closes=True,
        ),
    ),
    (
        "hw",
        Rule(
            before="my the math maths english science history chem bio physics doing did done finish finished some of more much ur your no",
            after="r are is do does did u you to can long many much cum come abt about was were will i cn",
        ),
    ),
    # can, was, would, what, when, any, have, never, don't, want, very and we
    ("cn", Rule(before=f"{_SUBJECT} how where what when", after="u i we you anyone any1 sm1 someone get see help not")),
    (
        "ws",
        Rule(
            before="i it he she this that there which order phone card parcel driver bill money amt",
            after="not nt told",
        ),
    ),
    ("ws", Rule(after="charged told waiting supposed given asked trying", opens=True)),
    ("wd", Rule(before="i he she they it u you that this who", after="be like have love rather appreciate hv")),
    (
        "wt",
        Rule(after="is the r u are do did abt about a happened time i", not_before="the net gross dry body total max"),
    ),
    ("wn", Rule(after="i u will wil is r are can do the it my we", not_before="the a")),
    ("ny", Rule(before="there without", after="one 1 idea update other problem issue chance reason more offer")),
    (
        "av",
        Rule(
            before="i they we u you", after="been got u you a to had not no", not_before="the an my your ur home sony"
        ),
    ),
    (
        "nv",
        Rule(
            before="i u he she they still but have we",
            after="receive received recv reply replied get got come call called answer respond gave give even",
            not_before="in the las reno",
        ),
    ),
    (
        "dun",
        Rule(
            before="i u you we they he she but so pls plz still really also oso it if",
            after="know think want wan care need have like get worry say understand even work noe knw",
        ),
    ),
    (
        "wan",
        Rule(
            before="i u you dun don't dont they she he we who really didnt still also no not if",
            after="to go eat buy see do get return cancel 2 change",
            not_before="mr mrs miss ms dr the lo",
        ),
    ),
    (
        "bt",
        Rule(
            after="i u it its it's they he she we im i'm when why how my ur",
            inside=True,
            not_before="my the by from with at to of and for",
        ),
    ),
    ("v", Rule(after=_DEGREE, not_before=f"{_LETTERED} vs the a", inside=True, leads=True)),
    ("v", Rule(after=_DEGREE, opens=True, leads=True)),
    (
        "v",
        Rule(
            after="r are hv have need want will can cant can't were had did didnt dont don't all should shud wud got",
            opens=True,
            leads=True,
        ),
    ),
    # with, are and is
    (
        "w",
        Rule(
            not_before=f"{_LETTERED} vs v",
            not_after="key button is and or was vs v b c d e f g h j k l m o p q s t w x y z",
            inside=True,
            leads=True,
        ),
    ),
    (
        "b",
        Rule(
            before="u i we they he she it people ppl that dat this y'all yall",
            after="like so all getting acting",
            inside=True,
            leads=True,
        ),
    ),
    (
        "b",
        Rule(
            after="safe careful there patient nice ready good blessed strong quiet honest back", opens=True, leads=True
        ),
    ),
    ("f", Rule(after="u you it that dat dis this off them him her", not_before=_LETTERED)),
)

WORDS_HOMOGRAPH: tuple[str, ...] = tuple(dict.fromkeys(form for form, _ in RULES))
WORDS_BESIDE_HOMOGRAPH: tuple[str, ...] = tuple(
    sorted(
        {
            word
            for _, rule in RULES
            for listed in (rule.before, rule.after, rule.not_before, rule.not_after)
            for word in words(listed)
        }
    )
)
