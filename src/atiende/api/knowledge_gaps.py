"""What the knowledge base lacks: unanswered searches, unhelpful articles, conversations that no article answers."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter

from atiende.actions import gaps as actions
from atiende.actions.gaps import GapFound, Unanswered
from atiende.actions.shelf import shelf_of
from atiende.api import knowledge_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.knowledge_reach import may_see
from atiende.api.permissions import may_see_conversation, needs
from atiende.domain.conversation import Conversation
from atiende.domain.knowledge import ArticleScore, KnowledgeQuestion, VoteComment
from atiende.domain.knowledge_documents import title_of
from atiende.domain.message import Message
from atiende.language.sentences import shortened

router = APIRouter(prefix="/api/v1/knowledge", tags=["knowledge"])

Edits = Annotated[Asked, needs("knowledge.edit", "knowledge.publish")]
MOST_GAPS, MOST_EXAMPLES, MOST_ARTICLES, MOST_REASONS = 100, 5, 50, 20
EXAMPLE = 160


@router.get("/gaps", response_model=shapes.Gaps)
async def list_gaps(asked: Edits) -> shapes.Gaps:
    """Of the viewer's brands, and of conversations he may read."""
    found = await actions.unanswered_questions(asked.desk, asked.tenant, asked.viewer.brands)
    return shapes.Gaps(
        searched=[_gap(one) for one in found[:MOST_GAPS]], unhelpful=await _unhelpful(asked), often=await _often(asked)
    )


def _gap(one: GapFound) -> shapes.Gap:
    newest = one.questions[0]
    return shapes.Gap(
        words=one.words,
        text=newest.text,
        count=len(one.questions),
        language=newest.language,
        last_at=newest.at,
        places=sorted({each.place for each in one.questions}),
        article="",
        examples=[_example(each) for each in one.questions[:MOST_EXAMPLES]],
    )


def _example(one: KnowledgeQuestion) -> shapes.Example:
    return shapes.Example(text=one.text, at=one.at, place=one.place, conversation=one.conversation)


async def _unhelpful(asked: Asked) -> list[shapes.Unhelpful]:
    """Articles more readers said no to than half as many as said yes."""
    shelf = await shelf_of(asked.desk, asked.tenant)
    rows = await asked.reading.where(ArticleScore, {}, limit=20_000)
    bad = [row for row in rows if row.unhelpful and row.unhelpful * 2 >= row.helpful and row.article in shelf.articles]
    ours = [row for row in bad if may_see(asked, {"brands": list(shelf.articles[row.article].body.brands)})]
    items = []
    for row in sorted(ours, key=lambda row: -row.unhelpful)[:MOST_ARTICLES]:
        comments = await asked.reading.where(VoteComment, {"article": row.article}, limit=100)
        newest = sorted(comments, key=lambda each: -each.at)[:MOST_EXAMPLES]
        items.append(
            shapes.Unhelpful(
                article=row.article,
                title=title_of(shelf.articles[row.article].body, asked.viewer.locale[:2]),
                helpful=row.helpful,
                unhelpful=row.unhelpful,
                comments=[each.text for each in newest],
            )
        )
    return items


async def _often(asked: Asked) -> list[shapes.OftenAsked]:
    """Of the newest conversations he may read, by reason: those whose first words no article answers."""
    rows = await _newest(asked)
    firsts = await _first_messages(asked, rows)
    sample = [(row, firsts[row.id]) for row in rows if row.id in firsts]
    left = await actions.without_article(asked.desk, asked.tenant, sample)
    whole: dict[str, int] = {}
    for row, _ in sample:
        whole[row.reason or ""] = whole.get(row.reason or "", 0) + 1
    groups: dict[str, list[Unanswered]] = {}
    for one in left:
        groups.setdefault(one.conversation.reason or "", []).append(one)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))[:MOST_REASONS]
    return [_asked_for(reason, each, whole) for reason, each in ordered]


def _asked_for(reason: str, each: Sequence[Unanswered], whole: Mapping[str, int]) -> shapes.OftenAsked:
    examples = [
        shapes.Example(
            text=shortened(one.text, EXAMPLE),
            at=one.conversation.opened_at,
            place="desk",
            conversation=one.conversation.id,
        )
        for one in each[:MOST_EXAMPLES]
    ]
    return shapes.OftenAsked(reason=reason, count=len(each), of=whole[reason], examples=examples)


async def _newest(asked: Asked) -> Sequence[Conversation]:
    found: list[Conversation] = []
    for status in ("new", "open", "pending", "resolved", "closed"):
        found += await asked.reading.where(Conversation, {"status": status}, limit=2000)
    if "conversation.read" not in asked.viewer.permissions:
        return []
    seen = [row for row in found if may_see_conversation(asked.viewer, row)]
    return sorted(seen, key=lambda row: -row.opened_at)[: actions.SAMPLE]


async def _first_messages(asked: Asked, rows: Sequence[Conversation]) -> dict[str, str]:
    """By conversation, the id of what its customer wrote first."""
    found = {}
    for row in rows:
        messages = await asked.reading.where(Message, {"conversation": row.id}, limit=20)
        said = sorted((one for one in messages if one.direction == "in"), key=lambda one: one.position)
        if said:
            found[row.id] = said[0].id
    return found


@router.post("/gaps/close", status_code=204)
async def close_gap(asked: Edits, given: shapes.GapDone) -> None:
    """These questions are answered now, or were none: they are forgotten."""
    await actions.close_gap(asked.desk, asked.tenant, given.words, asked.viewer.brands)
