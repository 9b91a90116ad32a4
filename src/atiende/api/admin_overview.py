"""The administration at a glance: what needs somebody, what was changed, what a word leads to, whether all is well."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from atiende import __version__
from atiende.actions.health import Figures, Finding, findings
from atiende.actions.numbers import effort_of, engines_away, registrations, takes_calls
from atiende.actions.recordings import waiting_recordings
from atiende.api.admin_reach import must_hold
from atiende.api.admin_search import hits
from atiende.api.asked import Asked, centre_of
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.api.readiness import Ground, ground_of, inbox_seen
from atiende.api.shapes import Moment, Shape
from atiende.domain import documents as docs
from atiende.domain.assist import ModelState
from atiende.domain.assist_documents import Assistant
from atiende.domain.errors import NotFound
from atiende.domain.readiness import Sign, inbox_signs, queue_signs
from atiende.domain.work import Invitation, User
from atiende.ports.admin_views import EndpointSeen

router = APIRouter(prefix="/api/v1", tags=["administration"])
Reads = Annotated[Asked, needs("config.read")]
ATTENTION = ("nobody_serves", "nobody_able", "hours_never", "queue_closed", "queue_emergency", "queue_full")
"""Signs of a queue that somebody should look at without being asked."""


class SignShown(Shape):
    """`code` has a text in the catalogue `admin`; `…_at` of `params` are moments in ms. `go`: where it is mended."""

    code: str
    level: str
    params: dict[str, str | int]
    go: str
    detail: str = ""


class Signs(Shape):
    items: list[SignShown]


class NeedsSomebody(SignShown):
    """`kind` and `slug` name what it is about; `name` is what people call it."""

    kind: str = ""
    slug: str = ""
    name: str = ""


class Overview(Shape):
    """`counts`: how much of each kind is in force or there; `attention`: the worst first."""

    attention: list[NeedsSomebody]
    counts: dict[str, int]


class HealthItem(Shape):
    """`value` is a figure or an age in `unit`: bytes, seconds, count, ms (a moment); `text` where it is words."""

    code: str
    level: str
    value: int | None
    text: str
    unit: str
    go: str


class HealthShown(Shape):
    version: str
    began_at: Moment
    checked_at: Moment
    items: list[HealthItem] = Field(default_factory=list)


@router.get("/admin/overview", response_model=Overview)
async def get_overview(request: Request, asked: Reads) -> Overview:
    """What needs somebody now, and how much there is of everything."""
    ground = await ground_of(asked)
    found = [*await _inboxes(asked, ground, language_of(request)), *_queues(ground, asked.now), *await _rest(asked)]
    order = ("bad", "warn", "info")
    found += await _assistants(asked)
    drafts = [one for one in ground.drafts if one[0] != "endpoint" or one[1] in ground.endpoints]
    if drafts:
        found.append(NeedsSomebody(code="drafts", level="info", params={"count": len(drafts)}, go="drafts"))
    return Overview(
        attention=sorted(found, key=lambda one: order.index(one.level)),
        counts={
            "brand": len(ground.brands),
            "queue": len(ground.queues),
            "endpoint": len(ground.endpoints),
            "hours": len(ground.hours),
            "users": sum(one.ability.active for one in ground.agents),
        },
    )


@router.get("/endpoints/{slug}/signs", response_model=Signs)
async def get_endpoint_signs(slug: str, request: Request, asked: Reads) -> Signs:
    """Why an inbox does not work: every condition in order, its queue's after its own."""
    ground = await ground_of(asked)
    if slug not in ground.endpoints:
        raise NotFound(kind="endpoint", id=slug)
    seen = (await asked.views.admin.endpoints(asked.tenant, [slug]))[0]
    signs = inbox_signs(await inbox_seen(asked, ground, slug, seen))
    queue = ground.endpoints[slug].queue
    signs += queue_signs(ground.queue_seen(queue), asked.now)[:-1] if queue in ground.queues else []
    return Signs(items=[_shown(one, language_of(request)) for one in signs])


@router.get("/queues/{slug}/signs", response_model=Signs)
async def get_queue_signs(slug: str, request: Request, asked: Reads) -> Signs:
    """Why nobody takes up what waits in a queue: every condition in order."""
    ground = await ground_of(asked)
    if slug not in ground.queues:
        raise NotFound(kind="queue", id=slug)
    return Signs(items=[_shown(one, language_of(request)) for one in queue_signs(ground.queue_seen(slug), asked.now)])


@router.get("/admin/health", response_model=HealthShown)
async def get_health(request: Request, asked: Annotated[Asked, needs("audit.read", "config.publish")]) -> HealthShown:
    """Whether the server, its database and everything that waits are well."""
    must_hold(asked, "audit.read" if "audit.read" in asked.viewer.permissions else "config.publish")
    machine = centre_of(request).machine
    seen = await asked.views.admin.endpoints(asked.tenant, list((await ground_of(asked)).endpoints))
    disk = machine.disk()
    figures = Figures(
        now=asked.now,
        lags=await asked.views.admin.signs.lags(asked.tenant, asked.now),
        disk_free=disk.free,
        disk_total=disk.total,
        certificate=await machine.certificate(asked.desk.public_url),
        mailboxes_failing=[one.slug for one in seen if one.failure],
        speaks=asked.desk.synthesizer is not None if await takes_calls(asked.desk, asked.tenant) else None,
        engines_away=engines_away(asked.desk.voice),
        registrations=await registrations(asked.desk, asked.tenant),
        effort=await effort_of(asked.desk.voice),
        recordings_waiting=await waiting_recordings(asked.desk, asked.tenant),
        transcriber=asked.desk.transcriber.name if asked.desk.transcriber is not None else "",
        load=asked.desk.load.level,
        backup=await asked.views.admin.signs.backup(asked.tenant),
        backup_within_hours=machine.backup_within_hours,
    )
    return HealthShown(
        version=__version__,
        began_at=machine.began_at,
        checked_at=asked.now,
        items=[_item(one) for one in findings(figures)],
    )


def _item(one: Finding) -> HealthItem:
    return HealthItem(code=one.code, level=one.level, value=one.value, text=one.text, unit=one.unit, go=one.go)


def _shown(sign: Sign, language: str) -> SignShown:
    reason = str(sign.params.get("reason", ""))
    key = f"reason.{reason}"
    detail = text(language, key, {}, "config") if reason else ""
    return SignShown(
        code=sign.code,
        level=sign.level,
        params=dict(sign.params),
        go=sign.go,
        detail="" if detail == key else detail,
    )


async def _inboxes(asked: Asked, ground: Ground, language: str) -> Sequence[NeedsSomebody]:
    seen: Sequence[EndpointSeen] = await asked.views.admin.endpoints(asked.tenant, list(ground.endpoints))
    found = []
    for one in seen:
        body = ground.endpoints[one.slug]
        for sign in inbox_signs(await inbox_seen(asked, ground, one.slug, one)):
            if sign.level == "bad" and sign.code != "disabled":
                shown = _shown(sign, language).model_dump() | {"go": f"/admin/endpoint/{one.slug}"}
                found.append(NeedsSomebody(**shown, kind="endpoint", slug=one.slug, name=body.name))
    return found


def _queues(ground: Ground, now: int) -> Iterator[NeedsSomebody]:
    for slug, body in ground.queues.items():
        for sign in queue_signs(ground.queue_seen(slug), now):
            if sign.code in ATTENTION:
                shown = _shown(sign, "en").model_dump() | {"go": f"/admin/queue/{slug}"}
                yield NeedsSomebody(**shown, kind="queue", slug=slug, name=body.name)


async def _rest(asked: Asked) -> Sequence[NeedsSomebody]:
    """What waits for somebody: held-back mail, webhooks that failed, people who cannot sign in yet."""
    lags = await asked.views.admin.signs.lags(asked.tenant, asked.now)
    counts: Mapping[str, tuple[int, str, str]] = {
        "quarantine": (lags.quarantined, "warn", "/admin/quarantine"),
        "failed_messages": (lags.failed_messages, "warn", "/admin/audit?kind=MessageFailed"),
        "webhooks_failed": (lags.webhooks_failed, "warn", "/admin/webhook"),
        "cannot_sign_in": (await _without_password(asked), "info", "/admin/users"),
    }
    return [
        NeedsSomebody(code=code, level=level, params={"count": count}, go=go)
        for code, (count, level, go) in counts.items()
        if count
    ]


async def _assistants(asked: Asked) -> Sequence[NeedsSomebody]:
    """Language models in use that do not answer, or whose budget is spent."""
    found = []
    for row in await asked.reading.where(docs.Document, {"kind": "assistant"}, limit=50):
        body, state = docs.read("assistant", row.body), await asked.reading.get(ModelState, row.slug)
        if row.retired or not isinstance(body, Assistant) or not body.active or state is None or not state.why:
            continue
        params: dict[str, str | int] = {"name": body.name}
        found.append(NeedsSomebody(code="assistant_failing", level="bad", params=params, go="/admin/machine"))
    return found


async def _without_password(asked: Asked) -> int:
    """Active people without a password whom nobody has invited."""
    if "user.manage" not in asked.viewer.permissions:
        return 0
    invited = {one.user for one in await asked.reading.where(Invitation, {}, limit=5000) if one.expires_at > asked.now}
    users = await asked.reading.where(User, {}, limit=20_000)
    return sum(one.active and not one.password and one.id not in invited for one in users)


class Hit(Shape):
    """A setting or a document a word leads to. `field` is set where it is one field of a kind's form."""

    kind: str
    slug: str
    field: str
    title: str
    of: str
    help: str


class Hits(Shape):
    items: list[Hit]


@router.get("/admin/search", response_model=Hits)
async def search_settings(q: Annotated[str, Query(max_length=80)], request: Request, asked: Reads) -> Hits:
    """Pages, documents by name and every field by its name and help, whichever of the two languages one thinks in."""
    return Hits(items=[Hit.model_validate(one) for one in await hits(asked, q, language_of(request))])
