"""Who else may read a conversation: the people one can name in a note."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, may_see, needs
from atiende.api.who import permissions_of, reach_of, sight_of
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.customer import folded
from atiende.domain.errors import Invalid

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}", tags=["conversations"])

READ = "conversation.read"
Reads = Annotated[Asked, needs("conversation.read")]
MOST = 50


@router.get("/colleagues", response_model=shapes.Page[shapes.Named])
async def list_colleagues(
    asked: Reads, conversation_id: str, q: Annotated[str, Query(max_length=100)] = ""
) -> shapes.Page[shapes.Named]:
    """Who may see this conversation, by name, without oneself; `q`: a part of the name."""
    conversation = await conversation_for(asked, conversation_id)
    words = folded(q)
    people = [
        one
        for one in await asked.views.floor.agents(asked.tenant)
        if one.id != asked.viewer.user and words in folded(one.name)
    ]
    sees = await _readers(asked, conversation)
    items = [shapes.Named(id=one.id, name=one.name) for one in people if one.id in sees]
    return shapes.Page[shapes.Named](items=items[:MOST])


async def all_may_see(asked: Asked, conversation: Conversation, users: Sequence[str]) -> None:
    """Raises Invalid for somebody who may not: naming him would not reach him."""
    if users and not set(users) <= await _readers(asked, conversation):
        raise Invalid(field="mentions", reason="unknown")


async def _readers(asked: Asked, conversation: Conversation) -> set[str]:
    """Active people whose role lets them read it."""
    queues = await asked.reading.where(docs.Document, {"kind": "queue"}, limit=5000)
    known: dict[str, str | None] = {}
    found = set[str]()
    for agent in await asked.reading.where(Agent, {}, limit=5000):
        ability = agent.ability
        if not ability.active:
            continue
        if ability.role not in known:
            known[ability.role] = (await permissions_of(asked.reading, ability.role)).get(READ)
        scope = known[ability.role]
        if scope and may_see(
            sight_of(agent.id, scope, ability.brands or None, reach_of(queues, ability)), conversation
        ):
            found.add(agent.id)
    return found
