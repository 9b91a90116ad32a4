"""What every journey ends with: the rows equal the log, the guarantees held, and every offer is decided again alike."""

from collections.abc import Sequence

from atiende.routing.guarantees.watch import violations
from atiende.routing.rederive import Rederiving
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore

MOST = 100_000


async def proven(store: object, tenant: str) -> Sequence[object]:
    """What is wrong: nothing, when all is well."""
    assert isinstance(store, SqlStore)
    log = await store.log(tenant, 0, MOST)
    again = Rederiving()
    different = again.follow(log) + again.finish()
    return [*await replay_check(store, tenant), *violations(log), *different]
