"""Configuration documents over HTTP: draft, publish, versions, differences, roll back, retire."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Header, Request, Response

from atiende.actions import configuration as actions
from atiende.actions.configuration import Ref, State
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import may_see, must_not_exceed, must_not_open, must_reach, must_see
from atiende.api.admin_schemas import schemas
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.problems import language_of
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.document_summary import summary
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1/config", tags=["configuration"])
Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit", "flow.publish")]
Publishes = Annotated[Asked, needs("config.publish", "flow.publish")]


def matched(
    match: Annotated[str | None, Header(alias="If-Match", max_length=200)] = None,
    none_match: Annotated[str | None, Header(alias="If-None-Match", max_length=200)] = None,
) -> str | None:
    """What the caller saw: an etag, `*` for somebody who means to create, or nothing."""
    if none_match is not None and none_match.strip() == actions.NEW:
        return actions.NEW
    return match.strip().removeprefix("W/").strip('"') if match is not None else None


Match = Annotated[str | None, Depends(matched)]


@router.get("/schemas")
async def get_schemas(request: Request, asked: Reads) -> dict[str, dict[str, object]]:
    """JSON Schema of every kind, with titles and help in the reader's language."""
    return schemas(language_of(request))


@router.get("/{kind}", response_model=shapes.Documents)
async def list_documents(kind: str, asked: Reads) -> shapes.Documents:
    """Every document of a kind, never published drafts and retired ones included."""
    states = await actions.list_documents(asked.desk, asked.tenant, kind)
    return shapes.Documents(items=[_line(one) for one in states if may_see(asked, kind, one.slug, _newest(one))])


@router.get("/{kind}/{slug}", response_model=shapes.DocumentShown)
async def read_document(kind: str, slug: str, asked: Reads, response: Response) -> shapes.DocumentShown:
    """A document with its draft. The `ETag` is what the next change is matched with."""
    return _shown(await _seen(asked, Ref(kind, slug)), response)


@router.put("/{kind}/{slug}/draft", response_model=shapes.DocumentShown)
async def save_draft(
    kind: str,
    slug: str,
    given: shapes.DraftGiven,
    asked: Edits,
    match: Match,
    response: Response,
) -> shapes.DocumentShown:
    """Keeps a draft; it need not be right yet. `If-Match`: the etag it began from; `If-None-Match: *` to create."""
    body: Json = given.body  # type: ignore[assignment]
    ref = Ref(kind, slug)
    before = await _bodies(asked, ref)
    must_reach(asked, "config.edit", kind, slug, *before, body)
    return _shown(await actions.save_draft(asked.desk, asked.tenant, asked.viewer.actor, ref, body, match), response)


@router.delete("/{kind}/{slug}/draft", status_code=204)
async def discard_draft(kind: str, slug: str, asked: Edits, match: Match) -> None:
    """The draft is gone; what is published stays."""
    ref = Ref(kind, slug)
    must_reach(asked, "config.edit", kind, slug, *await _bodies(asked, ref))
    await actions.discard_draft(asked.desk, asked.tenant, asked.viewer.actor, ref, match)


@router.post("/{kind}/{slug}/publish", response_model=shapes.DocumentShown)
async def publish_draft(
    kind: str, slug: str, asked: Publishes, match: Match, response: Response
) -> shapes.DocumentShown:
    """The draft comes into force, at once. `If-Match` is the draft's etag. 422 names every problem."""
    ref = Ref(kind, slug)
    bodies = await _bodies(asked, ref)
    must_reach(asked, "config.publish", kind, slug, *bodies)
    for body in bodies:
        must_not_exceed(asked, kind, body)
    must_not_open(asked, kind, slug, await _now(asked, ref), bodies[-1] if bodies else None)
    await actions.publish_draft(asked.desk, asked.tenant, asked.viewer.actor, ref, match)
    return _shown(await _seen(asked, ref), response)


@router.get("/{kind}/{slug}/versions", response_model=shapes.Versions)
async def list_versions(kind: str, slug: str, asked: Reads) -> shapes.Versions:
    """Every body that was ever in force, newest first."""
    ref = Ref(kind, slug)
    must_see(asked, kind, slug, *await _bodies(asked, ref))
    rows = await actions.versions(asked.desk, asked.tenant, ref)
    names = await _names(asked, [row.actor for row in rows])
    return shapes.Versions(
        items=[
            shapes.VersionShown(
                version=row.version,
                at=row.at,
                by=row.actor,
                by_name=names.get(row.actor, ""),
                rolled_back_from=row.rolled_back_from,
                body=msgspec.json.decode(row.body),
            )
            for row in rows
            if may_see(asked, kind, slug, msgspec.json.decode(row.body))
        ]
    )


@router.get("/{kind}/{slug}/diff", response_model=shapes.Changes)
async def compare_versions(kind: str, slug: str, asked: Reads, request: Request) -> shapes.Changes:
    """What differs between the versions `from` and `to`; `draft` is one too, `0` the empty document."""
    ref = Ref(kind, slug)
    must_see(asked, kind, slug, *await _bodies(asked, ref))
    old, new = request.query_params.get("from", "0"), request.query_params.get("to", "draft")
    found = await actions.compare(asked.desk, asked.tenant, ref, old, new)
    return shapes.Changes(changes=[shapes.ChangeShown(path=one.path, from_=one.old, to=one.new) for one in found])


@router.post("/{kind}/{slug}/rollback", response_model=shapes.DocumentShown)
async def roll_back(
    kind: str, slug: str, given: shapes.RollBack, asked: Publishes, match: Match, response: Response
) -> shapes.DocumentShown:
    """An earlier version comes into force again, as a new one."""
    ref = Ref(kind, slug)
    old = [row.body for row in await actions.versions(asked.desk, asked.tenant, ref) if row.version == given.version]
    bodies = [*await _bodies(asked, ref), *(msgspec.json.decode(body) for body in old)]
    must_reach(asked, "config.publish", kind, slug, *bodies)
    for body in bodies:
        must_not_exceed(asked, kind, body)
    must_not_open(asked, kind, slug, await _now(asked, ref), bodies[-1] if old else None)
    await actions.roll_back(asked.desk, asked.tenant, asked.viewer.actor, ref, given.version, match)
    return _shown(await _seen(asked, ref), response)


@router.post("/{kind}/{slug}/retire", response_model=shapes.DocumentShown)
async def retire_document(
    kind: str, slug: str, asked: Publishes, match: Match, response: Response
) -> shapes.DocumentShown:
    """It is no longer in force. 422 names what still uses it."""
    ref = Ref(kind, slug)
    must_reach(asked, "config.publish", kind, slug, *await _bodies(asked, ref))
    await actions.retire_document(asked.desk, asked.tenant, asked.viewer.actor, ref, match)
    return _shown(await _seen(asked, ref), response)


async def _seen(asked: Asked, ref: Ref) -> State:
    """Raises NotFound for what is not there, or not of his brands."""
    state = await actions.read_document(asked.desk, asked.tenant, ref)
    must_see(asked, ref.kind, ref.slug, *_both(state))
    return state


async def _bodies(asked: Asked, ref: Ref) -> Sequence[Json]:
    """What is published and drafted now; nothing for a document that does not exist."""
    document = await asked.reading.get(docs.Document, *ref)
    draft = await asked.reading.get(docs.DraftDocument, *ref)
    return _both(State(ref.kind, ref.slug, document, draft))


async def _now(asked: Asked, ref: Ref) -> Json:
    """What is in force."""
    found = await asked.reading.get(docs.Document, *ref)
    body: Json = msgspec.json.decode(found.body) if found is not None and not found.retired else None
    return body


def _both(state: State) -> Sequence[Json]:
    return [msgspec.json.decode(one.body) for one in (state.document, state.draft) if one is not None]


def _newest(state: State) -> Json:
    return _both(state)[0]


def _line(state: State) -> shapes.DocumentLine:
    body = _newest(state)
    name, name_es = (body.get("name"), body.get("name_es")) if isinstance(body, dict) else (None, None)
    document = state.document
    return shapes.DocumentLine(
        kind=state.kind,
        slug=state.slug,
        name=name if isinstance(name, str) and name else state.slug,
        name_es=name_es if isinstance(name_es, str) else "",
        version=document.version if document else 0,
        published_at=document.published_at if document else None,
        retired=document.retired if document else False,
        draft=state.draft is not None,
        summary=summary(state.kind, body),
    )


def _shown(state: State, response: Response) -> shapes.DocumentShown:
    response.headers["ETag"] = f'"{state.etag}"'
    document, draft = state.document, state.draft
    return shapes.DocumentShown(
        kind=state.kind,
        slug=state.slug,
        version=document.version if document else 0,
        body=msgspec.json.decode(document.body) if document else {},
        draft=shapes.DraftShown(
            body=msgspec.json.decode(draft.body), base=draft.base, etag=draft.etag, at=draft.at, by=draft.by
        )
        if draft
        else None,
        retired=document.retired if document else False,
        etag=state.etag,
        published_at=document.published_at if document else None,
    )


async def _names(asked: Asked, actors: Sequence[str]) -> dict[str, str]:
    found = {}
    for actor in set(actors):
        kind, _, ident = actor.partition(":")
        user = await asked.reading.get(User, ident) if kind == "agent" else None
        if user is not None:
            found[actor] = user.name
    return found
