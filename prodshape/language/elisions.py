"""Words of French and Italian that are written together behind an apostrophe: frequency lists take them apart, messages do not."""

from __future__ import annotations

from prodshape.clauses.listing import words

WORDS_ELIDED_FRENCH = words(
    """
    c'est c'était c'etait c'que j'ai j'avais j'aurais j'étais j'etais j'arrive j'attends j'aimerais j'adore j'espère j'essaie j'essaye j'habite
    j'y j'en j'utilise j'apprécie j'veux j'peux n'est n'était n'ai n'a n'as n'ont n'arrive n'arrête n'y n'en n'avez n'avons n'êtes n'importe
    n'avait n'aurait n'apparaît n'affiche n'oubliez n'hésitez s'il s'ils s'est s'affiche s'en s'agit s'ouvre s'allume s'arrête s'appelle
    m'a m'as m'ont m'est m'avez m'aider m'appelle m'envoyer m'en m'a-t-on t'as t'es t'en t'ai l'ai l'a l'as l'on l'application l'appli l'app
    l'article l'adresse l'argent l'heure l'hôtel l'hotel l'aide l'email l'écran l'autre l'ancien l'instant l'option l'offre l'abonnement
    l'achat l'appel l'appareil l'avion l'avance l'air l'autre l'avis l'agence l'équipe l'envoi l'erreur l'étranger l'habitude l'été l'eau
    l'update l'account l'impression l'intérêt l'usage l'annulation l'arrêt l'assistance l'assurance l'espace l'essai l'état l'info l'installation
    d'un d'une d'être d'avoir d'accord d'abord d'autres d'aide d'achat d'attente d'abonnement d'argent d'habitude d'erreur d'ici d'envoyer
    d'annuler d'aller d'après d'ailleurs d'origine d'eux d'elle d'information d'informations d'internet d'office d'utiliser qu'il qu'elle qu'on
    qu'ils qu'elles qu'un qu'une qu'est qu'en qu'à quelqu'un aujourd'hui jusqu'à jusqu'au jusqu'ici lorsqu'il lorsqu'on puisqu'il est-ce
    """
)
"""Of French."""

WORDS_ELIDED_ITALIAN = words(
    """
    c'è c'e c'era c'erano c'entra dov'è dov'e com'è cos'è cos'ha cos'hanno l'ordine l'ho l'app l'ha l'hanno l'abbonamento l'account
    l'acquisto l'altro l'altra l'importo l'indirizzo l'email l'assistenza l'hotel l'ultimo l'ultima l'addebito l'applicazione l'articolo
    l'errore l'offerta l'ora l'operatore l'update l'utente l'aiuto l'auto l'anno l'aereo l'aggiornamento l'attesa l'azienda
    all'ordine dell'ordine nell'ordine dell'app nell'app sull'app dall'app all'app all'estero all'assistenza dell'account all'account
    dell'hotel dell'altro dell'anno all'indirizzo nell'account sull'account un'altra un'app un'ora un'email un'informazione un'offerta
    un'opzione un'amica d'accordo d'acquisto d'ordine d'identità quell'ordine quest'anno quest'ordine nient'altro nessun'altra
    s'è m'ha t'ho v'è quant'è anch'io senz'altro mezz'ora
    """
)
"""Of Italian."""
