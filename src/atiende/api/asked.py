"""What a route works with: the ports, the views, and who asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from atiende.api.limits import Limits
from atiende.api.who import Viewer
from atiende.ports.desk import Desk
from atiende.ports.store import Reading
from atiende.ports.views import Named, Views

Viewers = Callable[[str, str], Sequence[Named]]
"""Who has a conversation open now: (tenant, conversation) → people."""


def nobody(tenant: str, conversation: str) -> Sequence[Named]:
    """Where no live sockets are served."""
    return ()


@dataclass(slots=True, kw_only=True)
class Centre:
    """One server's parts, at `app.state.centre`. `draining`: it is stopping and takes no new work; `demo`: its data are made up."""

    desk: Desk
    views: Views
    limits: Limits = field(default_factory=Limits)
    viewers: Viewers = nobody
    draining: bool = False
    demo: bool = False


def centre_of(connection: HTTPConnection) -> Centre:
    found = connection.app.state.centre
    assert isinstance(found, Centre)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call of somebody who may make it."""

    desk: Desk
    views: Views
    viewer: Viewer
    viewers: Viewers = nobody

    @property
    def tenant(self) -> str:
        return self.viewer.tenant

    @property
    def reading(self) -> Reading:
        return self.desk.store.reading(self.viewer.tenant)

    @property
    def now(self) -> int:
        return self.desk.clock.now()
