"""The scripts by which the compose file's PostgreSQL gets its roles, its database and its synchronous standby."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.bench.servers.processes import end, free_port
from tests.pure.deploy.compose import DEPLOY, filled, services

pytestmark = [pytest.mark.live, pytest.mark.pg, pytest.mark.timeout(180)]

PATIENCE = 30.0
GOSU = '#!/bin/sh\nuser=$1\nshift\n[ "$(id -u)" = 0 ] || exec "$@"\nexec runuser -u "$user" -- "$@"\n'
"""What the image has under this name."""


def script(name: str, directory: Path, arguments: Sequence[str] = (), **environment: str) -> "subprocess.Popen[bytes]":
    """Run as the image's start would."""
    binaries = Postgres.binaries()
    assert binaries is not None
    tools = directory / "tools"
    if not tools.exists():
        tools.mkdir()
        (tools / "gosu").write_text(GOSU)
        (tools / "gosu").chmod(0o755)
    given = {
        **os.environ,
        "PATH": f"{tools}:{binaries}:{os.environ['PATH']}",
        "POSTGRES_USER": "postgres",
        "ATIENDE_ROLE_PASSWORD": "a'password",
        "REPLICATION_PASSWORD": "another'password",
        **environment,
    }
    with (directory / f"{name}.log").open("wb") as out:
        command = ["bash", str(DEPLOY / "postgres" / name), *arguments]
        return subprocess.Popen(command, env=given, stdout=out, stderr=out, cwd=directory)


@contextmanager
def scratch() -> Iterator[Path]:
    """A directory that the database's own user may enter."""
    with tempfile.TemporaryDirectory(prefix="atiende-scripts-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def primary(directory: Path) -> Iterator[Postgres]:
    """A fresh server, as primary.sh leaves it."""
    server = Postgres.prepared()
    try:
        server.create()
        server.start()
        place = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGDATA": str(server.directory / "data")}
        done = script("primary.sh", directory, **place).wait(PATIENCE)
        assert done == 0, (directory / "primary.sh.log").read_text()
        server.sql("SELECT pg_reload_conf()")
        yield server
    finally:
        server.remove()


def test_the_primary_gets_a_role_without_rights_and_the_standby_is_synchronous() -> None:
    with scratch() as directory, primary(directory) as server:
        roles = "SELECT rolname, rolsuper, rolbypassrls, rolreplication FROM pg_roles WHERE rolcanlogin ORDER BY 1"
        assert server.sql(roles).split() == ["atiende|f|f|f", "postgres|t|t|t", "replicator|f|f|t"]
        assert server.sql("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'atiende'") == "atiende"
        written = services()["standby"]["command"]
        assert isinstance(written, list)
        following = script(
            "standby.sh",
            directory,
            [filled(one, {"POSTGRES_BUFFERS": "16MB"}) for one in written],
            PGDATA=str(directory / "standby"),
            PGPORT=str(free_port()),
            PRIMARY_HOST=f"127.0.0.1 port={server.port}",
        )
        try:
            server.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            server.sql("SELECT pg_reload_conf()")
            began = time.monotonic()
            while server.sql("SELECT application_name, sync_state FROM pg_stat_replication") != "standby|sync":
                said = (directory / "standby.sh.log").read_text()
                assert following.poll() is None and time.monotonic() - began < PATIENCE, said
                time.sleep(0.05)
            server.sql("CREATE TABLE kept AS SELECT 1 AS n", "atiende")  # acknowledged by both
        finally:
            end(following)
