"""Each checker of a run finds what it is for: one thing is doctored in a sound history, and only that is red."""

from collections.abc import Callable

import msgspec
import pytest

from atiende.bench.history import clients, rows
from atiende.bench.history.checks import Bounds, breaches
from atiende.bench.history.clocks import timers
from atiende.bench.history.leases import stale_writers
from atiende.bench.history.record import About, Away, History, Kind, Leased
from atiende.bench.history.stored import Stored
from atiende.domain import facts as f
from atiende.domain.chain import ChainEnd
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Ingress, Timer
from atiende.routing.floor import Floor

replace = msgspec.structs.replace
CHAT, MAIL = "web", "mail"


def message(number: int, direction: str, endpoint: str = CHAT, status: str = "sent") -> Message:
    return Message(
        id=f"msg_{number}", conversation="cnv_1" if endpoint == CHAT else "cnv_2", position=number % 10,
        direction=direction, status="received" if direction == "in" else status, author="x", channel="c",
        endpoint=endpoint, at=number,
    )  # fmt: skip


def content(number: int, name: str, endpoint: str = CHAT) -> MessageContent:
    conversation = "cnv_1" if endpoint == CHAT else "cnv_2"
    return MessageContent(id=f"msg_{number}", conversation=conversation, text="t", client_id=f"who/{name}")


def log(*facts: f.AnyFact, at: int = 1) -> list[f.Logged]:
    return [f.Logged(tenant="ten", seq=seq, at=at, actor="a", fact=fact) for seq, fact in enumerate(facts, 1)]


SENT = (f.SendStarted(message="msg_11", conversation="cnv_2", attempt=1),)


def sound() -> tuple[History, Stored]:
    """A visitor says two things, an agent answers; another answer went out by mail."""
    moment = iter(range(1_000))
    history = History(lambda: float(next(moment)))
    history.providers.add(MAIL)
    for number, name in ((1, "v-1"), (2, "v-2")):
        history.note("said", "v", About(item=name))
        history.note("acked", "v", About(item=name, message=f"msg_{number}", position=number))
        history.note("seen", "ana", About(line="1", message=f"msg_{number}", conversation="cnv_1", position=number))
    history.note("acked", "ana", About(item="a-1", message="msg_3", position=3))
    history.note("heard", "v", About(line="1", message="msg_3", position=3))
    history.note("acked", "ana", About(item="a-2", message="msg_11", position=1))
    history.note("took", "post", About(message="msg_11"))
    for number in (1, 2, 3):
        history.note("read", "ana", About(message=f"msg_{number}", conversation="cnv_1", position=number))
    history.note("read", "ana", About(message="msg_11", conversation="cnv_2", position=1))
    messages = [message(1, "in"), message(2, "in"), message(3, "out"), message(11, "out", MAIL)]
    named = ((1, "v-1", CHAT), (2, "v-2", CHAT), (3, "a-1", CHAT), (11, "a-2", MAIL))
    contents = {f"msg_{number}": content(number, name, endpoint) for number, name, endpoint in named}
    talks = [
        Conversation(
            id=one, channel="c", customer="cus", brand="main", number=1, queue="q", status="resolved", kind="enquiry",
            priority=3, opened_at=0, touched_at=0, last=last,
        )
        for one, last in (("cnv_1", 3), ("cnv_2", 1))
    ]  # fmt: skip
    return history, Stored(
        tenant="ten", agents=[], conversations=talks, interactions=[], offers=[], messages=messages,
        contents=contents, sendings=[], timers=[], errands=[], ingress=[], log=log(*SENT), floor=Floor(),
    )  # fmt: skip


def red(history: History, stored: Stored) -> set[str]:
    return {one.split()[0] for one in breaches(history, stored, Bounds(shown_s=60, now=100_000))}


def test_a_sound_history_is_green() -> None:
    assert breaches(*sound(), Bounds(shown_s=60, now=100_000)) == []


def noted(kind: Kind, who: str, about: About) -> Callable[[History, Stored], Stored]:
    def doctor(history: History, stored: Stored) -> Stored:
        history.note(kind, who, about)
        return stored

    return doctor


def without(kind: Kind) -> Callable[[History, Stored], Stored]:
    def doctor(history: History, stored: Stored) -> Stored:
        history.events = [one for one in history.events if one.kind != kind]
        return stored

    return doctor


def leak(history: History, stored: Stored) -> Stored:
    history.plant("other", "canary")
    history.screen("v", "ten", "a canary of others")
    return stored


def stale(history: History, stored: Stored) -> Stored:
    history.held = [leased(1, "one", 1), leased(2, "two", 2)]
    history.written = [leased(3, "one", 1)]
    return stored


def twice(history: History, stored: Stored) -> Stored:
    again = {**stored.contents, "msg_4": content(4, "v-2")}
    talk = [replace(one, last=4) if one.id == "cnv_1" else one for one in stored.conversations]
    history.note("read", "ana", About(message="msg_4", conversation="cnv_1", position=4))
    return replace(stored, messages=[*stored.messages, message(4, "in")], contents=again, conversations=talk)


@pytest.mark.parametrize(
    ("doctor", "number"),
    [
        (noted("acked", "m", About(item="never stored")), "I1"),
        (noted("acked", "v", About(item="v-3", message="msg_9", position=9)), "I1"),
        (without("seen"), "I1"),
        (lambda _, one: replace(one, ingress=[waiting()]), "I1"),
        (twice, "I2"),
        (noted("took", "post", About(message="msg_11")), "I3"),
        (lambda _, one: replace(one, log=log()), "I3"),
        (without("took"), "I3"),
        (noted("accepted", "ana", About(offer="off_1")), "I4"),
        (stale, "I4"),
        (noted("seen", "ana", About(line="1", message="msg_0", conversation="cnv_1", position=1)), "I6"),
        (leak, "I7"),
        (lambda _, one: replace(one, log=[replace(one.log[0], seq=2)]), "I11"),
        (lambda _, one: replace(one, log=[*one.log, replace(one.log[0], seq=2, fact=f.ViewedAs(user="u"))]), "I11"),
        (lambda _, one: replace(one, audit_end=ChainEnd(seq=1, number=1, link="")), "I11"),
        (lambda _, one: replace(one, timers=[Timer(kind="send", key="k", due=1)]), "I9"),
    ],
)
def test_one_thing_doctored_is_found(doctor: Callable[[History, Stored], Stored], number: str) -> None:
    history, stored = sound()
    assert red(history, doctor(history, stored)) == {number}


def waiting() -> Ingress:
    return Ingress(id="ing", endpoint=MAIL, channel="c", origin="o", at=0, blob="b", envelope={}, size=1)


def test_a_reply_that_its_visitor_never_heard() -> None:
    history, stored = sound()
    history.note("heard", "v", About(line="2", message="msg_1", position=1))
    history.events = [one for one in history.events if (one.kind, one.message) != ("heard", "msg_3")]
    assert clients.unheard(history, stored)


def test_a_place_that_was_told_and_is_another() -> None:
    history, stored = sound()
    moved = [replace(one, position=2) if one.id == "msg_1" else one for one in stored.messages]
    assert clients.lost(history, replace(stored, messages=moved))
    assert rows.positions(replace(stored, messages=moved))


def test_an_answer_that_changed() -> None:
    history, stored = sound()
    history.note("acked", "v", About(item="v-1", message="msg_2", position=2))
    assert clients.doubled(history, stored)


def leased(turn: int, node: str, epoch: int, name: str = "router") -> Leased:
    return Leased(tenant="ten", turn=turn, name=name, node=node, epoch=epoch)


HELD = [leased(1, "one", 1), leased(1, "one", 1, "worker"), leased(10, "two", 2), leased(20, "", 2)]


@pytest.mark.parametrize(
    ("writing", "wrong"),
    [
        (leased(2, "one", 1), False),
        (leased(9, "one", 1), False),
        (leased(1, "one", 1), False),
        (leased(11, "two", 2), False),
        (leased(30, "one", 1, "worker"), False),
        (leased(11, "one", 1), True),
        (leased(11, "one", 2), True),
        (leased(9, "two", 2), True),
        (leased(21, "two", 2), True),
        (leased(5, "one", 1, "channels"), True),
    ],
)
def test_a_lease_is_written_under_by_its_holder_alone(writing: Leased, wrong: bool) -> None:
    assert bool(stale_writers(HELD, [writing])) is wrong


OFFER = f.InteractionOffered(
    offer="off", interaction="i", conversation="c", agent="a", queue="q", channel="w", expires_at=100
)
EXPIRED = f.OfferExpired(offer="off", interaction="i", conversation="c", agent="a")


@pytest.mark.parametrize(("at", "wrong"), [(100, False), (90, True), (5_000, True)])
def test_a_timer_fires_at_its_time(at: int, wrong: bool) -> None:
    told = [*log(OFFER), f.Logged(tenant="ten", seq=2, at=at, actor="system", fact=EXPIRED)]
    assert bool(timers(told, late_ms=2_000)) is wrong


def test_nobody_was_there_to_fire_it() -> None:
    told = [*log(OFFER), f.Logged(tenant="ten", seq=2, at=5_000, actor="system", fact=EXPIRED)]
    assert timers(told, 2_000, [Away(start=50, end=4_500)]) == []


def test_a_timer_that_fires_twice() -> None:
    assert timers(log(OFFER, EXPIRED, EXPIRED, at=100), None)
