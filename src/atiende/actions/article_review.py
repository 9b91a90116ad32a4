"""Articles are looked at by somebody else before they are published, where a brand wants it; owners are reminded."""

from datetime import UTC, date, datetime, time, timedelta

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from atiende.domain.knowledge import ArticleReview, ReviewNote
from atiende.domain.knowledge_documents import Article
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KIND = "article"
TIMER = "article_due"
LONGEST_NOTE = 2000
MORNING = time(6)
"""UTC: when owners are reminded, early in their working day."""


def must_be_reviewed(change: Change, slug: str, body: docs.Body, draft: docs.DraftDocument) -> None:
    """Raises NotAllowed for a draft of an article that nobody approved, where one of its brands asks for it."""
    if not isinstance(body, Article) or not wants_review(change, body):
        return
    review = change.get(ArticleReview, slug)
    if review is None or review.etag != draft.etag or review.state != "approved":
        raise NotAllowed(reason="not_approved")


def wants_review(change: Change, body: Article) -> bool:
    for row in change.where(docs.Document, {"kind": "brand"}):
        brand = None if row.retired else docs.read("brand", row.body)
        if isinstance(brand, docs.Brand) and brand.help_review and (not body.brands or row.slug in body.brands):
            return True
    return False


async def ask_review(desk: Desk, tenant: str, actor: str, slug: str, match: str, note: str) -> None:
    """Raises NotFound without a draft, Conflict when it is not the one seen, Invalid for too long a note."""

    def decide(change: Change) -> None:
        draft = _draft(change, slug, match)
        change.record(f.ReviewAsked(article=slug, etag=draft.etag), actor=actor)
        _keep_note(change, slug, note)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_review(desk: Desk, tenant: str, actor: str, slug: str, match: str, verdict: tuple[bool, str]) -> None:
    """Approved or returned, with a note. Raises NotFound, Conflict, Invalid; NotAllowed to approve one's own."""
    approved, note = verdict

    def decide(change: Change) -> None:
        draft = _draft(change, slug, match)
        if approved and draft.by == actor:
            raise NotAllowed(reason="own_draft")
        change.record(f.ReviewEnded(article=slug, etag=draft.etag, approved=approved), actor=actor)
        _keep_note(change, slug, note)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _draft(change: Change, slug: str, match: str) -> docs.DraftDocument:
    draft = change.get(docs.DraftDocument, KIND, slug)
    if draft is None:
        raise NotFound(kind=KIND, id=slug)
    if draft.etag != match:
        raise Conflict(reason="changed_meanwhile", etag=draft.etag)
    return draft


def _keep_note(change: Change, slug: str, note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise Invalid(field="note", reason="too_long")
    if note.strip():
        change.put(ReviewNote(article=slug, text=note.strip()))
    else:
        change.drop(ReviewNote, slug)


def set_clock(change: Change, slug: str, body: docs.Body) -> None:
    """The next moment its owner must hear of it: part of publishing it."""
    if not isinstance(body, Article):
        return
    due = min(_moments(body, change.at), default=None)
    if due is not None:
        change.put(Timer(kind=TIMER, key=slug, due=due))
    else:
        change.drop(Timer, TIMER, slug)


async def remind_owner(desk: Desk, tenant: str, slug: str) -> None:
    """What the clock fires: review is due, or it has expired. Once each; the next moment is set."""

    def decide(change: Change) -> None:
        change.drop(Timer, TIMER, slug)
        body = _published(change, slug)
        if body is None:
            return
        today = datetime.fromtimestamp(change.at / 1000, UTC).date().isoformat()
        if body.expires_on and body.expires_on < today:
            change.record(f.ReviewDue(article=slug, why="expired", owner=body.owner), actor="system")
        elif body.review_on and body.review_on <= today:
            change.record(f.ReviewDue(article=slug, why="review", owner=body.owner), actor="system")
        later = [moment for moment in _moments(body, change.at) if moment > change.at]
        if later:
            change.put(Timer(kind=TIMER, key=slug, due=min(later)))

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _published(change: Change, slug: str) -> Article | None:
    row = change.get(docs.Document, KIND, slug)
    body = docs.read(KIND, row.body) if row is not None and not row.retired else None
    return body if isinstance(body, Article) else None


def _moments(body: Article, now: int) -> list[int]:
    """When review is due and when it has expired, as far as they lie ahead; a day that is past counts at once."""
    found = []
    if body.review_on:
        found.append(max(now, _morning(date.fromisoformat(body.review_on))))
    if body.expires_on:
        found.append(max(now, _morning(date.fromisoformat(body.expires_on) + timedelta(days=1))))
    return found


def _morning(day: date) -> int:
    return int(datetime.combine(day, MORNING, UTC).timestamp() * 1000)
