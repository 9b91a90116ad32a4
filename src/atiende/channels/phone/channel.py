"""Calls on a telephone outside Atiende: noted by whoever has them; nothing comes in or goes out here."""

from collections.abc import Mapping, Sequence

from atiende.domain.customer import PHONE
from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown


class Phone:
    """No endpoint has this channel: its work begins in an agent's hands."""

    traits = Traits(name=PHONE, endpoints=False)

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
