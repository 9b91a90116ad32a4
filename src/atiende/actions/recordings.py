"""Recordings of calls: paused, kept, held and deleted. What they sound like is in `recording_files`."""

import math

from msgspec import Struct

from atiende.actions.alarms import rang
from atiende.actions.consents import answers_in
from atiende.actions.recording_keys import key_made
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.recording import (
    DAY_MS,
    LONGEST_PAUSE_MS,
    WHYS,
    HoldContent,
    Recording,
    RecordingContent,
    RecordingLeft,
    basis,
)
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PAUSED, DUE, GONE, TRANSCRIBE = "recording_pause", "recording_due", "recording_gone", "transcribe"
"""Timers: a pause ends, it was kept long enough, its file is to go, its words are to be written down."""
AFTER_MS = 5_000
"""Whoever heard it live has the last word by then."""
LONGEST_TEXT = 2_000


class Start(Struct, frozen=True, kw_only=True):
    """What begins to be recorded, by which policy."""

    recording: str
    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    engine: str
    policy: str
    keep_days: int
    agent: str = ""


class Fetched(Struct, frozen=True, kw_only=True):
    """A file that lies sealed on the shelf."""

    blob: str
    size: int
    duration_ms: int
    gaps: tuple[tuple[int, int], ...]
    peaks: bytes


def recording_of(change: Change, recording: str) -> Recording:
    """Raises NotFound."""
    found = change.get(Recording, recording)
    if found is None:
        raise NotFound(kind="recording", id=recording)
    return found


def start(change: Change, wanted: Start, actor: str) -> bool:
    """Inside the change that connects a call. False where there is no right to record it: nothing happens then."""
    by = basis(wanted.policy, answers_in(change, wanted.interaction))
    if not by:
        return False
    if change.get(Recording, wanted.recording) is None:
        change.record(
            f.RecordingStarted(
                recording=wanted.recording,
                interaction=wanted.interaction,
                conversation=wanted.conversation,
                customer=wanted.customer,
                brand=wanted.brand,
                queue=wanted.queue,
                engine=wanted.engine,
                basis=by,
                keep_days=wanted.keep_days,
                agent=wanted.agent,
            ),
            actor=actor,
        )
        _still_paused(change, wanted.interaction)
    return True


def _still_paused(change: Change, interaction: str) -> None:
    """What was paused when the call changed hands, or its engine was lost, goes on being paused in what follows."""
    for one in change.where(Recording, {"interaction": interaction}):
        for before in one.pauses if one.state != "running" else ():
            if before.until > change.at:
                pause(change, interaction, before.why, math.ceil((before.until - change.at) / 1000), "system")


def end(change: Change, interaction: str, actor: str, why: str = "over") -> None:
    """Inside a change: what runs of this call ends."""
    for one in running(change, interaction):
        change.drop(Timer, PAUSED, one.id)
        change.record(
            f.RecordingEnded(recording=one.id, interaction=interaction, conversation=one.conversation, why=why),
            actor=actor,
        )


def running(change: Change, interaction: str) -> list[Recording]:
    return [one for one in change.where(Recording, {"interaction": interaction}) if one.state == "running"]


def pause(change: Change, interaction: str, why: str, seconds: int, actor: str) -> None:
    """Inside a change: nothing is recorded until it is resumed, or for these seconds. Said again, it lasts from now."""
    if why not in WHYS:
        raise Invalid(field="why", reason="unknown")
    until = change.at + min(max(1, seconds) * 1000, LONGEST_PAUSE_MS)
    for one in running(change, interaction):
        change.record(
            f.RecordingPaused(
                recording=one.id, interaction=interaction, conversation=one.conversation, why=why, until=until
            ),
            actor=actor,
        )
        _wake(change, one.id)


def resume(change: Change, interaction: str, why: str, actor: str) -> None:
    """Inside a change: this pause is over; with an empty `why` all of them."""
    for one in running(change, interaction):
        if any(not why or each.why == why for each in one.pauses):
            change.record(
                f.RecordingResumed(recording=one.id, interaction=interaction, conversation=one.conversation, why=why),
                actor=actor,
            )
            _wake(change, one.id)


def _wake(change: Change, recording: str) -> None:
    """A timer for the pause that ends first."""
    pauses = recording_of(change, recording).pauses
    if pauses:
        change.put(Timer(kind=PAUSED, key=recording, due=min(one.until for one in pauses)))
    else:
        change.drop(Timer, PAUSED, recording)


class Pausing(Struct, frozen=True, kw_only=True):
    """`on`: it records (again); `why` and `seconds` of a pause."""

    on: bool
    why: str = "agent"
    seconds: int = LONGEST_PAUSE_MS // 1000


async def pause_recording(desk: Desk, tenant: str, actor: str, interaction: str, wanted: Pausing) -> None:
    """For an agent, a form or a program. Raises WrongState where nothing is being recorded, Invalid."""

    def decide(change: Change) -> None:
        if not running(change, interaction):
            raise WrongState(state="not_recording")
        if wanted.on:
            resume(change, interaction, "" if wanted.why == "agent" else wanted.why, actor)
        else:
            pause(change, interaction, wanted.why, wanted.seconds, actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_pause(desk: Desk, tenant: str, recording: str) -> None:
    """The time of a pause is up."""

    def decide(change: Change) -> None:
        if not rang(change, PAUSED, recording):
            return
        found = recording_of(change, recording)
        for one in found.pauses:
            if found.state == "running" and one.until <= change.at:
                change.record(
                    f.RecordingResumed(
                        recording=found.id,
                        interaction=found.interaction,
                        conversation=found.conversation,
                        why=one.why,
                        by_time=True,
                    ),
                    actor="system",
                )
        _wake(change, recording)

    await desk.store.change(tenant, decide, at=desk.clock.now())


# --- after the call -------------------------------------------------------------------------------------------------


def may_keep(change: Change, found: Recording) -> bool:
    """Whether he has not said no meanwhile, or said nothing at all on the tone."""
    return not found.is_no_message and bool(basis(found.basis, answers_in(change, found.interaction)))


async def keep(desk: Desk, tenant: str, recording: str, fetched: Fetched) -> bool:
    """The file is ours from now on. False where it may not be: he said no, or it was deleted or lost meanwhile; then
    whoever holds the file lets it go."""

    def decide(change: Change) -> bool:
        found = recording_of(change, recording)
        content = change.get(RecordingContent, recording)
        if found.state == "kept" and content is not None:
            return content.blob == fetched.blob
        if found.state not in ("running", "ended") or not may_keep(change, found):
            return False
        until = (found.ended_at or change.at) + found.keep_days * DAY_MS
        change.record(
            f.RecordingKept(
                recording=recording,
                interaction=found.interaction,
                conversation=found.conversation,
                duration_ms=fetched.duration_ms,
                gaps=fetched.gaps,
                keep_until=until,
            ),
            actor="system",
        )
        change.put(
            RecordingContent(
                id=recording, customer=found.customer, blob=fetched.blob, size=fetched.size, peaks=fetched.peaks
            )
        )
        change.put(Timer(kind=DUE, key=recording, due=until))
        change.put(RecordingLeft(id=recording, engine=found.engine))
        if desk.transcriber is not None and transcribes(change, found):
            change.put(Timer(kind=TRANSCRIBE, key=recording, due=change.at + AFTER_MS))
        return True

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def transcribes(change: Change, found: Recording) -> bool:
    """Whether its queue wants words; a message always has them, since it is read before it is heard."""
    row = change.get(docs.Document, "queue", found.queue)
    body = docs.read("queue", row.body) if row is not None else None
    return found.basis == "message" or (isinstance(body, docs.Queue) and body.voice.transcribe)


async def put_off(desk: Desk, tenant: str, recording: str, again: tuple[int, int] | None) -> None:
    """Its words are written later: after so long (doubled with each try), at most so often. None: never again."""

    def decide(change: Change) -> None:
        timer = change.get(Timer, TRANSCRIBE, recording)
        if timer is None:
            return
        if again is None or timer.tries + 1 >= again[1]:
            change.drop(Timer, TRANSCRIBE, recording)
            return
        due = change.at + again[0] * 2**timer.tries
        change.put(Timer(kind=TRANSCRIBE, key=recording, due=due, tries=timer.tries + 1))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def lose(desk: Desk, tenant: str, recording: str, why: str) -> None:
    """Nothing came of it: gone, or no_basis."""

    def decide(change: Change) -> None:
        found = recording_of(change, recording)
        if found.state in ("running", "ended"):
            change.record(
                f.RecordingLost(
                    recording=recording, interaction=found.interaction, conversation=found.conversation, why=why
                ),
                actor="system",
            )
            change.put(RecordingLeft(id=recording, engine=found.engine))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def forgotten(desk: Desk, tenant: str, recording: str) -> None:
    """The engine has let it go."""
    await desk.store.change(tenant, lambda change: change.drop(RecordingLeft, recording), at=desk.clock.now())


WAITS_MS = 120_000


async def waiting_recordings(desk: Desk, tenant: str) -> int:
    """How many ended a while ago and still lie with what made them."""
    found = await desk.store.reading(tenant).where(Recording, {"state": "ended"}, limit=200)
    return sum(desk.clock.now() - (one.ended_at or 0) > WAITS_MS for one in found)


async def customer_key(desk: Desk, tenant: str, customer: str) -> str:
    """The salt of a customer's key, made at its first use."""
    return await desk.store.change(tenant, lambda change: key_made(desk, change, customer), at=desk.clock.now())


# --- how long it is kept --------------------------------------------------------------------------------------------


async def delete_due(desk: Desk, tenant: str, recording: str) -> None:
    """It was kept long enough; what is held stays until it no longer is."""

    def decide(change: Change) -> None:
        if rang(change, DUE, recording):
            found = recording_of(change, recording)
            if found.state == "kept" and not found.hold:
                _delete(change, found, "retention", "system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def delete_recording(desk: Desk, tenant: str, actor: str, recording: str) -> None:
    """At once. Raises NotFound, WrongState where it is held or gone."""

    def decide(change: Change) -> None:
        found = recording_of(change, recording)
        if found.hold:
            raise WrongState(state="held")
        if found.state != "kept":
            raise WrongState(state=found.state)
        _delete(change, found, "asked", actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _delete(change: Change, found: Recording, why: str, actor: str) -> None:
    """Nobody hears it any more; its file and words follow by a timer, however often that takes."""
    change.record(
        f.RecordingDeleted(recording=found.id, interaction=found.interaction, conversation=found.conversation, why=why),
        actor=actor,
    )
    change.drop(Timer, DUE, found.id)
    change.drop(Timer, TRANSCRIBE, found.id)
    change.put(Timer(kind=GONE, key=found.id, due=change.at))


async def hold_recording(desk: Desk, tenant: str, actor: str, recording: str, on: bool, reason: str) -> None:
    """It must not be deleted, or may be again. Raises NotFound, Invalid without a reason, WrongState."""
    said = reason.strip()
    if not said or len(said) > LONGEST_TEXT:
        raise Invalid(field="reason", reason="required" if not said else "too_long")

    def decide(change: Change) -> None:
        found = recording_of(change, recording)
        if found.state in ("lost", "deleted"):
            raise WrongState(state=found.state)
        if found.hold == on:
            return
        change.record(f.RecordingHeld(recording=recording, conversation=found.conversation, on=on), actor=actor)
        change.put(HoldContent(recording=recording, at=change.at, by=actor, on=on, reason=said))
        if on:
            change.drop(Timer, DUE, recording)
        elif found.keep_until is not None:
            change.put(Timer(kind=DUE, key=recording, due=max(found.keep_until, change.at)))

    await desk.store.change(tenant, decide, at=desk.clock.now())
