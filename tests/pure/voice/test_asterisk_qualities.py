"""How well telephones are heard: asked for sparsely, of whoever can see it, and worked out since the last time. And
which browsers are not heard at all any more."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from atiende.domain.voice import AnyEvent, LegFaltered, LegQuality
from atiende.ports.voice import EngineGone
from atiende.voice.asterisk.lines import Exchange, Line
from atiende.voice.asterisk.link import Answer
from atiende.voice.asterisk.plan import in_browser
from atiende.voice.asterisk.qualities import EVERY_SECONDS, MOST, Qualities
from atiende.voice.asterisk.silences import FALTERS_AFTER, Silences
from tests.fakes import VirtualClock, settle

pytestmark = pytest.mark.anyio


class Asterisk:
    """`counts`: what it has counted by channel; those it does not know are gone."""

    def __init__(self) -> None:
        self.exchange = Exchange()
        self.counts: dict[str, Mapping[str, float]] = {}
        self.asked: list[str] = []
        self.is_gone = False

    async def ask(self, method: str, uri: str) -> Answer:
        _, channel, what = uri.split("/")
        assert (method, what) == ("GET", "rtp_statistics")
        self.asked.append(channel)
        if self.is_gone:
            raise EngineGone("not connected")
        return Answer(200, json.dumps(self.counts[channel])) if channel in self.counts else Answer(404, "{}")

    def has(self, leg: str, endpoint: str = "", state: str = "up", *, browser: bool = False) -> None:
        self.exchange.lines[leg] = Line(channel=leg, state=state, endpoint=endpoint, in_browser=browser)


@asynccontextmanager
async def asking(
    asterisk: Asterisk, clock: VirtualClock, what: type[Qualities | Silences] = Qualities
) -> AsyncIterator[list[AnyEvent]]:
    told: list[AnyEvent] = []
    task = asyncio.ensure_future(what(asterisk, told.append, clock).run())
    await settle()
    try:
        yield told
    finally:
        task.cancel()


async def test_what_is_told_is_of_the_time_since_it_was_asked_last() -> None:
    asterisk, clock = Asterisk(), VirtualClock()
    asterisk.has("leg_a")
    asterisk.counts["leg_a"] = {"rxcount": 500, "rxploss": 0, "txjitter": 0.0021, "rxjitter": 9.0, "rtt": 0.04}
    async with asking(asterisk, clock) as told:
        asterisk.counts["leg_a"] = {"rxcount": 950, "rxploss": 50, "txjitter": 0.03, "rtt": 0.2}
        await clock.advance(EVERY_SECONDS)
        await clock.advance(EVERY_SECONDS)  # nothing came meanwhile: it is held, or silent
    assert told == [
        LegQuality(leg="leg_a", loss_pct=0.0, jitter_ms=2.1, rtt_ms=40.0),
        LegQuality(leg="leg_a", loss_pct=10.0, jitter_ms=30.0, rtt_ms=200.0),
    ]


async def test_callers_are_not_asked_for_and_what_ends_or_is_away_is_no_trouble() -> None:
    asterisk, clock = Asterisk(), VirtualClock()
    asterisk.has("call_in", endpoint="calls")
    asterisk.has("leg_rings", state="ringing")
    asterisk.has("leg_gone")
    async with asking(asterisk, clock) as told:
        await clock.advance(EVERY_SECONDS)
        assert set(asterisk.asked) == {"leg_gone"} and not told
        asterisk.is_gone = True
        await clock.advance(2 * EVERY_SECONDS)
        asterisk.is_gone = False
        asterisk.counts["leg_gone"] = {"rxcount": 10}
        await clock.advance(2 * EVERY_SECONDS)
        assert told


async def test_however_many_talk_few_are_asked_for_a_second_and_each_in_its_turn() -> None:
    asterisk, clock = Asterisk(), VirtualClock()
    legs = [f"leg_{number}" for number in range(3 * MOST)]
    for leg in legs:
        asterisk.has(leg)
        asterisk.counts[leg] = {"rxcount": 1}
    async with asking(asterisk, clock):
        await clock.advance(EVERY_SECONDS * 2 / 3)
        assert len(asterisk.asked) <= MOST
        await clock.advance(EVERY_SECONDS * 3)
    assert set(asterisk.asked[: 3 * MOST]) == set(legs)
    assert len(asterisk.asked) <= 4 * MOST


async def test_a_browser_that_sends_nothing_for_a_while_falters_and_is_back_when_it_does() -> None:
    asterisk, clock, beat = Asterisk(), VirtualClock(), 0.5
    asterisk.has("leg_a", browser=True)
    asterisk.has("leg_desk")
    asterisk.counts |= {"leg_a": {"rxcount": 50}, "leg_desk": {"rxcount": 50}}

    async def goes_by(seconds: float, *, sends: int) -> None:
        for _ in range(round(seconds / beat)):
            asterisk.counts["leg_a"] = {"rxcount": asterisk.counts["leg_a"]["rxcount"] + sends}
            await clock.advance(beat)

    async with asking(asterisk, clock, Silences) as told:
        await goes_by(20, sends=25)
        told.clear()
        await goes_by(FALTERS_AFTER - 1, sends=0)  # a pause that is none
        await goes_by(2, sends=1)
        assert told == []
        await goes_by(FALTERS_AFTER + 2, sends=0)
        assert told == [LegFaltered(leg="leg_a")]
        await goes_by(20, sends=0)  # told once
        await goes_by(2, sends=25)
        assert told == [LegFaltered(leg="leg_a"), LegFaltered(leg="leg_a", back=True)]
    assert set(asterisk.asked) == {"leg_a"}


async def test_who_was_silent_before_we_came_is_told_and_who_came_back_meanwhile_too() -> None:
    """After a restart nobody here knows what was told before; what cannot be asked for is no silence."""
    asterisk, clock = Asterisk(), VirtualClock()
    asterisk.has("leg_dead", browser=True)
    asterisk.has("leg_well", browser=True)
    asterisk.has("leg_gone", browser=True)
    asterisk.counts |= {"leg_dead": {"rxcount": 0}, "leg_well": {"rxcount": 9000}}
    async with asking(asterisk, clock, Silences) as told:
        await clock.advance(2)
        assert told == [LegFaltered(leg="leg_well", back=True)]
        for count in range(9001, 9020):
            asterisk.counts["leg_well"] = {"rxcount": count}
            await clock.advance(0.5)
        assert told == [LegFaltered(leg="leg_well", back=True), LegFaltered(leg="leg_dead")]


@pytest.mark.parametrize(
    ("way", "is_one"),
    [
        ("PJSIP/usr_01m83t89zaedrs9vwr8tfdmv7s-web", True),
        ("PJSIP/usr_01m83t89zaedrs9vwr8tfdmv7s-web-0000002a", True),
        ("PJSIP/usr_01m83t89zaedrs9vwr8tfdmv7s", False),
        ("PJSIP/usr_01m83t89zaedrs9vwr8tfdmv7s-0000002a", False),
        ("PJSIP/tnt_01m83t89zaedrs9vwr8tfdmv7s-web-0000002a", False),
        ("PJSIP/+34600111222@tnt_01m83t89zaedrs9vwr8tfdmv7s-web", False),
    ],
)
def test_a_browser_is_known_by_its_way(way: str, is_one: bool) -> None:
    assert in_browser(way) is is_one
