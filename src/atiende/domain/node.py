"""What the nodes of one installation hold, of one tenant: written on the tenant's line like everything else."""

from typing import ClassVar

from atiende.domain.row import Work


class Lease(Work, frozen=True, kw_only=True):
    """Which node runs one kind of work for this tenant. `name`: router, channels, worker; loading while a demo is made.

    It holds while its node beats; nothing renews it. `epoch` grows with every taking, so that what a former holder
    still wants to write is refused. `node` is empty when it was handed back.
    """

    TABLE: ClassVar[str] = "leases"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    node: str
    epoch: int


class Connected(Work, frozen=True, kw_only=True):
    """An agent has the desk open at a node, in one tab or more. `phone`: why no call rings in any of them, empty when
    one does, None while none has said anything."""

    TABLE: ClassVar[str] = "connected"
    KEY: ClassVar[tuple[str, ...]] = ("agent", "node")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("node",),)
    agent: str
    node: str
    phone: str | None = None
