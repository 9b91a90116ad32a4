"""One step under way: where it stands, what it knows, what it has done so far, and the ways on that every node has.

A way on is `go` (to a node), `listen` (to the customer), `ask_outside` (an errand), `stand_in_queue`, `finish`; and
when a node cannot do what it is for, `fail`: its own path, else the flow's, else that of the flows around it, else the
queue of the endpoint. There is no other end: nobody is left standing.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from atiende.domain.flow_documents import AnyNode, Ask, Flow, SubFlow, Words
from atiende.flows import hearing, variables
from atiende.flows.expressions import work_out
from atiende.flows.hearing import Offered
from atiende.flows.phrases import phrase
from atiende.flows.show import Message, shown
from atiende.flows.state import (
    Alarm,
    Book,
    Do,
    Effect,
    Enqueue,
    Finish,
    Frame,
    Session,
    Stepped,
    Value,
    Waiting,
    World,
)  # fmt: skip
from atiende.flows.texts import fill, pick

MOST_NODES = 200
"""Gone through without hearing anything from him: more is a loop."""
AFTER_CUT = 40
"""What the failed path may still take after a loop was cut."""
MOST_FRAMES = 8
LATE_MS = 120_000
MASK = "•••"


class Walk:
    """Mutable for the length of one step; `done` makes a value of it."""

    def __init__(self, book: Book, world: World, session: Session) -> None:
        self.book = book
        self.world = world
        self.frames: list[Frame] = list(session.frames)
        self.language = session.language
        self.seed = session.seed
        self.awaiting = session.awaiting
        self.due = session.due
        self.tries = session.tries
        self.turn = session.turn
        self.asked: dict[str, Value] = dict(session.asked)
        self.goals: list[str] = list(session.goals)
        self.outcome = session.outcome
        self.unheard = session.unheard
        self.why = session.why
        self.told = session.told
        self.waiting: Waiting | None = session.waiting
        self.effects: list[Effect] = []
        self.passed: list[tuple[str, int, str]] = []
        self.next: str | None = None
        self.said = ""
        """His first words, until a node that listens has taken them."""
        self.lead = ""
        """The words that led here from where he could say anything: a question on the way may be answered in them."""
        self.cut = False
        """Whether a loop was cut in this step."""
        self._flows: dict[tuple[str, int], Flow | None] = {}

    # --- where it stands ---

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    @property
    def flow(self) -> Flow | None:
        """None when this version is nowhere to be found."""
        key = (self.frame.flow, self.frame.version)
        if key not in self._flows:
            found = self.book(*key)
            self._flows[key] = found[1] if found else None
        return self._flows[key]

    @property
    def node(self) -> AnyNode | None:
        flow = self.flow
        return flow.nodes.get(self.frame.node) if flow else None

    def push(self, frame: Frame, flow: Flow) -> None:
        self._flows[frame.flow, frame.version] = flow
        self.frames.append(frame)

    def done(self) -> Stepped:
        session = Session(
            frames=tuple(self.frames), language=self.language, seed=self.seed, awaiting=self.awaiting, due=self.due,
            tries=self.tries, turn=self.turn, asked=self.asked, goals=tuple(self.goals), outcome=self.outcome,
            unheard=self.unheard, why=self.why, told=self.told, waiting=self.waiting,
        )  # fmt: skip
        return Stepped(session=session, effects=tuple(self.effects), passed=tuple(self.passed))

    # --- what it knows ---

    def scope(self) -> dict[str, Value]:
        """What expressions see. The names of the outside cannot be taken by variables."""
        now = variables.moment(self.world.at, self.world.zone)
        return {
            **self.frame.values, "customer": dict(self.world.customer), "conversation": dict(self.world.conversation),
            "brand": dict(self.world.brand), "now": now, "language": self.language,
        }  # fmt: skip

    def value(self, source: str) -> Value:
        """Raises Unsound."""
        return work_out(source, self.scope())

    def keep(self, name: str, value: Value) -> bool:
        """Sets a variable of the flow; false when there is none of this name, or the value is not of its type."""
        flow = self.flow
        declared = flow.variables.get(name) if flow else None
        if declared is None or not variables.fits(declared, value):
            return False
        self.frames[-1] = replace(self.frame, values={**self.frame.values, name: value})
        return True

    def wants_person(self, text: str) -> bool:
        if hearing.wants_person(text):
            return True
        return len(text) > 3 and self.world.read("person", text[:2000], self.language, self.world.at) is True

    def words(self, words: Words) -> str:
        """In his language, filled in; what he gave in secret is masked."""
        flow = self.flow
        languages = tuple(flow.languages) if flow else ()
        source = pick({"es": words.es, "en": words.en, **words.more}, self.language, languages)
        return fill(source, self._open_scope(), self.language) if "{" in source else source

    def _open_scope(self) -> dict[str, Value]:
        secret = self.secrets()
        return {name: MASK if name in secret and value is not None else value for name, value in self.scope().items()}

    def secrets(self) -> frozenset[str]:
        """The variables of this flow that are asked for in secret."""
        return secrets_of(self.flow)

    # --- ways on ---

    def go(self, node: str) -> None:
        self.next = node
        self.awaiting, self.due, self.tries, self.asked = "", None, 0, {}

    def show(self, message: Message, *, notice: bool = False) -> None:
        for one in shown(message, self.world.speaks, self.language):
            self.effects.append(replace(one, notice=notice) if notice else one)

    def say(self, text: str, words: Words | None = None) -> None:
        self.show(Message(text=text, prompt=(words.prompt or "") if words else ""))

    def phrase(self, name: str, **values: str) -> str:
        return phrase(name, self.language, **values)

    def listen(self, message: Message, patience_seconds: int) -> None:
        self.show(message)
        self.await_input(patience_seconds)

    def await_input(self, patience_seconds: int) -> None:
        self.awaiting, self.due = "input", self.world.at + patience_seconds * 1000

    def ask_outside(self, kind: str, asked: Mapping[str, Value], seconds: int) -> None:
        """One errand at a time; its outcome moves the session on, or that it did not come within `seconds`."""
        errand = f"{self.turn}.{self.unheard}.{len(self.effects)}.{kind}"
        node = self.frame.node
        self.effects.append(Do(id=errand, node=node, kind=kind, asked={**asked, "language": self.language}))
        self.asked = {**self.asked, "errand": errand}
        self.awaiting, self.due = "errand", self.world.at + seconds * 1000

    def stand_in_queue(self, effect: Enqueue, *, broken: bool = False) -> None:
        """Whoever stands in this queue already keeps his place."""
        at = self.world.at
        if self.waiting is None or self.waiting.queue != effect.queue:
            self.effects.append(replace(effect, values=self.told_to_agents()))
            self.waiting = Waiting(
                queue=effect.queue, node=self.frame.node, depth=len(self.frames), at=at, broken=broken
            )
        else:
            self.waiting = replace(self.waiting, node=self.frame.node, depth=len(self.frames), chose=False)
        self.awaiting, self.due, self.tries, self.asked = "person", None, 0, {}

    def wait_on(self) -> None:
        """Back to the queue he stands in, from the path beside it; he stays here when the flow of that queue failed."""
        assert self.waiting is not None
        if len(self.frames) >= self.waiting.depth:
            self.frames = self.frames[: self.waiting.depth]
            self.frames[-1] = replace(self.frame, node=self.waiting.node)
        self.awaiting, self.due, self.tries, self.asked = "person", None, 0, {}
        self.waiting = replace(self.waiting, chose=False)

    def finish(self, outcome: str, disposition: str = "", reason: str = "") -> None:
        self.effects.append(Finish(outcome=outcome, disposition=disposition, reason=reason))
        self.awaiting, self.due, self.outcome, self.next = "", None, outcome, None
        self.waiting = None

    def told_to_agents(self) -> dict[str, Value]:
        """What was asked and may be shown, of all the flows he is in."""
        told: dict[str, Value] = {}
        for frame in self.frames:
            found = self.book(frame.flow, frame.version)
            if found:
                told |= tellable(found[1], frame.values)
        return told

    # --- when it cannot go on ---

    def fail(self, own: str | None, why: str) -> None:
        """Takes the nearest failed path that leads anywhere."""
        self.why = why
        if own and self._has(own):
            self.go(own)
            return
        while True:
            flow = self.flow
            if flow and flow.failed and flow.failed != self.frame.node and self._has(flow.failed):
                self.go(flow.failed)
                return
            if len(self.frames) == 1:
                break
            self.frames.pop()
            caller = self.node
            if isinstance(caller, SubFlow) and caller.failed and self._has(caller.failed):
                self.go(caller.failed)
                return
        self.last_resort(why)

    def broken(self, why: str) -> None:
        """As `fail`, for what should never have been published: people of the centre hear of it."""
        self.effects.append(Alarm(why="broken", node=self.frame.node))
        self.fail(None, why)

    def last_resort(self, why: str) -> None:
        """The queue of the endpoint, whatever else is wrong. Who stands in a queue already goes on standing there."""
        self.next = None
        if self.waiting is not None:
            self.wait_on()
            return
        asked = why == "asked"
        self.say(self.phrase("waiting" if asked else "sorry"))
        if not asked and not any(isinstance(effect, Alarm) for effect in self.effects):
            self.effects.append(Alarm(why="broken", node=self.frame.node))
        late_at = self.world.at + LATE_MS
        self.stand_in_queue(Enqueue(queue="", why=why, late_at=late_at), broken=not asked)

    def to_person(self) -> None:
        """He asks for one: the nearest flow that says where; he who stands in a queue is told so."""
        if self.waiting is not None:
            self.say(self.phrase("still_waiting"))
            self.wait_on()
            return
        self.why = "asked"
        for depth in range(len(self.frames), 0, -1):
            found = self.book(self.frames[depth - 1].flow, self.frames[depth - 1].version)
            if found and found[1].person in found[1].nodes:
                self.frames = self.frames[:depth]
                self.go(str(found[1].person))
                return
        self.last_resort("asked")

    def _has(self, node: str) -> bool:
        return self.flow is not None and node in self.flow.nodes


def secrets_of(flow: Flow | None) -> frozenset[str]:
    nodes = flow.nodes.values() if flow else ()
    return frozenset(node.variable for node in nodes if isinstance(node, Ask) and node.secret)


def tellable(flow: Flow, values: Mapping[str, Value]) -> dict[str, Value]:
    """What of a flow's variables people of the centre are shown."""
    secret = secrets_of(flow)
    return {
        name: value
        for name, value in values.items()
        if value is not None and name in flow.variables and flow.variables[name].asked and name not in secret
    }


def yes_and_no(walk: Walk) -> tuple[Offered, ...]:
    """Keys 1 and 2."""
    return (
        Offered(id="yes", label=walk.phrase("yes"), key="1"),
        Offered(id="no", label=walk.phrase("no"), key="2"),
    )
