"""PostgreSQL keeps what messages say in a table for each month (`migrations/by_month.py`): here they are made ahead."""

import structlog

from atiende.ports.system import Clock
from atiende.store import sql
from atiende.store.store import SqlStore

log = structlog.get_logger()
EVERY_SECONDS = 86_400.0
MAKE = "SELECT make_months('{0}', ('{0}'::date + interval '3 months')::date)"
"""The present month and the next three."""


async def keep_months(store: SqlStore, clock: Clock) -> None:
    """At the start and every day, until cancelled; on any number of nodes."""
    if store.dialect == sql.SQLITE:
        return
    while True:
        missing = await make_months(store, clock)
        if missing:
            log.warning("months not made", tables=", ".join(missing))
        await clock.sleep(EVERY_SECONDS)


async def make_months(store: SqlStore, clock: Clock) -> list[str]:
    """The tables it could not make: their messages stand in `message_content_default`, and stay there."""
    found = await store.ask(MAKE.format(clock.moment().date()))
    return [str(name) for (name,) in found]
