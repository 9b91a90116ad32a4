"""What an agent sees of his own load: how much his workload allows, what lies aside, and until when he rests."""

import pytest
from fastapi import FastAPI

from atiende.api.app import Parts, build_app
from atiende.domain import facts as f
from atiende.domain.documents import ChannelLoad, Workload, write
from atiende.ports.desk import Desk
from atiende.reactors.route import RouteReactor
from atiende.routing.expected import Outlook, Pace
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.api.people import NORTH, SOUTH, found, signed_in

CALM = Workload(
    name="Tranquila",
    channels=[
        ChannelLoad(channel="voice", units=[100], exclusive=True),
        ChannelLoad(channel="webchat", units=[50, 50]),
        ChannelLoad(channel="email", units=[20, 20, 20, 20, 20], interruptible=True),
    ],
    breather_seconds=120,
    hard_reasons=["billing"],
)
START = {"conversation": "cnv_x", "customer": "cus_x", "brand": "north", "endpoint": "web", "queue": "support"}


@pytest.fixture
def route(desk: Desk) -> RouteReactor:
    return RouteReactor(desk, NORTH.tenant)


@pytest.fixture
async def app(desk: Desk, route: RouteReactor) -> FastAPI:
    """With the floor of the north behind it."""
    await found(desk, NORTH)
    await found(desk, SOUTH)
    assert isinstance(desk.store, SqlStore)
    return build_app(desk, SqlViews(desk.store), Parts(outlooks=lambda _: Outlook(route.floor, Pace())))


async def record(desk: Desk, *facts: f.Fact) -> None:
    await desk.store.change(NORTH.tenant, lambda change: change.record(*facts, actor="system"), at=desk.clock.now())


async def publish(desk: Desk, slug: str = "default") -> None:
    await record(desk, f.DocumentPublished(kind="workload", slug=slug, version=1, body=write(CALM)))


async def test_the_document_in_force_says_how_much_fits(app: FastAPI, desk: Desk) -> None:
    async with signed_in(app, desk, NORTH, "ana") as ana, signed_in(app, desk, NORTH, "eva") as eva:
        assert (await ana.get("/me/presence")).json()["capacity"]["webchat"] == 3
        await publish(desk)
        shown = (await ana.get("/me/presence")).json()
        assert (shown["capacity"]["webchat"], shown["aside"]) == (2, [])
        agents = {one["name"]: one for one in (await eva.get("/board")).json()["agents"]}
        assert agents["Ana perdiz"]["capacity"]["webchat"] == 2


async def test_an_agent_sees_what_lies_aside_and_his_breather(app: FastAPI, desk: Desk, route: RouteReactor) -> None:
    await publish(desk)
    user, at = NORTH.user("ana"), desk.clock.now()
    await record(desk, f.AgentStateChanged(agent=user, state="available"))
    for work, channel in (("itr_mail", "email"), ("itr_call", "voice")):
        queued = f.InteractionQueued(interaction=work, channel=channel, since=at, reason="billing", **START)
        taken = f.InteractionTaken(interaction=work, conversation="cnv_x", agent=user, channel=channel)
        await record(desk, queued, taken)
    async with signed_in(app, desk, NORTH, "ana") as ana:
        await route.catch_up()
        shown = (await ana.get("/me/presence")).json()
        assert (shown["aside"], shown["resting_until"]) == (["email"], None)
        await record(
            desk, f.InteractionEnded(interaction="itr_call", conversation="cnv_x", how="done", by="agent", agent=user)
        )
        await route.catch_up()
        shown = (await ana.get("/me/presence")).json()
        assert shown["aside"] == [] and shown["resting_until"] is not None
