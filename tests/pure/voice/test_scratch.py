"""Nothing plain of a recording stays behind, not even of a process that was killed."""

import os
from pathlib import Path

from atiende.voice.asterisk.scratch import LEFT_SECONDS, PREFIX, place, scratch, sweep


def test_a_directory_is_gone_afterwards() -> None:
    with scratch() as directory:
        (directory / "piece").write_bytes(b"plain")
        assert directory.parent == place()
    assert not directory.exists()


def test_what_was_left_behind_is_swept_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    left, used, other = (tmp_path / name for name in (f"{PREFIX}a", f"{PREFIX}b", "else"))
    for one in (left, used, other):
        one.mkdir()
    now = used.stat().st_mtime
    os.utime(left, (now - LEFT_SECONDS - 1,) * 2)
    os.utime(other, (now - LEFT_SECONDS - 1,) * 2)
    assert sweep(tmp_path, now) == 1
    assert [one.exists() for one in (left, used, other)] == [False, True, True]
