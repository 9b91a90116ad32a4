"""A centre as its database holds it at one moment: what the checkers read."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from atiende.domain.agent import Agent
from atiende.domain.chain import NAME, Audited, ChainEnd
from atiende.domain.conversation import Conversation
from atiende.domain.facts import Logged
from atiende.domain.flow import Errand
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Ingress, Sending, Timer
from atiende.ports.store import Store
from atiende.routing.floor import Floor

MOST = 10_000_000
PAGE = 5_000


class Stored(Struct, frozen=True):
    """`floor` is what routing sees: the live one, or one made from the log."""

    tenant: str
    agents: Sequence[Agent]
    conversations: Sequence[Conversation]
    interactions: Sequence[Interaction]
    offers: Sequence[Offer]
    messages: Sequence[Message]
    contents: Mapping[str, MessageContent]
    sendings: Sequence[Sending]
    timers: Sequence[Timer]
    errands: Sequence[Errand]
    ingress: Sequence[Ingress]
    log: Sequence[Logged]
    floor: Floor
    audit: Sequence[Audited] = ()
    audit_end: ChainEnd | None = None

    def has_timer(self, kind: str, key: str) -> bool:
        return any((one.kind, one.key) == (kind, key) for one in self.timers)


def item_of(content: MessageContent) -> str:
    """The sender's own name of a message: the last part of its client_id, else the mail's subject."""
    return content.client_id.rpartition("/")[2] or content.subject


async def whole_log(store: Store, tenant: str) -> list[Logged]:
    found: list[Logged] = []
    while page := await store.log(tenant, found[-1].seq if found else 0, PAGE):
        found += page
    return found


def floor_of(log: Sequence[Logged]) -> Floor:
    floor = Floor()
    for logged in log:
        floor.apply(logged)
    return floor


async def look(store: Store, tenant: str, floor: Floor | None = None) -> Stored:
    """Everything of a tenant that is at rest."""
    read = store.reading(tenant)
    log = await whole_log(store, tenant)
    contents = await read.where(MessageContent, {}, limit=MOST)
    return Stored(
        tenant=tenant,
        agents=await read.where(Agent, {}, limit=MOST),
        conversations=await read.where(Conversation, {}, limit=MOST),
        interactions=await read.where(Interaction, {}, limit=MOST),
        offers=await read.where(Offer, {}, limit=MOST),
        messages=await read.where(Message, {}, limit=MOST),
        contents={one.id: one for one in contents},
        sendings=await read.where(Sending, {}, limit=MOST),
        timers=await read.where(Timer, {}, limit=MOST),
        errands=await read.where(Errand, {}, limit=MOST),
        ingress=await read.where(Ingress, {}, limit=MOST),
        log=log,
        floor=floor or floor_of(log),
        audit=await read.where(Audited, {}, limit=MOST),
        audit_end=await read.get(ChainEnd, NAME),
    )
