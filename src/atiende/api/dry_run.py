"""Who would get this? Work that might come, put to the live floor; nothing is changed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.api.asked import Asked
from atiende.api.explained import WouldGet, candidates_of, rules_of
from atiende.api.permissions import needs
from atiende.domain import callback
from atiende.domain import documents as docs
from atiende.domain.errors import Invalid, NotFound
from atiende.routing.explain import Wanted

router = APIRouter(prefix="/api/v1/routing", tags=["routing"])
SUPERVISE = "queue.supervise"
Supervises = Annotated[Asked, needs("queue.supervise")]
MOST_SKILLS = 20
LEVELS = ("", "1", "2", "3", "4", "5")
Slug = Annotated[str, Field(max_length=64)]


class Wish(BaseModel):
    """The question as it stands in an address, so that it can be sent to a colleague.

    `skills`: `billing:3,devices`, asked for beside the queue's own. `priority`: the queue's own when left out.
    """

    queue: Slug
    channel: Slug = "webchat"
    language: Slug = ""
    skills: Annotated[str, Field(max_length=1000)] = ""
    priority: Annotated[int, Field(ge=1, le=5)] | None = None
    vip: bool = False
    reason: Slug = ""
    agent: Slug = ""


@router.get("/who", response_model=WouldGet)
async def who_would_get(asked: Supervises, wish: Annotated[Wish, Query()]) -> WouldGet:
    """Everybody in the order he would be asked, then the others, each with what stands against him."""
    queue = await _queue(asked, wish.queue)
    priority = wish.priority or (min(queue.vip_priority, queue.priority) if wish.vip else queue.priority)
    wanted = Wanted(
        queue=wish.queue,
        channel=wish.channel,
        brand=queue.brand,
        priority=priority,
        skills=skills_of(wish.skills),
        language=wish.language,
        agent=wish.agent or None,
        vip=wish.vip,
        reason=wish.reason,
        direction="out" if wish.channel == callback.CHANNEL else "in",
    )
    floor = await asked.floor()
    found = floor.who(wanted, asked.now)
    names = {one.id: one.name for one in await asked.views.floor.agents(asked.tenant)}
    told = candidates_of(found, names)
    return WouldGet(
        rules=rules_of(wish.queue, queue, None, 0),
        rule=found.rule,
        ahead=found.ahead,
        candidates=told,
        complete=True,
        able=sum(one.fits for one in told),
        excluded=found.excluded,
        at=asked.now,
        priority=priority,
    )


async def _queue(asked: Asked, slug: str) -> docs.Queue:
    """A queue in force that the viewer supervises. Raises NotFound."""
    row = await asked.reading.get(docs.Document, "queue", slug)
    body = docs.read("queue", row.body) if row is not None and not row.retired else None
    sight = asked.viewer.sight_of(SUPERVISE)
    beyond = sight.queues is not None and slug not in sight.queues
    if not isinstance(body, docs.Queue) or beyond or (sight.brands is not None and body.brand not in sight.brands):
        raise NotFound(kind="queue", id=slug)
    return body


def skills_of(text: str) -> tuple[tuple[str, int], ...]:
    """`billing:3,devices`: a level is 1 unless said. Raises Invalid."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        slug, _, level = part.partition(":")
        if level not in LEVELS:
            raise Invalid(field="skills", reason="out_of_range")
        found.append((slug, int(level or 1)))
    if len(found) > MOST_SKILLS:
        raise Invalid(field="skills", reason="too_many")
    return tuple(found)
