"""The waiting work of a scene, together where it asks the same: small, and apart from the floor's own lines."""

from heapq import heappop, heappush

from atiende.routing import rules
from atiende.routing.guarantees import lawful
from atiende.routing.rules import Need
from atiende.routing.scene import WAITING, Scene

Standing = tuple[tuple[int, ...], int, str]


class Group:
    """Work of one need that anybody who fits may have. `members` in the order they came in; `ranked` a heap."""

    __slots__ = ("fit", "members", "need", "ranked")

    def __init__(self, need: Need) -> None:
        self.need = need
        self.members: dict[str, int] = {}
        self.ranked: list[Standing] = []
        self.fit: set[str] | None = None


class Groups:
    """Kept by `put` and `remove`. What is kept for somebody, or rests, is in `special`."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.of: dict[Need, Group] = {}
        self.special: set[str] = set()
        self.free: dict[str, set[str]] = {}
        self._where: dict[str, Group] = {}
        self._turn = 0

    def put(self, interaction: str, at: int) -> None:
        """As the scene has it now."""
        self.remove(interaction)
        job = self.scene.jobs.get(interaction)
        if job is None or job.state != WAITING:
            return
        if not lawful.is_plain(self.scene, job, at):
            self.special.add(interaction)
            self._open(job.queued.channel)
            return
        need = lawful.shared_need(self.scene, job)
        group = self.of.get(need) or self.of.setdefault(need, Group(need))
        self._open(need.channel)
        self._turn += 1
        group.members[interaction] = self._turn
        self._where[interaction] = group
        if (place := lawful.rank(self.scene, job)) is not None:
            heappush(group.ranked, (place, self._turn, interaction))

    def remove(self, interaction: str) -> None:
        self.special.discard(interaction)
        group = self._where.pop(interaction, None)
        if group is not None:
            del group.members[interaction]
            if not group.members:
                del self.of[group.need]

    def able(self, agent: str) -> None:
        """His abilities are others now: which groups' work he may have."""
        ability = self.scene.workers[agent].ability
        for group in self.of.values():
            if group.fit is not None:
                (group.fit.discard if rules.unfit(agent, ability, group.need) else group.fit.add)(agent)

    def worker(self, agent: str) -> None:
        """As the scene has him now."""
        for channel in self.free:
            self._look(agent, channel)

    def first(self, group: Group) -> Standing | None:
        """The one that goes first, of those whose order does not change with time."""
        ranked, members = group.ranked, group.members
        while ranked and members.get(ranked[0][2]) != ranked[0][1]:
            heappop(ranked)
        return ranked[0] if ranked else None

    def fitting(self, group: Group) -> set[str]:
        """Who may have it by his abilities; looked up when first asked, then kept by `able`."""
        if group.fit is None:
            workers = self.scene.workers.items()
            group.fit = {agent for agent, one in workers if not rules.unfit(agent, one.ability, group.need)}
        return group.fit

    def _open(self, channel: str) -> None:
        if channel not in self.free:
            self.free[channel] = set()
            for agent in self.scene.workers:
                self._look(agent, channel)

    def _look(self, agent: str, channel: str) -> None:
        worker, free = self.scene.workers.get(agent), self.free[channel]
        if worker is not None and lawful.at_work(worker) and lawful.has_room(self.scene, worker, channel):
            free.add(agent)
        else:
            free.discard(agent)
