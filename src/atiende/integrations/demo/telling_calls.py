"""The demo centre's calls of the last hours, told by hand: two that were recorded and written down, a message that
somebody left, one passed on, one nobody took. Voices are synthetic; see tools/write_demo_calls.py.
"""

from dataclasses import replace
from functools import partial
from importlib.resources import files

import msgspec
from msgspec import Struct

from atiende.actions import consents, recordings
from atiende.actions.customers import edit_customer
from atiende.actions.passages import Talk, Voiced, end_transcript, keep_passages
from atiende.actions.queues import Switch, switch_queue
from atiende.actions.recording_files import shelve
from atiende.actions.voicemail import begin_message, recording_of_message
from atiende.domain.admission import CLOSED, NORMAL
from atiende.domain.call import Call
from atiende.domain.interaction import Interaction
from atiende.domain.recording import Answer, Recording
from atiende.integrations.demo.calling import block_nuisances
from atiende.integrations.demo.clockwork import MINUTE_MS, SECOND_MS
from atiende.integrations.demo.company import HELP_PHONE, PHONE
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.telephone import ENGINE, Ring, Telephone
from atiende.ports.speech import Speech
from atiende.ports.store import Change
from atiende.ports.voice import Recorded

NOTICE = {
    "es": "Esta llamada se graba para mejorar el servicio. Puede pedir una copia o que se borre.",
    "en": "This call is recorded to improve our service. You may ask for a copy, or to have it deleted.",
}
KEEP_DAYS = 90


class Spoken(Struct, frozen=True, kw_only=True):
    side: str
    start: int
    end: int
    text: str


class Tape(Struct, frozen=True, kw_only=True):
    """What stands beside a sound: see tools/write_demo_calls.py."""

    language: str
    duration_ms: int
    peak_ms: int
    peaks: str
    said: tuple[Spoken, ...]


class Told(Struct, frozen=True, kw_only=True):
    """A call, `ago` minutes before now. `answer` to being recorded; `agent` takes it, or calls back, where nobody is at
    work; `patience` in seconds."""

    ago: int
    agent: str
    name: str
    number: str
    reason: str
    tape: str = ""
    answer: Answer | None = None
    endpoint: str = PHONE
    onward: str = ""
    patience: int = 0


CALLS = (
    Told(ago=1870, agent="ana", name="Pilar Duarte", number="+34 619 730 552", reason="order"),
    Told(ago=1790, agent="emma", patience=52, name="Oliver Grant", number="+44 7911 640 277", reason="order"),
    Told(ago=1730, agent="luis", name="Andrés Molina", number="+34 628 114 906", reason="return"),
    Told(ago=1655, agent="luis", onward="ana", name="Rocío Bravo", number="+34 607 331 845", reason="plan"),
    Told(tape="factura", ago=190, agent="ana", name="Elena Rubio", number="+34 612 345 009", reason="payment",
         answer="informed"),
    Told(tape="delivery", ago=131, agent="ana", name="Harriet Cole", number="+44 7911 123 456", reason="order",
         answer="yes"),
    Told(ago=112, agent="luis", onward="emma", name="Tomás Arana", number="+34 633 870 214", reason="howto"),
    Told(ago=58, agent="emma", name="Blanca Soto", number="+34 655 201 733", reason="order"),
    Told(ago=41, agent="", patience=34, name="Gonzalo Paz", number="+34 644 018 592", reason="order"),
    Told(ago=16, agent="", patience=4, name="", number="+34 690 447 120", reason="order"),
)  # fmt: skip
MESSAGE = Told(
    tape="buzon", ago=76, agent="", name="Carmen Salas", number="+34 622 118 450", reason="howto", endpoint=HELP_PHONE
)
AWAY = {
    "es": "Estamos en una reunión de equipo. Deje un mensaje y le llamaremos.",
    "en": "We are in a team meeting. Leave a message and we will call you back.",
}


def tell_calls(life: Life, telephone: Telephone, people: dict[str, str], now: int) -> None:
    """Puts the calls on the agenda."""
    life.agenda.put(now - 26 * 60 * MINUTE_MS, partial(block_nuisances, life, people["marta"]))
    for told in CALLS:
        life.agenda.put(now - told.ago * MINUTE_MS, partial(_tell, life, telephone, people, told))
    message = _Message(life, telephone, people["marta"])
    life.agenda.put(now - (MESSAGE.ago + 1) * MINUTE_MS, message.close)
    life.agenda.put(now - MESSAGE.ago * MINUTE_MS, message.begin)
    life.agenda.put(now - (MESSAGE.ago - 2) * MINUTE_MS, message.open)


async def _tell(life: Life, telephone: Telephone, people: dict[str, str], told: Told) -> None:
    ring = Ring(
        number=told.number,
        name=told.name,
        endpoint=told.endpoint,
        agent=people.get(told.agent, ""),
        onward=people.get(told.onward, ""),
        patience_ms=told.patience * SECOND_MS,
        reason=told.reason,
    )
    if told.tape:
        taped = _Taped(life, told)
        ring.talk_ms, ring.connected, ring.ended = taped.tape.duration_ms, taped.begin, taped.end
    await telephone.arrive(ring)


def _tape(name: str) -> tuple[Tape, bytes]:
    folder = files("atiende.integrations.demo.calls")
    tape = msgspec.json.decode(folder.joinpath(f"{name}.json").read_bytes(), type=Tape)
    return tape, folder.joinpath(f"{name}.ogg").read_bytes()


class _Taped:
    """One that is recorded, because he was told or asked."""

    def __init__(self, life: Life, told: Told) -> None:
        self._life, self._told = life, told
        self.tape, self._sound = _tape(told.tape)
        self._recording = life.desk.ids.new("rec")

    async def begin(self, call: Call) -> None:
        desk, tenant, spoken = self._life.desk, self._life.tenant, self.tape.language
        work = await desk.store.reading(tenant).get(Interaction, call.interaction)
        assert work is not None  # it was just taken
        await edit_customer(desk, tenant, "demo", call.customer, {"language": spoken}, {})
        await desk.store.change(tenant, partial(self._record, call, work), at=desk.clock.now())

    def _record(self, call: Call, work: Interaction, change: Change) -> None:
        answer, language = self._told.answer, self.tape.language
        assert answer is not None  # nobody is recorded without being told
        given = consents.Answered(
            customer=call.customer,
            conversation=call.conversation,
            interaction=call.interaction,
            answer=answer,
            channel="voice",
            language=language,
            text=NOTICE[language],
            said="1" if answer == "yes" else "",
        )
        consents.note(self._life.desk, change, given)
        wanted = recordings.Start(
            recording=self._recording,
            interaction=call.interaction,
            conversation=call.conversation,
            customer=call.customer,
            brand=call.brand,
            queue=work.queue,
            engine=ENGINE,
            policy="opt_in" if answer == "yes" else "inform",
            keep_days=KEEP_DAYS,
            agent=work.agent or "",
        )
        recordings.start(change, wanted, "system")

    async def end(self, call: Call) -> None:
        await _keep(self._life, self._recording, self.tape, self._sound)


class _Message:
    """While nobody is there for a moment."""

    def __init__(self, life: Life, telephone: Telephone, supervisor: str) -> None:
        self._life, self._telephone, self._supervisor = life, telephone, supervisor
        self._tape, self._sound = _tape(MESSAGE.tape)

    async def close(self) -> None:
        await self._switch(CLOSED, AWAY)

    async def open(self) -> None:
        await self._switch(NORMAL, {})

    async def _switch(self, state: str, notice: dict[str, str]) -> None:
        wanted = Switch(state=state, notice=notice)
        await switch_queue(self._life.desk, self._life.tenant, self._supervisor, "technical", wanted)

    async def begin(self) -> None:
        ring = Ring(number=MESSAGE.number, name=MESSAGE.name, endpoint=MESSAGE.endpoint, begun=self._speak)
        await self._telephone.arrive(ring)

    async def _speak(self, call: Call) -> None:
        await begin_message(self._life.desk, self._life.tenant, call.interaction)
        self._life.agenda.put(self._life.clock.at + self._tape.duration_ms, partial(self._end, call))

    async def _end(self, call: Call) -> None:
        await self._telephone.hang_up(call)
        await _keep(self._life, recording_of_message(call.interaction), self._tape, self._sound)


async def _keep(life: Life, recording: str, tape: Tape, sound: bytes) -> None:
    """The engine hands it over, and it is written down."""
    desk, tenant = life.desk, life.tenant
    row = await desk.store.reading(tenant).get(Recording, recording)
    assert row is not None  # begun with the call
    quiet = replace(desk, sounds=None, transcriber=None)  # both are known
    fetched = await shelve(quiet, tenant, row, Recorded(content=sound, duration_ms=tape.duration_ms))
    peaks = bytes.fromhex(tape.peaks)
    await recordings.keep(quiet, tenant, row.id, msgspec.structs.replace(fetched, peaks=peaks))
    await recordings.forgotten(desk, tenant, row.id)
    talk = Talk(
        recording=recording,
        interaction=row.interaction,
        conversation=row.conversation,
        customer=row.customer,
        engine=ENGINE,
    )
    said = [
        Voiced(
            side=one.side,
            who=row.agent if one.side == "right" else "",
            speech=Speech(number=number, text=one.text, start_ms=one.start, end_ms=one.end, language=tape.language),
        )
        for number, one in enumerate(tape.said)
    ]
    await end_transcript(desk, tenant, talk, await keep_passages(desk, tenant, talk, said))
