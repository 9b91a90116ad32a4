"""The operators of the search box and the words for their values, in both languages; all folded."""

from collections.abc import Mapping

_NAMES = {
    "from": "from de",
    "to": "to para",
    "has": "has tiene con with",
    "tag": "tag etiqueta",
    "is": "is es esta",
    "channel": "channel canal",
    "queue": "queue cola",
    "agent": "agent agente",
    "kind": "kind tipo",
    "customer": "customer cliente",
    "company": "company empresa",
    "before": "before antes",
    "after": "after despues",
    "since": "since desde",
    "on": "on fecha dia date",
}
OPERATORS: Mapping[str, str] = {said: name for name, spoken in _NAMES.items() for said in spoken.split()}

_OTHERS = {
    "attachment": "attachment adjunto adjuntos archivo archivos file files attachments",
    "note": "note nota notas notes",
    "promise": "promise compromiso compromisos promesa promises",
    "email": "email correo mail e-mail",
    "webchat": "webchat chat web",
    "voice": "voice voz telefono phone llamada call",
    "callback": "callback devolucion",
    "whatsapp": "whatsapp",
}
IN_OTHER_WORDS: Mapping[str, str] = {said: name for name, spoken in _OTHERS.items() for said in spoken.split()}

_KINDS = {
    "enquiry": "enquiry inquiry question consulta",
    "complaint": "complaint queja",
    "claim": "claim reclamacion",
    "incident": "incident incidencia",
}
KINDS: Mapping[str, str] = {said: name for name, spoken in _KINDS.items() for said in spoken.split()}

_STATUSES = {
    ("new", "open", "pending", "snoozed"): "active activa activo viva vivo",
    ("new", "open"): "open abierta abierto abiertas",
    ("new",): "new nueva nuevo",
    ("pending",): "pending pendiente",
    ("snoozed",): "snoozed pospuesta pospuesto aplazada",
    ("resolved",): "resolved resuelta resuelto",
    ("closed",): "closed cerrada cerrado",
}
STATUSES: Mapping[str, tuple[str, ...]] = {
    said: statuses for statuses, spoken in _STATUSES.items() for said in spoken.split()
}

_FLAGS = {
    "unread": "unread noleida noleido sinleer nueva",
    "overdue": "overdue late vencida vencido atrasada atrasado tarde",
    "vip": "vip",
}
FLAGS: Mapping[str, str] = {said: flag for flag, spoken in _FLAGS.items() for said in spoken.split()}
