"""Our addresses over HTTP: whether they work, trying one, the chat's snippet; and inbound that was held back."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from atiende.actions import endpoints as actions
from atiende.actions.intake import retry_ingress
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_reach
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.api.raw_mail import RAW_MAIL
from atiende.api.shapes import Page
from atiende.domain import documents as docs
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.work import Ingress
from atiende.ports.admin_views import EndpointSeen

router = APIRouter(prefix="/api/v1", tags=["endpoints"])
Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit")]
Supervises = Annotated[Asked, needs("queue.supervise")]
HELD_BACK = ("quarantined", "set_aside")


@router.get("/endpoints", response_model=shapes.Endpoints)
async def list_endpoints(request: Request, asked: Reads) -> shapes.Endpoints:
    """Every endpoint in force with how it is doing."""
    found = await _endpoints(asked)
    seen = {one.slug: one for one in await asked.views.admin.endpoints(asked.tenant, list(found))}
    language = language_of(request)
    return shapes.Endpoints(items=[_line(slug, body, seen[slug], language) for slug, body in found.items()])


@router.post("/endpoints/{slug}/test", response_model=shapes.Steps)
async def test_endpoint(slug: str, request: Request, asked: Edits) -> shapes.Steps:
    """Tries the connection, step by step."""
    body = await _endpoint(asked, slug)
    must_reach(asked, "config.edit", "endpoint", slug, {"brand": body.brand})
    endpoint = await actions.open_endpoint(asked.desk, asked.tenant, slug)
    channel = asked.desk.channels.get(body.channel)
    if endpoint is None or channel is None:
        raise WrongState(state="off")
    language = language_of(request)
    return shapes.Steps(
        steps=[
            shapes.Step(
                step=_step_text(language, step), ok=code == "ok", detail="" if code == "ok" else _reason(language, code)
            )
            for step, code in await channel.test(endpoint)
        ]
    )


@router.get("/endpoints/{slug}/snippet", response_model=shapes.Snippet)
async def get_snippet(slug: str, asked: Reads) -> shapes.Snippet:
    """What goes into a web page. Raises NotFound for a channel whose customers do not come by a page of theirs."""
    body = await _endpoint(asked, slug)
    channel = asked.desk.channels.get(body.channel)
    if channel is None or channel.traits.push:
        raise NotFound(kind="endpoint", id=slug)
    url = escape(f"{asked.desk.public_url}/widget.js", quote=True)
    key = escape(actions.public_key(asked.tenant, slug), quote=True)
    return shapes.Snippet(html=f'<script src="{url}" data-endpoint="{key}" async></script>')


@router.get("/ingress", response_model=Page[shapes.IngressLine])
async def list_ingress(
    request: Request,
    asked: Supervises,
    state: Literal["quarantined", "set_aside"] | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[shapes.IngressLine]:
    """Inbound that opened no conversation, newest first, with the reason."""
    states = (state,) if state else HELD_BACK
    slugs = await _supervised(asked)
    found = await asked.views.admin.ingress(asked.tenant, states, slugs, cursor, limit)
    language = language_of(request)
    items = [
        shapes.IngressLine(detail=_reason(language, one.why) if one.why else "", **_fields(one)) for one in found.items
    ]
    return Page(items=items, next=found.next)


@router.get("/ingress/{ingress_id}/raw", response_class=Response, responses=RAW_MAIL)
async def get_raw_ingress(ingress_id: str, asked: Supervises) -> Response:
    """The bytes as they came in."""
    row = await _held_back(asked, ingress_id)
    raw = await asked.desk.blobs.get(asked.tenant, row.blob)
    headers = {"Content-Disposition": f'attachment; filename="{ingress_id}.eml"'}
    return Response(raw, media_type="message/rfc822", headers=headers)


@router.post("/ingress/{ingress_id}/retry", response_model=shapes.Retried)
async def retry(ingress_id: str, asked: Supervises) -> shapes.Retried:
    """Reads it again, past the caps."""
    await _held_back(asked, ingress_id)
    return shapes.Retried(state=await retry_ingress(asked.desk, asked.tenant, asked.viewer.actor, ingress_id))


async def _endpoints(asked: Asked) -> dict[str, docs.Endpoint]:
    """Those in force of the brands granted, by slug."""
    rows = await asked.reading.where(docs.Document, {"kind": "endpoint"}, limit=5000)
    bodies = {row.slug: docs.read("endpoint", row.body) for row in rows if not row.retired}
    granted = asked.viewer.brands
    return {
        slug: body
        for slug, body in bodies.items()
        if isinstance(body, docs.Endpoint) and (granted is None or body.brand in granted)
    }


async def _endpoint(asked: Asked, slug: str) -> docs.Endpoint:
    found = (await _endpoints(asked)).get(slug)
    if found is None:
        raise NotFound(kind="endpoint", id=slug)
    return found


async def _supervised(asked: Asked) -> Sequence[str]:
    """Endpoints whose queue the permission's scope reaches."""
    scope = asked.viewer.sight_of("queue.supervise")
    return [
        slug for slug, body in (await _endpoints(asked)).items() if scope.queues is None or body.queue in scope.queues
    ]


async def _held_back(asked: Asked, ingress_id: str) -> Ingress:
    row = await asked.reading.get(Ingress, ingress_id)
    if row is None or row.state not in HELD_BACK or row.endpoint not in await _supervised(asked):
        raise NotFound(kind="ingress", id=ingress_id)
    return row


def _line(slug: str, body: docs.Endpoint, seen: EndpointSeen, language: str) -> shapes.EndpointLine:
    status = _status(body, seen)
    return shapes.EndpointLine(
        slug=slug,
        name=body.name,
        channel=body.channel,
        brand=body.brand,
        enabled=body.enabled,
        status=status,
        last_in_at=seen.last_in_at,
        last_out_at=seen.last_out_at,
        problem=shapes.ProblemShown(code=seen.failure, detail=_reason(language, seen.failure))
        if status == "failing"
        else None,
    )


def _status(body: docs.Endpoint, seen: EndpointSeen) -> str:
    if not body.enabled:
        return "off"
    if seen.failure:
        return "failing"
    return "dry_run" if body.settings.get("dry_run") is True else "ok"


def _reason(language: str, code: str) -> str:
    """Reasons of channels and of intake have texts of their own; a code without one is shown as it is."""
    return _known(language, f"reason.{code}", code)


def _step_text(language: str, step: str) -> str:
    return _known(language, f"step.{step}", step)


def _known(language: str, key: str, otherwise: str) -> str:
    found = text(language, key, {}, "config")
    return otherwise if found == key else found


def _fields(one: object) -> Mapping[str, object]:
    return {name: getattr(one, name) for name in getattr(one, "__struct_fields__", ())}
