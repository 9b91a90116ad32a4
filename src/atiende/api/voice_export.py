"""What is kept of a customer's voice, as one file for him: recordings, what was said, and what he was told about it.

That it was taken is in the log and in his access log before the first byte leaves.
"""

import asyncio
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import IO, Annotated, Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from atiende.actions.accesses import View, note_export
from atiende.actions.passages import passages_of
from atiende.actions.recording_files import open_recording
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.customers import customer_for
from atiende.api.permissions import needs
from atiende.api.shapes import stamp
from atiende.domain.errors import LookingOnly, NotFound
from atiende.domain.recording import Consent, ConsentContent, Recording

router = APIRouter(prefix="/api/v1/customers", tags=["customers"])
Exports = Annotated[Asked, needs("customer.export")]
ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
}
IN_MEMORY, PIECE = 8_000_000, 256 * 1024
MOST = 1_000


@router.get(
    "/{customer_id}/voice.zip",
    response_class=StreamingResponse,
    responses=ZIP,
    dependencies=[not_when_busy("exports")],
)
async def export_voice(asked: Exports, customer_id: str) -> StreamingResponse:
    """Recordings (Ogg/Opus), what was said in them, and every consent, as a ZIP file."""
    if asked.viewer.by:
        raise LookingOnly()
    await customer_for(asked, customer_id, "customer.export")
    person = await asked.views.customers.person(asked.tenant, customer_id)
    views = [View(viewer=asked.viewer.actor, customer=one, how="export", at=asked.now) for one in person]
    await note_export(asked.desk, asked.tenant, asked.viewer.actor, "voice", views, "zip")
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by whoever sends it
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("consents.json", _json(await _consents(asked, person)))
        for one in person:
            for found in await asked.reading.where(Recording, {"customer": one}, limit=MOST):
                await _pack(asked, packed, found)
    file.seek(0)
    return StreamingResponse(
        _pieces(file),
        media_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="voice.zip"', "Cache-Control": "no-store"},
    )


async def _pack(asked: Asked, packed: zipfile.ZipFile, found: Recording) -> None:
    """Its sound and words, as far as they are there."""
    about: dict[str, object] = {
        "recording": found.id,
        "began_at": stamp(found.began_at),
        "duration_ms": found.duration_ms,
        "left_out": found.gaps,
        "basis": found.basis,
        "state": found.state,
        "keep_until": stamp(found.keep_until) if found.keep_until is not None else None,
    }
    if found.state == "kept":
        try:
            content = await open_recording(asked.desk, asked.tenant, found.id)
        except NotFound:  # deleted just now
            content = b""
        await asyncio.to_thread(packed.writestr, f"{found.id}.ogg", content)
        said = await passages_of(asked.desk, asked.tenant, found.id)
        about["said"] = [
            {"who": "customer" if one.side == "left" else "us", "start_ms": one.start_ms, "text": one.text}
            for one in said
        ]
    packed.writestr(f"{found.id}.json", _json(about))


async def _consents(asked: Asked, person: Sequence[str]) -> list[dict[str, object]]:
    rows = [row for one in person for row in await asked.reading.where(Consent, {"customer": one}, limit=MOST)]
    texts = {row.id: row for row in await asked.reading.many(ConsentContent, [(one.id,) for one in rows])}
    return [
        {
            "at": stamp(one.at),
            "what": one.what,
            "answer": one.answer,
            "channel": one.channel,
            "language": one.language,
            "version": one.version,
            "text": texts[one.id].text if one.id in texts else "",
            "said": texts[one.id].said if one.id in texts else "",
        }
        for one in rows
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
