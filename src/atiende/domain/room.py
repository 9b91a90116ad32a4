"""How much an agent carries at once: the plain rule, asked by the floor's masks and again inside the change.

Without a workload document an agent has so many pieces of work per channel, and whoever speaks does nothing else live.
With one, work takes units of a hundred: see `ChannelLoad`. Nothing is stored but how many pieces he has of each
channel; what lies aside follows from that.
"""

from collections.abc import Mapping

from atiende.domain import facts as f
from atiende.domain.documents import ChannelLoad, Workload

DEFAULT_CAPACITY = {"voice": 1, "video": 1, "callback": 1, "phone": 1, "webchat": 3, "email": 5}
OTHER_CAPACITY = 3
"""Pieces at once on a channel no figure is set for."""

EXCLUSIVE = ("voice", "video", "callback", "phone")
"""Whoever speaks does nothing else live; mail and messages may lie beside it as far as capacity allows."""
LIVE = (*EXCLUSIVE, "webchat")
RINGS = "voice"
"""Offers of this channel ring at the agent's telephone."""
WHOLE = 100
"""An agent's units."""
EVERYBODYS = "default"
"""The workload document of those who have none of their own."""

Loads = Mapping[str, ChannelLoad]
"""What a workload document says of each channel it names; empty: the plain capacities."""
PLAIN: Loads = {}


def loads_of(workload: Workload | None) -> Loads:
    """Of a channel named twice, the last line counts."""
    return {each.channel: each for each in workload.channels} if workload is not None else PLAIN


def workloads_of(ability: f.Ability) -> tuple[str, ...]:
    """Slugs of the documents that may hold for him; the first one that is published does."""
    return (ability.workload, EVERYBODYS) if ability.workload else (EVERYBODYS,)


def in_force(ability: f.Ability, published: Mapping[str, Loads]) -> Loads:
    """What holds for him of the published documents, by slug."""
    return next((published[slug] for slug in workloads_of(ability) if slug in published), PLAIN)


def capacity_of(ability: f.Ability, channel: str, loads: Loads = PLAIN) -> int:
    """How many pieces of a channel the agent has at once at most. His own figure goes before the document's."""
    own = ability.capacity.get(channel)
    if own is not None:
        return own
    named = loads.get(channel)
    return len(named.units) if named is not None else DEFAULT_CAPACITY.get(channel, OTHER_CAPACITY)


def has_room(ability: f.Ability, loads: Loads, load: Mapping[str, int], channel: str) -> bool:
    """Whether one more piece fits. `load` counts pieces per channel, offered ones included.

    Whoever carries more than is allowed now (the rules changed) keeps it and has no room.
    """
    if load.get(channel, 0) >= capacity_of(ability, channel, loads):
        return False
    if not loads:
        if channel not in LIVE:
            return True
        return not any(map(load.get, LIVE if channel in EXCLUSIVE else EXCLUSIVE))
    return _goes_beside(loads, load, channel) and _fits(loads, load, channel)


def is_reached(phone: str, channel: str) -> bool:
    """`phone`: why no call rings at an agent's, or empty. Only calls need one that does."""
    return not phone or channel != RINGS


def set_aside(loads: Loads, load: Mapping[str, int]) -> tuple[str, ...]:
    """Channels whose work lies aside now: interruptible, while exclusive work lasts."""
    carried = [channel for channel in sorted(load) if load[channel]]
    if not any(_is_exclusive(loads, channel) for channel in carried):
        return ()
    return tuple(channel for channel in carried if _is_interruptible(loads, channel))


def fullness(ability: f.Ability, loads: Loads, load: Mapping[str, int]) -> int:
    """How full an agent is, in thousandths: of his units, or of a channel's capacity, summed over channels."""
    total = 0
    for channel, pieces in load.items():
        if channel not in loads:
            total += 1000 * pieces // (capacity_of(ability, channel) or 1)
    return total + _weight(loads, load) if loads else total


def _weight(loads: Loads, load: Mapping[str, int]) -> int:
    """Thousandths of his units in use; what lies aside counts nothing."""
    aside = set_aside(loads, load)
    return sum(
        1000 * _units(loads, channel, pieces) // WHOLE for channel, pieces in load.items() if channel not in aside
    )


def is_live(loads: Loads, channel: str) -> bool:
    """The customer is there while it is handled."""
    return channel in LIVE or _is_exclusive(loads, channel)


def _goes_beside(loads: Loads, load: Mapping[str, int], channel: str) -> bool:
    """Exclusive work goes beside nothing live, unless that may lie aside; beside it goes nothing live, and nothing
    that would have to lie aside at once."""
    carried = [other for other, pieces in load.items() if pieces]
    if _is_exclusive(loads, channel):
        return not any(is_live(loads, other) and not _is_interruptible(loads, other) for other in carried)
    if any(_is_exclusive(loads, other) for other in carried):
        return not is_live(loads, channel) and not _is_interruptible(loads, channel)
    return True


def _fits(loads: Loads, load: Mapping[str, int], channel: str) -> bool:
    """Within the units now, and also when what lies aside comes back."""
    pieces = load.get(channel, 0)
    more = _units(loads, channel, pieces + 1) - _units(loads, channel, pieces)
    speaking = standing = aside = 0
    for other, carried in load.items():
        units = _units(loads, other, carried)
        if _is_exclusive(loads, other):
            speaking += units
        else:
            standing += units
            aside += units if _is_interruptible(loads, other) else 0
    if _is_exclusive(loads, channel):
        return speaking + standing - aside + more <= WHOLE
    beside = speaking + standing - aside if speaking else 0
    return max(standing, beside) + more <= WHOLE


def _units(loads: Loads, channel: str, pieces: int) -> int:
    """What so many pieces of a channel take together; nothing on a channel the document does not name."""
    named = loads.get(channel)
    if named is None:
        return 0
    units = named.units
    return sum(units[:pieces]) + max(0, pieces - len(units)) * units[-1]


def _is_exclusive(loads: Loads, channel: str) -> bool:
    named = loads.get(channel)
    return channel in EXCLUSIVE if named is None else named.exclusive


def _is_interruptible(loads: Loads, channel: str) -> bool:
    named = loads.get(channel)
    return named is not None and named.interruptible and not named.exclusive
