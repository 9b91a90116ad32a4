"""What every journey ends with: the rows equal the log, the guarantees held, every offer is decided again alike, and
the report is what a plain count of the log gives."""

from collections.abc import Sequence

from atiende.domain.recording_rules import unlawful
from atiende.routing.guarantees.watch import violations
from atiende.routing.rederive import Rederiving
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.pure.reports.compare import different as other_numbers

MOST = 100_000


async def proven(store: object, tenant: str) -> Sequence[object]:
    """What is wrong: nothing, when all is well. A change that was under way when all else ended may still come."""
    assert isinstance(store, SqlStore)
    head, found = -1, list[object]()
    while head != (head := await store.head(tenant)):
        found = await _wrong(store, tenant)
    return found


async def _wrong(store: SqlStore, tenant: str) -> list[object]:
    log = await store.log(tenant, 0, MOST)
    again = Rederiving()
    different = again.follow(log) + again.finish()
    return [*await replay_check(store, tenant), *violations(log), *unlawful(log), *different, *other_numbers(log)]
