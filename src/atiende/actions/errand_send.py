"""A flow's message on another channel of the same conversation: the invoice by mail, the link by SMS. Once, whatever
happens meanwhile.
"""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from atiende.actions.authors import SYSTEM
from atiende.actions.conversations import conversation_of
from atiende.actions.persons import person
from atiende.actions.replies import OURS, add_reply, once
from atiende.actions.reply import Reply
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer, Identity
from atiende.domain.errors import Refusal
from atiende.domain.message import Origin
from atiende.flows.state import Outcome, Value
from atiende.flows.template import GAP
from atiende.ports.desk import Desk
from atiende.ports.store import Change


class _Asked(Struct, frozen=True):
    """`channel` is the one wanted, if any; `on_channel` where he is now."""

    errand: str
    conversation: str
    text: str
    on_channel: str
    channel: str = ""
    subject: str = ""


async def send(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    """ok with the channel and the address as it is shown; failed where he has none that we can write to."""
    wanted = msgspec.convert(asked, _Asked)

    def decide(change: Change) -> Outcome:
        conversation = conversation_of(change, wanted.conversation)
        if change.get(Origin, OURS, once(SYSTEM, conversation.id, wanted.errand)) is not None:
            return Outcome(errand="", result="ok")
        for endpoint, address in _ways(desk, change, conversation, wanted):
            reply = Reply(
                client_id=wanted.errand,
                endpoint=endpoint,
                identity=address.identity,
                subject=wanted.subject,
                text=GAP.sub("", wanted.text).strip(),
                automatic=True,
                why="flow",
            )
            try:
                add_reply(desk, change, conversation, SYSTEM, reply)
            except Refusal:  # this way does not take it: the next one may
                continue
            return Outcome(errand="", result="ok", values={"channel": address.channel, "address": address.shown})
        return Outcome(errand="", result="failed", why="no_address")

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _ways(desk: Desk, change: Change, conversation: Conversation, wanted: _Asked) -> Sequence[tuple[str, Address]]:
    """(endpoint, address) he can be written to at, the best first: as wanted, else as he prefers, never where he is."""
    row = change.get(Customer, conversation.customer)
    preferred = wanted.channel or (row.preferred_channel if row is not None else "")
    known = [one for each in person(change, conversation.customer) for one in change.where(Address, {"customer": each})]
    found = []
    for document in change.where(docs.Document, {"kind": "endpoint"}):
        body = None if document.retired else docs.read("endpoint", document.body)
        if not isinstance(body, docs.Endpoint) or not body.enabled or body.brand != conversation.brand:
            continue
        channel = desk.channels.get(body.channel)
        other = body.channel == wanted.channel if wanted.channel else body.channel != wanted.on_channel
        if channel is None or not channel.traits.push or not other:
            continue
        scopes = (body.brand, f"{body.brand}/{document.slug}")
        found += [
            (document.slug, one)
            for one in known
            if one.channel == body.channel and one.scope in scopes and _in_use(change, one)
        ]
    return sorted(found, key=lambda way: (way[1].channel != preferred, way[0]))


def _in_use(change: Change, address: Address) -> bool:
    identity = change.get(Identity, address.identity)
    return identity is not None and not identity.retired
