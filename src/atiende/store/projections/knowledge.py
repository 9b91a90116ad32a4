"""The knowledge base as it is used: votes and their sums, reviews, and conversations behind known faults."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.knowledge import ArticleReview, ArticleScore, ArticleVote, IssueLink
from atiende.store.projections.rows import Rows, log_only, need, on


@on(f.ArticleVoted)
def voted(rows: Rows, logged: Logged, fact: f.ArticleVoted) -> None:
    """The sums follow: a second vote of the same reader takes the first one back."""
    before = rows.get(ArticleVote, fact.vote)
    if before is not None:
        _count(rows, before, -1)
    vote = ArticleVote(
        id=fact.vote,
        article=fact.article,
        version=fact.version,
        language=fact.language,
        brand=fact.brand,
        helpful=fact.helpful,
        at=logged.at,
    )
    rows.put(vote)
    _count(rows, vote, 1)


def _count(rows: Rows, vote: ArticleVote, by: int) -> None:
    score = _score(rows, vote.article)
    if vote.helpful:
        rows.put(replace(score, helpful=score.helpful + by))
    else:
        rows.put(replace(score, unhelpful=score.unhelpful + by))


def _score(rows: Rows, article: str) -> ArticleScore:
    return rows.get(ArticleScore, article) or ArticleScore(article=article)


@on(f.ArticleUsed)
def used(rows: Rows, logged: Logged, fact: f.ArticleUsed) -> None:
    score = _score(rows, fact.article)
    rows.put(replace(score, used=score.used + 1))


@on(f.ReviewAsked)
def review_asked(rows: Rows, logged: Logged, fact: f.ReviewAsked) -> None:
    rows.put(ArticleReview(article=fact.article, etag=fact.etag, state="asked", by=logged.actor, at=logged.at))


@on(f.ReviewEnded)
def review_ended(rows: Rows, logged: Logged, fact: f.ReviewEnded) -> None:
    state = "approved" if fact.approved else "returned"
    rows.put(ArticleReview(article=fact.article, etag=fact.etag, state=state, by=logged.actor, at=logged.at))


@on(f.IssueLinked)
def issue_linked(rows: Rows, logged: Logged, fact: f.IssueLinked) -> None:
    rows.put(IssueLink(article=fact.article, conversation=fact.conversation, at=logged.at, by=logged.actor))


@on(f.IssueUnlinked)
def issue_unlinked(rows: Rows, logged: Logged, fact: f.IssueUnlinked) -> None:
    rows.drop(IssueLink, fact.article, fact.conversation)


@on(f.IssueTold)
def issue_told(rows: Rows, logged: Logged, fact: f.IssueTold) -> None:
    rows.put(replace(need(rows.get(IssueLink, fact.article, fact.conversation), fact), told_at=logged.at))


log_only(f.KnowledgeAsked, f.ReviewDue)
