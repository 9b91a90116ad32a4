"""The nodes that share this centre's database, as the one that is asked sees them."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.domain.node import Lease
from atiende.ports.nodes import LEASED, NodeSeen

router = APIRouter(prefix="/api/v1", tags=["administration"])


class NodeShown(Shape):
    """`seen_seconds`: how long ago it last gave a sign of life. `holds`: what it does for this centre and no other node
    does."""

    id: str
    address: str
    version: str
    roles: list[str]
    state: Literal["alive", "draining", "gone"]
    answers: bool
    seen_seconds: int
    holds: list[str]


class NodesShown(Shape):
    """Nothing where one process is all there is."""

    items: list[NodeShown] = Field(default_factory=list)


@router.get("/admin/nodes", response_model=NodesShown)
async def get_nodes(asked: Annotated[Asked, needs("audit.read", "config.publish")]) -> NodesShown:
    """Which nodes there are, what they do and whether they live. `answers` is the one that was asked."""
    must_hold(asked, "audit.read" if "audit.read" in asked.viewer.permissions else "config.publish")
    leases = asked.desk.leases
    mine = leases.mine()
    if mine is None:
        return NodesShown()
    held = [one for one in await asked.reading.where(Lease, {}) if one.name in LEASED]
    seen = [NodeSeen(node=mine, age=0, alive=True), *leases.others()]
    return NodesShown(items=[_shown(one, held, here=one.node is mine) for one in sorted(seen, key=_by_address)])


def _by_address(seen: NodeSeen) -> tuple[str, str]:
    return seen.node.address, seen.node.id


def _shown(seen: NodeSeen, held: list[Lease], *, here: bool) -> NodeShown:
    node = seen.node
    return NodeShown(
        id=node.id,
        address=node.address,
        version=node.version,
        roles=list(node.roles),
        state="gone" if not seen.alive else "draining" if node.draining else "alive",
        answers=here,
        seen_seconds=int(seen.age),
        holds=[name for name in LEASED if any(one.name == name and one.node == node.id for one in held)],
    )
