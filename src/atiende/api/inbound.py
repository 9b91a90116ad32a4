"""Messages of customers brought by the company's own programs: its app, its portal, a channel we do not speak."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Moment, Shape
from atiende.domain.errors import NotAllowed, NotFound, TooLarge, WrongState
from atiende.domain.visitor import VOUCHED
from atiende.ports.channel import Inbound

router = APIRouter(prefix="/api/v1", tags=["messages"])
REPLY = "conversation.reply"
Answers = Annotated[Asked, needs("conversation.reply")]


class MessageGiven(BaseModel):
    """`client_id` is the program's own id of the message: the same again changes nothing. `customer` is its own id of
    whoever wrote: the same person as in the chat of a page that vouches for him by that id."""

    client_id: str = Field(min_length=1, max_length=200)
    customer: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=100_000)
    name: str = Field(default="", max_length=120)
    language: str = Field(default="", max_length=35)


class MessageTaken(Shape):
    """`position` is the message's in its conversation; it is durable. `repeated`: it had come before."""

    conversation: str
    message: str
    position: int
    at: Moment
    repeated: bool


@router.post("/endpoints/{slug}/messages", response_model=MessageTaken, status_code=201)
async def bring_message(slug: str, given: MessageGiven, asked: Answers) -> MessageTaken:
    """Takes a customer's message, as his chat would: queued, offered, and answered by the customer's own chat or by a
    webhook on `MessageWritten`. Only with a key: people do not write in a customer's name."""
    viewer = asked.viewer
    endpoint = await open_endpoint(asked.desk, asked.tenant, slug)
    if endpoint is None or (viewer.brands is not None and endpoint.brand not in viewer.brands):
        raise NotFound(kind="endpoint", id=slug)
    if not viewer.key:
        raise NotAllowed(permission=REPLY)
    traits = asked.desk.channels[endpoint.channel].traits
    if not traits.session:
        raise WrongState(state=endpoint.channel)
    if traits.max_chars and len(given.text) > traits.max_chars:
        raise TooLarge()
    inbound = Inbound(
        origin=f"{viewer.key}/{given.client_id}",
        address=VOUCHED + given.customer,
        name=given.name,
        text=given.text,
        language=given.language,
        signed=True,
    )
    taken = await take_message(asked.desk, endpoint, inbound)
    return MessageTaken(
        conversation=taken.conversation,
        message=taken.message,
        position=taken.position,
        at=taken.at,
        repeated=taken.repeated,
    )
