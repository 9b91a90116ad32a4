"""What carries calls, by our settings: our own media process, and Asterisk with the files it is configured by."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence, Set
from contextlib import asynccontextmanager
from pathlib import Path

from atiende.actions.telephony import telephone_password
from atiende.domain.turn import Turn
from atiende.ports.blobs import Blobs
from atiende.ports.desk import Desk
from atiende.ports.nodes import VOICE, Leases
from atiende.ports.secrets import Keyring
from atiende.ports.system import Clock
from atiende.ports.voice import Announced, SipAccount, Voice, VoiceEngine
from atiende.reactors.telephony import keep_telephony
from atiende.settings import Settings
from atiende.voice.asterisk.announced import announced
from atiende.voice.asterisk.announcing import announce
from atiende.voice.asterisk.engine import AsteriskEngine
from atiende.voice.asterisk.link import Address
from atiende.voice.asterisk.plan import Site, browser_section
from atiende.voice.asterisk.registered import registered
from atiende.voice.asterisk.sounds import Sounds
from atiende.voice.asterisk.writing import apply
from atiende.voice.embedded.engine import EmbeddedEngine
from atiende.voice.embedded.plan import MediaPlan, command
from atiende.voice.embedded.starting import Starter

USUAL = Path("/etc/asterisk")
MODULES, DATA, STATE = Path("/usr/lib/asterisk/modules"), Path("/usr/share/asterisk"), Path("/var/lib/asterisk")
NOWHERE = Path()
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")
ANYWHERE, USUAL_PORT = ("", "0.0.0.0", "::"), "5060"  # noqa: S104 - no address anybody could type


@asynccontextmanager
async def open_voice(
    settings: Settings, blobs: Blobs, keys: Keyring, clock: Clock, leases: Leases
) -> AsyncIterator[Voice]:
    """The engines, let go at the end; the calls in them go on."""
    voice = Voice(engines=_engines(settings, blobs, keys, clock, leases))
    try:
        yield voice
    finally:
        for engine in voice.engines.values():
            await engine.close()


def _engines(settings: Settings, blobs: Blobs, keys: Keyring, clock: Clock, leases: Leases) -> dict[str, VoiceEngine]:
    """What carries calls here; nothing of it runs yet."""
    engines: dict[str, VoiceEngine] = {}
    if settings.media != "off":
        plan = media_plan(settings)
        starter = Starter(plan.directory, command(plan) if settings.media == "own" else (), clock)
        turn = Turn(urls=settings.turn_urls, secret=settings.turn_secret) if settings.turn_urls else None
        engines["embedded"] = EmbeddedEngine(starter, blobs, keys, clock, turn)
    if settings.asterisk_url:
        engines["asterisk"] = Asterisk(settings, blobs, keys, clock, leases)
    return engines


def media_plan(settings: Settings) -> MediaPlan:
    """The port's number is the pages' own where none is given: one number to open in a firewall, by TCP and by UDP."""
    return MediaPlan(
        directory=settings.data_dir,
        hosts=settings.media_hosts,
        public=settings.media_public,
        port=settings.media_port or settings.port,
    )


class Asterisk(AsteriskEngine):
    """The engine, with what pages register by."""

    def __init__(self, settings: Settings, blobs: Blobs, keys: Keyring, clock: Clock, leases: Leases) -> None:
        sounds = Sounds(blobs, sounds_of(settings))
        super().__init__(settings.asterisk_url, clock, sounds, rate=settings.asterisk_calls)
        self.may = lambda: leases.held(VOICE) != frozenset()
        self._keys, self.websocket = keys, settings.asterisk_websocket
        self.server = _server(settings)
        self._realm = settings.asterisk_public or Address.read(settings.asterisk_url).host

    async def account(self, tenant: str, user: str) -> SipAccount | None:
        """`ports.voice.SipAccounts`."""
        if not self.websocket:
            return None
        password = telephone_password(self._keys, tenant, user)
        uri = f"sip:{browser_section(user)}@{self._realm}"
        return SipAccount(uri=uri, password=password, websocket=self.websocket)

    async def registered(self, users: Sequence[str]) -> Set[str]:
        """`ports.voice.Registrar`."""
        return await registered(self.up, users)

    async def announced(self) -> Mapping[str, Announced] | None:
        """`ports.voice.Announces`."""
        return await asyncio.to_thread(announced, self._address)


def _server(settings: Settings) -> str:
    """Host, and the port where it is not the usual one."""
    host, port = settings.asterisk_sip.rsplit(":", 1)
    named = settings.asterisk_public or (host if host.strip("[]") not in ANYWHERE else "")
    named = named or Address.read(settings.asterisk_url).host
    return named if port == USUAL_PORT else f"{named}:{port}"


def sounds_of(settings: Settings) -> Path:
    given = settings.asterisk_sounds
    return (settings.data_dir / "asterisk-sounds" if given == NOWHERE else given).absolute()


def site_of(settings: Settings, etc: Path = NOWHERE) -> Site:
    """Where things are in a usual installation; `etc` as it is written."""
    address = Address.read(settings.asterisk_url)
    host, _, port = settings.asterisk_sip.rpartition(":")
    configured = settings.asterisk_config
    first, _, last = settings.asterisk_rtp.partition("-")
    return Site(
        etc=etc if etc != NOWHERE else configured if configured != NOWHERE else USUAL,
        modules=MODULES,
        data=DATA,
        state=STATE,
        sounds=sounds_of(settings),
        sip=(host.strip("[]"), int(port)),
        http=("127.0.0.1" if address.host in ("localhost", "127.0.0.1") else "0.0.0.0", address.port),  # noqa: S104
        rtp=(int(first), int(last)),
        user=address.user,
        password=address.password,
        public=settings.asterisk_public,
        authorities=authorities(settings),
    )


def authorities(settings: Settings) -> str:
    """Every certificate in the directory's files, one after the other; what else is in them, as keys, stays there."""
    given = settings.asterisk_authorities
    directory = settings.data_dir / "authorities" if given == NOWHERE else given
    if not directory.is_dir():
        return ""
    texts = [file.read_text(errors="replace") for file in sorted(directory.iterdir()) if file.is_file()]
    return "".join(f"{one}\n" for text in texts for one in CERTIFICATE.findall(text))


async def keep_in_step(settings: Settings, desk: Desk) -> None:
    """Until cancelled; of the one engine that is Asterisk."""
    engine, site = desk.voice.engines["asterisk"], site_of(settings)
    assert isinstance(engine, AsteriskEngine)
    await announce(desk.synthesizer, site.sounds)
    await keep_telephony(desk, lambda lines: apply(engine, site, lines))


def kept(settings: Settings) -> bool:
    """Whether its files are ours to write."""
    return bool(settings.asterisk_url) and settings.asterisk_config != NOWHERE
