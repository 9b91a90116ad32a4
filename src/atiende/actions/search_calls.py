"""What was said in calls, to be found: a record of every half minute or so, from which one jumps to the moment."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.passages import Passage, passages_of
from atiende.domain.recording import Recording
from atiende.domain.search import CALL, SearchEntry, mark
from atiende.domain.transcript import Utterance
from atiende.language.words import stored
from atiende.ports.desk import Desk
from atiende.ports.store import Change

STRETCH_MS = 40_000


class Spoken(Struct, frozen=True, kw_only=True):
    """A record, and the first passage it is made of."""

    entry: SearchEntry
    first: int


def place_of(entry_id: str) -> tuple[str, int]:
    """The recording and the moment (ms) a record leads to."""
    recording, _, at = entry_id.partition("@")
    return recording, int(at or 0)


async def spoken_in(desk: Desk, tenant: str, recordings: Sequence[str]) -> list[Spoken]:
    """The records of these recordings."""
    found: list[Spoken] = []
    for one in recordings:
        row = await desk.store.reading(tenant).get(Recording, one)
        said = await passages_of(desk, tenant, one) if row is not None else []
        if row is not None:
            found += [_record(row, stretch) for stretch in stretches(said)]
    return found


def stretches(said: Sequence[Passage]) -> list[list[Passage]]:
    """Passages that begin within the same stretch of time. Pure."""
    found: list[list[Passage]] = []
    for one in said:
        if not found or one.start_ms - found[-1][0].start_ms >= STRETCH_MS:
            found.append([])
        found[-1].append(one)
    return found


def _record(row: Recording, said: Sequence[Passage]) -> Spoken:
    marks = [mark("k", CALL), mark("b", row.brand), mark("h", "voice"), mark("c", row.customer)]
    entry = SearchEntry(
        id=f"{row.id}@{said[0].start_ms:08d}",
        kind=CALL,
        brand=row.brand,
        conversation=row.conversation,
        customer=row.customer,
        at=row.began_at + said[0].start_ms,
        words=stored("\n".join(one.text for one in said), *marks),
    )
    return Spoken(entry=entry, first=said[0].number)


def put_spoken(change: Change, found: Sequence[Spoken]) -> int:
    """Inside a change: only for words that are still there."""
    written = 0
    for one in found:
        if change.get(Utterance, place_of(one.entry.id)[0], one.first) is not None:
            change.put(one.entry)
            written += 1
    return written


def drop_spoken(change: Change, recording: Recording) -> None:
    """Inside a change: nobody finds them any more."""
    for one in change.where(SearchEntry, {"conversation": recording.conversation}):
        if one.kind == CALL and place_of(one.id)[0] == recording.id:
            change.drop(SearchEntry, one.id)
