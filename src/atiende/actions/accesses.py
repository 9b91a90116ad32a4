"""Who looked at whose record, written down: coalesced per viewer, customer and ten minutes."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.desk import Access
from atiende.ports.desk import Desk
from atiende.ports.store import Change

WINDOW_MS = 600_000
HOW = ("screen", "api", "search", "export", "listen", "download")


class View(Struct, frozen=True, kw_only=True):
    """`viewer` as in the log (`agent:usr_…`, `key:…`); `count` looks at once."""

    viewer: str
    customer: str
    how: str
    at: int
    conversation: str = ""
    count: int = 1


async def note_views(desk: Desk, tenant: str, views: Sequence[View]) -> None:
    """Durable when it returns."""

    def decide(change: Change) -> None:
        for view in views:
            _note(change, view)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_export(desk: Desk, tenant: str, viewer: str, what: str, views: Sequence[View], form: str) -> None:
    """Somebody takes records out of the centre: said in the log, and for each customer, before anything leaves."""

    def decide(change: Change) -> None:
        change.record(f.ExportMade(what=what, since=0, until=change.at, form=form), actor=viewer)
        for view in views:
            _note(change, view)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _note(change: Change, view: View) -> None:
    window = view.at - view.at % WINDOW_MS
    before = change.get(Access, view.customer, window, view.viewer, view.how)
    if before is None:
        change.put(
            Access(
                customer=view.customer,
                window=window,
                viewer=view.viewer,
                how=view.how,
                first_at=view.at,
                last_at=view.at,
                views=view.count,
                conversation=view.conversation,
            )
        )
        return
    kept = view.conversation or before.conversation
    change.put(
        replace(before, last_at=max(before.last_at, view.at), views=before.views + view.count, conversation=kept)
    )
