"""Which conversation a mail belongs to: our tokens in ids and addresses first, then other ids, then subject and people.

Tokens carry an HMAC, so nobody can write into a conversation by guessing its id. Pure: the key is a parameter.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from atiende.channels.email.mail import Mail

_MAC_LENGTH = 16  # base32 characters: 80 bits
_OURS = re.compile(r"^atd\.([a-z0-9_-]{1,80})\.([a-z2-7]{16})@([^@\s<>]{1,255})$", re.IGNORECASE)
_PLUS = re.compile(r"^([^+@]{1,64})\+([a-z0-9_]{1,60})-([a-z2-7]{16})@([^@\s<>]{1,255})$", re.IGNORECASE)
_PREFIX = re.compile(
    r"^\s*(?:(?:re|rv|r|fw|fwd|tr|aw|wg|antw|antwort|sv|vs|vl|enc|res|ref|rif|i|odp|pd|ynt|ilt|doorst|fs|vb|回复|回覆|答复|转发|轉寄|返信|転送|отв|ha|на)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^?\d{0,3})\s*[:：]|\[(?:external|ext|externo|spam|\*+spam\*+)\])\s*",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


class OurMessage(Struct, frozen=True):
    """The mail answers a message of ours."""

    message_id: str


class OurConversation(Struct, frozen=True):
    """The mail was sent to an address of one conversation."""

    conversation_id: str


class OtherMessages(Struct, frozen=True):
    """Ids of mails by others that may be known from a conversation; nearest first."""

    message_ids: tuple[str, ...]


class SamePeopleSameSubject(Struct, frozen=True):
    """The last resort, to be limited to some days: normalised subject and the addresses taking part, lower case."""

    subject: str
    people: tuple[str, ...]


Reference = OurMessage | OurConversation | OtherMessages | SamePeopleSameSubject


def make_message_id(message_id: str, key: bytes, domain: str) -> str:
    """`atd.{message id}.{mac}@{domain}`, without angle brackets."""
    return f"atd.{message_id}.{_mac(key, 'message', message_id)}@{domain}"


def read_message_id(value: str, key: bytes) -> str | None:
    """The id of our message when the token is ours and whole. The domain may have changed since."""
    match = _OURS.match(value.strip().strip("<>"))
    if match is None or not _same(match.group(2), _mac(key, "message", match.group(1))):
        return None
    return match.group(1)


def make_reply_address(address: str, conversation_id: str, key: bytes) -> str:
    """`support+{conversation}-{mac}@example.com` for `support@example.com`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{conversation_id}-{_mac(key, 'conversation', conversation_id)}@{domain}"


def read_reply_address(value: str, key: bytes) -> str | None:
    """The conversation an address of ours stands for."""
    match = _PLUS.match(value.strip().strip("<>"))
    if match is None or not _same(match.group(3), _mac(key, "conversation", match.group(2))):
        return None
    return match.group(2)


def without_token(address: str) -> str:
    """The plain address behind one made by make_reply_address; others unchanged."""
    match = _PLUS.match(address)
    return f"{match.group(1)}@{match.group(4)}" if match else address


def references_of(mail: Mail, key: bytes, envelope_to: Sequence[str] = ()) -> tuple[Reference, ...]:
    """What may name the conversation, the surest first."""
    ids = tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))
    found: list[Reference] = []
    others: list[str] = []
    for one in ids:
        ours = read_message_id(one, key)
        if ours is None:
            others.append(one)
        else:
            found.append(OurMessage(message_id=ours))
    for address in _recipients(mail, envelope_to):
        conversation = read_reply_address(address, key)
        if conversation is not None:
            found.append(OurConversation(conversation_id=conversation))
    if others:
        found.append(OtherMessages(message_ids=tuple(others)))
    subject = normal_subject(mail.subject)
    if subject:
        found.append(SamePeopleSameSubject(subject=subject, people=_people(mail)))
    return tuple(dict.fromkeys(found))


def normal_subject(subject: str) -> str:
    """Without Re:, RV:, Fwd:, AW:, Enc:, Res: and the like, however many; white space and case made one."""
    text = _SPACE.sub(" ", subject).strip()[:1000]
    for _ in range(20):
        shorter = _PREFIX.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text.strip().casefold()


def _recipients(mail: Mail, envelope_to: Iterable[str]) -> tuple[str, ...]:
    written = (one.address for one in (*mail.to, *mail.cc))
    return tuple(dict.fromkeys((*envelope_to, *mail.delivered_to, *written)))


def _people(mail: Mail) -> tuple[str, ...]:
    named = [one.address.lower() for one in (mail.sender, *mail.reply_to, *mail.to, *mail.cc)]
    return tuple(sorted({without_token(one) for one in named if one}))


def _mac(key: bytes, kind: str, value: str) -> str:
    digest = hmac.new(key, f"{kind}\0{value.lower()}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode("ascii")[:_MAC_LENGTH].lower()


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.lower().encode(), expected.encode())
