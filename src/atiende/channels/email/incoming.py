"""A parsed mail as the centre takes it: who wrote, what he wrote, which conversation, or why it is set aside. Pure."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.channels.email.classify import Own, classify, may_answer_automatically
from atiende.channels.email.mail import Address, Mail
from atiende.channels.email.origin import origin_of
from atiende.channels.email.parse import parse_mail
from atiende.channels.email.relay import meaning
from atiende.channels.email.threading import normal_subject, read_message_id, read_reply_address
from atiende.channels.email.tongue import guess_language
from atiende.ports.channel import Inbound, InboundFile, SetAside

JOIN = "-"
NOBODY = "unknown@invalid"
"""Whoever writes without any address: he can be read, not answered."""
MOST_PEOPLE = 100


class Ours(Struct, frozen=True, kw_only=True):
    """What an endpoint knows itself by: its addresses, the value of its loop header, the key of its tokens."""

    addresses: frozenset[str]
    loop_token: str
    key: bytes


def read_mail(raw: bytes, envelope: Mapping[str, str], ours: Ours) -> Inbound | SetAside:
    """What becomes of a mail. `envelope`: mail_from (empty: the null sender) and rcpt_to where it came by SMTP."""
    mail = parse_mail(raw)
    own, path = Own(addresses=ours.addresses, loop_token=ours.loop_token), _path(mail, envelope)
    kind = classify(mail, path, own)
    if kind not in ("message", "list"):
        return _aside(replace(mail, kind=kind), ours.key)
    sender = _correspondent(mail, ours, envelope)
    return Inbound(
        origin=origin_of(raw),
        address=normal_address(sender.address) or NOBODY,
        name=sender.name,
        text=mail.visible,
        hidden=mail.hidden,
        html=(mail.html if mail.html_visible is None else mail.html_visible) or "",
        subject=mail.subject,
        to=_shown(mail.to),
        cc=_shown(mail.cc),
        language=guess_language(mail.visible, mail.language),
        conversation=conversation_of(mail, envelope, ours.key),
        mail_id=mail.message_id,
        references=tuple(dict.fromkeys((*mail.references, *mail.in_reply_to))),
        subject_key=normal_subject(mail.subject),
        files=tuple(
            InboundFile(
                name=one.name,
                content_type=one.content_type,
                content=one.content,
                inline=one.inline,
                content_id=one.content_id or "",
            )
            for one in mail.attachments
        ),
        remote_images=mail.remote_images,
        answerable=may_answer_automatically(mail, path, own),
    )


def token_of(message: str, conversation: str) -> str:
    """What our Message-IDs carry: the message and where its answers belong."""
    return f"{message}{JOIN}{conversation}"


def conversation_of(mail: Mail, envelope: Mapping[str, str], key: bytes) -> str:
    """The conversation a token of ours proves: in the ids it answers, nearest first, then in the addresses."""
    for one in dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))):
        token = read_message_id(one, key)
        if token is not None and JOIN in token:
            return token.rpartition(JOIN)[2]
    written = (one.address for one in (*mail.to, *mail.cc))
    envelope_to = (one.strip() for one in envelope.get("rcpt_to", "").split(","))
    for address in dict.fromkeys((*envelope_to, *mail.delivered_to, *written)):
        conversation = read_reply_address(address, key)
        if conversation is not None:
            return conversation
    return ""


def normal_address(address: str) -> str:
    """As identities are compared: lower case, without a final dot."""
    return address.strip().rstrip(".").lower()


def _path(mail: Mail, envelope: Mapping[str, str]) -> str | None:
    """The envelope's sender: null when either side says so, since relays between us may have replaced it."""
    given = envelope.get("mail_from")
    if given == "" or mail.return_path is None:
        return given
    return mail.return_path


def _correspondent(mail: Mail, ours: Ours, envelope: Mapping[str, str]) -> Address:
    """From; a form that writes in our name or one nobody may answer tells its visitor in Reply-To."""
    sender = mail.sender
    unanswerable = not may_answer_automatically(Mail(sender=sender))
    if unanswerable or normal_address(sender.address) in ours.addresses:
        for one in mail.reply_to:
            if "@" in one.address and normal_address(one.address) not in ours.addresses:
                return Address(name=one.name or sender.name, address=one.address)
    if not sender.address:
        return Address(name=sender.name, address=envelope.get("mail_from", ""))
    return sender


def _aside(mail: Mail, key: bytes) -> SetAside:
    """Of our mails it speaks of, the one that a report names goes first."""
    named = [mail.bounce.original_message_id] if mail.bounce and mail.bounce.original_message_id else []
    mail_ids = tuple(dict.fromkeys((*named, *mail.in_reply_to, *reversed(mail.references))))
    tokens = (read_message_id(one, key) for one in mail_ids)
    ours = tuple(one.partition(JOIN)[0] for one in tokens if one is not None)
    if mail.kind != "bounce" or mail.bounce is None:
        return SetAside(why=mail.kind, messages=ours, mail_ids=mail_ids)
    failed = mail.bounce.permanent is not False
    reason = _reason(mail) if failed else ""
    return SetAside(why="bounce", messages=ours, mail_ids=mail_ids, failed=failed, reason=reason)


def _reason(mail: Mail) -> str:
    assert mail.bounce is not None  # only bounces have a reason
    said = f"{mail.bounce.status or ''} {mail.bounce.diagnostic}"
    word = meaning(0, said)
    return "bounced" if word == "refused" else word


def _shown(addresses: Sequence[Address]) -> tuple[str, ...]:
    return tuple(f"{one.name} <{one.address}>" if one.name else one.address for one in addresses[:MOST_PEOPLE])
