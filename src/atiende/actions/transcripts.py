"""A copy of the chat for the visitor, by e-mail, in the same conversation, so that he can answer it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of
from atiende.actions.deflection import answer_at, mailbox_of
from atiende.actions.replies import add_reply
from atiende.actions.reply import Reply
from atiende.actions.values import brand_values, language_for, reference_of
from atiende.domain import customer_texts as said
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.errors import Invalid, TooMany, Unreachable
from atiende.domain.message import Message, MessageContent
from atiende.domain.people import email_problem, normal_email
from atiende.domain.work import User
from atiende.flows.template import GAP, Values, render, texts
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST = 3
"""Copies of one conversation: nobody has us fill somebody's mailbox."""


async def send_transcript(desk: Desk, endpoint: Endpoint, conversation_id: str, email: str) -> None:
    """What was said on the endpoint's channel, to this address. It answers nobody and stops no clock.

    Raises Invalid for what is no address, Unreachable where the brand has no mailbox, TooMany.
    """
    normal = normal_email(email)
    if email_problem(normal) is not None:
        raise Invalid(field="email", reason="bad_email")

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        found = mailbox_of(desk, change, conversation.brand)
        if found is None:
            raise Unreachable(channel="email")
        messages = change.where(Message, {"conversation": conversation.id})
        if sum(_is_copy(change, one) for one in messages) >= MOST:
            raise TooMany()
        customer = (conversation.customer, conversation.brand)
        identity = answer_at(desk, change, customer, found, (normal, email.strip()))
        heard = [one for one in messages if one.channel == endpoint.channel and one.direction in ("in", "out")]
        add_reply(desk, change, conversation, "system", _copy(change, conversation, heard, (found[0], identity)))

    await desk.store.change(endpoint.tenant, decide, at=desk.clock.now())


def _is_copy(change: Change, message: Message) -> bool:
    content = change.get(MessageContent, message.id) if message.automatic else None
    return content is not None and content.client_id.startswith("transcript:")


def _copy(change: Change, conversation: Conversation, heard: list[Message], to: tuple[str, str]) -> Reply:
    language = language_for(change, conversation)
    reference = reference_of(change, conversation)
    brand = settings_of.brand_of(change, conversation.brand)
    values: Values = {
        "reference": reference,
        "brand": brand_values(brand),
    }
    opening = render(texts((said.TRANSCRIPT_ES, said.TRANSCRIPT_EN), language), values).text
    lines = [_line(change, conversation, one, brand.time_zone) for one in heard]
    return Reply(
        client_id=f"transcript:{change.at}:{to[1]}",
        # A gap in a text of ours would be refused; one that somebody wrote is no gap.
        text=GAP.sub(r"[\1]", "\n\n".join([opening, *lines])),
        subject=said.TRANSCRIPT_SUBJECT[language].format(reference=reference),
        endpoint=to[0],
        identity=to[1],
        automatic=True,
        why="transcript",
    )


def _line(change: Change, conversation: Conversation, message: Message, time_zone: str) -> str:
    content = change.get(MessageContent, message.id)
    text = content.text if content is not None else ""
    files = [f"[{each.name}]" for each in content.attachments] if content is not None else []
    at = datetime.fromtimestamp(message.at / 1000, ZoneInfo(time_zone)).strftime("%H:%M")
    return f"{at} {_name(change, conversation, message)}: {' '.join([text, *files]).strip()}"


def _name(change: Change, conversation: Conversation, message: Message) -> str:
    """First names of ours, as the chat shows them."""
    if message.direction == "in":
        details = change.get(CustomerDetails, conversation.customer)
        return details.name if details is not None and details.name else "·"
    user = change.get(User, message.author)
    return user.name.split(" ")[0] if user is not None else settings_of.brand_of(change, conversation.brand).name
