"""A conversation without a centre: the flow answers, the clock is set by hand, outcomes of errands are given.

The designer's simulator, golden tests and the command line use it. Everything done to it is kept, so that what was
tried out can become a test.
"""

from collections.abc import Mapping

from msgspec import Struct

from atiende.flows import engine
from atiende.flows.state import (
    Book,
    Do,
    Effect,
    Enqueue,
    Finish,
    Heard,
    Left,
    Outcome,
    PersonLate,
    PersonTook,
    Refused,
    Said,
    Session,
    Show,
    Silence,
    Speaks,
    Stepped,
    Value,
    World,
)
from atiende.flows.surroundings import Surroundings

MOST_SILENCES = 1000
"""In one wait."""


class Setting(Struct, frozen=True, kw_only=True):
    """Where and when it begins; `at` ms UTC. `said`: what he wrote first."""

    flow: str
    speaks: Speaks
    at: int
    language: str = "es"
    seed: int = 1
    customer: Mapping[str, Value] = {}
    conversation: Mapping[str, Value] = {}
    brand: Mapping[str, Value] = {}
    said: str = ""


class Happened(Struct, frozen=True, kw_only=True):
    """One thing that was heard (None: it began), and what followed. `standing`: the node it stood at after it."""

    at: int
    heard: Heard | None
    effects: tuple[Effect, ...]
    passed: tuple[str, ...]
    standing: str
    awaiting: str


class Conversation:
    """Mutable: it goes on with each call, which says what followed."""

    def __init__(self, book: Book, setting: Setting, around: Surroundings) -> None:
        self._book = book
        self._setting = setting
        self._around = around
        self.at = setting.at
        self.customer: dict[str, Value] = dict(setting.customer)
        self.happened: list[Happened] = []
        self._errand: Do | None = None
        self._late_at: int | None = None
        stepped = engine.begin(book, setting.flow, self._world(), setting.seed, setting.language, setting.said)
        self.session: Session = stepped.session
        self._take(None, stepped)

    @property
    def errand(self) -> Do | None:
        """What is asked of the outside now."""
        return self._errand if self.session.awaiting == "errand" else None

    @property
    def node(self) -> str:
        return self.session.frames[-1].node

    def say(self, text: str, choice: str = "", files: int = 0) -> Happened:
        """He writes or says; `choice` is the id of what he taps."""
        return self._hear(Said(text=text, choice=choice, files=files))

    def outcome(self, result: str, values: Mapping[str, Value] | None = None, why: str = "") -> Happened | None:
        """Of the errand that is out; None when there is none. Who was found or verified is known from then on."""
        errand = self.errand
        if errand is None:
            return None
        given = dict(values or {})
        if errand.kind == "identify":
            self.customer |= {"verified": False, **(given if result == "ok" else {})}
        if result == "ok" and errand.kind == "check_code" and given.get("right") is True:
            self.customer["verified"] = True
        awaited = str(self.session.asked.get("errand", errand.id))  # a payment's, though its link was sent since
        return self._hear(Outcome(errand=awaited, result=result, values=given, why=why))

    def took(self) -> Happened:
        """A person has it."""
        return self._hear(PersonTook())

    def left(self) -> Happened:
        return self._hear(Left())

    def refused(self, why: str = "full") -> Happened:
        return self._hear(Refused(why=why))

    def wait(self, seconds: int) -> tuple[Happened, ...]:
        """Time passes: each silence that falls due, and nobody taking it, is heard at its moment."""
        until = self.at + seconds * 1000
        heard: list[Happened] = []
        while len(heard) < MOST_SILENCES:
            moments = [at for at in (self.session.due, self._late_at) if at is not None and at <= until]
            if not moments or self.session.outcome:
                break
            self.at = max(self.at, min(moments))
            late = self._late_at is not None and self._late_at == min(moments)
            if late:
                self._late_at = None
            heard.append(self._hear(PersonLate() if late else Silence()))
        self.at = max(self.at, until)
        return tuple(heard)

    def _hear(self, heard: Heard) -> Happened:
        stepped = engine.step(self._book, self.session, self._world(), heard)
        self.session = stepped.session
        return self._take(heard, stepped)

    def _take(self, heard: Heard | None, stepped: Stepped) -> Happened:
        for effect in stepped.effects:
            if isinstance(effect, Do):
                self._errand = effect
            elif isinstance(effect, Enqueue):
                self._late_at = effect.late_at
            elif isinstance(effect, Finish):
                self._late_at = None
        one = Happened(
            at=self.at,
            heard=heard,
            effects=stepped.effects,
            passed=tuple(node for flow, _, node in stepped.passed if flow == self._setting.flow),
            standing=self.node,
            awaiting=self.session.awaiting,
        )
        self.happened.append(one)
        return one

    def _world(self) -> World:
        return World(
            at=self.at,
            zone=self._around.zone,
            speaks=self._setting.speaks,
            customer=self.customer,
            conversation={"channel": self._setting.speaks.channel, **self._setting.conversation},
            brand=self._setting.brand,
            is_open=self._around.open_at,
            read=self._around.read,
        )


def said_by(happened: Happened) -> tuple[Show, ...]:
    return tuple(effect for effect in happened.effects if isinstance(effect, Show))
