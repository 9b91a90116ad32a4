"""A floor with a log in front of it, for tests in sentences."""

from msgspec import json

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Workload
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision, Widening

START = 1_000_000


class Centre:
    """A floor with a log in front of it; `now` moves by hand."""

    def __init__(self) -> None:
        self.floor, self.seq, self.now = Floor(), 0, START

    def happens(self, *facts: f.Fact) -> None:
        for fact in facts:
            self.seq += 1
            self.floor.apply(f.Logged(tenant="ten", seq=self.seq, at=self.now, actor="system", fact=fact))  # type: ignore[arg-type]

    def agent(self, name: str, **ability: object) -> None:
        self.happens(f.UserCreated(user=name, ability=f.Ability(**ability)))  # type: ignore[arg-type]
        self.happens(f.AgentStateChanged(agent=name, state="available"))

    def queue(self, slug: str, **rules: object) -> None:
        body = json.encode(Queue(name=slug, brand="acme", **rules)).decode()  # type: ignore[arg-type]
        self.happens(f.DocumentPublished(kind="queue", slug=slug, version=1, body=body))

    def work(self, name: str, **more: object) -> None:
        given: dict[str, object] = {"brand": "acme", "channel": "webchat", "queue": "sales", "since": self.now} | more
        self.happens(
            f.InteractionQueued(interaction=name, conversation=f"c_{name}", customer="x", endpoint="e", **given)
        )  # type: ignore[arg-type]

    def decides(self) -> list[tuple[str, str]]:
        """Decides and brings every fact back."""
        made = [each for each in self.floor.decide(self.now) if isinstance(each, Decision)]
        for decision in made:
            self.happens(decision.offered(f"off_{self.seq}"))
        return [(decision.interaction, decision.agent) for decision in made]

    def widens(self) -> list[tuple[str, int, str | None]]:
        """The steps reached now, each with its fact; offers are let go again."""
        made = self.floor.decide(self.now)
        for decision in made:
            if isinstance(decision, Decision):
                self.floor.release(decision)
        steps = [each for each in made if isinstance(each, Widening)]
        self.happens(*[each.fact() for each in steps])
        return [(each.interaction, each.step, each.to_queue) for each in steps]

    def done(self, *works: str) -> None:
        """Whoever has them is free again."""
        for name in works:
            self.happens(f.InteractionEnded(interaction=name, conversation=f"c_{name}", how="done", by="agent"))

    def workload(self, slug: str, **rules: object) -> None:
        body = json.encode(Workload(name=slug, **rules)).decode()  # type: ignore[arg-type]
        self.happens(f.DocumentPublished(kind="workload", slug=slug, version=1, body=body))

    def declines(self, work: str, agent: str) -> None:
        named = {"interaction": work, "conversation": f"c_{work}", "agent": agent}
        self.happens(f.OfferDeclined(offer="o", **named))
        self.work(work, why="declined")
