"""What was said in calls, kept: masked, sealed by the customer's key, and opened again for whoever may listen."""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.recording_keys import key_made, salt_of
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.recording import Recording
from atiende.domain.transcript import LEFT, Said, Utterance
from atiende.language.spoken_secrets import without_secrets_in
from atiende.ports.desk import Desk
from atiende.ports.speech import Speech
from atiende.ports.store import Change, Reading

_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Said).decode
MOST = 5_000


class Talk(Struct, frozen=True, kw_only=True):
    """Whose words: of which call, under which recording (the interaction's id, where there is none)."""

    recording: str
    interaction: str
    conversation: str
    customer: str
    live: bool = False
    engine: str = ""


class Voiced(Struct, frozen=True, kw_only=True):
    """A passage and whose it is; `who` is a user's id, or empty."""

    side: str
    who: str
    speech: Speech


class Passage(Struct, frozen=True, kw_only=True):
    """`words` are (text, start, end)."""

    number: int
    side: str
    who: str
    start_ms: int
    end_ms: int
    text: str
    language: str
    confidence: float
    words: tuple[tuple[str, int, int], ...]


def masked(said: list[Voiced]) -> list[Voiced]:
    """In the order given. A passage in which something was masked keeps no times of its words."""
    found = list(said)
    for side in {one.side for one in said}:
        mine = [at for at, one in enumerate(said) if one.side == side]
        for at, text in zip(mine, without_secrets_in([said[at].speech.text for at in mine]), strict=True):
            if text != said[at].speech.text:
                found[at] = replace(said[at], speech=replace(said[at].speech, text=text, words=()))
    return found


async def keep_passages(desk: Desk, tenant: str, talk: Talk, said: list[Voiced]) -> int:
    """Writes them down, numbered on from what is there. Answers how many there are now."""
    shown = [one for one in masked(said) if one.speech.text.strip()]

    def decide(change: Change) -> int:
        salt = key_made(desk, change, talk.customer)
        known = len(change.where(Utterance, {"recording": talk.recording}))
        for number, one in enumerate(shown, known):
            words = tuple((word.text, word.start_ms, word.end_ms) for word in one.speech.words)
            content = Said(
                text=one.speech.text, language=one.speech.language, confidence=one.speech.confidence, words=words
            )
            change.put(
                Utterance(
                    recording=talk.recording,
                    number=number,
                    interaction=talk.interaction,
                    conversation=talk.conversation,
                    customer=talk.customer,
                    side=one.side,
                    who=one.who,
                    start_ms=one.speech.start_ms,
                    end_ms=one.speech.end_ms,
                    live=talk.live,
                    sealed=desk.keys.seal_for(salt, _encode(content)),
                )
            )
        return known + len(shown)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def mask_passage(desk: Desk, tenant: str, talk: Talk, number: int, text: str) -> None:
    """What was kept already turns out to be the beginning of a number that went on."""

    def decide(change: Change) -> None:
        row = change.get(Utterance, talk.recording, number)
        if row is not None:
            salt = key_made(desk, change, row.customer)
            content = replace(_decode(desk.keys.open_for(salt, row.sealed)), text=text, words=())
            change.put(replace(row, sealed=desk.keys.seal_for(salt, _encode(content))))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def forget_passages(desk: Desk, tenant: str, recording: str) -> None:
    """What a transcriber that failed had written: it is written anew, whole."""

    def decide(change: Change) -> None:
        for one in change.where(Utterance, {"recording": recording}):
            change.drop(Utterance, one.recording, one.number)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_transcript(desk: Desk, tenant: str, talk: Talk, passages: int) -> None:
    """All of it is there: said in the log, so that it is indexed and screens look again. Said once."""

    def decide(change: Change) -> None:
        change.record(
            f.RecordingTranscribed(
                recording=talk.recording,
                interaction=talk.interaction,
                conversation=talk.conversation,
                passages=passages,
                live=talk.live,
                engine=talk.engine,
            ),
            actor="system",
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def passages_of(desk: Desk, tenant: str, recording: str) -> list[Passage]:
    """In the order of the sound; nothing where his key is gone."""
    reading = desk.store.reading(tenant)
    rows = await reading.where(Utterance, {"recording": recording}, limit=MOST)
    return await _opened(desk, tenant, rows)


async def passages_in(desk: Desk, tenant: str, conversation: str) -> list[tuple[Utterance, Passage]]:
    """Of all calls of a conversation, oldest first."""
    reading = desk.store.reading(tenant)
    rows: list[Utterance] = []
    for one in sorted(await _calls(reading, conversation), key=lambda one: one.began_at):
        rows += await reading.where(Utterance, {"recording": one.id}, limit=MOST)
    opened = {(row.recording, one.number): (row, one) for row in rows for one in await _opened(desk, tenant, [row])}
    order = {recording: at for at, recording in enumerate(dict.fromkeys(row.recording for row in rows))}
    return sorted(opened.values(), key=lambda pair: (order[pair[0].recording], pair[1].start_ms))


async def _calls(reading: Reading, conversation: str) -> list[Recording]:
    found = await reading.where(Recording, {"conversation": conversation})
    return [one for one in found if one.state == "kept"]


async def _opened(desk: Desk, tenant: str, rows: list[Utterance]) -> list[Passage]:
    try:
        salt = await salt_of(desk, tenant, rows[0].customer) if rows else ""
        return sorted((_passage(row, _decode(desk.keys.open_for(salt, row.sealed))) for row in rows), key=_when)
    except (NotFound, Invalid):
        return []


def _passage(row: Utterance, said: Said) -> Passage:
    return Passage(
        number=row.number,
        side=row.side,
        who=row.who,
        start_ms=row.start_ms,
        end_ms=row.end_ms,
        text=said.text,
        language=said.language,
        confidence=said.confidence,
        words=said.words,
    )


def _when(one: Passage) -> tuple[int, str, int]:
    return one.start_ms, one.side, one.number


def speaker(side: str) -> str:
    """As drafts call him: customer or agent."""
    return "customer" if side == LEFT else "agent"
