"""Files that agents and visitors upload before the message that carries them."""

from msgspec import Struct

from atiende.domain.errors import Invalid, TooLarge
from atiende.domain.message import File
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LARGEST = 20_000_000
"""Bytes of one file."""


class Upload(Struct, frozen=True, kw_only=True):
    """`owner` is `agent:usr_…` or `customer:cus_…`; only the owner may send the file."""

    owner: str
    name: str
    content_type: str
    content: bytes


async def keep_file(desk: Desk, tenant: str, upload: Upload) -> File:
    """Stores the bytes, then the row that names them. Raises TooLarge, Invalid when empty, StoreFull."""
    if len(upload.content) > LARGEST:
        raise TooLarge(field="file", most=LARGEST)
    if not upload.content:
        raise Invalid(field="file", reason="empty")
    file = File(
        id=desk.ids.new("att"),
        blob=await desk.blobs.put(tenant, upload.content),
        name=upload.name[-200:] or "file",
        content_type=upload.content_type,
        size=len(upload.content),
        owner=upload.owner,
    )

    def decide(change: Change) -> File:
        change.put(file)
        return file

    return await desk.store.change(tenant, decide, at=desk.clock.now())
