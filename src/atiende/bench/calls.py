"""Calls through a real Asterisk: how long from INVITE until caller and agent hear each other, beside the same
Asterisk's own `app_queue` in the same run; and with too few agents, how long these are idle and callers wait.

Ours is the whole application: every call durable, every agent chosen by the routing engine with its receipt.
"""

import asyncio
import statistics
from pathlib import Path

import httpx2

from atiende.bench.calls_centre import FEW, NUMBER, QUEUE, Seen, Stage, call, missing, read, staged
from atiende.bench.centre import SignedIn
from atiende.bench.registry import Figures, Options
from atiende.bench.running import RunningServer, scratch
from atiende.bench.servers.asterisk import AsteriskServer

RATES = (5, 10, 20, 40, 60)
AGENTS, QUICK_AGENTS, FEW_AGENTS = 400, 200, 20
TALK_MS = 3000
SCARCE_RATE = 10
"""Calls a second of 3 s: 30 Erlang for 20 agents."""


async def run(options: Options) -> Figures:
    lacking = missing()
    if lacking:
        options.notes.append(lacking)
        return dict.fromkeys(_keys())
    with scratch("calls") as name:
        async with staged(Path(name), QUICK_AGENTS if options.quick else AGENTS, FEW_AGENTS) as stage:
            server = RunningServer(Path(name), extra=settings_for(stage.asterisk))
            await server.start()
            try:
                return await _measure(stage, server, options)
            finally:
                await server.stop()


def settings_for(asterisk: AsteriskServer) -> dict[str, str]:
    """Of a server that carries calls through it alone."""
    return {
        "ATIENDE_ASTERISK_URL": asterisk.url,
        "ATIENDE_ASTERISK_SOUNDS": str(asterisk.site.sounds),
        "ATIENDE_MEDIA": "off",
        "ATIENDE_LIMIT_TENANT_CALLS": "10000",
    }


async def _measure(stage: Stage, server: RunningServer, options: Options) -> Figures:
    few, others = stage.agents[:FEW_AGENTS], stage.agents[FEW_AGENTS:]
    await available(server, few)
    scarce = await _scarce(stage, seconds=3 if options.quick else 20)
    await available(server, others)
    await call(stage, NUMBER, rate=10, calls=10, talk_ms=500)  # the first ones find everything cold
    rounds, seconds = (1, 1.0) if options.quick else (5, 5.0)
    figures: Figures = {}
    for rate in RATES:
        ours, theirs = Seen([], 0, []), Seen([], 0, [])
        for _ in range(rounds):
            for number, seen in ((NUMBER, ours), (QUEUE, theirs)):
                one = await _round(stage, number, rate, round(rate * seconds))
                seen.waits_ms += one.waits_ms
                seen.unbridged += one.unbridged
        figures |= {
            f"p50_ms_{rate}": _quantile(ours.waits_ms, 0.5),
            f"p99_ms_{rate}": _quantile(ours.waits_ms, 0.99),
            f"queue_p50_ms_{rate}": _quantile(theirs.waits_ms, 0.5),
            f"queue_p99_ms_{rate}": _quantile(theirs.waits_ms, 0.99),
            f"unbridged_{rate}": float(ours.unbridged),
        }
    return figures | scarce


async def _round(stage: Stage, number: str, rate: int, calls: int) -> Seen:
    begins = stage.log.stat().st_size if stage.log.exists() else 0
    await call(stage, number, rate=rate, calls=calls, talk_ms=TALK_MS)
    await asyncio.sleep(0.3)  # the event log is written a moment later
    return read(stage.log, begins, number, calls)


async def _scarce(stage: Stage, seconds: int) -> Figures:
    """More calls than the few agents can take: both queues grow the same way."""
    ours = await _round(stage, NUMBER, SCARCE_RATE, SCARCE_RATE * seconds)
    theirs = await _round(stage, FEW, SCARCE_RATE, SCARCE_RATE * seconds)
    waited, others = _mean(ours.waits_ms), _mean(theirs.waits_ms)
    return {
        "idle_gap_ms": _quantile(ours.idle_ms, 0.5),
        "queue_idle_gap_ms": _quantile(theirs.idle_ms, 0.5),
        "wait_ratio": round(waited / others, 2) if waited and others else None,
    }


async def available(server: RunningServer, agents: tuple[SignedIn, ...]) -> None:
    """They are there and take calls."""
    base = f"http://localhost:{server.port}"
    async with httpx2.AsyncClient(base_url=base, timeout=30, headers={"Origin": base}) as http:
        for agent in agents:
            headers = {"X-CSRF-Token": agent.csrf, "Cookie": f"atiende_session={agent.token}"}
            body = {"state": "available", "reason": ""}
            (await http.put("/api/v1/me/presence", json=body, headers=headers)).raise_for_status()


def _quantile(values: list[float], share: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else None


def _mean(values: list[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _keys() -> list[str]:
    kinds = ("p50_ms", "p99_ms", "queue_p50_ms", "queue_p99_ms", "unbridged")
    return [f"{kind}_{rate}" for rate in RATES for kind in kinds] + ["idle_gap_ms", "queue_idle_gap_ms", "wait_ratio"]
