"""The agent's telephone: his calls, calling out, and what is ordered in a call. Noted calls on outside telephones are
in `api.calls`."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter

from atiende.actions import calls_handling as handling
from atiende.actions import calls_monitoring as monitoring
from atiende.actions import calls_moving as moving
from atiende.actions import calls_placing as placing
from atiende.actions import hands
from atiende.actions import recordings as recording
from atiende.actions.calls_arriving import EMBEDDED
from atiende.api import phone_shapes as shapes
from atiende.api.asked import Asked
from atiende.api.call_views import MONITOR, MOST, calls_of, live_calls, seen
from atiende.api.customers import customer_for
from atiende.api.permissions import conversation_for, interaction_for, may_see_conversation, needs
from atiende.domain import documents as docs
from atiende.domain.call import VOICE, Call, Target
from atiende.domain.conversation import Conversation
from atiende.domain.errors import LookingOnly, NotAllowed, NotFound
from atiende.domain.flow_documents import Flow
from atiende.domain.voice import Media
from atiende.ports.views import Sight
from atiende.ports.voice import IceServers, SipAccounts

router = APIRouter(prefix="/api/v1/calls", tags=["calls"])

PLACE, COACH, BARGE = "call.place", "call.coach", "call.barge"
Answers = Annotated[Asked, needs("conversation.reply")]
Places = Annotated[Asked, needs(PLACE)]
Monitors = Annotated[Asked, needs(MONITOR)]
NEEDED = {"listen": MONITOR, "coach": COACH, "barge": BARGE, "take": BARGE, "off": MONITOR}


# --- what there is ----------------------------------------------------------------------------------------------------


@router.get("/mine", response_model=shapes.MyCalls)
async def list_my_calls(asked: Answers) -> shapes.MyCalls:
    """Those I am in or am being called into, and by what this centre telephones."""
    found = await seen(asked.desk, asked.views, asked.tenant, await calls_of(asked.reading, asked.viewer.user))
    engines = list(asked.desk.voice.engines)
    return shapes.MyCalls(
        items=[one.by(asked.viewer) for one in found],
        engines=engines,
        outside=any(name != EMBEDDED for name in engines) and PLACE in asked.viewer.permissions,
    )


@router.get("/live", response_model=shapes.CallList)
async def list_live_calls(asked: Monitors) -> shapes.CallList:
    """All that go on now and may be supervised."""
    visible = [one for one in await live_calls(asked.reading) if await _may_monitor(asked, one)]
    found = await seen(asked.desk, asked.views, asked.tenant, visible)
    return shapes.CallList(items=[one.by(asked.viewer) for one in found])


async def _may_monitor(asked: Asked, call: Call) -> bool:
    conversation = await asked.reading.get(Conversation, call.conversation)
    return conversation is not None and may_see_conversation(asked.viewer, conversation, MONITOR)


@router.get("/targets", response_model=shapes.TargetList)
async def list_targets(asked: Answers) -> shapes.TargetList:
    """To whom a call can go, besides numbers: colleagues with their state, queues with who waits and who is free."""
    people = [
        shapes.TargetShown(kind="agent", value=one.id, name=one.name, state=one.state)
        for one in await asked.views.floor.agents(asked.tenant)
        if one.id != asked.viewer.user
    ]
    sight = Sight(agent="", queues=None, brands=asked.viewer.brands)
    board = await asked.views.floor.board(asked.tenant, sight, asked.now)
    queues = [
        shapes.TargetShown(kind="queue", value=one.queue, name=one.name, waiting=one.waiting, free=one.agents_available)
        for one in board.queues
    ]
    return shapes.TargetList(items=[*people, *queues, *await _flows(asked)])


async def _flows(asked: Asked) -> list[shapes.TargetShown]:
    """Those that customers go through, in calls too."""
    found: list[shapes.TargetShown] = []
    for row in await asked.reading.where(docs.Document, {"kind": "flow"}, limit=MOST):
        body = None if row.retired else docs.read("flow", row.body)
        spoken = isinstance(body, Flow) and body.purpose == "service" and (not body.channels or VOICE in body.channels)
        if isinstance(body, Flow) and spoken and _granted(asked, body.brands):
            found.append(shapes.TargetShown(kind="flow", value=row.slug, name=body.name, name_es=body.name_es))
    return found


@router.get("/ice", response_model=shapes.LinesShown)
async def get_lines(asked: Answers) -> shapes.LinesShown:
    """How this page reaches the engines. Who only looks as somebody is no telephone of his, and gets no passwords."""
    if asked.viewer.by:
        raise LookingOnly()
    servers: list[shapes.IceServerShown] = []
    sip: shapes.SipAccountShown | None = None
    for engine in asked.desk.voice.engines.values():
        if isinstance(engine, IceServers):
            found = engine.ice(asked.tenant, asked.viewer.user)
            servers += [
                shapes.IceServerShown(urls=list(one.urls), username=one.username, credential=one.credential)
                for one in found
            ]
        if isinstance(engine, SipAccounts):
            account = await engine.account(asked.tenant, asked.viewer.user)
            sip = shapes.SipAccountShown.model_validate(account) if account else sip
    return shapes.LinesShown(ice_servers=servers, sip=sip)


@router.post("/dial", response_model=shapes.Dialled, status_code=201)
async def dial_call(asked: Places, wanted: shapes.DialWanted) -> shapes.Dialled:
    """Calls somebody: my own telephone first, then his."""
    if wanted.conversation:
        await conversation_for(asked, wanted.conversation, "conversation.reply")
    if wanted.customer:
        await customer_for(asked, wanted.customer)
    placed = placing.Placed(
        to=_target(wanted.to) if wanted.to else None,
        callback=wanted.callback,
        conversation=wanted.conversation,
        customer=wanted.customer,
        media=Media(video=wanted.video),
    )
    interaction = await placing.place_call(asked.desk, asked.tenant, asked.viewer.user, placed)
    call = await asked.reading.get(Call, interaction)
    return shapes.Dialled(interaction=interaction, conversation=call.conversation if call else wanted.conversation)


@router.post("/echo", response_model=shapes.EchoMade, status_code=201)
async def begin_echo(asked: Answers) -> shapes.EchoMade:
    """A leg on which one hears oneself, for some minutes."""
    leg = await placing.begin_echo(asked.desk, asked.tenant, asked.viewer.user)
    return shapes.EchoMade(leg=leg, engine=next(iter(asked.desk.voice.engines), ""))


@router.delete("/echo", status_code=204)
async def end_echo(asked: Answers) -> None:
    await placing.end_echo(asked.desk, asked.tenant, asked.viewer.user)


# --- in a call of mine ------------------------------------------------------------------------------------------------


async def _mine(asked: Asked, interaction: str) -> str:
    """A call I have no leg in does not exist for me, whoever may read its conversation. Raises NotFound."""
    call = await asked.reading.get(Call, interaction)
    if call is None or not asked.viewer.user or call.leg_of(asked.viewer.user) is None:
        raise NotFound(kind="call", id=interaction)
    return asked.viewer.user


@router.post("/{interaction_id}/hang_up", status_code=204)
async def leave_call(asked: Answers, interaction_id: str) -> None:
    """Ends my part of it; where nobody else is with the customer, the call."""
    who = await _mine(asked, interaction_id)
    await handling.hang_up(asked.desk, asked.tenant, who, interaction_id)


@router.post("/{interaction_id}/hold", status_code=204)
async def hold(asked: Answers, interaction_id: str, wanted: shapes.LegWanted) -> None:
    """He hears music and nobody hears him."""
    who = await _mine(asked, interaction_id)
    await handling.hold(asked.desk, asked.tenant, who, interaction_id, wanted.leg)


@router.post("/{interaction_id}/resume", status_code=204)
async def resume(asked: Answers, interaction_id: str, wanted: shapes.LegWanted) -> None:
    who = await _mine(asked, interaction_id)
    await handling.resume(asked.desk, asked.tenant, who, interaction_id, wanted.leg)


@router.post("/{interaction_id}/mute", status_code=204)
async def mute(asked: Answers, interaction_id: str, wanted: shapes.OnWanted) -> None:
    """Nobody hears me."""
    who = await _mine(asked, interaction_id)
    await handling.mute(asked.desk, asked.tenant, who, interaction_id, wanted.on)


@router.post("/{interaction_id}/keys", status_code=204)
async def press_keys(asked: Answers, interaction_id: str, wanted: shapes.KeysWanted) -> None:
    """For the menu of whoever was called."""
    who = await _mine(asked, interaction_id)
    await handling.press_keys(asked.desk, asked.tenant, who, interaction_id, wanted.digits)


@router.post("/{interaction_id}/consult", status_code=204)
async def consult(asked: Answers, interaction_id: str, wanted: shapes.ToWanted) -> None:
    """Somebody is called and spoken to aside; the customer hears music."""
    who = await _mine(asked, interaction_id)
    await moving.consult(asked.desk, asked.tenant, who, interaction_id, await _reachable(asked, wanted.to))


@router.post("/{interaction_id}/swap", status_code=204)
async def swap(asked: Answers, interaction_id: str) -> None:
    """From whom one speaks with aside to the customer, and back."""
    who = await _mine(asked, interaction_id)
    await moving.swap(asked.desk, asked.tenant, who, interaction_id)


@router.post("/{interaction_id}/conference", status_code=204)
async def conference(asked: Answers, interaction_id: str) -> None:
    """Everybody together."""
    who = await _mine(asked, interaction_id)
    await moving.conference(asked.desk, asked.tenant, who, interaction_id)


@router.post("/{interaction_id}/transfer", status_code=204)
async def transfer(asked: Answers, interaction_id: str, wanted: shapes.TransferWanted) -> None:
    """Blind, to a target; or the consultation becomes the call."""
    who = await _mine(asked, interaction_id)
    target = await _reachable(asked, wanted.to) if wanted.to else None
    await moving.transfer(asked.desk, asked.tenant, who, interaction_id, target, wanted.note)


@router.post("/{interaction_id}/drop", status_code=204)
async def drop(asked: Answers, interaction_id: str, wanted: shapes.DropWanted) -> None:
    """One of the others leaves."""
    who = await _mine(asked, interaction_id)
    await handling.drop_leg(asked.desk, asked.tenant, who, interaction_id, wanted.leg)


@router.post("/{interaction_id}/record", status_code=204)
async def record(asked: Answers, interaction_id: str, wanted: shapes.RecordWanted) -> None:
    """Off pauses it, on goes on; what the policy does not record at all stays so. A program with a key has no part in
    calls, and may do it in those of conversations it may answer."""
    if asked.viewer.user:
        await _mine(asked, interaction_id)
    else:
        await interaction_for(asked, interaction_id, "conversation.reply")
    pausing = recording.Pausing(on=wanted.on, why=wanted.why, seconds=wanted.seconds)
    await recording.pause_recording(asked.desk, asked.tenant, asked.viewer.actor, interaction_id, pausing)


@router.post("/{interaction_id}/hand", status_code=204)
async def ask_help(asked: Answers, interaction_id: str, wanted: shapes.HandWanted) -> None:
    """Asks a supervisor for help, or no longer."""
    who = await _mine(asked, interaction_id)
    call = await asked.reading.get(Call, interaction_id)
    assert call is not None  # just seen
    if wanted.on:
        await hands.raise_hand(asked.desk, asked.tenant, who, call.conversation, wanted.word)
    else:
        await hands.lower_hand(asked.desk, asked.tenant, who, call.conversation)


@router.post("/{interaction_id}/media", status_code=204)
async def set_media(asked: Answers, interaction_id: str, wanted: shapes.MediaWanted) -> None:
    """What I show besides: a camera, a screen."""
    who = await _mine(asked, interaction_id)
    shown = Media(video=wanted.video, screen=wanted.screen)
    await handling.media(asked.desk, asked.tenant, who, interaction_id, shown)


@router.post("/{interaction_id}/attach", status_code=204)
async def attach(asked: Answers, interaction_id: str) -> None:
    """Calls my telephone into it anew, after its connection broke."""
    who = await _mine(asked, interaction_id)
    await handling.attach(asked.desk, asked.tenant, who, interaction_id)


# --- somebody else's --------------------------------------------------------------------------------------------------


@router.post("/{interaction_id}/monitor", status_code=204)
async def monitor(asked: Monitors, interaction_id: str, wanted: shapes.MonitorWanted) -> None:
    """Listens, speaks to the agent alone, speaks with both, takes the call over, or leaves it."""
    call = await asked.reading.get(Call, interaction_id)
    if call is None or not call.open or not await _may_monitor(asked, call):
        raise NotFound(kind="call", id=interaction_id)
    needed = NEEDED[wanted.mode]
    if needed != MONITOR:
        try:
            await conversation_for(asked, call.conversation, needed)
        except NotFound:
            raise NotAllowed(permission=needed) from None
    who = asked.viewer.user
    if wanted.mode == "off":
        await monitoring.stop_monitoring(asked.desk, asked.tenant, who, interaction_id)
    else:
        await monitoring.monitor(asked.desk, asked.tenant, who, interaction_id, wanted.mode)


async def _reachable(asked: Asked, wanted: shapes.TargetWanted) -> Target:
    """A number is called on the centre's account, by whichever way; another company's queues are not there for who
    works for this one. Raises NotAllowed, NotFound."""
    if wanted.kind == "number" and not asked.viewer.covers(PLACE):
        raise NotAllowed(permission=PLACE)
    if wanted.kind == "queue":
        row = await asked.reading.get(docs.Document, "queue", wanted.value)
        body = docs.read("queue", row.body) if row is not None and not row.retired else None
        if not isinstance(body, docs.Queue) or not _granted(asked, [body.brand]):
            raise NotFound(kind="queue", id=wanted.value)
    return _target(wanted)


def _granted(asked: Asked, brands: Sequence[str]) -> bool:
    """Whether he works for one of these; none are all."""
    own = asked.viewer.brands
    return own is None or not brands or any(one in own for one in brands)


def _target(wanted: shapes.TargetWanted) -> Target:
    return Target(kind=wanted.kind, value=wanted.value)
