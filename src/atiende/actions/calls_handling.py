"""What somebody in a call does with it: hold, mute, keys, cameras, leaving."""

from collections.abc import Callable

import msgspec

from atiende.actions.calls_arriving import open_call_of
from atiende.actions.calls_ending import leg_over
from atiende.domain import facts as f
from atiende.domain.call import ANSWER_MS, Call, CallLeg, EchoTest, Leg
from atiende.domain.errors import Invalid, NotFound, NotYours, TooLarge, WrongState
from atiende.domain.voice import Media
from atiende.ports.bus import ToEngine
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.voice import SipAccounts

KEYS = frozenset("0123456789*#ABCD")
MOST_KEYS = 64
LONGEST_BODY = 64_000


def part_of(change: Change, interaction: str, who: str) -> tuple[Call, Leg]:
    """His own leg in the call. Raises NotFound, WrongState, NotYours."""
    call = open_call_of(change, interaction)
    mine = call.leg_of(who)
    if mine is None or mine.offer:
        raise NotYours(interaction=interaction)
    return call, mine


def say_of(change: Change, interaction: str, who: str) -> tuple[Call, Leg]:
    """The same of one who may order others about: who only listens, or speaks to the agent alone, may not."""
    call, mine = part_of(change, interaction, who)
    if mine.overhears:
        raise NotYours(interaction=interaction)
    return call, mine


def _reaches(mine: Leg, other: Leg) -> bool:
    """Who handles the call reaches everybody in it, anybody else whoever stands where he stands."""
    return other.role != "supervisor" and (mine.role == "agent" or mine.room == other.room or mine.id == other.id)


async def hang_up(desk: Desk, tenant: str, who: str, interaction: str) -> None:
    """He puts the receiver down. Over already is no error. Raises NotFound, NotYours."""

    def decide(change: Change, call: Call, mine: Leg) -> None:
        leg_over(desk, change, call, mine, "normal", f"agent:{who}")

    try:
        await _in_call(desk, tenant, who, interaction, decide)
    except WrongState:
        return


async def drop_leg(desk: Desk, tenant: str, who: str, interaction: str, leg: str) -> None:
    """Somebody is let go: a consultation that is over, a third party, the customer. Raises NotFound, NotYours."""

    def decide(change: Change, call: Call, mine: Leg) -> None:
        other = call.leg(leg)
        if mine.overhears:
            raise NotYours(interaction=interaction)
        if other is not None and _reaches(mine, other):
            leg_over(desk, change, call, other, "normal", f"agent:{who}")

    await _in_call(desk, tenant, who, interaction, decide)


async def hold(desk: Desk, tenant: str, who: str, interaction: str, leg: str = "") -> None:
    """Music for everybody else in the main room, or for this leg. Raises NotFound, NotYours, WrongState."""
    await _hold(desk, tenant, who, interaction, leg, True)


async def resume(desk: Desk, tenant: str, who: str, interaction: str, leg: str = "") -> None:
    """They hear each other again. Raises NotFound, NotYours, WrongState."""
    await _hold(desk, tenant, who, interaction, leg, False)


async def _hold(desk: Desk, tenant: str, who: str, interaction: str, leg: str, on: bool) -> None:
    def decide(change: Change, call: Call, mine: Leg) -> None:
        if mine.overhears:
            raise NotYours(interaction=interaction)
        for one in call.legs:
            meant = one.id == leg if leg else one.id != mine.id and one.room == "main" and not one.offer
            if meant and _reaches(mine, one) and one.held != on:
                change.record(f.LegHeld(interaction=interaction, leg=one.id, on=on), actor=f"agent:{who}")

    await _in_call(desk, tenant, who, interaction, decide)


async def mute(desk: Desk, tenant: str, who: str, interaction: str, on: bool, leg: str = "") -> None:
    """Himself, or somebody else: that one is heard by nobody. Raises NotFound, NotYours, WrongState."""

    def decide(change: Change, call: Call, mine: Leg) -> None:
        one = call.leg(leg) if leg else mine
        if one is None:
            raise NotFound(kind="leg", id=leg)
        if one.muted != on:
            change.record(f.LegMuted(interaction=interaction, leg=one.id, on=on), actor=f"agent:{who}")

    await _in_call(desk, tenant, who, interaction, decide)


async def press_keys(desk: Desk, tenant: str, who: str, interaction: str, digits: str) -> None:
    """Keys for whoever he speaks with: another house's menu. Raises Invalid, NotFound, NotYours, WrongState."""
    if not digits or len(digits) > MOST_KEYS or not set(digits) <= KEYS:
        raise Invalid(field="digits", reason="unknown")
    pressed = msgspec.json.encode({"type": "press", "digits": digits}).decode()

    def decide(change: Change) -> list[str]:
        call, mine = say_of(change, interaction, who)
        return [one.id for one in call.legs if one.kind == "number" and one.room == mine.room and one.state == "up"]

    for leg in await desk.store.change(tenant, decide, at=desk.clock.now()):
        await desk.bus.send(tenant, ToEngine(leg=leg, body=pressed))


async def media(desk: Desk, tenant: str, who: str, interaction: str, carried: Media) -> None:
    """A camera or screen of his is on, or off. Raises NotFound, NotYours, WrongState."""

    def decide(change: Change, call: Call, mine: Leg) -> None:
        if (mine.media.video, mine.media.screen) != (carried.video, carried.screen):
            changed = f.LegMediaChanged(
                interaction=interaction, leg=mine.id, video=carried.video, screen=carried.screen
            )
            change.record(changed, actor=f"agent:{who}")

    await _in_call(desk, tenant, who, interaction, decide)


async def attach(desk: Desk, tenant: str, who: str, interaction: str) -> str:
    """His page is back, or he takes the call with another device: the leg his page offers for. One that broke is called
    anew, and so is one that stands where no page can offer for it. Raises NotFound, NotYours, WrongState."""

    def decide(change: Change) -> str:
        call = open_call_of(change, interaction)
        mine = call.leg_of(who)
        if mine is None:
            raise NotYours(interaction=interaction)
        if mine.state != "up" and not mine.offer:
            longer = f.LegDialled(
                interaction=interaction,
                leg=mine.id,
                role=mine.role,
                kind=mine.kind,
                user=who,
                room=mine.room,
                until=change.at + ANSWER_MS,
                again=mine.again,
            )
            change.record(longer, actor=f"agent:{who}")
        elif mine.state == "up" and isinstance(desk.voice.engines.get(call.engine), SipAccounts):
            leg_over(desk, change, call, mine, "lost", f"agent:{who}")
        return mine.id

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def signal_leg(desk: Desk, tenant: str, who: str, leg: str, body: str) -> None:
    """From the page behind a leg to whatever carries it. Raises NotFound for a leg that is not his, TooLarge."""
    if len(body) > LONGEST_BODY:
        raise TooLarge(limit=LONGEST_BODY)
    reading = desk.store.reading(tenant)
    own = await reading.get(CallLeg, leg)
    echo = await reading.get(EchoTest, leg) if own is None else None
    if who not in (own.user if own is not None else "", echo.user if echo is not None else "") or not who:
        raise NotFound(kind="leg", id=leg)
    await desk.bus.send(tenant, ToEngine(leg=leg, body=body))


async def _in_call(
    desk: Desk, tenant: str, who: str, interaction: str, decide: Callable[[Change, Call, Leg], None]
) -> None:
    def whole(change: Change) -> None:
        decide(change, *part_of(change, interaction, who))

    await desk.store.change(tenant, whole, at=desk.clock.now(), reads=[(Call, (interaction,))])
