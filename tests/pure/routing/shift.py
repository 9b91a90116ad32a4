"""A floor with people at work on it, for tests of capacity, choice and care; `now` moves by hand."""

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Workload, write
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision

START = 100 * 3_600_000
MINUTE = 60_000


class Shift:
    def __init__(self) -> None:
        self.floor, self.seq, self.now = Floor(), 0, START
        self.log: list[f.Logged] = []

    def happens(self, *facts: f.Fact) -> None:
        for fact in facts:
            self.seq += 1
            logged = f.Logged(tenant="ten", seq=self.seq, at=self.now, actor="system", fact=fact)  # type: ignore[arg-type]
            self.log.append(logged)
            self.floor.apply(logged)

    def agent(self, name: str, state: str = "available", **ability: object) -> None:
        self.happens(f.UserCreated(user=name, ability=f.Ability(**ability)))  # type: ignore[arg-type]
        self.is_now(name, state)

    def is_now(self, name: str, state: str) -> None:
        self.happens(f.AgentStateChanged(agent=name, state=state))

    def workload(self, slug: str = "default", **rules: object) -> None:
        body = write(Workload(name=slug, **rules))  # type: ignore[arg-type]
        self.happens(f.DocumentPublished(kind="workload", slug=slug, version=1, body=body))

    def queue(self, slug: str = "sales", **rules: object) -> None:
        body = write(Queue(name=slug, brand="acme", **rules))  # type: ignore[arg-type]
        self.happens(f.DocumentPublished(kind="queue", slug=slug, version=1, body=body))

    def work(self, name: str, channel: str = "voice", **more: object) -> None:
        given: dict[str, object] = {"brand": "acme", "queue": "sales", "since": self.now} | more
        self.happens(
            f.InteractionQueued(
                interaction=name, conversation=f"c_{name}", customer="x", endpoint="e", channel=channel, **given
            )  # type: ignore[arg-type]
        )

    def made(self) -> list[Decision]:
        """Decides; every offer is accepted at once."""
        decisions = [each for each in self.floor.decide(self.now) if isinstance(each, Decision)]
        for each in decisions:
            self.happens(each.offered(f"off_{self.seq}"))
            self.takes(each.interaction, each.agent, each.channel)
        return decisions

    def decides(self) -> list[tuple[str, str]]:
        return [(each.interaction, each.agent) for each in self.made()]

    def takes(self, work: str, agent: str, channel: str = "voice") -> None:
        self.happens(f.InteractionTaken(interaction=work, conversation=f"c_{work}", agent=agent, channel=channel))

    def ends(self, work: str, reason: str = "", disposition: str = "") -> None:
        ended = f.InteractionEnded(interaction=work, conversation=f"c_{work}", how="done", by="agent")
        self.happens(ended)
        if reason or disposition:
            self.resolves(work, reason, disposition)

    def resolves(self, work: str, reason: str = "", disposition: str = "done") -> None:
        self.happens(f.ConversationResolved(conversation=f"c_{work}", reason=reason, disposition=disposition))

    def handles(self, agent: str, minutes: float, **more: object) -> None:
        """A call that he takes by hand, from beginning to end."""
        name = f"call_{self.seq}"
        self.work(name, **more)
        self.takes(name, agent)
        self.later(minutes)
        self.ends(name)

    def later(self, minutes: float) -> None:
        self.now += round(minutes * MINUTE)

    def excluded(self, work: str) -> dict[str, int]:
        return dict(self.floor.why(work, self.now).excluded)
