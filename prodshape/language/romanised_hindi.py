"""Romanised Hindi as people type it: spelling varies, so common variants stand side by side."""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_HINDI = words(
    """
    hai hain h hoon hun hu ho hota hoti hote hua hui hue hoga hogi honge tha thi thay raha rahi rahe rha rhi rhe gaya gayi gaye
    gya gyi gye kar karo karna karne karke karta karti karte karun karunga karungi karenge karega karegi kiya kiye kijiye
    kariye karo kardo kardiya karwana karwao karvana karein kren kro krna krne krke krta krdo kr de dena dene dedo dijiye
    diya diye deta deti dete dunga denge lena lene lelo liya liye leta leti lete lunga jao jana jane jata jati jate jaye
    jayega jayegi jaunga aana aane aata aati aate aaya aayi aaye aayega aayegi aaega aao aaj kal abhi ab tab kab jab kabhi
    hamesha jaldi baad pehle pahle phir fir dobara wapas vapas vapis andar bahar upar neeche niche yahan yaha wahan waha kahan
    kaha idhar udhar kidhar kya kyu kyun kyon kyunki kyuki kaise kaisa kaisi kitna kitni kitne kaun kon konsa kaunsa konsi kis
    kise kisko kisi kuch kuchh koi sab sabhi bahut bohot bahot bhot zyada jyada thoda thodi kam nahi nahin nhi nai mat na naa
    haan han ha ji haanji bhi bhii hi sirf bas lekin magar par aur ya agar toh yeh ye wo woh vo iska iski iske uska uski uske
    isko usko ise use inka unka inko unko mera meri mere mujhe mujhko maine mai main hum hume humein hamara hamari hamare
    humara humari aap aapka aapki aapke aapko apna apni apne tum tumhara tumhari tumhe tera teri tere tujhe tu ko ka ki ke se
    mein mai me pe tak saath sath bina liye wala wali wale waala bhai bhaiya behen yaar yar dost bhaisahab sahab madam
    paisa paise paisay rupaye rupay rupee kharid kharida kharidna bhejo bhej bheja bheje bhejna bhejdo mila mili mile milta
    milega milegi milna chahiye chahta chahti chahte chahiyen batao bata batana bataye bataiye bolo bola bole bolna dekho dekh
    dekha dekhna dikhao dikha suno sun suna samajh samjha samajhna pata malum maloom kaam kam dikkat pareshani samasya
    galat sahi theek thik accha acha achha achi acche bura kharab purana naya nayi naye chalu chal chalta chalti chale chalo
    band ruk ruko rakho rakhna lagta lagti laga lagi lage lagao sakta sakti sakte sako saku paya payi paye pa raho rehta
    wapsi pahuncha pahunchi pahunche pahunchega pahunchna bhejoge bhejenge bhejta bhejte bhijwao bhijwana mangwaya mangaya
    mangwana mangana lauta lautao lautana lautaya badal badlo badalna badalwana hatao hatana nikal nikala nikalo nikalna jod jodo jodna
    chhodo chhod chhodna chorh pakad pakdo rakha rakhe rakhi samaan saman samaj samajhna samjhao samjhe bolta bolte bolti bolenge
    bataya bataiyega batadijiye puchha pucha puchna poochna poocha likha likhi likho likhna padha padho padhna dikhta dikhti dikhte dikh
    dikhana dikhaya sunta sunte sunti sunaya milti milte milenge milni kharcha kharche kati kat katna katta kaat kaata kaati
    jama udhar udhaar karz khata khaata khate bijli pani paani gaadi gadi rasta raste sadak dukan dukaan makaan gaon shahar
    sheher desh duniya bachcha bachche bacche baccha ladka ladki aadmi aurat beti maa bhabhi chacha mausi dadi nani
    khana khaana khane khaya peena piya thanda thandi garam meetha namkeen teekha kapda kapde joota joote chappal kala safed lal
    hara neela peela bada badi bade chota choti chote chhota chhoti chhote lamba lambi mota patla bhari halka sasta sasti mehenga mahanga
    mehengi khali bhara poora pura poori adha aadha jyaada itna itni itne utna utni utne jitna jitne aisa aisi aise waisa waise jaisa
    jaise jahan jahaan jab tabhi kahin kahi kabse kabtak tabse abse abhitak warna varnaa balki isliye isiliye kyonki chunki halanki
    lekin magar phirbhi matlab mtlb yaani yani shayad zaroor zarur jarur bilkul ekdum ekdam sach jhooth jhoot juth sahi galti galtiyan
    dhokha dhoka chor chori bakwas bekar bekaar ghatiya faltu faaltu pagal bewakoof badtameez gussa pareshan dukhi khush khushi
    dard bimar bimari dawai dawa aspatal madad sahayata sahayta seva suvidha shikayat shikayatein jankari jaankari jawab javab jawaab
    sawal sawaal baat baatein baate batein kaam naukri paise paisaa rupya rupaiya rupiya hisab hisaab khareed khareeda khareedna
    becha bechna beche dena dega degi dijiyega lijiye lijiyega kijiyega karwaiye karwa karwayi karwate hokar
    honge hongi hogaya hogayi hogaye hojayega hojaega horaha horahi rahega rahegi rahenge rehti rehte rahunga rahna rehna thaa hu
    hein hei tumko tumse tumne aapse aapne hamne humne maine usne isne unhone inhone kisne jisne jisko jiska jiski jiske unki unke
    inki inke apki apka apke apko mujhse mujhpe hamko hamse humko humse hmko hmara mera meraa sabko sabse kisika kuchbhi koibhi kaha
    kidar idhr udhr aage peeche pichla pichle pichli agla agle agli bich paas saamne samne neeche tarah tarike tarika
    wajah vajah karan liye khatir dwara bagair bina siwa alawa tarf taraf subah dopahar rat raatko kalse ajse parso hafton
    somvar mangalvar budhvar guruvar shukravar shanivar ravivar itvar janvari minat ghanton dinon mahino pehla pehli dusra
    dusri dusre doosra doosri teesra panch chhe aath nau bees pachas hazar hajar karod
    kripa meherbani dhanyavaad dhanyawaad swagat namaskaar pranam alvida shubh mubarak badhai chalega chalegi chaliye chalta
    intezaar intezar intjar koshish kosis umeed ummeed bharosa vishwas yakeen pasand napasand zindagi jindagi mehnat izzat
    toota tuta tooti tuti phata phati fata fati ganda gandi gande saaf saf jala jal jali atka atak fasa phasa ruka ruki khul khula
    khuli khulta khulti chala chali chalna chalana chalao laga lagega lagenge lagi lagana lagaya gira giri girna uthao utha uthaya
    uthate uthta baitha baitho soya jaga mila milao milana dhundh dhoond dhundo mangta mangte maanga ghuma ghumao bhagao
    banao banta banti banega sako sakoge sakenge sakunga payega paoge chahie chaiye chahiyee chaahiye
    shukriya dhanyavad dhanyawad namaste namaskar kripya kripaya maaf maafi alvida subah shaam raat din mahina mahine
    saal hafte hafta ghanta ghante ghar log logo baar ek teen chaar paanch
    """
)
"""Function words, common verbs and words of shopping and service; our own list."""

_CHANGES = (
    ("aa", "a"),
    ("ee", "i"),
    ("oo", "u"),
    ("v", "w"),
    ("w", "v"),
    ("ph", "f"),
    ("z", "j"),
    ("chh", "ch"),
    ("cch", "ch"),
    ("sh", "s"),
    ("ai", "e"),
    ("ye", "e"),
    ("iye", "ie"),
)
"""How the same sound is spelt."""
_SHORTEST = 4


def spellings(word: str) -> set[str]:
    """Other ways to type a word of romanised Hindi, by one change of how a sound is spelt, or with the short vowels left out.

    Example:
        >>> sorted(spellings("bahut"))
        ['bhut']
        >>> "krenge" in spellings("karenge")
        True
    """
    found = {word.replace(sound, other) for sound, other in _CHANGES if sound in word}
    found.add(word[0] + word[1:-1].replace("aa", "a").replace("a", "") + word[-1:])
    if word.endswith(("in", "en", "on", "un")):
        found.add(word[:-1])
    return {other for other in found if len(other) >= _SHORTEST and other != word}


WORDS_HINDI_SPELT = tuple(sorted({other for word in WORDS_HINDI for other in spellings(word)} - set(WORDS_HINDI)))
"""Their other spellings; those that another language has as a word do not count."""
