"""The wait for a person: the queue node, and what is heard while he stands there."""

from msgspec.structs import replace

from atiende.domain.flow_documents import ToQueue, Treatment
from atiende.flows.state import Alarm, Enqueue
from atiende.flows.walk import Walk

REFUSAL_WEIGHT = 20
"""A refusal counts like so many nodes, so that two queues that refuse in turn are soon left."""


def to_queue(walk: Walk, node: ToQueue) -> None:
    walk.said = ""
    walk.say(walk.words(node.text), node.text)
    late_at = walk.world.at + node.late_seconds * 1000
    walk.stand_in_queue(
        Enqueue(
            queue=node.queue, reason=node.reason or "", priority=node.priority, late_at=late_at,
            why=walk.why or "flow", quiet=_quiet(node.treatment),
        )
    )  # fmt: skip


def _quiet(treatment: Treatment) -> tuple[str, ...]:
    """What of the waiting is switched off."""
    told = {
        "position": treatment.position,
        "expected": treatment.expected,
        "callback": treatment.callback,
        "deflect": treatment.deflect,
    }
    return tuple(name for name, on in told.items() if not on)


def late(walk: Walk) -> None:
    """Once in a wait: an alarm, and the late path beside the waiting where there is one."""
    if walk.waiting is None or walk.waiting.late:
        return
    walk.effects.append(Alarm(why="late", node=walk.waiting.node))
    walk.waiting = replace(walk.waiting, late=True, chose=False)
    node = walk.node
    if walk.awaiting == "person" and isinstance(node, ToQueue) and node.late:
        walk.go(node.late)


def refused(walk: Walk, why: str) -> None:
    """He stands in no queue then. The endpoint's own is never refused; if it is, people must see to it."""
    if walk.waiting is None:
        return
    if not walk.waiting.queue:
        walk.effects.append(Alarm(why="broken", node=walk.waiting.node))
        return
    walk.wait_on()
    walk.waiting = None
    walk.unheard += REFUSAL_WEIGHT
    node = walk.node
    walk.fail(node.refused if isinstance(node, ToQueue) else None, why)
