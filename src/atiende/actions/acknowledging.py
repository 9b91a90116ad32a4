"""The reference goes to the customer at once, once, on his channel; out of hours he is told when it opens again.

Nothing a machine sends here answers a machine: mail nobody typed, lists, bounces and our own addresses set nothing off
(the channel says so), an address gets one such message a day, and what is sent is marked as automatic. It starts and
stops no clock. A complaint or claim, which only a person marks so, gets its reference in any case.
"""

from atiende.actions import settings_of
from atiende.actions.alarms import rang
from atiende.actions.announcing import CLAIMS
from atiende.actions.conversations import conversation_of
from atiende.actions.notices import in_force
from atiende.actions.replies import add_reply, check_reply
from atiende.actions.reply import Reply
from atiende.actions.values import brand_values, language_for, opening_in_words, reference_of
from atiende.domain import customer_texts as said
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.errors import Refusal
from atiende.domain.hours import is_open
from atiende.domain.message import AutoReply, Message
from atiende.domain.notice import text_of
from atiende.flows.template import Values, render, texts
from atiende.ports.desk import Desk
from atiende.ports.store import Change

SYSTEM = "system"
DAY_MS = 86_400_000


async def acknowledge(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Decides what he is told, if anything, and has it sent."""

    def decide(change: Change) -> None:
        if not rang(change, "acknowledge", conversation_id):
            return
        conversation = conversation_of(change, conversation_id)
        if conversation.status == "closed" or _told_notice(desk, change, conversation):
            return
        why = _why(change, conversation)
        if why:
            _send(desk, change, conversation, why)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _why(change: Change, conversation: Conversation) -> str:
    """reference, out_of_hours or nothing."""
    brand = settings_of.brand_of(change, conversation.brand)
    claim = conversation.kind in CLAIMS
    wants = brand.acknowledge == "always" or (brand.acknowledge == "claims" and claim)
    told = change.get(AutoReply, conversation.id) is not None
    if claim and wants and not told:
        return "reference"
    if brand.out_of_hours and _closed(change, conversation):
        return "out_of_hours"
    return "reference" if wants and not told else ""


def _told_notice(desk: Desk, change: Change, conversation: Conversation) -> bool:
    """While everybody is told something: once a conversation and address, where no widget and no flow has said it."""
    endpoint = _last_endpoint(change, conversation)
    notice = in_force(change, conversation.brand, endpoint, conversation.queue)
    address = _address(desk, change, conversation)
    if notice is None or address is None or desk.channels[conversation.channel].traits.session:
        return False
    marks = (f"{notice.id}:{conversation.id}", f"{notice.id}:{address[0]}")
    if any(change.get(AutoReply, mark) is not None for mark in marks):
        return False
    text = text_of(notice, language_for(change, conversation))
    if not _reply(desk, change, conversation, "outage", (text, address[1])):
        return False
    for mark in marks:
        change.put(AutoReply(about=mark, at=change.at))
    return True


def _reply(desk: Desk, change: Change, conversation: Conversation, why: str, said: tuple[str, str]) -> bool:
    """Says a text from an endpoint; False where it cannot be said."""
    text, endpoint = said
    reply = Reply(client_id=f"{why}:{change.at}", text=text, endpoint=endpoint, automatic=True, why=why)
    try:
        check_reply(desk, change, conversation.id, SYSTEM, reply)
    except Refusal:  # nowhere to say it, or it does not fit: a person will
        return False
    add_reply(desk, change, conversation, SYSTEM, reply)
    return True


def _send(desk: Desk, change: Change, conversation: Conversation, why: str) -> None:
    address = _address(desk, change, conversation)
    if address is None:
        return
    identity, endpoint = address
    last = change.get(AutoReply, identity)
    if conversation.kind not in CLAIMS and last is not None and change.at - last.at < DAY_MS:
        return
    if not _reply(desk, change, conversation, why, (_text(change, conversation, why), endpoint)):
        return
    change.put(AutoReply(about=conversation.id, at=change.at))
    change.put(AutoReply(about=identity, at=change.at))


def _address(desk: Desk, change: Change, conversation: Conversation) -> tuple[str, str] | None:
    """(identity, endpoint): where he wrote last, else any way of the brand that reaches him; None where only we do."""
    endpoints = _endpoints(change, conversation.brand)
    ours = {str(body.settings.get("address", "")).lower() for body in endpoints.values()}
    wrote = _last_endpoint(change, conversation)
    order = sorted(endpoints, key=lambda slug: (slug != wrote, endpoints[slug].channel, slug))
    known = change.where(Address, {"customer": conversation.customer})
    for slug in order:
        body = endpoints[slug]
        if slug != wrote and (wrote or not desk.channels[body.channel].traits.push):
            continue
        for one in known:
            scopes = (body.brand, f"{body.brand}/{slug}")
            if one.channel == body.channel and one.scope in scopes and one.normal not in ours:
                return one.identity, slug
    return None


def _endpoints(change: Change, brand: str) -> dict[str, docs.Endpoint]:
    found: dict[str, docs.Endpoint] = {}
    for row in change.where(docs.Document, {"kind": "endpoint"}):
        body = docs.read("endpoint", row.body)
        if not row.retired and isinstance(body, docs.Endpoint) and body.brand == brand and body.enabled:
            found[row.slug] = body
    return found


def _last_endpoint(change: Change, conversation: Conversation) -> str:
    for one in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        return one.endpoint
    return ""


def _closed(change: Change, conversation: Conversation) -> bool:
    hours = settings_of.hours_of(change, settings_of.rules_of(change, conversation.queue))
    return hours is not None and not is_open(hours, change.at)


def _text(change: Change, conversation: Conversation, why: str) -> str:
    """The brand's own words; where those leave a gap, ours: nothing is ever sent with one."""
    language = language_for(change, conversation)
    brand = settings_of.brand_of(change, conversation.brand)
    values: Values = {
        "reference": reference_of(change, conversation),
        "matter": said.matter_in(language, conversation.kind, formal=brand.formal),
        "opens": _opens(change, conversation, language),
        "brand": brand_values(brand),
    }
    if why == "reference":
        own, ours = (brand.acknowledge_es, brand.acknowledge_en), (said.ACKNOWLEDGE_ES, said.ACKNOWLEDGE_EN)
    else:
        own, ours = (brand.out_of_hours_es, brand.out_of_hours_en), (said.OUT_OF_HOURS_ES, said.OUT_OF_HOURS_EN)
    made = render(texts(own, language), values)
    if made.text.strip() and not made.missing:
        return made.text
    return render(texts(ours, language), values).text


def _opens(change: Change, conversation: Conversation, language: str) -> str:
    """When it opens again, in words; empty where it is always open or never opens."""
    hours = settings_of.hours_of(change, settings_of.rules_of(change, conversation.queue))
    return opening_in_words(hours, change.at, language) if hours is not None else ""
