"""The desk's own files: the built web app, its pages answered by one document, hashed assets kept for good."""

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from atiende.api.asked import centre_of
from atiende.api.secure import page_policy
from atiende.ports.voice import SipAccounts

FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=3600"
WORKER = "sw.js"
WORKER_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
}
"""A service worker lives under the policy of its own script: it must be let fetch what it passes on."""
OURS = ("api", "hooks", "help", "widget", "healthz", "readyz", "mcp", "demo", "join")
"""First parts of paths that are never pages."""


def pages(dist: Path) -> list[Route]:
    """Routes for a built web app in `dist`."""
    root = dist.resolve()

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path.split("/")[0].split(".")[0] in OURS:
            raise HTTPException(404)
        found = _inside(root, path)
        if found is not None and found.name != "index.html":
            headers = {"Cache-Control": FOREVER if path.startswith("assets/") else A_WHILE}
            return _file(found, WORKER_HEADERS if path == WORKER else headers)
        if Path(path).suffix in (".js", ".css", ".map", ".svg", ".png", ".ico", ".woff2", ".json"):
            raise HTTPException(404)
        return _document(root, request)

    return [Route("/{path:path}", page, methods=["GET"], name="desk")]


def _inside(root: Path, path: str) -> Path | None:
    """The file at a path, if it is one and under the root."""
    if "\x00" in path or not path:
        return None
    found = (root / path).resolve()
    return found if found.is_relative_to(root) and found.is_file() and ".vite" not in found.parts else None


def _file(found: Path, headers: Mapping[str, str]) -> Response:
    media_type = "text/javascript" if found.suffix in (".js", ".mjs") else guess_type(found.name)[0]
    return FileResponse(found, media_type=media_type, headers=headers)


def _document(root: Path, request: Request) -> Response:
    index = root / "index.html"
    if not index.is_file():
        return HTMLResponse("<!doctype html><title>Atiende</title><p>The web app is not built: run make setup.", 503)
    desk = centre_of(request).desk
    nonce = desk.ids.secret(16)
    sockets = [one.websocket for one in desk.voice.engines.values() if isinstance(one, SipAccounts) and one.websocket]
    text = index.read_text("utf-8").replace("<script", f'<script nonce="{nonce}"')
    policy = page_policy(nonce, sockets)
    return HTMLResponse(text, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})
