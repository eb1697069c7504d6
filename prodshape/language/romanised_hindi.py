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
    wapsi shukriya dhanyavad dhanyawad namaste namaskar kripya kripaya maaf maafi alvida subah shaam raat din mahina mahine
    saal hafte hafta ghanta ghante ghar log logo baar ek teen chaar paanch
    """
)
"""Function words, common verbs and words of shopping and service; our own list."""
