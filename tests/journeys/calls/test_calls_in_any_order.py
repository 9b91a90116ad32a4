"""Whatever people, telephones and connections do, in whatever order: nobody is stranded, nothing is left behind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random

import pytest

from atiende.actions import calls_handling as handling
from atiende.actions import calls_monitoring as monitoring
from atiende.actions import calls_moving as moving
from atiende.actions.calls_placing import Placed, place_call
from atiende.actions.offers import accept_offer, decline_offer
from atiende.actions.presence import choose_state
from atiende.domain.call import Call, CallLeg, Target
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Offer
from atiende.domain.settle import part_of, settle
from atiende.domain.voice import LegFaltered
from atiende.ports.desk import Desk
from tests.journeys.calls.world import CALLER, EVA, OFFER, OTHER, Telephones, telephones
from tests.journeys.small_centre import ANA, LUIS, TENANT

PEOPLE = (ANA, LUIS, EVA)
STEPS = 60
EACH = 15
"""After so many steps everything is looked at."""
CALM_SECONDS = 30
"""By then what was lost on the way has been noticed: several sweeps, and whoever is waited for was given up."""
TARGETS = (
    *(Target(kind="agent", value=one) for one in PEOPLE),
    Target(kind="number", value="600999888"),
    Target(kind="queue", value="second"),
    Target(kind="queue", value="support"),
)


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


class Crowd:
    """Customers, agents and a supervisor who do as the dice say. What is refused to them is refused."""

    def __init__(self, phones: Telephones, dice: Random) -> None:
        self.phones, self.desk, self.dice = phones, phones.desk, dice
        self.done: list[str] = []
        self._callers = 0

    async def steps(self, count: int) -> None:
        for _ in range(count):
            act = self.dice.choices([one for one, _ in ACTS], [weight for _, weight in ACTS])[0]
            try:
                said = await act(self)
            except Refusal as refusal:
                said = f"refused {refusal.code}"
            self.done.append(f"{act.__name__}: {said}")
            await self.phones.clock.advance(self.dice.choice((0, 0, 0.05, 0.3, 2)))

    async def open_calls(self) -> list[Call]:
        found = await self.desk.store.reading(TENANT).where(Call, {"open": True})
        return sorted(found, key=lambda one: one.interaction)

    async def any_call(self) -> str:
        found = await self.open_calls()
        return self.dice.choice(found).interaction if found else "itr_none"

    async def a_part(self) -> tuple[str, str]:
        """Somebody who is in a call, most of the time, and which."""
        call = await self.any_call()
        mine = [one.user for one in (await self._legs(call)) if one.user in PEOPLE]
        return (self.dice.choice(mine) if mine and self.dice.random() < 0.9 else self.dice.choice(PEOPLE)), call

    async def _legs(self, call: str) -> list[CallLeg]:
        found = await self.desk.store.reading(TENANT).where(CallLeg, {"interaction": call})
        return sorted(found, key=lambda one: one.id)

    def leg(self, *states: str) -> str:
        found = [one for one, seen in sorted(self.phones.network.legs.items()) if not states or seen.state in states]
        return self.dice.choice(found) if found else ""

    # --- customers ---

    async def calls_in(self) -> str:
        if len(await self.open_calls()) >= 3:
            return "enough"
        self._callers += 1
        leg = f"leg_somebody{self._callers}"
        number = self.dice.choice((CALLER, OTHER, ""))
        self.phones.arrives(leg, number)
        self.phones.engine.speaks(leg, leg)
        return leg

    async def presses(self) -> str:
        leg = self.leg("up")
        if leg:
            self.phones.presses(leg, self.dice.choice("0129*#"))
        return leg

    # --- telephones and connections ---

    async def page_comes(self) -> str:
        leg = self.leg("ringing")
        if leg and self.phones.engine.connected:
            await self.phones.engine.signal(leg, OFFER)
            self.phones.engine.speaks(leg, leg)
        return leg

    async def leaves(self) -> str:
        leg = self.leg()
        if leg:
            self.phones.engine.goes(leg, self.dice.choice(("normal", "normal", "lost", "busy", "no_answer", "failed")))
        return leg

    async def falters(self) -> str:
        leg = self.leg("up")
        self.phones.engine.say(LegFaltered(leg=leg, back=self.dice.random() < 0.5))
        return leg

    async def says_twice(self) -> str:
        self.phones.engine.twice = not self.phones.engine.twice
        return str(self.phones.engine.twice)

    async def loses(self) -> str:
        if self.dice.random() < 0.5:
            self.phones.engine.lose_commands = self.dice.randint(1, 2)
        else:
            self.phones.engine.lose_events = self.dice.randint(1, 2)
        return ""

    async def breaks(self) -> str:
        if self.phones.engine.connected:
            self.phones.engine.lose_connection()
        else:
            self.phones.engine.reconnect()
        return str(self.phones.engine.connected)

    async def sounds_end(self) -> str:
        for play in list(self.phones.network.plays):
            self.phones.engine.end_play(play)
        return ""

    # --- agents ---

    async def chooses(self) -> str:
        who = self.dice.choice(PEOPLE)
        state = self.dice.choice(("available", "available", "available", "offline"))
        await choose_state(self.desk, TENANT, who, state)
        return f"{who} {state}"

    async def accepts(self) -> str:
        return await self._answer(accept_offer)

    async def declines(self) -> str:
        return await self._answer(decline_offer)

    async def _answer(self, how: Callable[[Desk, str, str, str], Awaitable[object]]) -> str:
        made = await self.desk.store.reading(TENANT).where(Offer, {"state": "made"})
        if made:
            one = self.dice.choice(sorted(made, key=lambda each: each.id))
            await how(self.desk, TENANT, one.agent, one.id)
        return made[0].id if made else "none"

    async def dials(self) -> str:
        placed = Placed(to=Target(kind="number", value="600777888"), brand="main")
        return await place_call(self.desk, TENANT, self.dice.choice(PEOPLE), placed)

    async def holds(self) -> str:
        who, call = await self.a_part()
        act = self.dice.choice((handling.hold, handling.resume))
        await act(self.desk, TENANT, who, call)
        return f"{act.__name__} {who} {call}"

    async def mutes(self) -> str:
        who, call = await self.a_part()
        await handling.mute(self.desk, TENANT, who, call, self.dice.random() < 0.5)
        return f"{who} {call}"

    async def consults(self) -> str:
        who, call = await self.a_part()
        target = self.dice.choice(TARGETS)
        await moving.consult(self.desk, TENANT, who, call, target)
        return f"{who} {call} {target}"

    async def swaps(self) -> str:
        who, call = await self.a_part()
        await moving.swap(self.desk, TENANT, who, call)
        return f"{who} {call}"

    async def confers(self) -> str:
        who, call = await self.a_part()
        await moving.conference(self.desk, TENANT, who, call)
        return f"{who} {call}"

    async def transfers(self) -> str:
        who, call = await self.a_part()
        target = self.dice.choice((*TARGETS, None, None, None))
        await moving.transfer(self.desk, TENANT, who, call, target)
        return f"{who} {call} {target}"

    async def drops(self) -> str:
        who, call = await self.a_part()
        legs = await self._legs(call)
        leg = self.dice.choice(legs).id if legs else ""
        await handling.drop_leg(self.desk, TENANT, who, call, leg)
        return f"{who} {call} {leg}"

    async def hangs_up(self) -> str:
        who, call = await self.a_part()
        await handling.hang_up(self.desk, TENANT, who, call)
        return f"{who} {call}"

    async def attaches(self) -> str:
        who, call = await self.a_part()
        await handling.attach(self.desk, TENANT, who, call)
        return f"{who} {call}"

    async def monitors(self) -> str:
        who, call = self.dice.choice(PEOPLE), await self.any_call()
        mode = self.dice.choice((*monitoring.MODES, "off"))
        if mode == "off":
            await monitoring.stop_monitoring(self.desk, TENANT, who, call)
        else:
            await monitoring.monitor(self.desk, TENANT, who, call, mode)
        return f"{who} {call} {mode}"

    # --- what always holds ---

    async def settle_down(self) -> None:
        """Nothing breaks any more, and what was broken is found."""
        engine = self.phones.engine
        engine.twice, engine.lose_commands, engine.lose_events = False, 0, 0
        if not engine.connected:
            engine.reconnect()
        await self.phones.pass_time(CALM_SECONDS)

    async def wrongs(self) -> list[str]:
        """What may never be, once things have calmed down."""
        calls = await self.open_calls()
        census = self.phones.network.census()
        owned = {leg.id for call in calls for leg in call.legs}
        found = [f"leg of no call: {one} {seen}" for one, seen in census.legs.items() if one not in owned]
        for call in calls:
            found += [f"still to be said: {one}" for one in settle(call, part_of(census, call, set()))]
            found += self._alone(call)
        agents = [leg.user for call in calls for leg in call.legs if leg.role == "agent" and leg.kind == "agent"]
        return [*found, *(f"in two calls: {one}" for one in set(agents) if agents.count(one) > 1)]

    def _alone(self, call: Call) -> list[str]:
        """A customer hears somebody, music or a word of ours; and what he hears is of this call."""
        customer = call.customer_leg
        if customer is None:
            return [f"no customer: {call}"]
        hears = self.phones.network.hears(customer.id)
        stray = hears - {"music", "prompt"} - {leg.id for leg in call.legs}
        silent = customer.state == "up" and not hears and not any(leg.muted for leg in call.legs)
        return [f"hears nothing: {call}"] * silent + [f"hears {stray}: {call}"] * bool(stray)


ACTS: tuple[tuple[Callable[[Crowd], Awaitable[str]], int], ...] = (
    (Crowd.calls_in, 6),
    (Crowd.presses, 2),
    (Crowd.page_comes, 12),
    (Crowd.leaves, 4),
    (Crowd.falters, 2),
    (Crowd.says_twice, 1),
    (Crowd.loses, 1),
    (Crowd.breaks, 1),
    (Crowd.sounds_end, 4),
    (Crowd.chooses, 8),
    (Crowd.accepts, 10),
    (Crowd.declines, 1),
    (Crowd.dials, 3),
    (Crowd.holds, 3),
    (Crowd.mutes, 1),
    (Crowd.consults, 6),
    (Crowd.swaps, 3),
    (Crowd.confers, 3),
    (Crowd.transfers, 3),
    (Crowd.drops, 1),
    (Crowd.hangs_up, 2),
    (Crowd.attaches, 1),
    (Crowd.monitors, 4),
)


@pytest.mark.parametrize("seed", [1, 403, 5])
async def test_in_any_order_nobody_is_stranded(phones: Telephones, seed: int) -> None:
    crowd = Crowd(phones, Random(seed))
    async with phones.running():
        await phones.available(ANA, LUIS)
        for _ in range(STEPS // EACH):
            await crowd.steps(EACH)
            await crowd.settle_down()
            assert await crowd.wrongs() == [], "\n".join(crowd.done)
        for leg in list(phones.network.legs):
            phones.engine.goes(leg)
        await phones.pass_time(60)
        assert not phones.network.legs, "\n".join(crowd.done)
        assert await crowd.open_calls() == [], "\n".join(crowd.done)
    await phones.proven()
