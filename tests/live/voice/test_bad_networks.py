"""What the network does to calls: it breaks off, sends things twice, and carries strangers' datagrams."""

import os
import random
import socket
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.bench.page import TONES
from atiende.domain.voice import LegAnswered, LegEnded, LegFaltered
from atiende.voice.embedded import stun
from tests.doubles.telephone_house import House, telephone_house
from tests.doubles.udp_road import UdpRoad

pytestmark = pytest.mark.live
LOW, MIDDLE, HIGH = TONES["low"], TONES["middle"], TONES["high"]
CUT_SECONDS = 10


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with telephone_house(tmp_path) as made:
        yield made


@pytest.fixture
async def road(house: House) -> AsyncIterator[UdpRoad]:
    """To the media process, which runs then."""
    await house.connect("leg_0")
    made = UdpRoad(house.engine.places[0])
    yield made
    made.close()


async def _call_over(house: House, road: UdpRoad) -> None:
    """An agent at his page, and a caller whose datagrams go over the road."""
    via = await road.open()
    await house.connect("leg_a", LOW)
    await house.dial("leg_c", "visitor")
    await house.page("leg_c", MIDDLE, via=via).call()
    await house.until(house.at["leg_c"].connected.is_set)
    await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
    await house.hears(house.at["leg_a"], "middle")


@pytest.mark.chaos
async def test_ten_seconds_without_network_end_nothing_and_sound_comes_back(house: House, road: UdpRoad) -> None:
    await _call_over(house, road)
    road.cut = True
    took = await house.until(lambda: house.saw(LegFaltered, "leg_c", back=False))
    until = house.clock.elapsed() + max(0.0, CUT_SECONDS - took)
    await house.until(lambda: house.clock.elapsed() > until)
    assert not house.saw(LegEnded, "leg_c")
    road.cut = False
    await house.until(lambda: house.saw(LegFaltered, "leg_c", back=True))
    await house.hears(house.at["leg_a"], "middle")
    await house.hears(house.at["leg_c"], "low")


async def test_a_page_that_moves_to_another_network_is_heard_from_there(house: House, road: UdpRoad) -> None:
    await _call_over(house, road)
    caller = house.at["leg_c"]
    road.cut = True
    caller.moves_to(road.there)
    caller.speaks = HIGH
    await house.hears(house.at["leg_a"], "high")
    await house.hears(caller, "low")


async def test_what_was_said_once_is_not_heard_again(house: House, road: UdpRoad) -> None:
    """Sound of before, sent again as it was: signed, and refused all the same."""
    await _call_over(house, road)
    said = [one for one in road.sent if one[0] == 128 and one[1] & 127 == 111][-40:]
    house.at["leg_c"].speaks = 0.0
    await house.hears(house.at["leg_a"])
    before = (await _refused(house), house.at["leg_a"].received)
    for one in said:
        road.inject(one)
    await house.hears_nothing(house.at["leg_a"])
    assert await _refused(house) >= before[0] + len(said)


async def _refused(house: House) -> int:
    figures = await house.engine.figures()
    assert figures is not None
    return figures.refused


async def test_strangers_datagrams_are_dropped_unanswered(house: House, road: UdpRoad) -> None:
    """Checks with a wrong password, sound without keys, hellos from nowhere: no answer, and no harm."""
    await _call_over(house, road)
    name = next(_name_in(one) for one in road.sent if stun.is_stun(one))
    ours, _, theirs = name.partition(":")
    before = await _refused(house)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.setblocking(False)
        forged = [
            stun.request(name, b"not the password of anybody", os.urandom(12)),
            stun.request(f"{ours}:somebody", b"x" * 24, os.urandom(12)),
            stun.request(f"nobody:{theirs}", b"x" * 24, os.urandom(12)),
            road.sent[-1],
            bytes([22, 254, 253]) + os.urandom(60),
            bytes([128, 111]) + os.urandom(60),
        ]
        for one in forged:
            stranger.sendto(one, road.there)
        for one in forged[-2:]:
            road.inject(one)  # and from where the page is
        await house.until_async(lambda: _refused(house), at_least=before + len(forged))
        with pytest.raises(BlockingIOError):
            stranger.recv(2048)
    await house.hears(house.at["leg_a"], "middle")


def _name_in(data: bytes) -> str:
    check = stun.read_check(data)
    assert check is not None
    return f"{check.user}:{check.peer}"


async def test_a_flood_of_noise_leaves_the_call_whole(house: House, road: UdpRoad) -> None:
    await _call_over(house, road)
    noise = random.Random(7)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for _ in range(5_000):
            stranger.sendto(noise.randbytes(noise.randrange(1, 200)), road.there)
    await house.hears(house.at["leg_a"], "middle")
    assert not house.saw(LegEnded)


async def test_the_collected_hostile_datagrams_harm_nobody(house: House, road: UdpRoad, shared_data: Path) -> None:
    await _call_over(house, road)
    seeds = shared_data / "sip" / "pjsip-fuzz-seed"
    sent = 0
    for name in ("stun", "srtp"):
        with zipfile.ZipFile(seeds / f"fuzz-{name}_seed_corpus.zip") as found:
            for one in found.namelist():
                road.inject(found.read(one)[:1400] or b"\0")
                sent += 1
    assert sent > 10
    await house.hears(house.at["leg_a"], "middle")
    await house.hears(house.at["leg_c"], "low")
    later = await house.connect("leg_n", HIGH)
    assert later.connected.is_set()
    await house.until(lambda: house.saw(LegAnswered, "leg_n"))
