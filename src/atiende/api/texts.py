"""Ready-made texts in a conversation: quick replies as they would read here and now, and macros with their steps."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.actions import macros as actions
from atiende.actions.values import tongue_of, values_for, written
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import shown
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Page, Shape
from atiende.api.steps import Ident
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.desk import TextUse
from atiende.domain.desk_documents import Macro, MacroStep, QuickReply
from atiende.domain.errors import NotFound
from atiende.flows.template import Rendered, Values
from atiende.flows.template import texts as in_tongue
from atiende.language.marked import html_of

router = APIRouter(prefix="/api/v1", tags=["texts"])

Answers = Annotated[Asked, needs("conversation.reply")]
B = TypeVar("B", QuickReply, Macro)
MOST = 500


class QuickReplyShown(Shape):
    """`text` is as it would stand in the composer; `missing` names what somebody has to fill in. `short`: the channel
    cannot carry the long text. `uses`: how often the asker used it."""

    slug: str
    name: str
    shortcut: str
    category: str
    text: str
    subject: str
    missing: list[str]
    short: bool
    uses: int


class StepShown(Shape):
    """`value` is what it sets: a slug, a priority, minutes, or the text."""

    do: str
    value: str


class MacroShown(Shape):
    slug: str
    name: str
    name_es: str
    steps: list[StepShown]
    uses: int


class DoneShown(Shape):
    do: str
    value: str


class Applied(Shape):
    """`insert` is for the composer. `undo` takes back what can be, through `macros/undo`."""

    conversation: shapes.Conversation
    insert: str
    missing: list[str]
    undo: list[DoneShown]


class StepBack(BaseModel):
    do: Ident
    value: Ident = ""


class UndoWanted(BaseModel):
    steps: list[StepBack] = Field(max_length=50)


class Marked(BaseModel):
    text: str = Field(max_length=200_000)


class Formatted(Shape):
    html: str


@router.get("/quick-replies", response_model=Page[QuickReplyShown])
async def list_quick_replies(
    asked: Answers,
    conversation: Annotated[str, Query(max_length=64)],
    channel: Annotated[str, Query(max_length=64)] = "",
) -> Page[QuickReplyShown]:
    """Those for this brand, team and channel, in the conversation's language; what the asker uses most comes first."""
    found = await conversation_for(asked, conversation, "conversation.reply")
    on = channel if channel in asked.desk.channels else found.channel
    values, language = await _ground(asked, found)
    uses = await _uses(asked, "quick_reply")
    items = [
        _quick_reply(slug, body, _fitting(asked, body, on, values, language), uses.get(slug, 0))
        for slug, body in await _mine(asked, found, "quick_reply", QuickReply)
        if not body.channels or on in body.channels
    ]
    return Page[QuickReplyShown](items=sorted(items, key=lambda one: (-one.uses, one.name.casefold()))[:MOST])


@router.get("/conversations/{conversation_id}/macros", response_model=Page[MacroShown])
async def list_macros(asked: Answers, conversation_id: str) -> Page[MacroShown]:
    """Those every step of which the asker may take here."""
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    uses = await _uses(asked, "macro")
    items = [
        MacroShown(
            slug=slug,
            name=body.name,
            name_es=body.name_es,
            steps=[StepShown(do=step.do, value=_value(step)) for step in body.steps],
            uses=uses.get(slug, 0),
        )
        for slug, body in await _mine(asked, found, "macro", Macro)
        if all(_needed(step.do) in asked.viewer.permissions for step in body.steps)
    ]
    return Page[MacroShown](items=sorted(items, key=lambda one: (-one.uses, one.name.casefold()))[:MOST])


@router.post("/conversations/{conversation_id}/macros/undo", response_model=shapes.Conversation)
async def undo_macro(asked: Answers, conversation_id: str, wanted: UndoWanted) -> shapes.Conversation:
    """Takes back what a macro did, all of it or nothing."""
    await _may(asked, conversation_id, [step.do for step in wanted.steps])
    steps = [actions.Done(do=step.do, value=step.value) for step in wanted.steps]
    await actions.take_back(asked.desk, asked.tenant, asked.viewer.author, conversation_id, steps)
    return await shown(asked, conversation_id)


@router.post("/conversations/{conversation_id}/macros/{slug}", response_model=Applied)
async def apply_macro(asked: Answers, conversation_id: str, slug: str) -> Applied:
    """All its steps in one change, or none; each asks for its own permission."""
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    body = dict(await _mine(asked, found, "macro", Macro)).get(slug)
    if body is None:
        raise NotFound(kind="macro", id=slug)
    await _may(asked, conversation_id, [step.do for step in body.steps])
    values, language = await _ground(asked, found)
    made = [(step, written(in_tongue((step.text_es, step.text_en), language), values, language)) for step in body.steps]
    ready = [actions.Ready(step=step, text=text.text) for step, text in made]
    back = await actions.apply_macro(asked.desk, asked.tenant, asked.viewer.author, conversation_id, slug, ready)
    inserts = [text for step, text in made if step.do == "insert"]
    return Applied(
        conversation=await shown(asked, conversation_id),
        insert="\n\n".join(text.text for text in inserts if text.text.strip()),
        missing=[name for text in inserts for name in text.missing],
        undo=[DoneShown(do=one.do, value=one.value) for one in back],
    )


@router.post("/formatted", response_model=Formatted)
async def show_formatted(asked: Answers, wanted: Marked) -> Formatted:
    """How a text with marks of simple formatting will look in a mail."""
    return Formatted(html=html_of(wanted.text))


async def _ground(asked: Asked, conversation: Conversation) -> tuple[Values, str]:
    values = await values_for(asked.reading, conversation, asked.viewer.author)
    return values, await tongue_of(asked.reading, conversation)


async def _mine(asked: Asked, conversation: Conversation, kind: str, type_: type[B]) -> Sequence[tuple[str, B]]:
    """In use, for this conversation's brand and one of the asker's teams."""
    agent = await asked.reading.get(Agent, asked.viewer.author)
    teams = set(agent.ability.teams) if agent else set()
    everywhere = asked.viewer.covers("conversation.reply", "all")
    found: list[tuple[str, B]] = []
    for row in await asked.reading.where(docs.Document, {"kind": kind}, limit=5000):
        body = docs.read(kind, row.body)
        if row.retired or not isinstance(body, type_) or not body.active:
            continue
        ours = not body.brands or conversation.brand in body.brands
        if ours and (everywhere or not body.teams or teams & set(body.teams)):
            found.append((row.slug, body))
    return found


async def _uses(asked: Asked, kind: str) -> Mapping[str, int]:
    rows = await asked.reading.where(TextUse, {"agent": asked.viewer.author, "kind": kind})
    return {row.slug: row.count for row in rows}


def _fitting(asked: Asked, body: QuickReply, channel: str, values: Values, language: str) -> tuple[Rendered, str, bool]:
    """(text, subject, whether it is the short one)."""
    one = asked.desk.channels.get(channel)
    most = one.traits.max_chars if one else 0
    whole = written(in_tongue((body.text_es, body.text_en), language), values, language)
    subject = written(in_tongue((body.subject_es, body.subject_en), language), values, language).text
    short = in_tongue((body.short_es, body.short_en), language)
    if most and len(whole.text) > most and short:
        return written(short, values, language), subject, True
    return whole, subject, False


def _quick_reply(slug: str, body: QuickReply, made: tuple[Rendered, str, bool], uses: int) -> QuickReplyShown:
    text, subject, short = made
    return QuickReplyShown(
        slug=slug,
        name=body.name,
        shortcut=body.shortcut,
        category=body.category,
        text=text.text,
        subject=subject,
        missing=list(text.missing),
        short=short,
        uses=uses,
    )


def _value(step: MacroStep) -> str:
    known = {
        "priority": str(step.priority or ""),
        "kind": step.kind or "",
        "reason": step.reason or "",
        "resolve": step.disposition or "",
        "tag": step.tag or "",
        "untag": step.tag or "",
        "transfer": step.queue or "",
        "snooze": str(step.minutes),
        "task": step.text_es or step.text_en,
        "note": step.text_es or step.text_en,
        "insert": step.text_es or step.text_en,
    }
    return known.get(step.do, "")


def _needed(do: str) -> str:
    return actions.PERMISSIONS.get(do, actions.REPLY)


async def _may(asked: Asked, conversation_id: str, steps: Sequence[str]) -> None:
    """Raises NotFound, NotAllowed. Taking a colleague's asks for leave to assign."""
    found = await conversation_for(asked, conversation_id, actions.REPLY)
    wanted = {_needed(do) for do in steps} - {actions.REPLY}
    if "assign_me" in steps and found.agent not in (None, asked.viewer.author):
        wanted.add("conversation.assign")
    for permission in sorted(wanted):
        await conversation_for(asked, conversation_id, permission)
