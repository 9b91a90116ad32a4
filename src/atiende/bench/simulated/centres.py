"""The centres that simulations are of: made once by the real programme, then copied for every run."""

import asyncio
import tempfile
from functools import cache, partial
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct

from atiende.actions.endpoints import public_key
from atiende.actions.following import follow
from atiende.actions.sessions import open_session
from atiende.bench.simulated.loop import BEGAN
from atiende.bench.simulated.machines import START, Clock, Files, Ids
from atiende.blobs.keyring import SecretKeyring
from atiende.bus.memory import MemoryBus
from atiende.channels.callback.channel import Callback
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow_documents import Flow
from atiende.domain.ids import encode
from atiende.domain.work import User
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.sim.worker import WorkerTwin
from atiende.store.sqlite import connect
from atiende.store.store import open_store

KEY = "a key for simulations only, thirty-two bytes or more"
MENU = {
    "name": "Bienvenida",
    "start": "menu",
    "failed": "people",
    "nodes": {
        "menu": {
            "type": "menu",
            "text": {"es": "¿Qué necesita?"},
            "retries": 1,
            "patience_seconds": 10,
            "options": [
                {"label": {"es": "Una persona"}, "goto": "people"},
                {"label": {"es": "Otra cosa"}, "goto": "menu"},
            ],
        },
        "people": {"type": "queue", "queue": "support", "text": {"es": "Le paso con una persona."}},
    },
}
AGENTS = 3
CENTRES = 2


class Standing:
    """Time before the first moment."""

    now: float = BEGAN


class Worker(Struct, frozen=True, kw_only=True):
    user: str
    token: str


class Made(Struct, frozen=True, kw_only=True):
    """A centre. `canary` is a word that only its own people may ever see."""

    tenant: str
    canary: str
    chats: tuple[str, ...]
    """Where visitors come in; at the last one a menu asks first."""
    agents: tuple[Worker, ...]


class Template(Struct, frozen=True, kw_only=True):
    """The database's bytes, and the centres in it."""

    content: bytes
    centres: tuple[Made, ...]


@cache
def template() -> Template:
    """Made once for each process, in real time."""
    return asyncio.run(_make())


def channels() -> dict[str, Channel]:
    return {"webchat": WebChat(), "callback": Callback()}


async def _make() -> Template:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "atiende.db"
        clock, keys, bus, speaks = Clock(Standing()), SecretKeyring(KEY), MemoryBus(), channels()
        async with open_store(f"sqlite:///{path}", bus=bus, clock=clock, follows=partial(follow, speaks)) as store:
            desk = Desk(
                store=store, bus=bus, blobs=Files(), clock=clock, ids=Ids(clock, Random(0)), keys=keys, channels=speaks,
                twin=WorkerTwin(clock), public_url="http://desk.test",
            )  # fmt: skip
            centres = tuple([await _centre(desk, number) for number in range(CENTRES)])
        connection = connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("VACUUM").fetchall()
        connection.close()
        return Template(content=path.read_bytes(), centres=centres)


def _documents(canary: str) -> dict[tuple[str, str], docs.Body]:
    queue = docs.Queue(name=f"Soporte {canary}", brand="main", teams=["first"], offer_seconds=10, wrap_up_seconds=5)
    return {
        ("brand", "main"): docs.Brand(name=f"Tienda {canary}"),
        ("team", "first"): docs.Team(name="Primera línea"),
        ("queue", "support"): queue,
        ("queue", "second"): msgspec.structs.replace(queue, name="Segunda", wrap_up_seconds=0),
        ("endpoint", "web"): docs.Endpoint(name="Chat", brand="main", channel="webchat", queue="support"),
        ("flow", "welcome"): msgspec.convert(MENU, Flow),
        ("endpoint", "asked"): docs.Endpoint(
            name="Menú", brand="main", channel="webchat", queue="support", flow="welcome"
        ),
        ("endpoint", "mail"): docs.Endpoint(name="Correo", brand="main", channel="post", queue="support"),
        ("endpoint", "bold"): docs.Endpoint(
            name="Otro", brand="main", channel="post", queue="second", settings={"resend": "auto"}
        ),
        ("reason", "billing"): docs.Reason(name="Billing", name_es="Facturación"),
        ("disposition", "solved"): docs.Disposition(name="Solved", name_es="Resuelto"),
        ("pause", "lunch"): docs.Pause(name="Lunch", name_es="Comida"),
    }


async def _centre(desk: Desk, number: int) -> Made:
    tenant, canary = encode("ten", number + 1), f"canary{number}only"
    users = [encode("usr", 100 * number + one + 1) for one in range(AGENTS)]

    def decide(change: Change) -> None:
        change.record(f.TenantCreated(language="es", time_zone="Europe/Madrid"), actor="system")
        for (kind, slug), body in _documents(canary).items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
        for user in users:
            ability = f.Ability(role="agent", teams=("first",), languages={"es": 5}, capacity={"webchat": 2, "post": 3})
            change.record(f.UserCreated(user=user, ability=ability), actor="system")
            change.put(User(id=user, email=f"{user}@example.test", name=f"Agente {canary}"))

    await desk.store.change(tenant, decide, at=START - 3_600_000)
    agents = []
    for user in await desk.store.reading(tenant).where(User, {}):
        agents.append(Worker(user=user.id, token=(await open_session(desk, tenant, user)).token))
    return Made(
        tenant=tenant,
        canary=canary,
        chats=tuple(public_key(tenant, one) for one in ("web", "web", "asked")),
        agents=tuple(agents),
    )
