"""Words that are frequent in messages to a company, however rare they are elsewhere: a list of our own making.

A frequency list of general English thinks `invoice` or `unsubscribe` too rare to be what somebody meant.
"""

from prodshape.clauses.listing import words

WORDS_NEW: tuple[str, ...] = words(
    """
    adblock adblocker addon aimbot airpod allowlist altcoin apn autopay backorder backordered bestie bloatware blocklist bootloop bubbletea
    bugfix captcha cashapp changelog chargeback chatbot checkin chromecast clientside cname codeshare cooldown copay coworking
    crossgrade crossplay cutscene debuff denylist deprioritized deprovision deprovisioned desync desynced dlc doordash doxxed
    dropdown dropoff dropshipper dropshipping ebike ecard egift ereader escooter esim eticket evisa failover firestick framerate
    freemium frontend fullstack gamertag geoblocked geoblocking geofence geolocation griefer griefing grubhub grindy hasslefree helpdesk hitbox hitreg
    hostname hotfix iban iframe ifsc instacart jailbroken jetlag keybind killcam kyc laggy ldap livestreaming livestreamer loadout lootbox
    metaverse middleware mocktail modded modding nameserver navbar neft neobank nerfed netcode noob oauth oatmilk offboarding
    optin optout param paystub paywalled playthrough powerbank preauth preauthorisation preauthorised readme reauth recalc recaptcha redeye
    relog repo respawn respawned respawning resub ridehail rideshare ridesharing rtgs rubberbanding saml sandboxed savegame
    screenshare screensharing screenshotted serverside sideload sideloaded signin signup singleplayer skippable smishing
    smurfing speedrun sso stablecoin telehealth tiktok tooltip topup totp touchbar touchpad trackpad unban unbanned unbanning unbox unflagged
    unlockable unmuted unskippable unsub unsubbed unthrottled unticked upsell vaxxed venmo vishing vlogger vpn wallhack webapp
    webhook yaml
    """
)
"""Words and names too new for dictionaries and frequency lists; their plurals are words too."""
SUPPORT_ZIPF = 4.5
"""What these words count at least (Zipf frequency)."""

WORDS_SUPPORT: tuple[str, ...] = words(
    """
    account accounts achievement achievements acknowledge activate activated activating activation add added adding additional
    address addresses adjust adjusted adjuster adjustment administrator agent agents airfare airline airport airways aisle alert
    alerts allergic allergies allergy amount amounts annoyed annoying antibiotics apologise apologize apology app appalled
    appalling application applied apply applying appointment appointments approval approve approved approximately armrest
    arrival arrivals arrive arrived assist assistance assistant atrocious authenticate authentication authorization authorize
    authorized automatic automatically availability available avatar awful baggage balance balances balcony bandwidth bank
    banking banned battery bedroom beneficiaries beneficiary beverage bill billed billing bills blender block blocked blocking
    boarding book booked booking bookings bracelet branch broadband broken browser buffering bundle burger buy cabin calendar
    call called calling calls cancel canceled canceling cancellation cancellations cancelled cancelling card cards carousel
    carrier cash cashback cashier change changed changes changing channel channels charge chargeback charged charger charges
    charging cheaters cheating check checked checkin checking checkout chips claim claimant claiming claims clarification
    clarify cleanliness clinic clinics cockroaches code codes collect collected collection collision colour compensate
    compensated compensation complain complained complaint complaints complete completed comprehensive concierge configuration
    configure configured confirm confirmation confirmed confirming connect connected connecting connection console consultation
    consultations contact contacted contacting contactless contract controller convert correct corrected correctly cosmetic
    cosmetics cost costs counterfeit coupon coupons courier couriers cover coverage crashes crashing credit credited credits
    crossplay currencies currency current currently curtains cushion cushions customer customers damage damaged dashboard data
    database deactivate deactivated debit debited deduct deducted deductible deductibles deduction defect defective delay
    delayed delays delete deleted deleting deliberately delicious deliver delivered deliveries delivering delivery dentist
    departing department departure departures dependent dependents deposit deposited deposits dermatologist desktop desperate
    desperately dessert destination destinations detail details device devices diabetes diagnosis difference different difficult
    direct disable disabled disappear disappeared disappointed disappointing disconnect disconnected disconnecting disconnects
    discount discounts disgrace disgraceful disgusted disgusting dishwasher dispatch dispatched display dispute disputed
    disputing document documentation documents doorstep dosage download downloaded downloading drawer dreadful drinks due
    duplicate duplicated earrings electronic elevator eligibility eligible email emailed emails enable enabled engineer
    engineers enquire enquiry error errors escalate escalated estimate estimated euros examination exchange exchangeable
    exchanged exchanges exchanging excursion exhausted expect expected expedite expensive experience expiration expire expired
    expires expiry explain explained explanation export exporting express extend extended extension extortionate extra fabric
    failed failing failure faulty feature features fee feedback fees fever fibre flight flights folder folders forgot forgotten
    forward fraud fraudulent freeze freezes freezing fries frozen frustrated frustrating frustration functionality fund funds
    furious furniture gameplay genuinely gift graphics grateful groceries grocery guarantee guaranteed guest handset handsets
    headache headaches headphones help helpdesk helpful helpless hoodie horrendous horrible hostel hotel hotspot household
    housekeeping ibuprofen identification identity immediate immediately impatient import importing improve incompetence
    incompetent inconsistent inconvenience incorrect incorrectly increase incredibly information infuriating ingredients
    injection inquire inquiry insert install installation installed installing installment installments instalment instalments
    instructions insulting insurance insured insurer integration integrations interest interface intermittent intermittently
    international internet invalid inventory investments invoice invoiced invoices invoicing issue issued issues item items
    itinerary jewellery jewelry kettle keyboard lagging landing landline laptop late laughable layover leaderboard leaderboards
    leather liability license limit limits linked loan loans lobby locate located location locked logged logging login luggage
    lukewarm mail maintenance malfunction malfunctioning manage manager manually matchmaking mattress maximum measurement
    medication medications medicines member members membership message messages microwave migraine minimum miserable misleading
    mistake mistakenly mobile modem moisturiser moisturizer monitor month monthly mortgage mortgages multiplayer nausea necklace
    negligence neighbor neighbour neighbours network newsletter newsletters nightmare noisy noodles notification notifications
    notified notify number numbers nurse offer offers offline online operator opponent opponents option options order ordered
    ordering orders original outage outages outrageous overbooked overcharged overdraft overdrawn overdue owner package packages
    packaging paracetamol parcel parcels partial partially passcode passenger passengers passport password passwords pathetic
    patience patiently payable payment payments paypal payroll penalty pending penicillin pension pensions perfume permanent
    permission permissions persistent personal pharmacist pharmacy phone phones physician physiotherapy pickup pillows pizza
    platform please plugin policies policy policyholder politely portal postage postcode preauthorization pregnancy premium
    premiums prepaid prepay prescribed prescription prescriptions previous previously price prices pricing priority privacy
    problem problems process processed processing product products profile programme progression promised promo promotion
    promotional promotions promptly proof provide provided provider providers purchase purchased purchases purchasing qualify
    quality question questions quickly quote quotes ranked rarely rebate rebook rebooked rebooking receipt receipts receive
    received receiving reception receptionist recharge recharged recipient recommend recommendation reconnect reconnected
    reconnecting recover recovery recurring redeem redeemed redelivery redirect reduce refer reference referral referrals refill
    refills refrigerator refund refundable refunded refunding refunds refuse refused register registered registering
    registration reimburse reimbursed reimbursement reinstall reinstalled reissue related reliable reload remaining remember
    reminder remittance remote remove removed removing renew renewal renewed renewing rent rental repair repaired repairs
    repayment repayments repeatedly replace replaced replacement replacements replacing replied reply report reported reporting
    representative representatives request requested requesting requests require required requirements rerouted reschedule
    rescheduled rescheduling resend reservation reservations reserve reserved reset resetting resolution resolve resolved
    resolving resort respawn respond response restart restarted restaurant restaurants restore restored restrict restricted
    retailer retrieve return returnable returned returning returns reversal reverse reversed review reviews rewards ridiculous
    ridiculously roaming router rupees salad sandwich satisfaction satisfactory satisfied sauce save savings scam schedule
    scheduled scheduling screen screenshot screenshots seat seatbelt seats secure security seller send sending separate
    separately serial server servers service services setting settings setup several shameful shipment shipments shipped
    shipping shocking shop shopping shortcut shortcuts shuttle sightseeing signal signature signed signing similar size sizing
    sleeves sneakers software sold solution solve solved specialist specific speed spending spreadsheet standby statement
    statements status sterling stewardess stitching stock stolen stomach stopover store stores stranded streaming stressful
    stroller submit submitted submitting subscribe subscribed subscriber subscription subscriptions subtitles successful
    successfully suddenly suggest suitcase suitcases supervisor support supposed surcharge surgeon survey suspend suspended
    suspicious sweater swelling swimming switch switched switching symptom symptoms sync synced system technical
    technician technology telephone television template templates temporarily temporary terminal terminate terminated terribly
    thank thanks therapist thoroughly thyroid ticket tickets timezone together tomorrow toothache topup touchscreen tournaments
    towel towels toxic track tracked tracker tracking trainers transaction transactions transatlantic transfer transferable
    transferred transferring transfers travel troubleshoot troubleshooting trousers turbulence tutorial ultrasound unable
    unacceptable unauthorised unauthorized unavailable unban unbelievable unblock unblocked uncomfortable undelivered
    undercooked understand unfortunately unhappy unhelpful uninstall uninstalled uninsured unlimited unlock unlocked unlocking
    unnecessary unopened unprofessional unreasonable unreliable unresponsive unsatisfactory unsatisfied unsubscribe unsubscribed
    unsubscribing unsuccessful update updated updates updating upgrade upgraded upgrades upgrading upload uploaded uploading
    urgent urgently useless user username usernames users usually vacation vaccinated vaccination vaccine valid validate
    validation vegetarian vehicle vehicles vendor verification verified verify verifying version villa virtual visa voicemail
    voicemails vomiting voucher vouchers waiting wallet wardrobe warehouse warranty webhook website websites wheelchair
    windscreen windshield wireless withdraw withdrawal withdrawals withdrawing withdrawn working workspace worthless wrapping
    wrong yesterday zipper
    """
)
