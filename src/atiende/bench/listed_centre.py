"""A centre with as many conversations as wanted, made once and kept: facts, projections, content and search entries."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.actions.search import entry_of, message_entry
from atiende.actions.sessions import open_session
from atiende.actions.setup import Administrator, Centre, Chat, Mailbox, create_centre
from atiende.actions.users import Person, create_user
from atiende.bench.centre import PASSWORD, SignedIn
from atiende.bench.many_conversations import DAY_MS, Crowd, Entry, conversations
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.message import Message, MessageContent
from atiende.domain.search import CUSTOMER, READER, SearchEntry
from atiende.domain.work import Cursor, User
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Told
from atiende.ports.system import Clock
from atiende.settings import Settings
from atiende.store.loading import load
from atiende.store.migrate import statements
from atiende.wiring import open_desk

TENANT = "ten_00000000000000000000000001"
DATA = "2"
TEAMS, QUEUES, AGENTS = 4, 12, 24
BUSIEST = 5_000
DAYS = 365


@dataclass(frozen=True, slots=True)
class Listed:
    """A data directory with its people; sessions are opened anew every time it is used."""

    data_dir: Path
    agent: SignedIn
    supervisor: SignedIn
    busiest: str


class _Before:
    """The clock on which the centre was made: facts never go back in time, so it is set before the first of them."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self.elapsed, self.sleep = real.elapsed, real.sleep

    def now(self) -> int:
        return self._real.now() - (DAYS + 1) * DAY_MS

    def moment(self) -> datetime:
        return self._real.moment() - timedelta(days=DAYS + 1)


class _Kept(msgspec.Struct):
    agent: str
    supervisor: str
    busiest: str


async def listed_centre(count: int, cache: Path | None = None) -> Listed:
    """One with so many conversations, from the cache if this version has made it before."""
    place = (cache or Path(tempfile.gettempdir()) / "atiende-bench-lists") / f"{_version()}-{count}"
    if not (place / "kept.json").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        kept = await _make(place, count)
        (place / "kept.json").write_bytes(msgspec.json.encode(kept))
    kept = msgspec.json.decode((place / "kept.json").read_bytes(), type=_Kept)
    async with open_desk(Settings(data_dir=place)) as desk:
        agent, supervisor = [await _signed_in(desk, user) for user in (kept.agent, kept.supervisor)]
    return Listed(place, agent, supervisor, kept.busiest)


def _version() -> str:
    """Of the tables and of what is made here: another one makes the data anew."""
    text = DATA + "".join(statements("sqlite", None))
    return format(sum(ord(one) * (place % 9973 + 1) for place, one in enumerate(text)), "x")


async def _signed_in(desk: Desk, user: str) -> SignedIn:
    found = await desk.store.reading(TENANT).get(User, user)
    assert found is not None
    opened = await open_session(desk, TENANT, found)
    return SignedIn(user, opened.token, opened.session.csrf)


async def _make(place: Path, count: int) -> _Kept:
    async with open_desk(Settings(data_dir=place)) as desk:
        past = desk.store.past(TENANT, forgets=True)
        told = replace(desk, store=past, clock=_Before(desk.clock))
        await create_centre(told, _centre(), TENANT)
        await past.change(TENANT, _queues, at=told.clock.now())
        people = [await _agent(told, number) for number in range(AGENTS)]
        boss = Person(name="Marta Ríos", email="marta@bench.test", role="supervisor", brands=("main",), languages={})
        supervisor = (await create_user(told, TENANT, "system:bench", boss)).user.id
        await past.flush()
        crowd = Crowd(
            count=count,
            agents=tuple(people),
            queues=tuple(f"queue{number}" for number in range(QUEUES)),
            until=desk.clock.now(),
            days=DAYS,
            busiest=BUSIEST,
        )
        found = _Found()
        await load(past, found.indexed(conversations(crowd)))  # type: ignore[arg-type]
        head = await desk.store.head(TENANT)
        await desk.store.change(TENANT, lambda change: change.put(Cursor(reader=READER, seq=head)), at=desk.clock.now())
        return _Kept(people[0], supervisor, found.first)


def _centre() -> Centre:
    return Centre(
        organization="Bench",
        time_zone="Europe/Madrid",
        language="es",
        admin=Administrator(name="Admin", email="admin@bench.test", password=PASSWORD),
        queue="Cola",
        chat=Chat(name="Chat"),
        mailbox=Mailbox(name="Mail", address="mail@bench.test"),
    )


def _queues(change: Change) -> None:
    for number in range(TEAMS):
        publish(change, "system:bench", Ref("team", f"team{number}"), docs.Team(name=f"Equipo {number}"))
    for number in range(QUEUES):
        body = docs.Queue(name=f"Cola {number}", brand="main", teams=[f"team{number % TEAMS}"])
        publish(change, "system:bench", Ref("queue", f"queue{number}"), body)


async def _agent(desk: Desk, number: int) -> str:
    person = Person(
        name=f"Agente {number}",
        email=f"agent{number}@bench.test",
        role="agent",
        teams=(f"team{number % TEAMS}",),
        brands=("main",),
        languages={"es": 5},
    )
    return (await create_user(desk, TENANT, "system:bench", person)).user.id


class _Found:
    """Adds the search entries that the reactor would write, as their content comes by."""

    def __init__(self) -> None:
        self.first = ""
        self._names: dict[str, str] = {}
        self._of: Conversation | None = None
        self._messages: dict[str, Message] = {}

    def indexed(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            yield entry
            if isinstance(entry, Told):
                self._told(entry)
            elif isinstance(entry, CustomerDetails):
                self._names[entry.id] = entry.name
            elif isinstance(entry, Address):
                said = [self._names.get(entry.customer, ""), entry.shown]
                yield entry_of(entry.customer, CUSTOMER, entry.scope, 0, said)
            elif isinstance(entry, MessageContent) and (found := self._entry(entry)) is not None:
                yield found

    def _told(self, told: Told) -> None:
        fact = told.fact
        if isinstance(fact, f.ConversationOpened):
            self.first = self.first or fact.conversation
            self._messages.clear()
            self._of = Conversation(
                id=fact.conversation, customer=fact.customer, brand=fact.brand, number=fact.number, status="new",
                kind=fact.kind, channel=fact.channel, queue=fact.queue, priority=3, opened_at=told.at,
                touched_at=told.at,
            )  # fmt: skip
        elif isinstance(fact, f.MessageReceived | f.MessageWritten):
            self._messages[fact.message] = Message(
                id=fact.message, conversation=fact.conversation, position=fact.position,
                direction="out" if isinstance(fact, f.MessageWritten) else "in", status="",
                author=fact.author if isinstance(fact, f.MessageWritten) else "customer",
                channel=fact.channel, endpoint=fact.endpoint, at=told.at,
            )  # fmt: skip

    def _entry(self, content: MessageContent) -> SearchEntry | None:
        message = self._messages.get(content.id)
        if message is None or self._of is None:
            return None
        return message_entry(message, content, self._of, self._names)
