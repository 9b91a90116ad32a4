"""Where the real inputs lie that tests may read but the repository must not contain."""

import os
from pathlib import Path

ABSENT = "no ../shared/data"


def shared_data_dir() -> Path | None:
    """`../shared/data` beside the repository, or the directory named by ATIENDE_TEST_DATA; None where there is none."""
    named = os.environ.get("ATIENDE_TEST_DATA")
    directory = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return directory if directory.is_dir() else None
