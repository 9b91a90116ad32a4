"""Where a call stands, as the page of a caller or a guest is told: never more than he hears and sees anyway."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.api.hub import Hub
from atiende.domain.call import Call, CallContent, Leg, LegContent
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.recording import Recording
from atiende.ports.desk import Desk
from atiende.ports.voice import IceServers

SHOWN = ("customer", "agent", "external", "guest")
"""Whose presence everybody in the call knows of; a supervisor is one of them once he speaks as an agent."""


class Person(Struct, frozen=True, kw_only=True):
    leg: str
    role: str
    name: str
    video: bool
    screen: bool


class CallTold(Struct, frozen=True, kw_only=True):
    """A `call_state` frame. `state`: none, calling, flow (a machine serves him), queued, ringing (an agent is being
    told), talking, held, alone (a guest before the others), ended. `lasted`: ms since they talk. `choices`: a menu's,
    by key. `recording`: off, on, paused."""

    op: str = "call_state"
    state: str = "none"
    leg: str = ""
    interaction: str = ""
    lasted: int | None = None
    agent: str = ""
    ahead: int | None = None
    expected: tuple[int, int] | None = None
    choices: tuple[dict[str, str], ...] = ()
    prompt: str = ""
    recording: str = "off"
    people: tuple[Person, ...] = ()
    invite: dict[str, str | bool] | None = None
    ice: tuple[dict[str, object], ...] = ()
    video: bool = False
    callback: bool = False
    why: str = ""


class Told:
    """Made for one page. `who`: whose leg it is, a customer's or a link's."""

    def __init__(self, desk: Desk, hub: Hub, who: str) -> None:
        self._desk, self._hub, self.who = desk, hub, who
        self._read = desk.store.reading(hub.tenant)

    async def of(self, call: Call, leg: Leg, *, video: bool) -> CallTold:
        """What can be said without where he waits."""
        work = await self._read.get(Interaction, call.interaction)
        in_main = [one for one in call.legs if one.state == "up" and one.room == "main" and one.role in SHOWN]
        agent = work.agent if work is not None and work.agent else ""
        state = state_of(call, leg, work)
        return CallTold(
            state=state,
            leg=leg.id,
            interaction=call.interaction,
            lasted=self._desk.clock.now() - call.connected_at if call.connected_at is not None else None,
            agent=await self.first_name(agent) if agent and state in ("talking", "held") else "",
            recording=await self._recording(call),
            people=tuple([await self._person(call, one) for one in in_main]),
            ice=self._ice(call),
            video=video,
        )

    async def menu(self, interaction: str) -> tuple[str, tuple[dict[str, str], ...]]:
        """What a machine has asked last and waits for, and the keys that answer it."""
        session = await self._read.get(FlowSession, interaction)
        if session is None or session.awaiting != "input":
            return "", ()
        said = await self._read.where(Message, {"conversation": session.conversation}, limit=100_000)
        asked = [one for one in said if one.interaction == interaction and one.direction == "out"]
        if not asked:
            return "", ()
        content = await self._read.get(MessageContent, max(asked, key=lambda one: one.position).id)
        if content is None:
            return "", ()
        return "", tuple({"id": one.key, "label": one.label} for one in content.choices if one.key)

    async def first_name(self, user: str) -> str:
        return (await self._hub.frames.lines.name_of(user)).split(" ")[0]

    async def _person(self, call: Call, leg: Leg) -> Person:
        return Person(
            leg=leg.id,
            role="agent" if leg.kind == "agent" else leg.role,
            name=await self._name(call, leg),
            video=leg.media.video,
            screen=leg.media.screen,
        )

    async def _name(self, call: Call, leg: Leg) -> str:
        """First names; of a telephone outside none, since its number is nobody's business."""
        if leg.kind == "agent":
            return await self.first_name(leg.user)
        if leg.role == "customer":
            known = await self._read.get(CallContent, call.interaction)
            return known.name.split(" ")[0] if known is not None else ""
        content = await self._read.get(LegContent, leg.id)
        return content.name if content is not None and leg.role == "guest" else ""

    async def _recording(self, call: Call) -> str:
        rows: Sequence[Recording] = await self._read.where(Recording, {"interaction": call.interaction})
        running = [one for one in rows if one.state == "running"]
        if not running:
            return "off"
        return "paused" if all(one.paused(self._desk.clock.now()) for one in running) else "on"

    def _ice(self, call: Call) -> tuple[dict[str, object], ...]:
        engine: object = self._desk.voice.engines.get(call.engine)
        if not isinstance(engine, IceServers):
            return ()
        return tuple(_ice(one.urls, one.username, one.credential) for one in engine.ice(self._hub.tenant, self.who))


def _ice(urls: Sequence[str], username: str, credential: str) -> dict[str, object]:
    known = {"username": username, "credential": credential} if username else {}
    return {"urls": list(urls), **known}


def state_of(call: Call, leg: Leg, work: Interaction | None) -> str:
    """For the page behind `leg`."""
    others = [one for one in call.legs if one.id != leg.id and one.state == "up" and one.room == "main"]
    heard = [one for one in others if one.role in SHOWN]
    if leg.held or (leg.role == "customer" and leg.room != "main"):
        return "held"
    if leg.role != "customer":
        return "talking" if heard else "alone"
    if heard:
        return "talking"
    if work is None:
        return "calling"
    return {"in_flow": "flow" if work.flow else "calling", "queued": "queued"}.get(work.state, "ringing")
