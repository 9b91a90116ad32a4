"""`atiende bench lists`: lists, a long conversation and search through the API, permissions on, however much there is.

Twice the same centre, small and large, made once and kept; an agent of a team and a supervisor of a brand ask the
running server. Warm is the 95th percentile of many asks to a server that has settled, cold the slowest first one
with the database's pages out of memory.
"""

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2

from atiende.bench.centre import SignedIn
from atiende.bench.listed_centre import Listed, listed_centre
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer

SMALL, LARGE, QUICK = 1_000, 1_000_000, 100_000
FLOOR_MS = 20 / 3
"""Below this, growing is measured from here: 20 ms are nothing."""
VIEW = {
    "name": "Facturas y pedidos",
    "filters": {"queue": "queue0,queue1,queue4", "tag": "refund,urgent", "status": "new,open"},
    "sort": "due",
}
SEARCHES = (
    "pedido factura",
    "devolver",
    "invoice blinking",
    "impresora etiq",
    '"lector de códigos"',
    "factura -contraseña ",
    "de:garcía pedido ",
    "canal:correo abono ",
    "es:abierta pedido ",
    "maría gómez",
    "hola desde:2024-01-01 ",
    "almacén pedido dirección",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of somebody."""

    who: SignedIn
    path: str
    query: tuple[tuple[str, str], ...] = ()


async def run(options: Options) -> Figures:
    """The figures of `bench.md`."""
    rounds = 6 if options.quick else 25
    small = await _measured(SMALL, options, rounds)
    count = QUICK if options.quick else LARGE
    large = await _measured(count, options, rounds)
    growth = max(large[name] / max(small[name], FLOOR_MS) for name in ("inbox", "view", "search", "conversation"))
    names = {f"{name}_{{}}_ms": large[name] for name in ("inbox", "view", "search")}
    whole = {"conversation_5000_ms": large["conversation"], "cold_worst_ms": large["cold"], "growth": round(growth, 2)}
    figures: Figures = {"inbox_1e3_ms": small["inbox"]}
    if options.quick:
        figures |= {name.format("1e5"): value for name, value in names.items()}
        figures |= {f"{name}_1e5": value for name, value in whole.items()}
        return figures | dict.fromkeys([*(name.format("1e6") for name in names), *whole])
    return figures | {name.format("1e6"): value for name, value in names.items()} | whole


async def _measured(count: int, options: Options, rounds: int) -> dict[str, float]:
    listed = await listed_centre(count, options.data)
    server = _server(listed)
    await server.start()
    try:
        await server.settled()
        async with _client(server) as http:
            view = await _saved_view(http, listed)
    finally:
        await server.stop()
    asks = _asks(listed, view)
    cold = 0.0
    for name in asks:
        cold = max(cold, await _cold(listed, asks[name][0]))
    await server.start()
    try:
        await server.settled()
        async with _client(server) as http:
            found = {name: await _warm(http, questions, rounds) for name, questions in asks.items()}
    finally:
        await server.stop()
    return {**found, "cold": round(cold, 1)}


def _server(listed: Listed) -> RunningServer:
    """Its first look at a large log takes a while."""
    server = RunningServer(listed.data_dir)
    server.ready_seconds = 300
    return server


def _client(server: RunningServer) -> httpx2.AsyncClient:
    base = f"http://localhost:{server.port}"
    return httpx2.AsyncClient(base_url=base, timeout=120, headers={"Origin": base})


def _asks(listed: Listed, view: str) -> dict[str, list[Asked]]:
    both = (listed.agent, listed.supervisor)
    inbox = [("view", "mine"), ("view", "all"), ("view", "unassigned"), ("view", "resolved")]
    conversation = f"/api/v1/conversations/{listed.busiest}"
    return {
        "inbox": [
            Asked(who, "/api/v1/conversations", (name, ("sort", sort)))
            for who in both
            for name in inbox
            for sort in ("due", "-touched_at")
        ],
        "view": [Asked(who, "/api/v1/conversations", (("view", view),)) for who in both],
        "conversation": [
            Asked(listed.supervisor, conversation),
            Asked(listed.supervisor, f"{conversation}/timeline"),
            Asked(listed.supervisor, f"{conversation}/timeline", (("before", "2500"),)),
        ],
        "search": [Asked(who, "/api/v1/search", (("q", text),)) for who in both for text in SEARCHES],
    }


async def _saved_view(http: httpx2.AsyncClient, listed: Listed) -> str:
    """One that both may use."""
    headers = _headers(listed.supervisor) | {"X-CSRF-Token": listed.supervisor.csrf}
    answer = await http.post("/api/v1/views", json={**VIEW, "shared": "all"}, headers=headers)
    if answer.status_code >= 400:
        raise RuntimeError(answer.text)
    return str(answer.json()["id"])


def _headers(who: SignedIn) -> dict[str, str]:
    return {"Cookie": f"atiende_session={who.token}"}


async def _ask(http: httpx2.AsyncClient, asked: Asked) -> float:
    """Milliseconds until the whole answer was there."""
    began = time.perf_counter()
    answer = await http.get(asked.path, params=dict(asked.query), headers=_headers(asked.who))
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{asked.path} {asked.query}: {answer.status_code} {answer.text[:500]}")
    return took


async def _warm(http: httpx2.AsyncClient, questions: Sequence[Asked], rounds: int) -> float:
    for asked in questions:
        await _ask(http, asked)
    took = [await _ask(http, asked) for _ in range(max(rounds, -(-60 // len(questions)))) for asked in questions]
    return round(statistics.quantiles(took, n=20)[-1], 1)


async def _cold(listed: Listed, asked: Asked) -> float:
    """The first question to a server, its database not in memory. Somebody else's list has been asked for
    before, so that what is measured is the data's and not the program's first steps."""
    server = _server(listed)
    await server.start()
    try:
        await server.settled()
        _forget(listed.data_dir)
        async with _client(server) as http:
            await _ask(http, Asked(asked.who, "/api/v1/session"))
            return await _ask(http, asked)
    finally:
        await server.stop()


def _forget(place: Path) -> None:
    """Asks the system to drop the files' pages from its memory."""
    for file in place.glob("atiende.db*"):
        with file.open("rb") as opened:
            os.fdatasync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
