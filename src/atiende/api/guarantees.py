"""What the centre guarantees, and the evidence: what was checked since when, what was found, which tests show it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel

from atiende.actions import watching as actions
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.api.proofs import PROOFS
from atiende.api.shapes import Moment, Named
from atiende.domain.watching import Breach, Watching
from atiende.ports.views import Sight
from atiende.routing.guarantees.violation import GUARANTEES

router = APIRouter(prefix="/api/v1/guarantees", tags=["guarantees"])
SUPERVISE, AUDIT = "queue.supervise", "audit.read"
Looks = Annotated[Asked, needs(SUPERVISE, AUDIT)]
CATALOGUE = "guarantees"
SHOWN = 20


class Shown(BaseModel):
    """A time it did not hold, told in the reader's language; `seq` is the fact that shows it."""

    seq: int
    at: Moment
    interaction: str
    conversation: str
    agent: Named | None
    text: str


class Guarantee(BaseModel):
    """`checked` counts how often it was looked at, `violations` how often it did not hold; `last` are the newest of
    those the reader may see. `tests` show it before every release."""

    name: str
    title: str
    meaning: str
    how: str
    tests: list[str]
    checked: int
    violations: int
    last: list[Shown]


class Rechecking(BaseModel):
    """Reading the whole log again: `seq` of `head` facts. `state`: none, running, done."""

    state: str
    seq: int
    head: int
    facts: int
    violations: int
    started_at: Moment | None
    ended_at: Moment | None


class Guarantees(BaseModel):
    """`facts` were checked since `since`, up to `seq`, written at `at`; the log ends at `head`."""

    facts: int
    since: Moment | None
    seq: int
    at: Moment | None
    head: int
    items: list[Guarantee]
    again: Rechecking


@router.get("", response_model=Guarantees)
async def list_guarantees(asked: Looks, request: Request) -> Guarantees:
    """Each guarantee with its evidence."""
    live, again = await actions.watchings(asked.desk, asked.tenant)
    sight = sight_of(asked)
    found = [one for one in await actions.breaches(asked.desk, asked.tenant) if _may_see(sight, one)]
    names = {one.id: one.name for one in await asked.views.floor.agents(asked.tenant)}
    language = language_of(request)
    return Guarantees(
        facts=live.facts if live else 0,
        since=live.began_at if live else None,
        seq=live.seq if live else 0,
        at=live.at if live and live.at else None,
        head=await asked.desk.store.head(asked.tenant),
        items=[_guarantee(language, name, live, found, names) for name in GUARANTEES],
        again=_again(again),
    )


@router.post("/again", response_model=Rechecking, status_code=202)
async def check_guarantees_again(asked: Looks) -> Rechecking:
    """Checks the whole log again, from its first fact; how far it is stands in `again`."""
    await actions.check_again(asked.desk, asked.tenant)
    _, again = await actions.watchings(asked.desk, asked.tenant)
    return _again(again)


def sight_of(asked: Asked) -> Sight:
    """What the wider of the two permissions lets one see."""
    return asked.viewer.sight_of(AUDIT if AUDIT in asked.viewer.permissions else SUPERVISE)


def _may_see(sight: Sight, one: Breach) -> bool:
    if sight.queues is not None and one.queue not in sight.queues:
        return False
    return sight.brands is None or one.brand in sight.brands


def _guarantee(
    language: str, name: str, live: Watching | None, found: Sequence[Breach], names: Mapping[str, str]
) -> Guarantee:
    return Guarantee(
        name=name,
        title=text(language, f"{name}.title", {}, CATALOGUE),
        meaning=text(language, f"{name}.meaning", {}, CATALOGUE),
        how=text(language, f"{name}.how", {}, CATALOGUE),
        tests=list(PROOFS[name]),
        checked=live.checked.get(name, 0) if live else 0,
        violations=live.broken.get(name, 0) if live else 0,
        last=[_shown(language, one, names) for one in found if one.guarantee == name][:SHOWN],
    )


def _shown(language: str, one: Breach, names: Mapping[str, str]) -> Shown:
    told: dict[str, str | int] = {
        "agent": names.get(one.agent, one.agent),
        "other": names.get(one.other, one.other),
        "seconds": max(0, one.at - one.since) // 1000 if one.since else 0,
    }
    return Shown(
        seq=one.seq,
        at=one.at,
        interaction=one.interaction,
        conversation=one.conversation,
        agent=Named(id=one.agent, name=names.get(one.agent, "")) if one.agent else None,
        text=text(language, f"why.{one.why}", told, CATALOGUE),
    )


def _again(row: Watching | None) -> Rechecking:
    if row is None:
        return Rechecking(state="none", seq=0, head=0, facts=0, violations=0, started_at=None, ended_at=None)
    return Rechecking(
        state=row.state,
        seq=row.seq,
        head=row.head,
        facts=row.facts,
        violations=sum(row.broken.values()),
        started_at=row.began_at,
        ended_at=row.ended_at,
    )
