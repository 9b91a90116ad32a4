"""The stretch of a timeline around one message, however far back: where to begin reading so that it is in the page."""

from collections.abc import Iterable

import sqlalchemy as sa

from atiende.domain.message import Message
from atiende.store.tables import FACTS
from atiende.store.views.asking import Asking, Found, cursor_of, table


async def edge(ask: Asking, tenant: str, members: Iterable[str], message: str, ahead: int) -> tuple[str | None, bool]:
    """The cursor of the page that ends `ahead` messages after this one, and whether there is more behind that.

    Raises KeyError when it is in none of these conversations. No cursor: the page ends where the timeline does.
    """
    m, names = table(Message).c, list(members)
    this = await ask.one(
        sa.select(m.conversation, m.position, m.at).where(
            m.tenant == tenant, m.id == message, m.conversation.in_(names)
        ),
        tenant,
    )
    if this is None:
        raise KeyError(message)
    later: list[Found] = []
    for one in names:
        own = this["position"] if one == this["conversation"] else 0
        select = (
            sa.select(m.conversation, m.position, m.at)
            .where(m.tenant == tenant, m.conversation == one, m.position > own, m.at >= this["at"])
            .order_by(m.position)
            .limit(ahead + 1)
        )
        later += await ask.rows(select, tenant)
    later.sort(key=lambda row: (row["at"], row["conversation"], row["position"]))
    beyond = later[ahead:]
    if not beyond:
        return None, False
    bounds: dict[str, int] = {}
    for row in reversed(beyond):
        bounds[row["conversation"]] = row["position"]
    seq = await ask.one(
        sa.select(sa.func.min(FACTS.c.seq).label("seq")).where(
            FACTS.c.tenant == tenant, FACTS.c.subject.in_(names), FACTS.c.at >= beyond[0]["at"]
        ),
        tenant,
    )
    first = seq["seq"] if seq and seq["seq"] is not None else 2**62
    return cursor_of(" ".join(f"{one}:{at}" for one, at in sorted(bounds.items())), first), True
