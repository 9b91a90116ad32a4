"""A recording's file: enciphered, readable as far as it is whole, and never longer than what can be heard of it."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from atiende.voice.embedded.keeping import RecordingFile, left_behind, pieces

KEY = bytes(range(32))
SAID = [b"one of the words" * 20, b"another" * 40, b"a last one" * 30]


def written(directory: Path, name: str = "rec_1") -> RecordingFile:
    now = iter(range(100))
    made = RecordingFile(directory, name, KEY, lambda: float(next(now)))
    for piece in SAID:
        made.write(piece)
    return made


def test_what_is_written_is_read_again_and_nothing_of_it_stands_there_in_clear(tmp_path: Path) -> None:
    written(tmp_path).close()
    path = tmp_path / "rec_1.rec"
    assert list(pieces(path, KEY)) == SAID
    assert not any(piece[:8] in path.read_bytes() for piece in SAID)
    assert list(pieces(path, bytes(32))) == []
    assert path.stat().st_mode & 0o077 == 0


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=some.integers(0, 1_000), flip=some.none() | some.integers(0, 999))
def test_a_file_cut_off_or_damaged_anywhere_is_read_as_far_as_it_is_whole(
    tmp_path: Path, cut: int, flip: int | None
) -> None:
    written(tmp_path)
    part = tmp_path / "rec_1.part"
    raw = bytearray(part.read_bytes()[: len(part.read_bytes()) * cut // 1_000])
    if flip is not None and raw:
        raw[flip % len(raw)] ^= 0x40
    part.write_bytes(raw)
    ((name, _),) = left_behind(tmp_path)
    found = list(pieces(tmp_path / f"{name}.rec", KEY))
    assert found == SAID[: len(found)]


def test_how_long_one_is_that_was_left_behind_is_what_can_be_heard(tmp_path: Path) -> None:
    written(tmp_path)
    part = tmp_path / "rec_1.part"
    whole = part.read_bytes()
    assert left_behind(tmp_path) == [("rec_1", 3_000)]
    part.write_bytes(whole[:-1])  # the last second was being written as the process died
    assert left_behind(tmp_path) == [("rec_1", 2_000)]


def test_a_disc_that_is_full_ends_it_there_though_there_is_room_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a piece was taken: whatever stood behind it could never be read."""
    write = os.write
    made = RecordingFile(tmp_path, "rec_2", KEY, lambda: 0.0)
    made.write(SAID[0])
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[: len(data) // 2]))
    made.write(SAID[1])
    monkeypatch.setattr(os, "write", write)
    size = (tmp_path / "rec_2.part").stat().st_size
    made.write(SAID[2])
    made.close()
    assert (tmp_path / "rec_2.rec").stat().st_size == size
    assert list(pieces(tmp_path / "rec_2.rec", KEY)) == SAID[:1]
