"""While the object store is away, what carries a file is refused in one's language and nothing of it is kept; the rest
goes on; and it is taken when the store is back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import Raw, keep_raw
from atiende.api.problems import STATUS, text
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.objects import Access, ObjectShelf
from atiende.blobs.sealed import SealedBlobs
from atiende.domain.errors import FilesAway
from atiende.domain.message import MessageContent
from atiende.domain.work import Ingress
from atiende.ports.desk import Desk
from atiende.reactors.intake import IntakeReactor
from tests.doubles.s3 import BUCKET, KEY_ID, S3, SECRET
from tests.fakes import KEY, VirtualClock, open_desk
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import Restless, World, channels
from tests.journeys.upkeep.kept_world import say


@pytest.fixture
async def s3() -> AsyncIterator[S3]:
    async with S3.running() as store:
        yield store


@pytest.fixture
async def desk(tmp_path: Path, s3: S3) -> AsyncIterator[Desk]:
    access = Access(endpoint=s3.endpoint, key_id=KEY_ID, secret=SECRET)
    async with open_desk(tmp_path, channels=channels()) as opened:
        kept = replace(opened, blobs=SealedBlobs(ObjectShelf(f"s3://{BUCKET}", access), SecretKeyring(KEY)))
        await World(kept).open()
        yield kept


async def texts(desk: Desk) -> set[str]:
    return {row.text for row in await desk.store.reading(TENANT).where(MessageContent, {})}


async def test_what_carries_a_file_is_refused_and_the_rest_goes_on(desk: Desk, s3: S3) -> None:
    s3.faults.status, s3.faults.times = 500, 1000
    with pytest.raises(FilesAway) as refused:
        await say(desk, 1, file=b"a file")
    await say(desk, 2)
    assert await texts(desk) == {"Hola 2"}
    assert STATUS[refused.value.code] == 503
    assert text("es", "files_away.title", {}) == "No se llega a los archivos"

    s3.faults.times = 0
    await say(desk, 1, file=b"a file")
    assert await texts(desk) == {"Hola 1", "Hola 2"}


async def test_a_mail_is_not_acknowledged_then_and_one_kept_before_waits_for_its_bytes(desk: Desk, s3: S3) -> None:
    endpoint = await open_endpoint(desk, TENANT, "mail")
    assert endpoint is not None
    mail = Raw(origin="1", content=b"one", envelope={"origin": "1", "from": "pepe@example.test"})
    await keep_raw(desk, endpoint, mail)
    s3.faults.status, s3.faults.times = 500, 1000
    with pytest.raises(FilesAway):
        await keep_raw(desk, endpoint, Raw(origin="2", content=b"two", envelope=dict(mail.envelope)))
    (waiting,) = await desk.store.reading(TENANT).where(Ingress, {})
    assert isinstance(desk.clock, VirtualClock)
    intake = IntakeReactor(replace(desk, clock=Restless(desk.clock)))
    await intake.drain()
    assert (await desk.store.reading(TENANT).where(Ingress, {}))[0].state == "waiting"

    s3.faults.times = 0
    await intake.drain()
    assert [row.state for row in await desk.store.reading(TENANT).where(Ingress, {})] == ["applied"]
    assert waiting.origin == "1" and await texts(desk) == {"one"}
