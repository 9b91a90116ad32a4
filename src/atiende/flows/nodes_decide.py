"""Nodes that decide and change: set, condition, hours, flow, split, wait, alter, end."""

import hashlib

from msgspec.structs import replace

from atiende.domain.flow_documents import Alter, Assign, Condition, End, InHours, Split, SubFlow, Wait
from atiende.flows import variables
from atiende.flows.expressions import Unsound
from atiende.flows.state import Change, Frame, Value
from atiende.flows.walk import MOST_FRAMES, Walk

LANGUAGE = "language"
"""Set like a variable, it changes what the session is spoken in."""


def assign(walk: Walk, node: Assign) -> None:
    try:
        for name, source in node.values.items():
            if not _set(walk, name, walk.value(source)):
                walk.broken("bad_variable")
                return
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    walk.go(node.next)


def _set(walk: Walk, name: str, value: Value) -> bool:
    if name != LANGUAGE:
        return walk.keep(name, value)
    known = walk.flow is not None and value in walk.flow.languages
    if known:
        walk.language = str(value)
    return known


def condition(walk: Walk, node: Condition) -> None:
    walk.go(next((case.goto for case in node.cases if _holds(walk, case.when)), node.otherwise))


def _holds(walk: Walk, source: str) -> bool:
    try:
        return walk.value(source) is True
    except Unsound:
        return False


def hours(walk: Walk, node: InHours) -> None:
    walk.go(node.open if walk.world.is_open(node.hours or "", walk.world.at) else node.closed)


def split(walk: Walk, node: Split) -> None:
    """The same customer the same way, at each split another way; what the percentages leave over is the last arm's."""
    drawn = hashlib.blake2s(f"{walk.seed}/{walk.frame.flow}/{walk.frame.node}".encode(), digest_size=8).digest()
    place = int.from_bytes(drawn, "big") % 10_000
    upto = 0
    for arm in node.arms:
        upto += int(arm.percent * 100)
        if place < upto:
            walk.go(arm.goto)
            return
    walk.go(node.arms[-1].goto)


def wait(walk: Walk, node: Wait) -> None:
    walk.awaiting, walk.due = "time", walk.world.at + node.seconds * 1000


def waited(walk: Walk, node: Wait) -> None:
    walk.go(node.next)


def alter(walk: Walk, node: Alter) -> None:
    try:
        fields = {name: walk.value(source) for name, source in node.fields.items()}
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    walk.effects.append(
        Change(
            kind=node.kind or "", reason=node.reason or "", priority=node.priority, tag=tuple(node.tag),
            untag=tuple(node.untag), fields=fields, note=walk.words(node.note), open=node.open, queue=node.queue or "",
        )
    )  # fmt: skip
    walk.go(node.next)


def sub_flow(walk: Walk, node: SubFlow) -> None:
    """The version in force now; it stays the one for whoever is in it."""
    found = walk.book(node.flow, None)
    if found is None or len(walk.frames) >= MOST_FRAMES:
        walk.broken("no_flow")
        return
    version, flow = found
    values = variables.initial(flow)
    try:
        given = {name: walk.value(source) for name, source in node.values.items()}
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    values |= {
        name: value for name, value in given.items()
        if name in flow.variables and variables.fits(flow.variables[name], value)
    }  # fmt: skip
    walk.push(Frame(flow=node.flow, version=version, node=flow.start, values=values), flow)
    walk.go(flow.start)


def end(walk: Walk, node: End) -> None:
    """Of a flow within another, back there. A path beside the waiting ends the waiting only if he chose to."""
    walk.say(walk.words(node.text), node.text)
    if len(walk.frames) > 1 and not (walk.waiting and walk.waiting.depth >= len(walk.frames)):
        _return(walk)
    elif walk.waiting is not None and not (walk.waiting.chose and node.resolve):
        walk.wait_on()
    else:
        walk.finish("resolved" if node.resolve else "ended", node.disposition or "", node.reason or "")


def _return(walk: Walk) -> None:
    ended = walk.frames.pop()
    caller = walk.node
    if not isinstance(caller, SubFlow):
        walk.broken("no_flow")
        return
    flow = walk.flow
    for mine, its in caller.take.items():
        declared = flow.variables.get(mine) if flow else None
        value = ended.values.get(its)
        if declared is not None and variables.fits(declared, value):
            walk.frames[-1] = replace(walk.frame, values={**walk.frame.values, mine: value})
    walk.go(caller.next)
