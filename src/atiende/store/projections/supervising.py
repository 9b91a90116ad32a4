"""Who reads along where."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.supervising import Monitoring
from atiende.store.projections.rows import Rows, log_only, on


@on(f.MonitoringStarted)
def started(rows: Rows, logged: Logged, fact: f.MonitoringStarted) -> None:
    rows.put(
        Monitoring(
            conversation=fact.conversation, by=fact.by, agent=fact.agent, since=logged.at, announced=fact.announced
        )
    )


@on(f.MonitoringEnded)
def ended(rows: Rows, logged: Logged, fact: f.MonitoringEnded) -> None:
    found = rows.get(Monitoring, fact.conversation, fact.by)
    if found is not None:
        rows.put(replace(found, ended_at=logged.at))


log_only(f.BroadcastSent, f.BroadcastEnded, f.WallOpened, f.WallClosed)
