"""A flow tried out beside the centre: everything said to it so far is said again, so that nothing need be kept.

A draft that was changed meanwhile answers as it is now. Nothing leaves: what it asks of the outside waits until
somebody says how that went.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from atiende.domain.flow_documents import Flow
from atiende.domain.golden_documents import Golden
from atiende.flows import golden
from atiende.flows.simulate import Conversation, Happened, Setting
from atiende.flows.surroundings import Surroundings

ACTS = ("say", "wait", "outcome", "took", "refused", "left")


class Act(Struct, frozen=True, kw_only=True):
    """One thing done to the conversation; `seconds` for waiting, `result` and `values` for an outcome."""

    kind: str
    text: str = ""
    choice: str = ""
    seconds: int = 0
    result: str = "ok"
    values: Mapping[str, str | int | float | bool | None] = {}


class Trial(Struct, frozen=True, kw_only=True):
    """`given` says where, when and with whom it begins, as a test does."""

    slug: str
    flow: Flow
    given: Golden
    acts: Sequence[Act]


class Tried(Struct, frozen=True, kw_only=True):
    """`heard[n]`: what followed the n-th act, the beginning first; `test` is all of it as a golden conversation."""

    talk: Conversation
    heard: Sequence[Sequence[Happened]]
    test: Golden


def tried(trial: Trial, around: Surroundings) -> Tried:
    """Raises ValueError for a moment that is none."""
    setting = _setting(trial, around)
    talk = Conversation(around.book(trial.slug, trial.flow), setting, around)
    heard: list[Sequence[Happened]] = [list(talk.happened)]
    for act in trial.acts:
        if talk.session.outcome and act.kind != "wait":
            break
        heard.append(_ACTS[act.kind](talk, act))
    return Tried(talk=talk, heard=heard, test=golden.record(talk, setting, trial.given.name, around.zone))


def _setting(trial: Trial, around: Surroundings) -> Setting:
    given = trial.given
    local = datetime.fromisoformat(given.at).replace(tzinfo=ZoneInfo(around.zone))
    return Setting(
        flow=trial.slug,
        speaks=around.channel(given.channel),
        at=int(local.timestamp() * 1000),
        language=given.language,
        customer=golden.nested(given.customer),
        conversation=golden.nested(given.conversation),
        brand=golden.nested(given.brand),
    )


def _outcome(talk: Conversation, act: Act) -> Sequence[Happened]:
    found = talk.outcome(act.result, dict(act.values))
    return [] if found is None else [found]


_ACTS: Mapping[str, Callable[[Conversation, Act], Sequence[Happened]]] = {
    "say": lambda talk, act: [talk.say(act.text, act.choice)],
    "wait": lambda talk, act: talk.wait(act.seconds),
    "outcome": _outcome,
    "took": lambda talk, act: [talk.took()],
    "refused": lambda talk, act: [talk.refused()],
    "left": lambda talk, act: [talk.left()],
}
