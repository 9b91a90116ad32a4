"""What `ports.metrics` counts, for whoever scrapes it: on an address of its own, since it is not for the public."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import start_http_server

from atiende.ports.metrics import BUILD

log = structlog.get_logger()


@contextmanager
def exposed(address: tuple[str, int] | None, version: str) -> Iterator[int]:
    """`GET /metrics` there for as long as the block lasts, from a thread of its own; answers the port, 0 without an
    address. Nobody is asked who he is: bind it to loopback or to a closed network. Raises OSError."""
    if address is None:
        yield 0
        return
    BUILD.info({"version": version})
    host, port = address
    server, thread = start_http_server(port, host)
    try:
        log.info("metrics listen", port=server.server_port)
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
