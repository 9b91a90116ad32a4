"""Calls from our own pages: the visitor of a chat becomes the caller, in the same conversation."""

from msgspec import Struct

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.calls_arriving import WebCall, WebCaller, begin_web_call, join_call
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.joining import end_invitation
from atiende.actions.senders import Arrival, sender_of
from atiende.domain.call import VOICE, Call
from atiende.domain.conversation import Conversation
from atiende.domain.documents import Document, read
from atiende.domain.documents import Endpoint as EndpointDocument
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.interaction import Interaction
from atiende.domain.joining import JoinLink
from atiende.domain.voice import Media
from atiende.ports.channel import Endpoint, Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change


class Asked(Struct, frozen=True, kw_only=True):
    """Somebody at the door of a chat who wants to talk, in `conversation` where he has one open."""

    inbound: Inbound
    conversation: str = ""
    video: bool = False


async def voice_of(desk: Desk, chat: Endpoint) -> Endpoint | None:
    """The endpoint that calls from this chat lead to; None where there are none: not set, not published, not open to
    pages, or nothing here carries calls."""
    slug = chat.settings.get("calls", "")
    if not isinstance(slug, str) or not slug or not desk.voice.engines:
        return None
    found = await open_endpoint(desk, chat.tenant, slug)
    if found is None or found.brand != chat.brand or not desk.channels[found.channel].traits.voice:
        return None
    return found if found.settings.get("web") is True else None


async def call_from_page(desk: Desk, chat: Endpoint, asked: Asked) -> WebCall:
    """The call there is, or a new one. Asked by an agent to talk, it is his, and waits in no queue. Raises NotAllowed
    where nobody is called from here, TooMany, Overloaded, StoreFull."""
    voice = await voice_of(desk, chat)
    if voice is None:
        raise NotAllowed(permission="widget")
    customer = await _customer(desk, chat, asked.inbound)
    agent = await _agent(desk, chat.tenant, asked.conversation, customer)
    return await begin_web_call(
        desk,
        chat.tenant,
        WebCaller(
            endpoint=voice.slug,
            customer=customer,
            name=asked.inbound.name,
            language=asked.inbound.language,
            conversation=asked.conversation,
            media=Media(video=asked.video),
            agent=agent,
        ),
    )


async def _customer(desk: Desk, chat: Endpoint, inbound: Inbound) -> str:
    """Known by his chat; a new one when he has never written."""
    arrival = Arrival(
        endpoint=chat,
        traits=desk.channels[chat.channel].traits,
        inbound=inbound,
        files=(),
        raw="",
        new=desk.ids.new,
    )

    def decide(change: Change) -> str:
        return sender_of(change, arrival)

    return await desk.store.change(chat.tenant, decide, at=desk.clock.now())


async def _agent(desk: Desk, tenant: str, conversation: str, customer: str) -> str:
    """Who asked him to talk, else who has his chat in hand now: chat becomes call with the same person."""
    if not conversation:
        return ""
    reading = desk.store.reading(tenant)
    found = await reading.get(Conversation, conversation)
    if found is None:
        raise NotFound(kind="conversation", id=conversation)
    invitation = await end_invitation(desk, tenant, f"customer:{customer}", conversation, "accepted")
    if invitation is not None:
        return invitation.agent
    at_hand = await reading.where(Interaction, {"conversation": conversation, "state": "handling"})
    return next((one.agent for one in at_hand if one.agent and one.channel != VOICE), "")


async def open_call_of(desk: Desk, tenant: str, *, customer: str = "", conversation: str = "") -> Call | None:
    """The call that goes on, the newest of several."""
    asked: dict[str, str | int | bool | None] = {"open": True}
    asked |= {"customer": customer} if customer else {"conversation": conversation}
    found = await desk.store.reading(tenant).where(Call, asked)
    return max(found, key=lambda one: one.began_at, default=None)


async def ask_to_be_called(desk: Desk, chat: Endpoint, inbound: Inbound, number: str) -> str:
    """He cannot talk from this page: his wish is a message of his chat, and the chat becomes a call to make. Answers
    its conversation. Raises NotAllowed where pages have no calls, Invalid for what is no telephone number."""
    if await voice_of(desk, chat) is None:
        raise NotAllowed(permission="widget")
    taken = await take_message(desk, chat, inbound)
    open_chats = await desk.store.reading(chat.tenant).where(Interaction, {"conversation": taken.conversation})
    mine = [one for one in open_chats if one.channel == chat.channel and one.endpoint == chat.slug]
    if not mine:
        raise NotFound(kind="interaction", id=taken.conversation)
    actor = f"customer:{mine[-1].customer}"
    await request_callback(desk, chat.tenant, actor, mine[-1].id, Wanted(number=number))
    return taken.conversation


async def voice_of_brand(desk: Desk, tenant: str, brand: str) -> Endpoint | None:
    """The brand's first endpoint that pages may call."""
    for row in await desk.store.reading(tenant).where(Document, {"kind": "endpoint"}):
        body = None if row.retired else read("endpoint", row.body)
        if not isinstance(body, EndpointDocument) or not body.enabled or body.brand != brand:
            continue
        if desk.channels[body.channel].traits.voice and body.settings.get("web") is True:
            return await open_endpoint(desk, tenant, row.slug)
    return None


class Entering(Struct, frozen=True, kw_only=True):
    """Somebody with a link, as he calls himself."""

    link: JoinLink
    name: str
    language: str
    video: bool


async def enter_by_link(desk: Desk, tenant: str, entering: Entering) -> tuple[str, str]:
    """His leg and whose it is. A guest of the call that goes on; where none does, the customer's own call to whoever
    made the link. Raises NotFound for a link that opens nothing, or into no call there can be."""
    link = entering.link
    conversation = await desk.store.reading(tenant).get(Conversation, link.conversation)
    if conversation is None or not link.opens(desk.clock.now()):
        raise NotFound(kind="join_link", id="")
    media = Media(video=entering.video and link.video)
    going_on = await open_call_of(desk, tenant, conversation=link.conversation)
    if going_on is not None:
        return await join_call(desk, tenant, link.conversation, link.id, entering.name, media), link.id
    voice = await voice_of_brand(desk, tenant, conversation.brand)
    if voice is None:
        raise NotFound(kind="join_link", id="")
    caller = WebCaller(
        endpoint=voice.slug,
        customer=conversation.customer,
        name=entering.name,
        language=entering.language,
        conversation=conversation.id,
        media=media,
        agent=link.created_by,
    )
    made = await begin_web_call(desk, tenant, caller)
    return made.leg, conversation.customer
