"""A page that reaches us only through a relay: a real coturn with the configuration in deploy/."""

from collections.abc import AsyncIterator
from pathlib import Path

import aioice.stun
import aioice.turn
import pytest

from atiende.bench.page import TONES, Page
from atiende.domain.turn import Turn
from tests.doubles.coturn import PROGRAM, SECRET, coturn
from tests.doubles.telephone_house import House, telephone_house

pytestmark = pytest.mark.live
TURN = Turn(urls=("turn:relay.example.com:3478",), secret=SECRET)
OUR_MEDIA_IS_LOCAL = ("--allow-loopback-peers", "--allowed-peer-ip", "127.0.0.1")


@pytest.fixture(autouse=True)
def there() -> None:
    if not PROGRAM.exists():
        pytest.skip("coturn is not installed")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with telephone_house(tmp_path, TURN) as made:
        yield made


async def _through(house: House, page: Page, relay: tuple[str, int], password: str = "") -> None:
    (server,) = house.engine.ice("tnt_1", "usr_1")
    await aioice.turn.create_turn_endpoint(
        lambda: page,
        server_addr=relay,
        username=server.username,
        password=password or server.credential,
    )


async def _allocated(house: House, page: Page, relay: tuple[str, int]) -> None:
    """It takes a moment to start."""
    for _ in range(100):
        try:
            await _through(house, page, relay)
        except (aioice.stun.TransactionError, OSError):
            await house.clock.sleep(0.1)
        else:
            return
    raise AssertionError("no relay")


async def test_a_page_speaks_through_the_relay_alone(house: House, tmp_path: Path) -> None:
    with coturn(tmp_path, *OUR_MEDIA_IS_LOCAL) as relay:
        agent = await house.connect("leg_a", TONES["low"])
        await house.dial("leg_c", "visitor")
        caller = house.page("leg_c", TONES["middle"])
        await _allocated(house, caller, relay)
        await caller.call()
        await house.until(caller.connected.is_set)
        await house.engine.bridge("brg_1", {"leg_a", "leg_c"})
        await house.hears(agent, "middle")
        await house.hears(caller, "low")
        caller.close()
        await house.clock.sleep(0.05)


async def test_the_relay_reaches_nothing_in_closed_networks_and_nobody_without_our_word(
    house: House, tmp_path: Path
) -> None:
    """As it is shipped. The test before is the control: with the media port let through it works."""
    with coturn(tmp_path) as relay:
        await house.dial("leg_c", "visitor")
        caller = house.page("leg_c", TONES["middle"])
        await _allocated(house, caller, relay)
        transport = caller.transport
        assert transport is not None
        for closed in ("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "172.16.0.9"):
            with pytest.raises(aioice.stun.TransactionFailed, match="403"):
                await _bind(transport, (closed, 9))
        await _bind(transport, ("198.51.100.7", 9))
        with pytest.raises(aioice.stun.TransactionFailed, match="401"):
            await _through(house, Page(house.clock, lambda _: None), relay, password="guessed")
        caller.close()
        await house.clock.sleep(0.05)


async def _bind(transport: object, peer: tuple[str, int]) -> None:
    assert isinstance(transport, aioice.turn.TurnTransport)
    inner = transport._TurnTransport__inner_protocol  # the library lends its client no other way
    await inner.channel_bind(0x4000 + sum(map(ord, peer[0])), peer)
