"""Asterisk's events, made ours. They are heard in order, and nothing here waits."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from msgspec.structs import replace

from atiende.domain.numbering import MOST, read
from atiende.domain.voice import (
    AnyEvent,
    Cause,
    DigitPressed,
    LegAnswered,
    LegArrived,
    LegEnded,
    LegRinging,
    PlayEnded,
)
from atiende.ports.system import Clock
from atiende.voice.asterisk import causes, names
from atiende.voice.asterisk.lines import Exchange, Line
from atiende.voice.asterisk.plan import in_browser, trunk_of
from atiende.voice.asterisk.wire import RINGING, UP, Channel, Said

log = structlog.get_logger()
LONGEST_NAME = 80
UNSIGNED = ("", "missing_identity_hdr", "disabled")
"""What Asterisk finds (STIR/SHAKEN) where there is no signature; of one, `success` or what is wrong with it."""
WITHHELD = "prohib"
"""How a presentation begins that forbids to show the number (`Privacy: id`)."""


class Hearing:
    """`follow(leg, line)` is told of each leg that ended, `refused` of a channel that is not let in, `finished` of a
    piece of a recording that is stored. `stopped`: plays that we ended. `rate`: new calls a second."""

    def __init__(
        self,
        exchange: Exchange,
        tell: Callable[[AnyEvent], None],
        follow: Callable[[str, Line], None],
        clock: Clock,
        rate: float,
    ) -> None:
        self._exchange, self._tell, self._follow, self._clock = exchange, tell, follow, clock
        self._rate, self._room, self._since = rate, rate, clock.elapsed()
        self._awaited: dict[str, asyncio.Future[None]] = {}
        self._failed: asyncio.Queue[str] = asyncio.Queue()
        self.refused: Callable[[str], None] = lambda channel: None
        self.reached: Callable[[str, str], None] = lambda leg, channel: None
        self.talked: Callable[[str, bool], None] = lambda channel, begins: None
        self.finished: Callable[[str, bool], None] = lambda recording, well: None
        self.played: Callable[[str], None] = lambda play: None
        self.stopped: set[str] = set()
        self._ending: dict[str, list[asyncio.Event]] = {}
        self._deaf = {
            "StasisStart": self._begun,
            "StasisEnd": self._left,
            "ChannelStateChange": self._changed,
            "ChannelHangupRequest": self._asked_to_end,
            "ChannelDestroyed": self._destroyed,
            "ChannelDtmfReceived": self._pressed,
            "ChannelTalkingStarted": self._talked,
            "ChannelTalkingFinished": self._talked,
            "PlaybackFinished": self._played,
            "RecordingFinished": self._recorded,
            "RecordingFailed": self._recorded,
            "ChannelLeftBridge": self._out,
        }

    async def run(self, next_way: Callable[[str], Awaitable[None]]) -> None:
        """Legs whose trunk could not are dialled over the next one."""
        while True:
            await next_way(await self._failed.get())

    def hear(self, said: Said) -> None:
        known = self._deaf.get(said.type)
        if known is not None:
            known(said)

    def awaited(self, channel: str) -> "asyncio.Future[None]":
        """Done when this channel is there for us."""
        return self._awaited.setdefault(channel, asyncio.get_running_loop().create_future())

    # --- channels -----------------------------------------------------------------------------------------------------

    def _begun(self, said: Said) -> None:
        channel, args = said.channel, said.args
        if channel is None or not args:
            return
        if args[0] == "serves":
            waiting = self._awaited.pop(channel.id, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)
        elif args[0] == "out":
            self._answered(self._exchange.leg(channel.id))
        elif args[0] in ("in", "phone") and names.leg_of(channel.id) not in self._exchange.lines:
            self._arrived(channel, args)

    def _arrived(self, channel: Channel, args: tuple[str, ...]) -> None:
        if not self._lets_in():
            log.warning("too many new calls at once; one was refused")
            self.refused(channel.id)
            return
        leg = names.leg_of(channel.id)
        came = args[0] == "in"
        state = "up" if channel.state == UP else "arrived"
        endpoint = args[2] if came else ""
        line = Line(channel=channel.id, state=state, tenant=args[1], endpoint=endpoint)
        line.trunk, line.in_browser = trunk_of(channel.name), in_browser(channel.name)
        self._exchange.lines[leg] = line
        told = LegArrived(leg=leg, tenant=args[1], endpoint=endpoint, dialled=channel.dialplan.exten)
        if came:
            told = from_trunk(told, channel, args)
        else:
            told = replace(told, desk=args[2].removesuffix("-web"))
        self._tell(told)

    def _lets_in(self) -> bool:
        now = self._clock.elapsed()
        self._room = min(self._rate, self._room + (now - self._since) * self._rate)
        self._since = now
        if self._room < 1:
            return False
        self._room -= 1
        return True

    def _changed(self, said: Said) -> None:
        channel = said.channel
        leg = self._exchange.leg(channel.id) if channel is not None else ""
        if channel is None or not leg:
            return
        line = self._exchange.lines[leg]
        if channel.state == RINGING and line.state == "dialling":
            line.state = "ringing"
            self._tell(LegRinging(leg=leg))
        elif channel.state == UP and line.came:
            self._answered(leg)

    def _answered(self, leg: str) -> None:
        line = self._exchange.lines.get(leg)
        if line is not None and line.state != "up":
            line.state, line.ways = "up", ()
            self._tell(LegAnswered(leg=leg))
            self.reached(leg, line.channel)

    def _talked(self, said: Said) -> None:
        if said.channel is not None:
            self.talked(said.channel.id, said.type == "ChannelTalkingStarted")

    def _asked_to_end(self, said: Said) -> None:
        leg = self._exchange.leg(said.channel.id) if said.channel is not None else ""
        if leg and said.cause:
            self._exchange.lines[leg].cause = said.cause

    def _left(self, said: Said) -> None:
        """Out of our hands: it hung up, or the dialplan has it. Of who called us, we hear nothing later than this."""
        leg = self._exchange.leg(said.channel.id) if said.channel is not None else ""
        if leg:
            self._over_with(leg, self._exchange.lines[leg].cause)

    def _out(self, said: Said) -> None:
        channel, bridge = said.channel, said.bridge
        leg = self._exchange.leg(channel.id) if channel is not None else ""
        if leg and bridge is not None and self._exchange.lines[leg].place == bridge.id:
            self._exchange.lines[leg].place = ""

    def _destroyed(self, said: Said) -> None:
        leg = self._exchange.leg(said.channel.id) if said.channel is not None else ""
        if not leg:
            return
        line = self._exchange.lines[leg]
        if line.state != "up" and line.ways and causes.is_trunks(said.cause, line.state == "ringing"):
            line.state = "dialling"
            self._failed.put_nowait(leg)
            return
        self._over_with(leg, said.cause)

    def _over_with(self, leg: str, cause: int) -> None:
        line = self._exchange.lines.pop(leg)
        for play in [one for one, to in self._exchange.plays.items() if to == leg]:
            self.over(play, whole=False)
        self._follow(leg, line)
        self._tell(LegEnded(leg=leg, cause=self._cause(line, cause)))

    def _cause(self, line: Line, number: int) -> Cause:
        if line.state != "up" and not line.came and self._clock.elapsed() >= line.until - 0.5:
            return "no_answer"
        return causes.word(number, line.state == "up")

    def _pressed(self, said: Said) -> None:
        leg = self._exchange.leg(said.channel.id) if said.channel is not None else ""
        if leg:
            self._tell(DigitPressed(leg=leg, digit=said.digit))

    # --- sounds and recordings -------------------------------------------------------------------------------

    def _played(self, said: Said) -> None:
        if said.playback is not None:
            self.over(said.playback.id, said.playback.state == "done" and said.playback.id not in self.stopped)

    def over(self, play: str, whole: bool) -> None:
        self.stopped.discard(play)
        there = self._exchange.plays.pop(play, None) is not None
        for waiting in self._ending.pop(play, ()):
            waiting.set()
        self.played(play)
        if there and not names.parts(play):
            self._tell(PlayEnded(play=play, whole=whole))

    async def is_over(self, play: str, seconds: float) -> bool:
        """Whether it is, by then."""
        if play not in self._exchange.plays:
            return True
        ended = asyncio.Event()
        self._ending.setdefault(play, []).append(ended)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await ended.wait()
        return ended.is_set()

    def _recorded(self, said: Said) -> None:
        if said.recording is not None:
            self.finished(said.recording.name, said.type == "RecordingFinished")


def called(name: str) -> str:
    """What a stranger's telephone says he is called: one line, of a name's length."""
    return " ".join("".join(one if one.isprintable() else " " for one in name[: 4 * LONGEST_NAME]).split())[
        :LONGEST_NAME
    ]


def from_trunk(told: LegArrived, channel: Channel, args: tuple[str, ...]) -> LegArrived:
    """With who calls and what for, as the dialplan and the company say it. Of whoever does not want his number shown
    nothing is told: the company may have given it to us all the same."""
    grade, verdict, country, presented, came, *before = (*args[3:10], *([""] * 7))[:7]
    first = next((one for one in before if one), "")
    diverted = read(first, country) or written_down(first)
    told = replace(
        told,
        attestation=grade if grade in ("A", "B", "C") else "",
        verified=None if verdict in UNSIGNED else verdict == "success",
        dialled_as=came,
        diverted=diverted if diverted != told.dialled else "",
    )
    if presented.startswith(WITHHELD):
        return told
    given = channel.caller.number
    return replace(told, caller=read(given, country), received=written_down(given), name=called(channel.caller.name))


def written_down(number: str) -> str:
    """A number as it was received, valid or not; empty for what has no digit, such as `anonymous`."""
    kept = "".join(one for one in number[:MOST] if one.isprintable())
    return kept if kept[:1].isdigit() or kept[:2].strip("+").isdigit() else ""
