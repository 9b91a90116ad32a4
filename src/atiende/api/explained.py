"""Why it went there, why it still waits, who would get it: what the floor knows, in the shapes of the API.

Whoever supervises the queue sees every agent; an agent sees himself by name, and the others as counts.
"""

from collections.abc import Mapping

from pydantic import BaseModel

from atiende.api import why
from atiende.api.shapes import Moment, Named, Shape
from atiende.domain import documents as docs
from atiende.domain.interaction import Interaction
from atiende.routing.explain import Candidate as Seen
from atiende.routing.explain import Explanation

SECOND_MS = 1000


class RunnerUp(Shape):
    """Somebody who came next, and by which key."""

    agent: Named
    key: list[int]


class Receipt(Shape):
    """Why this agent: what the floor saw when it chose. `order` and `rank` say why this work went first."""

    offer: str
    agent: Named
    at: Moment
    state: str
    rule: str
    key: list[int]
    order: str
    rank: list[int]
    waiting: int
    step: int
    position: int
    configuration: int
    runners_up: list[RunnerUp]
    excluded: dict[str, int]
    text: dict[str, str]


class Receipts(BaseModel):
    items: list[Receipt]


class Level(BaseModel):
    skill: str
    level: int


class AskedFor(BaseModel):
    """What the queue asks of an agent to begin with."""

    teams: list[str]
    skills: list[Level]
    match_language: bool


class StepState(BaseModel):
    """A step of the queue: what it changes (None: nothing), and when it is reached for this work."""

    number: int
    after_seconds: int
    at: Moment | None
    reached: bool
    teams: list[str] | None
    skills: list[Level] | None
    match_language: bool | None
    priority: int | None
    queue: str | None


class Span(BaseModel):
    """An expected wait from now on: it is likely to lie between the two."""

    low_ms: int
    high_ms: int


class Candidate(BaseModel):
    """An agent; `fits` is whether he could be asked now, `reasons` why not. `key` orders those who could."""

    agent: Named
    fits: bool
    reasons: list[str]
    state: str
    load: int
    capacity: int
    key: list[int]


class Rules(BaseModel):
    """The queue's rules as they hold for this work."""

    queue: str
    order: str
    choice: str
    start: AskedFor
    steps: list[StepState]


class Found(BaseModel):
    """What is common to work that waits and work that might come.

    `complete`: every agent is among `candidates`; else only the viewer himself; `able` and `excluded` count the rest.
    """

    rules: Rules | None
    rule: str
    ahead: int
    candidates: list[Candidate]
    complete: bool
    able: int
    excluded: dict[str, int]
    at: Moment


class Why(Found):
    """`position` is the place in the queue, from 1; 0 when it does not wait. `next_at` is when time alone may change
    something for it; `me` the viewer's own row."""

    waiting: bool
    status: str
    position: int
    channel: str
    since: Moment
    due: Moment | None
    priority: int
    vip: bool
    next_at: Moment | None
    expected: Span | None
    me: Candidate | None
    text: dict[str, str]


class WouldGet(Found):
    """A dry run: the first candidate would be asked, then the next."""

    priority: int


def receipt_of(one: why.OfferMade, skills: Mapping[str, str]) -> Receipt:
    seen = one.receipt
    runners_up = [
        RunnerUp(agent=Named(id=agent, name=one.names.get(agent, "")), key=list(key))
        for agent, key in (seen.runners_up if seen else ())
    ]
    return Receipt(
        offer=one.offer,
        agent=Named(id=one.agent.id, name=one.agent.name),
        at=one.at,
        state=one.state,
        rule=seen.rule if seen else "",
        key=list(seen.key) if seen else [],
        order=seen.order if seen else "",
        rank=list(seen.rank) if seen else [],
        waiting=seen.waiting if seen else 0,
        step=seen.step if seen else 0,
        position=seen.position if seen else 0,
        configuration=seen.configuration if seen else 0,
        runners_up=runners_up,
        excluded=seen.excluded if seen else {},
        text={language: why.of_offer(language, one, skills) for language in why.LANGUAGES},
    )


def rules_of(slug: str, queue: docs.Queue, entered: int | None, reached: int) -> Rules:
    """`entered`: when this work came into the queue; None for work that has not come."""
    return Rules(
        queue=slug,
        order=queue.order,
        choice=queue.choice,
        start=AskedFor(teams=queue.teams, skills=_levels(queue.skills), match_language=queue.match_language),
        steps=[
            StepState(
                number=number,
                after_seconds=step.after_seconds,
                at=None if entered is None else entered + step.after_seconds * SECOND_MS,
                reached=number <= reached,
                teams=step.teams,
                skills=None if step.skills is None else _levels(step.skills),
                match_language=step.match_language,
                priority=step.priority,
                queue=step.queue,
            )
            for number, step in enumerate(queue.steps, 1)
        ],
    )


def _levels(skills: list[docs.Required]) -> list[Level]:
    return [Level(skill=one.skill, level=one.level) for one in skills]


def candidates_of(found: Explanation, names: Mapping[str, str]) -> list[Candidate]:
    return [_candidate(one, names[one.agent]) for one in found.candidates if one.agent in names]


def _candidate(one: Seen, name: str) -> Candidate:
    return Candidate(
        agent=Named(id=one.agent, name=name),
        fits=not one.reason,
        reasons=[one.reason] if one.reason else [],
        state=one.state,
        load=one.load,
        capacity=one.capacity,
        key=list(one.key),
    )


class Asker(BaseModel):
    """Who asks: his own id, and whether he may see everybody; with what must be expected and what skills are called."""

    user: str
    sees_all: bool
    now: int
    skills: dict[str, str]
    expected: Span | None = None


def why_of(work: Interaction, rules: Rules | None, found: Explanation, told: list[Candidate], asker: Asker) -> Why:
    """`told`: everybody; what this viewer may not see is left out here."""
    waiting = found.status in ("waiting", "reserved")
    mine = next((one for one in told if one.agent.id == asker.user), None)
    own = [mine] if mine else []
    return Why(
        waiting=waiting,
        status=found.status,
        position=found.ahead + 1 if waiting else 0,
        channel=work.channel,
        since=work.since,
        due=work.due,
        priority=_urgency(work, rules),
        vip=work.vip,
        next_at=found.wake,
        expected=asker.expected,
        me=mine,
        text={language: why.of_explanation(language, found, asker.skills) for language in why.LANGUAGES},
        rules=rules,
        rule=found.rule,
        ahead=found.ahead,
        candidates=told if asker.sees_all else own,
        complete=asker.sees_all,
        able=sum(one.fits for one in told),
        excluded=found.excluded,
        at=asker.now,
    )


def _urgency(work: Interaction, rules: Rules | None) -> int:
    """As the floor takes it: a step it has reached may have made it more urgent."""
    reached = [step.priority for step in rules.steps if step.reached and step.priority] if rules is not None else []
    return min([work.priority, *reached])
