"""What every store of files must hold: the bytes come back, nobody else reads them, and a full disk is said so."""

import errno
import os
from pathlib import Path

import pytest

from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.local import LocalBlobs
from atiende.domain.errors import Invalid, NotFound, StoreFull

CONTENT = b"%PDF-1.7 a contract" * 1000


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(directory: Path) -> LocalBlobs:
    return LocalBlobs(directory, SecretKeyring("a secret of the tests, long enough"))


async def test_bytes_come_back_under_the_name_given(blobs: LocalBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)

    assert await blobs.get("ten_a", name) == CONTENT
    assert await blobs.put("ten_a", b"") != name


async def test_the_same_content_twice_is_one_file(blobs: LocalBlobs, directory: Path) -> None:
    assert await blobs.put("ten_a", CONTENT) == await blobs.put("ten_a", CONTENT)
    assert len([path for path in directory.rglob("*") if path.is_file()]) == 1


async def test_a_name_is_good_at_its_tenant_only_and_tells_nothing_of_the_content(blobs: LocalBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)

    assert name != await blobs.put("ten_b", CONTENT)
    with pytest.raises(NotFound):
        await blobs.get("ten_b", name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 32])
async def test_a_name_that_is_none_is_not_found(blobs: LocalBlobs, name: str) -> None:
    with pytest.raises(NotFound):
        await blobs.get("ten_a", name)
    with pytest.raises(NotFound):
        await blobs.get("..", "0" * 32)


async def test_what_is_on_the_disk_can_be_read_with_the_key_only(blobs: LocalBlobs, directory: Path) -> None:
    name = await blobs.put("ten_a", CONTENT)
    (stored,) = [path for path in directory.rglob("*") if path.is_file()]

    assert b"contract" not in stored.read_bytes()
    with pytest.raises(Invalid):
        await LocalBlobs(directory, SecretKeyring("another secret of the tests, as long")).get("ten_a", name)


async def test_a_dropped_file_is_gone_and_may_be_dropped_again(blobs: LocalBlobs) -> None:
    name = await blobs.put("ten_a", CONTENT)
    await blobs.drop("ten_a", name)
    await blobs.drop("ten_a", name)

    with pytest.raises(NotFound):
        await blobs.get("ten_a", name)


class FullDisk(SecretKeyring):
    """The disk runs full while the bytes are on their way to it."""

    def seal_bytes(self, value: bytes) -> bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_a_full_disk_is_said_and_leaves_nothing_half_written(directory: Path) -> None:
    with pytest.raises(StoreFull):
        await LocalBlobs(directory, FullDisk("a secret of the tests, long enough")).put("ten_a", CONTENT)

    assert [path for path in directory.rglob("*") if path.is_file()] == []
