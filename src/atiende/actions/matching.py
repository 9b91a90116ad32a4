"""The learned match: trained from the log, judged by its comparison test, switched by the test or by a supervisor."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct

from atiende.actions import settings_of
from atiende.actions.history import facts_between
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.documents import Document, Queue, read
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.match import Match, MatchWeek
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.routing.handled import Ledger, Piece
from atiende.routing.learned import INPUTS
from atiende.routing.training import Learned, learn
from atiende.routing.uplift import Evaluation, Week, evaluate, weeks

WINDOW_MS = 90 * 86_400_000
"""What is older says little about how people work now."""
MOST_AGENTS = 20_000


class Renewed(Struct, frozen=True):
    """What a round came to: a new table or none, the test's word, weeks compared."""

    learned: Learned | None
    tested: Evaluation | None
    weeks: Sequence[Week]


async def renew_match(desk: Desk, tenant: str, slug: str) -> bool:
    """Judges the match in force, and learns anew from the last 90 days; answers whether something was learned.

    A match whose test says that it harms, or that it does not help after enough, goes off by itself; one that is off
    learns no more until somebody switches it on again. Raises NotFound, WrongState when the queue's choice is not
    `learned`.
    """
    queue, before = await _asked(desk, tenant, slug)
    now = desk.clock.now()
    ledger = Ledger({slug: queue})
    async for logged in facts_between(desk, tenant, now - WINDOW_MS, now + 1):
        ledger.apply(logged)
    agents = await desk.store.reading(tenant).where(Agent, {}, limit=MOST_AGENTS)
    there = [one.id for one in agents if one.ability.active]
    found = await asyncio.to_thread(_count, ledger, there, before, now)

    def decide(change: Change) -> bool:
        if change.get(Match, slug) != before or settings_of.queue_of(change, slug).choice != "learned":
            return False  # somebody switched or trained meanwhile: the next round sees it as it is then
        change.record(*_facts(slug, before, found, now), *_drift(change, slug, before, found.weeks), actor="system")
        return found.learned is not None

    return await desk.store.change(tenant, decide, at=now)


async def switch_match(desk: Desk, tenant: str, slug: str, on: bool, actor: str) -> None:
    """A supervisor's word: off at once, or on again with a new comparison. Twice is once. Raises NotFound."""

    def decide(change: Change) -> None:
        settings_of.queue_of(change, slug)
        match = change.get(Match, slug)
        if match is None:
            raise NotFound(kind="match", id=slug)
        if match.on != on:
            change.record(f.MatchSwitched(queue=slug, on=on, why="supervisor"), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def learning_queues(desk: Desk, tenant: str) -> Sequence[tuple[str, Queue, Match | None]]:
    """The queues whose choice is `learned`, with what they have learned."""
    reading, found = desk.store.reading(tenant), []
    for document in await reading.where(Document, {"kind": "queue"}):
        queue = read("queue", document.body)
        if not document.retired and isinstance(queue, Queue) and queue.choice == "learned":
            found.append((document.slug, queue, await reading.get(Match, document.slug)))
    return found


async def _asked(desk: Desk, tenant: str, slug: str) -> tuple[Queue, Match | None]:
    reading = desk.store.reading(tenant)
    document = await reading.get(Document, "queue", slug)
    if document is None or document.retired:
        raise NotFound(kind="queue", id=slug)
    queue = read("queue", document.body)
    assert isinstance(queue, Queue)
    if queue.choice != "learned":
        raise WrongState(state=queue.choice)
    return queue, await reading.get(Match, slug)


def _count(ledger: Ledger, agents: Sequence[str], before: Match | None, now: int) -> Renewed:
    """The heavy part, away from the event loop."""
    ended = weeks(ledger.segments, now)
    if before is None:
        return Renewed(learn(ledger.segments, agents), None, ended)
    if not before.on:
        return Renewed(None, None, ended)
    tested = evaluate(_since(ledger.pieces, before.switched_at))
    off = tested.verdict in ("harms", "no_help")
    return Renewed(None if off else learn(ledger.segments, agents), tested, ended)


def _since(pieces: Sequence[Piece], moment: int) -> list[Piece]:
    return [one for one in pieces if one.entered >= moment]


def _facts(slug: str, before: Match | None, found: Renewed, now: int) -> list[f.Fact]:
    made: list[f.Fact] = []
    tested = found.tested
    if before is not None and tested is not None:
        made.append(
            f.MatchEvaluated(
                queue=slug,
                version=before.version,
                since=before.switched_at,
                learned=tested.learned,
                control=tested.control,
                time_gain=_rounded(tested.time.estimate, tested.time.low, tested.time.high),
                level_gain=_rounded(tested.level.estimate, tested.level.low, tested.level.high),
                verdict=tested.verdict,
            )
        )
        if tested.verdict in ("harms", "no_help"):
            made.append(f.MatchSwitched(queue=slug, on=False, why=tested.verdict))
    if found.learned is not None:
        made.append(_trained(slug, before.version + 1 if before else 1, found.learned, now))
    return made


def _trained(slug: str, version: int, learned: Learned, now: int) -> f.MatchTrained:
    return f.MatchTrained(
        queue=slug,
        version=version,
        table=learned.table,
        trained_on=learned.trained_on,
        transferred=learned.transferred,
        since=now - WINDOW_MS,
        until=now,
        inputs=INPUTS,
    )


def _drift(change: Change, slug: str, before: Match | None, ended: Sequence[Week]) -> list[f.MatchDrifted]:
    """Weeks not yet written down."""
    return [
        f.MatchDrifted(
            queue=slug,
            version=before.version if before else 0,
            week=week.begins,
            pieces=week.pieces,
            predicted_ms=week.predicted_ms,
            actual_ms=week.actual_ms,
            drifted=week.drifted,
        )
        for week in ended
        if change.get(MatchWeek, slug, week.begins) is None
    ]


def _rounded(*values: float) -> tuple[float, float, float]:
    first, second, third = (round(value, 2) for value in values)
    return first, second, third
