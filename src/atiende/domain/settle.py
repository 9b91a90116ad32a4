"""What an engine must be told so that it carries a call as its row says; and what its silence means.

One function for the live path, a restart and lost events: it compares what is wanted with what is alive, so that saying
it again says nothing. What plays to a caller who waits is not its business, nor is what he leaves as a message.
"""

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain.call import Call, Leg
from atiende.domain.voice import AnyEvent, Census, LegAnswered, LegArrived, LegEnded, LegMedia, LegRinging, LegSeen

ASIDE = ("brg_vm_", "rec_vm_")
"""How bridges and recordings of messages left by callers begin: they are somebody else's."""


class Command(Struct, frozen=True, tag_field="command"):
    """One of the commands below; each is a method of `ports.voice.VoiceEngine`."""


class Dial(Command, frozen=True):
    leg: str


class Answer(Command, frozen=True):
    leg: str


class HangUp(Command, frozen=True):
    leg: str


class Bridge(Command, frozen=True):
    bridge: str
    legs: frozenset[str]


class Hold(Command, frozen=True):
    """With music."""

    leg: str


class Resume(Command, frozen=True):
    leg: str


class Mute(Command, frozen=True):
    leg: str
    on: bool


class Overhear(Command, frozen=True):
    ear: str
    of: str
    coach: bool


class Record(Command, frozen=True):
    recording: str
    bridge: str
    left: str


class PauseRecording(Command, frozen=True):
    recording: str
    on: bool


class StopRecording(Command, frozen=True):
    recording: str


AnyCommand = Dial | Answer | HangUp | Bridge | Hold | Resume | Mute | Overhear | Record | PauseRecording | StopRecording


class Tape(Struct, frozen=True):
    """The recording that is to run, and whether it rests now."""

    id: str
    paused: bool = False


def bridge_of(interaction: str, room: str) -> str:
    """A room's bridge."""
    return f"brg{interaction[3:]}_{room}"


def settle(call: Call, census: Census, tape: Tape | None = None) -> Sequence[AnyCommand]:
    """In the order in which they are to be said. `census`: what is alive of this call, and nothing else."""
    tape = tape if call.open else None
    rooms = _rooms(call, census, tape)
    return [
        *_recordings_over(census, tape, rooms, call),
        *_legs(call, census),
        *_bridges(census, rooms),
        *_hearing(call, census),
        *_recording(call, census, tape, rooms),
    ]


def _legs(call: Call, census: Census) -> list[AnyCommand]:
    told: list[AnyCommand] = [HangUp(leg) for leg in sorted(census.legs) if call.leg(leg) is None]
    for leg in call.legs:
        seen = census.legs.get(leg.id)
        if leg.state == "dialling" and seen is None:
            told.append(Dial(leg.id))
        elif leg.state == "up" and seen is not None and seen.state == "arrived":
            told.append(Answer(leg.id))
    return told


def _there(call: Call, census: Census) -> list[Leg]:
    return [leg for leg in call.legs if leg.state == "up" and leg.id in census.legs]


def _rooms(call: Call, census: Census, tape: Tape | None) -> Mapping[str, frozenset[str]]:
    """Who is to stand in which bridge. One alone needs none, unless what is said there is being recorded."""
    wanted = {}
    for room in ("main", "aside"):
        legs = frozenset(leg.id for leg in _there(call, census) if leg.room == room and not leg.overhears)
        recorded = room == "main" and tape is not None and bool(legs)
        wanted[bridge_of(call.interaction, room)] = legs if len(legs) > 1 or recorded else frozenset[str]()
    return wanted


def _bridges(census: Census, rooms: Mapping[str, frozenset[str]]) -> list[AnyCommand]:
    """Those that lose somebody first: nobody is to hear for a moment what is not for him."""
    known = {one: legs for one, legs in census.bridges.items() if not one.startswith(ASIDE)}
    told = [Bridge(one, frozenset()) for one in sorted(known.keys() - rooms.keys())]
    changed = [
        one for one in sorted(rooms) if rooms[one] != known.get(one, frozenset()) or _left_over(one, rooms, known)
    ]
    return [*told, *(Bridge(one, rooms[one]) for one in sorted(changed, key=lambda one: len(rooms[one])))]


def _left_over(one: str, rooms: Mapping[str, frozenset[str]], known: Mapping[str, Set[str]]) -> bool:
    return not rooms[one] and one in known


def _hearing(call: Call, census: Census) -> list[AnyCommand]:
    """Of a leg that is not up nothing is wanted yet; what is left on it from before is taken back."""
    told: list[AnyCommand] = []
    for leg in call.legs:
        seen = census.legs.get(leg.id)
        if seen is not None:
            told += _of_leg(call, leg if leg.state == "up" else Leg(id=leg.id, role="", kind=""), seen, census)
    return told


def _of_leg(call: Call, leg: Leg, seen: LegSeen, census: Census) -> list[AnyCommand]:
    told: list[AnyCommand] = []
    if (held := leg.held or forlorn(call, leg)) != seen.held:
        told.append(Hold(leg.id) if held else Resume(leg.id))
    if leg.muted != seen.muted:
        told.append(Mute(leg.id, leg.muted))
    target = call.leg(leg.overhears)
    of = target.id if target is not None and target.state == "up" and target.id in census.legs else ""
    if (of, bool(of) and leg.coach) != (seen.overhears, bool(seen.overhears) and seen.coach):
        told.append(Overhear(leg.id, of, coach=bool(of) and leg.coach))
    return told


def forlorn(call: Call, leg: Leg) -> bool:
    """He would hear nothing, because whoever he spoke to has lost his connection."""
    if leg.state != "up" or leg.room != "main" or leg.role in ("agent", "supervisor"):
        return False
    others = [one for one in call.legs if one.id != leg.id and one.room == "main" and not one.offer]
    speaks = any(one.state == "up" and not one.faltered and not one.held and not one.overhears for one in others)
    awaited = any(one.role not in ("customer", "supervisor") and (one.faltered or one.again) for one in others)
    return awaited and not speaks


def _recordings_over(
    census: Census, tape: Tape | None, rooms: Mapping[str, frozenset[str]], call: Call
) -> list[AnyCommand]:
    wanted = tape.id if tape is not None and _recorded(call, rooms) else ""
    return [StopRecording(one) for one in sorted(census.recordings) if one != wanted and not one.startswith(ASIDE)]


def _recorded(call: Call, rooms: Mapping[str, frozenset[str]]) -> bool:
    customer = call.customer_leg
    return customer is not None and customer.id in rooms[bridge_of(call.interaction, "main")]


def _recording(call: Call, census: Census, tape: Tape | None, rooms: Mapping[str, frozenset[str]]) -> list[AnyCommand]:
    """Nothing is recorded for which there is no tape: whoever may not be recorded never has one."""
    customer = call.customer_leg
    if tape is None or customer is None or not _recorded(call, rooms):
        return []
    told: list[AnyCommand] = []
    seen = census.recordings.get(tape.id)
    if seen is None:
        told.append(Record(tape.id, bridge_of(call.interaction, "main"), customer.id))
    if tape.paused != (seen is not None and seen.paused):
        told.append(PauseRecording(tape.id, tape.paused))
    return told


def unheard(call: Call, census: Census) -> Sequence[AnyEvent]:
    """What must have happened without our hearing of it, so that the call is as the census says."""
    found: list[AnyEvent] = []
    for leg in call.legs:
        seen = census.legs.get(leg.id)
        if seen is None and leg.state == "up":
            found.append(LegEnded(leg=leg.id, cause="lost"))
        elif seen is not None and seen.state == "up" and leg.state == "dialling":
            found.append(LegAnswered(leg=leg.id))
        if seen is not None and leg.state == "up" and leg.kind != "number" and seen.media != leg.media:
            found.append(LegMedia(leg=leg.id, media=seen.media))
    return found


# --- what is alive, followed without asking ---------------------------------------------------------------------------


def part_of(census: Census, call: Call, ever: Set[str]) -> Census:
    """What of it is this call's: its legs, also those it had (`ever`), and its bridges and recordings."""
    mine = {*ever, *(leg.id for leg in call.legs)}
    rooms = {bridge_of(call.interaction, room) for room in ("main", "aside")}
    legs = {one: seen for one, seen in census.legs.items() if one in mine}
    bridges = {one: who for one, who in census.bridges.items() if one in rooms}
    recordings = {one: seen for one, seen in census.recordings.items() if seen.bridge in rooms}
    return Census(legs=legs, bridges=bridges, recordings=recordings)


def heard(census: Census, event: AnyEvent) -> Census:
    """The census after an event."""
    if isinstance(event, LegEnded):
        return without(census, event.leg)
    states = {LegArrived: "arrived", LegRinging: "ringing", LegAnswered: "up"}
    if isinstance(event, LegArrived | LegRinging | LegAnswered):
        seen = census.legs.get(event.leg) or LegSeen(state="")
        return with_leg(census, event.leg, replace(seen, state=states[type(event)]))
    if isinstance(event, LegMedia) and event.leg in census.legs:
        return with_leg(census, event.leg, replace(census.legs[event.leg], media=event.media))
    return census


def with_leg(census: Census, leg: str, seen: LegSeen) -> Census:
    return replace(census, legs={**census.legs, leg: seen})


def without(census: Census, leg: str) -> Census:
    """It is gone: from its bridge, and from whoever listened to it."""
    legs = {
        one: replace(seen, overhears="", coach=False) if seen.overhears == leg else seen
        for one, seen in census.legs.items()
        if one != leg
    }
    bridges = {one: frozenset(who - {leg}) for one, who in census.bridges.items()}
    return replace(census, legs=legs, bridges=bridges)
