"""Recordings of prompts: sounds kept with the configuration, and which flows say them."""

from collections.abc import Sequence

from atiende.actions.files import Upload, keep_file
from atiende.actions.uses import Use
from atiende.domain import check
from atiende.domain import documents as docs
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.message import File
from atiende.ports.desk import Desk

OWNER = "prompt"
"""Whose the sounds are: the configuration's, never a person's or a message's."""
SOUNDS = ("audio/wav", "audio/mpeg", "audio/ogg", "audio/webm", "audio/mp4")
MOST = 10_000


async def keep_sound(desk: Desk, tenant: str, name: str, content_type: str, content: bytes) -> File:
    """Raises Invalid for what is no sound, TooLarge."""
    if content_type not in SOUNDS:
        raise Invalid(field="file", reason="not_a_sound")
    return await keep_file(desk, tenant, Upload(owner=OWNER, name=name, content_type=content_type, content=content))


async def read_sound(desk: Desk, tenant: str, file_id: str) -> tuple[File, bytes]:
    """Raises NotFound, also for a file that is no recording."""
    found = await desk.store.reading(tenant).get(File, file_id)
    if found is None or found.owner != OWNER:
        raise NotFound(kind="file", id=file_id)
    return found, await desk.blobs.get(tenant, found.blob)


async def prompt_uses(desk: Desk, tenant: str, slug: str) -> Sequence[Use]:
    """Where it is said: each flow with the field, as published."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "flow"}, limit=MOST)
    return [
        Use(f"{row.kind}:{row.slug}", reference.field)
        for row in rows
        if not row.retired
        for reference in check.references(row.kind, row.body)
        if (reference.kind, reference.slug) == ("prompt", slug)
    ]
