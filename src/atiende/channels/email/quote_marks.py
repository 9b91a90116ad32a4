"""How mail programs announce quoted text, in the languages people write in. Lines are bounded, patterns linear."""

import re

MAX_LINE = 600
"""Longer lines are never an announcement, so no pattern ever sees more."""

# Verbs that end an attribution: "On ... wrote:".
_VERBS = (
    r"wrote|writes|said|a\s+écrit|a\s+ecrit|écrivit|escribi[óo]|ha\s+escrito|escribe|va\s+escriure|escriviu|"
    r"ha\s+escrit|"
    r"מאת|escreveu|escribiu|schrieb|geschrieben|schreef|geschreven|ha\s+scritto|scrisse|skrev|skrifaði|kirjoitti|"
    r"napisa[łl]\s*\(\s*a\s*\)|"
    r"napisa[łl]a?|pisze|napsal\s*\(\s*a\s*\)|napsala?|написал\s*\(\s*а\s*\)|написала?|пишет|пише|написав|yazdı|"
    r"yazmış|şunları\s+yazdı|"
    r"a\s+scris|írta|έγραψε|idatzi\s+du|wróte|ha\s+escrit|"
    r"さんは書きました|のメール|のメッセージ|写道|寫道|写信|작성|님이\s*작성|viết|כתב|كتب"
)
_ENDS_WITH_VERB = re.compile(rf"(?:{_VERBS})\s*(?:<[^<>]*>)?\s*[:：]?\s*[-–—]*\s*$", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"(?:schrieb|schreef|idatzi du|skrev|skrifaði|ha scritto|kirjoitti)\b.{1,300}[:：]\s*$", re.IGNORECASE
)
_BEGINS = re.compile(
    r"^(?:on|le|el|la|am|op|il|em|den|på|pe|dne|dnia|w\s+dniu|il\s+giorno|no\s+dia|em|a|el\s+dia|um|vào|kl\.?|"
    r"den|em\s+\w+|"
    r"в|dans\s+un\s+(?:e-?mail|courriel)|in\s+a\s+message|in\s+article|at|ons?dag|dia|di|mån|tis|ons|tors|fre|"
    r"lör|sön|"
    r"mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|"
    r"\w{2,12},?|在|于|於|\d{1,4}[-/.年 ]|[\"'“<]?[^\s:]{1,60}@|--+\s*on|-{2,}|\"?[\w.'-]{1,30}\s)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}年|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,120}|\bvia\s+\w")
# Yandex, Mail.ru, GMX, Discourse: a date, a person, nothing else, a colon.
_DATE_FIRST = re.compile(
    r"^(?:\w{1,14},?\s+)?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}\.?\s+\w{3,12}\.?,?\s+\d{4}|"
    r"\w{3,12}\s+\d{1,2},\s+\d{4}|\d{4}年)"
    r".{0,300}<[^<>\s]{0,40}\s?[^<>\s]{1,120}@[^<>\s]{1,120}>\s*[:：]?\s*$"
)
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS_LAST = re.compile(r"<[^<>\s]{1,80}@[^<>\s]{1,120}>\s?[:：]$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_QUOTING = re.compile(r"^(?:quoting|citando(?:\s+a)?|zitat\s+von|quoto)\s.{2,200}[:：]$", re.IGNORECASE)
_GMAIL_BARE = re.compile(
    r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:GMT|UTC)\s?[+-]\d\d:?\d\d\s+\S.{0,120}$"
)
_PERSON_COLON = re.compile(r"^[\"“<]?[^\s<>\"]{1,60}[^<>]{0,80}<[^<>\s]+@[^<>\s]+>\s*,?\s*.{0,80}\d.{0,80}[:：]\s*$")

_BANNER_WORDS = (
    r"original\s+message|original\s+appointment|mensaje\s+original|missatge\s+original|mensagem\s+original|"
    r"message\s+d['’]origine|"
    r"message\s+original|messaggio\s+originale|ursprüngliche\s+nachricht|ursprungliche\s+nachricht|"
    r"original-?nachricht|"
    r"originalnachricht|weitergeleitete\s+nachricht|oorspronkelijk\s+bericht|originele\s+bericht|"
    r"doorgestuurd\s+bericht|"
    r"forwarded\s+(?:message|by|from).{0,60}|mensaje\s+reenviado|mensagem\s+encaminhada|message\s+transféré|"
    r"messaggio\s+inoltrato|"
    r"wiadomość\s+oryginalna|oryginalna\s+wiadomość|wiadomość\s+przekazana.{0,40}|treść\s+przekazanej\s+wiadomości|"
    r"исходное\s+сообщение|пересылаемое\s+сообщение|пересланное\s+сообщение|"
    r"ursprungligt?\s+meddelande|originalmeddelande|opprinnelig\s+melding|oprindelig\s+meddelelse|"
    r"alkuperäinen\s+viesti|"
    r"původní\s+zpráva|pôvodná\s+správa|eredeti\s+üzenet|orijinal\s+mesaj|mesaj\s+original|mesajul\s+original|"
    r"(?:por\s+favor,?\s+)?(?:escriba|responda)\s+(?:su\s+respuesta\s+)?por\s+encima\s+de\s+esta\s+línea.{0,20}|reply\s+message|reply\s+above\s+this\s+line.{0,40}|previous\s+(?:message|replies).{0,40}|"
    r"原始邮件|原始郵件|原邮件|转发邮件|转发的邮件|元のメッセージ|オリジナルメッセージ|転送メッセージ|원본\s*메[시세]지"
)
_BANNER = re.compile(rf"^[\s*_=~#>|-]{{0,60}}(?:{_BANNER_WORDS})\s*[:：]?[\s*_=~#>|-]{{0,60}}$", re.IGNORECASE)
_BANNER_DASHED = re.compile(rf"[-_=*—]{{2,}}\s*(?:{_BANNER_WORDS})", re.IGNORECASE)
_APPLE_FORWARD = re.compile(
    r"^(?:begin\s+forwarded\s+message|inicio\s+del\s+mensaje\s+reenviado|"
    r"início\s+da\s+mensagem\s+(?:reencaminhada|encaminhada)|"
    r"début\s+du\s+message\s+(?:réexpédié|transféré)|anfang\s+der\s+weitergeleiteten\s+(?:nachricht|e-?mail)|"
    r"inizio\s+messaggio\s+inoltrato|"
    r"begin\s+doorgestuurd\s+bericht|rozpoczęto\s+przekazywaną\s+wiadomość|начало\s+переадресованного\s+сообщения|"
    r"下面是被转发的邮件|転送されたメッセージ)\s*[:：]\s*$",
    re.IGNORECASE,
)
_ZOHO = re.compile(r"^-{3,}\s*on\s.{5,300}\s(?:wrote|escribió|écrit|schrieb)\s*-{3,}\s*$", re.IGNORECASE)

_HEADER = re.compile(
    r"^\s{0,4}[*_]{0,2}(?:from|sent|date|to|cc|bcc|subject|reply-to|de|enviado(?:\s+el|\s+em)?|"
    r"enviada(?:\s+em)?|fecha|para|asunto|assunto|data|"
    r"responder\s+a|envoyé|date|à|objet|répondre\s+à|von|gesendet|datum|an|betreff|kopie|antwort\s+an|da|"
    r"inviato|oggetto|a|"
    r"van|verzonden|aan|onderwerp|antwoord\s+aan|od|wysłano|wysłane|data|do|dw|temat|от|отправлено|дата|кому|"
    r"тема|копия|"
    r"från|skickat|till|ämne|kopia|fra|sendt|til|emne|lähettäjä|lähetetty|vastaanottaja|aihe|odesláno|komu|předmět|"
    r"feladó|elküldve|címzett|tárgy|kimden|gönderildi|gönderme\s+tarihi|tarih|kime|konu|bilgi|de\s+la|trimis|"
    r"către|subiect|"
    r"发件人|寄件者|发送时间|发送日期|日期|收件人|收件者|抄送|主题|主旨|差出人|送信者|送信日時|日付|宛先|件名|보낸\s*사람|보낸\s*날짜|받는\s*사람|제목|날짜)"
    r"\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|$|\S)",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^[\s*_~–—-]{0,6}(?:"
    r"(?:sent|posted|send)\s+(?:from|via|by|using|with|wirelessly)\b|enviad[oa]\s+(?:desde|do|de|pelo|"
    r"a\s+partir|a\s+través|con|usando|via)\b|"
    r"enviat\s+(?:des|amb)\b|envoyé\s+(?:de(?:puis)?|à\s+partir|avec)\b|gesendet\s+(?:von|mit|aus)\b|"
    r"von\s+mein(?:em|er)\s+\S+(?:\s+\S+){0,4}\s+gesendet|"
    r"diese\s+nachricht\s+wurde\s+von\s+mein|inviat[oa]\s+(?:da|dal|tramite|con)\b|verzonden\s+(?:van(?:af|"
    r"uit)?|met|via)\b|verstuurd\s+(?:van(?:af)?|met|via)\b|"
    r"wysłan[eoya]\s+(?:z|za)\b|skickat\s+från|sendt\s+(?:fra|med)|lähetetty\s+\S+|odesláno\s+z|"
    r"отправлено\s+(?:с|из|от)\b|надіслано\s+з|trimis\s+(?:de|din)|"
    r"iphone'?(?:'?u)?mdan\s+gönderildi|(?:\S+\s)?iphone(?:'?umdan|から送信|에서\s*보냄)|"
    r"get\s+outlook\s+for|obtener\s+outlook|obter\s+o?\s*outlook|télécharge[rz]\s+outlook|outlook\s+für|"
    r"scarica\s+outlook|"
    r"从我的|發自我的|发自我的|我的\s*iphone|私の.{0,20}から送信|나의\s*iphone"
    r").{0,100}$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iphone|ipad|android|blackberry|samsung|galaxy|huawei|xiaomi|nokia|htc|sony|motorola|smartphone|telefon|"
    r"teléfono|téléphone|"
    r"phone|mobile|móvil|movil|mobil|tablet|outlook|mail|yahoo|gmail|windows|mac\b|palm|treo|device|dispositivo|"
    r"handy|aol|my\s+\w+$|mi\s+\w+$",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"^[ \t]*[-_,=+~#*ᐧ—]+[ \t]*$")


_ENDINGS = ":：>-–—道)성"
"""How announcements end; looked at first because nearly every line fails here."""


def is_delimiter(line: str) -> bool:
    """A line of dashes, underscores and the like and nothing else."""
    return len(line) <= MAX_LINE and _DELIMITER.match(line) is not None


def is_mobile_signature(line: str) -> bool:
    """`Sent from my iPhone`, `Enviado desde mi iPhone`: the program's line, not the writer's."""
    text = line.strip().strip("<>[]").strip()
    if len(text) > 160 or (text.endswith((".", "?", "!")) and len(text) > 80):
        return False
    if _SENT_FROM.match(text) is None or "," in text.rstrip(","):
        return False
    return _DEVICE.search(text) is not None and len(text.split()) <= 14


def is_header(line: str) -> bool:
    """`From: ...`, `Asunto: ...` as Outlook puts above what it quotes."""
    return _HEADER.match(line.lstrip("> ")[:MAX_LINE]) is not None


def is_banner(line: str) -> bool:
    """`-----Original Message-----`, `Inicio del mensaje reenviado:`, Zoho's `---- On ... wrote ----`."""
    text = line.strip("> \t\r")
    if not text or len(text) > 200:
        return False
    if _APPLE_FORWARD.match(text) or _ZOHO.match(text):
        return True
    if _BANNER_DASHED.match(text):
        return True
    return _BANNER.match(text) is not None and (text[0] in "-_=*~#|—" or text[-1] in "-_=*~#|—:：")


def is_attribution(text: str) -> bool:
    """`On 2 Feb 2015, Ann wrote:` on one (joined) line, in any of the languages."""
    text = _DIRECTION.sub("", text).lstrip("> \t*_").rstrip(" \t*_")
    if not 8 <= len(text) <= MAX_LINE:
        return False
    if text[-1] not in _ENDINGS and not text[0].isdigit():
        return False
    if _QUOTING.match(text) and _MAIL.search(text):
        return True
    if _GMAIL_BARE.match(text) or _DATE_FIRST.match(text) or _PERSON_COLON.match(text):
        return True
    dated = _DATE.search(text) is not None
    if dated and _ADDRESS_LAST.search(text[-200:]):
        return True
    addressed = _MAIL.search(text) is not None
    if not (dated or addressed) or _BEGINS.match(text) is None:
        return False
    if _ENDS_WITH_VERB.search(text[-80:]) and (dated or _opens_like_a_quote(text)):
        return True
    return bool(text.endswith((":", "：")) and dated and _VERB_FIRST.search(text))


_RUN_ON = re.compile(
    rf"^(?:on|le|el|am|em|il|op)\s.{{4,120}}<[^<>\s]{{1,80}}@[^<>\s]{{1,120}}>\s*(?:{_VERBS})\s*[:：]", re.IGNORECASE
)


def is_run_on(line: str) -> bool:
    """An attribution with the quoted text stuck to it, as Yahoo's program for telephones sends."""
    return "@" in line and is_dated(line) and _RUN_ON.match(line) is not None


def may_announce(text: str) -> bool:
    """In a language we do not know: a moment, somebody's address, a colon. It counts only right above a quotation."""
    if not text.endswith((":", "：")) or not 8 <= len(text) <= 300 or not is_dated(text):
        return False
    return _MAIL.search(text) is not None or (_YEAR.search(text) is not None and _HOUR.search(text) is not None)


def is_dated(text: str) -> bool:
    """It names a day or an hour."""
    return _DATE.search(text) is not None


def _opens_like_a_quote(text: str) -> bool:
    """Without a date only a text that names its writer by address counts."""
    return "@" in text
