"""The application: every route in one expression, and what stands around them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import BaseRoute

from atiende import __version__
from atiende.api import (
    accesses,
    admin,
    ahead,
    assist,
    assistant,
    board,
    bulk,
    call_reports,
    callbacks,
    calls,
    catalog,
    colleagues,
    commitments,
    conversations,
    customers,
    demo,
    desk_phones,
    drafts,
    dry_run,
    files,
    flow_recipes,
    flows,
    guarantees,
    health,
    held,
    inbound,
    intents,
    interactions,
    join_links,
    knowledge,
    knowledge_articles,
    knowledge_gaps,
    matching,
    matter,
    mcp,
    me,
    messages,
    missed,
    notices,
    offers,
    organizations,
    past,
    phone,
    problems,
    prompts,
    queues,
    recordings,
    recordings_list,
    reports,
    saved_views,
    scripts,
    search,
    selfservice,
    session,
    simulations,
    steps,
    supervising,
    texts,
    trust,
    voice_export,
)
from atiende.api.asked import (
    Centre,
    Floors,
    Lives,
    Opened,
    Outlooks,
    Viewers,
    at_once,
    no_floor,
    no_live,
    no_outlook,
    nobody,
)
from atiende.api.limits import Limits
from atiende.api.measured import Measured
from atiende.api.once import Once
from atiende.api.pages import pages
from atiende.api.permissions import PUBLIC, Needs
from atiende.api.public import wall
from atiende.api.public.help import help_routes
from atiende.api.public.help_guides import guide_routes
from atiende.api.secure import Secure
from atiende.api.shapes import Problem
from atiende.api.storable import storable
from atiende.api.who import COOKIE
from atiende.domain.errors import Refusal
from atiende.ports.demos import Demos, NoDemos
from atiende.ports.desk import Desk
from atiende.ports.machine import Machine, Unknown
from atiende.ports.views import Views
from atiende.reactors.accesses import AccessLog

MOST_BODY = 1_000_000
"""Bytes of a request's body; routes that take files say otherwise."""

SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
    "key": {"type": "http", "scheme": "bearer", "description": "An API key, `atk_…`"},
}
"""A session needs the cookie, and for every change the token; a key needs nothing else."""

ROUTERS: Sequence[APIRouter] = (
    offers.router,
    inbound.router,
    interactions.router,
    health.router,
    session.router,
    me.router,
    desk_phones.router,
    saved_views.router,
    bulk.router,
    demo.router,
    conversations.router,
    steps.router,
    matter.router,
    messages.router,
    drafts.router,
    held.router,
    texts.router,
    intents.router,
    knowledge.router,
    knowledge_articles.router,
    knowledge_gaps.router,
    ahead.router,
    assist.router,
    scripts.router,
    assistant.router,
    colleagues.router,
    files.router,
    flow_recipes.router,
    flows.router,  # after the recipes: `recipes` is no flow's name there
    accesses.router,  # before customers: `export.csv` is no customer's id
    customers.router,
    organizations.router,
    trust.router,
    commitments.router,
    board.router,
    supervising.router,
    notices.router,
    wall.router,
    guarantees.router,
    past.router,
    search.router,
    callbacks.router,
    phone.router,
    calls.router,
    join_links.router,
    missed.router,
    call_reports.router,
    queues.router,
    prompts.router,
    recordings_list.router,
    recordings.router,
    voice_export.router,
    reports.router,
    selfservice.router,
    matching.router,
    simulations.router,
    catalog.router,
    dry_run.router,
)
"""Paths are tried in this order: first what is asked for with every piece of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the composition root adds: routers of optional parts, sockets and the widget, the built desk."""

    routers: Sequence[APIRouter] = ()
    limits: Limits = field(default_factory=Limits)
    routes: Sequence[BaseRoute] = ()
    dist: Path | None = None
    viewers: Viewers = nobody
    floors: Floors = no_floor
    outlooks: Outlooks = no_outlook
    lives: Lives = no_live
    machine: Machine = field(default_factory=Unknown)
    demos: Demos = field(default_factory=NoDemos)
    accesses: AccessLog | None = None
    opened: Opened = at_once
    serves: bool = True
    """False: this node serves nobody's screens, only whether it is well."""


def build_app(desk: Desk, views: Views, parts: Parts | None = None) -> FastAPI:
    """The whole of HTTP. `app.state.centre.draining = True` makes it unready."""
    parts = parts or Parts()
    app = routed(parts.routers) if parts.serves else _probed()
    app.state.centre = Centre(
        desk=desk,
        views=views,
        limits=parts.limits,
        accesses=parts.accesses or AccessLog(desk),
        viewers=parts.viewers,
        floors=parts.floors,
        outlooks=parts.outlooks,
        lives=parts.lives,
        machine=parts.machine,
        demos=parts.demos,
        opened=parts.opened,
    )
    app.add_exception_handler(Refusal, problems.refused)
    app.add_exception_handler(RequestValidationError, problems.unreadable)
    app.add_exception_handler(HTTPException, problems.of_http)
    if parts.serves:
        app.router.routes.extend([mcp.route(), *help_routes(), *guide_routes(), *parts.routes])
    if parts.serves and parts.dist is not None:
        app.router.routes.extend(pages(parts.dist))
    return app


def _probed() -> FastAPI:
    app = FastAPI(title="Atiende", version=__version__, openapi_url=None, middleware=[Middleware(Secure)])
    app.include_router(health.router)
    return app


class Api(FastAPI):
    """FastAPI whose description also says how to be known, and what every operation asks for."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            document["components"]["securitySchemes"] = SECURITY
            document["security"] = [{"session": [], "csrf": []}, {"key": []}]
            permissions = self._permissions()
            for path, methods in document["paths"].items():
                for method, operation in methods.items():
                    name = f"{method.upper()} {path}"
                    if name in PUBLIC:
                        operation["security"] = []
                    elif permission := permissions.get(name):
                        operation["x-permission"] = permission
        return super().openapi()

    def _permissions(self) -> dict[str, str]:
        """What each operation needs, by `METHOD /path`."""
        found: dict[str, str] = {}
        for context in iter_route_contexts(self.routes):
            dependant = getattr(context, "dependant", None)
            for one in dependant.dependencies if dependant else ():
                if isinstance(one.call, Needs):
                    found |= {f"{method} {context.path}": one.call.permission for method in context.methods or ()}
        return found


def routed(more: Sequence[APIRouter] = ()) -> FastAPI:
    """The routes alone, which is all that OpenAPI needs."""
    app = _bare()
    app.router.routes.extend(_included())
    for router in more:
        app.include_router(router)
    return app


@cache
def _included() -> Sequence[BaseRoute]:
    """What FastAPI works out of each of our routes, a third of a second in all: once for the applications of a process,
    of which tests make hundreds."""
    app = _bare()
    before = len(app.router.routes)
    for router in (*ROUTERS, *admin.ROUTERS):
        app.include_router(router)
    return app.router.routes[before:]


def _bare() -> FastAPI:
    return Api(
        title="Atiende",
        version=__version__,
        summary="Everything the screens do, and the screens use only this.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Measured),
            Middleware(Secure),
            Middleware(Once),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BODY),
        ],
        responses={"4XX": {"model": Problem, "description": "A problem, in the reader's language"}},
        generate_unique_id_function=lambda route: route.name,
        dependencies=[Depends(storable)],
    )


def openapi() -> str:
    """The description of the whole API, as JSON: the web client's types are made from it."""
    document = routed().openapi()
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
