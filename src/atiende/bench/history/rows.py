"""What must hold of a centre at rest, each as a check over rows, floor and log that answers what is wrong."""

from collections import Counter
from itertools import pairwise

import msgspec

from atiende.bench.history.stored import Stored
from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.chain import breaches
from atiende.domain.documents import Workload
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Sending

CARRIED = ("handling", "wrap_up")
LATE_MS = 20_000


def gapless(seen: Stored) -> list[str]:
    """I11: every change that was ever made has its line in the log, once, in order; nothing was taken out."""
    seqs = [one.seq for one in seen.log]
    if seqs == list(range(1, len(seqs) + 1)):
        return []
    return [f"the log goes {before}, {after}" for before, after in pairwise([0, *seqs]) if after != before + 1]


def chained(seen: Stored) -> list[str]:
    """I11: each privileged change has exactly one audit row, and every row follows from the one before."""
    return [f"the audit chain at {one.seq}: {one.what}" for one in breaches(seen.log, seen.audit, seen.audit_end)]


def positions(seen: Stored) -> list[str]:
    """I6: positions have no gaps and no doubles."""
    wrong = []
    for conversation in seen.conversations:
        found = sorted(one.position for one in seen.messages if one.conversation == conversation.id)
        if found != list(range(1, conversation.last + 1)):
            wrong.append(f"{conversation.id}: {found} up to {conversation.last}")
    return wrong


def one_agent(seen: Stored) -> list[str]:
    """I4: nobody takes what another still has, and nothing is offered to two."""
    wrong, holder = [], dict[str, str]()
    for logged in seen.log:
        fact = logged.fact
        if isinstance(fact, f.InteractionTaken):
            if holder.get(fact.interaction, fact.agent) != fact.agent:
                wrong.append(f"{fact.interaction} taken by {fact.agent} from {holder[fact.interaction]}")
            holder[fact.interaction] = fact.agent
        elif isinstance(fact, f.InteractionTransferred | f.InteractionEnded):
            holder.pop(fact.interaction, None)
    asked = Counter(one.interaction for one in seen.offers if one.state == "made")
    wrong += [f"{one} offered {count} times" for one, count in asked.items() if count > 1]
    state = {one.id: one for one in seen.interactions}
    wrong += [
        f"{one.id} is made for what is {state[one.interaction].state}"
        for one in seen.offers
        if one.state == "made" and (state[one.interaction].state, state[one.interaction].offer) != ("offered", one.id)
    ]
    return wrong


def load(seen: Stored) -> list[str]:
    """What is counted on an agent is what he carries, in the rows and on the floor."""
    counted: dict[str, Counter[str]] = {one.id: Counter() for one in seen.agents}
    channel = {one.id: one.channel for one in seen.interactions}
    for one in seen.interactions:
        if one.state in CARRIED and one.agent:
            counted[one.agent][one.channel] += 1
    for offer in seen.offers:
        if offer.state == "made":
            counted[offer.agent][channel[offer.interaction]] += 1
    wrong = [f"{one.id}: {one.load}, is {counted[one.id]}" for one in seen.agents if one.load != counted[one.id]]
    crew = seen.floor.crew.people
    return wrong + [
        f"{one.id} on the floor: {crew[one.id].load}" for one in seen.agents if crew[one.id].load != counted[one.id]
    ]


def capacity(seen: Stored) -> list[str]:
    """I4: nobody is asked beyond what he can carry. Taking and being given by a supervisor may go beyond."""
    wrong = []
    held: dict[str, Counter[str]] = {one.id: Counter() for one in seen.agents}
    of: dict[str, tuple[str, str]] = {}
    ability: dict[str, f.Ability] = {}
    workloads: dict[str, Workload] = {}
    for logged in seen.log:
        fact = logged.fact
        if isinstance(fact, f.UserCreated | f.UserChanged):
            ability[fact.user] = fact.ability
        elif isinstance(fact, f.DocumentPublished | f.DocumentRetired):
            _publish(workloads, fact)
        elif isinstance(fact, f.InteractionOffered):
            his = ability[fact.agent]
            said = next((workloads[slug] for slug in room.workloads_of(his) if slug in workloads), None)
            if not room.has_room(his, room.loads_of(said), +held[fact.agent], fact.channel):
                wrong.append(f"{fact.offer} beyond the capacity of {fact.agent}")
            _move(held, of, fact.interaction, (fact.agent, fact.channel))
        elif isinstance(fact, f.InteractionTaken):
            _move(held, of, fact.interaction, (fact.agent, fact.channel))
        elif isinstance(fact, f.InteractionTransferred | f.InteractionEnded | f.InteractionQueued):
            _move(held, of, fact.interaction, None)
    return wrong


def _publish(workloads: dict[str, Workload], fact: f.DocumentPublished | f.DocumentRetired) -> None:
    if fact.kind == "workload":
        workloads.pop(fact.slug, None)
        if isinstance(fact, f.DocumentPublished):
            workloads[fact.slug] = msgspec.json.decode(fact.body, type=Workload)


def _move(
    held: dict[str, Counter[str]], of: dict[str, tuple[str, str]], interaction: str, to: tuple[str, str] | None
) -> None:
    before = of.pop(interaction, None)
    if before is not None:
        held[before[0]][before[1]] -= 1
    if to is not None:
        held[to[0]][to[1]] += 1
        of[interaction] = to


def owners(seen: Stored) -> list[str]:
    """I5: every open interaction has somebody or something that moves it on."""
    active = {one.id for one in seen.agents if one.ability.active}
    return [
        f"{one.id} is {one.state}"
        for one in seen.interactions
        if one.state in OPEN_STATES and not _owned(seen, one, active)
    ]


def _owned(seen: Stored, one: Interaction, active: set[str]) -> bool:
    if one.state == "queued":
        # Whom it is kept for may never come.
        return one.id in seen.floor.waiting and (one.needs.agent is None or seen.has_timer("named", one.id))
    if one.state == "in_flow":
        asked = any(each.interaction == one.id and each.ended_at is None for each in seen.errands)
        return asked or seen.has_timer("flow" if one.flow else "callback", one.id)
    if one.state == "offered":
        return one.offer is not None and seen.has_timer("offer", one.offer)
    if one.state == "handling":
        return one.agent in active and (one.channel != "webchat" or seen.has_timer("silence", one.id))
    return one.state == "wrap_up" and seen.has_timer("wrap_up", one.id)


def reachable(seen: Stored) -> list[str]:
    """A conversation in work is somebody's, or waits in a queue, or its customer has gone without being reached."""
    active = {one.id for one in seen.agents if one.ability.active}
    # What was refused is brought in by the sweeper once there is room.
    queued = {one.conversation for one in seen.interactions if one.state in (*OPEN_STATES, "refused")}
    gone = {one.conversation for one in seen.interactions if one.state in ("abandoned", "done")}
    return [
        f"{one.id} is {one.status}, of {one.agent}"
        for one in seen.conversations
        if one.status in ("new", "open") and one.agent not in active and one.id not in queued and one.id not in gone
    ]


def deliveries(seen: Stored) -> list[str]:
    """I1, I3: what was written is settled, or has a clock, or stands behind one that has."""
    wrong = []
    waiting = {one.message: one for one in seen.sendings}
    for one in seen.messages:
        if one.direction != "out":
            continue
        if one.status in ("written", "attempting"):
            if not seen.has_timer("send", one.id) and not _behind(seen, waiting.get(one.id)):
                wrong.append(f"{one.id} is {one.status} and nobody sends it")
        elif one.id in waiting or seen.has_timer("send", one.id):
            wrong.append(f"{one.id} is {one.status} and still in the way")
    return wrong


def _behind(seen: Stored, mine: Sending | None) -> bool:
    return mine is not None and any(
        one.conversation == mine.conversation and one.message != mine.message and seen.has_timer("send", one.message)
        for one in seen.sendings
    )


def overdue(seen: Stored, now: int | None) -> list[str]:
    """I9: nothing is due for long."""
    if now is None:
        return []
    late = [one for one in seen.timers if one.due < now - LATE_MS]
    return [f"{one.kind} {one.key} was due {(now - one.due) // 1000} s ago" for one in late]


CHECKS = (positions, one_agent, load, capacity, owners, reachable, deliveries)
