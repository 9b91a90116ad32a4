"""A call: its legs, and in which room each of them stands. Who hears whom follows from that, and from nothing else.

An agent's leg comes and goes with the work: an offer rings it, whoever takes the work has one, and who has it no more
has none. So transfers, withdrawn offers and absent agents need no words of their own here.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain.row import Content, Projection, Work
from atiende.domain.voice import Media

VOICE = "voice"
"""The channel of calls that go through us."""
WHERE = "phone.where"
"""The preference of a user that says where calls ring: `desk`, or in his browser."""

SITE = "phone.site"
"""The preference that says where he works, for who supervises: an office, or at home."""

Role = Literal["customer", "agent", "consulted", "external", "supervisor", "guest"]
Room = Literal["main", "aside", "alone"]
State = Literal["planned", "dialling", "up"]
KINDS = ("agent", "number", "visitor")

RECONNECT_MS = 20_000
"""How long an agent whose connection broke is waited for; then the call is for the next one."""
ANSWER_MS = 15_000
"""How long after he took the call an agent's telephone may take to be there."""
RING_MS = 45_000
"""How long somebody outside, or a colleague who is consulted, is rung."""


class Target(Struct, frozen=True, kw_only=True):
    """Whom a call is to lead to: an agent's or queue's id, a number as it was typed, or a flow."""

    kind: Literal["agent", "queue", "number", "flow"]
    value: str


class Leg(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One telephone or browser. `kind` and `user` as in `LegDialled`. `state`: planned (to be dialled once the agent is
    there), dialling (or its page is awaited), up. `offer`: it rings for that, nobody has taken the call yet. `until`
    (ms): it is given up then. `overhears`: whose leg; with `coach` that one hears it too. `faltered`: nothing comes
    from it. `connected`: it was once up in the main room with the customer."""

    id: str
    role: str
    kind: str
    user: str = ""
    state: str = "dialling"
    room: str = "main"
    held: bool = False
    muted: bool = False
    overhears: str = ""
    coach: bool = False
    announced: bool = True
    media: Media = Media()
    offer: str = ""
    until: int | None = None
    again: bool = False
    faltered: bool = False
    connected: bool = False


class Call(Projection, frozen=True, kw_only=True):
    """One call, by its interaction. `legs` are those alive; `seq` is the fact it was changed by last. `direction`: in
    or out; `engine`: what carries it."""

    TABLE: ClassVar[str] = "calls"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("open",), ("conversation", "open"), ("customer", "open"))
    interaction: str
    conversation: str
    customer: str
    brand: str
    endpoint: str
    engine: str
    direction: str
    began_at: int
    seq: int
    open: bool = True
    connected_at: int | None = None
    ended_at: int | None = None
    withheld: bool = False
    attestation: str = ""
    verified: bool | None = None
    answerer: str = ""
    legs: tuple[Leg, ...] = ()

    def leg(self, leg: str) -> Leg | None:
        return next((one for one in self.legs if one.id == leg), None)

    def of(self, *roles: str) -> Sequence[Leg]:
        return [one for one in self.legs if one.role in roles]

    @property
    def customer_leg(self) -> Leg | None:
        return next(iter(self.of("customer")), None)

    def leg_of(self, user: str) -> Leg | None:
        """A user's own leg, offered ones last."""
        mine = [one for one in self.legs if one.kind == "agent" and one.user == user]
        return min(mine, key=lambda one: bool(one.offer), default=None)


class CallLeg(Projection, frozen=True, kw_only=True):
    """Which call a leg that is alive belongs to, and whose it is: a user's id, a customer's or a link's."""

    TABLE: ClassVar[str] = "call_legs"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("interaction",), ("user",))
    id: str
    interaction: str
    user: str
    role: str


class CallContent(Content, frozen=True, kw_only=True):
    """The number that called or is called, E.164, empty where there is none; the name it came with; and ours. Of one
    that called, both numbers as they were received too, and the one called first, if it was diverted."""

    TABLE: ClassVar[str] = "call_content"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer",),)
    interaction: str
    customer: str
    number: str = ""
    name: str = ""
    ours: str = ""
    received: str = ""
    ours_received: str = ""
    diverted: str = ""


class LegContent(Content, frozen=True, kw_only=True):
    """The number a leg leads to, E.164, and the name of whoever it is."""

    TABLE: ClassVar[str] = "leg_content"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("interaction",),)
    id: str
    interaction: str
    number: str = ""
    name: str = ""


class EchoTest(Work, frozen=True, kw_only=True):
    """A leg that hears itself, for a user who tries his devices, until then (ms)."""

    TABLE: ClassVar[str] = "echo_tests"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("user",),)
    id: str
    user: str
    engine: str
    until: int


class Dials(Work, frozen=True, kw_only=True):
    """How many numbers a user has dialled since a moment (ms): more than his brand allows in a minute are refused."""

    TABLE: ClassVar[str] = "dials"
    KEY: ClassVar[tuple[str, ...]] = ("user",)
    user: str
    since: int
    count: int


# --- how the row changes ----------------------------------------------------------------------------------------------


def leg_of_offer(offer: str) -> str:
    """An offer's leg: the same one, however often the offer is heard of."""
    return f"leg{offer[3:]}"


def leg_of_taking(interaction: str, seq: int) -> str:
    """The leg of an agent who took it without being offered it, by the fact that says so."""
    return f"leg{interaction[3:]}{seq}"


def with_leg(call: Call, leg: Leg) -> Call:
    """It is there, or as it is now."""
    if call.leg(leg.id) is None:
        return replace(call, legs=(*call.legs, leg))
    return replace(call, legs=tuple(leg if one.id == leg.id else one for one in call.legs))


def without(call: Call, *legs: str) -> Call:
    """They are gone, and so is whoever only listened to one of them."""
    gone = {*legs, *(one.id for one in call.legs if one.overhears in legs)}
    return replace(call, legs=tuple(one for one in call.legs if one.id not in gone))


def freed(call: Call) -> Call:
    """The customer is not held any more by whoever is gone; nobody waits aside for one who is."""
    alone = not any(one.role == "agent" and not one.offer for one in call.legs)
    if not alone:
        return call
    gone = [one.id for one in call.legs if one.role == "consulted"]
    call = without(call, *gone)
    return replace(
        call, legs=tuple(replace(one, held=False, room="main") if _others(one) else one for one in call.legs)
    )


def _others(leg: Leg) -> bool:
    return leg.role in ("customer", "external", "guest") and (leg.held or leg.room != "main")


def taken_by(call: Call, agent: str, fresh: str, until: int) -> Call:
    """The agent has the work: his leg is in the call, called now where he has none, and other agents' are not."""
    others = [one.id for one in call.legs if one.role == "agent" and one.user != agent]
    call = without(call, *others)
    mine = call.leg_of(agent)
    if mine is None:
        return with_leg(call, Leg(id=fresh, role="agent", kind="agent", user=agent, until=until))
    return with_leg(
        call,
        replace(
            mine,
            role="agent",
            offer="",
            room="main" if mine.role in ("consulted", "supervisor") else mine.room,
            overhears="",
            coach=False,
            until=until if mine.state != "up" else None,
        ),
    )


def left_by_agents(call: Call, to: str = "") -> Call:
    """Nobody has the work; or the one it goes to, who is in the call already."""
    return freed(without(call, *[one.id for one in call.legs if one.role == "agent" and (not to or one.user != to)]))


def called_again(call: Call, leg: Leg) -> Call:
    """In place of the leg of his that broke: whoever listens to that one listens to this one."""
    broken = [one.id for one in call.legs if one.user == leg.user and one.role == leg.role and one.id != leg.id]
    heard = [replace(one, overhears=leg.id) if one.overhears in broken else one for one in call.legs]
    return with_leg(replace(call, legs=tuple(heard)), leg)
