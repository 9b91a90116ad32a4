"""Two centres side by side, each with its people, a chat and a mailbox, and a browser to use them with."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
import msgspec
from fastapi import FastAPI

from atiende.actions import sessions
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.work import ApiKey, User
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.search import SearchReactor

HOME = "http://desk.test"
PASSWORD = "correcto caballo pila"


@dataclass(frozen=True)
class Town:
    """One centre: its tenant, and a word that stands in everything personal of it."""

    tenant: str
    canary: str
    number: int

    def user(self, name: str) -> str:
        return f"usr_{self.number}{name}".ljust(30, "0")

    def email(self, name: str) -> str:
        return f"{name}.{self.canary}@example.test"


NORTH = Town("ten_00000000000000000000000001", "perdiz", 1)
SOUTH = Town("ten_00000000000000000000000002", "ortega", 2)

ROLES = {"ana": "agent", "luis": "agent", "eva": "supervisor", "marta": "admin"}


def documents(town: Town) -> dict[tuple[str, str], docs.Body]:
    name = town.canary
    return {
        ("brand", "main"): docs.Brand(name=f"Marca {name}"),
        ("brand", "other"): docs.Brand(name=f"Otra {name}"),
        ("team", "first"): docs.Team(name=f"Primera {name}"),
        ("team", "second"): docs.Team(name=f"Segunda {name}"),
        ("queue", "support"): docs.Queue(name=f"Soporte {name}", brand="main", teams=["first"]),
        ("queue", "sales"): docs.Queue(name=f"Ventas {name}", brand="main", teams=["second"]),
        ("queue", "elsewhere"): docs.Queue(name=f"Fuera {name}", brand="other"),
        ("endpoint", "web"): docs.Endpoint(name=f"Chat {name}", brand="main", channel="webchat", queue="support"),
        ("endpoint", "shop"): docs.Endpoint(name=f"Tienda {name}", brand="main", channel="webchat", queue="sales"),
        ("endpoint", "far"): docs.Endpoint(name=f"Lejos {name}", brand="other", channel="webchat", queue="elsewhere"),
        ("reason", "billing"): docs.Reason(name=f"Billing {name}", name_es="Facturación"),
        ("disposition", "solved"): docs.Disposition(name=f"Solved {name}", name_es="Resuelto"),
        ("pause", "lunch"): docs.Pause(name=f"Lunch {name}", name_es="Comida"),
    }


HASHED: dict[str, str] = {}
"""Hashing is slow on purpose: once is enough."""


async def found(desk: Desk, town: Town) -> None:
    """Makes the centre in one change."""
    hashed = HASHED.setdefault(PASSWORD, "") or await desk.keys.hash_password(PASSWORD)
    HASHED[PASSWORD] = hashed

    def decide(change: Change) -> None:
        change.record(f.TenantCreated(language="es", time_zone="Europe/Madrid"), actor="system")
        for (kind, slug), body in documents(town).items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
        for name, role in ROLES.items():
            team = "second" if name == "luis" else "first"
            ability = f.Ability(
                role=role, teams=(team,), languages={"es": 5}, brands=("main",) if role != "admin" else ()
            )
            change.record(f.UserCreated(user=town.user(name), ability=ability), actor="system")
            change.put(
                User(
                    id=town.user(name),
                    email=town.email(name),
                    name=f"{name.title()} {town.canary}",
                    password=hashed,
                )
            )

    await desk.store.change(town.tenant, decide, at=desk.clock.now())


async def writes(desk: Desk, town: Town, who: str, text: str = "Hola", endpoint: str = "web", number: int = 1) -> str:
    """A visitor's chat message; answers the conversation."""
    reached = await open_endpoint(desk, town.tenant, endpoint)
    assert reached is not None
    inbound = Inbound(
        origin=f"v:{who}/{number}",
        address=f"v:{who}",
        name=f"{who.title()} {town.canary}",
        text=f"{text} {town.canary}",
        language="es",
    )
    return (await take_message(desk, reached, inbound)).conversation


async def indexed(desk: Desk, town: Town) -> None:
    """What was written can be found."""
    await SearchReactor(desk, town.tenant).catch_up()


async def key_for(desk: Desk, town: Town, permissions: dict[str, str]) -> str:
    """An API key's token."""
    secret, ident = secrets.token_urlsafe(16), desk.ids.new("key")
    row = ApiKey(
        id=ident,
        name="program",
        hash=desk.keys.digest("api_key", secret),
        permissions=permissions,
        brands=(),
        created_by="system",
        created_at=desk.clock.now(),
    )
    await desk.store.change(town.tenant, lambda change: change.put(row), at=desk.clock.now())
    return f"atk_{ident.removeprefix('key_')}.{secret}"


class Browser:
    """A signed-in page: it keeps the cookie and sends the token of the session with every change."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, **query: str | int) -> httpx2.Response:
        return await self.http.get(f"/api/v1{path}", params=query)

    async def post(self, path: str, body: object | None = None, **headers: str) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post(f"/api/v1{path}", json=body, headers=named)

    async def send(self, method: str, path: str, body: object | None = None) -> httpx2.Response:
        return await self.http.request(method, f"/api/v1{path}", json=body)


@asynccontextmanager
async def stranger(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that is nobody yet."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url=HOME) as http:
        yield http


@asynccontextmanager
async def signed_in(app: FastAPI, desk: Desk, town: Town, name: str) -> AsyncIterator[Browser]:
    """Somebody's page. The session is opened directly: what signing in costs is tested elsewhere."""
    user = await desk.store.reading(town.tenant).get(User, town.user(name))
    assert user is not None
    made = await sessions.open_session(desk, town.tenant, user)
    async with stranger(app) as http:
        http.cookies.set("atiende_session", made.token)
        http.headers["X-CSRF-Token"] = made.session.csrf
        http.headers["Origin"] = HOME
        yield Browser(http)
