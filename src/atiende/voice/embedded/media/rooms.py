"""Who stands where in the engine, and what follows for each leg: whose packets it gets as they are, and whose sound has
to be decoded. What is said of one leg is worked out again for those it meets only."""

from collections.abc import Callable, Iterable, Set

from msgspec.structs import replace

from atiende.voice.embedded.media import hearing, rtp
from atiende.voice.embedded.media.hearing import Standing
from atiende.voice.embedded.media.keys import Mask
from atiende.voice.embedded.media.legs import Leg
from atiende.voice.embedded.media.recording import Recorder
from atiende.voice.embedded.media.sounds import Play

Hear = Callable[[str, int, bytes], None]
"""A transcriber: leg, ms since the tap began, 16 kHz 16 bit mono."""


_NEVER, _STILL_SECRET = -1, 15


class Rooms:
    """All legs, bridges, plays, recordings and taps of the process. `at`: the time now, for packets handed over."""

    def __init__(self, at: Callable[[], float]) -> None:
        self.legs: dict[str, Leg] = {}
        self.bridges: dict[str, set[str]] = {}
        self.plays: dict[str, Play] = {}
        self.recorders: dict[str, Recorder] = {}
        self.taps: dict[str, tuple[Hear, int]] = {}
        """By bridge; since which tick."""
        self.decoded: dict[str, Leg] = {}
        self.unmasking: dict[str, int] = {}
        """Legs whose keys are masked, and for how many ticks more."""
        self._at = at
        self._played_to: dict[str, list[Play]] = {}
        self._ears_of: dict[str, set[str]] = {}

    def stand(self, leg: Leg, standing: Standing) -> None:
        """What is said of it changed."""
        before = self.meets(leg.name)
        old, leg.standing = leg.standing, standing
        if old.overhears != standing.overhears:
            self._ears_of.get(old.overhears, set()).discard(leg.name)
            if not self._ears_of.get(old.overhears, {""}):
                del self._ears_of[old.overhears]
            if standing.overhears:
                self._ears_of.setdefault(standing.overhears, set()).add(leg.name)
        if old.secret != standing.secret:
            leg.inflow.mask = leg.inflow.mask or Mask()
            self.unmasking[leg.name] = _NEVER if standing.secret else leg.inflow.waiting + _STILL_SECRET
        self.work_out(before | self.meets(leg.name))

    def bridge(self, bridge: str, names: Set[str]) -> None:
        """Exactly these are in it; a leg is in one bridge at most."""
        old = self.bridges.pop(bridge, set())
        touched = set(old) | set(names)
        for name in touched:
            touched = touched | self.meets(name)
        for name in old - names:
            self._put(name, "", only_from=bridge)
        for name in names:
            self._put(name, bridge)
        here = {name for name in names if name in self.legs}
        if here:
            self.bridges[bridge] = here
        self.work_out(touched)

    def _put(self, name: str, bridge: str, only_from: str = "") -> None:
        leg = self.legs.get(name)
        if leg is None or (only_from and leg.standing.bridge != only_from):
            return
        was = leg.standing.bridge
        if was and was != bridge and was in self.bridges:
            self.bridges[was].discard(name)
            if not self.bridges[was]:
                del self.bridges[was]
        leg.standing = replace(leg.standing, bridge=bridge)

    def remove(self, name: str) -> None:
        leg = self.legs.get(name)
        if leg is None:
            return
        touched = self.meets(name)
        self._put(name, "")
        leg.inflow.decode(False)
        del self.legs[name]
        self.decoded.pop(name, None)
        self.unmasking.pop(name, None)
        self._ears_of.get(leg.standing.overhears, set()).discard(name)
        if not self._ears_of.get(leg.standing.overhears, {""}):
            del self._ears_of[leg.standing.overhears]
        for play in self._played_to.pop(name, []):
            self.plays.pop(play.name, None)
        self.work_out(touched - {name})

    def meets(self, name: str) -> set[str]:
        """Itself, those in its bridge or in the one it overhears, and those who overhear any of them."""
        leg = self.legs.get(name)
        if leg is None:
            return set()
        near = {name} | self.bridges.get(leg.standing.bridge, set())
        of = self.legs.get(leg.standing.overhears)
        if of is not None:
            near |= {of.name} | self.bridges.get(of.standing.bridge, set())
        return near.union(*(self._ears_of.get(each, set()) for each in near))

    def in_bridge(self, bridge: str) -> set[str]:
        """Its legs and whoever overhears them."""
        return {each for name in self.bridges.get(bridge, set()) for each in self.meets(name)}

    def waiting_in(self, bridge: str) -> int:
        """Frames that have come and were not played yet, of the leg that has most of them."""
        return max((self.legs[each].inflow.waiting for each in self.bridges.get(bridge, ())), default=0)

    def unmask(self) -> None:
        """A tick more: a secret ends when all that was pressed in it has been played."""
        for name, ticks in list(self.unmasking.items()):
            if ticks != _NEVER:
                self.unmasking[name] = ticks - 1
            if ticks == 0:
                del self.unmasking[name]
                self.legs[name].inflow.mask = None
                self.work_out([name])

    # --- plays --------------------------------------------------------------------------------------------------------

    def start(self, play: Play) -> None:
        self.plays[play.name] = play
        self._played_to.setdefault(play.to, []).append(play)
        self.work_out(self._reached(play.to))

    def end(self, name: str) -> Play | None:
        play = self.plays.pop(name, None)
        if play is not None:
            left = [each for each in self._played_to.get(play.to, []) if each is not play]
            if left:
                self._played_to[play.to] = left
            else:
                self._played_to.pop(play.to, None)
            self.work_out(self._reached(play.to))
        return play

    def _reached(self, to: str) -> set[str]:
        return {to} if to in self.legs else self.in_bridge(to)

    def plays_for(self, leg: Leg) -> list[Play]:
        """What is played to it, to its bridge, or to it on hold; the last gives way to a play of its own."""
        own = [each for each in self._played_to.get(leg.name, ()) if each.name != hold_of(leg.name)]
        music = self.plays.get(hold_of(leg.name))
        if music is not None and not own:
            return [music]
        bridge = self._played_to.get(leg.hears_bridge) if leg.hears_bridge else None
        return own + bridge if bridge else own

    # --- what follows -------------------------------------------------------------------------------------------------

    def work_out(self, names: Iterable[str]) -> None:
        """Anew for these, all of whom they meet included: in view of all whom those meet, who may be others."""
        group = {name for each in names for name in self.meets(each)}
        around = {name: self.legs[name] for each in group for name in self.meets(each)}
        standings = {name: leg.standing for name, leg in around.items()}
        for name in sorted(group):
            leg = self.legs[name]
            leg.sources = tuple(self.legs[each] for each in hearing.sources(name, standings))
            leg.hears_bridge = hearing.hears_bridge(name, standings)
            leg.is_forwarded_to = self._may_forward(leg)
        listeners = [around[name] for name in sorted(around)]
        for name in sorted(group):
            self._source(self.legs[name], listeners)

    def _may_forward(self, leg: Leg) -> bool:
        if len(leg.sources) != 1 or leg.out is None or leg.pressing:
            return False
        return leg.sources[0].inflow.mask is None and not self.plays_for(leg)

    def _source(self, leg: Leg, around: list[Leg]) -> None:
        listening = [each for each in around if leg in each.sources]
        ears = tuple(each for each in listening if each.is_forwarded_to)
        mixed = any(not each.is_forwarded_to and each.out is not None for each in listening)
        on = mixed or leg.classifier is not None or (bool(leg.standing.bridge) and self._is_kept(leg.standing.bridge))
        for packet in leg.inflow.decode(on):
            self._hand_over(leg, packet, ears)
        if on:
            self.decoded[leg.name] = leg
        else:
            self.decoded.pop(leg.name, None)
            leg.frame = None
        leg.ears = ears

    def _hand_over(self, leg: Leg, packet: rtp.Packet, ears: tuple[Leg, ...]) -> None:
        """What was still waiting for its turn goes to those who get the packets themselves from now on."""
        if leg.audio is None or packet.payload_type != leg.audio.payload:
            return
        for ear in ears:
            if ear not in leg.ears and ear.out is not None:
                ear.out.forward(packet, ear.out.line.payload, self._at())

    def _is_kept(self, bridge: str) -> bool:
        return bridge in self.taps or any(each.bridge == bridge for each in self.recorders.values())


def hold_of(leg: str) -> str:
    """The play that is a leg's music on hold: not one of the application's."""
    return f"hold {leg}"
