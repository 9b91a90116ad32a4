"""Whether whoever writes goes through a flow before he waits: where his endpoint has one, and nobody has his matter."""

from zlib import crc32

from atiende.actions import settings_of
from atiende.actions.senders import Arrival
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction
from atiende.ports.store import Change


def enter(
    change: Change, arrival: Arrival, conversation: Conversation, before: Conversation | None, interaction: str
) -> bool:
    """Puts a new interaction into its endpoint's flow; answers whether. `before`: the conversation as it was found.

    A machine never answers a machine: what nobody typed waits for a person. A matter an agent has goes to him.
    """
    endpoint = settings_of.endpoint_of(change, arrival.endpoint.slug)
    in_hand = before is not None and before.agent is not None and before.status not in ("resolved", "closed")
    if endpoint.flow is None or in_hand or not arrival.inbound.answerable:
        return False
    found = change.get(docs.Document, "flow", endpoint.flow)
    body = settings_of.document(change, "flow", endpoint.flow)
    if found is None or not isinstance(body, Flow) or not serves(body, conversation.brand, endpoint.channel):
        return False
    change.record(
        f.FlowEntered(
            interaction=interaction,
            conversation=conversation.id,
            customer=conversation.customer,
            brand=conversation.brand,
            channel=endpoint.channel,
            endpoint=arrival.endpoint.slug,
            queue=endpoint.queue,
            flow=found.slug,
            version=found.version,
            language=language_in(change, body, conversation, arrival.inbound.language),
            seed=seed_of(conversation.customer),
        ),
        actor=f"customer:{conversation.customer}",
    )
    return True


def answers_survey(change: Change, conversation: Conversation, channel: str) -> bool:
    """What was resolved stays so while he is asked there how it was."""
    if conversation.status != "resolved":
        return False
    work = change.where(Interaction, {"conversation": conversation.id})
    return any(one.state == "in_flow" and one.flow and one.channel == channel for one in work)


def serves(flow: Flow, brand: str, channel: str) -> bool:
    """Empty lists are all; only what customers go through is entered."""
    in_brand = not flow.brands or brand in flow.brands
    return flow.purpose == "service" and in_brand and (not flow.channels or channel in flow.channels)


def language_in(change: Change, flow: Flow, conversation: Conversation, spoken: str) -> str:
    """His own where the flow has it, else the brand's, else the flow's first."""
    details = change.get(CustomerDetails, conversation.customer)
    brand = settings_of.brand_of(change, conversation.brand)
    wanted = (spoken, conversation.language, details.language if details else "", brand.language)
    short = [one[:2].lower() for one in wanted]
    return next((one for one in short if one in flow.languages), flow.languages[0])


def seed_of(customer: str) -> int:
    """The same customer's chances are always the same."""
    return crc32(customer.encode())
