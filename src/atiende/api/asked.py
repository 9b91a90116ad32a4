"""What a route works with: the ports, the views, and who asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from atiende.actions.reporting import Counting, Live
from atiende.api.limits import Limits
from atiende.api.who import Viewer
from atiende.ports.demos import Demos, NoDemos
from atiende.ports.desk import Desk
from atiende.ports.machine import Machine, Unknown
from atiende.ports.store import Reading
from atiende.ports.views import Named, Views
from atiende.reactors.accesses import AccessLog
from atiende.routing.expected import Outlook
from atiende.routing.floor import Floor

PAGE = 5000

Viewers = Callable[[str, str], Sequence[Named]]
"""Who has a conversation open now: (tenant, conversation) → people."""


Floors = Callable[[str], Floor | None]
"""The live floor of a tenant, where this process runs it."""


Outlooks = Callable[[str], Outlook | None]
"""What those who wait in a tenant can be told, where this process runs its floor."""


Lives = Callable[[str], Live | None]
"""The fold that counts a tenant's day, where this process keeps its reports."""


Opened = Callable[[], bool]
"""Whether every tenant there was at the start is open here: before, its sockets would be turned away."""


def at_once() -> bool:
    """Where nothing has to be opened first."""
    return True


def nobody(tenant: str, conversation: str) -> Sequence[Named]:
    """Where no live sockets are served."""
    return ()


def no_floor(tenant: str) -> Floor | None:
    """Where routing runs elsewhere."""
    return None


def no_outlook(tenant: str) -> Outlook | None:
    """Where routing runs elsewhere."""
    return None


def no_live(tenant: str) -> Live | None:
    """Where reports are kept elsewhere."""
    return None


@dataclass(slots=True, kw_only=True)
class Centre:
    """One server's parts, at `app.state.centre`. `draining`: it takes no new work."""

    desk: Desk
    views: Views
    accesses: AccessLog
    limits: Limits = field(default_factory=Limits)
    viewers: Viewers = nobody
    floors: Floors = no_floor
    outlooks: Outlooks = no_outlook
    lives: Lives = no_live
    machine: Machine = field(default_factory=Unknown)
    draining: bool = False
    opened: Opened = at_once
    demos: Demos = field(default_factory=NoDemos)


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
    accesses: AccessLog
    viewers: Viewers = nobody
    floors: Floors = no_floor
    outlooks: Outlooks = no_outlook
    lives: Lives = no_live

    @property
    def counting(self) -> Counting:
        return Counting(self.desk, self.tenant, self.views.reports, self.lives(self.tenant))

    @property
    def tenant(self) -> str:
        return self.viewer.tenant

    @property
    def reading(self) -> Reading:
        return self.desk.store.reading(self.viewer.tenant)

    @property
    def now(self) -> int:
        return self.desk.clock.now()

    async def floor(self) -> Floor:
        """The live floor, or one made from the log."""
        return self.floors(self.tenant) or await _replayed(self.desk, self.tenant)


async def _replayed(desk: Desk, tenant: str) -> Floor:
    floor, after = Floor(), 0
    while page := await desk.store.log(tenant, after, PAGE):
        for logged in page:
            floor.apply(logged)
        after = page[-1].seq
    return floor
