"""Abbreviations and textisms of chats, tweets and support desks: a lexicon of our own making, from general knowledge.

Four groups. Left out: forms that are ordinary words by now (`app`, `info`, `ad`, `id`, `ok`, `rep`, `doc`, `tv`),
single letters but `u`, `r`, `n` and `k`, and the informal contractions of speech (`gonna`, `wanna`), which
are spoken words written down.
"""

from prodshape.clauses.listing import words

WORDS_PHRASAL: tuple[str, ...] = words(
    """
    af afaik afk aka asap bbl bf bff bffs brb btw cba cmiiw cya dgaf dm dm'd dmed dming dms eod eom eta etd ffs fml
    fomo ftfy ftl ftw fwd fwiw fya fyi gf gfy gg ggs gmab gtfo gtg hbd hbu hmmu hmu hth icymi idc idec idek idfc
    idfk idgaf idk idkw iirc ijs ikr ily ilysm imho imo irl istg iykyk jk jkjk jsyk ktnx kys lmao lmaoo lmaooo
    lmaoooo lmbo lmfao lmk lol lolll lolol lolz lool ltr mfs mfw mofo msm nbd ngl nm nmu noob np npi nsfw nvm nvmd
    nvr ofc omd omfg omg omgg omgs oml omw oomf otp otw pfa pm'd pmd pmed pmsl ptfo qotd rn rofl roflmao rotfl rsvp
    sfsg sfw smdh smfh smh stfu tbf tbh tbqh tbt tf tfw tgif tldr tmi tnx ttfn ttyl ttys ty tyfys tysm tyt tyvm
    wbu wdym wfh wip wtaf wtf wth wtv wya wyd wym ymmv yolo
    """
)
"""First letters for a phrase: `asap`, `idk`, `lol`."""

WORDS_SHORTENED: tuple[str, ...] = words(
    """
    abt abv acc accnt accs acct accts actv addl addr adj admn altho amt amts ans anyth approx apprx appt appts apt
    apts asst attn avail avg b'day bc bcos bcoz bcs bcz bday bdays bk bkgs bkng bks bldg blk brkfst bst btwn bziness
    cald cancld cfm chg chgd chk chkd chkng chq chqs cmd cmg cmnt cmplt cncl cncld cnfrm cnt cntct compl confrm
    congrat congrats congratz cont convo convos coz cpl crd crds cud cudnt cus cust custs cuz cz deets def defo delv
    dept depts didt diff diffs dlt dlvr dlvry dmg dnt dsnt dvc dwn efct emrgncy enq esp evng evry expl fav favd fave
    faves favs flt flts frgt frm frnd frnds frst fwded fwds fyn gd gdn gmorning govt grp grt gt gvn hlp hlpd hpn
    hpnd hr hrs hsbnd hv hve hvnt imm immed incl incld invs jst kno knw knws lft lil lkd lst ltl luv luvd luvs lvl
    lvls mbr mbrs mfg mgmt mgr mgrs mins mng mngr mnth mnths mntn mny mrng mrp msg msgd msging msgng msgs mssg mtg
    mtgs mth mths mtng mvmt nbr nbrs neg nite ntwk num nums nxt nyt obv obvs occ ofcrs offc ofr pckgs phn pic pics
    pkg pkgs plez plis pln plns pls plse plss plsss plx plz plzz plzzz pmnt pmt pmts pnt poss ppl ppls ppt prblem
    prblm prblms prbs prce prcs prefs prev prob probs prolly psswd pswd purch pw pwd pwds pymt pymts qck qlty qn qns
    qs qstn qstns qty qual rcpt rcv rcvd rcved rcvng rdy rec'd recd reg regd regs rept req req'd reqd reqmt reqs
    resv rfd rfnd rfnds rgd rgds rgrds rlly rly rmb rmbr rpl rplied rply rpt rqst rqsts rsn rtn rtrn schd sched scrn
    sesh sevr shd shld shpd shpg shpmt shpng shud shudnt sigs smone smt smth smthg smthn smthng snd sndr snt spd spk
    spkr spl spose sq srry srs srsly srvc srvcs srvr sry stmt stmts stp strt subj supp suppt svc svcs swt tckt tckts
    tdy tfr tgt tgthr thanx thgs thk thks thku thkyou thnk thnks thnku thnx tho thot thr thrgh thru ths thse tht thx
    thxs thxx tix tks tkt tkts tlk tm tmo tmoro tmr tmro tmrw tmw tomo totes tq tqvm trbl trck trckng trnsfr trxn
    txn txns txs txt txtd txting txts unav unf unsub unsubs upd upgrd upgrde ur urs urself usu vac vers vid vids vld
    vrfy vry wbst wen whn whr wht wk wkd wkend wkends wkly wknd wknds wks wlcm wld wnt wntd wrk wrkd wrkg wrking
    wrks wrt wtng wtr wud wudnt xchng xfer xfers xmas xtra yday yest yr yrly yrs yrself yst ystrdy
    """
)
"""A word with letters left out: `pls`, `acct`, `txn`."""

WORDS_PHONETIC: tuple[str, ...] = words(
    """
    aight aite bcuz becuz biz biznes bizness cos cuse cyu effin enuf fck fkin fkn fone fones frkn fuk gud guds hapi
    jus k kewl knoe leme luk lyf lyk msgz n neva okie peeps pwease qik r r'nt ru shuld shure skool sowi sowwy soz
    tanx tenx thankq thanku thankx thanq thanxx tlkin tonite u u'll u're u've ull ure uv wassup wat wateva watevr
    wats wattup watz wazzup whateva whatevs whazzup whut wif wiv wot wotever wots wuld wut wuts wuz xcept xcited xo
    xoxo yu yur yurs
    """
)
"""Written as it sounds: `u`, `gud`, `wot`."""

WORDS_WITH_DIGITS: tuple[str, ...] = words(
    """
    b4 gr8 l8r m8 w8 h8 2day 2moro 2morrow 2mrw 2mro 2nite some1 sum1 any1 every1 evry1 no1 g2g str8 l8 4ever 4u 2u
    4get 4gt h8s w8ing h8ing l8ter
    """
)
"""Digits for their sound: `gr8`, `2day`. To the tokeniser they are codes."""

WORDS_BEFORE_CODE: tuple[str, ...] = words(
    """
    seat seats gate row room size plan section code number no model type block terminal zone level floor bay platform
    apartment apt flat unit suite bin version ssn account policy claim order flight license licence plate
    """
)
"""After these a code is a code: `gate b4`."""

ABBREVIATIONS: tuple[str, ...] = tuple(sorted({*WORDS_PHRASAL, *WORDS_SHORTENED, *WORDS_PHONETIC, *WORDS_WITH_DIGITS}))
"""All of them, in the order in which the axis counts them."""
