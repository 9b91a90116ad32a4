"""`ports.voice.VoiceEngine` on Asterisk 22 by ARI.

All requests go over WebSockets, those about a call's bridges in order (`lanes.py`); what is alive is known from events
and, after connecting, from Asterisk's own lists. Nothing of a call is kept in Asterisk but ids and names of ours
(`names.py`).
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Set
from datetime import timedelta

import structlog

from atiende.domain.voice import Address, AnyEvent, Cause, Census, EngineBack, EngineLost, LegEnded
from atiende.ports.system import Clock
from atiende.ports.voice import EngineGone, Heard, Recorded, Sound
from atiende.voice.asterisk import causes, dialling, names
from atiende.voice.asterisk import link as links
from atiende.voice.asterisk.answerers import Answerers
from atiende.voice.asterisk.dialplan import away
from atiende.voice.asterisk.hearing import Hearing
from atiende.voice.asterisk.lanes import Lanes
from atiende.voice.asterisk.lines import Exchange, Line
from atiende.voice.asterisk.link import Answer, Query
from atiende.voice.asterisk.names import HOLD, MUTE, SECRET
from atiende.voice.asterisk.overhearing import let_go, overhear
from atiende.voice.asterisk.plan import APP, in_browser, trunk_of
from atiende.voice.asterisk.plays import Plays
from atiende.voice.asterisk.qualities import Qualities
from atiende.voice.asterisk.silences import Silences
from atiende.voice.asterisk.sounds import Sounds
from atiende.voice.asterisk.tapes import Tapes
from atiende.voice.asterisk.taps import Tap
from atiende.voice.asterisk.wire import BRIDGES, CHANNELS, QUIET

log = structlog.get_logger()
AGAIN_SECONDS = 1.0
COME_SECONDS = 8.0
"""So long an agent's telephone is waited for that is not registered: a page that was loaded anew is, by then."""
BEGIN_SECONDS = 5.0
"""How long a channel that serves us may take until it is there."""
MIXING = "mixing"
TALKING = "mixing,dtmf_events"
"""Of a call: keys pressed in it are told, which Asterisk's shortest way for sound would not."""


class AsteriskEngine:
    """`url`: `http://user:password@host:8088`, of ari.conf. `rate`: new calls a second that are let in."""

    name = "asterisk"
    echoes = False

    def __init__(self, url: str, clock: Clock, sounds: Sounds, *, app: str = APP, rate: float = 80.0) -> None:
        self._address, self._clock, self._app = links.Address.read(url), clock, app
        self._link: Lanes | None = None
        self._group: asyncio.TaskGroup | None = None
        self._events: asyncio.Queue[AnyEvent] = asyncio.Queue()
        self.exchange = Exchange()
        self.hearing = Hearing(self.exchange, self._tell, self._follow, clock, rate)
        self.hearing.refused = self._refuse
        self._plays = Plays(self, sounds)
        self.may: Callable[[], bool] = lambda: True
        """Whether this process speaks to it: Asterisk tells only who connected last."""
        self.tapes = Tapes(self, clock)
        self._answerers = Answerers(self, self._tell, clock)
        self.hearing.reached, self.hearing.talked = self._answerers.answered, self._answerers.talked

    # --- the connection -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            self._group = group
            group.create_task(self.tapes.run())
            group.create_task(self._answerers.run())
            for asking in (Qualities, Silences):
                group.create_task(asking(self, self._tell, self._clock).run())
            group.create_task(self.hearing.run(self._next_way))
            while True:
                if self.may():
                    with contextlib.suppress(OSError, EngineGone):
                        await self._connected()
                await self._clock.sleep(AGAIN_SECONDS)

    async def _connected(self) -> None:
        """From connecting until the connection is gone."""
        link = Lanes(self._address, self._app, self.hearing.hear)
        await link.open()
        self._link = link
        try:
            quiet = {"disallowed": [{"type": kind} for kind in QUIET]}
            link.tell("PUT", f"applications/{self._app}/eventFilter", None, quiet)
            await self._look()
            log.info("asterisk is there", legs=len(self.exchange.lines))
            self._plays.begun = set(self.exchange.plays)
            self._tell(EngineBack())
            while self.may() and not link.ended.is_set():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN_SECONDS):
                        await link.ended.wait()
        finally:
            self._link = None
            link.close()
            log.warning("asterisk is gone")
            self._tell(EngineLost())

    async def _look(self) -> None:
        """What is alive, once: from then on events say. They are asked for again, and what serves nobody ends."""
        link = self.up
        asked = [link.send("GET", uri) for uri in ("channels", "bridges")]
        channels, bridges = [await self._body(one) for one in asked]
        listed, standing = CHANNELS.decode(channels), BRIDGES.decode(bridges)
        for left_over in self.exchange.read(listed, standing, self._app, self._clock.now()):
            link.tell("DELETE", left_over)
        if listed:
            sources = [f"channel:{one.id}" for one in listed] + [f"bridge:{one.id}" for one in standing]
            link.tell("POST", f"applications/{self._app}/subscription", {"eventSource": ",".join(sources)})

    async def _body(self, asked: "asyncio.Future[Answer]") -> str:
        async with asyncio.timeout(links.ANSWER_SECONDS):
            answer = await asked
        if not answer.well:
            raise EngineGone(f"answered {answer.status}")
        return answer.body

    @property
    def is_there(self) -> bool:
        """`ports.voice.Reached`; where another node speaks to it, it is not missed here."""
        return self._link is not None or not self.may()

    @property
    def up(self) -> Lanes:
        if self._link is None:
            raise EngineGone("not connected")
        return self._link

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer:
        """A request of ARI. What is not there is no error: it may just have ended."""
        answer = await self.up.ask(method, uri, query, body)
        if not answer.well and answer.status != 404:
            log.info("asterisk refused", method=method, what=uri.partition("/")[0], status=answer.status)
        return answer

    def told(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None:
        """The same, not waited for."""
        self.up.tell(method, uri, query, body)

    def _tell(self, event: AnyEvent) -> None:
        self._events.put_nowait(event)

    async def events(self) -> AsyncIterator[AnyEvent]:
        while True:
            yield await self._events.get()

    async def census(self) -> Census:
        _ = self.up
        return self.exchange.census()

    async def close(self) -> None:
        if self._link is not None:
            self._link.close()

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """A task that ends with the engine at the latest."""
        if self._group is None:
            work.close()
            raise EngineGone("not running")
        return self._group.create_task(work)

    # --- legs ---------------------------------------------------------------------------------------------------------

    async def dial(self, leg: str, to: Address, *, caller: str, ring: timedelta) -> None:
        if leg in self.exchange.lines:
            return
        ways = dialling.ways(to)
        if to.kind == "number":
            self._answerers.expect(leg)
        now = self._clock.elapsed()
        self.exchange.lines[leg] = Line(
            channel=leg, state="dialling", tenant=to.tenant, ways=ways, caller=caller, until=now + ring.total_seconds(),
            awaited=ways if to.kind == "agent" else (), came_by=now + COME_SECONDS, limits=dialling.limits(to),
            callers=dialling.callers(to),
        )  # fmt: skip
        await self._next_way(leg)

    async def _next_way(self, leg: str) -> None:
        """Dials over the next trunk; the leg ends when there is none."""
        line = self.exchange.lines.get(leg)
        while line is not None and line.ways and self._clock.elapsed() < line.until:
            way, line.ways = line.ways[0], line.ways[1:]
            trunk, line.trunk = trunk_of(way), ""
            if self.exchange.is_full(trunk, line.limits.get(trunk, 0)):
                line.refused = "limit"
                continue
            line.trunk, line.refused, line.in_browser = trunk, "unreachable", in_browser(way)
            line.tries += 1
            line.channel = leg if line.tries == 1 else f"{leg}~{line.tries}"
            seconds = max(1, round(line.until - self._clock.elapsed()))
            body = dialling.request(leg, line, way, self._app, seconds)
            answer = await self.ask("POST", f"channels/{line.channel}", None, body)
            if answer.well or answer.status == 409:
                return
        if line is None or leg not in self.exchange.lines:
            return
        if line.awaited and self._clock.elapsed() < line.came_by:
            _ = self.spawn(self._once_more(leg, line))
        else:
            del self.exchange.lines[leg]
            self._tell(LegEnded(leg=leg, cause=line.refused))

    async def _once_more(self, leg: str, line: Line) -> None:
        """None of his telephones is registered: his page may just be coming back."""
        await self._clock.sleep(AGAIN_SECONDS)
        if self.exchange.lines.get(leg) is line:
            line.ways = line.awaited
            with contextlib.suppress(EngineGone):
                await self._next_way(leg)

    async def answer(self, leg: str) -> None:
        line = self.exchange.lines.get(leg)
        if line is not None and line.state == "arrived":
            await self.ask("POST", f"channels/{line.channel}/answer")

    async def hang_up(self, leg: str, cause: Cause = "normal") -> None:
        """`failed`, for one who called a number: he is not sent away, the dialplan's emergency group takes him."""
        line = self.exchange.lines.get(leg)
        channel = line.channel if line is not None else names.channel_of(leg)
        if line is not None and cause == "failed" and line.endpoint:
            place: Query = {"context": away(line.tenant), "extension": "s", "priority": 1}
            if (await self.ask("POST", f"channels/{channel}/continue", place)).well:
                return
        await self.ask("DELETE", f"channels/{channel}", {"reason_code": causes.NUMBERS[cause]})

    def _refuse(self, channel: str) -> None:
        with contextlib.suppress(EngineGone):
            self.told("DELETE", f"channels/{channel}", {"reason_code": causes.NUMBERS["limit"]})

    async def press(self, leg: str, digits: str) -> None:
        line = self.exchange.lines.get(leg)
        if line is not None and digits:
            await self.ask("POST", f"channels/{line.channel}/dtmf", {"dtmf": digits, "between": 80, "duration": 120})

    async def mute(self, leg: str, on: bool) -> None:
        line = self.exchange.lines.get(leg)
        if line is not None and line.muted != on:
            line.muted = on
            self._mark(MUTE, leg, on)
            await self.ask("POST" if on else "DELETE", f"channels/{line.channel}/mute", {"direction": "in"})

    async def collect(self, leg: str, *, secret: bool) -> None:
        """While secret, it stands alone: a bridge would pass the keys on, or not tell them."""
        line = self.exchange.lines.get(leg)
        if line is not None and line.secret != secret:
            line.secret = secret
            self._mark(SECRET, leg, secret, line.home)
            await self._stand(line.home)
            self.tapes.changed(line.home)

    def _mark(self, kind: str, leg: str, on: bool, says: str = "") -> None:
        """Kept by Asterisk for whoever connects next."""
        uri = f"bridges/{names.name(kind, leg)}"
        self.told("POST" if on else "DELETE", uri, {"type": MIXING, "name": says} if on else None)

    # --- who hears whom -----------------------------------------------------------------------------------------------

    async def bridge(self, bridge: str, legs: Set[str]) -> None:
        lines = self.exchange.lines
        there = {leg for leg in legs if leg in lines}
        for leg in [one for one in self.exchange.of(bridge) if one not in there]:
            lines[leg].home = ""
        if not there:
            await self._end(bridge)
            return
        new = bridge not in self.exchange.bridges
        self.exchange.bridges.add(bridge)
        for leg in there:
            lines[leg].home = bridge
            if lines[leg].held:
                self._mark(HOLD, leg, True, f"{bridge} {lines[leg].music}")
        if new:
            self.told("POST", f"bridges/{bridge}", {"type": TALKING})
        await self._stand(bridge)
        self.tapes.changed(bridge)

    async def _stand(self, bridge: str) -> None:
        """Channels are moved to where their legs belong."""
        if not bridge:
            return
        lines = [one for one in self.exchange.lines.values() if bridge in (one.place, one.home)]
        out = [one for one in lines if one.place == bridge and not one.stands_in(bridge)]
        into = [one for one in lines if one.place != bridge and one.stands_in(bridge)]
        for one in out:
            one.place = ""
        if out:
            gone: Query = {"channel": ",".join(one.channel for one in out)}
            await self.ask("POST", f"bridges/{bridge}/removeChannel", gone)
        for one in into:
            one.place = bridge
            await self.silence(self.exchange.leg(one.channel))
        if into:
            asked: Query = {"channel": ",".join(one.channel for one in into)}
            answer = await self.ask("POST", f"bridges/{bridge}/addChannel", asked)
            if not answer.well:
                for one in into:
                    one.place = ""

    async def silence(self, leg: str) -> None:
        await self._plays.silence(leg)

    async def _end(self, bridge: str) -> None:
        self.exchange.bridges.discard(bridge)
        for line in self.exchange.lines.values():
            line.place = "" if line.place == bridge else line.place
        self.tapes.ended(bridge)
        await self.ask("DELETE", f"bridges/{bridge}")

    async def hold(self, leg: str, music: Sound | None) -> None:
        line = self.exchange.lines.get(leg)
        blob = music.blob if music is not None else ""
        if line is None or (line.held and line.music == blob):
            return
        self._mark(HOLD, leg, True, f"{line.home} {blob}")
        playing = names.name(HOLD, leg)
        if line.held:
            await self.silence(leg)
        line.held, line.music = True, blob
        await self._stand(line.home)
        self.tapes.changed(line.home)
        if music is not None:
            await self._plays.begin(playing, leg, music)

    async def resume(self, leg: str) -> None:
        line = self.exchange.lines.get(leg)
        if line is None or not line.held:
            return
        line.held, line.music = False, ""
        await self.silence(leg)
        self._mark(HOLD, leg, False)
        await self._stand(line.home)
        self.tapes.changed(line.home)

    async def overhear(self, ear: str, of: str, *, coach: bool) -> None:
        await overhear(self, ear, of, coach=coach)

    async def snoop(self, snoop: str, channel: str, how: dict[str, str]) -> bool:
        """A channel that hears another one; there when this returns true."""
        begun = self.hearing.awaited(snoop)
        asked = {**how, "app": self._app, "appArgs": "serves"}
        answer = await self.ask("POST", f"channels/{channel}/snoop/{snoop}", asked)
        try:
            async with asyncio.timeout(BEGIN_SECONDS if answer.well else 0):
                await begun
        except TimeoutError:
            return False
        return True

    # --- sounds -------------------------------------------------------------------------------------------------------

    async def play(self, play: str, to: str, sound: Sound) -> None:
        if play not in self.exchange.plays:
            await self._plays.begin(play, to, sound)

    async def stop(self, play: str) -> None:
        await self._plays.stop(play)

    # --- recordings, and who writes along -----------------------------------------------------------------------------

    async def record(self, recording: str, bridge: str, *, left: str) -> None:
        self.tapes.begin(recording, bridge, left)

    async def pause_recording(self, recording: str, on: bool) -> None:
        self.tapes.pause(recording, on)

    async def stop_recording(self, recording: str) -> None:
        self.tapes.end(recording)

    async def recorded(self, recording: str) -> Recorded | None:
        return await self.tapes.fetch(recording, self._address)

    async def forget(self, recording: str) -> None:
        await self.tapes.forget(recording)

    def tap(self, bridge: str) -> AsyncIterator[Heard]:
        return Tap(self, self._address, self._app, self._clock, bridge).listen()

    async def signal(self, leg: str, body: str) -> None:
        """Telephones speak SIP with Asterisk itself, browsers too."""

    def _follow(self, leg: str, line: Line) -> None:
        """A leg has ended: so does all that served it."""
        self._answerers.gone(leg, line.channel)
        if self._link is None:
            return
        for kind, there in ((HOLD, line.held), (MUTE, line.muted), (SECRET, line.secret)):
            if there:
                self._mark(kind, leg, False)
        if line.overhears:
            let_go(self, leg, line)
        self.tapes.changed(line.home)
