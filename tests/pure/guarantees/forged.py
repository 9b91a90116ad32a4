"""A log written by hand, fact by fact, as no centre of ours would write it: what the checks must find."""

from msgspec import json

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing.guarantees.violation import Violation
from atiende.routing.guarantees.watch import Watch

START = 1_000_000


class Forged:
    """`now` moves by `wait`; the watch follows as it goes, and ticks as a running centre would."""

    def __init__(self) -> None:
        self.watch, self.seq, self.now = Watch(), 0, START
        self.log: list[f.Logged] = []
        self.found: list[Violation] = []

    def happens(self, *facts: f.Fact) -> None:
        for fact in facts:
            self.seq += 1
            logged = f.Logged(tenant="ten", seq=self.seq, at=self.now, actor="system", fact=fact)  # type: ignore[arg-type]
            self.log.append(logged)
            self.found += self.watch.follow(logged)

    def wait(self, seconds: float) -> None:
        end = self.now + int(seconds * 1000)
        while self.now < end:
            self.now = min(end, self.now + 1000)
            self.found += self.watch.tick(self.now)

    @property
    def broken(self) -> set[str]:
        return {one.guarantee for one in self.found}

    def agent(self, name: str, **ability: object) -> None:
        self.happens(f.UserCreated(user=name, ability=f.Ability(**ability)))  # type: ignore[arg-type]
        self.happens(f.AgentStateChanged(agent=name, state="available"))

    def queue(self, slug: str = "sales", **rules: object) -> None:
        body = json.encode(Queue(name=slug, brand="acme", **rules)).decode()  # type: ignore[arg-type]
        self.happens(f.DocumentPublished(kind="queue", slug=slug, version=1, body=body))

    def work(self, name: str, **more: object) -> None:
        given: dict[str, object] = {"brand": "acme", "channel": "webchat", "queue": "sales", "since": self.now} | more
        self.happens(
            f.InteractionQueued(interaction=name, conversation=f"c_{name}", customer="x", endpoint="e", **given)
        )  # type: ignore[arg-type]

    def offers(self, work: str, agent: str, *, seconds: int = 30, position: int | None = None) -> None:
        receipt = f.Receipt(position=self.seq if position is None else position, configuration=1, rule="longest_idle")
        made = f.InteractionOffered(
            offer=f"o_{work}_{agent}", interaction=work, conversation=f"c_{work}", agent=agent, queue="sales",
            channel="webchat", expires_at=self.now + seconds * 1000, receipt=receipt,
        )  # fmt: skip
        self.happens(made)

    def takes(self, work: str, agent: str, *, offer: bool = True) -> None:
        named = {"interaction": work, "conversation": f"c_{work}", "agent": agent}
        said = f"o_{work}_{agent}" if offer else None
        if said:
            self.happens(f.OfferAccepted(offer=said, **named))
        self.happens(f.InteractionTaken(channel="webchat", offer=said, **named))

    def declines(self, work: str, agent: str, **again: object) -> None:
        named = {"interaction": work, "conversation": f"c_{work}", "agent": agent}
        kept = {"since": self.watch.scene.jobs[work].queued.since} | again
        self.happens(f.OfferDeclined(offer=f"o_{work}_{agent}", **named))
        self.work(work, why="declined", **kept)

    def ends(self, work: str) -> None:
        self.happens(f.InteractionEnded(interaction=work, conversation=f"c_{work}", how="done", by="agent"))
