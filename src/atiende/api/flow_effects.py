"""What a step of a tried flow did, as the designer's simulator shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

import msgspec

from atiende.actions.flow_trial import Tried
from atiende.api.flow_shapes import ChoiceShown, EffectShown, ErrandShown, HappenedShown, TrialShown
from atiende.flows.simulate import Happened
from atiende.flows.state import (
    Alarm,
    Answered,
    Change,
    Do,
    Effect,
    Enqueue,
    Finish,
    Left,
    LeftMessage,
    Outcome,
    PersonLate,
    PersonTook,
    Refused,
    Said,
    Show,
    Silence,
)

HEARD: Mapping[type, str] = {
    Silence: "silence",
    Outcome: "outcome",
    PersonTook: "took",
    PersonLate: "late",
    Refused: "refused",
    Left: "left",
}


def trial_shown(tried: Tried, zone: str) -> TrialShown:
    talk = tried.talk
    session = talk.session
    frame = session.frames[-1] if session.frames else None
    errand = talk.errand
    return TrialShown(
        heard=[[_happened(one, zone) for one in each] for each in tried.heard],
        node=talk.node,
        flow=frame.flow if frame else "",
        awaiting=session.awaiting,
        due_seconds=max(0, (session.due - talk.at) // 1000) if session.due is not None else None,
        errand=ErrandShown(
            id=errand.id, does=errand.kind, node=errand.node, asked=cast(dict[str, object], errand.asked)
        )
        if errand
        else None,
        outcome=session.outcome,
        goals=list(session.goals),
        language=session.language,
        values=cast(dict[str, object], frame.values) if frame else {},
        test=msgspec.to_builtins(tried.test),
    )


def _happened(one: Happened, zone: str) -> HappenedShown:
    heard = one.heard
    return HappenedShown(
        at=f"{datetime.fromtimestamp(one.at / 1000, ZoneInfo(zone)):%Y-%m-%dT%H:%M}",
        heard=heard.text if isinstance(heard, Said) else HEARD.get(type(heard), ""),
        effects=[effect_shown(each) for each in one.effects],
        passed=list(one.passed),
        standing=one.standing,
    )


def effect_shown(effect: Effect) -> EffectShown:
    match effect:
        case Show():
            return _show(effect)
        case Do():
            asked = cast(dict[str, object], effect.asked)
            return EffectShown(kind="errand", errand=effect.id, does=effect.kind, node=effect.node, asked=asked)
        case Enqueue():
            asked = cast(dict[str, object], effect.values)
            return EffectShown(kind="queue", queue=effect.queue, why=effect.why or effect.reason, asked=asked)
        case Change():
            return EffectShown(kind="change", asked=_set(effect))
        case LeftMessage():
            return EffectShown(kind="queue", queue=effect.queue, why="voicemail")
        case Answered():
            said = effect.comment or ("" if effect.score is None else str(effect.score))
            return EffectShown(kind="answered", text=said, why=effect.scale)
        case _:
            return _end(effect)


def _end(effect: Alarm | Finish) -> EffectShown:
    if isinstance(effect, Alarm):
        return EffectShown(kind="alarm", why=effect.why, node=effect.node)
    return EffectShown(kind="finish", outcome=effect.outcome, why=effect.disposition or effect.reason)


def _show(effect: Show) -> EffectShown:
    return EffectShown(
        kind="show",
        text=effect.text,
        choices=[ChoiceShown(id=one.id, label=one.label, key=one.key) for one in effect.choices],
        expects=effect.expects,
        source=effect.source,
    )


def _set(effect: Change) -> dict[str, object]:
    """Only what changes."""
    return {name: value for name, value in msgspec.to_builtins(effect).items() if value}
