"""The recordings of some time, for quality and training: as a list, or a sample that nobody chose."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Moment, Shape
from atiende.domain.errors import Invalid
from atiende.ports.recording_views import RecordingsWanted
from atiende.ports.views import Sight

router = APIRouter(prefix="/api/v1", tags=["recordings"])

LISTEN, READ = "recording.listen", "conversation.read"
Listens = Annotated[Asked, needs(LISTEN)]
Slug = Annotated[str, Query(max_length=100)]
DAY_MS = 86_400_000


class RecordingFound(Shape):
    """A recording that may be listened to. `gaps` and `comments` are counts; `disposition` is its conversation's."""

    id: str
    interaction: str
    conversation: str
    number: int
    customer: shapes.CustomerBrief
    queue: str
    agent: shapes.Named | None
    disposition: str
    began_at: Moment
    duration_ms: int
    gaps: int
    hold: bool
    transcribed: bool
    comments: int


class RecordingsFound(Shape):
    """`seed` draws the same sample again; empty in a list."""

    items: list[RecordingFound]
    next: str | None = None
    seed: int | None = None


class _Asked(BaseModel):
    """What the address may say of the recordings that are wanted."""

    days: int = Field(default=7, ge=1, le=3650)
    queue: str = Field(default="", max_length=100)
    agent: str = Field(default="", max_length=60)
    disposition: str = Field(default="", max_length=100)
    least_seconds: int = Field(default=0, ge=0, le=86_400)
    hold: bool | None = None
    commented: bool | None = None
    sample: int = Field(default=0, ge=0, le=50, description="So many of them by lot, instead of a page.")
    seed: int | None = Field(default=None, ge=0, le=2**31 - 1, description="Draws the same sample again.")
    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=200)


@router.get("/recordings", response_model=RecordingsFound)
async def find_recordings(asked: Listens, query: Annotated[_Asked, Query()]) -> RecordingsFound:
    """Of calls in the last days that the viewer may listen to, the newest first; or some of them by lot."""
    wanted = RecordingsWanted(
        since=asked.now - query.days * DAY_MS,
        until=asked.now + 1,
        queue=query.queue,
        agent=query.agent,
        disposition=query.disposition,
        least_ms=query.least_seconds * 1000,
        hold=query.hold,
        commented=query.commented,
        cursor=query.cursor,
        limit=query.limit,
    )
    sights = _sights(asked)
    if not query.sample:
        page = await asked.views.recordings.page(asked.tenant, sights, wanted)
        return RecordingsFound(items=[RecordingFound.model_validate(one) for one in page.items], next=page.next)
    if query.cursor:
        raise Invalid(field="cursor", reason="unknown")
    seed = query.seed if query.seed is not None else asked.now // 1000 % 2**31
    drawn = await asked.views.recordings.sample(asked.tenant, sights, wanted, size=query.sample, seed=seed)
    return RecordingsFound(items=[RecordingFound.model_validate(one) for one in drawn], seed=seed)


def _sights(asked: Asked) -> list[Sight]:
    """Both as far as he may read and as far as he may listen."""
    return [asked.viewer.sight_of(READ), asked.viewer.sight_of(LISTEN)]
