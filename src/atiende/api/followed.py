"""The end of a trace: a fact is told to the sockets it concerns."""

from collections.abc import Awaitable

from atiende.domain.facts import Logged
from atiende.ports.tracing import Tracing


async def followed(tracing: Tracing, logged: Logged, telling: Awaitable[None]) -> None:
    """Awaits the telling, under a span of its own if what the fact follows from is being followed."""
    trace = tracing.of(logged.tenant, str(logged.seq))
    if not trace:
        await telling
        return
    about: dict[str, str | int] = {"atiende.fact": type(logged.fact).__name__, "atiende.seq": logged.seq}
    with tracing.span("sockets.tell", after=trace, about=about):
        await telling
