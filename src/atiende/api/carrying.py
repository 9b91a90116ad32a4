"""What an agent may carry now, as his top bar shows it: under the workload document in force for him."""

from atiende.domain import room
from atiende.domain.documents import Document, Workload, read
from atiende.domain.facts import Ability
from atiende.ports.store import Reading


class Workloads:
    """The published documents of a tenant, read when first asked for and kept until they are forgotten."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._published: dict[str, room.Loads] | None = None

    async def of(self, ability: Ability) -> room.Loads:
        if self._published is None:
            found = await self._reading.where(Document, {"kind": "workload"})
            bodies = {one.slug: read("workload", one.body) for one in found if not one.retired}
            self._published = {slug: room.loads_of(body) for slug, body in bodies.items() if isinstance(body, Workload)}
        return room.in_force(ability, self._published)

    def forget(self) -> None:
        """One was published or retired."""
        self._published = None
