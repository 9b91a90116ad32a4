"""What a customer's own assistant may do over MCP: the chat, and nothing else, as the customer it proves to speak for.

Who he is follows from the chat's own proof: the token the widget gave his browser, or the identity his site signed. He
reaches his own conversation at one endpoint; there are no ids to be guessed in any tool.
"""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from atiende.actions.intake import take_message
from atiende.actions.knowledge import Within, address_of, find_passages
from atiende.actions.values import brand_body
from atiende.api.public import visitors
from atiende.api.public.visitors import Visitor
from atiende.domain.check import Json
from atiende.ports.channel import Endpoint, Inbound
from atiende.ports.desk import Desk

PERSON = "person"
"""What the chat's button for a person says."""
LOOK_SECONDS = 0.2
MOST_PASSAGES = 3
Patience = Annotated[int, Meta(ge=0, le=20, description="How many seconds to wait for an answer.")]


class Speaking(Struct, frozen=True):
    """For whom it speaks, and where."""

    desk: Desk
    endpoint: Endpoint
    visitor: Visitor
    language: str


class CustomerTool(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `mcp_tools.Tool`; there are no permissions to hold: it is all his own."""

    WRITES: ClassVar[bool] = False

    async def run(self, who: Speaking) -> Json:
        raise NotImplementedError


class AskKnowledge(CustomerTool, frozen=True, kw_only=True, tag="ask_knowledge"):
    """What the company's help centre says to a question: passages with the article's title and address. When nothing
    fits, say so and offer the conversation instead."""

    question: Annotated[str, Meta(min_length=1, max_length=400)]

    async def run(self, who: Speaking) -> Json:
        endpoint, reading = who.endpoint, who.desk.store.reading(who.endpoint.tenant)
        within = Within(language=who.language, brand=endpoint.brand)
        brand = await brand_body(reading, endpoint.brand)
        passages: list[Json] = [
            {
                "title": one.title,
                "heading": one.heading,
                "text": one.text,
                "sure": round(one.sure, 2),
                "url": address_of(who.desk, endpoint.brand, brand, one.language, one.article),
            }
            for one in await find_passages(who.desk, endpoint.tenant, self.question, within, MOST_PASSAGES)
        ]
        return {"passages": passages}


class ReadMyConversation(CustomerTool, frozen=True, kw_only=True, tag="read_conversation"):
    """The chat so far: what was said, by whom, and what can be tapped."""

    async def run(self, who: Speaking) -> Json:
        return await _talk(who, 0)


class Say(CustomerTool, frozen=True, kw_only=True, tag="say"):
    """Writes in the chat as the customer: it opens the conversation or goes on with it. Answers what came back within
    the patience. `choice` is the id of something that was offered to tap."""

    WRITES: ClassVar[bool] = True
    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    choice: Annotated[str, Meta(max_length=200)] = ""
    client_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{0,64}$")] = ""
    wait_seconds: Patience = 5

    async def run(self, who: Speaking) -> Json:
        return await _say(who, (self.text, self.choice, self.client_id), self.wait_seconds)


class AskForAPerson(CustomerTool, frozen=True, kw_only=True, tag="ask_for_person"):
    """Goes to a person of the company, with everything said so far. It never takes more than one step."""

    WRITES: ClassVar[bool] = True
    wait_seconds: Patience = 5

    async def run(self, who: Speaking) -> Json:
        text = "I would like to speak to a person." if who.language == "en" else "Quiero hablar con una persona."
        return await _say(who, (text, PERSON, ""), self.wait_seconds)


class OrderStatus(CustomerTool, frozen=True, kw_only=True, tag="order_status"):
    """Asks in the chat how an order stands; the company's own flow answers, and may ask back: go on with `say`."""

    WRITES: ClassVar[bool] = True
    order: Annotated[str, Meta(min_length=1, max_length=60)]
    wait_seconds: Patience = 5

    async def run(self, who: Speaking) -> Json:
        asks = "What is the status of order" if who.language == "en" else "¿Cuál es el estado del pedido"
        end = "?"
        return await _say(who, (f"{asks} {self.order}{end}", "", ""), self.wait_seconds)


CUSTOMER_TOOLS: tuple[type[CustomerTool], ...] = (AskKnowledge, ReadMyConversation, Say, AskForAPerson, OrderStatus)


async def _say(who: Speaking, said: tuple[str, str, str], patience: int) -> Json:
    """Durable when it returns. Raises Refusal."""
    text, choice, client_id = said
    desk, visitor = who.desk, who.visitor
    inbound = Inbound(
        origin=f"{visitor.address}/{client_id or desk.ids.new('msg')}",
        address=visitor.address,
        name=visitor.name[:120],
        text=text,
        choice=choice,
        language=who.language,
        signed=visitor.signed,
        email=visitor.email[:254],
    )
    taken = await take_message(desk, who.endpoint, inbound)
    for _ in range(round(patience / LOOK_SECONDS)):
        talk = await _talk(who, taken.position)
        if talk["messages"]:
            return talk
        await desk.clock.sleep(LOOK_SECONDS)
    return await _talk(who, taken.position)


async def _talk(who: Speaking, since: int) -> dict[str, Json]:
    customer = await visitors.customer_of(who.desk, who.endpoint, who.visitor)
    conversation = await visitors.conversation_of(who.desk, who.endpoint, customer)
    if conversation is None:
        return {"status": "", "messages": []}
    messages = await visitors.history(who.desk, who.endpoint, conversation, since, who.language)
    shown: list[Json] = [_brief(one) for one in messages]
    return {"status": conversation.status, "messages": shown}


def _brief(message: dict[str, object]) -> dict[str, Json]:
    """Without what only the widget needs."""
    found: dict[str, Json] = {}
    for name in ("position", "from", "name", "text", "at", "choices", "source"):
        value = message.get(name)
        if value:
            found[name] = value  # type: ignore[assignment]  # the widget's frames are JSON
    return found
