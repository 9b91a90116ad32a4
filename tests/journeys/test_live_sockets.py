"""The desk's live line by fake sockets: nothing missing, nothing twice, nothing that is not theirs to see."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.websockets import WebSocketDisconnect

from atiende.actions.conversations import take_conversation
from atiende.actions.customers import edit_customer
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import Taken, take_message
from atiende.actions.persons import Pair, link_customers, unlink_customers
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.actions.sessions import open_session
from atiende.actions.transfers import Target, transfer_conversation
from atiende.actions.users import sign_out_everywhere
from atiende.api.hub import AgentSocket, Hub
from atiende.api.limits import Limits
from atiende.api.live import Connection, Live
from atiende.api.outbox import Outbox
from atiende.api.who import COOKIE, viewer_of_token
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.work import User
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.fakes import VirtualClock, open_desk, settle
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre


class Line:
    """A browser's socket. It reads as long as `reads`; `frames` is what came."""

    def __init__(self, token: str) -> None:
        self.cookies = {COOKIE: token}
        self.frames: list[dict[str, object]] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.says: asyncio.Queue[str | None] = asyncio.Queue()
        self.closed = False

    async def receive_text(self) -> str:
        said = await self.says.get()
        if said is None:
            raise WebSocketDisconnect(1006)
        return said

    async def send_text(self, text: str) -> None:
        await self.reads.wait()
        self.frames.append(json.loads(text))

    async def close(self, code: int = 1000, reason: str = "") -> None:
        self.closed = True
        self.says.put_nowait(None)

    def say(self, **frame: object) -> None:
        self.says.put_nowait(json.dumps(frame))

    def facts(self) -> list[dict[str, object]]:
        return [one for one in self.frames if one["op"] == "fact"]


class House:
    """A centre with its hub, and lines that come and go."""

    def __init__(self, desk: Desk) -> None:
        assert isinstance(desk.store, SqlStore) and isinstance(desk.clock, VirtualClock)
        self.desk, self.clock = desk, desk.clock
        self.hub = Hub(desk, SqlViews(desk.store), TENANT)
        self.live = Live(desk, SqlViews(desk.store), Limits(), lambda tenant: self.hub)
        self.number = 0

    @asynccontextmanager
    async def line(self, agent: str) -> AsyncIterator[Line]:
        user = await self.desk.store.reading(TENANT).get(User, agent)
        assert user is not None
        token = (await open_session(self.desk, TENANT, user)).token
        socket = Line(token)
        viewer = await viewer_of_token(self.desk, token)
        mine = AgentSocket(viewer, Outbox(socket.send_text))
        connection = Connection(self.live, socket, mine, self.hub)  # type: ignore[arg-type]
        task = asyncio.ensure_future(_until_gone(connection))
        try:
            yield socket
        finally:
            socket.reads.set()
            socket.says.put_nowait(None)
            await task

    async def write(self, who: str = "pepe") -> Taken:
        self.number += 1
        endpoint = await open_endpoint(self.desk, TENANT, "web")
        assert endpoint is not None
        said = Inbound(origin=f"{who}/{self.number}", address=f"v:{who}", name=who, text=f"Hola {self.number}")
        return await take_message(self.desk, endpoint, said)

    async def quiet(self) -> None:
        """Until the hub has told all there is."""
        for _ in range(500):
            await settle(3)
            if self.hub.position == await self.desk.store.head(TENANT):
                break
        await settle()


async def _until_gone(connection: Connection) -> None:
    try:
        await connection.run()
    except* WebSocketDisconnect:
        pass


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_desk(tmp_path) as desk:
        await small_centre(desk)
        made = House(desk)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(made.hub.run())
            await made.hub.ready.wait()
            yield made
            task.cancel()


async def waits_for(line: Line, op: str) -> dict[str, object]:
    for _ in range(500):
        for frame in line.frames:
            if frame["op"] == op:
                return frame
        await settle(3)
    raise AssertionError(f"no {op}: {[one['op'] for one in line.frames]}")


@pytest.mark.parametrize("seed", range(4))
async def test_a_line_that_breaks_at_any_moment_misses_nothing_and_gets_nothing_twice(house: House, seed: int) -> None:
    got, wanted = await breaking_line(house, seed)
    assert got == wanted


async def test_the_same_without_reading_back_what_was_missed_goes_red(house: House) -> None:
    house.hub.missed = _nothing  # type: ignore[method-assign, assignment]
    got, wanted = await breaking_line(house, 0)
    assert got != wanted


async def _nothing(*_: object) -> None:
    return None


async def breaking_line(house: House, seed: int) -> tuple[list[int], list[int]]:
    """What a reader got over a line that comes and goes, and what he should have got."""
    chance = random.Random(seed)
    conversation = (await house.write()).conversation
    await take_conversation(house.desk, TENANT, ANA, conversation)
    await house.quiet()
    start = position = await house.desk.store.head(TENANT)
    got: list[int] = []
    for _ in range(12):
        async with house.line(ANA) as line:
            line.say(op="hello", since=position, watch=[conversation])
            for number in range(chance.randrange(6)):
                await _something(house, conversation, chance, number)
                await settle(chance.randrange(4))
            if chance.random() < 0.5:
                await house.quiet()
        expects: object = None
        for frame in line.facts():
            assert expects is None or frame["prev"] == expects, line.facts()
            expects = position = frame["seq"]
            got.append(int(str(frame["seq"])))
        for number in range(chance.randrange(3)):
            await _something(house, conversation, chance, number)
    async with house.line(ANA) as line:
        line.say(op="hello", since=position, watch=[conversation])
        await waits_for(line, "resumed")
        await house.quiet()
    got += [int(str(frame["seq"])) for frame in line.facts()]
    log = await house.desk.store.log(TENANT, start, 10_000)
    return got, [one.seq for one in log if getattr(one.fact, "conversation", None) == conversation]


async def _something(house: House, conversation: str, chance: random.Random, number: int) -> None:
    what = chance.randrange(3)
    once = f"{chance.random()}"
    if what == 0:
        await house.write()
    elif what == 1:
        await send_reply(house.desk, TENANT, ANA, conversation, Reply(client_id=once, text="Sí"))
    else:
        await write_note(house.desk, TENANT, LUIS, conversation, Note(client_id=once, text="nota"))


async def test_a_reader_who_is_too_slow_starts_again_and_nobody_else_notices(house: House) -> None:
    conversation = (await house.write()).conversation
    await take_conversation(house.desk, TENANT, ANA, conversation)
    await house.quiet()
    head = await house.desk.store.head(TENANT)
    async with house.line(ANA) as slow, house.line(LUIS) as other:
        for line in (slow, other):
            line.say(op="hello", since=head, watch=[conversation])
            await waits_for(line, "resumed")
        slow.reads.clear()
        for _ in range(300):
            await house.write()
        await house.quiet()
        slow.reads.set()
        await waits_for(slow, "resync")
        await settle()
        assert slow.closed and not other.closed
        assert len(other.facts()) == 300


async def test_whoever_was_away_too_long_gets_a_snapshot_not_a_flood(house: House) -> None:
    conversation = (await house.write()).conversation
    await take_conversation(house.desk, TENANT, ANA, conversation)
    for _ in range(140):
        await house.write()
    await house.quiet()
    async with house.line(ANA) as line:
        line.say(op="hello", since=5, watch=[conversation])
        await waits_for(line, "snapshot")
        assert line.facts() == []


async def test_a_conversation_that_moves_out_of_sight_is_told_no_more(house: House) -> None:
    await _second_queue(house)
    conversation = (await house.write()).conversation
    await house.quiet()
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0, watch=[conversation])
        await waits_for(line, "snapshot")
        await house.write()
        await house.quiet()
        assert [one["fact"]["fact"] for one in line.facts()] == ["MessageReceived"]  # type: ignore[index]
        await transfer_conversation(house.desk, TENANT, ANA, conversation, Target(queue="hidden"))
        await house.write()
        await house.quiet()
        assert conversation not in house.hub.watchers
        told = json.dumps(line.frames)
        assert "Hola 3" not in told


async def test_an_agent_moved_to_another_team_sees_the_old_ones_work_no_more(house: House) -> None:
    conversation = (await house.write()).conversation
    await house.quiet()
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0, watch=[conversation])
        await waits_for(line, "snapshot")
        moved = f.UserChanged(user=LUIS, ability=f.Ability(role="agent", teams=("other",)))
        await house.desk.store.change(TENANT, lambda change: change.record(moved, actor="x"), at=house.clock.now())
        await house.quiet()
        await house.write()
        await house.quiet()
        assert "MessageReceived" not in json.dumps(line.frames)


async def test_the_board_is_of_the_queues_one_supervises_not_of_those_one_may_read(house: House) -> None:
    await _second_queue(house)
    body = '{"name":"Rara","permissions":{"conversation.read":"all","queue.supervise":"team"}}'
    role = f.DocumentPublished(kind="role", slug="odd", version=1, body=body)
    moved = f.UserChanged(user=LUIS, ability=f.Ability(role="odd", teams=("first",)))
    await house.desk.store.change(TENANT, lambda change: change.record(role, moved, actor="x"), at=house.clock.now())
    await house.quiet()
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0)
        await waits_for(line, "snapshot")
        line.say(op="board", on=True)
        board = json.dumps(await waits_for(line, "board"))
        assert "support" in board and "hidden" not in board


async def test_a_session_ended_elsewhere_ends_its_line(house: House) -> None:
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0)
        await waits_for(line, "snapshot")
        await house.desk.store.change(TENANT, lambda change: sign_out_everywhere(change, LUIS), at=house.clock.now())
        await house.clock.advance(31)
        assert (await waits_for(line, "bye"))["reason"] == "signed_out"
        await settle()
        assert line.closed


async def test_a_published_document_is_announced_without_what_it_says(house: House) -> None:
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0)
        await waits_for(line, "snapshot")
        published = f.DocumentPublished(kind="reason", slug="secret", version=1, body='{"name":"for admins"}')
        await house.desk.store.change(TENANT, lambda change: change.record(published, actor="x"), at=house.clock.now())
        await house.quiet()
        assert "secret" in json.dumps(line.frames) and "for admins" not in json.dumps(line.frames)


async def test_a_fact_that_cannot_be_told_makes_everybody_start_again(house: House) -> None:
    conversation = (await house.write()).conversation
    await house.quiet()
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0, watch=[conversation])
        await waits_for(line, "snapshot")
        shared, house.hub.frames.shared = house.hub.frames.shared, _breaks  # type: ignore[method-assign, assignment]
        await house.write()
        await waits_for(line, "resync")
        house.hub.frames.shared = shared  # type: ignore[method-assign]
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0, watch=[conversation])
        await waits_for(line, "snapshot")
        await house.write()
        await house.quiet()
        assert len(line.facts()) == 1


async def _breaks(*_: object) -> bytes:
    raise RuntimeError("nobody foresaw this")


async def _second_queue(house: House) -> None:
    body = '{"name":"Oculta","brand":"main","teams":["other"]}'
    made = f.DocumentPublished(kind="queue", slug="hidden", version=1, body=body)
    await house.desk.store.change(TENANT, lambda change: change.record(made, actor="system"), at=house.clock.now())


async def test_what_becomes_known_of_a_customer_reaches_whoever_has_him_on_the_screen(house: House) -> None:
    taken, other = await house.write(), await house.write("rosa")
    customer = await customer_of(house, taken.conversation)
    async with house.line(LUIS) as looking, house.line(ANA) as elsewhere:
        looking.say(op="hello", since=0, watch=[taken.conversation])
        elsewhere.say(op="hello", since=0, watch=[other.conversation])
        await waits_for(looking, "snapshot")
        await waits_for(elsewhere, "snapshot")
        await edit_customer(house.desk, TENANT, ANA, customer, {"notes": "Prefiere las mañanas"})
        await house.quiet()
        told = [one["fact"] for one in looking.facts()]
        assert [one["fact"] for one in told if isinstance(one, dict)] == ["CustomerEdited"]
        assert "mañanas" not in json.dumps(told, ensure_ascii=False)
        assert elsewhere.facts() == [], "she has another customer's conversation open"


async def customer_of(house: House, conversation: str) -> str:
    row = await house.desk.store.reading(TENANT).get(Conversation, conversation)
    assert row is not None
    return row.customer


async def test_who_is_linked_to_a_known_customer_has_his_name_on_every_list_at_once(house: House) -> None:
    """A number nobody knew: whoever has its row on the screen reads who it is, and no more when the link is cut."""
    known, unknown = await house.write("pepe"), await house.write("nadie")
    read = house.desk.store.reading(TENANT)
    rows = [await read.get(Conversation, one.conversation) for one in (known, unknown)]
    pepe, nobody = (row.customer for row in rows if row is not None)
    await edit_customer(house.desk, TENANT, ANA, pepe, {"name": "Pepe Martínez"})
    await edit_customer(house.desk, TENANT, ANA, nobody, {"name": ""})
    async with house.line(LUIS) as line:
        line.say(op="hello", since=0)
        await waits_for(line, "snapshot")
        assert await shown_as(house, line, unknown.conversation) in ("", None)
        link = await link_customers(house.desk, TENANT, ANA, Pair(customer=nobody, other=pepe))
        assert await shown_as(house, line, unknown.conversation) == "Pepe Martínez"
        await unlink_customers(house.desk, TENANT, ANA, link)
        assert await shown_as(house, line, unknown.conversation) == ""


async def shown_as(house: House, line: Line, conversation: str) -> str | None:
    """The customer's name on its row, as the newest frame of touched rows has it."""
    await house.quiet()
    await house.clock.advance(1.1)
    await house.quiet()
    rows = [row for one in line.frames if one["op"] == "touched" for row in one["conversations"]]  # type: ignore[attr-defined]
    names = [row["customer"]["name"] for row in rows if row["id"] == conversation]
    return names[-1] if names else None
