"""Words of everyday English chat that frequency lists of edited text know badly."""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_CHAT = words(
    """
    hi hii hiii hey heyy heya hiya heyo hello helo hlo yo sup wassup ok okay okey okk okie okays k kk ya yea yeah
    yep yup ye yess nope nah naa thx thnx thanx tnx tks ty tysm thankyou nothanks plz pls plss u ur r y n d lol lmao
    rofl omg wtf smh idk imo btw fyi asap aka dm dms pm gm gn bye byee cya ttyl brb gonna wanna gotta kinda sorta
    lemme gimme dunno cuz coz bcoz bcz cos tho thru nite tonite tmrw tmr tom msg msgs acct appt pmt pwd qty gb mb kb
    tb usd eur wifi app apps online email sms sim id pin otp atm iphone ipad android ios hmm umm uh um aww haha
    hahaha hehe dont cant wont didnt doesnt isnt wasnt havent hasnt couldnt im ive ill whats thats wheres hows
    theres youre theyre yall ain't aint sir maam mam bro dude mate da dat dis wat wut tht bout abt bt nd wen whn hv
    hav jus jst gud luv frm frnd shud cud wud wt wht affirmative negative yay nay oops ouch yikes welp
    meh ugh mam thnk thanq thnks ssn hru wru wbu hbu whr wyd wdym lmk heloo zipcode
    """
)
"""Typed English: abbreviations, greetings, dropped apostrophes."""

WORDS_CHAT_COMMON = words("im u ok okay hi hey thx dont cant")
"""Those that are commoner in typed English than words of other languages that are spelt alike (German `im`)."""

WORDS_ALONE = ("hai", "hii", "hiya")
"""English where they are the whole message: `hai` greets there, and is Hindi inside a sentence."""
