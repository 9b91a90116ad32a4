"""Articles as they are written: list, draft, review, publish, take back, retire; pictures and how a text will look."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Response, UploadFile
from msgspec import Struct

from atiende.actions import article_review, configuration
from atiende.actions import files as file_actions
from atiende.actions.configuration import Ref, State
from atiende.actions.knowledge import Within, address_of, may_read, today_of
from atiende.actions.shelf import shelf_of
from atiende.api import knowledge_shapes as shapes
from atiende.api.admin_config import Match
from atiende.api.asked import Asked
from atiende.api.files import safe_name, served
from atiende.api.knowledge_reach import may_reach, may_see, must_reach
from atiende.api.permissions import needs
from atiende.api.shapes import FileKept
from atiende.api.sniff import SHOWN, kind_of
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.errors import Invalid, NotFound, TooLarge
from atiende.domain.knowledge import (
    ArticleReview,
    ArticleScore,
    ArticleViews,
    ArticleVote,
    IssueLink,
    ReviewNote,
    VoteComment,
)
from atiende.domain.knowledge_documents import Article, Collection, due_for_review, expired, languages_of
from atiende.domain.message import File
from atiende.domain.work import User
from atiende.language.articles import Places, html_of
from atiende.ports.shelves import Shelf

router = APIRouter(prefix="/api/v1/knowledge", tags=["knowledge"])

Edits = Annotated[Asked, needs("knowledge.edit", "knowledge.publish")]
Publishes = Annotated[Asked, needs("knowledge.publish")]
Reads = Annotated[Asked, needs("config.read")]
KIND, EDIT, PUBLISH = "article", "knowledge.edit", "knowledge.publish"
MOST, MOST_VOTES = 20_000, 50
LARGEST_PICTURE = 5_000_000


class Ground(Struct, frozen=True, kw_only=True):
    """What the lines of a list are made of, read once. By slug, but `brands` and `owners`."""

    shelf: Shelf
    reviews: Mapping[str, ArticleReview]
    scores: Mapping[str, ArticleScore]
    views: Mapping[str, int]
    linked: Mapping[str, int]
    owners: Mapping[str, str]
    brands: Mapping[str, docs.Brand]
    today: str


@router.get("/articles", response_model=shapes.Articles)
async def list_articles(asked: Reads) -> shapes.Articles:
    """Every article of his brands: drafts, published and retired ones; and the collections they stand in."""
    states = await configuration.list_documents(asked.desk, asked.tenant, KIND)
    seen = [(one, body) for one in states if (body := _newest(one)) is not None and may_see(asked, body)]
    ground = await _ground(asked, [body for _, body in seen])
    items = [_line(asked, state, body, ground) for state, body in seen]
    collections = [
        _collection(slug, body, items)
        for slug, body in sorted(ground.shelf.collections.items(), key=lambda item: (item[1].position, item[0]))
        if may_see(asked, {"brands": list(body.brands)})
    ]
    homes = {slug: address_of(asked.desk, slug, body, body.language[:2]) for slug, body in ground.brands.items()}
    return shapes.Articles(
        items=items,
        collections=collections,
        review_brands=[slug for slug, body in ground.brands.items() if body.help_review],
        homes={slug: home for slug, home in homes.items() if home},
    )


def _newest(state: State) -> dict[str, Json] | None:
    row = state.draft or state.document
    body = msgspec.json.decode(row.body) if row is not None else None
    return body if isinstance(body, dict) else None


async def _ground(asked: Asked, bodies: Sequence[Mapping[str, Json]]) -> Ground:
    reading = asked.reading
    views: dict[str, int] = {}
    for row in await reading.where(ArticleViews, {}, limit=MOST):
        views[row.article] = views.get(row.article, 0) + row.views
    linked: dict[str, int] = {}
    for link in await reading.where(IssueLink, {}, limit=MOST):
        linked[link.article] = linked.get(link.article, 0) + 1
    owners = {str(body.get("owner")) for body in bodies if body.get("owner")}
    users = await reading.many(User, [(one,) for one in sorted(owners)])
    rows = await reading.where(docs.Document, {"kind": "brand"})
    brands = {row.slug: docs.read("brand", row.body) for row in rows if not row.retired}
    ours = asked.viewer.brands
    return Ground(
        shelf=await shelf_of(asked.desk, asked.tenant),
        reviews={row.article: row for row in await reading.where(ArticleReview, {}, limit=MOST)},
        scores={row.article: row for row in await reading.where(ArticleScore, {}, limit=MOST)},
        views=views,
        linked=linked,
        owners={user.id: user.name for user in users},
        brands={
            slug: body for slug, body in brands.items()
            if isinstance(body, docs.Brand) and (ours is None or slug in ours)
        },
        today=await today_of(asked.desk, asked.tenant, next(iter(brands), "main")),
    )  # fmt: skip


def _line(asked: Asked, state: State, body: Mapping[str, Json], ground: Ground) -> shapes.ArticleLine:
    slug, document = state.slug, state.document
    kept = ground.shelf.articles.get(slug)
    article = kept.body if kept is not None else Article(name=slug)
    score = ground.scores.get(slug) or ArticleScore(article=slug)
    owner = _text(body, "owner")
    return shapes.ArticleLine(
        slug=slug,
        name=_text(body, "name") or slug,
        title_es=_text(body, "title_es"),
        title_en=_text(body, "title_en"),
        collection=_text(body, "collection"),
        brands=[str(one) for one in _list(body, "brands")],
        audience=_text(body, "audience") or "public",
        owner=owner,
        owner_name=ground.owners.get(owner, ""),
        state=_state(state),
        review=_stands(state, ground.reviews.get(slug)),
        review_on=article.review_on,
        expires_on=article.expires_on,
        due=due_for_review(article, ground.today),
        expired=expired(article, ground.today),
        known_issue=article.known_issue,
        linked=ground.linked.get(slug, 0),
        languages=list(languages_of(article)),
        views=ground.views.get(slug, 0),
        helpful=score.helpful,
        unhelpful=score.unhelpful,
        used=score.used,
        published_at=document.published_at if document is not None else None,
        url=_url(asked, slug, ground) if kept is not None else "",
    )


def _stands(state: State, review: ArticleReview | None) -> str:
    """Where the review of this very draft stands."""
    ours = review is not None and state.draft is not None and review.etag == state.draft.etag
    return review.state if review is not None and ours else ""


def _text(body: Mapping[str, Json], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _list(body: Mapping[str, Json], name: str) -> list[Json]:
    value = body.get(name)
    return value if isinstance(value, list) else []


def _state(state: State) -> Literal["draft", "published", "changed", "retired"]:
    if state.document is None:
        return "draft"
    if state.document.retired:
        return "retired" if state.draft is None else "draft"
    return "changed" if state.draft is not None else "published"


def _url(asked: Asked, slug: str, ground: Ground) -> str:
    """In the first help centre that shows it."""
    one = ground.shelf.articles[slug]
    for brand, body in ground.brands.items():
        language = body.language[:2]
        if may_read(ground.shelf, one, Within(language=language, brand=brand), ground.today):
            found = address_of(asked.desk, brand, body, language, slug)
            if found:
                return found
    return ""


def _collection(slug: str, body: Collection, items: Sequence[shapes.ArticleLine]) -> shapes.CollectionLine:
    return shapes.CollectionLine(
        slug=slug,
        name=body.name,
        name_es=body.name_es,
        brands=list(body.brands),
        public=body.public,
        articles=sum(one.collection == slug and one.state != "retired" for one in items),
    )


@router.get("/articles/{slug}", response_model=shapes.ArticleShown)
async def read_article(asked: Reads, slug: str, response: Response) -> shapes.ArticleShown:
    """An article with its draft, its review and the last votes. The `ETag` is what the next change is matched with."""
    return await _shown(asked, slug, response)


async def _shown(asked: Asked, slug: str, response: Response) -> shapes.ArticleShown:
    state = await configuration.read_document(asked.desk, asked.tenant, Ref(KIND, slug))
    bodies = _bodies(state)
    if not all(may_see(asked, body) for body in bodies):
        raise NotFound(kind=KIND, id=slug)
    response.headers["ETag"] = f'"{state.etag}"'
    document, draft = state.document, state.draft
    return shapes.ArticleShown(
        slug=slug,
        version=document.version if document is not None else 0,
        body=msgspec.json.decode(document.body) if document is not None else {},
        draft=msgspec.json.decode(draft.body) if draft is not None else None,
        draft_by=draft.by if draft is not None else "",
        retired=document is not None and document.retired,
        etag=state.etag,
        published_at=document.published_at if document is not None else None,
        review=await _review(asked, slug),
        needs_approval=await _needs_approval(asked, _newest(state) or {}),
        may_publish=may_reach(asked, PUBLISH, *bodies),
        votes=await _votes(asked, slug),
    )


def _bodies(state: State) -> Sequence[Json]:
    return [msgspec.json.decode(one.body) for one in (state.document, state.draft) if one is not None]


async def _review(asked: Asked, slug: str) -> shapes.ReviewShown | None:
    row = await asked.reading.get(ArticleReview, slug)
    if row is None:
        return None
    note = await asked.reading.get(ReviewNote, slug)
    user = await asked.reading.get(User, row.by.partition(":")[2])
    return shapes.ReviewShown(
        state=row.state,
        etag=row.etag,
        by=row.by,
        by_name=user.name if user is not None else "",
        at=row.at,
        note=note.text if note is not None else "",
    )


async def _needs_approval(asked: Asked, body: Mapping[str, Json]) -> bool:
    """Whether one of its brands wants somebody else to look at it."""
    named = {str(one) for one in _list(body, "brands")}
    for row in await asked.reading.where(docs.Document, {"kind": "brand"}):
        brand = None if row.retired else docs.read("brand", row.body)
        if isinstance(brand, docs.Brand) and brand.help_review and (not named or row.slug in named):
            return True
    return False


async def _votes(asked: Asked, slug: str) -> list[shapes.VoteShown]:
    rows = await asked.reading.where(ArticleVote, {"article": slug}, limit=5000)
    newest = sorted(rows, key=lambda row: -row.at)[:MOST_VOTES]
    comments = await asked.reading.many(VoteComment, [(row.id,) for row in newest])
    said = {row.id: row.text for row in comments}
    return [
        shapes.VoteShown(
            helpful=row.helpful, language=row.language, version=row.version, at=row.at, comment=said.get(row.id, "")
        )
        for row in newest
    ]


@router.put("/articles/{slug}/draft", response_model=shapes.ArticleShown)
async def save_article(
    asked: Edits, slug: str, given: shapes.ArticleDraft, match: Match, response: Response
) -> shapes.ArticleShown:
    """Keeps a draft; it need not be right yet. `If-Match`: the etag it began from; `If-None-Match: *` to create."""
    body: Json = given.body  # type: ignore[assignment]
    must_reach(asked, EDIT, slug, *await _there(asked, slug), body)
    await configuration.save_draft(asked.desk, asked.tenant, asked.viewer.actor, Ref(KIND, slug), body, match)
    return await _shown(asked, slug, response)


async def _there(asked: Asked, slug: str) -> Sequence[Json]:
    document = await asked.reading.get(docs.Document, KIND, slug)
    draft = await asked.reading.get(docs.DraftDocument, KIND, slug)
    return _bodies(State(KIND, slug, document, draft))


@router.delete("/articles/{slug}/draft", status_code=204)
async def discard_article(asked: Edits, slug: str, match: Match) -> None:
    """The draft is gone; what is published stays."""
    must_reach(asked, EDIT, slug, *await _there(asked, slug))
    await configuration.discard_draft(asked.desk, asked.tenant, asked.viewer.actor, Ref(KIND, slug), match)


@router.post("/articles/{slug}/review", response_model=shapes.ArticleShown)
async def ask_review(
    asked: Edits, slug: str, given: shapes.ReviewAsked, match: Match, response: Response
) -> shapes.ArticleShown:
    """The draft is to be looked at by somebody who may publish."""
    must_reach(asked, EDIT, slug, *await _there(asked, slug))
    await article_review.ask_review(asked.desk, asked.tenant, asked.viewer.actor, slug, match or "", given.note)
    return await _shown(asked, slug, response)


@router.post("/articles/{slug}/verdict", response_model=shapes.ArticleShown)
async def end_review(
    asked: Publishes, slug: str, given: shapes.ReviewVerdict, match: Match, response: Response
) -> shapes.ArticleShown:
    """Approved, or returned with a note. One's own draft is approved by somebody else."""
    must_reach(asked, PUBLISH, slug, *await _there(asked, slug))
    verdict = (given.approved, given.note)
    await article_review.end_review(asked.desk, asked.tenant, asked.viewer.actor, slug, match or "", verdict)
    return await _shown(asked, slug, response)


@router.post("/articles/{slug}/publish", response_model=shapes.ArticleShown)
async def publish_article(asked: Publishes, slug: str, match: Match, response: Response) -> shapes.ArticleShown:
    """The draft comes into force, at once. 422 names every problem; 403 where somebody has to approve it first."""
    must_reach(asked, PUBLISH, slug, *await _there(asked, slug))
    await configuration.publish_draft(asked.desk, asked.tenant, asked.viewer.actor, Ref(KIND, slug), match)
    return await _shown(asked, slug, response)


@router.post("/articles/{slug}/rollback", response_model=shapes.ArticleShown)
async def roll_back_article(
    asked: Publishes, slug: str, given: shapes.RolledBack, match: Match, response: Response
) -> shapes.ArticleShown:
    """An earlier version comes into force again, as a new one."""
    ref = Ref(KIND, slug)
    rows = await configuration.versions(asked.desk, asked.tenant, ref)
    old = [msgspec.json.decode(row.body) for row in rows if row.version == given.version]
    must_reach(asked, PUBLISH, slug, *await _there(asked, slug), *old)
    await configuration.roll_back(asked.desk, asked.tenant, asked.viewer.actor, ref, given.version, match)
    return await _shown(asked, slug, response)


@router.post("/articles/{slug}/retire", response_model=shapes.ArticleShown)
async def retire_article(asked: Publishes, slug: str, match: Match, response: Response) -> shapes.ArticleShown:
    """Nobody reads it any more; it can be brought back."""
    must_reach(asked, PUBLISH, slug, *await _there(asked, slug))
    await configuration.retire_document(asked.desk, asked.tenant, asked.viewer.actor, Ref(KIND, slug), match)
    return await _shown(asked, slug, response)


@router.post("/preview", response_model=shapes.PreviewShown)
async def preview_article(asked: Edits, given: shapes.Previewed) -> shapes.PreviewShown:
    """How a text will look."""
    places = Places(article=lambda slug: f"#article:{slug}", file=lambda name: f"/api/v1/knowledge/files/{name}")
    return shapes.PreviewShown(html=html_of(given.text, places))


@router.post("/files", response_model=FileKept, status_code=201, max_body_size=LARGEST_PICTURE + 1_000_000)
async def upload_picture(asked: Edits, file: UploadFile) -> FileKept:
    """A picture for an article, shown in it by `file:ID`; public once a public article shows it."""
    content = await file.read(LARGEST_PICTURE + 1)
    if len(content) > LARGEST_PICTURE:
        raise TooLarge(field="file", most=LARGEST_PICTURE)
    kind = kind_of(content, file.content_type or "")
    if kind not in SHOWN:
        raise Invalid(field="file", reason="not_a_picture")
    upload = file_actions.Upload(
        owner="knowledge", name=safe_name(file.filename or ""), content_type=kind, content=content
    )
    kept = await file_actions.keep_file(asked.desk, asked.tenant, upload)
    url = f"/api/v1/knowledge/files/{kept.id}"
    return FileKept(id=kept.id, name=kept.name, content_type=kept.content_type, size=kept.size, url=url)


@router.get(
    "/files/{file_id}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_picture(asked: Annotated[Asked, needs("conversation.read", EDIT)], file_id: str) -> Response:
    """A picture of the knowledge base."""
    file = await asked.reading.get(File, file_id)
    if file is None or file.owner != "knowledge":
        raise NotFound(kind="file", id=file_id)
    return await served(asked.desk, asked.tenant, file)
