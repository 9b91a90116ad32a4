"""What clients saw against what is stored: nothing lost (I1), doubled (I2), sent twice (I3), in disorder (I6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from atiende.bench.history.record import Event, History
from atiende.bench.history.stored import Stored, item_of
from atiende.domain import facts as f
from atiende.domain.message import Message

OVERTAKEN_AFTER = 2
"""Failures after which a message lets the later ones of its conversation go before it."""
LEFT = ("sent", "delivered", "read")


def lost(history: History, stored: Stored) -> list[str]:
    """I1: what was acknowledged is stored, under the id and at the place its sender was told."""
    there = {one.id: one for one in stored.messages}
    items = {item_of(stored.contents[one.id]) for one in stored.messages if one.id in stored.contents}
    wrong = []
    for one in history.of("acked"):
        if one.message and one.message not in there:
            wrong.append(f"{one.who} was told that {one.item or one.message} is kept, and it is not")
        elif one.message and one.position not in (0, there[one.message].position):
            wrong.append(f"{one.item} was told to be at {one.position} and is at {there[one.message].position}")
        elif not one.message and one.item not in items:
            wrong.append(f"{one.who} was told that {one.item} is kept, and it is not")
    return wrong + [f"{one.id} came in and waits unread" for one in stored.ingress if one.state == "waiting"]


def unshown(history: History, stored: Stored, within: float | None) -> list[str]:
    """I1: what was acknowledged can be read in its conversation, if anybody read conversations; with `within`, an agent
    was shown what came in that many seconds after it was acknowledged, or after peace came."""
    named = {one.id: item_of(stored.contents[one.id]) for one in stored.messages if one.id in stored.contents}
    read = {one.message for one in history.of("read")}
    wrong = [f"{one} is stored and cannot be read" for one in named if one not in read] if read else []
    if within is None:
        return wrong
    first: dict[str, float] = {}
    for one in history.of("seen"):
        for name in (one.message, one.item):
            first.setdefault(name, one.at)
    ids = {item: message for message, item in named.items() if item}
    ours = {one.id for one in stored.messages if one.direction != "in"}
    for one in history.of("acked"):
        if one.message in ours:
            continue
        latest = max(one.at, history.calm_at or 0.0) + within
        at = first.get(one.message or ids.get(one.item, ""), first.get(one.item))
        if at is None or at > latest:
            wrong.append(f"{one.item} was not shown to an agent within {within} s")
    return wrong


def unheard(history: History, stored: Stored) -> list[str]:
    """I1: what an agent was told is written reaches the visitor who talks there, if visitors' screens are recorded."""
    heard = {one.message for one in history.of("heard")}
    if not heard:
        return []
    by_id = {one.id: one for one in stored.messages}
    acked = [(one, by_id[one.message]) for one in history.of("acked") if one.message in by_id]
    talks = {(kept.conversation, kept.endpoint) for _, kept in acked if kept.direction == "in"}
    talks = {place for place in talks if place[1] not in history.providers}
    return [
        f"{one.item} was written in {kept.conversation} and its visitor never heard it"
        for one, kept in acked
        if kept.direction == "out" and (kept.conversation, kept.endpoint) in talks and kept.id not in heard
    ]


def doubled(history: History, stored: Stored) -> list[str]:
    """I2: what was said, however often, is stored once, and every answer to it was the same."""
    said = {one.item for one in history.of("said", "acked") if one.item}
    count = Counter(item_of(stored.contents[one.id]) for one in stored.messages if one.id in stored.contents)
    wrong = [f"{item} is stored {count[item]} times" for item in sorted(said) if count[item] > 1]
    answers: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for one in history.of("acked"):
        if one.item and one.message:
            answers[one.item].add((one.message, one.position))
    wrong += [f"{item} was answered in {len(found)} ways" for item, found in answers.items() if len(found) > 1]
    received = Counter(one.fact.message for one in stored.log if isinstance(one.fact, f.MessageReceived))
    return wrong + [f"{message} was received {times} times" for message, times in received.items() if times > 1]


def sent_twice(history: History, stored: Stored) -> list[str]:
    """I3: a provider has every message once, unless a person ordered it again, and never before that was written down;
    what is stored as sent, it has."""
    taken = Counter(one.message for one in history.of("took"))
    started, ordered = Counter[str](), Counter[str]()
    for logged in stored.log:
        if isinstance(logged.fact, f.SendStarted):
            started[logged.fact.message] += 1
        elif isinstance(logged.fact, f.ResendOrdered):
            ordered[logged.fact.message] += 1
    endpoint = {one.id: one.endpoint for one in stored.messages}
    wrong = []
    for message, times in taken.items():
        allowed = started[message] if endpoint.get(message) in history.again else 1 + ordered[message]
        if times > min(allowed, started[message]):
            wrong.append(
                f"{message} was taken {times} times, begun {started[message]}, ordered again {ordered[message]}"
            )
    return wrong + [
        f"{one.id} is stored as {one.status} and its provider has not got it"
        for one in stored.messages
        if one.direction == "out" and one.endpoint in history.providers and one.status in LEFT and not taken[one.id]
    ]


def disordered(history: History, stored: Stored) -> list[str]:
    """I6: within one connection or reading, and at the provider, a conversation goes by its positions."""
    wrong = []
    for kind in ("seen", "read", "heard"):
        wrong += _backwards(one for one in history.events if one.kind == kind)
    by_id = {one.id: one for one in stored.messages}
    return wrong + _backwards(_sent_in_turn(history, stored, by_id))


def _sent_in_turn(history: History, stored: Stored, by_id: dict[str, Message]) -> Iterable[Event]:
    """What providers got, but for what kept failing or a person sent again: that may be overtaken."""
    behind = Counter[str]()
    for logged in stored.log:
        if isinstance(logged.fact, f.MessageFailed):
            behind[logged.fact.message] += 1
        elif isinstance(logged.fact, f.ResendOrdered):
            behind[logged.fact.message] += OVERTAKEN_AFTER
    for one in history.of("took"):
        message = by_id.get(one.message)
        if message is not None and behind[one.message] < OVERTAKEN_AFTER:
            yield Event(
                at=one.at, kind="took", who=message.endpoint, conversation=message.conversation,
                message=one.message, position=message.position,
            )  # fmt: skip


def _backwards(events: Iterable[Event]) -> list[str]:
    wrong, last, known = [], dict[tuple[str, str, str], int](), set[tuple[str, str, str]]()
    for one in events:
        place, told = (one.who, one.line, one.conversation), (one.who, one.line, one.message)
        if told in known:
            continue
        known.add(told)
        if one.position <= last.get(place, 0):
            wrong.append(f"{one.kind}: {one.who} got {one.position} of {one.conversation} after {last[place]}")
        last[place] = max(one.position, last.get(place, 0))
    return wrong


def two_agents(history: History, stored: Stored) -> list[str]:
    """I4: an agent who was told that he has an offer has it, and no other was told so."""
    accepted = {one.fact.offer: one.fact.agent for one in stored.log if isinstance(one.fact, f.OfferAccepted)}
    return [
        f"{one.who} was told that {one.offer} is his; it is {accepted.get(one.offer, 'nobody')}'s"
        for one in history.of("accepted")
        if accepted.get(one.offer) != one.who
    ]


def leaked(history: History, stored: Stored) -> Sequence[str]:
    """I7."""
    return history.leaks
