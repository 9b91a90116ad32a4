"""The network itself: legs, bridges, recordings. It lives on when the connection to it is lost, as a real one does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from atiende.domain import voice as v
from atiende.domain.voice import Census, LegSeen, Media, RecordingSeen
from atiende.ports.voice import Recorded, Sound


@dataclass(slots=True)
class Tape:
    """A recording: the tones heard on either side until now, and its pauses (ms from its start)."""

    bridge: str
    left_leg: str
    began_at: int
    paused_at: int | None = None
    gaps: list[tuple[int, int]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    right: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Network:
    """`now` in ms. `says`: the tone each leg's person makes. `keys`: what was pressed for a leg by us."""

    now: Callable[[], int]
    legs: dict[str, LegSeen] = field(default_factory=dict)
    bridges: dict[str, set[str]] = field(default_factory=dict)
    tapes: dict[str, Tape] = field(default_factory=dict)
    finished: dict[str, Recorded] = field(default_factory=dict)
    plays: dict[str, tuple[str, Sound]] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, v.Address] = field(default_factory=dict)
    ended: dict[str, v.Cause] = field(default_factory=dict)
    """Why legs are there no more."""
    keys: dict[str, str] = field(default_factory=dict)

    def census(self) -> Census:
        place = {leg: bridge for bridge, legs in self.bridges.items() for leg in legs}
        return Census(
            legs={leg: replace(seen, bridge=place.get(leg, "")) for leg, seen in self.legs.items()},
            bridges={bridge: frozenset(legs) for bridge, legs in self.bridges.items()},
            recordings={
                one: RecordingSeen(bridge=tape.bridge, paused=tape.paused_at is not None)
                for one, tape in self.tapes.items()
            },
            plays={play: to for play, (to, _) in self.plays.items()},
        )

    # --- who hears whom -----------------------------------------------------------------------------------------------

    def hears(self, leg: str) -> set[str]:
        """The tones that reach its ear now; `music` and `prompt` are ours."""
        seen = self.legs.get(leg)
        if seen is None or seen.state != "up":
            return set()
        found = {"prompt" for to, _ in self.plays.values() if to == leg or leg in self.bridges.get(to, ())}
        if seen.overhears:
            return found | self._overheard(leg, seen.overhears)
        if seen.held:
            return found | ({"music"} if seen.music else set())
        found |= self._voices(self._with(leg) - {leg})
        coaches = {one for one, other in self.legs.items() if other.coach and other.overhears == leg}
        return found | {self.says[one] for one in coaches if one in self.says and not self.legs[one].muted}

    def _overheard(self, ear: str, of: str) -> set[str]:
        if ear == of:
            return self._voices({of})
        return self._voices(self._with(of) | {of})

    def _with(self, leg: str) -> set[str]:
        return next((set(legs) for legs in self.bridges.values() if leg in legs), set())

    def _voices(self, legs: set[str]) -> set[str]:
        return {self.says[leg] for leg in legs if leg in self.says and self._is_heard(leg)}

    def _is_heard(self, leg: str) -> bool:
        seen = self.legs.get(leg)
        return seen is not None and seen.state == "up" and not seen.held and not seen.muted

    # --- what becomes of things ---------------------------------------------------------------------------------------

    def leave(self, leg: str) -> None:
        """It is gone, from everywhere."""
        self.legs.pop(leg, None)
        self.says.pop(leg, None)
        for legs in self.bridges.values():
            legs.discard(leg)
        for one, seen in self.legs.items():
            if seen.overhears == leg:
                self.legs[one] = replace(seen, overhears="", coach=False)

    def bridge(self, bridge: str, legs: set[str]) -> list[str]:
        """Exactly these; answers the recordings that ended with it."""
        present = legs & self.legs.keys()
        for others in self.bridges.values():
            others -= present
        if present:
            self.bridges[bridge] = present
            return []
        self.bridges.pop(bridge, None)
        return [one for one, tape in self.tapes.items() if tape.bridge == bridge]

    def changed(self) -> None:
        """Every recording notes what can be heard from now on."""
        for tape in self.tapes.values():
            legs = self.bridges.get(tape.bridge, set())
            if tape.paused_at is None:
                tape.left |= self._voices(legs & {tape.left_leg})
                tape.right |= self._voices(legs - {tape.left_leg})

    def finish(self, recording: str) -> v.RecordingReady | None:
        tape = self.tapes.pop(recording, None)
        if tape is None:
            return None
        length = self.now() - tape.began_at
        gaps = (*tape.gaps, *(((tape.paused_at, length),) if tape.paused_at is not None else ()))
        content = msgspec.json.encode({"left": sorted(tape.left), "right": sorted(tape.right)})
        self.finished[recording] = Recorded(content=content, duration_ms=length, gaps=gaps)
        return v.RecordingReady(recording=recording, duration_ms=length, gaps=gaps)

    def recorded_tones(self, recording: str) -> Mapping[str, list[str]]:
        """What is on a finished recording: `left` and `right`."""
        return msgspec.json.decode(self.finished[recording].content, type=dict[str, list[str]])

    def new_leg(self, leg: str, state: str, tenant: str, media: Media) -> None:
        self.legs[leg] = LegSeen(state=state, tenant=tenant, media=media)
