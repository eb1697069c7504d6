"""Names of people and brands that one slip leads to from a frequent word: a list of our own making, from general knowledge.

Of some 2,300 names of many cultures that we wrote down, those that the rules would take for a misspelling when they are
written in lower case; the tables of `training/build_names.py` hold those that SCOWL and wordfreq know.
"""

from prodshape.clauses.listing import words

NAMES_LIKE_SLIPS = frozenset(
    words(
        """
        abena agbo aitor arief asad asger awais aymen bagus bandile bence bkash blazej calendly careem carolien chika chinh
        chinwe chipo datta dayo deepa deezer dragan dube eman folake giang glovo goyal grammarly groww guled hanh hellofresh
        hindware humana huong jacek janez khanh kinza klook krisztina lata lekan linksys luong maina manh marija marites marwa
        mayur meral merve minji moderna mpesa nhung odera odion opay parth payu phong plenti praveen primark putu qapital
        rapido realme revolut rodel sagar saini sajid sharad shinde shota siti sizwe skrill smita sonu sood ssense stockx
        sumit thato thijs thuy timea timo tmall toan toggl toptal truong tuan tunde vimal viraj vonage waleed weebly zwift
        """
    )
)
