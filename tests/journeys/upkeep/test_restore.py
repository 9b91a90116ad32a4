"""What is put back: everything, or nothing and one sentence. And nobody gets twice what left after the backup."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende import beginning, wiring
from atiende.actions.held import Hold, hold_reply
from atiende.actions.intake import Taken
from atiende.actions.replies import Reply, order_resend, send_reply
from atiende.api.problems import texts as catalogue
from atiende.beginning import OtherFiles, accept, shelf_of
from atiende.bench.servers.postgres import Postgres
from atiende.bus.system import SystemClock, SystemIds
from atiende.domain.message import Draft, HeldReply, Message
from atiende.store import dumping, snapshot
from atiende.store.migrate import HalfRestored
from atiende.upkeep.backup import Wanted, back_up, keys_of, place_of
from atiende.upkeep.manifest import read_manifest, sealed
from atiende.upkeep.restore import Asked, recovered, restore
from atiende.upkeep.words import Trouble
from tests.fakes import VirtualClock, open_desk
from tests.journeys.small_centre import ANA, TENANT
from tests.journeys.small_world import World, channels
from tests.journeys.upkeep.kept_world import Kept, centre, say, settings_in
from tests.proof import proven


@pytest.fixture
def empty_url(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as url:
        yield url


async def test_what_was_on_its_way_is_unconfirmed_and_never_sent_twice(kept: Kept) -> None:
    async with open_desk(kept.settings.data_dir, url=kept.settings.database_url, channels=channels()) as desk:
        world = World(desk)
        await world.open()
        taken = await world.write("pepe", 1, endpoint="mail")
        assert isinstance(taken, Taken)
        conversation = taken.conversation
        world.post.outcomes = ["killed"]
        sent = (await send_reply(desk, TENANT, ANA, conversation, Reply(client_id="1", text="primero"))).id
        await world.step()
        written = (await send_reply(desk, TENANT, ANA, conversation, Reply(client_id="2", text="segundo"))).id
        moment = desk.clock.now() + 60_000
        await hold_reply(
            desk, TENANT, ANA, conversation, Reply(client_id="3", text="tercero"), Hold(until=moment, why="scheduled")
        )
        await back_up(kept.settings, Wanted(to=str(kept.place)))

    await restore(kept.empty, Asked(place=str(kept.place)))
    clock = VirtualClock(SystemClock().now() + 60_000)
    async with open_desk(kept.empty.data_dir, url=kept.empty.database_url, channels=channels(), clock=clock) as desk:
        world = World(desk)
        await world.guard.begin()
        await world.pass_time(120)
        read = desk.store.reading(TENANT)
        states = [message.status for message in await read.many(Message, [(sent,), (written,)])]
        assert (states, world.post.sent) == (["unconfirmed", "unconfirmed"], [])
        assert await read.where(HeldReply, {}) == []
        (draft,) = await read.where(Draft, {})
        assert draft.text == "tercero"

        await order_resend(desk, TENANT, ANA, written)
        await world.step()
        assert world.post.sent == [written]
        assert await proven(desk.store, TENANT) == []


async def test_the_same_for_a_database_put_back_by_other_means(small: Kept) -> None:
    async with open_desk(small.settings.data_dir, url=small.settings.database_url, channels=channels()) as desk:
        world = World(desk)
        await world.open()
        taken = await world.write("pepe", 1, endpoint="mail")
        assert isinstance(taken, Taken)
        written = (await send_reply(desk, TENANT, ANA, taken.conversation, Reply(client_id="1", text="uno"))).id
    await recovered(small.settings)
    await recovered(small.settings)
    async with centre(small) as desk:
        (message,) = await desk.store.reading(TENANT).many(Message, [(written,)])
        assert message.status == "unconfirmed"


# --- refusals: each one sentence, and nothing is changed --------------------------------------------------------------


async def backed_up(kept: Kept) -> None:
    async with centre(kept) as desk:
        await say(desk, 1, file=b"a file")
        await back_up(kept.settings, Wanted(to=str(kept.place)))


async def refused(kept: Kept, code: str) -> None:
    for language in ("es", "en"):
        assert code in catalogue(language, "upkeep")
    with pytest.raises(Trouble) as trouble:
        await restore(kept.empty, Asked(place=str(kept.place)))
    assert trouble.value.code == code


async def test_what_is_there_is_never_covered(small: Kept) -> None:
    await backed_up(small)
    small.empty.data_dir.mkdir()
    (small.empty.data_dir / "atiende.db").write_bytes(b"somebody's")
    await refused(small, "not_empty")
    assert (small.empty.data_dir / "atiende.db").read_bytes() == b"somebody's"


@pytest.mark.pg
@pytest.mark.parametrize("kept", ["postgres"], indirect=True)
async def test_a_database_with_tables_is_never_covered(kept: Kept) -> None:
    await backed_up(kept)
    await restore(kept.empty, Asked(place=str(kept.place)))
    other = Kept(
        settings=kept.settings,
        empty=kept.empty.model_copy(update={"data_dir": kept.place.parent / "another"}),
        place=kept.place,
    )
    await refused(other, "not_empty")


async def test_another_key_opens_nothing(small: Kept) -> None:
    await backed_up(small)
    small.empty = small.empty.model_copy(update={"secret_key": "another key for tests, as long as it must be"})
    await refused(small, "wrong_key")
    small.empty = small.empty.model_copy(update={"secret_key": ""})
    await refused(small, "key_needed")
    assert not small.empty.data_dir.exists()


async def test_an_older_backup_does_not_pass_for_a_newer_one(small: Kept) -> None:
    await backed_up(small)
    (older,) = small.place.glob("generations/*/manifest.json")
    await backed_up(small)
    (newer,) = set(small.place.glob("generations/*/manifest.json")) - {older}
    newer.write_bytes(older.read_bytes())
    await refused(small, "manifest_damaged")


async def test_the_key_may_be_given_as_a_file_and_is_kept_for_its_owner_only(small: Kept, tmp_path: Path) -> None:
    await backed_up(small)
    (tmp_path / "kept.key").write_text(small.settings.secret_key + "\n")
    small.empty = small.empty.model_copy(update={"secret_key": ""})
    await restore(small.empty, Asked(place=str(small.place), key=tmp_path / "kept.key"))
    kept_key = small.empty.data_dir / "secret.key"
    assert kept_key.read_text() == small.settings.secret_key and kept_key.stat().st_mode & 0o77 == 0


def spoilt(path: Path) -> None:
    content, middle = bytearray(path.read_bytes()), path.stat().st_size // 2
    content[middle] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("generations/*/manifest.json", "manifest_damaged"),
        ("generations/*/database", "part_damaged"),
        ("generations/*/files.txt", "part_damaged"),
        ("files/*/*/*", "file_lost"),
    ],
)
async def test_what_was_altered_is_refused_and_what_is_missing_too(small: Kept, pattern: str, code: str) -> None:
    await backed_up(small)
    (path,) = list(small.place.glob(pattern))[:1]
    spoilt(path)
    await refused(small, code)
    assert not (small.empty.data_dir / "atiende.db").exists()


async def test_a_newer_versions_backup_is_refused(small: Kept) -> None:
    await backed_up(small)
    keys = keys_of(small.settings)
    place = place_of(small.settings, str(small.place))
    made = await read_manifest(place, "", keys)
    (small.place / "generations" / made.name / "manifest.json").write_bytes(
        sealed(replace(made, revision="9999"), keys)
    )
    await refused(small, "newer")


async def test_of_another_kind_of_database_is_refused(small: Kept) -> None:
    await backed_up(small)
    small.empty = small.empty.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:1/none"})
    await refused(small, "other_database")


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


@pytest.mark.pg
async def test_a_restore_cut_short_is_nobodys_database(empty_url: str, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, empty_url)
    with pytest.raises(snapshot.Broken):
        await dumping.load(empty_url, tmp_path / "no such dump")
    with pytest.raises(HalfRestored):
        async with wiring.open_desk(settings):
            raise AssertionError("it was taken for a database")


@pytest.mark.pg
async def test_a_node_that_sees_other_files_is_refused(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "TRIES", 1)
    async with wiring.open_desk(settings_in(tmp_path / "one", empty_url)):
        pass
    shared = {"blob_url": (tmp_path / "one" / "blobs").as_uri()}
    async with wiring.open_desk(settings_in(tmp_path / "two", empty_url).model_copy(update=shared)):
        pass
    alone = settings_in(tmp_path / "three", empty_url)
    with pytest.raises(OtherFiles):
        async with wiring.open_desk(alone):
            raise AssertionError("it was let in")
    await accept(SystemIds(), shelf_of(alone), empty_url)
    async with wiring.open_desk(alone):
        pass
