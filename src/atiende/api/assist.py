"""Help for agents in text: drafts with their sources, and what becomes of them."""

from typing import Annotated

from fastapi import APIRouter

from atiende.actions import assist as actions
from atiende.actions import reasons
from atiende.api import assist_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, may, needs
from atiende.domain import documents as docs
from atiende.domain.assist import Suggestion, SuggestionContent
from atiende.domain.assist_documents import Offering
from atiende.domain.errors import NotFound
from atiende.domain.flow import FlowSession
from atiende.domain.message import Message

router = APIRouter(prefix="/api/v1", tags=["assist"])

READ, WRITE = "conversation.read", "conversation.reply"
Reads = Annotated[Asked, needs(READ)]
Answers = Annotated[Asked, needs(WRITE)]


@router.post("/conversations/{conversation_id}/suggestions", response_model=shapes.Proposal, status_code=201)
async def propose(asked: Answers, conversation_id: str, wanted: shapes.ProposalWanted) -> actions.Proposed:
    """A draft for the agent: it is never sent by itself."""
    await conversation_for(asked, conversation_id, WRITE)
    author = asked.viewer.author
    calls = await may(asked, conversation_id, "recording.listen")
    draftable = actions.Draftable(kind=wanted.kind, language=wanted.language, calls=calls)
    return await actions.propose(asked.desk, asked.tenant, author, conversation_id, draftable)


@router.get("/conversations/{conversation_id}/suggestions", response_model=shapes.SuggestionList)
async def list_suggestions(asked: Reads, conversation_id: str) -> shapes.SuggestionList:
    """Sales prompts of this conversation: the one proposed, or why there is none."""
    await conversation_for(asked, conversation_id)
    rows = await asked.reading.where(Suggestion, {"conversation": conversation_id}, limit=200)
    offered = [one for one in rows if one.kind == "offering"]
    items = [await _shown(asked, one) for one in offered]
    return shapes.SuggestionList(items=items, handed_over=await _handed_over(asked, conversation_id))


@router.get("/conversations/{conversation_id}/proposed-reason", response_model=shapes.ReasonProposed)
async def propose_reason(asked: Answers, conversation_id: str) -> reasons.ProposedReason:
    """Why it may have come, for the agent to take or not; empty where it has a reason or nobody can tell."""
    await conversation_for(asked, conversation_id, WRITE)
    return await reasons.propose_reason(asked.desk, asked.tenant, conversation_id)


async def _handed_over(asked: Asked, conversation_id: str) -> bool:
    sessions = await asked.reading.where(FlowSession, {"conversation": conversation_id}, limit=50)
    given = max((one.at for one in sessions if one.outcome == "person" or one.awaiting == "person"), default=None)
    if given is None:
        return False
    messages = await asked.reading.where(Message, {"conversation": conversation_id}, limit=500)
    return not any(one.direction == "out" and not one.automatic and one.at >= given for one in messages)


@router.post("/suggestions/{suggestion_id}/end", response_model=shapes.SuggestionShown)
async def end_suggestion(asked: Answers, suggestion_id: str, ending: shapes.Ending) -> shapes.SuggestionShown:
    """What the agent did with a draft: taken as it was, edited, or discarded. It is counted."""
    await suggestion_for(asked, suggestion_id)
    await actions.end_suggestion(asked.desk, asked.tenant, asked.viewer.author, suggestion_id, ending.how)
    return await _shown(asked, await suggestion_for(asked, suggestion_id))


async def suggestion_for(asked: Asked, suggestion_id: str) -> Suggestion:
    """Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Suggestion, suggestion_id)
    if found is None:
        raise NotFound(kind="suggestion", id=suggestion_id)
    try:
        await conversation_for(asked, found.conversation, WRITE)
    except NotFound:
        raise NotFound(kind="suggestion", id=suggestion_id) from None
    return found


async def _shown(asked: Asked, found: Suggestion) -> shapes.SuggestionShown:
    content = await asked.reading.get(SuggestionContent, found.id)
    row = await asked.reading.get(docs.Document, "offering", found.offering) if found.offering else None
    body = docs.read("offering", row.body) if row is not None else None
    sources = [shapes.SourceShown.model_validate(one) for one in content.sources] if content else []
    return shapes.SuggestionShown.model_validate(
        {
            "id": found.id,
            "kind": found.kind,
            "text": content.text if content else "",
            "model": found.model,
            "sources": sources,
            "state": found.state,
            "offering": found.offering,
            "offering_name": body.name if isinstance(body, Offering) else found.offering,
            "why": found.why,
            "at": found.at,
        }
    )
