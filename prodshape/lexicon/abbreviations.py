"""Abbreviations and textisms of chats, tweets and support desks: a lexicon of our own making, from general knowledge.

Four groups. Left out: forms that are ordinary words by now (`app`, `info`, `ad`, `id`, `ok`, `rep`, `doc`, `tv`),
single letters but `u`, `r`, `n` and `k`, and the informal contractions of speech (`gonna`, `wanna`), which
are spoken words written down.
"""

from prodshape.clauses.listing import words

WORDS_PHRASAL: tuple[str, ...] = words(
    """
    af afaik afk asaap asap bbl bf bff bffs brb btw byod cba cmiiw ctfuu cya dgaf dgmw dm dm'd dmed dming
    dms dtb eob eod eom eow eoy eta etd ffs fml fomo ftfy ftl ftw fwd fwiw fwu fya fyi fyia fym fyr
    gf gfy gfys gg ggs gj glhf gmab gn gnight gnite gnsd gtfo gtg hagd hagn hbd hbt hbu hmmu hmu hmy hru hth hyd
    icb icymi idc idec idek idfc idfk idgaf idgi idk idkw idm idts igh ight iirc ijs ikik ikr iktr ilu ilusm
    ily ilym ilysm ilyt imao imho imo imy imysm irl istfg istg iyam iykwim iykyk jfc jgh jic jk jkjk jks jsyk
    jw jyk kmn kms kmsl ktnx kys lmao lmaoo lmaooo lmaoooo lmbao lmbo lmfao lmho lmk lmks lml lms lol lolll
    lolol lolz lool ltns ltr lylas lysm mfer mfers mfs mfw mofo msm mtfbwy nbd nfi ngl nm nmh nmjc nmu
    noob noyb np npi nsfw nvm nvmd nvr nvrmnd ofc oic omd omfg omg omgg omgosh omgs oml omm omw oomf ootd otp
    otw pfa pfb pm'd pmd pmed pmo pmsl potd ptfo qotd rft rn rofl roflmao roflol rotfl rsvp ruok sbu sfs sfsg sfw
    smdh smfh smh stfu swmbo tbc tbd tbf tbh tbqf tbqh tbt tf tftf tfti tfw tgfi tgif tgim tldnr tldr tmi tnx ttfn
    ttly ttul ttyl ttys ty tyfys tyia tyl tym tysm tysvm tyt tyvm wbu wcw wdis wdym wdyt wfh wip wru wsp wsup wtaf
    wtf wtg wth wtv wubu wya wyd wyf wyg wym ykwim ymmv ymw yolo ytb yvw yw
    """
)
"""First letters for a phrase: `asap`, `idk`, `lol`."""

WORDS_SHORTENED: tuple[str, ...] = words(
    """
    abt abv acc accnt accs acct acctno accts acntno actv addl addnl addr adj admn agmt altho amt amts anoth ans ansr
    answd anyth appln apprec approx apprx appt appts aprx apt apts arrv asst attch attn avail avbl avg awk
    b'day bc bcauz bcos bcoz bcs bcuse bcz bcze bday bdays bgn bk bkgs bkng bks bldg blk blkd bndl brkfst
    brkn bruv bst btwn byee bziness cald cancld cfm chg chgd chgs chk chkd chkng chkout chq chqs clkd clr clrd
    cmd cmg cmin cmnt cmplt cncl cncld cncltn cnfm cnfrm cnnct cnt cntct compl compnsn confrm congrat congrats
    congratz cont conv convo convos corres coz cpl crd crds ctct cud cudnt cus cust custmr custs custsvc cuz cz
    deets def defn defo defos defs delv delvry dely dept depts descr dev didt diff diffs discnt dlt dlvd
    dlvr dlvrs dlvry dmg dnld dnt docu drvr dscnt dsnt dtls dvc dwld dwn efct elig eml emls emrgncy endg enq
    esc escl esp estd evng evry evrythn exchg expd expl expry fav favd fave faves favs fckd fckin flr flt flts
    fnl folo fon frds frgt frgv frm frnd frnds frnz frst frzn fst ful fwded fwds fyn gd gdby gdmrng gdn gdnght
    gmorning gna gotchu govmt govt grntee grp grt grtly gt gvn gvs hapn happnd hdphns hlp hlpd hme hmwrk
    hngry hpe hpn hpnd hpng hr hrs hrtbrkn hsbnd hv hve hvnt hwevr imed imm immed imprt impt incl incld incmplt
    incnvn incrct infn inq inqry instl intrstd invc invce invs itm itms jst jstg knda kno knw knwin knws kpt lft lgn
    likd lil lkd lkng lks locn lsn lst ltl luv luvd luvs lvd lvl lvls lvs mbl mbls mbr mbrs mcht mesg mfg
    mgmt mgnt mgr mgrs mins mktg mnd mng mngd mngmt mngr mnl mntain mnth mnths mntn mny mobl mrng mrngs mrnin mrp
    msg msgd msging msgng msgs mssg mtg mtgs mth mths mtng mvmt nbr nbrs ndng nec neg nego nethng nevrmind nite
    nthg nthin nthn ntng ntwk num nums nxt nyt obv obvs occ occd ofcrs offc ofr ofrs onli opnd optn othrwse
    ownr parc pblm pblms pckg pckgd pckgs phn pic pics pkg pkgd pkgng pkgs plcd pleez plez plis pln plns pls
    plsd plse plss plsss plx plz plzz plzzz pmnt pmt pmts pndg pndng pnt posbl poss ppl ppls ppt prblem prblm
    prblms prbs prce prcs prefs prev prfl prgm prmtn prntr prob probs procdr prolly promtn prvdr psswd
    psswrds pswd ptnt purch purchs purchsd pw pwd pwds pwrd pymt pymts qck qlty qn qns qry qs qstn qstns qtr qtrly
    qty qtys qual rcmd rcpt rcpts rcv rcvd rcved rcvng rcvr rcvs rdy rec'd recd recmd recv recvd recvng refr reg
    regd regn regs regstr reinst remvd repl replcmnt rept req req'd reqd reqmt reqs reqstd reqt reschd respns resv
    revw rfd rfl rfnd rfnds rfrsh rgd rgds rgrding rgrds rgt rjct rlly rly rmb rmbr rmdr rmv rmvd rnw rnwd rnwl rpd
    rpl rplc rplcmt rplied rplmnt rply rplyd rplyng rpt rptd rpts rqst rqsts rsch rsched rslv rslvd rsn rspnse rsrv
    rsrvtn rstrt rsvn rtn rtnd rtng rtrn schd sched schedl scrn sesh sevr sgnup shd shipng shld shp shpd shpg shpmnt
    shpmt shpng shud shudnt shudve sigs simlr slps smday smethng smne smone smt smth smthg smthin smthn smthng
    smthngs smtime smtimes smtm snd sndr snt somethg somethn somthn spd spk spkr spl splr spose spt sq srry srs
    srsly srv srvc srvce srvcs srvr srvy sry statmt stmt stmts stng stngs stp strt subj subscr subscrp subscrptn
    sugg sumone sumthin sumthn sumtime supp suppt supvsr suspd svc svcd svcs svg svgs swt sysm tckt tckts tday
    tdy tdys tfr tfrd tgr tgt tgthr thanx thgs thgt thk thks thku thkyou thnk thnks thnku thnx tho thr
    thrgh thru ths thse tht thx thxs thxx tix tkn tkng tks tkt tktno tkts tlk tlkd tlks tm tme tmo tmoro
    tmorow tmp tmr tmro tmrrow tmrw tmrws tmw tngt tnite tnks tomo tomrw totes tq tqvm transac trbl trblsht trck
    trckng trfr trkg trkng trmnl trns trnsf trnsfr trnx trxn trxns tst tstg twrd txn txns txs txt txtd txting txts
    unav unf unk unkwn unlck unlckd unsub unsubs upcmg upd updt updtd updtng updts upg upgd upgr upgrd upgrde
    upgrdng upld uplded ur urs urself usr usrs usu utl vac vch vchr vdo vdos vehcl verf vers vid vids vld vlid vndr
    vrfctn vrfd vrfied vrfy vry vstd wana wbst wdrw wdrwl wen whchevr whevr whn whnevr whr whrs wht whtevr wk wkd
    wkdy wkdys wkend wkends wkly wknd wknds wks wlc wlcm wld wndw wnt wntd wntng wrk wrkd wrkg wrkin wrking wrks
    wrnty wrrnty wrt wtng wtr wud wudnt wudve wunt xact xchng xclnt xfer xfers xlnt xmas xpct xpctd xpird xpired xtr
    xtra xtras yday yest yestday yestrdy yng yr yrld yrly yrs yrself yrsold yst ystrdy ytday
    """
)
"""A word with letters left out: `pls`, `acct`, `txn`."""

WORDS_PHONETIC: tuple[str, ...] = words(
    """
    aight aite bcuz becuz biz biznes bizness cos cuse cyu effin enuf enuff fck fkin fkn fone fones frkn fuk gud
    guds hapi jus k kewl knoe kuz leme luff luk lyf lyk msgz n neva nuff nuffin okie peeps pleaz pwease qik r
    r'nt ru shuld shure skool sowi sowwy soz tanx tenx thankq thanku thankx thanq thanxx tlkin tonite u u'll u're
    u've ull ure urselves uself uv wassup wat wateva watevr wats wattup watz wazzup whateva whatevs whazzup whut wif
    wiv wot wotever wots wuld wut wuts wuz xcept xcited yu yur yurs yurself
    """
)
"""Written as it sounds: `u`, `gud`, `wot`."""

WORDS_WITH_DIGITS: tuple[str, ...] = words(
    """
    10q 2b 2c 2day 2getha 2gether 2l8 2moro 2morrow 2mro 2mrrw 2mrw 2nite 2nyt 2u 4eva 4ever 4evr 4get 4give
    4got 4gotten 4gt 4u any1 any1s b4 b4n every1 every1s evry1 g2g gr8 gr8t h8 h8d h8ing h8s l8 l8r l8rs
    l8ter m8 m8s ne1 no1 sk8 some1 some1s str8 str8up sum1 w8 w8d w8ing w8n
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
