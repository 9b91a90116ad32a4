"""Conversations behind a known fault: linked to its article, and told when it is solved."""

from collections.abc import Sequence

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.knowledge import IssueLink
from atiende.domain.knowledge_documents import Article
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def link_issue(desk: Desk, tenant: str, actor: str, conversation: str, article: str) -> None:
    """Linking twice is linking once. Raises NotFound, Invalid for an article that is no known issue."""

    def decide(change: Change) -> None:
        row = change.get(docs.Document, "article", article)
        body = docs.read("article", row.body) if row is not None and not row.retired else None
        if not isinstance(body, Article):
            raise NotFound(kind="article", id=article)
        if not body.known_issue:
            raise Invalid(field="article", reason="no_known_issue")
        if change.get(Conversation, conversation) is None:
            raise NotFound(kind="conversation", id=conversation)
        if change.get(IssueLink, article, conversation) is None:
            change.record(f.IssueLinked(article=article, conversation=conversation), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def unlink_issue(desk: Desk, tenant: str, actor: str, conversation: str, article: str) -> None:
    """Raises NotFound when it is not linked."""

    def decide(change: Change) -> None:
        if change.get(IssueLink, article, conversation) is None:
            raise NotFound(kind="article", id=article)
        change.record(f.IssueUnlinked(article=article, conversation=conversation), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_told(desk: Desk, tenant: str, actor: str, article: str, conversation: str) -> None:
    """Its customer knows that it is solved; a second time changes nothing. Raises NotFound."""

    def decide(change: Change) -> None:
        link = change.get(IssueLink, article, conversation)
        if link is None:
            raise NotFound(kind="conversation", id=conversation)
        if link.told_at is None:
            change.record(f.IssueTold(article=article, conversation=conversation), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def linked_to(desk: Desk, tenant: str, article: str) -> Sequence[IssueLink]:
    """Newest first."""
    rows = await desk.store.reading(tenant).where(IssueLink, {"article": article}, limit=5000)
    return sorted(rows, key=lambda row: (row.at, row.conversation), reverse=True)


async def issues_of(desk: Desk, tenant: str, conversation: str) -> Sequence[IssueLink]:
    return await desk.store.reading(tenant).where(IssueLink, {"conversation": conversation}, limit=100)
