"""What is alive in Asterisk as we know it: legs, bridges and marks, kept by its events and read anew on connecting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from atiende.domain.voice import Cause, Census, LegSeen, Media, RecordingSeen
from atiende.voice.asterisk import names
from atiende.voice.asterisk.names import EAR, HOLD, MUTE, PAUSE, PLAY, RECORD, SECRET, SNOOP
from atiende.voice.asterisk.plan import in_browser, trunk_of
from atiende.voice.asterisk.wire import DOWN, RINGING, UP, Bridge, Channel

STATES = {UP: "up", RINGING: "ringing", DOWN: "dialling"}


@dataclass(slots=True, kw_only=True)
class Line:
    """A leg. `home`: the bridge it belongs to; `place`: the one its channel stands in now. `ways`: what is dialled next
    should this fail; `awaited` is dialled again until `came_by`, where nothing is registered. `refused`: why nothing
    could be dialled at last, `limit` where the trunks left had all the calls they may have."""

    channel: str
    state: str
    tenant: str = ""
    endpoint: str = ""
    home: str = ""
    place: str = ""
    held: bool = False
    music: str = ""
    muted: bool = False
    secret: bool = False
    overhears: str = ""
    coach: bool = False
    trunk: str = ""
    in_browser: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)
    ways: tuple[str, ...] = ()
    caller: str = ""
    callers: Mapping[str, str] = field(default_factory=dict)
    until: float = 0.0
    awaited: tuple[str, ...] = ()
    came_by: float = 0.0
    tries: int = 0
    cause: int = 0
    refused: Cause = "unreachable"

    @property
    def came(self) -> bool:
        """It called us; the others we have dialled."""
        return not self.channel.startswith("leg_")

    def stands_in(self, bridge: str) -> bool:
        """Whether its channel belongs into the bridge now."""
        alone = self.held or self.secret or self.overhears
        return self.home == bridge and not alone and self.state == "up"


@dataclass(slots=True, kw_only=True)
class Tape:
    """A recording: `taken` are the snoop channels by leg, `pauses` (from, to) in ms UTC."""

    bridge: str
    left: str
    began: int
    paused: int = 0
    pauses: list[tuple[int, int]] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Exchange:
    lines: dict[str, Line] = field(default_factory=dict)
    bridges: set[str] = field(default_factory=set)
    """Of calls; marks and what serves us otherwise are not among them."""
    tapes: dict[str, Tape] = field(default_factory=dict)
    plays: dict[str, str] = field(default_factory=dict)

    def leg(self, channel: str) -> str:
        """The leg whose channel this is now, or empty."""
        leg = names.leg_of(channel)
        line = self.lines.get(leg)
        return leg if line is not None and line.channel == channel else ""

    def is_full(self, trunk: str, limit: int) -> bool:
        """Whether a trunk has as many calls as it may have at once, those that came over it included."""
        return 0 < limit <= sum(1 for line in self.lines.values() if line.trunk == trunk)

    def of(self, bridge: str) -> list[str]:
        """The legs that belong to a bridge."""
        return [leg for leg, line in self.lines.items() if line.home == bridge]

    def census(self) -> Census:
        bridges = {bridge: frozenset(self.of(bridge)) for bridge in self.bridges}
        return Census(
            legs={leg: _seen(line) for leg, line in self.lines.items()},
            bridges={bridge: legs for bridge, legs in bridges.items() if legs},
            recordings={
                recording: RecordingSeen(bridge=tape.bridge, paused=bool(tape.paused))
                for recording, tape in self.tapes.items()
            },
            plays=dict(self.plays),
        )

    def read(self, channels: Sequence[Channel], bridges: Sequence[Bridge], app: str, now: int) -> list[str]:
        """Everything anew, as Asterisk lists it. Answers what serves nobody any more, as ARI names it."""
        known, self.lines = self.lines, {}
        for channel in channels:
            leg = names.leg_of(channel.id)
            if leg and _is_ours(channel, app):
                self.lines[leg] = _line(channel, known.get(leg))
        self.bridges = {bridge.id for bridge in bridges if not names.parts(bridge.id)}
        for bridge in bridges:
            self._place(bridge)
        tapes, self.tapes = self.tapes, {}
        for bridge in sorted(bridges, key=lambda one: not one.id.startswith(RECORD)):
            self._mark(bridge, tapes, now)
        idle = [f"bridges/{bridge.id}" for bridge in bridges if self._has_played(bridge)]
        return [*idle, *(f"channels/{one}" for one in self._serving(channel.id for channel in channels))]

    def _has_played(self, bridge: Bridge) -> bool:
        """The mark of a play: it goes on where its leg is still there."""
        kind, *rest = names.parts(bridge.id) or ("",)
        if kind != PLAY:
            return False
        if bridge.name in self.lines or bridge.name in self.bridges:
            self.plays["~".join(rest)] = bridge.name
            return False
        return True

    def _place(self, bridge: Bridge) -> None:
        for channel in bridge.channels:
            leg = self.leg(channel)
            if leg:
                self.lines[leg].place = bridge.id
                self.lines[leg].home = bridge.id if bridge.id in self.bridges else ""

    def _mark(self, bridge: Bridge, tapes: dict[str, Tape], now: int) -> None:
        kind, *rest = names.parts(bridge.id) or ("",)
        if not rest:
            return
        subject, said = rest[0], bridge.name.split(" ")
        line = self.lines.get(subject)
        if kind == RECORD:
            fresh = Tape(bridge=said[0], left=said[-1], began=now)
            self.tapes[subject] = tapes.get(subject, self.tapes.get(subject, fresh))
        elif kind == PAUSE and subject in self.tapes:
            self.tapes[subject].paused = self.tapes[subject].paused or now
        elif line is not None and kind == HOLD:
            line.held, line.home, line.music = True, said[0], said[-1]
        elif line is not None and kind == MUTE:
            line.muted = True
        elif line is not None and kind == SECRET:
            line.secret, line.home = True, line.home or said[0]
        elif line is not None and kind == EAR and len(rest) > 2:
            line.overhears, line.coach, line.home = rest[1], rest[2] == "coach", ""

    def _serving(self, channels: Iterable[str]) -> Iterable[str]:
        """Snoop channels: of tapes they are noted; of what is gone they are left over."""
        for channel in channels:
            kind, *rest = names.parts(channel) or ("",)
            if kind != SNOOP or len(rest) < 2:
                continue
            subject, leg = rest[0], rest[1]
            if subject in self.tapes:
                self.tapes[subject].taken[leg] = channel
            elif leg not in self.lines or subject not in self.lines:
                yield channel


def _is_ours(channel: Channel, app: str) -> bool:
    """In our application, or on its way to it."""
    place = channel.dialplan
    if place.app_name == "Stasis":
        return place.app_data.partition(",")[0] == app
    return channel.id.startswith("leg_")


def _line(channel: Channel, known: Line | None) -> Line:
    args = channel.dialplan.app_data.split(",")[1:]
    came = not channel.id.startswith("leg_")
    line = known or Line(channel=channel.id, state="")
    line.channel, line.place, line.home = channel.id, "", ""
    line.held = line.muted = line.secret = line.coach = False
    line.music = line.overhears = ""
    line.state = STATES.get(channel.state, "arrived" if came else "dialling")
    line.trunk = line.trunk or trunk_of(channel.name)
    line.in_browser = in_browser(channel.name)
    line.tenant = line.tenant or (args[1] if len(args) > 1 else "")
    line.endpoint = line.endpoint or (args[2] if came and len(args) > 2 and args[0] == "in" else "")
    return line


def _seen(line: Line) -> LegSeen:
    return LegSeen(
        state=line.state,
        bridge=line.home,
        held=line.held,
        music=line.music,
        muted=line.muted,
        overhears=line.overhears,
        coach=line.coach,
        secret=line.secret,
        media=Media(),
        tenant=line.tenant,
    )
