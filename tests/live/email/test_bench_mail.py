"""`atiende bench mail` on a collection of four mails: what it says is what the running server did."""

import json
from pathlib import Path

import pytest

from atiende.bench.mail import run
from atiende.bench.registry import Options
from tests.live.email.world import letter

pytestmark = pytest.mark.live


def collection(folder: Path) -> None:
    """Two letters, of which one is expected to say what it does not, an automatic reply, and a file that is no mail."""
    base = folder / "chatwoot"
    base.mkdir(parents=True)
    right = {
        "from": "pepe@cliente.test",
        "from_name": "Pepe Martínez",
        "subject": "Mi factura de abril",
        "text": "Hola",
    }
    (base / "right.eml").write_bytes(letter("Hola, una duda").as_bytes())
    (base / "wrong.eml").write_bytes(letter("Hola, otra duda").as_bytes())
    (base / "away.eml").write_bytes(letter("No estoy", Auto_Submitted="auto-replied").as_bytes())
    (base / "picture.png").write_bytes(bytes(range(256)) * 40)
    expected = {"right.eml": right, "wrong.eml": right | {"text": "Adiós"}, "away.eml": {"auto_reply": True}}
    (base / "EXPECT.json").write_text(json.dumps(expected))


async def test_every_file_is_delivered_and_judged_by_what_the_server_shows(tmp_path: Path) -> None:
    collection(tmp_path)
    notes: list[str] = []
    figures = await run(Options(quick=True, data=tmp_path, seed=1, notes=notes))
    assert (figures["messages"], figures["exceptions"], figures["stalled"], figures["genuine_refused"]) == (4, 0, 0, 0)
    assert (figures["fidelity_pct"], figures["automatic_right_pct"], figures["visible_reply_pct"]) == (50, 100, None)
    assert "not as expected: chatwoot/wrong.eml: body" in notes
    assert figures["slowest_ms"] is not None and figures["peak_mib"] is not None and figures["peak_mib"] > 50
