"""Words and phrases of the social side of a message: greeting, thanks, farewell, yes and no. They ask for nothing."""

from __future__ import annotations

from prodshape.clauses.listing import phrases, words, words_of

WORDS_GREETING = words(
    """
    hi hai hello hey hiya heya hii hiii hiiii heyy heyyy helo helllo hellow hullo hallo howdy yo greetings
    salutations hola bonjour bonsoir salut ciao buongiorno buonasera ola olá namaste namaskar salam salaam
    assalamualaikum marhaba merhaba hej hei moin servus grüezi hallöchen buenas
    namaskaar aloha gday heyo helloo hellooo sup wassup hy hlo hlw
    """
)
"""Words that greet wherever a message opens with them."""

PHRASES_GREETING = phrases(
    """
    good morning | good afternoon | good evening | good day | gd morning | gud morning | gm all | happy friday |
    goodmorning | goodafternoon | goodevening | dear sir | dear madam | dear team | dear all | dear support | dear
    customer | dear sirs | dear customer service | dear sir or madam | to whom it may concern | dear friend | dear
    friends | dear customer care | dear customer support | dear concern | dear support team | dear agent | buenos
    días | buenos dias | buenas tardes | buenas noches | bom dia | boa tarde | boa noite | guten tag | guten morgen
    | guten abend | god morgon | selamat pagi | selamat siang | how are you | how r u | how are u | what's up |
    whats up | how's it going | hows it going | hope you are well | hope you're well | hope all is well | hope you
    are doing well | hope this finds you well | hope this message finds you well | good mornin | greetings of the
    day | top of the morning | season's greetings | good eve | mornin all | morning all | morning team | afternoon
    all | evening all | afternoon team | evening team | hope you are having a good day | trust you are well | nice
    to meet you | pleased to meet you | how do you do | guten tag zusammen | guten mittag | grüß gott |
    buen día | buen dia | muy buenas
    """
)
WORDS_GREETING_PHRASES = words_of(PHRASES_GREETING)

PHRASES_NO_GREETING = phrases(
    """
    hello kitty | hello fresh | hello neighbor | hey dude shoes | hi fi | hi res | hi def | hi vis | yo yo | sup
    board | hey google | hey siri | hello world | how are you going to | how are you able | how are you supposed |
    buenas noticias | buenas condiciones | good day trip | hey jude | hei hei | hello magazine | how are you planning | how are you still
    """
)
"""What looks like a greeting and is a name or a question."""
WORDS_NO_GREETING = words_of(PHRASES_NO_GREETING)

WORDS_THANKS = words(
    """
    thanks thank thankyou thx thnx thanx tnx tks thks ty tysm tyvm tq thankss thanku thnks thnk thankful grateful
    cheers gracias merci danke grazie obrigado obrigada appreciated appreciate gratitude ta thanking
    """
)

WORDS_FAREWELL = words(
    """
    bye goodbye byee byebye cya farewell regards sincerely goodnight ttyl adios ciao cheerio gn tc
    """
)

WORDS_ACKNOWLEDGE = words(
    """
    yes yeah yep yup yea ya yah ye yess yesss yas aye no nope nah nop naw ok okay okey okie oki okk okkk kk k okok
    alright alrite sure certainly absolutely definitely exactly indeed correct right true fine good great nice cool
    perfect awesome excellent wonderful fantastic lovely super brilliant amazing sweet agreed understood noted roger
    done gotcha hmm hm hmmm mhm uh um umm uhh oh ohh ah ahh aha oops wow haha hahaha lol lmao rofl hehe welcome
    confirmed resolved solved sorted nothing nothin none nothng nthng please pls plz plss okays sounds sorry
    apologies sry enough confirm proceed continue worked works satisfied wait waiting happy glad
    """
)

WORDS_SOCIAL_FILLER = words(
    """
    sir sirs madam ma'am maam mam miss mr mrs ms dear friend friends buddy bro bruh dude man mate guys guy everyone
    all team there again so much very really a an the lot lots ton million for your ur help helping assistance
    support service time info information response reply and have has had good great nice wonderful lovely rest of
    day night evening weekend week morning afternoon you u too that is it's its that's thats it was this i we i'm im
    am are will be would do see talk later soon tomorrow take care my me ok to with from now just in advance else
    more not any problem problems worries no need needed question questions queries query further other anything
    today moment sec second minute minutes bit one go ahead being as well then but also at appreciate appreciated
    god bless on our yours best kind warm warmest regards wishes quick prompt valuable kindness patience effort
    efforts cooperation here chat chatting talking speaking meeting awaiting keep up work job done thing things
    think guess know say said everything able sounds looks works fine helpful useful awesome perfect get got it'll
    """
)
"""Words that add nothing of a task to a message that also thanks, greets or acknowledges."""

PHRASES_SOCIAL = phrases(
    """
    that's all | thats all | that is all | that will be all | that'll be all | that would be all | nothing else |
    that's it | thats it | that is it | that will be it | that'll be it | that's everything | that is correct |
    that's correct | thats correct | that's right | thats right | you are right | that works | that sounds good |
    sounds good | sounds great | looks good | works for me | go ahead | carry on | take your time | take care | have
    a nice day | have a good day | have a great day | no problem | not a problem | no worries | you're welcome |
    youre welcome | you are welcome | not right now | not now | not at this time | not at the moment | maybe later |
    i will wait | i'll wait | i am waiting | i will check | i'll check | let me check | i will try | i'll try | i
    try it | it is working now | it's working now | its working now | it works now | it worked | problem solved |
    issue resolved | please proceed | please confirm | please go ahead | yes confirm | confirm it | please continue
    | see you later | see you soon | see you | talk to you later | i understand | got it | will do | of course | for
    sure | why not | no need | not really | never mind | nevermind | all good | all set | i am good | i'm good | im
    good | i'm fine | i am fine | i'm done | i am done | i'm all set | one moment | one second | one sec | just a
    moment | hold on | same here | me too | my pleasure | i agree | i don't think so | i think so | i guess so | i
    hope so | that would be great | that'd be great | that would be fine | that will work | that should work | that
    is fine | that's fine | thats fine | that is good | that's good | that is great | that's great | that is perfect
    | that's perfect | that sounds great | that sounds fine | that sounds perfect | it's okay | its okay | it's ok |
    its ok | it is ok | i'll do that | will send | i will send | i'll send it | you have been very helpful | you've
    been very helpful | you were very helpful | you are very helpful | that's all i need | thats all i need | that is all
    i need | that was all i needed | that will be all i need | that's all i needed | thats all i needed | that's all i want |
    thats all i want | that is all i want | that's all i wanted | that's what i want | that's what i wanted | that is what
    i wanted | that's the one i want | that is the one i want | that'll work | suits me | suits me well | fine by me |
    fine with me | take your own time | give me a second | give me a sec | give me a minute | give me a moment | give me one
    moment | give me one minute | give me a min | have a great day ahead | have a nice day ahead | wish you a great day |
    wish you a good day | wish you a nice day | confirm my order | confirm the order | let's do that | lets do that | let's
    do it | lets do it | let's go with that | maybe another time | another time | not just yet | good to know | makes sense |
    what a | what an | how dare you | how dare they | how nice | how lovely | how sweet | how kind | how wonderful | how rude |
    how cute | how embarrassing | how disappointing | how pathetic | how convenient | how ironic | how typical | how funny |
    who knew | who cares | why bother | why do i bother | why do i even bother | why am i not surprised | why am i even
    surprised | what did i expect | what else is new | would recommend | would not recommend | wouldn't recommend | could get
    used to | should know better | should have known | should have stayed | should have gone | should have listened
    """
)
"""Phrases that thank, agree, decline, exclaim or take leave."""
WORDS_SOCIAL_PHRASES = words_of(PHRASES_SOCIAL)

WORDS_OPENER = words(
    """
    please pls plz plss kindly so well anyway okay ok yes yeah no and but also then or now just oh hey hi hello sir
    madam actually btw basically additionally furthermore moreover firstly secondly lastly finally first next
    alternatively yo dear sorry excuse maybe perhaps plus thanks there team guys sure yep yup alright right hmm um
    uh cause because coz cuz ugh omg wow wtf lol ffs smh damn seriously honestly again still otherwise instead thus
    therefore hence
    """
)
"""Words that may stand before the real beginning of a sentence."""
