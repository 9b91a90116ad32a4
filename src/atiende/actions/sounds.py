"""What is played to callers as files on the shelf: recordings of prompts, texts that were synthesized, music, signals.

A text is made once and found again by its keyed hash; what was not asked for lately is let go. Where it cannot be said
at all, two tones are heard instead, and whoever asked for it is told so.
"""

from collections.abc import Sequence
from importlib import resources

import structlog

from atiende.domain import documents as docs
from atiende.domain.message import File
from atiende.domain.spoken import Saying, SpokenSound
from atiende.domain.supply_documents import Prompt
from atiende.ports.desk import Desk
from atiende.ports.speech import SpeechFailed
from atiende.ports.store import Change
from atiende.ports.voice import Sound

log = structlog.get_logger()
MUSIC, BEEP, UNSAID = "music.ogg", "beep.wav", "unsaid.wav"
MOST_KEPT, MOST_DROPPED = 1_000, 50
DAY_MS = 86_400_000


async def sound_of(desk: Desk, tenant: str, saying: Saying, language: str) -> Sound | None:
    """The recording in this language, else its text spoken, else None: nobody can say it here."""
    if saying.signal:
        return await ours(desk, tenant, saying.signal)
    prompt = await _prompt(desk, tenant, saying.prompt) if saying.prompt else None
    spanish = not language.startswith("en")
    if prompt is not None:
        file = (prompt.file_es or prompt.file_en) if spanish else (prompt.file_en or prompt.file_es)
        recorded = await _recorded(desk, tenant, file) if file else None
        if recorded is not None:
            return recorded
    own = ((prompt.text_es if spanish else prompt.text_en) if prompt is not None else "") or saying.text
    return await spoken(desk, tenant, own, language) if own.strip() else None


async def spoken(desk: Desk, tenant: str, text: str, language: str) -> Sound | None:
    """A text as the synthesizer says it; None without one, or when it fails."""
    name = desk.keys.digest(f"spoken {tenant}", f"{language} {text}")
    known = await desk.store.reading(tenant).get(SpokenSound, name)
    if known is not None:
        if desk.clock.now() - known.at > DAY_MS:
            await _keep(desk, tenant, SpokenSound(id=name, blob=known.blob, at=desk.clock.now()))
        return Sound(tenant=tenant, blob=known.blob)
    if desk.synthesizer is None:
        return None
    try:
        made = await desk.synthesizer.speak(text, language)
    except SpeechFailed as failure:
        log.warning("text not spoken", code=failure.code, characters=len(text))
        return None
    blob = await desk.blobs.put(tenant, made)
    await _keep(desk, tenant, SpokenSound(id=name, blob=blob, at=desk.clock.now()))
    return Sound(tenant=tenant, blob=blob)


async def music_of(desk: Desk, tenant: str, queue: str, chosen: str = "") -> Sound:
    """What is played to who waits in a queue: what his flow or queue chose, else ours."""
    row = await desk.store.reading(tenant).get(docs.Document, "queue", queue)
    body = docs.read("queue", row.body) if row is not None else None
    slug = chosen or (body.voice.music if isinstance(body, docs.Queue) else "") or ""
    prompt = await _prompt(desk, tenant, slug) if slug else None
    file = (prompt.file_es or prompt.file_en) if prompt is not None else ""
    found = await _recorded(desk, tenant, file) if file else None
    sound = found or await ours(desk, tenant, MUSIC)
    return Sound(tenant=tenant, blob=sound.blob, loop=True)


async def ours(desk: Desk, tenant: str, name: str) -> Sound:
    """A sound that comes with Atiende, laid on the tenant's shelf the first time."""
    content = (resources.files("atiende") / "sounds" / name).read_bytes()
    key = desk.keys.digest(f"sound {tenant}", content)
    known = await desk.store.reading(tenant).get(SpokenSound, key)
    if known is not None:
        return Sound(tenant=tenant, blob=known.blob)
    blob = await desk.blobs.put(tenant, content)
    forever = desk.clock.now() + 100 * 365 * DAY_MS
    await _keep(desk, tenant, SpokenSound(id=key, blob=blob, at=forever))
    return Sound(tenant=tenant, blob=blob)


async def _keep(desk: Desk, tenant: str, sound: SpokenSound) -> None:
    """Lets go, now and then, of what was asked for longest ago."""

    def decide(change: Change) -> Sequence[SpokenSound]:
        change.put(sound)
        kept = sorted(change.where(SpokenSound, {}), key=lambda one: one.at) if sound.id[0] == "0" else []
        gone = kept[: min(MOST_DROPPED, max(0, len(kept) - MOST_KEPT))]
        for one in gone:
            change.drop(SpokenSound, one.id)
        return gone

    for gone in await desk.store.change(tenant, decide, at=desk.clock.now()):
        await desk.blobs.drop(tenant, gone.blob)


async def _prompt(desk: Desk, tenant: str, slug: str) -> Prompt | None:
    row = await desk.store.reading(tenant).get(docs.Document, "prompt", slug)
    body = docs.read("prompt", row.body) if row is not None and not row.retired else None
    return body if isinstance(body, Prompt) else None


async def _recorded(desk: Desk, tenant: str, file: str) -> Sound | None:
    found = await desk.store.reading(tenant).get(File, file)
    return Sound(tenant=tenant, blob=found.blob) if found is not None else None
