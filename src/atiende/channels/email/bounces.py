"""Non-delivery reports: how the many mail servers word them, and what can be read out of them."""

import re
from collections.abc import Iterator

from atiende.channels.email import charsets
from atiende.channels.email.headers import Headers, message_ids, split_head
from atiende.channels.email.mail import Bounce
from atiende.channels.email.mime import Part, read_parts

SUBJECT = re.compile(
    r"^\s*\W{0,3}(?:undeliver(?:able|ed)|non[- ]?deliver(?:y|able)|returned (?:mail|message|to sender|e-?mail)|"
    r"return(?:ing)? (?:mail|to sender)|"
    r"(?:mail|message|e-?mail|permanent|temporary)?\s*(?:system )?(?:delivery|transport|transmission|"
    r"sending)?\s*(?:has )?"
    r"(?:failure|failed|error|problem|delayed|reject(?:ed)?)\b|"
    r"deliver[yi]?\w* (?:status|failure|failed|error|problem|report|delayed|notification|impossible)|"
    r"failure (?:notice|delivery)|failed (?:mail|delivery|message|to deliver)|(?:your )?(?:e-?mail|mail|"
    r"message) (?:\S+ )?(?:could not|cannot|can't|not|was not|not be)\b.{0,30}deliver|"
    r"(?:postmaster|administrative) notif|nondeliverable|(?:could|can) ?not (?:send|deliver)|unable to deliver|"
    r"unzustellbar|nicht zustellbar|"
    r"mail (?:system error|could not|blocked|rejected|not delivered|undeliverable)|mail delivery|"
    r"warning:? (?:message|could not|e-?mail)|"
    r"notification d[e']|non remis|non distribu|échec (?:de|d'|de la) |no (?:se )?(?:puede|pudo|"
    r"ha podido) entregar|no entregado|correo (?:devuelto|no entregado)|"
    r"devuelto|error (?:de|en la) entrega|entrega (?:fallida|imposible)|notificación (?:de|"
    r"sobre el) estado de (?:la )?entrega|não (?:foi )?(?:entregue|possível)|mensagem não|"
    r"falha n[ao] entrega|mancato recapito|recapito fallito|message you sent blocked|"
    r"niet (?:afgeleverd|bezorgd)|onbestelbaar|nie dostarczono|zwrot|не доставлен|недоставлен|доставка|"
    r"considered unsolicited|banned|virus|blocked|spam|your message to\b|message not delivered|message status|"
    r"user unknown|"
    r"notice:? mail delivery|there was an error sending|"
    r"sorry,? (?:this|your) (?:message|e-?mail)|メール(?:エラー|が送信|"
    r"を送信)|mailer? (?:error|daemon)|request rejected|"
    r"配信|送信エラー|エラー|退信|系统退信|投递失败|未送达|반송)",
    re.IGNORECASE,
)
PLAIN_SUBJECT = re.compile(
    r"^\s*(?:delivery status notification\b|delivery notification: delivery|undeliver(?:ed|able) (?:mail|"
    r"message)|undeliverable:|"
    r"returned mail:|mail delivery (?:failed|failure|system)|failure notice\s*$|mail system error|delivery failure\b|"
    r"non remis\s*:|no se puede entregar:|warning: (?:message \S+ delayed|could not send)|mail failure\b|"
    r"mail delivery problem|message delivery (?:has )?(?:failed|failure)|unzustellbar:|ваше сообщение не доставлено)",
    re.IGNORECASE,
)
"""Subjects hardly anybody would write by hand."""
PHRASES = re.compile(
    r"could not be deliver|couldn'?t be delivered|cannot be deliver|can't be delivered|was not delivered|"
    r"not been delivered|unable to deliver|undeliverable|"
    r"undelivered mail|delivery (?:has |to .{1,120} )?fail|delivery (?:status|failure|error|attempt|report)|"
    r"failed to deliver|"
    r"permanent (?:fatal )?error|permanently fail|failed permanently|recipient address rejected|user unknown|"
    r"unknown user|no such user|mailbox (?:is )?(?:full|unavailable|not found)|"
    r"over quota|quota exceeded|does not exist|transcript of session|returned (?:mail|message|to sender)|"
    r"message (?:that you sent|you sent) (?:could|was|has)|"
    r"reason for (?:the )?(?:failure|return)|failed recipient|hi\. this is the|i'm afraid i wasn't able|"
    r"this message was created automatically by mail|"
    r"did not reach the following recipient|smtp error|host unknown|delivery to the following|failed addresses|"
    r"following address|"
    r"\b5\d\d[ -]5\.\d\.\d|\b5\.\d\.\d{1,3}\b|\b55\d[ -]|your message (?:was|has been) (?:rejected|blocked|not)|"
    r"message was rejected|rejected by|"
    r"no se (?:ha podido|pudo|puede) entregar|no pudo ser entregado|não (?:foi|pode) (?:possível|ser) entreg|"
    r"n'a pas (?:pu être|été) (?:remis|distribu)|"
    r"konnte nicht (?:zugestellt|ausgeliefert)|nicht zugestellt|non è stato possibile|impossibile (?:recapitare|"
    r"consegnare)|kon niet worden|"
    r"не (?:может быть|было|удалось) доставл|nie (?:mogła|może|zostało|udało).{0,30}dostarcz|"
    r"送信できません|メッセージを配信|エラーのため|送信できません|配信できません|届けることができません|無法|无法(?:投递|送达|发送)|退信",
    re.IGNORECASE,
)
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9]"
_IN_BRACKETS = re.compile(rf"<({_ADDRESS})>")
_ANYWHERE = re.compile(_ADDRESS)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
_SES_BOUNCE = re.compile(r'\\?"(?:notificationType|eventType)\\?"\s*:\s*\\?"(?:Bounce|Complaint|Delivery)')
_RETURNED = re.compile(
    r"(?:original message|returned message|copy of (?:the|your) message|message headers|unsent message|"
    r"returned mail|message follows|begin message|^received: |^return-path: )",
    re.IGNORECASE | re.MULTILINE,
)
_BODY_MESSAGE_ID = re.compile(r"^[>\s]{0,8}message-id:\s*<([^<>\s]{1,500})>", re.IGNORECASE | re.MULTILINE)


def ses_notification(text: str) -> bool:
    """Amazon's report of a bounce or complaint as JSON in a plain mail."""
    return _SES_BOUNCE.search(text[:8192]) is not None


def describe_bounce(root: Part, headers: Headers, text: str) -> Bounce:
    """Failed recipients, the id of our mail, and whether trying again makes sense."""
    groups = list(_status_groups(root))
    recipients = [_address_of(group.get("final-recipient") or group.get("original-recipient")) for group in groups]
    found = tuple(dict.fromkeys(one for one in recipients if one)) or _guess_recipients(headers, text)
    status = next((group["status"].split()[0] for group in groups if group.get("status", "").strip()), None)
    status = status or _first(_STATUS, text)
    diagnostic = next((group["diagnostic-code"] for group in groups if group.get("diagnostic-code")), "")
    action = next((group["action"].strip().lower() for group in groups if group.get("action")), "")
    return Bounce(
        recipients=found,
        original_message_id=_original_id(root, text),
        permanent=_is_permanent(action, status, diagnostic or text[:4000]),
        status=status,
        diagnostic=diagnostic[:1000] or _diagnostic_line(text),
    )


def _status_groups(root: Part) -> Iterator[dict[str, str]]:
    """The recipient groups of message/delivery-status; they are headers separated by blank lines."""
    for part in _leaves(root):
        if part.kind in ("message/delivery-status", "message/global-delivery-status"):
            data = part.content().replace(b"\r\n", b"\n")
            for block in data.split(b"\n\n")[:200]:
                head, _, _ = split_head(block + b"\n", 0, len(block) + 1)
                group = {name: head.text(name) for name, _ in head.fields}
                if group.keys() & {"final-recipient", "original-recipient", "action", "status"}:
                    yield group


def _leaves(root: Part) -> Iterator[Part]:
    waiting = [root]
    while waiting:
        part = waiting.pop(0)
        if part.children:
            waiting += part.children
        else:
            yield part


def _address_of(value: str | None) -> str:
    if not value:
        return ""
    match = _ANYWHERE.search(value)
    return match.group(0) if match else value.split(";", 1)[-1].strip(" <>")


def _guess_recipients(headers: Headers, text: str) -> tuple[str, ...]:
    failed = headers.text("x-failed-recipients")
    if failed:
        return tuple(dict.fromkeys(_ANYWHERE.findall(failed)))
    cut = _RETURNED.search(text)
    report = text[: cut.start()] if cut and cut.start() > 40 else text[:4000]
    ours = {match.lower() for match in _ANYWHERE.findall(headers.text("to"))}
    found = _IN_BRACKETS.findall(report[:8000]) or _ANYWHERE.findall(report[:8000])
    return tuple(dict.fromkeys(one for one in found if one.lower() not in ours))[:20]


def _original_id(root: Part, text: str) -> str | None:
    for part in _leaves(root):
        if part.kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"):
            inner, _ = read_parts(part.content())
            ids = message_ids(inner.headers.raw("message-id"))
            if ids:
                return ids[0]
    return _first(_BODY_MESSAGE_ID, text)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text[:65536])
    return match.group(1) if match else None


def _is_permanent(action: str, status: str | None, text: str) -> bool | None:
    if action in ("delayed", "relayed", "delivered", "expanded"):
        return False
    if status and status[0] in "45":
        return status[0] == "5" or action == "failed"
    if action == "failed":
        return True
    code = _REPLY_CODE.search(charsets.clean(text))
    return None if code is None else code.group(1) == "5"


def _diagnostic_line(text: str) -> str:
    for line in text[:8000].splitlines():
        if _STATUS.search(line) or _REPLY_CODE.search(line):
            return line.strip()[:1000]
    return ""
