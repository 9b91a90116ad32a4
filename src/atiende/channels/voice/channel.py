"""Calls: what is heard and said goes through an engine, so there is nothing to parse or to push here."""

from collections.abc import Mapping, Sequence

from atiende.channels.voice.settings import check_settings
from atiende.domain.call import VOICE
from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown


class Voice:
    """Settings: numbers (E.164), web, engine, anonymous, blocked."""

    traits = Traits(name=VOICE, session=True, push=False, voice=True)

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return check_settings(settings)

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        return Unknown(reason="no_raw_input")

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        raise SendFailed("no_push", retry=False)

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return [("published", "ok")]
