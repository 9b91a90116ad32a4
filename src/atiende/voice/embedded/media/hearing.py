"""Who hears whom: pure rules over what has been said of each leg. Read by the mixer, and by its table test."""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Standing(Struct, frozen=True, kw_only=True):
    """What the engine has been told of one leg. `held`: out of it for now. `connected`: sound can come from it."""

    bridge: str = ""
    held: bool = False
    muted: bool = False
    overhears: str = ""
    coach: bool = False
    secret: bool = False
    connected: bool = True


def is_heard(leg: Standing) -> bool:
    """By those in its bridge. Who overhears is in none."""
    return leg.connected and not (leg.held or leg.muted or leg.overhears)


def members(bridge: str, legs: Mapping[str, Standing]) -> Sequence[str]:
    """Those in a bridge, in a fixed order."""
    return sorted(leg for leg, each in legs.items() if bridge and each.bridge == bridge)


def sources(ear: str, legs: Mapping[str, Standing]) -> tuple[str, ...]:
    """Whose sound this leg gets. Of itself: the echo test."""
    own = legs[ear]
    if own.held:
        return ()
    if own.overhears:
        of = legs.get(own.overhears)
        if of is None:
            return ()
        if of is own:
            return (ear,) if own.connected and not own.muted else ()
        heard = members(of.bridge, legs) if of.bridge else (own.overhears,)
        return tuple(each for each in heard if each != ear and is_heard(legs[each]))
    others = [each for each in members(own.bridge, legs) if each != ear and is_heard(legs[each])]
    return (*others, *coaches(ear, legs))


def shown(ear: str, legs: Mapping[str, Standing]) -> tuple[str, ...]:
    """Whose pictures it gets: of the call it is in or overhears, muted or not."""
    own = legs[ear]
    if own.held or own.overhears == ear:
        return ()
    of = legs.get(own.overhears) if own.overhears else own
    if of is None or not of.bridge:
        return ()
    around = members(of.bridge, legs)
    return tuple(each for each in around if each != ear and legs[each].connected and not legs[each].held)


def coaches(ear: str, legs: Mapping[str, Standing]) -> Sequence[str]:
    """Supervisors who speak to this leg alone."""
    return sorted(
        leg
        for leg, each in legs.items()
        if each.overhears == ear and each.coach and each.connected and not (each.held or each.muted) and leg != ear
    )


def hears_bridge(ear: str, legs: Mapping[str, Standing]) -> str:
    """The bridge whose announcements it gets; empty: none."""
    own = legs[ear]
    if own.held:
        return ""
    if own.overhears:
        of = legs.get(own.overhears)
        return of.bridge if of is not None else ""
    return own.bridge
