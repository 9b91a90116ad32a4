"""Recordings of calls and what callers said to them."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.recording import Consent, Recording, pause, resume
from atiende.store.projections.rows import Rows, need, on

GOES_ON = ("moved", "engine_lost")
"""Why a recording ends though its call does not: what follows it is paused as it was."""


@on(f.ConsentAnswered)
def answered(rows: Rows, logged: Logged, fact: f.ConsentAnswered) -> None:
    rows.put(
        Consent(
            id=fact.consent,
            customer=fact.customer,
            conversation=fact.conversation,
            interaction=fact.interaction,
            what=fact.what,
            answer=fact.answer,
            channel=fact.channel,
            language=fact.language,
            version=fact.version,
            at=logged.at,
        )
    )


@on(f.RecordingStarted)
def started(rows: Rows, logged: Logged, fact: f.RecordingStarted) -> None:
    rows.put(
        Recording(
            id=fact.recording,
            interaction=fact.interaction,
            conversation=fact.conversation,
            customer=fact.customer,
            brand=fact.brand,
            queue=fact.queue,
            agent=fact.agent,
            engine=fact.engine,
            basis=fact.basis,
            state="running",
            began_at=logged.at,
            keep_days=fact.keep_days,
        )
    )


@on(f.RecordingPaused)
def paused(rows: Rows, logged: Logged, fact: f.RecordingPaused) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, pauses=pause(row.pauses, fact.why, fact.until)))


@on(f.RecordingResumed)
def resumed(rows: Rows, logged: Logged, fact: f.RecordingResumed) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, pauses=resume(row.pauses, fact.why)))


@on(f.RecordingEnded)
def ended(rows: Rows, logged: Logged, fact: f.RecordingEnded) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    if row.state == "running":
        rows.put(replace(row, state="ended", ended_at=logged.at, pauses=row.pauses if fact.why in GOES_ON else ()))


@on(f.RecordingKept)
def kept(rows: Rows, logged: Logged, fact: f.RecordingKept) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, state="kept", duration_ms=fact.duration_ms, gaps=fact.gaps, keep_until=fact.keep_until))


@on(f.RecordingLost)
def lost(rows: Rows, logged: Logged, fact: f.RecordingLost) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, state="lost"))


@on(f.RecordingDeleted)
def deleted(rows: Rows, logged: Logged, fact: f.RecordingDeleted) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, state="deleted"))


@on(f.RecordingHeld)
def held(rows: Rows, logged: Logged, fact: f.RecordingHeld) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, hold=fact.on))


@on(f.RetentionChanged)
def retention(rows: Rows, logged: Logged, fact: f.RetentionChanged) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, keep_until=fact.keep_until))


@on(f.RecordingTranscribed)
def transcribed(rows: Rows, logged: Logged, fact: f.RecordingTranscribed) -> None:
    row = need(rows.get(Recording, fact.recording), fact)
    rows.put(replace(row, transcribed=True))
