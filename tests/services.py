"""Real programs on the other side, as fixtures: PostgreSQL, Dovecot and an SMTP server. Each lives in its own directory
on its own port of 127.0.0.1 and ends with the tests, killed by process id."""

from collections.abc import Iterator

import pytest

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.servers.nats import NatsServer, NatsServers
from atiende.bench.servers.postgres import Postgres
from atiende.bench.servers.smtp import SmtpSink
from tests.doubles.dovecot import Dovecot


def _absent(problem: str) -> None:
    pytest.skip(f"{problem} (tools/install-test-deps.sh installs it)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for each test process; fsync is on. Tests that kill it start it again."""
    if Postgres.binaries() is None:
        _absent("no PostgreSQL server")
    with Postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty database of its own for this test, owned by a role without special rights: postgresql://…"""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsServers]:
    """A cluster of three NATS servers. Tests that kill them start them again."""
    if NatsServer.binary() is None:
        _absent("no NATS server")
    with NatsServers.running(3) as servers:
        yield servers


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """An IMAP server with IDLE; `dovecot.user()` gives a fresh mailbox."""
    if Dovecot.binary() is None:
        _absent("no Dovecot")
    with Dovecot.running() as server:
        yield server


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A relay that keeps what it accepts and can be told to misbehave."""
    with SmtpSink.running() as server:
        yield server


@pytest.fixture(scope="session")
def asterisk() -> Iterator[AsteriskServer]:
    """A real Asterisk with the configuration we generate, for telephones of `tests/doubles/exchange.py`. Tests that
    kill it start it again."""
    from tests.doubles import exchange

    if AsteriskServer.binary() is None:
        _absent("no Asterisk 22")
    with AsteriskServer.running(exchange.lines()) as server:
        yield server
