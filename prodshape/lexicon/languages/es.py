"""Spanish: lists of our own making, from general knowledge. Left out: `sr`, `ud`, `tv` and the like, which are standard."""

from prodshape.clauses.listing import words
from prodshape.lexicon.languages.base import Lexicon, pairs

_ABBREVIATIONS = words(
    """
    xq xk xke pq pk porq xqe xque porke porqe q k qe tb tmb tbn tbm tmbn tambn tmbien tbien x d dl xa xra pra bn bss bs tqm tkm
    tq tk mñn mñna mna dnd dnde dond cdo cnd cndo cuand qndo kndo cmo kmo cmoo ntp nda tpc tmpoco msj msjs mnsj mensj tlf telf tfno tfn
    nro núm cta ctas cte ctes pto ptos pág págs avda prfv pfv pfvr porfa porfi porfis porfas plis pls plz xfa xfavor xfis xfi xf pf pfa
    grax grcs grac grs gcs gracs graxias grcias thx finde findes fds fnde hrs dsd dsde hst hsta dps dsp dspues desps toy toi tas tamos stoy
    stas sta stamos vdd vrdd ntc bb porfiss okis oks oka bnas bno bna bnos bdias bds weno wenas wena kien qien kiero qiero qro kro ksa csa kda
    kdar qdar kedar aki ahra aora ahr hoi mjr mjor mxo mxa mxos mxas muxo muxa muxos muxas mcho mchas mxs sto esq esk esque ptm hdp ctm
    tdo tdos tds tdas tdv tdavia atte atent sld sds dto dcto dsct fact fra ped pdo trf transf serv clte dev prod admin cuent tarj nomb apell
    resp rpta rspta urg lol omg wtf asap jaj vrd qtal ktal qpasa kpasa kpex nms alv pta vms bsos bxo ns nc npi nse tqiero tkiero
    kreo ke kon kual kuando kuanto kasa algn algno aprox bco bcos edif ej ext fdo gral
    hno izq dcha máx mín obs pcia pda prov pza rte tel teléf tw ult vto vta wapp wpp wasa wsp whats fb ig insta face
    xfas mje mjes mns msg msgs msjes rta rtas próx dpto depto nvdd nv mins hra hras nmms bff slds xao
    xau oie xcierto xejemplo xej xfin xlo xsi xsupuesto xti xmi xtodo xeso xmedio xdios taba tabamos adnd ahrita
    orita kieres kiere keda kedo keden ksi csi qres qero qrer qria pds puds pdn tng tngo tnes
    aqi ayr noxe noxes nche nches trds bnoches bns wno wna wenos suc sgte sgtes atn clt clts
    qda qdo qdan qde qnd tmbm tbmn tpoco nesc pgo pgos usr usrio kmbio kambio
    kambiar devol rmb tmpoc hcr vdds
    """
)

_MISSPELLINGS = pairs(
    """
    hacer: aser haser hacr|hice: ise hize|hizo: hiso|hace: ase|echar: hechar|necesito: nesesito nesecito nececito necesitp necesto necesiro
    necesita: nesesita nececita|recibir: recivir resivir resibir resevir|recibí: recivi resivi resibi|recibido: recivido resivido resibido recbido
    tuve: tube|estuve: estube|estuvo: estubo|tuvieron: tubieron|anduve: andube|envío: enbio embio emvio|enviar: embiar enbiar
    enviaron: embiaron enbiaron|devolver: debolver debolber devolber|devolución: debolucion devolusion debolusion devoluvion
    devolvieron: debolvieron|cancelación: cancelasion canselacion canselasion|cancelar: canselar canzelar cancelr|cuenta: cuemta quenta qenta kuenta cunta ceunta
    contraseña: contraceña contrasenia contrseña contaseña|tarjeta: targeta tarjta tarjete tarheta tarketa|factura: fatura facturra fcatura
    pedido: pedodo pedudo peiddo peddio|reembolso: reembolzo rembolso reenbolso rembolzo reembolsso|servicio: servisio serbicio serbisio sevicio
    atención: atension atencio|información: imformacion informasion infromacion infomacion informcion|solución: solusion soluccion
    decir: desir dezir|decirme: desirme|dice: dise|dicen: disen|quizás: quisas quisa|entonces: entonses entoces entnoces|gracias: grasias gracais gracuas graias gacias
    mensaje: mensage mensjae mensaj|mensajes: mensages|viaje: viage|excelente: exelente ecxelente exelent|experiencia: esperiencia experencia
    explicar: esplicar|extraño: estraño|coger: cojer|dirigir: dirijir|exigir: exijir|recoger: recojer|escoger: escojer|haya: haiga hayga
    ayuda: alluda ayda aiuda ayudda|yendo: llendo|llevar: llebar yevar|llevo: llebo yevo|lleva: lleba|llegar: yegar llgar|llegó: yego|llega: yega
    llamar: yamar|llamo: yamo|llamada: yamada|impuesto: inpuesto|imposible: inposible imposble|comprar: conprar|compra: conpra|compré: conpre
    siempre: sienpre simpre siempe|tampoco: tanpoco tampco|también: tanbien tambein tabien tamien|teléfono: telefeno telfono telefno telefoo
    número: numeor nuemro numro|dirección: direcion direcsion direcccion|activación: activasion|aplicación: aplicasion aplicacio|página: pajina
    sesión: secion sescion|ingresar: ingrezar ingresr|entrega: entraga entegra entrga entreag|vez: bes bez|acerca: aserca|así: haci asin
    vergüenza: berguenza verguensa|vergonzoso: vergonsoso|horrible: orible orrible horible|horario: orario|abrir: habrir|iban: hiban|íbamos: hibamos
    ir: hir|hubo: huvo uvo ubo|había: avia abia|nadie: nadien naiden|dijeron: dijieron digieron|dijiste: dijistes|hiciste: hicistes|fuiste: fuistes
    pudiste: pudistes|prever: preveer|conexión: coneccion conecsion|funciona: funsiona funcciona funcona fucniona funiona funcina|urgente: urjente hurgente
    cambiar: canbiar cambear|cambio: canbio|garantía: garntia garatia|usuario: usauario ususario usurio|precio: presio precoi|precios: presios
    descuento: desceunto descuneto desuento decuento|cobraron: covraron|cobro: covro|cobrar: covrar|volver: bolver volber|volví: bolvi|vuelvo: buelvo
    vuelve: buelve vuelbe|boleto: voleto|veces: beces|verdad: berdad verdaz|buenas: vuenas beunas|buenos: vuenos|vamos: bamos|viene: biene|venir: benir
    vender: bender|aunque: aunke haunque|ahora: haora aroa ahroa|hasta: hata|hola: hoal|producto: prodcuto producot porducto|paquete: paquette pakete
    tienda: teinda tineda|problema: porblema probelma prolema problea|problemas: porblemas probelmas|porque: proque porqeu|cuando: cuado cuadno|quiero: quero qiuero
    puedo: peudo puedp|puede: peude|pueden: peuden|tengo: tegno tnego|nada: naad|espera: espra|esperando: esperano esperndo|llegado: yegado llegdo
    desde: dsede desed|semana: smeana seman|correo: corero coreeo|electrónico: electonico|saldo: salod|pagar: pgar
    """
)

_RUN_ONS = pairs(
    """
    por favor: porfavor|a veces: aveces|o sea: osea|otra vez: otravez otraves|de nuevo: denuevo|de acuerdo: deacuerdo|sin embargo: sinembargo
    en serio: enserio|a ver: aver|a lo mejor: alomejor|a pesar: apesar|en vez: envez enves|por lo menos: porlomenos|por supuesto: porsupuesto
    hasta luego: hastaluego|buenos días: buenosdias|buenas tardes: buenastardes|buenas noches: buenasnoches|muchas gracias: muchasgracias
    no puedo: nopuedo|mi pedido: mipedido|mi cuenta: micuenta|se puede: sepuede|a mí: ami|a ti: ati|tal cual: talcual|por qué no: porqueno
    en cuanto: encuanto|qué tal: quetal|a través: atravez|más o menos: masomenos|no me: nome|lo que: loque|para qué: paraque|no sé: nose
    """
)

LEXICON = Lexicon(
    code="es",
    table="words_es.npz",
    abbreviations=_ABBREVIATIONS,
    misspellings={form: meant for meant, forms in _MISSPELLINGS.items() for form in forms},
    run_ons={form: tuple(meant.split()) for meant, forms in _RUN_ONS.items() for form in forms},
    endings=words("me te se lo la los las le les nos melo mela selo sela telo tela noslo mente ito ita itos itas"),
    before_name=words(
        "llamo llama señor senor señora senora sr sra don doña nombre apellido usuario soy contraseña clave ciudad calle"
    ),
    laughter="ja+(?:j+a+)*j*|je+(?:j+e+)+j*|ji+(?:j+i+)+j*",
    sound_alike=words("bv cs cz sz gj yi kq ou nm xs xj"),
)
