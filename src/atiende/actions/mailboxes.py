"""Mailboxes we read: how far, and whether they work. A change of state is a fact; everything else is a cursor."""

from atiende.domain import facts as f
from atiende.domain.work import Cursor
from atiende.ports.channel import Endpoint
from atiende.ports.mailboxes import MailboxState, Place
from atiende.ports.store import Change, Store
from atiende.ports.system import Clock

OK_EVERY_MS = 300_000
"""How fresh the moment of the last success is kept."""

PROBLEMS = (
    "",
    "auth_failed",
    "host_unreachable",
    "tls_failed",
    "folder_missing",
    "connection_lost",
    "store_full",
    "not_configured",
    "failed",
)
"""Kept by their place in this list: only add at the end."""

WORKS = 0


async def mailbox_state(store: Store, tenant: str, slug: str) -> MailboxState | None:
    """How reading of an endpoint's mailbox goes; None before its first try."""
    reading = store.reading(tenant)
    problem = await reading.get(Cursor, _name(slug, "problem"))
    changed = await reading.get(Cursor, _name(slug, "changed"))
    ok = await reading.get(Cursor, _name(slug, "ok"))
    if problem is None:
        return None
    return MailboxState(
        problem=PROBLEMS[problem.seq], changed_at=changed.seq if changed else 0, ok_at=ok.seq if ok else 0
    )


class MailboxBook:
    """`ports.mailboxes.Mailboxes` on the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def place(self, endpoint: Endpoint, account: str) -> Place | None:
        reading = self._store.reading(endpoint.tenant)
        rows = [await reading.get(Cursor, _name(endpoint.slug, account, part)) for part in ("validity", "uid", "since")]
        validity, uid, since = rows
        if validity is None or uid is None or since is None:
            return None
        return Place(validity=validity.seq, uid=uid.seq, since=since.seq)

    async def remember(self, endpoint: Endpoint, account: str, place: Place) -> None:
        parts = {"validity": place.validity, "uid": place.uid, "since": place.since}

        def decide(change: Change) -> None:
            for part, value in parts.items():
                change.put(Cursor(reader=_name(endpoint.slug, account, part), seq=value))

        await self._store.change(endpoint.tenant, decide, at=self._clock.now())

    async def works(self, endpoint: Endpoint, dry_run: bool) -> None:
        slug = endpoint.slug

        def decide(change: Change) -> None:
            ok = change.get(Cursor, _name(slug, "ok"))
            if _turned(change, slug, WORKS):
                change.record(f.MailboxConnected(endpoint=slug, dry_run=dry_run), actor="system")
            elif ok is not None and change.at - ok.seq < OK_EVERY_MS:
                return
            change.put(Cursor(reader=_name(slug, "ok"), seq=change.at))

        await self._store.change(endpoint.tenant, decide, at=self._clock.now())

    async def fails(self, endpoint: Endpoint, problem: str) -> None:
        slug, number = endpoint.slug, PROBLEMS.index(problem if problem in PROBLEMS else "failed")

        def decide(change: Change) -> None:
            if _turned(change, slug, number):
                change.record(f.MailboxFailed(endpoint=slug, reason=PROBLEMS[number]), actor="system")

        await self._store.change(endpoint.tenant, decide, at=self._clock.now())


def _turned(change: Change, slug: str, problem: int) -> bool:
    """Writes the state; whether it is another than before."""
    before = change.get(Cursor, _name(slug, "problem"))
    if before is not None and before.seq == problem:
        return False
    change.put(Cursor(reader=_name(slug, "problem"), seq=problem))
    change.put(Cursor(reader=_name(slug, "changed"), seq=change.at))
    return True


def _name(slug: str, *parts: str) -> str:
    return " ".join(("mailbox", slug, *parts))
