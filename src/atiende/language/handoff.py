"""Whether somebody wants a person: the one wish every centre understands from its first minute, Spanish and English.

Rules, not learning, so that it works without examples and can be read: a wish to talk beside a word for a person, such
a word alone, a machine refused, or giving up on it. A wish that is denied, told of the past or about something else
(`persona de contacto`, `transfer money to a person`) is none.
"""

import re

from atiende.language.words import fold

LONGEST = 1000
_CLAUSE = re.compile(r"[.;:!?¿¡\n]+|,| (?:pero|but|sino|y solo|aunque|although) ")
_SPACE = re.compile(r"[^\w']+")


def _any(words: str) -> str:
    """One of these, given one after the other; an underscore is a space."""
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


_WHO_ES = _any(
    "personas? human[oa]s? ser_humano agente asesora? operadora? teleoperadora? representante "
    "encargad[oa] supervisora? "
    "responsable jef[ae] gestora? emplead[oa] tecnic[oa] comercial alguien companer[oa] ejecutiv[oa] "
    "atencion_al_cliente servicio_al_cliente servicio_tecnico soporte mesa_de_ayuda equipo_humano carne_y_hueso"
)
_SOMEONE = _any("someone somebody anyone anybody")
_WHO_EN = _any(
    "persons? people humans? human_being agents? representatives? reps? operator advis[oe]r someone somebody anyone "
    "anybody supervisor manager customer_(?:service|support|care) help_?desk helpdesk support_team staff team_member "
    "support_(?:agent|person|rep) specialist live_(?:agent|chat|person|support) service_rep"
)
_WHO = rf"(?:{_WHO_ES}|{_WHO_EN})"
_MACHINE = _any("bots? chat_?bots? robots? maquinas? machines? contestador automatas? ia ai computers? ordenador")
_FILL = r"(?:\w+ ){0,4}?"
_A = r"(?:(?:a|an|the|your|some|one of your|real|live|actual|human|different) )*"
_UN = r"(?:(?:un|una|el|la|otr[oa]|este|esta|algun|alguna) )*"
_END = (
    "(?= ?$| "
    + _any("por_favor porfa please ya now real de_verdad humano humana para to que who right asap urgente aqui here en")
    + ")"
)
_TALK_ES = _any(
    "hablar habla hablarle conversar charlar chatear platicar comunic(?:ar(?:me|se|nos)?|o|as|a) contactar(?:me)? "
    "contacto ponerme_en_contacto hablo hable_conmigo comunique(?:me)? entenderme tratar"
)
_HAND_ES = _any(
    "pas[ae](?:me|r|rme|n|nme)? pasas pon(?:ga|er|e)?me deriv(?:ar?|e)(?:me)? transf(?:ier|er)[aei]r?(?:me)? "
    "conect[ae](?:r|me|rme)? comunic[ae]me comuniqu[e]n?me redirig\\w* dame deme escal\\w+"
)
_WANT_ES = _any("quiero quisiera necesito prefiero deseo exijo dame deme me_gustaria solicito busco pido")
_ATTENDED = r"(?:(?:a|que me (?:atienda|llame|ayude)|ser atendid[oa] por|atencion de|(?:la )?ayuda de) )*"
_HELP_ES = _any(
    "atiend[ae]n?(?:me)? llam[ae]n?(?:me)? ayud[ae]n?(?:me)? atender(?:me)? llamar(?:me)? "
    "ayudar(?:me)? conteste responda"
)
_HAND_EN = _any("connect transfer forward redirect switch pass put get hand escalate direct route")
_WANT_EN = _any("want need prefer give_me get_me demand like require request (?:can|could|may)_i_have let_me_have")
_TO_HAVE = r"(?:to (?:have|get|reach|contact|call) |(?:some )?help from )?"

_WISHES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_TALK_ES} (?:con |a )?{_FILL}{_WHO}\b",
        rf"\b{_HAND_ES} {_FILL}(?:con|a|al) {_FILL}{_WHO}\b",
        rf"\b{_WANT_ES} {_ATTENDED}{_UN}{_WHO}{_END}",
        rf"\b{_WANT_ES} (?:una? )?(?:atencion|trato|asistencia|ayuda|contacto) (?:human[oa]|personal(?:izad[oa])?)\b",
        rf"\b{_HELP_ES} {_FILL}(?:una persona|un humano|un agente|una? asesora?|una? operadora?|alguien)\b",
        r"\b(?:alguien|una persona|un agente|un humano) (?:que )?(?:me )?(?:puede|podria|pueda|quiere) "
        r"(?:atender|ayudar|llamar|contestar)(?:me)?\b",
        r"\b(?:hay|queda) (?:alguien|alguna persona|algun (?:humano|agente))"
        r"(?: (?:ahi|real|disponible|que me|con quien)|$)",
        r"\bcon quien (?:puedo|podria) hablar\b",
        r"\bdonde (?:esta|encuentro|queda) (?:el |la )?(?:servicio de )?(?:mesa de ayuda"
        r"|atencion al cliente|soporte)\b",
        rf"\b(?:talk|speak|chat)(?:ing|ting)? (?:to|with) {_FILL}{_WHO}\b",
        rf"\b{_HAND_EN} (?:me |this |us |it )?(?:through |over |on |up |straight )*(?:to |with )?{_A}{_WHO}\b"
        r"(?! (?:account|card|number))",
        rf"\b{_WANT_EN} {_TO_HAVE}{_A}(?!{_SOMEONE}|people){_WHO}{_END}",
        rf"\b(?:want|need|would like|prefer|get) {_SOMEONE} (?:to|i can) (?:talk|speak|chat|call)\b",
        rf"\b(?:reach|contact|call|get (?:a )?hold of|get in touch with) {_A}{_WHO_EN}\b",
        rf"\b(?:can|could|will|would) (?:{_SOMEONE}|a (?:real |live )?(?:person|human|agent)) (?:please )?"
        r"(?:(?:help|assist)(?: me| us)?(?: please| now| here| with this)* ?$|call|contact|talk|speak|answer|get back)",
        rf"\b(?:have|get) (?:{_SOMEONE}|an agent|a (?:person|human|representative)) (?:to )?"
        r"(?:call|contact|help|ring|phone)\b",
        rf"\bis (?:there )?(?:{_SOMEONE}|a (?:real )?(?:person|human)) (?:there|here|real|i can|available(?! to))\b",
        r"\b(?:real|live|actual) (?:person|human|agent)\b.*\b(?:please|now)\b",
        r"\bhuman (?:help|support|assistance|please|agent)\b",
    )
)
_POLITE = _any(
    "hola hello hi por_favor porfa please una? an? el la the ya now con otr[oa] real live actual "
    "alguna? quiero i ahora "
    "mismo"
)
_TITLE = _any(
    "personas? human[oa]s? ser_humano agente asesora? operadora? teleoperadora? representante "
    "encargad[oa] supervisora? "
    "responsable atencion_al_cliente servicio_al_cliente mesa_de_ayuda person human agent representative rep operator "
    "advis[oe]r supervisor manager customer_(?:service|support|care) live_(?:agent|chat|person|support)"
)
_ALONE = re.compile(
    rf"(?:{_POLITE} )*{_TITLE}(?: (?:real|human[oa]|por favor|porfa|please|ya|now|ahora|de verdad|fisic[oa]))*"
)
_REFUSING = _any(
    "no_quiero odio detesto estoy_hart[oa]_de no_me_gustan? basta_de dejad?_de no_mas nada_de no_soporto paso_de hate "
    "tired_of sick_of don'?t_want do_not_want stop no_more enough_of not"
)
_FED_UP = re.compile(
    rf"\b{_REFUSING} {_FILL}{_MACHINE}\b"
    rf"|\bhablar con {_UN}{_MACHINE} (?:es|no)\b|\b(?:talking|speaking) to (?:a |this )?{_MACHINE} is\b"
    rf"|\b(?:este |esta |this |the )?{_MACHINE} (?:no (?:sirve|entiende|funciona|ayuda|me)"
    r"|es (?:inutil|una mierda|un asco|tont[oa]|mal[oa])|is (?:useless|stupid|no help|not helping|dumb|rubbish))\b"
    r"|\bno me (?:estas |esta |estan )?(?:ayud(?:as?|an|ando)|solucion(?:as?|an|ando)|res(?:uelves?"
    r"|olves|olviendo)|sirves?)\b"
    r"|\bno (?:me )?(?:estas )?(?:entiendes|entendes|entendiendo|entiende) nada\b"
    r"|\bno me (?:entiendes|entendes|estas entendiendo|comprendes)\b|\bno sirves\b"
    r"|\b(?:you|you're|this is|this) (?:are )?(?:not|isn'?t|aren'?t) (?:really )?(?:helping|helpful|any help)\b"
    r"|\byou (?:don'?t|do not|can'?t|cannot) (?:understand|help)\b|\byou(?:'re| are) useless\b"
)
_DENIED = re.compile(
    r"\b"
    + _any(
        "no_quiero no_necesito no_deseo no_quisiera no_hace_falta no_es_necesario no_hay_que "
        "no_me_hace_falta no_preciso "
        "no_pretendo no_me_interesa no_me_pases? no_me_pongas? no_me_transfier\\w+ no_me_deriv\\w+ no_me_llam\\w+ "
        "no_me_conect\\w+ sin(?:_tener_que)? en_vez_de en_lugar_de nunca prefiero_no "
        "(?:don'?t|do_not)_(?:want|need|have|wish|transfer|connect|put|pass|call) no_need without(?:_having_to)? "
        "rather_not not_(?:necessary|looking) instead_of avoid doesn'?t_(?:need|want)"
    )
    + r"\b"
)
_TOLD = re.compile(
    r"\b"
    + _any(
        "hablé contacté llamé (?:ayer|ya|estuve|cuando)_habl\\w+ habl(?:e|amos)_(?:ayer_)?con he_hablado habia_hablado "
        "hablaba me_dij\\w+ me_atendi\\w+ me_llamo me_llamaron "
        "(?:i|we|already|was|been|just|have|had)_(?:spoke|spoken|talked|talking|speaking|chatted|contacted|called) "
        "(?:do|would|will)_i_(?:have|need)_to tengo_que hay_que debo am_i_(?:talking|speaking|chatting) are_you "
        "estoy_hablando persona_de_contacto contact_person person_of_contact"
    )
    + r"\b"
)
"""Of the past, of whom he talks to, or whether he would have to."""
_OTHERS = re.compile(
    r"\b(?:(?:mi|mis|su|sus|tu) (?:\w+ )?(?:amig|herman|hij|madre|padre|mujer|marido|espos|famili)\w*"
    r"|(?:transfer|send|enviar|transferir) (?:money|funds|dinero)|pay (?:someone|a person|people)"
    r"|(?:two|three|four|five|six|\d+|how many|cuant[oa]s|otra?s?|another|other|more) (?:people|persons?|personas?))\b"
)
"""Persons who are not ours."""


def wants_person(text: str, language: str = "") -> bool:
    """Both languages are always looked for: people mix them, and `language` may have been guessed wrong."""
    said = text[:LONGEST]
    return any(_clause_wants(clause) for clause in _CLAUSE.split(said) if clause.strip())


def _clause_wants(clause: str) -> bool:
    told = _TOLD.search(_plain(clause.lower()))
    said = _plain(fold(clause))
    if _FED_UP.search(said):
        return True
    if told or _TOLD.search(said) or _OTHERS.search(said):
        return False
    if _ALONE.fullmatch(said):
        return True
    wish = next((found for pattern in _WISHES if (found := pattern.search(said))), None)
    return wish is not None and not _is_denied(said, wish.start())


def _is_denied(said: str, wish: int) -> bool:
    """Whether the denial stands right before the wish: `no quiero hablar con`, `without talking to`."""
    return any(
        match.start() <= wish and wish - match.end() <= len(" tener que volver a ") for match in _DENIED.finditer(said)
    )


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.replace("’", "'")).strip()
