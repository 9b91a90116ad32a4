"""Calls over the API: whose they are, who may supervise them, and of whom an agent is told."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from fastapi import FastAPI

from atiende.api.hub import AgentSocket
from atiende.api.on_calls import OnCalls
from atiende.api.outbox import Outbox
from atiende.api.who import Viewer
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import Call, CallContent
from atiende.domain.conversation import Conversation
from atiende.domain.message import MessageContent
from atiende.domain.recording import Recording
from atiende.ports.bus import Quality, ToPage
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.views import Sight
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.api.people import NORTH, SOUTH, Browser, key_for, signed_in, stranger, writes

VERBS: Sequence[tuple[str, dict[str, object]]] = (
    ("hang_up", {}),
    ("hold", {}),
    ("resume", {}),
    ("mute", {"on": True}),
    ("keys", {"digits": "1"}),
    ("consult", {"to": {"kind": "queue", "value": "support"}}),
    ("swap", {}),
    ("conference", {}),
    ("transfer", {"to": {"kind": "queue", "value": "support"}}),
    ("drop", {"leg": "leg_1"}),
    ("record", {"on": False}),
    ("hand", {"on": True}),
    ("media", {"video": False, "screen": False}),
    ("attach", {}),
)
NUMBER = "+34600111222"


@pytest.fixture
async def call(app: FastAPI, desk: Desk) -> str:
    """Pepe has called, and Ana has him."""
    return await calls(desk)


async def calls(desk: Desk, endpoint: str = "web") -> str:
    conversation = await writes(desk, NORTH, "pepe", endpoint=endpoint)
    interaction, leg = desk.ids.new("itr"), desk.ids.new("leg")

    def decide(change: Change) -> None:
        row = change.get(Conversation, conversation)
        assert row is not None
        arrived = f.CallArrived(
            interaction=interaction,
            conversation=conversation,
            customer=row.customer,
            brand=row.brand,
            endpoint="line",
            engine="fake",
            leg=leg,
            up=True,
            attestation="A",
        )
        queued = f.InteractionQueued(
            interaction=interaction,
            conversation=conversation,
            customer=row.customer,
            brand=row.brand,
            channel="voice",
            queue=row.queue,
            since=change.at,
            endpoint="line",
        )
        taken = f.InteractionTaken(
            interaction=interaction, conversation=conversation, agent=NORTH.user("ana"), channel="voice"
        )
        change.record(arrived, queued, taken, actor="system:test")
        change.put(CallContent(interaction=interaction, customer=row.customer, number=NUMBER))
        for one in _call(change, interaction).of("agent"):
            change.record(f.LegConnected(interaction=interaction, leg=one.id), actor="system:test")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return interaction


def _call(change: Change, interaction: str) -> Call:
    found = change.get(Call, interaction)
    assert found is not None
    return found


async def test_an_agent_sees_his_calls_and_nobody_elses(call: str, ana: Browser, luis: Browser) -> None:
    (mine,) = (await ana.get("/calls/mine")).json()["items"]
    assert (mine["interaction"], mine["number"], mine["attestation"], mine["state"]) == (call, NUMBER, "A", "talking")
    assert {one["leg"]: one["role"] for one in mine["legs"]}[mine["my_leg"]] == "agent"
    assert (await luis.get("/calls/mine")).json()["items"] == []


async def test_nobody_orders_in_a_call_that_is_not_his(call: str, luis: Browser, marta: Browser) -> None:
    """The administrator may read everything, and yet has no place in it."""
    for verb, body in VERBS:
        for browser in (luis, marta):
            answer = await browser.post(f"/calls/{call}/{verb}", body)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), verb


async def test_another_centre_finds_no_such_call(app: FastAPI, desk: Desk, call: str) -> None:
    async with signed_in(app, desk, SOUTH, "marta") as intruder:
        assert (await intruder.post(f"/calls/{call}/monitor", {"mode": "listen"})).status_code == 404
        assert (await intruder.get("/calls/live")).json()["items"] == []


async def test_what_is_ones_own_is_done(call: str, ana: Browser, desk: Desk) -> None:
    assert (await ana.post(f"/calls/{call}/mute", {"on": True})).status_code == 204
    found = await desk.store.reading(NORTH.tenant).get(Call, call)
    assert found is not None and [one.muted for one in found.of("agent")] == [True]
    assert (await ana.post(f"/calls/{call}/hold", {})).status_code == 204
    (mine,) = (await ana.get("/calls/mine")).json()["items"]
    assert mine["state"] == "held"


async def test_supervising_is_for_those_who_may(call: str, ana: Browser, luis: Browser, eva: Browser) -> None:
    assert (await luis.get("/calls/live")).status_code == 403
    assert (await ana.post(f"/calls/{call}/monitor", {"mode": "listen"})).status_code == 403
    assert [one["interaction"] for one in (await eva.get("/calls/live")).json()["items"]] == [call]
    assert (await eva.post(f"/calls/{call}/monitor", {"mode": "coach"})).status_code == 204
    (mine,) = (await ana.get("/calls/mine")).json()["items"]
    assert [one["role"] for one in mine["legs"]] == ["customer", "agent", "supervisor"]


def _socket(user: str, *permissions: str, board: bool = False) -> tuple[AgentSocket, list[bytes]]:
    """One whose outbox only keeps."""
    sent: list[bytes] = []
    viewer = Viewer(
        tenant=NORTH.tenant,
        user=user,
        key="",
        name=user,
        role="agent",
        locale="es",
        permissions=dict.fromkeys(permissions, "all"),
        brands=None,
        reach=(),
        sight=Sight(agent=user, queues=None, brands=None),
    )
    socket = AgentSocket(viewer, cast(Outbox, SimpleNamespace(put=sent.append)))
    socket.board = board
    return socket, sent


def _views(sent: Sequence[bytes]) -> list[Any]:
    return [msgspec.json.decode(one)["call"] for one in sent]


async def test_who_listens_unannounced_is_seen_by_supervisors_alone(call: str, desk: Desk) -> None:
    ana, to_ana = _socket(NORTH.user("ana"))
    eva, to_eva = _socket(NORTH.user("eva"), "call.monitor", board=True)
    other, to_other = _socket(NORTH.user("luis"))
    tabs = {one.viewer.user: {one} for one in (ana, eva, other)}
    assert isinstance(desk.store, SqlStore)
    views = SqlViews(desk.store)
    calls = OnCalls(desk, views, NORTH.tenant, tabs)
    await calls.begin()
    await _listens(desk, call, calls, announced=False)
    assert [one["role"] for one in _views(to_ana)[-1]["legs"]] == ["customer", "agent"]
    assert _views(to_ana)[-1]["monitors"] == []
    assert [one["by"]["id"] for one in _views(to_eva)[-1]["monitors"]] == [NORTH.user("eva")]
    assert to_other == []


async def test_one_who_is_announced_is_seen_by_the_agent(call: str, desk: Desk) -> None:
    ana, to_ana = _socket(NORTH.user("ana"))
    assert isinstance(desk.store, SqlStore)
    tabs = {NORTH.user("ana"): {ana}}
    calls = OnCalls(desk, SqlViews(desk.store), NORTH.tenant, tabs)
    await calls.begin()
    await _listens(desk, call, calls, announced=True)
    assert [one["mode"] for one in _views(to_ana)[-1]["monitors"]] == ["listen"]


async def _listens(desk: Desk, interaction: str, calls: OnCalls, *, announced: bool) -> None:
    eva, leg = NORTH.user("eva"), desk.ids.new("leg")

    def decide(change: Change) -> tuple[f.AnyFact, ...]:
        found = _call(change, interaction)
        (agent,) = found.of("agent")
        facts = (
            f.LegDialled(
                interaction=interaction, leg=leg, role="supervisor", kind="agent", room="alone", until=1, user=eva
            ),
            f.CallMonitored(
                interaction=interaction,
                conversation=found.conversation,
                leg=leg,
                of=agent.id,
                by=eva,
                mode="listen",
                announced=announced,
            ),
            f.LegConnected(interaction=interaction, leg=leg),
        )
        change.record(*facts, actor="system:test")
        return facts

    for fact in await desk.store.change(NORTH.tenant, decide, at=desk.clock.now()):
        calls.note(fact)
    await calls.tell()


async def test_nobody_in_a_call_is_told_how_well_somebody_hears_who_listens_unannounced(call: str, desk: Desk) -> None:
    """Nor does one who supervises others see by whom he is listened to himself."""
    ana, to_ana = _socket(NORTH.user("ana"), "call.monitor", board=True)
    assert isinstance(desk.store, SqlStore)
    calls = OnCalls(desk, SqlViews(desk.store), NORTH.tenant, {NORTH.user("ana"): {ana}})
    await calls.begin()
    ana.board = False
    await _listens(desk, call, calls, announced=False)
    assert [one["role"] for one in _views(to_ana)[-1]["legs"]] == ["customer", "agent"]
    found = await desk.store.reading(NORTH.tenant).get(Call, call)
    assert found is not None
    to_ana.clear()
    for one in found.legs:
        calls.hear(Quality(interaction=call, leg=one.id, who="", loss_pct=1.0, jitter_ms=2.0))
    told = [msgspec.json.decode(one)["leg"] for one in to_ana]
    assert told == [one.id for one in found.legs if one.role != "supervisor"]


async def test_who_only_listens_orders_nothing_in_the_call(call: str, eva: Browser, desk: Desk) -> None:
    """Listening to a call is no right to hold it, or to send the customer away."""
    assert (await eva.post(f"/calls/{call}/monitor", {"mode": "listen"})).status_code == 204
    before = await desk.store.reading(NORTH.tenant).get(Call, call)
    assert before is not None and before.customer_leg is not None
    for verb, body in (
        ("hold", {}),
        ("resume", {"leg": before.customer_leg.id}),
        ("drop", {"leg": before.customer_leg.id}),
        ("keys", {"digits": "1"}),
        ("consult", {"to": {"kind": "agent", "value": NORTH.user("luis")}}),
        ("conference", {}),
        ("swap", {}),
        ("transfer", {"to": {"kind": "queue", "value": "support"}}),
    ):
        answer = await eva.post(f"/calls/{call}/{verb}", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours"), (verb, answer.text)
    assert await desk.store.reading(NORTH.tenant).get(Call, call) == before
    assert (await eva.post(f"/calls/{call}/hang_up")).status_code == 204


async def test_numbers_are_called_only_by_those_who_may_by_whichever_way(app: FastAPI, desk: Desk, call: str) -> None:
    to = {"to": {"kind": "number", "value": "+34600333444"}}

    def decide(change: Change) -> None:
        role = docs.Role(name="Solo chat", permissions={"conversation.read": "all", "conversation.reply": "all"})
        published = f.DocumentPublished(kind="role", slug="chat", version=1, body=docs.write(role))
        ability = f.Ability(role="chat", teams=("first",), languages={"es": 5}, brands=("main",))
        change.record(published, f.UserChanged(user=NORTH.user("ana"), ability=ability), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    async with signed_in(app, desk, NORTH, "ana") as ana:
        for verb, body in (("consult", to), ("transfer", to)):
            answer = await ana.post(f"/calls/{call}/{verb}", body)
            assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), answer.text
        answer = await ana.post(f"/calls/{call}/consult", {"to": {"kind": "agent", "value": NORTH.user("luis")}})
        assert answer.status_code == 204, answer.text


async def test_who_looks_as_somebody_gets_no_password_of_his(marta: Browser, ana: Browser) -> None:
    assert (await ana.get("/calls/ice")).status_code == 200
    assert (await marta.post(f"/users/{NORTH.user('ana')}/view-as")).status_code == 200
    answer = await marta.get("/calls/ice")
    assert (answer.status_code, answer.json()["code"]) == (403, "looking_only")


async def test_a_call_that_is_his_no_more_is_over_for_him(call: str, desk: Desk) -> None:
    ana, to_ana = _socket(NORTH.user("ana"))
    assert isinstance(desk.store, SqlStore)
    tabs = {NORTH.user("ana"): {ana}}
    calls = OnCalls(desk, SqlViews(desk.store), NORTH.tenant, tabs)
    await calls.begin()

    def decide(change: Change) -> f.AnyFact:
        (agent,) = _call(change, call).of("agent")
        ended = f.LegEnded(interaction=call, leg=agent.id, role="agent", cause="normal", user=agent.user)
        change.record(ended, actor="system:test")
        return ended

    calls.note(await desk.store.change(NORTH.tenant, decide, at=desk.clock.now()))
    await calls.tell()
    assert [(one["state"], one["my_leg"]) for one in _views(to_ana)] == [("ended", "")]


async def test_what_an_engine_says_reaches_only_whose_page_it_is(call: str, desk: Desk) -> None:
    ana, to_ana = _socket(NORTH.user("ana"))
    luis, to_luis = _socket(NORTH.user("luis"))
    tabs = {one.viewer.user: {one} for one in (ana, luis)}
    assert isinstance(desk.store, SqlStore)
    calls = OnCalls(desk, SqlViews(desk.store), NORTH.tenant, tabs)
    await calls.begin()
    calls.hear(ToPage(leg="leg_1", who=NORTH.user("ana"), body="{}"))
    calls.hear(Quality(interaction=call, leg="leg_1", who=NORTH.user("ana"), loss_pct=1.0, jitter_ms=2.0))
    assert [msgspec.json.decode(one)["op"] for one in to_ana] == ["voice", "quality"]
    assert to_luis == []


async def test_a_program_pauses_what_is_recorded_and_ends_its_own_pause_only(
    app: FastAPI, call: str, ana: Browser, desk: Desk
) -> None:
    """A page where a card is typed says so, by the company's own program."""
    await _is_recorded(desk, call)
    path = f"/api/v1/calls/{call}/record"
    asks = {"on": False, "why": "form", "seconds": 120}
    async with stranger(app) as http:
        for scopes, status in (({"conversation.read": "all"}, 403), (_ANSWERS | {"conversation.read": "all"}, 204)):
            headers = {"Authorization": f"Bearer {await key_for(desk, NORTH, scopes)}"}
            assert (await http.post(path, json=asks, headers=headers)).status_code == status
        assert (await ana.post(f"/calls/{call}/record", {"on": False})).status_code == 204
        assert await _pauses(desk, call) == ["agent", "form"]
        assert (await http.post(path, json={"on": True, "why": "form"}, headers=headers)).status_code == 204
        assert await _pauses(desk, call) == ["agent"]
        assert (await http.post(path, json=asks | {"seconds": 99_999}, headers=headers)).status_code == 422
    assert (await ana.post(f"/calls/{call}/record", {"on": True})).status_code == 204
    assert await _pauses(desk, call) == []


_ANSWERS = {"conversation.reply": "all"}


async def _is_recorded(desk: Desk, interaction: str) -> None:
    def decide(change: Change) -> None:
        found = _call(change, interaction)
        told = f.ConsentAnswered(
            consent="cst_1",
            customer=found.customer,
            conversation=found.conversation,
            interaction=interaction,
            answer="informed",
            channel="voice",
            language="es",
            version="1",
        )
        started = f.RecordingStarted(
            recording="rec_1",
            interaction=interaction,
            conversation=found.conversation,
            customer=found.customer,
            brand=found.brand,
            queue="support",
            engine="fake",
            basis="inform",
            keep_days=30,
        )
        change.record(told, started, actor="system:test")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def _pauses(desk: Desk, interaction: str) -> list[str]:
    (found,) = await desk.store.reading(NORTH.tenant).where(Recording, {"interaction": interaction})
    return sorted(one.why for one in found.pauses)


async def test_another_companys_calls_and_queues_are_not_there(
    call: str, ana: Browser, eva: Browser, desk: Desk
) -> None:
    """One centre works for two companies, and these people for one of them."""
    shown = {one["value"] for one in (await ana.get("/calls/targets")).json()["items"] if one["kind"] == "queue"}
    assert shown == {"support", "sales"}
    for verb in ("consult", "transfer"):
        answer = await ana.post(f"/calls/{call}/{verb}", {"to": {"kind": "queue", "value": "elsewhere"}})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), verb
    others = await calls(desk, "far")
    assert (await eva.post(f"/calls/{others}/monitor", {"mode": "listen"})).status_code == 404
    assert others not in [one["interaction"] for one in (await eva.get("/calls/live")).json()["items"]]


async def test_a_call_is_passed_on_with_a_word_for_colleagues(call: str, ana: Browser, desk: Desk) -> None:
    wanted = {"to": {"kind": "queue", "value": "sales"}, "note": "Espera su abono desde abril"}
    assert (await ana.post(f"/calls/{call}/transfer", wanted)).status_code == 204
    found = await desk.store.reading(NORTH.tenant).where(MessageContent, {})
    assert "Espera su abono desde abril" in [one.text for one in found]
