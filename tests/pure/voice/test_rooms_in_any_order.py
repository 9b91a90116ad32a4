"""Said in any order: what is worked out for those it concerns is what working out everything anew would give, and it is
what is heard."""

import random
from collections.abc import Callable

import pytest

from atiende.voice.embedded.media import hearing
from atiende.voice.embedded.media.rooms import Rooms
from tests.doubles.studio import Phone, Studio, tone_file

PEOPLE = ("customer", "agent", "third", "supervisor", "guest", "coach")
BRIDGES = ("one", "two", "")


class Told:
    """Things that are said of legs, one after another, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance, self.studio = random.Random(seed), Studio(PEOPLE)
        self.core = self.studio.core
        self.rooms: Rooms = self.core._rooms  # what it has worked out is not for anybody else
        self.said: list[str] = []
        self._kinds: tuple[Callable[[str], str], ...] = (
            self._bridge, self._bridge, self._hold, self._mute, self._overhear, self._overhear, self._line, self._play,
            self._keep, self._secret, self._leave,
        )  # fmt: skip

    def next(self) -> None:
        self.said.append(self.chance.choice(self._kinds)(self.chance.choice(PEOPLE)))

    def _bridge(self, leg: str) -> str:
        name = self.chance.choice(BRIDGES[:2])
        legs = set(self.chance.sample(PEOPLE, self.chance.randrange(len(PEOPLE))))
        self.core.bridge(name, legs)
        return f"bridge {name} {sorted(legs)}"

    def _hold(self, leg: str) -> str:
        if self.chance.random() < 0.5:
            self.core.resume(leg)
            return f"resume {leg}"
        music = self.chance.choice(("music", None))
        self.core.hold(leg, music)
        return f"hold {leg} {music}"

    def _mute(self, leg: str) -> str:
        on = self.chance.random() < 0.3
        self.core.mute(leg, on)
        return f"mute {leg} {on}"

    def _overhear(self, leg: str) -> str:
        of, coach = self.chance.choice((*PEOPLE, "", "nobody")), self.chance.random() < 0.6
        self.core.overhear(leg, of, coach)
        return f"overhear {leg} {of} {coach}"

    def _line(self, leg: str) -> str:
        if self.chance.random() < 0.5:
            self.core.disconnect(leg)
            return f"disconnect {leg}"
        return self._again(leg)

    def _again(self, leg: str) -> str:
        phone = Phone(leg, self.chance.randrange(100, 1 << 20))
        self.studio.phones[leg] = phone
        self.core.connect(leg, phone, [phone.line()])
        return f"connect {leg}"

    def _leave(self, leg: str) -> str:
        """And comes again, by the same name: whoever overheard it does so again."""
        self.core.leave(leg)
        self.core.join(leg)
        return f"leave {leg}; " + self._again(leg)

    def _play(self, leg: str) -> str:
        to = self.chance.choice((leg, *BRIDGES[:2]))
        if self.chance.random() < 0.6:
            self.core.stop(f"ply_{to}")
            return f"stop {to}"
        self.core.play(f"ply_{to}", to, "music", True)
        return f"play {to}"

    def _keep(self, leg: str) -> str:
        bridge, on = self.chance.choice(BRIDGES[:2]), self.chance.random() < 0.5
        self.core.tap(bridge, (lambda *_: None) if on else None)
        return f"tap {bridge} {on}"

    def _secret(self, leg: str) -> str:
        on = self.chance.random() < 0.3
        self.core.collect(leg, on)
        return f"secret {leg} {on}"

    def heard_by_rule(self) -> dict[str, set[str]]:
        """From everything that was said, at once."""
        standings = {name: leg.standing for name, leg in self.rooms.legs.items()}
        found = {name: set(hearing.sources(name, standings)) for name in PEOPLE}
        for name in PEOPLE:
            if self.rooms.plays_for(self.rooms.legs[name]):
                found[name].add("music")
        return {name: heard if self.rooms.legs[name].out is not None else set() for name, heard in found.items()}


def wrong_in(told: Told) -> list[str]:
    """What was not worked out as it follows from the whole."""
    legs = told.rooms.legs
    standings = {name: leg.standing for name, leg in legs.items()}
    found = []
    for name, leg in legs.items():
        if {each.name for each in leg.sources} != set(hearing.sources(name, standings)):
            found.append(f"{name} hears {[each.name for each in leg.sources]}")
        listening = [each for each in legs.values() if leg in each.sources]
        if set(leg.ears) != {each for each in listening if each.is_forwarded_to}:
            found.append(f"{name} is passed on to {[each.name for each in leg.ears]}")
        if not leg.inflow.is_decoded and any(each.out and not each.is_forwarded_to for each in listening):
            found.append(f"{name} is not decoded")
        if leg.hears_bridge != hearing.hears_bridge(name, standings):
            found.append(f"{name} hears what is told to {leg.hears_bridge}")
        if leg.is_forwarded_to and (len(leg.sources) != 1 or told.rooms.plays_for(leg)):
            found.append(f"{name} is forwarded to")
    return found


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_worked_out_for_some_is_what_follows_from_all(seed: int) -> None:
    told = Told(seed)
    await told.core.keep("music", tone_file(2000, 1))
    for _ in range(250):
        told.next()
        assert not wrong_in(told), told.said[-30:]


@pytest.mark.parametrize("seed", range(100, 106))
async def test_and_it_is_what_is_heard(seed: int) -> None:
    told = Told(seed)
    await told.core.keep("music", tone_file(2000, 1))
    for _ in range(6):
        for _ in range(told.chance.randrange(1, 12)):
            told.next()
            told.studio.pass_by(told.chance.randrange(4) * 0.02)
        assert told.studio.hears() == told.heard_by_rule(), told.said


async def test_what_was_not_worked_out_is_seen() -> None:
    """Negative control."""
    told = Told(1)
    told.core.bridge("one", {"customer", "agent"})
    assert not wrong_in(told)
    told.rooms.legs["agent"].sources = ()
    assert wrong_in(told)
