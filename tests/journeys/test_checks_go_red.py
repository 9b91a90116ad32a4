"""Each invariant's check finds what it is for: the mechanism is broken by hand, and it goes red."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from atiende.actions.conversations import snooze_conversation, take_conversation
from atiende.actions.intake import Taken
from atiende.actions.offers import end_session
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.bench.history import rows
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import Stored, look
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_desk(tmp_path, channels=channels()) as desk:
        made = World(desk)
        await made.open()
        yield made


async def seen(world: World) -> Stored:
    await world.route.catch_up()
    return await look(world.desk.store, TENANT, world.route.floor)


async def red(world: World) -> set[str]:
    found = await seen(world)
    return {check.__name__ for check in CHECKS if check(found)}


async def tamper(world: World, *facts: f.Fact) -> None:
    """Facts that no rule would let through."""
    await world.desk.store.change(
        TENANT, lambda change: change.record(*facts, actor="system"), at=world.desk.clock.now()
    )


async def stop_clock(world: World, kind: str, key: str) -> None:
    def decide(change: Change) -> None:
        change.drop(Timer, kind, key)

    await world.desk.store.change(TENANT, decide, at=world.desk.clock.now())


async def chat(world: World, who: str = "pepe") -> tuple[Taken, Interaction]:
    taken = await world.write(who, 1)
    assert isinstance(taken, Taken)
    return taken, (await world.desk.store.reading(TENANT).where(Interaction, {"conversation": taken.conversation}))[0]


async def handled(world: World) -> tuple[Taken, Interaction]:
    taken, _ = await chat(world)
    await take_conversation(world.desk, TENANT, ANA, taken.conversation)
    await world.step()
    return taken, (await world.desk.store.reading(TENANT).where(Interaction, {"conversation": taken.conversation}))[0]


async def test_nothing_is_red_where_nothing_is_broken(world: World) -> None:
    await handled(world)
    assert await red(world) == set()


async def test_a_gap_in_positions(world: World) -> None:
    taken, _ = await handled(world)
    await tamper(world, f.NoteWritten(message="msg_x", conversation=taken.conversation, author=ANA, position=7))
    assert await red(world) == {"positions"}


async def test_work_taken_from_somebody_who_still_has_it(world: World) -> None:
    _, work = await handled(world)
    await tamper(
        world,
        f.InteractionTaken(interaction=work.id, conversation=work.conversation, agent=LUIS, channel=work.channel),
    )
    assert await red(world) == {"one_agent"}


async def test_load_that_is_not_what_is_carried(world: World) -> None:
    await handled(world)
    found = await seen(world)
    agents = [msgspec.structs.replace(one, load={"webchat": 2}) if one.id == ANA else one for one in found.agents]
    assert rows.load(msgspec.structs.replace(found, agents=agents))


async def test_an_offer_beyond_capacity(world: World) -> None:
    works = [(await chat(world, who))[1] for who in ("a", "b", "c", "d")]
    offers = [
        f.InteractionOffered(
            offer=f"off_{number}",
            interaction=work.id,
            conversation=work.conversation,
            agent=LUIS,
            queue=work.queue,
            channel=work.channel,
            expires_at=0,
        )
        for number, work in enumerate(works)
    ]
    await tamper(world, *offers)
    assert "capacity" in await red(world)


async def test_work_without_anything_that_moves_it_on(world: World) -> None:
    taken, work = await handled(world)
    await stop_clock(world, "silence", work.id)
    assert await red(world) == {"owners"}
    await send_reply(world.desk, TENANT, ANA, taken.conversation, Reply(client_id="1", text="Hola"))
    assert await red(world) == set()
    await end_session(world.desk, TENANT, work.id, "customer", "customer:x")
    await stop_clock(world, "wrap_up", work.id)
    assert await red(world) == {"owners"}


async def test_an_offer_without_a_clock(world: World) -> None:
    await choose_state(world.desk, TENANT, ANA, "available")
    await chat(world)
    made = (await world.desk.store.reading(TENANT).where(Offer, {"state": "made"}))[0]
    await stop_clock(world, "offer", made.id)
    assert await red(world) == {"owners"}


async def test_waiting_work_that_the_floor_has_forgotten(world: World) -> None:
    _, work = await chat(world)
    world.route.floor.remove(work.id)
    assert await red(world) == {"owners"}


async def test_work_of_somebody_who_works_here_no_more(world: World) -> None:
    await handled(world)
    await tamper(world, f.UserChanged(user=ANA, ability=f.Ability(teams=("first",), active=False)))
    assert "owners" in await red(world)
    await world.pass_time(20)
    assert await red(world) == set()


async def test_a_conversation_that_nobody_will_ever_see(world: World) -> None:
    taken, _ = await chat(world)
    found = await seen(world)
    assert not rows.reachable(found)
    assert rows.reachable(msgspec.structs.replace(found, interactions=[]))
    await snooze_conversation(world.desk, TENANT, ANA, taken.conversation, world.clock.now() + 60_000)
    assert not rows.reachable(await seen(world))


async def test_a_message_that_nobody_sends(world: World) -> None:
    taken = await world.write("pepe", 1, endpoint="mail")
    assert isinstance(taken, Taken)
    message = await send_reply(world.desk, TENANT, ANA, taken.conversation, Reply(client_id="1", text="Hola"))
    assert await red(world) == set()
    await stop_clock(world, "send", message.id)
    assert await red(world) == {"deliveries"}
