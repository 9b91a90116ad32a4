"""Two PostgreSQL servers: a primary, a standby that streams from it, and what an operator does when the first dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from atiende.bench.servers.postgres import ROLE, Postgres
from atiende.bench.servers.processes import wait_until

STREAMING = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"


@dataclass(slots=True, kw_only=True)
class Pair:
    """`primary` and `standby` change places with every failover. `synchronous`: a commit waits for both."""

    primary: Postgres
    standby: Postgres
    synchronous: bool

    @classmethod
    @contextmanager
    def running(cls, host: str = "127.0.0.1", *, synchronous: bool = True) -> Iterator[Self]:
        with Postgres.running(host) as primary:
            pair = cls(primary=primary, standby=Postgres.prepared(host), synchronous=synchronous)
            servers = [primary, pair.standby]
            try:
                pair.join()
                yield pair
            finally:
                for server in servers:
                    server.remove()

    def url(self, database: str) -> str:
        """Both servers; whoever connects finds the one that writes."""
        hosts = ",".join(f"{server.host}:{server.port}" for server in (self.primary, self.standby))
        return f"postgresql://{ROLE}@{hosts}/{database}?target_session_attrs=read-write&sslmode=disable"

    def join(self) -> None:
        """Makes the standby a copy of the primary that follows it, and lets commits wait for it."""
        self.standby.copy(self.primary)
        self.standby.start()
        if self.primary.process:
            wait_until(self._streams, self.primary.process, self.standby.directory / "server.log")
        if self.synchronous:
            self.primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
            self.primary.sql("SELECT pg_reload_conf()")

    def promote(self) -> None:
        """The standby takes over, alone and without waiting for anybody; the dead one is the standby to be rebuilt."""
        self.standby.sql("SELECT pg_promote(true, 60)")
        self.primary, self.standby = self.standby, self.primary

    def _streams(self) -> bool:
        return self.primary.sql(STREAMING) == "1"
