"""What every store of files must hold: the bytes come back, nobody else reads them, what is damaged is said so, and a
full disk or an object store that is away is a refusal that changes nothing."""

import errno
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from atiende.blobs import objects
from atiende.blobs.directory import DirectoryShelf
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.objects import Access, ObjectShelf
from atiende.blobs.opening import open_shelf
from atiende.blobs.sealed import SealedBlobs, key_of
from atiende.blobs.shelf import Shelf
from atiende.domain.errors import Damaged, FilesAway, NotFound, StoreFull
from tests.doubles.s3 import BUCKET, KEY_ID, S3, SECRET

CONTENT = b"%PDF-1.7 a contract" * 1000
LONG = os.urandom(300_000)
KEYS = SecretKeyring("a secret of the tests, long enough")


@pytest.fixture
async def s3() -> AsyncIterator[S3]:
    async with S3.running() as store:
        yield store


def object_shelf(s3: S3, secret: str = SECRET) -> ObjectShelf:
    return ObjectShelf(f"s3://{BUCKET}/centre/one", Access(endpoint=s3.endpoint, key_id=KEY_ID, secret=secret))


@pytest.fixture(params=["directory", "objects"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path, s3: S3) -> Shelf:
    return DirectoryShelf(tmp_path / "blobs") if request.param == "directory" else object_shelf(s3)


@pytest.fixture
def blobs(shelf: Shelf) -> SealedBlobs:
    return SealedBlobs(shelf, KEYS)


async def keys(shelf: Shelf, under: str = "") -> list[str]:
    return sorted([item.key async for page in shelf.items(under) for item in page])


async def test_bytes_come_back_under_the_name_given(blobs: SealedBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)

    assert await blobs.get("ten_a", name) == CONTENT
    assert await blobs.put("ten_a", b"") != name
    assert await blobs.get("ten_a", await blobs.put("ten_a", LONG)) == LONG


async def test_the_same_content_twice_is_one_file(blobs: SealedBlobs, shelf: Shelf) -> None:
    assert await blobs.put("ten_a", CONTENT) == await blobs.put("ten_a", CONTENT)
    assert len(await keys(shelf)) == 1


async def test_a_name_is_good_at_its_tenant_only_and_tells_nothing_of_the_content(blobs: SealedBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)

    assert name != await blobs.put("ten_b", CONTENT)
    with pytest.raises(NotFound):
        await blobs.get("ten_b", name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 32])
async def test_a_name_that_is_none_is_not_found(blobs: SealedBlobs, name: str) -> None:
    with pytest.raises(NotFound):
        await blobs.get("ten_a", name)
    with pytest.raises(NotFound):
        await blobs.get("..", "0" * 32)


async def test_what_is_kept_can_be_read_with_the_key_only(blobs: SealedBlobs, shelf: Shelf) -> None:
    name = await blobs.put("ten_a", CONTENT)

    assert b"contract" not in await shelf.get(key_of("ten_a", name))
    with pytest.raises(Damaged):
        await SealedBlobs(shelf, SecretKeyring("another secret of the tests, as long")).get("ten_a", name)


async def test_what_was_cut_altered_or_exchanged_is_never_given_out(blobs: SealedBlobs, shelf: Shelf) -> None:
    name, other = await blobs.put("ten_a", CONTENT), await blobs.put("ten_a", LONG)
    sealed, exchanged = await shelf.get(key_of("ten_a", name)), await shelf.get(key_of("ten_a", other))

    for broken in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", exchanged):
        await shelf.drop(key_of("ten_a", name))
        await shelf.put(key_of("ten_a", name), broken)
        with pytest.raises(Damaged):
            await blobs.get("ten_a", name)


async def test_a_dropped_file_is_gone_and_may_be_dropped_again(blobs: SealedBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)
    await blobs.drop("ten_a", name)
    await blobs.drop("ten_a", name)

    with pytest.raises(NotFound):
        await blobs.get("ten_a", name)


async def test_a_tenants_files_can_be_listed_and_dropped_and_nobody_elses_with_them(
    blobs: SealedBlobs, shelf: Shelf
) -> None:
    names = [await blobs.put("ten_a", f"file {number}".encode()) for number in range(8)]
    other = await blobs.put("ten_ab", CONTENT)
    assert await keys(shelf, "ten_a") == sorted(key_of("ten_a", name) for name in names)

    await blobs.drop_all("ten_a")
    assert await keys(shelf) == [key_of("ten_ab", other)]


async def test_large_files_go_and_come_in_pieces(shelf: Shelf, tmp_path: Path) -> None:
    source, back = tmp_path / "source", tmp_path / "back"
    source.write_bytes(LONG * 70)
    await shelf.take_file("backups/one/database", source)
    assert not source.exists()
    assert await shelf.size("backups/one/database") == len(LONG) * 70
    await shelf.get_file("backups/one/database", back)

    assert back.read_bytes() == LONG * 70
    assert await shelf.size("backups/one/nothing") is None
    with pytest.raises(NotFound):
        await shelf.get_file("backups/one/nothing", tmp_path / "none")


# --- a directory -----------------------------------------------------------------------------------------------------


class FullDisk(DirectoryShelf):
    """The disk runs full while the bytes are on their way to it."""

    def _write(self, path: Path, size: int, fill: object) -> None:
        def run_full(draft: Path) -> None:
            draft.write_bytes(b"half of it")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        super()._write(path, size, run_full)


async def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(StoreFull):
        await SealedBlobs(FullDisk(tmp_path), KEYS).put("ten_a", CONTENT)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_a_file_cut_short_by_the_disk_is_mended_when_its_content_comes_again(tmp_path: Path) -> None:
    blobs = SealedBlobs(DirectoryShelf(tmp_path), KEYS)
    name = await blobs.put("ten_a", CONTENT)
    (tmp_path / key_of("ten_a", name)).write_bytes(b"")
    await blobs.put("ten_a", CONTENT)

    assert await blobs.get("ten_a", name) == CONTENT


# --- an object store -------------------------------------------------------------------------------------------------


@contextmanager
def away(reason: str) -> Iterator[None]:
    """Refused for this reason, and what is logged of it holds neither key nor address."""
    with capture_logs() as logged, pytest.raises(FilesAway) as refused:
        yield
    assert refused.value.params == {"reason": reason}
    assert SECRET not in str(logged) and "127.0.0.1" not in str(logged)


@pytest.fixture
def kept(s3: S3) -> SealedBlobs:
    return SealedBlobs(object_shelf(s3), KEYS)


async def test_everything_lies_under_the_prefix_of_the_url(kept: SealedBlobs, s3: S3) -> None:
    name = await kept.put("ten_a", CONTENT)
    assert list(s3.objects) == [f"centre/one/ten_a/{name[:2]}/{name}"]


async def test_errors_that_pass_are_waited_out(kept: SealedBlobs, s3: S3) -> None:
    s3.faults.status, s3.faults.times = 503, 2
    name = await kept.put("ten_a", CONTENT)
    s3.faults.status, s3.faults.times = 500, 1
    assert await kept.get("ten_a", name) == CONTENT


async def test_an_answer_lost_after_storing_is_one_file(kept: SealedBlobs, s3: S3) -> None:
    s3.faults.lost = 1
    name = await kept.put("ten_a", CONTENT)
    assert len(s3.objects) == 1 and await kept.get("ten_a", name) == CONTENT


async def test_a_body_cut_in_the_middle_is_read_again_or_refused_and_never_short(kept: SealedBlobs, s3: S3) -> None:
    name = await kept.put("ten_a", LONG)
    s3.faults.cut = 1
    assert await kept.get("ten_a", name) == LONG

    s3.faults.cut = 100
    with away("unreachable"):
        await kept.get("ten_a", name)


async def test_one_that_is_down_refuses_and_works_again_when_it_is_back(kept: SealedBlobs, s3: S3) -> None:
    s3.faults.status, s3.faults.times = 500, 1000
    with away("unreachable"):
        await kept.put("ten_a", CONTENT)
    assert s3.objects == {}

    s3.faults.times = 0
    assert await kept.get("ten_a", await kept.put("ten_a", CONTENT)) == CONTENT


async def test_wrong_keys_and_wrong_clocks_are_told_apart(kept: SealedBlobs, s3: S3) -> None:
    with away("refused"):
        await SealedBlobs(object_shelf(s3, "not the secret"), KEYS).put("ten_a", CONTENT)
    s3.faults.skew = 3600
    with away("clock"):
        await kept.put("ten_a", CONTENT)
    assert s3.objects == {}


async def test_a_slow_one_is_given_up_and_holds_up_only_so_many(
    kept: SealedBlobs, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "ALL_SECONDS", 0.2)
    monkeypatch.setattr(objects, "WAITING", 0)
    with away("busy"):
        await kept.put("ten_a", CONTENT)
    monkeypatch.setattr(objects, "WAITING", 1)
    s3.faults.slow = 3
    with away("slow"):
        await kept.put("ten_a", CONTENT)


def test_keys_of_an_object_store_are_never_shown() -> None:
    assert SECRET not in repr(Access(key_id=KEY_ID, secret=SECRET)) and KEY_ID not in repr(Access(key_id=KEY_ID))


def test_a_url_names_a_directory_or_a_bucket(tmp_path: Path) -> None:
    assert open_shelf(tmp_path.as_uri(), Access()).url == tmp_path.as_uri()
    assert isinstance(open_shelf("s3://files/x", Access(key_id=KEY_ID, secret=SECRET)), ObjectShelf)
