"""What settling a call found is to be said, said to its engine: numbers, users and music are looked up here."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from atiende.actions.call_routes import way_to
from atiende.actions.sounds import music_of
from atiende.domain import settle as s
from atiende.domain.call import WHERE, Call, CallContent, Leg, LegContent
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Address
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Reading
from atiende.ports.voice import VoiceEngine

LEAST_SECONDS, MOST_SECONDS = 1.0, 60.0
"""How long somebody is rung."""
KINDS: Mapping[str, Literal["number", "agent", "visitor"]] = {
    "number": "number", "agent": "agent", "visitor": "visitor",
}  # fmt: skip


async def say(
    desk: Desk,
    tenant: str,
    engine: VoiceEngine,
    call: Call,
    command: s.AnyCommand,
    content: CallContent | None = None,
) -> None:
    """`content`: its numbers, where they are known already. Raises EngineGone."""
    match command:
        case s.Dial(leg):
            content = content or await desk.store.reading(tenant).get(CallContent, call.interaction)
            await _dial(desk, tenant, engine, call, leg, content)
        case s.Answer(leg):
            await engine.answer(leg)
        case s.HangUp(leg):
            await engine.hang_up(leg)
        case s.Bridge(bridge, legs):
            await engine.bridge(bridge, legs)
        case s.Record() | s.PauseRecording() | s.StopRecording():
            await _record(engine, command)
        case _:
            await _hearing(desk, tenant, engine, call, command)


async def _record(engine: VoiceEngine, command: s.Record | s.PauseRecording | s.StopRecording) -> None:
    match command:
        case s.Record(recording, bridge, left):
            await engine.record(recording, bridge, left=left)
        case s.PauseRecording(recording, on):
            await engine.pause_recording(recording, on)
        case s.StopRecording(recording):
            await engine.stop_recording(recording)


async def _hearing(desk: Desk, tenant: str, engine: VoiceEngine, call: Call, command: s.AnyCommand) -> None:
    match command:
        case s.Hold(leg):
            work = await desk.store.reading(tenant).get(Interaction, call.interaction)
            await engine.hold(leg, await music_of(desk, tenant, work.queue if work is not None else ""))
        case s.Resume(leg):
            await engine.resume(leg)
        case s.Mute(leg, on):
            await engine.mute(leg, on)
        case s.Overhear(ear, of, coach):
            await engine.overhear(ear, of, coach=coach)


async def _dial(
    desk: Desk, tenant: str, engine: VoiceEngine, call: Call, leg_id: str, content: CallContent | None
) -> None:
    leg = call.leg(leg_id)
    if leg is None:
        return
    left = MOST_SECONDS if leg.until is None else (leg.until - desk.clock.now()) / 1000
    ring = timedelta(seconds=min(MOST_SECONDS, max(LEAST_SECONDS, left)))
    if leg.kind == "number":
        number = await _number(desk.store.reading(tenant), leg, content)
        way = await way_to(desk, tenant, number, content.ours if content is not None else "")
        to = Address(
            tenant=tenant, kind="number", value=number, trunks=way.trunks, limits=way.limits, written=way.written,
            callers=way.callers, media=leg.media,
        )  # fmt: skip
        await engine.dial(leg_id, to, caller=next(iter(way.callers), way.caller), ring=ring)
        return
    shown = content.number if content is not None else ""
    reading = desk.store.reading(tenant)
    user = await reading.get(User, leg.user) if leg.kind == "agent" else None
    at_desk = user is not None and user.preferences.get(WHERE) == "desk"
    to = Address(tenant=tenant, kind=KINDS[leg.kind], value=leg.user, desk=at_desk, media=leg.media)
    await engine.dial(leg_id, to, caller=shown, ring=ring)


async def _number(reading: Reading, leg: Leg, content: CallContent | None) -> str:
    """Of somebody outside; the customer's is the call's."""
    own = await reading.get(LegContent, leg.id)
    if own is not None and own.number:
        return own.number
    return content.number if content is not None else ""
