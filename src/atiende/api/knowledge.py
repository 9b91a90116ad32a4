"""The knowledge base beside a conversation: searching, reading, putting an article into an answer, known issues."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from atiende.actions import knowledge as actions
from atiende.actions import known_issues
from atiende.actions.knowledge import Found, Question, Within
from atiende.actions.shelf import shelf_of
from atiende.actions.values import tongue_of
from atiende.api import knowledge_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.knowledge_reach import may_see
from atiende.api.permissions import conversation_for, may_see_conversation, needs
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.errors import NotFound
from atiende.domain.knowledge_documents import expired, spoken_in, text_of, title_of
from atiende.domain.message import Message, MessageContent
from atiende.language.articles import Places, html_of, plain_of
from atiende.ports.shelves import Kept, Shelf

router = APIRouter(prefix="/api/v1", tags=["knowledge"])

Sees = Annotated[Asked, needs("conversation.read")]
Answers = Annotated[Asked, needs("conversation.reply")]
MOST, LOOKED_BACK = 8, 10
AGENTS = "agents"


@router.get("/knowledge/search", response_model=shapes.Passages)
async def search_knowledge(
    asked: Sees,
    q: Annotated[str, Query(max_length=400)] = "",
    conversation: Annotated[str, Query(max_length=64)] = "",
    language: Annotated[str, Query(pattern="^(es|en)?$")] = "",
    typed: bool = False,
) -> shapes.Passages:
    """Articles for a question; without one, for what the customer of the conversation wrote last: suggestions.

    `typed`: it is still being typed, and not kept as something that was looked for.
    """
    found = await conversation_for(asked, conversation) if conversation else None
    spoken = language or (await tongue_of(asked.reading, found) if found is not None else asked.viewer.locale[:2])
    within = Within(language=_ours(spoken), brand=found.brand if found is not None else _brand(asked), audience=AGENTS)
    question = " ".join(q.split())
    suggested = not question and found is not None
    if suggested and found is not None:
        question = await _last_words(asked, found.id)
    passages = await actions.find_passages(asked.desk, asked.tenant, question, within, MOST) if question else []
    if question and not suggested and not typed:
        about = Question(text=question, place="desk", conversation=conversation)
        await actions.note_question(asked.desk, asked.tenant, about, within, passages)
    return shapes.Passages(items=[await _passage(asked, one, within) for one in passages], suggested=suggested)


def _ours(language: str) -> str:
    return "en" if language.startswith("en") else "es"


def _brand(asked: Asked) -> str:
    """His first, where no conversation says which."""
    return asked.viewer.brands[0] if asked.viewer.brands else "main"


async def _last_words(asked: Asked, conversation: str) -> str:
    """What the customer wrote last, as far as it can be looked for."""
    rows = await asked.reading.where(Message, {"conversation": conversation}, limit=5000)
    said = sorted((one for one in rows if one.direction == "in"), key=lambda one: -one.position)[:LOOKED_BACK]
    for one in said:
        content = await asked.reading.get(MessageContent, one.id)
        words = " ".join(((content.subject + " " + content.text) if content is not None else "").split())
        if len(words) > 8:
            return words[:400]
    return ""


async def _passage(asked: Asked, one: Found, within: Within) -> shapes.PassageShown:
    shelf = await shelf_of(asked.desk, asked.tenant)
    kept = shelf.articles[one.article]
    url = await address(asked, kept, shelf, within)
    return shapes.PassageShown(
        article=one.article,
        language=one.language,
        title=one.title,
        heading=one.heading,
        pieces=[shapes.PieceShown(text=piece.text, hit=piece.hit) for piece in one.pieces],
        sure=round(one.sure, 2),
        known_issue=one.known_issue,
        expired=one.expired,
        internal=not _public(kept, shelf),
        url=f"{url}#{one.anchor}" if url and one.anchor else url,
    )


def _public(one: Kept, shelf: Shelf) -> bool:
    collection = shelf.collections.get(one.body.collection or "")
    return one.body.audience == "public" and (collection is None or collection.public)


async def address(asked: Asked, one: Kept, shelf: Shelf, within: Within) -> str:
    """Where a customer of the brand reads it; empty where he cannot."""
    today = await actions.today_of(asked.desk, asked.tenant, within.brand)
    public = Within(language=within.language, brand=within.brand)
    row = await asked.reading.get(docs.Document, "brand", within.brand)
    body = docs.read("brand", row.body) if row is not None else None
    if not isinstance(body, docs.Brand) or not actions.may_read(shelf, one, public, today):
        return ""
    return actions.address_of(asked.desk, within.brand, body, within.language, one.slug)


@router.get("/knowledge/read/{slug}", response_model=shapes.ArticleRead)
async def read_knowledge(
    asked: Sees,
    slug: str,
    conversation: Annotated[str, Query(max_length=64)] = "",
    language: Annotated[str, Query(pattern="^(es|en)?$")] = "",
) -> shapes.ArticleRead:
    """A published article, in the customer's language where a conversation is named."""
    found = await conversation_for(asked, conversation) if conversation else None
    shelf = await shelf_of(asked.desk, asked.tenant)
    one = shelf.articles.get(slug)
    if one is None or not may_see(asked, {"brands": list(one.body.brands)}):
        raise NotFound(kind="article", id=slug)
    spoken = language or (await tongue_of(asked.reading, found) if found is not None else asked.viewer.locale[:2])
    within = Within(language=_ours(spoken), brand=found.brand if found else (one.body.brands or ["main"])[0])
    shown = spoken_in(one.body, within.language)
    title, summary, markdown = text_of(one.body, shown)
    url = await address(asked, one, shelf, within)
    return shapes.ArticleRead(
        slug=slug,
        version=one.version,
        language=shown,
        title=title,
        summary=summary,
        html=html_of(markdown, _places()),
        text=plain_of(markdown),
        url=url,
        known_issue=one.body.known_issue,
        internal=not _public(one, shelf),
        expired=expired(one.body, await actions.today_of(asked.desk, asked.tenant, within.brand)),
        related=[_named(shelf.articles[other], shown) for other in one.body.related if other in shelf.articles],
    )


def _places() -> Places:
    return Places(article=lambda slug: f"#article:{slug}", file=lambda name: f"/api/v1/knowledge/files/{name}")


def _named(one: Kept, language: str) -> shapes.ArticleNamed:
    return shapes.ArticleNamed(slug=one.slug, title=title_of(one.body, language))


@router.post("/knowledge/used", status_code=204)
async def note_used(asked: Answers, used: shapes.Used) -> None:
    """An article was put into an answer."""
    await conversation_for(asked, used.conversation, "conversation.reply")
    await actions.note_used(asked.desk, asked.tenant, asked.viewer.author, used.article, used.conversation, used.how)


@router.get("/conversations/{conversation_id}/issues", response_model=shapes.Issues)
async def list_issues(asked: Sees, conversation_id: str) -> shapes.Issues:
    """Known faults the conversation is linked to, and those it could be linked to."""
    found = await conversation_for(asked, conversation_id)
    return await _issues(asked, found)


@router.put("/conversations/{conversation_id}/issues/{slug}", response_model=shapes.Issues)
async def link_issue(asked: Answers, conversation_id: str, slug: str) -> shapes.Issues:
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    await known_issues.link_issue(asked.desk, asked.tenant, asked.viewer.actor, conversation_id, slug)
    return await _issues(asked, found)


@router.delete("/conversations/{conversation_id}/issues/{slug}", response_model=shapes.Issues)
async def unlink_issue(asked: Answers, conversation_id: str, slug: str) -> shapes.Issues:
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    await known_issues.unlink_issue(asked.desk, asked.tenant, asked.viewer.actor, conversation_id, slug)
    return await _issues(asked, found)


@router.post("/conversations/{conversation_id}/issues/{slug}/told", response_model=shapes.Issues)
async def note_told(asked: Answers, conversation_id: str, slug: str) -> shapes.Issues:
    """Its customer was told that it is solved."""
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    await known_issues.note_told(asked.desk, asked.tenant, asked.viewer.actor, slug, conversation_id)
    return await _issues(asked, found)


async def _issues(asked: Asked, conversation: Conversation) -> shapes.Issues:
    shelf = await shelf_of(asked.desk, asked.tenant)
    language = _ours(asked.viewer.locale)
    links = await known_issues.issues_of(asked.desk, asked.tenant, conversation.id)
    items = [
        shapes.IssueShown(
            article=link.article,
            title=title_of(shelf.articles[link.article].body, language),
            known_issue=shelf.articles[link.article].body.known_issue,
            at=link.at,
            told=link.told_at is not None,
        )
        for link in links
        if link.article in shelf.articles
    ]
    linked = {link.article for link in links}
    could = [one for one in shelf.articles.values() if one.body.known_issue in ("open", "workaround")]
    ours = [one for one in could if not one.body.brands or conversation.brand in one.body.brands]
    return shapes.Issues(items=items, open=[_named(one, language) for one in ours if one.slug not in linked])


@router.get("/knowledge/articles/{slug}/conversations", response_model=shapes.LinkedConversations)
async def list_linked(asked: Sees, slug: str) -> shapes.LinkedConversations:
    """Conversations behind a known fault, as far as the viewer may read them: to tell their customers."""
    shelf = await shelf_of(asked.desk, asked.tenant)
    one = shelf.articles.get(slug)
    if one is None or not may_see(asked, {"brands": list(one.body.brands)}):
        raise NotFound(kind="article", id=slug)
    links = await known_issues.linked_to(asked.desk, asked.tenant, slug)
    rows = {row.id: row for row in await asked.reading.many(Conversation, [(link.conversation,) for link in links])}
    seen = [link for link in links if _seen(asked, rows.get(link.conversation))]
    names = await _names(asked, [rows[link.conversation].customer for link in seen])
    items = [
        shapes.LinkedConversation(
            conversation=link.conversation,
            number=rows[link.conversation].number,
            customer=rows[link.conversation].customer,
            customer_name=names.get(rows[link.conversation].customer, ""),
            status=rows[link.conversation].status,
            at=link.at,
            told=link.told_at is not None,
        )
        for link in seen
    ]
    return shapes.LinkedConversations(items=items, hidden=len(links) - len(seen))


def _seen(asked: Asked, row: Conversation | None) -> bool:
    return row is not None and may_see_conversation(asked.viewer, row)


async def _names(asked: Asked, customers: Sequence[str]) -> dict[str, str]:
    rows = await asked.reading.many(CustomerDetails, [(one,) for one in dict.fromkeys(customers)])
    return {row.id: row.name for row in rows}
