"""The widget's own HTTP: its script, its settings, and the files that visitors send and get."""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from atiende.actions.endpoints import by_public_key, note_widget, open_endpoint, public_key
from atiende.actions.files import Upload, keep_file
from atiende.actions.notices import notice_for
from atiende.actions.web_calls import voice_of
from atiende.api.asked import centre_of
from atiende.api.public import visitors
from atiende.api.public.help_widget import help_widget_routes
from atiende.api.public.widget import Widget, origin_allowed
from atiende.domain import documents as docs
from atiende.domain.errors import NotAllowed, NotFound, TooLarge
from atiende.domain.message import File
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk

MOST_ORIGIN = 300
LANGUAGES = ("es", "en")
SHORT = "public, max-age=300"
SCRIPTS = ("widget.js", "app.js", "call.js", "join.js")
SAFE_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def widget_routes(dist: Path, widget: Widget) -> list[BaseRoute]:
    """Everything under `/widget`, but its socket."""

    async def config(request: Request) -> Response:
        desk = centre_of(request).desk
        endpoint = await _endpoint(desk, request)
        door = await widget.availability.door(endpoint)
        if origin := _site(request):
            await note_widget(desk, endpoint.tenant, endpoint.slug, origin)
        return JSONResponse(await _config(desk, endpoint, door.online), headers=_cors(request))

    async def upload(request: Request) -> Response:
        if request.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Headers": "authorization", "Access-Control-Allow-Methods": "POST"}
            return Response(status_code=204, headers=_cors(request) | allowed)
        return await _upload(request)

    async def download(request: Request) -> Response:
        return await _download(request)

    return [
        Route("/demo", partial(_shop, dist), methods=["GET"]),
        Route("/widget.js", partial(_script, dist), methods=["GET"]),
        Route("/widget/{name}.js", partial(_script, dist), methods=["GET"]),
        Route("/widget/config", config, methods=["GET"]),
        Route("/widget/files", upload, methods=["POST", "OPTIONS"]),
        Route("/widget/files/{file_id}", download, methods=["GET"]),
        *help_widget_routes(_endpoint, _cors),
    ]


async def _script(dist: Path, request: Request) -> Response:
    name = f"{request.path_params.get('name', 'widget')}.js"
    found = dist / name
    if name not in SCRIPTS or not found.is_file():
        raise NotFound(kind="file", id=name)
    # Any site may load it; that is what it is for.
    headers = {
        "Cache-Control": SHORT,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return FileResponse(found, media_type="text/javascript", headers=headers)


async def _shop(dist: Path, request: Request) -> Response:
    """A shop's page with the chat on it, to try it as a visitor would."""
    desk = centre_of(request).desk
    if "endpoint" not in request.query_params:
        key = await first_chat(desk)
        return RedirectResponse(f"/demo?endpoint={key}") if key else Response(status_code=404)
    nonce = desk.ids.secret(16)
    page = (dist.parent / "demo.html").read_text("utf-8").replace("<script", f'<script nonce="{nonce}"')
    return HTMLResponse(page, headers={"Content-Security-Policy": shop_policy(nonce), "Cache-Control": "no-store"})


def shop_policy(nonce: str) -> str:
    """The page a visitor would see: it may load the widget, and nothing from anywhere else."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; base-uri 'none'; frame-ancestors 'self'"
    )


async def first_chat(desk: Desk) -> str:
    """The key of the first published chat of any centre, for the page to try it on; empty without one."""
    for tenant in await desk.store.tenants():
        for row in await desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"}):
            endpoint = await open_endpoint(desk, tenant, row.slug)
            if endpoint is not None and desk.channels[endpoint.channel].traits.session:
                return public_key(tenant, row.slug)
    return ""


async def _endpoint(desk: Desk, request: Request) -> Endpoint:
    endpoint = await by_public_key(desk, request.query_params.get("endpoint", ""))
    if endpoint is None or not desk.channels[endpoint.channel].traits.session:
        raise NotFound(kind="endpoint", id=request.query_params.get("endpoint", "")[:80])
    if not origin_allowed(endpoint, request.headers.get("origin", ""), desk.public_url):
        raise NotAllowed(permission="widget")
    return endpoint


def _site(request: Request) -> str:
    """The site the script is on: as the browser names it, else where a page of our own came from."""
    named = request.headers.get("origin") or request.headers.get("referer", "")
    parts = urlsplit(named) if len(named) < MOST_ORIGIN and named.isprintable() else urlsplit("")
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def _cors(request: Request) -> dict[str, str]:
    origin = request.headers.get("origin", "*")
    return {
        "Access-Control-Allow-Origin": origin,
        "Vary": "Origin",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


async def _config(desk: Desk, endpoint: Endpoint, online: bool) -> dict[str, object]:
    reading, settings = desk.store.reading(endpoint.tenant), endpoint.settings
    row = await reading.get(docs.Document, "brand", endpoint.brand)
    brand = docs.read("brand", row.body) if row else None
    own = await reading.get(docs.Document, "endpoint", endpoint.slug)
    body = docs.read("endpoint", own.body) if own else None
    return {
        "name": body.name if body else endpoint.slug,
        "color": settings.get("color") or (brand.color if isinstance(brand, docs.Brand) else "#1f6f78"),
        "language": brand.language if isinstance(brand, docs.Brand) else "es",
        "position": settings.get("position", "right"),
        "greeting": {"es": settings.get("greeting_es", ""), "en": settings.get("greeting_en", "")},
        "launcher": {"es": settings.get("launcher_es", ""), "en": settings.get("launcher_en", "")},
        "online": online,
        "notice": {
            one: await notice_for(reading, endpoint.brand, one, desk.clock.now(), endpoint.slug) for one in LANGUAGES
        },
        "offline_form": settings.get("offline_form", True),
        "ask_email": settings.get("ask_email", "offline"),
        "transcript": await visitors.mailbox_of(desk, endpoint) is not None,
        "calls": await _calls(desk, endpoint),
        "max_bytes": desk.channels[endpoint.channel].traits.max_attachment_bytes,
    }


async def _calls(desk: Desk, endpoint: Endpoint) -> dict[str, bool] | None:
    """Whether one may call from here, and be seen."""
    if await voice_of(desk, endpoint) is None:
        return None
    return {"video": endpoint.settings.get("video") is True}


async def _upload(request: Request) -> Response:
    centre = centre_of(request)
    desk = centre.desk
    endpoint = await _endpoint(desk, request)
    token = request.headers.get("authorization", "")[7:].strip()
    visitor = visitors.by_token(desk, endpoint, token)
    if visitor is None:
        raise NotAllowed(permission="widget")
    centre.limits.spend_call(f"upload {visitor.address}", desk.clock.elapsed())
    most = desk.channels[endpoint.channel].traits.max_attachment_bytes
    async with request.form(max_files=1, max_part_size=most) as form:
        sent = form.get("file")
        if sent is None or isinstance(sent, str):
            raise NotFound(kind="file", id="file")
        content = await sent.read(most + 1)
        if len(content) > most:
            raise TooLarge(field="file", most=most)
        upload = Upload(
            owner=visitors.uploader(desk, token),
            name=sent.filename or "file",
            content_type=sent.content_type or "application/octet-stream",
            content=content,
        )
    file = await keep_file(desk, endpoint.tenant, upload)
    shown = {"id": file.id, "name": file.name, "content_type": file.content_type, "size": file.size}
    return JSONResponse(shown, headers=_cors(request))


async def _download(request: Request) -> Response:
    """By a signed link that works for ten minutes."""
    desk, query = centre_of(request).desk, request.query_params
    tenant, until, file_id = query.get("tenant", ""), query.get("exp", "0"), request.path_params["file_id"]
    if not until.isdecimal() or len(until) > 15 or int(until) < desk.clock.now():
        raise NotFound(kind="file", id=file_id)
    if not desk.keys.signed("widget_file", f"{tenant}/{file_id}/{until}", query.get("sig", "")):
        raise NotFound(kind="file", id=file_id)
    file = await desk.store.reading(tenant).get(File, file_id)
    if file is None:
        raise NotFound(kind="file", id=file_id)
    image = file.content_type in SAFE_IMAGES
    return Response(
        await desk.blobs.get(tenant, file.blob),
        media_type=file.content_type if image else "application/octet-stream",
        headers={
            "Content-Disposition": "inline" if image else "attachment",
            "Cache-Control": "private, max-age=600",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
