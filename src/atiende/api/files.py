"""Files: uploaded before the message that carries them, downloaded by session or by a signed link.

A name is never trusted: what a file is follows from its first bytes, and only pictures that cannot run anything are
shown in place. Everything else is a download.
"""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response, UploadFile

from atiende.actions import files as actions
from atiende.api import shapes
from atiende.api.asked import Asked, centre_of
from atiende.api.links import file_url, tenant_of_link
from atiende.api.permissions import conversation_for, message_for, needs
from atiende.api.sniff import SHOWN, kind_of
from atiende.api.who import identify, need
from atiende.domain.errors import Invalid, NotFound, TooLarge
from atiende.domain.message import File
from atiende.ports.desk import Desk

router = APIRouter(prefix="/api/v1", tags=["files"])

Answers = Annotated[Asked, needs("conversation.reply")]
ROOM_FOR_FORM = 1_000_000
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"


@router.post("/files", response_model=shapes.FileKept, status_code=201, max_body_size=actions.LARGEST + ROOM_FOR_FORM)
async def upload_file(asked: Answers, file: UploadFile) -> shapes.FileKept:
    """Keeps a file of at most 20 MB; its id goes into a message."""
    content = await file.read(actions.LARGEST + 1)
    if len(content) > actions.LARGEST:
        raise TooLarge(field="file", most=actions.LARGEST)
    kept = await actions.keep_file(
        asked.desk,
        asked.tenant,
        actions.Upload(
            owner=f"agent:{asked.viewer.author}",
            name=safe_name(file.filename or ""),
            content_type=kind_of(content, file.content_type or ""),
            content=content,
        ),
    )
    return shapes.FileKept(
        id=kept.id,
        name=kept.name,
        content_type=kept.content_type,
        size=kept.size,
        url=file_url(asked.desk, asked.tenant, kept.id),
    )


@router.get(
    "/files/{file_id}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_file(
    request: Request,
    file_id: str,
    exp: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    sig: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """The bytes. With `exp` and `sig` of a link we gave out, without a session."""
    desk = centre_of(request).desk
    if exp is not None or sig:
        tenant = tenant_of_link(desk, file_id, exp or 0, sig)
        file = await desk.store.reading(tenant).get(File, file_id) if tenant else None
        if tenant is None or file is None:
            raise NotFound(kind="file", id=file_id)
        return await served(desk, tenant, file)
    asked = await _asked(request)
    return await served(desk, asked.tenant, await _seen(asked, file_id))


async def _asked(request: Request) -> Asked:
    centre = centre_of(request)
    viewer = await identify(request, centre.desk, centre.limits)
    need(viewer, "conversation.read")
    return Asked(desk=centre.desk, views=centre.views, viewer=viewer, accesses=centre.accesses)


async def _seen(asked: Asked, file_id: str) -> File:
    """One's own upload, or a file of a conversation one may read. Raises NotFound."""
    file = await asked.reading.get(File, file_id)
    if file is None:
        raise NotFound(kind="file", id=file_id)
    if file.conversation:
        try:
            await (message_for(asked, file.message) if file.message else conversation_for(asked, file.conversation))
        except NotFound:
            raise NotFound(kind="file", id=file_id) from None
    elif file.owner != f"agent:{asked.viewer.author}":
        raise NotFound(kind="file", id=file_id)
    return file


async def served(desk: Desk, tenant: str, file: File) -> Response:
    """The bytes, shown in place only when they are a picture that cannot run anything."""
    content = await desk.blobs.get(tenant, file.blob)
    kind = kind_of(content, "")
    shown = kind in SHOWN
    return Response(
        content,
        media_type=kind if shown else "application/octet-stream",
        headers={
            "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(file.name)}",
            "Content-Security-Policy": POLICY,
            "Cache-Control": "private, max-age=600",
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )


def safe_name(name: str) -> str:
    """The last part of a path, without what cannot be printed. Raises Invalid for a name that cannot be stored."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable())
    try:
        kept.encode()
    except UnicodeEncodeError as error:
        raise Invalid(field="file", reason="bad_format") from error
    return kept.strip()[-200:] or "file"
