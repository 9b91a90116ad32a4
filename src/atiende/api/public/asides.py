"""What a widget says beside messages: signals, what was read, other ways than waiting, a copy, and the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from atiende.actions.delivery import note_receipt
from atiende.actions.offers import end_session
from atiende.actions.transcripts import send_transcript
from atiende.api.public import visitors
from atiende.api.public.other_ways import take_way
from atiende.api.public.said import Frame
from atiende.api.public.standing import is_open_chat
from atiende.ports.bus import Typing

if TYPE_CHECKING:
    from atiende.api.public.session import Session


async def typing(session: "Session", frame: Frame) -> None:
    if session.conversation and session.desk.load.allows("signals"):
        signal = Typing(conversation=session.conversation, who="customer", on=frame.on)
        await session.desk.bus.send(session.endpoint.tenant, signal)


async def seen(session: "Session", frame: Frame) -> None:
    """The visitor has read up to a position: our messages up to there are read."""
    if session.conversation and frame.position > session.read:
        unread = visitors.unread(session.desk, session.endpoint, session.conversation, frame.position)
        for message in await unread:
            await note_receipt(session.desk, session.endpoint.tenant, message, "read")
        session.read = frame.position


async def end(session: "Session", frame: Frame) -> None:
    for one in await session.all_work():
        if is_open_chat(one, session.endpoint.channel):
            actor = f"customer:{session.customer}"
            await end_session(session.desk, session.endpoint.tenant, one.id, "customer", actor)


async def other_way(session: "Session", frame: Frame) -> None:
    """Instead of waiting."""
    if session.work is not None:
        await take_way(session.desk, session.endpoint.tenant, session.work, frame)


async def transcript(session: "Session", frame: Frame) -> None:
    """A copy of this chat by e-mail."""
    if session.conversation:
        await send_transcript(session.desk, session.endpoint, session.conversation, frame.email)
        session.put({"op": "copied", "email": frame.email.strip()})


async def ping(session: "Session", frame: Frame) -> None:
    session.put({"op": "pong"})


ASIDES: Mapping[str, Callable[["Session", Frame], Awaitable[None]]] = {
    "typing": typing,
    "seen": seen,
    "end": end,
    "callback": other_way,
    "by_mail": other_way,
    "link": other_way,
    "transcript": transcript,
    "ping": ping,
}
