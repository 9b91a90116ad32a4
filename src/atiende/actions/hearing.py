"""What a caller's keys, words and silence set going: in his flow, or in the queue where he waits."""

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import consents, settings_of
from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.calls_events import start_recording
from atiende.actions.conversations import interaction_of
from atiende.actions.errand_send import send
from atiende.actions.flow_effects import Here
from atiende.actions.flow_world import load
from atiende.actions.flows import MOST_TURNS, broken, take_step
from atiende.actions.knowledge import address_of
from atiende.actions.speaking import say
from atiende.actions.voicemail import file_message, forget_message, long_enough
from atiende.domain import documents as docs
from atiende.domain.call import Call, CallContent
from atiende.domain.call_texts import told
from atiende.domain.errors import Refusal, WrongState
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.missed import LeavingMessage
from atiende.domain.recording import Answer
from atiende.domain.spoken import Speaking
from atiende.flows import state as s
from atiende.flows.engine import PERSON
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading


class Pressed(Struct, frozen=True, kw_only=True):
    """In answer to what was said under `serial`: keys, or words a recognizer heard (`spoken`). `person`: he is to have
    one, whatever was asked."""

    serial: int
    text: str = ""
    spoken: bool = False
    person: bool = False


async def hear_answer(desk: Desk, tenant: str, interaction: str, pressed: Pressed) -> None:
    """His flow goes on. What answers something that was said before is not heard."""

    def decide(change: Change) -> None:
        session = _listening(change, interaction, pressed.serial)
        if session is None:
            return
        here = Here(desk, change, interaction)
        if session.turn >= MOST_TURNS[True]:
            broken(here, "turns")
            return
        said = s.Said(text=pressed.text, choice=PERSON if pressed.person else "", spoken=pressed.spoken)
        take_step(here, load(desk, change, session), said, "choice" if pressed.person else "said")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(FlowSession, (interaction,))])


async def hear_nothing(desk: Desk, tenant: str, interaction: str, serial: int) -> None:
    """He was asked, and pressed nothing."""

    def decide(change: Change) -> None:
        session = _listening(change, interaction, serial)
        if session is None or session.awaiting != "input":
            return
        here = Here(desk, change, interaction)
        asked = replace(load(desk, change, session), due=change.at)
        take_step(here, asked, s.Silence(), "silence")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(FlowSession, (interaction,))])


async def hear_message(desk: Desk, tenant: str, interaction: str) -> None:
    """He has spoken his message, or nothing: his flow goes on, or the call takes its leave."""

    def decide(change: Change) -> None:
        work, leaving = interaction_of(change, interaction), change.get(LeavingMessage, interaction)
        if leaving is None:
            return
        kept, session = long_enough(change, interaction), change.get(FlowSession, interaction)
        if session is not None and not session.outcome:
            here = Here(desk, change, interaction)
            take_step(here, load(desk, change, session), s.Said(text="", files=int(kept)), "said")
        elif kept:
            file_message(desk, change, work, leaving.queue)
            language = _language(change, interaction)
            say(change, interaction, language, told("message_kept", language), told("goodbye", language))
        if not kept:
            forget_message(change, work)

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction,))])


async def keep_place(desk: Desk, tenant: str, interaction: str) -> bool:
    """He would rather be called: his work becomes the call to make, at its place. False where that cannot be."""
    reading = desk.store.reading(tenant)
    content, work = await reading.get(CallContent, interaction), await reading.get(Interaction, interaction)
    if content is None or not content.number or work is None or work.state not in ("queued", "offered"):
        return False
    try:
        wanted = Wanted(number=content.number)
        await request_callback(desk, tenant, f"customer:{work.customer}", interaction, wanted)
    except Refusal:
        return False
    return True


async def send_link(desk: Desk, tenant: str, interaction: str, language: str) -> bool:
    """The help centre's address by another channel; he waits on, at his place. False where he has no other address."""
    reading = desk.store.reading(tenant)
    work = await reading.get(Interaction, interaction)
    link = await link_for(desk, reading, work, language) if work is not None else ""
    if work is None or not link:
        return False
    asked: dict[str, s.Value] = {
        "errand": f"{interaction}.link",
        "conversation": work.conversation,
        "text": link,
        "on_channel": work.channel,
    }
    try:
        return (await send(desk, tenant, asked)).result == "ok"
    except WrongState:
        return False


async def link_for(desk: Desk, reading: Reading, work: Interaction, language: str) -> str:
    """The queue's own, else the brand's help centre; empty where there is neither."""
    row = await reading.get(docs.Document, "queue", work.queue)
    body = docs.read("queue", row.body) if row is not None else None
    if isinstance(body, docs.Queue) and body.deflection.link:
        return body.deflection.link
    row = await reading.get(docs.Document, "brand", work.brand)
    brand = docs.read("brand", row.body) if row is not None else None
    return address_of(desk, work.brand, brand, language) if isinstance(brand, docs.Brand) else ""


class Notified(Struct, frozen=True, kw_only=True):
    """A recording notice as it was said, and what came of it: informed, yes or no. `key`: by which he said so."""

    answer: Answer
    text: str
    language: str
    key: str = ""


async def note_notice(desk: Desk, tenant: str, interaction: str, notified: Notified) -> None:
    """Kept as proof; it decides whether the call may be recorded."""

    def decide(change: Change) -> None:
        work = interaction_of(change, interaction)
        answered = consents.Answered(
            customer=work.customer,
            conversation=work.conversation,
            interaction=interaction,
            answer=notified.answer,
            channel=work.channel,
            language=notified.language,
            text=notified.text,
            said=notified.key,
        )
        consents.note(desk, change, answered)
        call = change.get(Call, interaction)
        if call is not None and call.open and any(one.role == "agent" and one.connected for one in call.legs):
            start_recording(desk, change, call)

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction,))])


async def choices_now(reading: Reading, interaction: str) -> tuple[tuple[str, str], ...]:
    """(key, what it means) of the menu a caller hears now: for a page that can show it."""
    speaking, session = await reading.get(Speaking, interaction), await reading.get(FlowSession, interaction)
    asked = session is not None and not session.outcome and session.awaiting == "input"
    return speaking.keys if asked and speaking is not None else ()


def _listening(change: Change, interaction: str, serial: int) -> FlowSession | None:
    row, speaking = change.get(FlowSession, interaction), change.get(Speaking, interaction)
    alive = row is not None and not row.outcome and row.awaiting != "person"
    return row if alive and speaking is not None and speaking.serial == serial else None


def _language(change: Change, interaction: str) -> str:
    speaking = change.get(Speaking, interaction)
    if speaking is not None:
        return speaking.language
    return settings_of.brand_of(change, interaction_of(change, interaction).brand).language
