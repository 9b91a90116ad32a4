"""Callbacks: nothing comes in or goes out here. An agent sees the number and what was said, and calls.

Dialling from the desk comes with the telephone; until then the number is called from whatever telephone there is.
"""

from collections.abc import Mapping, Sequence

from atiende.domain.callback import CHANNEL
from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown


class Callback:
    """No endpoint has this channel: its work is made of work that came through others."""

    traits = Traits(name=CHANNEL, endpoints=False)

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return [(name, "unknown_field") for name in settings]

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        return Unknown(reason="no_raw_input")

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        raise SendFailed("no_push", retry=False)

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return []
