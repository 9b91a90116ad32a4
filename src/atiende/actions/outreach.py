"""Writing first: a conversation begun by us, with a customer we know or with an address."""

from msgspec import Struct

from atiende.actions import replies, settings_of
from atiende.actions.conversations import conversation_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.customer import Address, Customer, CustomerDetails, folded
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.message import Origin
from atiende.domain.people import email_problem, normal_email
from atiende.ports.desk import Desk
from atiende.ports.store import Change

NEW = "new"
"""Where a repetition is looked for before its conversation has an id."""


class First(Struct, frozen=True, kw_only=True):
    """The first message. Either `customer`, or `address` with a name. Empty `queue`: the endpoint's own."""

    client_id: str
    endpoint: str
    text: str
    customer: str = ""
    address: str = ""
    name: str = ""
    queue: str = ""
    subject: str = ""
    html: str = ""
    files: tuple[str, ...] = ()


async def brand_of(desk: Desk, tenant: str, endpoint: str) -> str:
    """Raises NotFound."""
    row = await desk.store.reading(tenant).get(docs.Document, "endpoint", endpoint)
    body = docs.read("endpoint", row.body) if row is not None and not row.retired else None
    if not isinstance(body, docs.Endpoint):
        raise NotFound(kind="endpoint", id=endpoint)
    return body.brand


async def start_conversation(desk: Desk, tenant: str, author: str, first: First) -> str:
    """Opens it, makes it the author's and sends; answers its id. The same client_id: the same conversation.

    Raises NotFound, Unreachable, Invalid when nobody is named or the channel cannot be written to first, TooLarge.
    """

    def decide(change: Change) -> str:
        before = change.get(Origin, replies.OURS, replies.once(author, NEW, first.client_id))
        if before is not None:
            return before.conversation
        endpoint = settings_of.endpoint_of(change, first.endpoint)
        if desk.channels[endpoint.channel].traits.session:
            raise Invalid(field="endpoint", reason="cannot_write_first")
        conversation = _open(desk, change, author, first)
        reply = replies.Reply(
            client_id=first.client_id,
            text=first.text,
            html=first.html,
            endpoint=first.endpoint,
            subject=first.subject,
            files=first.files,
        )
        once = replies.once(author, NEW, first.client_id)
        change.put(Origin(endpoint=replies.OURS, origin=once, message="", position=1, conversation=conversation))
        replies.add_reply(desk, change, conversation_of(change, conversation), author, reply)
        return conversation

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _open(desk: Desk, change: Change, author: str, first: First) -> str:
    """The new conversation's id; it is the author's where he is an agent. Raises NotFound for another brand's queue."""
    endpoint = settings_of.endpoint_of(change, first.endpoint)
    queue = first.queue or endpoint.queue
    rules = settings_of.queue_of(change, queue)
    if rules.brand != endpoint.brand:
        raise NotFound(kind="queue", id=queue)
    conversation, actor = desk.ids.new("cnv"), f"agent:{author}"
    opened = f.ConversationOpened(
        conversation=conversation,
        customer=_customer(desk, change, endpoint, first),
        brand=endpoint.brand,
        channel=endpoint.channel,
        number=change.number("conversation"),
        queue=queue,
        priority=rules.priority,
    )
    change.record(opened, actor=actor)
    if change.get(Agent, author) is not None:
        change.record(f.ConversationTaken(conversation=conversation, agent=author), actor=actor)
    return conversation


def _customer(desk: Desk, change: Change, endpoint: docs.Endpoint, first: First) -> str:
    """The one named, the one the address belongs to, or a new one."""
    if first.customer:
        found = change.get(Customer, first.customer)
        if found is None or found.brand != endpoint.brand:
            raise NotFound(kind="customer", id=first.customer)
        return found.id
    address = normal_email(first.address)
    if email_problem(address) is not None:
        raise Invalid(field="address", reason="bad_format" if address else "required")
    known = change.get(Address, endpoint.brand, endpoint.channel, address)
    return known.customer if known is not None else _new_customer(desk, change, endpoint, first, address)


def _new_customer(desk: Desk, change: Change, endpoint: docs.Endpoint, first: First, address: str) -> str:
    customer, identity = desk.ids.new("cus"), desk.ids.new("idn")
    brand, channel = endpoint.brand, endpoint.channel
    change.record(
        f.CustomerSeen(customer=customer, brand=brand, channel=channel),
        f.IdentityAdded(identity=identity, customer=customer, brand=brand, channel=channel, scope=brand),
        actor="system",
    )
    change.put(CustomerDetails(id=customer, name=first.name.strip(), normal=folded(first.name)))
    change.put(
        Address(
            scope=brand,
            channel=channel,
            normal=address,
            identity=identity,
            customer=customer,
            shown=first.address.strip(),
            name=first.name.strip(),
        )
    )
    return customer
