"""English words that people use in messages of any language: borrowed, so they say nothing of the language that is spoken.

The word frequencies find the older ones by themselves (`prodshape.language.evidence`); these are the younger ones, of shops, phones and
accounts, which lists of words a decade old know badly.
"""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_LOAN = words(
    """
    app apps email emails mail mails online offline login logins log logout update updates upgrade upgrades link links
    streaming stream streams streamer marketing software hardware wifi wi fi lan smartphone smartphones smartwatch smart tv password
    passwords passcode account accounts tracking track ticket tickets chat chats chatbot bot bots hotspot router modem voucher vouchers
    newsletter newsletters checkout check-in checkin check-out feedback backup backups reset download downloads upload uploads browser
    laptop laptops notebook tablet tablets support service services server servers website websites web site sites blog post posts
    feed feeds story stories reel reels cookie cookies hashtag hashtags like likes follower followers influencer meeting meetings manager
    team design startup startups cloud gaming gamer player cashback discount discounts coupon coupons gift card cards shop shops
    shopping store stores outlet delivery deliveries order orders refund refunds desktop folder scanner scan screenshot screenshots
    selfie spam podcast podcasts playlist playlists single show shows fitness coach coaching training workshop freelancer deadline
    brainstorming call calls center callcenter helpdesk hotline outsourcing leasing display touchscreen bluetooth firewall bug bugs
    hacker phishing tester trailer roaming prepaid postpaid token tokens pin code codes qr sms otp id user username nickname
    banking homebanking ebanking wallet money cash crypto bitcoin trading trader broker fintech paypal business premium plus basic
    standard pro max mini lite ultra starter pack bundle deal deals sale sales black friday cyber monday flash best bestseller
    outfit look style shirt tshirt t-shirt sweatshirt hoodie jeans slim fit size sneaker sneakers top leggings
    drive driver drivers rider pick pickup pick-up drop dropshipping shipping shipment express tracker status
    fan fans fake news live event events location party dj festival backstage hobby fun game games joystick controller headset
    gamepad console playstation switch boost skin skins loot level server lag ping crash bug patch beta release
    computer pc mac monitor mouse drive usb hub powerbank charger adapter case cover speaker soundbar subwoofer mp3 file files
    popup pop-up banner widget plugin plug-in layout template tool tools toolbar button slider scroll swipe touch face pen
    snack burger cheeseburger sandwich brunch lunch takeaway take-away delivery fast food smoothie shake cocktail bar pub lounge
    job jobs office home homeoffice freelance boss staff ceo hr recruiter stress burnout weekend week know-how
    trip check ticketing boarding gate lounge stopover first class economy premium transfer shuttle jet lag resort spa hostel
    lobby airbag leasing tuning car sharing carsharing scooter e-scooter bike rental
    ok okay sorry wow cool hi hello hey bye super error errors fail default master slave test beta demo trial
    """
)
"""Of every language."""

WORDS_LOAN_HINDI = words(
    """
    app apps order orders refund refunds recharge ticket tickets number no sim otp net internet wifi bill bills payment account
    bank card cards atm pin password phone mobile call calls message messages sms mail email id kyc pan upi emi cash
    parcel courier packet box delivery boy bus train flight cab auto bike car petrol gas light meter plan pack data balance
    network signal tower office school college class teacher doctor hospital road station market shop mall hotel room tv film movie
    time minute minutes hour second date month year problem tension sir madam mam ma'am please plz pls sorry thanks thank ok okay hello hi bye
    link code offer sale service center customer care support server error login double cancel complaint company product item size
    bhai bro dear friend uncle aunty manager driver agent team police court photo video screen button update limit loan policy
    """
)
"""Of Hindi: one of them in a Hindi sentence is no switch, two may be one."""

WORDS_ENGLISH_BORROWS = words(
    """
    adobo aioli albondigas alfredo amigo amigos antipasto appetit arancini arrabiata asada au avec ayran bahn baguette baklava banh barbacoa
    bastille bento bhaji biryani bolognese bon bonjour bouillabaisse bratwurst brie brioche bruschetta brulee brûlée bulgogi burrata
    burrito burritos cacio calamari calzone cannelloni cannoli capisce cappuccino caprese carbonara carne carnitas carpaccio ceviche chai
    champagne chateau château chapati chaud chic chorizo churro churros ciabatta ciao cognac colada conchita couscous coup cordon crema creme
    crème crepe crepes crêpe croissant croissants crostini crudo crudités currywurst dal decor décor deja déjà dim dolce dolma doner döner dosa
    empanada empanadas enchilada enchiladas entree entrée escargot espresso fajita fajitas falafel faux feta fettuccine fiance fiancé fiancée
    fiesta flan focaccia foie fondue frappe frappé frau fritti frites fritto frutti fromage fusilli gado garam gazpacho gelato gnocchi gourmet goreng
    gouda gras gratin grande guacamole halloumi halo haute herr horchata huevos hummus jalapeño jalapeno jamon jamón jambalaya jollof kebab kimchi
    kielbasa kaiser kindergarten korma kunafa lait lasagna lasagne lassi latte limon linguine loco lokum macchiato madame mademoiselle mahal makhani
    maki margarita margherita mariachi marinara masala mascarpone matcha mayo mezcal mezze milanesa milanese minestrone miso mojito mole
    monsieur mozzarella mousse mousaka moussaka musaka naan nachos nasi nigiri nouveau novella nuevo ober olé oktoberfest orzo paella palak pancetta paneer
    panini panna papadum parfait parmesan parmigiana patisserie pavlova pecorino penne pepperoni perogi pesto pho piccata pico pierogi pilaf pinot pinto
    piña pina pistou pita plaza poblano polenta pollo polo pommes portobello pretzel prosciutto provolone puja quesadilla quesadillas queso quiche
    ramen ratatouille ravioli rendang rendezvous restaurante rigatoni rioja ristorante risotto roti rouge salami salsa samosa samosas sangria
    sashimi sate satay sauerkraut sauvignon schadenfreude schnitzel senor señor senora señora señorita shakshuka shawarma siesta sinigang spaetzle
    spätzle spaghetti strudel sushi taco tacos tagliatelle tahini tamale tamales tandoori tapas tempura teriyaki thali tikka tiramisu torte
    tortellini tortilla tortillas trattoria tzatziki vegas vermicelli verde villa vino vinaigrette vista voila voilà volkswagen wagyu
    wanderlust wurst yakitori zabaglione ziti zeitgeist zucchini vie rose rialto piazza casa via calle rue avenue strasse straße platz haus
    leche noche prix fixe hasta alla scala teatro jour époque epoque belle bonita bonito grand-mère noir blanc fleur mer cru sec
    schloss sao são saint san santa santo rio playa los las puerto ciudad palais gare champs haag den bahnhof
    """
)
"""Dishes, titles, streets and phrases that English messages are full of; they speak for no other language."""
