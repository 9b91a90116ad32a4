"""The sound of recordings: sealed by the customer's key, laid on the shelf, opened to be listened to, and deleted."""

import asyncio

from atiende.actions.alarms import rang
from atiende.actions.recording_keys import salt_of
from atiende.actions.recordings import GONE, Fetched, customer_key
from atiende.actions.search_calls import drop_spoken
from atiende.domain.errors import NotFound
from atiende.domain.recording import Recording, RecordingComment, RecordingContent
from atiende.domain.transcript import Utterance
from atiende.ports.desk import Desk
from atiende.ports.speech import SpeechFailed
from atiende.ports.store import Change
from atiende.ports.voice import Recorded

LARGE = 256 * 1024
"""Bytes that are sealed or opened in a thread."""


async def shelve(desk: Desk, tenant: str, found: Recording, recorded: Recorded) -> Fetched:
    """Seals the file and lays it down, durably. The same recording twice is one file. Raises StoreFull, FilesAway."""
    salt = await customer_key(desk, tenant, found.customer)
    content = recorded.content
    if len(content) < LARGE:
        sealed = desk.keys.seal_for(salt, content)
    else:
        sealed = await asyncio.to_thread(desk.keys.seal_for, salt, content)
    blob = await desk.blobs.put(tenant, sealed)
    return Fetched(
        blob=blob,
        size=len(content),
        duration_ms=recorded.duration_ms,
        gaps=recorded.gaps,
        peaks=await _peaks(desk, content),
    )


async def _peaks(desk: Desk, content: bytes) -> bytes:
    """Nothing, where it cannot be drawn: the browser draws it then."""
    if desk.sounds is None:
        return b""
    try:
        return await desk.sounds.peaks(content)
    except SpeechFailed:
        return b""


async def open_recording(desk: Desk, tenant: str, recording: str) -> bytes:
    """The file as it was recorded: Ogg/Opus. Raises NotFound, also where the customer's key is gone."""
    content = await desk.store.reading(tenant).get(RecordingContent, recording)
    if content is None:
        raise NotFound(kind="recording", id=recording)
    salt = await salt_of(desk, tenant, content.customer)
    sealed = await desk.blobs.get(tenant, content.blob)
    if len(sealed) < LARGE:
        return desk.keys.open_for(salt, sealed)
    return await asyncio.to_thread(desk.keys.open_for, salt, sealed)


async def remove_file(desk: Desk, tenant: str, recording: str) -> None:
    """What is left of a deleted recording: the file first, then the rows that name it. Said twice, it is done once."""
    content = await desk.store.reading(tenant).get(RecordingContent, recording)
    if content is not None:
        await desk.blobs.drop(tenant, content.blob)

    def decide(change: Change) -> None:
        if not rang(change, GONE, recording):
            return
        change.drop(RecordingContent, recording)
        for one in change.where(RecordingComment, {"recording": recording}):
            change.drop(RecordingComment, one.id)
        found = change.get(Recording, recording)
        if found is not None:
            drop_spoken(change, found)
        for words in change.where(Utterance, {"recording": recording}):
            change.drop(Utterance, words.recording, words.number)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def let_go(desk: Desk, tenant: str, fetched: Fetched, recording: str) -> None:
    """A file that may not be kept."""
    content = await desk.store.reading(tenant).get(RecordingContent, recording)
    if content is None or content.blob != fetched.blob:
        await desk.blobs.drop(tenant, fetched.blob)
