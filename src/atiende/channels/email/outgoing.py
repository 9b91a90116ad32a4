"""A message of ours as a letter: stable ids, threading, the address for answers, marks of a machine's mail. Pure."""

from datetime import datetime

from atiende.channels.email.classify import may_answer_automatically
from atiende.channels.email.compose import Letter
from atiende.channels.email.incoming import Ours, token_of
from atiende.channels.email.mail import Address, Attachment, Mail
from atiende.channels.email.settings import MailSettings
from atiende.channels.email.threading import make_message_id, make_reply_address, normal_subject
from atiende.ports.channel import Outbound, SendFailed

LOCAL_PART = 64
"""RFC 5321: longer ones are refused by many servers, so they get no token."""


def letter_of(outbound: Outbound, settings: MailSettings, ours: Ours, date: datetime) -> Letter:
    """Raises SendFailed for who cannot be written to, or not by a machine."""
    _may_be_sent(outbound)
    message_id = make_message_id(token_of(outbound.token, outbound.conversation), ours.key, settings.domain)
    thread = tuple(one for one in outbound.thread if one != message_id)
    return Letter(
        sender=Address(name=settings.display_name or outbound.sender_name, address=settings.address),
        to=(Address(name=outbound.to_name, address=outbound.to),),
        cc=tuple(Address(address=one) for one in outbound.cc),
        subject=subject_of(outbound, settings),
        text=outbound.text,
        html=outbound.html or None,
        date=date,
        message_id=message_id,
        reply_to=_reply_to(outbound, settings, ours),
        in_reply_to=thread[-1] if thread else None,
        references=thread,
        attachments=tuple(
            Attachment(
                name=one.name,
                content_type=one.content_type,
                content=content,
                content_id=one.content_id or None,
                inline=one.inline,
            )
            for one, content in outbound.files
        ),
        automatic=outbound.automatic,
        loop_token=ours.loop_token,
    )


def subject_of(outbound: Outbound, settings: MailSettings) -> str:
    """As an answer when there is something to answer; a matter without a subject is named by its number."""
    subject = " ".join(outbound.subject.split())
    if not subject:
        return f"{settings.display_name or settings.address} #{outbound.number}"
    plain = normal_subject(subject) == subject.casefold()
    return f"Re: {subject}" if outbound.thread and plain else subject


def _reply_to(outbound: Outbound, settings: MailSettings, ours: Ours) -> Address | None:
    if not settings.plus:
        return None
    address = make_reply_address(settings.address, outbound.conversation, ours.key)
    if len(address.rpartition("@")[0]) > LOCAL_PART:
        return None
    return Address(name=settings.display_name or outbound.sender_name, address=address)


def _may_be_sent(outbound: Outbound) -> None:
    if "@" not in outbound.to or outbound.to.endswith("@invalid"):
        raise SendFailed("no_address", retry=False)
    if outbound.automatic and not may_answer_automatically(Mail(sender=Address(address=outbound.to))):
        raise SendFailed("automatic_sender", retry=False)
