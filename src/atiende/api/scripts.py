"""Guided scripts beside a conversation: which there are for it, and one step after the other."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from atiende.actions import scripts as actions
from atiende.api.admin_shapes import Given, ShortText
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Shape
from atiende.flows.state import Said

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}/scripts", tags=["scripts"])
ANSWER, EDIT = "conversation.reply", "customer.edit"
Answers = Annotated[Asked, needs(ANSWER)]


class ScriptLine(Shape):
    slug: str
    name: str
    name_es: str


class ScriptList(Shape):
    items: list[ScriptLine]


class ScriptChoice(Shape):
    id: str
    label: str


class ScriptStep(Shape):
    """`texts` in order, the question last. `state` goes back with the answer; empty when it is over. `known`: what is
    on file for the question. `queue`: it ends with handing over (empty: wherever it fits). `refused`: codes."""

    texts: list[str]
    choices: list[ScriptChoice]
    expects: str
    state: str
    known: str
    queue: str | None
    refused: list[str]


class ScriptAnswer(Given):
    """What was chosen, or what is typed."""

    state: Annotated[str, Field(max_length=200_000)]
    text: Annotated[str, Field(max_length=2000)] = ""
    choice: ShortText = ""


@router.get("", response_model=ScriptList)
async def list_scripts(conversation_id: str, asked: Answers) -> ScriptList:
    """The scripts that fit its brand and channel."""
    conversation = await conversation_for(asked, conversation_id, ANSWER)
    found = await actions.scripts_for(asked.desk, asked.tenant, conversation)
    lines = [ScriptLine(slug=slug, name=body.name, name_es=body.name_es) for slug, body in found]
    return ScriptList(items=sorted(lines, key=lambda one: one.name))


@router.post("/{slug}", response_model=ScriptStep)
async def begin_script(conversation_id: str, slug: str, asked: Answers) -> actions.Led:
    """The first step."""
    hand = await _hand(asked, conversation_id, slug)
    return await actions.begin_script(asked.desk, asked.tenant, hand)


@router.post("/{slug}/steps", response_model=ScriptStep)
async def answer_script(conversation_id: str, slug: str, answer: ScriptAnswer, asked: Answers) -> actions.Led:
    """The next one. What the flow changes of the conversation is the agent's own doing."""
    hand = await _hand(asked, conversation_id, slug)
    said = Said(text=answer.text, choice=answer.choice)
    return await actions.answer_script(asked.desk, asked.tenant, hand, answer.state, said)


async def _hand(asked: Asked, conversation_id: str, slug: str) -> actions.Hand:
    await conversation_for(asked, conversation_id, ANSWER)
    edits = EDIT in asked.viewer.permissions
    return actions.Hand(conversation=conversation_id, author=asked.viewer.author, slug=slug, edits=edits)
