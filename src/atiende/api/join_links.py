"""The agent's side of bringing people into a call: links that lead into it, and asking a chat's customer to talk."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import joining
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Moment, Shape
from atiende.domain.errors import NotFound
from atiende.domain.joining import JoinLink

router = APIRouter(prefix="/api/v1", tags=["calls"])

REPLY = "conversation.reply"
Replies = Annotated[Asked, needs(REPLY)]


class JoinLinkWanted(BaseModel):
    """`minutes`: how long the address opens."""

    video: bool = True
    minutes: int = Field(default=60, ge=joining.SHORTEST, le=joining.LONGEST)


class JoinLinkShown(Shape):
    id: str
    conversation: str
    video: bool
    until: Moment
    created_by: str
    created_at: Moment


class JoinLinkMade(BaseModel):
    """`url` is shown this once. One link is for one person."""

    link: JoinLinkShown
    url: str


class JoinLinkList(BaseModel):
    items: list[JoinLinkShown]


class InvitationWanted(BaseModel):
    video: bool = False


@router.post("/conversations/{conversation_id}/join_links", response_model=JoinLinkMade, status_code=201)
async def make_join_link(asked: Replies, conversation_id: str, wanted: JoinLinkWanted) -> JoinLinkMade:
    """An address by which somebody comes into this conversation's calls, and sees nothing else of it."""
    await conversation_for(asked, conversation_id, REPLY)
    made = await joining.make_join_link(
        asked.desk, asked.tenant, asked.viewer.author, conversation_id, (wanted.video, wanted.minutes)
    )
    return JoinLinkMade(link=JoinLinkShown.model_validate(made.link), url=made.url)


@router.get("/conversations/{conversation_id}/join_links", response_model=JoinLinkList)
async def list_join_links(asked: Replies, conversation_id: str) -> JoinLinkList:
    """Those that open."""
    await conversation_for(asked, conversation_id, REPLY)
    found = await joining.join_links(asked.desk, asked.tenant, conversation_id)
    return JoinLinkList(items=[JoinLinkShown.model_validate(one) for one in found])


@router.delete("/join_links/{join_link_id}", status_code=204)
async def revoke_join_link(asked: Replies, join_link_id: str) -> None:
    """It opens nothing from now on, and who is in by it goes."""
    found = await asked.reading.get(JoinLink, join_link_id)
    if found is None:
        raise NotFound(kind="join_link", id=join_link_id)
    try:
        await conversation_for(asked, found.conversation, REPLY)
    except NotFound:
        raise NotFound(kind="join_link", id=join_link_id) from None
    await joining.revoke_join_link(asked.desk, asked.tenant, asked.viewer.author, join_link_id)


@router.post("/conversations/{conversation_id}/invite_to_call", status_code=204)
async def invite_to_call(asked: Replies, conversation_id: str, wanted: InvitationWanted) -> None:
    """The customer's chat shows that the agent would like to talk; one tap takes it."""
    await conversation_for(asked, conversation_id, REPLY)
    await joining.invite_to_call(asked.desk, asked.tenant, asked.viewer.author, conversation_id, video=wanted.video)


@router.delete("/conversations/{conversation_id}/invite_to_call", status_code=204)
async def withdraw_invitation(asked: Replies, conversation_id: str) -> None:
    """It is shown no more."""
    await conversation_for(asked, conversation_id, REPLY)
    actor = f"agent:{asked.viewer.author}"
    await joining.end_invitation(asked.desk, asked.tenant, actor, conversation_id, "withdrawn")
