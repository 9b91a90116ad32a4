"""Golden conversations: each must go as written. What fails is said turn by turn; what was passed counts as covered.

Texts are compared without regard to line breaks and blanks, nor to whether a channel taps or numbers its options.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from atiende.domain.flow_documents import Flow
from atiende.domain.golden_documents import Golden, Turn
from atiende.flows.phrases import PHRASES
from atiende.flows.simulate import Conversation, Happened, Setting, said_by
from atiende.flows.state import Outcome, PersonTook, Refused, Said, Show, Value
from atiende.flows.surroundings import Surroundings

MOST_SHOWN = 300


class Failure(Struct, frozen=True, kw_only=True):
    """`turn` counts from 1; 0 is the beginning. The text of `code` is `golden.CODE` in flows.json."""

    turn: int
    code: str
    params: Mapping[str, str | int] = {}


class Verdict(Struct, frozen=True, kw_only=True):
    """Of one golden conversation; `covered`: the nodes of the flow it went through."""

    name: str
    failures: tuple[Failure, ...]
    covered: frozenset[str]

    @property
    def passed(self) -> bool:
        return not self.failures


def run(slug: str, flow: Flow, golden: Golden, around: Surroundings) -> Verdict:
    talk = conversation(slug, flow, golden, around)
    trial = _Trial(talk)
    turns = golden.turns
    if turns and _listens_only(turns[0]):
        trial.expect(0, turns[0], talk.happened)
        turns = turns[1:]
    for number, turn in enumerate(turns, start=1):
        trial.turn(number, turn)
    trial.end(len(turns), golden)
    covered = frozenset(node for one in talk.happened for node in one.passed)
    return Verdict(name=golden.name, failures=tuple(trial.failures), covered=covered)


def run_all(slug: str, flow: Flow, around: Surroundings) -> tuple[Verdict, ...]:
    return tuple(run(slug, flow, golden, around) for golden in flow.tests)


def uncovered(flow: Flow, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """The nodes no golden conversation goes through, in the order of the document."""
    seen = frozenset(node for verdict in verdicts for node in verdict.covered)
    return tuple(node for node in flow.nodes if node not in seen)


def conversation(slug: str, flow: Flow, golden: Golden, around: Surroundings) -> Conversation:
    """As it stands when it has begun."""
    local = datetime.fromisoformat(golden.at).replace(tzinfo=ZoneInfo(around.zone))
    setting = Setting(
        flow=slug,
        speaks=around.channel(golden.channel),
        at=int(local.astimezone(UTC).timestamp() * 1000),
        language=golden.language,
        customer=nested(golden.customer),
        conversation=nested(golden.conversation),
        brand=nested(golden.brand),
    )
    return Conversation(around.book(slug, flow), setting, around)


def nested(flat: Mapping[str, str | int | bool]) -> dict[str, Value]:
    """`fields.plan: gold` is a record in a record."""
    made: dict[str, Value] = {}
    for name, value in flat.items():
        head, _, rest = name.partition(".")
        if not rest:
            made[head] = value
            continue
        inner = made.setdefault(head, {})
        if isinstance(inner, dict):
            inner |= nested({rest: value})
    return made


def _listens_only(turn: Turn) -> bool:
    return turn.hear is None and not turn.wait_seconds and turn.result is None and not (turn.took or turn.refused)


class _Trial:
    """A golden conversation under way."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self.failures: list[Failure] = []

    def turn(self, number: int, turn: Turn) -> None:
        if self._talk.session.outcome:
            self._fail(number, "already_ended", outcome=self._talk.session.outcome)
            return
        self.expect(number, turn, self._do(number, turn))

    def _do(self, number: int, turn: Turn) -> Sequence[Happened]:
        """In this order, where a turn says several: time passes, an outcome comes, he speaks, a person takes it."""
        heard: list[Happened] = []
        if turn.wait_seconds:
            heard.extend(self._talk.wait(turn.wait_seconds))
        if turn.result is not None:
            one = self._talk.outcome(turn.result, turn.values)
            if one is None:
                self._fail(number, "nothing_asked", node=self._talk.node)
            else:
                heard.append(one)
        if turn.hear is not None:
            heard.append(self._talk.say(turn.hear))
        if turn.took:
            heard.append(self._talk.took())
        if turn.refused:
            heard.append(self._talk.refused())
        return heard

    def expect(self, number: int, turn: Turn, heard: Sequence[Happened]) -> None:
        said = _flat(" ".join(shown_text(show) for one in heard for show in said_by(one)))
        at = 0
        for wanted in turn.say:
            found = said.find(_flat(wanted), at)
            if found < 0:
                self._fail(number, "not_said", wanted=wanted, said=said[:MOST_SHOWN])
                break
            at = found + len(_flat(wanted))
        if turn.node is not None and turn.node != self._talk.node:
            self._fail(number, "other_node", wanted=turn.node, node=self._talk.node)

    def end(self, number: int, golden: Golden) -> None:
        session = self._talk.session
        if golden.outcome and golden.outcome != session.outcome:
            self._fail(number, "other_outcome", wanted=golden.outcome, outcome=session.outcome or session.awaiting)
        if golden.goal and golden.goal not in session.goals:
            self._fail(number, "goal_missed", wanted=golden.goal)

    def _fail(self, number: int, code: str, **params: str | int) -> None:
        self.failures.append(Failure(turn=number, code=code, params=params))


def shown_text(show: Show) -> str:
    """All that can be read of a message; what can be tapped as if it were numbered, so that channels compare."""
    return " ".join([show.text, *(f"{choice.key}. {choice.label}" for choice in show.choices)])


def _flat(text: str) -> str:
    """Without line breaks, and without the hint that some channels add to numbers."""
    for hint in PHRASES["number"]:
        text = text.replace(hint, "")
    return " ".join(text.split())


def record(talk: Conversation, setting: Setting, name: str, zone: str) -> Golden:
    """What was tried out in a simulation as a test: what was heard, and what was said to it, whole."""
    local = datetime.fromtimestamp(setting.at / 1000, UTC).astimezone(ZoneInfo(zone))
    turns: list[dict[str, object]] = []
    before = setting.at
    for one in talk.happened:
        turns.append({**_heard(one, (one.at - before) // 1000), **_followed(one)})
        before = one.at
    body = {
        "name": name,
        "channel": setting.speaks.channel,
        "language": setting.language,
        "at": f"{local:%Y-%m-%dT%H:%M}",
        "customer": flat(setting.customer),
        "conversation": flat(setting.conversation),
        "brand": flat(setting.brand),
        "turns": turns,
        "outcome": talk.session.outcome,
        "goal": talk.session.goals[-1] if talk.session.goals else "",
    }
    return msgspec.convert(body, Golden)


def _heard(one: Happened, waited: int) -> dict[str, object]:
    heard = one.heard
    made: dict[str, object] = {"wait_seconds": waited} if waited else {}
    if isinstance(heard, Said):
        made["hear"] = heard.text[:2000]
    elif isinstance(heard, Outcome):
        made["result"] = heard.result
        made["values"] = flat(heard.values)
    elif isinstance(heard, PersonTook):
        made["took"] = True
    elif isinstance(heard, Refused):
        made["refused"] = True
    return made


def _followed(one: Happened) -> dict[str, object]:
    say = [_flat(show.text)[:2000] for show in said_by(one) if show.text]
    return {"say": say, "node": one.standing or None}


def flat(values: Mapping[str, Value], prefix: str = "") -> dict[str, Value]:
    """The other way round than `nested`; lists are left out, tests hold none."""
    made: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            made |= flat(value, f"{prefix}{name}.")
        elif not isinstance(value, list) and value is not None:
            made[f"{prefix}{name}"] = value
    return made
