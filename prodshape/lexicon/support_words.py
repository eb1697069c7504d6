"""Words that are frequent in messages to a company, however rare they are elsewhere: a list of our own making.

A frequency list of general English thinks `invoice` or `unsubscribe` too rare to be what somebody meant.
"""

from prodshape.clauses.listing import words

SUPPORT_ZIPF = 4.5
"""What these words count at least (Zipf frequency)."""

WORDS_SUPPORT: tuple[str, ...] = words(
    """
    account accounts activate activated activating activation add added adding additional address addresses adjust adjusted
    adjustment agent agents airline airport alert alerts amount amounts app application applied apply applying appointment
    appointments approve approved approval approximately arrive arrived arrival assist assistance assistant authorize authorized
    authorization authentication automatic automatically available availability baggage balance balances bank banking battery
    beneficiary bill billed billing bills block blocked blocking book booked booking bookings branch broken browser bundle buy
    calendar call called calling calls cancel canceled cancelled canceling cancelling cancellation cancellations card cards
    carrier cash cashback change changed changes changing channel channels charge charged charger charges charging chargeback
    check checked checking checkout claim claims claiming clarify clarification code codes collect collected collection
    compensate compensated compensation complain complained complaint complaints complete completed confirm confirmed confirming
    confirmation connect connected connecting connection contact contacted contacting contactless contract convert correct
    corrected correctly cost costs coupon coupons courier cover coverage credit credited credits currency currencies current
    currently customer customers damage damaged data deactivate deactivated debit debited deduct deducted deduction deductible
    defect defective delay delayed delays delete deleted deleting deliver delivered deliveries delivering delivery department deposit
    deposited deposits deposits desktop detail details device devices difference different difficult direct disable disabled
    disappear disappeared disappointed disappointing disconnect disconnected discount discounts dispatch dispatched display dispute disputed
    disputing document documents download downloaded downloading due duplicate duplicated electronic eligible eligibility email emailed
    emails enable enabled engineer enquiry enquire error errors escalate escalated estimate estimated exchange exchanged exchanging
    exchanges expect expected expedite expensive experience expire expired expires expiration expiry explain explained explanation
    express extend extended extension extra failed failing failure faulty feature features fee fees feedback flight flights
    forgot forgotten forward fraud fraudulent freeze frozen fund funds functionality gift guarantee guaranteed guest handset headphones
    help helpful helpdesk hotel household identification identity immediate immediately improve incorrect incorrectly inconvenience
    increase information inquire inquiry insert install installed installation installing instructions insurance insured insurer
    interest international internet invalid inventory invoice invoiced invoices invoicing issue issued issues item items itinerary
    keyboard laptop late license limit limits linked loan loans locate located location locked login logged logging luggage mail
    maintenance manage manager manually maximum measurement member members membership message messages minimum mistake mistakenly mobile
    modem monitor month monthly mortgage network newsletter newsletters notification notifications notify notified number numbers offer
    offers offline online operator option options order ordered ordering orders original outage overcharged overdraft overdue owner
    package packages packaging parcel parcels partial partially passcode passport password passwords payable payment payments paypal
    payroll penalty pending permission permanent personal phone phones pickup platform please policies policy portal postage
    postcode preauthorization prepaid premium premiums prescription previous previously price prices pricing priority privacy problem
    problems process processed processing product products profile programme promo promotion promotional promotions proof provide provided
    provider providers purchase purchased purchases purchasing qualify quality question questions quickly quote quotes rebate
    receipt receipts receive received receiving recharge recharged recipient recommend recommendation reconnect recover
    recovery redeem redeemed redelivery redirect reduce refer reference referral refund refundable refunded refunding refunds
    refuse refused register registered registering registration reimburse reimbursed reimbursement reinstall reinstalled reissue related
    reload remaining remember reminder remove removed removing renew renewal renewed renewing rent rental repair repaired repairs repeatedly
    replace replaced replacement replacements replacing reply replied report reported reporting representative representatives request requested
    requesting requests require required requirements resend reschedule rescheduled rescheduling reservation reservations reserve reserved
    reset resetting resolve resolved resolving resolution respond response restart restarted restaurant restore restored restrict restricted
    retailer retrieve return returnable returned returning returns reverse reversed reversal review reviews rewards roaming router
    satisfied satisfaction save savings scam schedule scheduled scheduling screen screenshot screenshots seat seats secure security seller send
    sending separate separately serial server service services setting settings setup several shipment shipments shipped shipping shop
    shopping signal signed signing similar size software sold solution solve solved specific speed spending statement statements
    status stock stolen store stores streaming submit submitted submitting subscribe subscribed subscriber subscription subscriptions successful
    successfully suddenly suggest supervisor support supposed surcharge survey suspend suspended suspicious switch switched switching sync system
    technical technician technology telephone television temporarily temporary terminal terminate terminated thank thanks ticket tickets timezone
    together tomorrow topup touchscreen track tracked tracker tracking transaction transactions transfer transferred transferring transfers
    travel troubleshoot troubleshooting unable unauthorized unauthorised unavailable unblock unblocked understand unfortunately
    uninstall uninstalled unlimited unlock unlocked unlocking unsubscribe unsubscribed unsubscribing unsuccessful update updated updates updating
    upgrade upgraded upgrades upgrading upload uploaded uploading urgent urgently user username usernames users usually vacation valid
    validate validation vehicle vehicles vendor verification verified verify verifying version virtual visa voicemail voucher vouchers waiting
    wallet warehouse warranty website websites wireless withdraw withdrawal withdrawals withdrawing withdrawn working wrong yesterday
    """
)
