"""AT-23 over a real Asterisk: who gives up is called back once, at the place he had, with what the call was about; and
a message he leaves instead is work with his voice in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from atiende.actions.calls_placing import Placed, place_call
from atiende.actions.missed import missed_calls, recovery_of
from atiende.actions.offers import accept_offer
from atiende.actions.presence import choose_state
from atiende.actions.recording_files import open_recording
from atiende.actions.telephony import desk_password
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.telephones.telephone import Telephone
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.recording import Recording
from atiende.domain.voice_documents import QueueVoice
from tests.doubles.exchange import sides
from tests.journeys.calls.test_scenario_at02_by_telephone import pepe_is_known
from tests.live.voice.real_centre import MOBILE, NUMBER, AtTelephone, RealCentre, real_centre

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
SAID = {"Gracias por esperar": "c", "Hable tras la señal": "d", "adiós": "f"}
MESSAGES: dict[str, object] = {
    "name": "Buzón",
    "start": "message",
    "nodes": {
        "message": {"type": "voicemail", "text": {"es": "Hable tras la señal.", "en": "Speak after the tone."},
                    "queue": "main", "seconds": 60, "next": "end", "failed": "end"},
        "end": {"type": "end", "text": {"es": "Gracias, adiós.", "en": "Thank you, goodbye."}},
    },
}  # fmt: skip


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[RealCentre]:
    async with real_centre(tmp_path, SAID, by_telephone=True) as made:
        row = await made.desk.store.reading(made.tenant).get(docs.Document, "queue", "main")
        assert row is not None
        queue = docs.read("queue", row.body)
        assert isinstance(queue, docs.Queue)
        await made.publish(
            "queue", "main", structs.replace(queue, wrap_up_seconds=0, voice=QueueVoice(recall_after_seconds=0))
        )
        await made.desk.store.change(made.tenant, pepe_is_known, at=made.desk.clock.now())
        made.since = await made.desk.store.head(made.tenant)
        yield made


async def gives_up(centre: RealCentre) -> None:
    """He waits, hears that he does, and hangs up."""
    assert centre.outside is not None
    before = len(await centre.facts(f.CallMissed))
    talk = await centre.outside.call(NUMBER, MOBILE)
    await centre.listens(AtTelephone(talk), "Gracias por esperar")
    talk.hang_up()

    async def missed() -> bool:
        return len(await centre.facts(f.CallMissed)) > before

    await centre.until(missed)


async def work(centre: RealCentre, **state: str) -> list[Interaction]:
    rows = await centre.desk.store.reading(centre.tenant).where(Interaction, dict(state))
    return sorted(rows, key=lambda one: one.since)


@pytest.mark.scenario
async def test_at23_a_lost_call_is_called_back_once_before_whoever_came_later(centre: RealCentre) -> None:
    outside, asterisk, me = centre.outside, centre.asterisk, centre.server.admin.id
    assert outside is not None and asterisk is not None
    await gives_up(centre)
    later = AtTelephone(await outside.call(NUMBER, "+34600333444"))
    await centre.listens(later, "Gracias por esperar")
    await gives_up(centre)
    owed = await missed_calls(centre.desk, centre.tenant, 0, None)
    (callback,) = {one.callback for one in owed}
    assert (len(owed), len({one.conversation for one in owed})) == (2, 1), "two calls, one matter, one call back"

    outside.tone = "a"
    phone = await Telephone(
        (LOOPBACK, asterisk.sip), me, desk_password(centre.desk.keys, centre.tenant, me, 0), "b"
    ).open()
    try:
        await phone.register()
        await choose_state(centre.desk, centre.tenant, me, "available")
        offer = await offered(centre, me)
        assert offer.interaction == callback, "the place he had goes before whoever came later"
        await accept_offer(centre.desk, centre.tenant, me, offer.id)
        await place_call(centre.desk, centre.tenant, me, Placed(callback=callback))
        await hear_each_other(centre, phone, outside)
        phone.talk.hang_up()

        async def settled() -> bool:
            return (await recovery_of(centre.desk, centre.tenant, 0, None)).recovered == 1

        await centre.until(settled)
        told = await recovery_of(centre.desk, centre.tenant, 0, None)
        assert (told.missed, told.rate) == (1, 1.0)
        assert not [one for one in await work(centre, state="queued") if one.channel == "callback"]
        later.talk.hang_up()
    finally:
        phone.close()


async def offered(centre: RealCentre, agent: str) -> Offer:
    found: list[Offer] = []

    async def there() -> bool:
        found[:] = await centre.desk.store.reading(centre.tenant).where(Offer, {"agent": agent, "state": "made"})
        return bool(found)

    await centre.until(there)
    return found[0]


async def hear_each_other(centre: RealCentre, phone: Telephone, outside: Telephone) -> None:
    async def both() -> bool:
        if not phone.talks or phone.talk.state != "up":
            return False
        return phone.talk.heard() == {"a"} and any(one.heard() == {"b"} for one in outside.talks.values())

    await centre.until(both)


async def test_a_message_after_the_tone_is_work_with_his_voice_in_it(centre: RealCentre) -> None:
    assert centre.outside is not None and centre.asterisk is not None
    await centre.flow(msgspec.convert(MESSAGES, Flow))
    centre.outside.tone = "e"
    caller = AtTelephone(await centre.outside.call(NUMBER, MOBILE))
    await centre.listens(caller, "Hable tras la señal")
    engine = centre.desk.voice.engines["asterisk"]

    async def recorded() -> bool:
        return bool((await engine.census()).recordings)

    await centre.until(recorded)
    until = centre.desk.clock.elapsed() + 2

    async def spoken() -> bool:
        return centre.desk.clock.elapsed() > until

    await centre.until(spoken)
    caller.press("#")
    await centre.listens(caller, "adiós")

    async def kept() -> bool:
        return bool(await centre.desk.store.reading(centre.tenant).where(Recording, {"state": "kept"}))

    await centre.until(kept)
    (left,) = await work(centre, state="queued")
    assert (left.channel, left.queue, left.direction) == ("callback", "main", "out")
    (recording,) = await centre.desk.store.reading(centre.tenant).where(Recording, {})
    heard, _ = sides(await open_recording(centre.desk, centre.tenant, recording.id))
    assert sum(one == {"e"} for one in heard) >= 10, "a second of his voice at least"
