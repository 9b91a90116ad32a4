"""Prompts: their recordings, and where they are said. The documents themselves are the configuration's."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response, UploadFile
from pydantic import BaseModel, Field

from atiende.actions import configuration
from atiende.actions import prompts as actions
from atiende.actions.configuration import Ref
from atiende.actions.files import LARGEST
from atiende.actions.sounds import spoken
from atiende.api.admin_reach import may_see
from atiende.api.asked import Asked
from atiende.api.files import safe_name
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.api.sniff import kind_of
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.errors import Invalid, TooLarge

router = APIRouter(prefix="/api/v1/prompts", tags=["configuration"])
Reads = Annotated[Asked, needs("config.read")]
Edits = Annotated[Asked, needs("config.edit")]
ROOM_FOR_FORM, LONGEST_TEXT = 1_000_000, 2_000


class SoundKept(Shape):
    id: str
    name: str
    size: int


class PromptUse(Shape):
    """A flow, and the field of it that says the prompt."""

    flow: str
    name: str
    name_es: str
    field: str


class PromptUses(Shape):
    items: list[PromptUse]


@router.post("/sounds", response_model=SoundKept, status_code=201, max_body_size=LARGEST + ROOM_FOR_FORM)
async def keep_sound(asked: Edits, file: UploadFile) -> SoundKept:
    """A recording of at most 20 MB: WAV, MP3, Ogg, WebM or M4A. Its id goes into the prompt's document."""
    content = await file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLarge(field="file", most=LARGEST)
    kind = kind_of(content, file.content_type or "")
    kept = await actions.keep_sound(asked.desk, asked.tenant, safe_name(file.filename or ""), kind, content)
    return SoundKept(id=kept.id, name=kept.name, size=kept.size)


@router.get("/sounds/{file_id}", response_class=Response, responses={200: {"content": {"audio/*": {}}}})
async def get_sound(asked: Reads, file_id: str) -> Response:
    """The recording, to be listened to."""
    file, content = await actions.read_sound(asked.desk, asked.tenant, file_id)
    return Response(content, media_type=file.content_type, headers={"Cache-Control": "private, max-age=600"})


class Words(BaseModel):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    language: Literal["es", "en"]


@router.post("/speech", response_class=Response, responses={200: {"content": {"audio/wav": {}}}})
async def speak_words(asked: Edits, words: Words) -> Response:
    """As callers hear a text that has no recording: what is in double braces is filled in then."""
    sound = await spoken(asked.desk, asked.tenant, words.text, words.language)
    if sound is None:
        raise Invalid(field="text", reason="unspoken")
    content = await asked.desk.blobs.get(asked.tenant, sound.blob)
    return Response(content, media_type="audio/wav", headers={"Cache-Control": "private, no-store"})


@router.get("/{slug}/uses", response_model=PromptUses)
async def list_prompt_uses(asked: Reads, slug: str) -> PromptUses:
    """The flows in force that say it, as far as the viewer may see them."""
    await configuration.read_document(asked.desk, asked.tenant, Ref("prompt", slug))
    found = []
    for use in await actions.prompt_uses(asked.desk, asked.tenant, slug):
        kind, _, flow = use.by.partition(":")
        row = await asked.reading.get(docs.Document, kind, flow)
        body = docs.read(kind, row.body) if row else None
        brands: Json = {"brands": list(getattr(body, "brands", []))}
        if body is not None and may_see(asked, kind, flow, brands):
            name_es = getattr(body, "name_es", "")
            found.append(PromptUse(flow=flow, name=body.name, name_es=name_es, field=use.field))
    return PromptUses(items=found)
