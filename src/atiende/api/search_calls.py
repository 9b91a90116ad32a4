"""What was said in calls and answers a search: from the hit one hears the moment."""

from atiende.actions.passages import passages_of
from atiende.actions.search_calls import STRETCH_MS, place_of
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.shapes import Moment, Shape
from atiende.domain.search import Sought
from atiende.language.highlight import snippet

LISTEN = "recording.listen"


class SpokenStretch(Shape):
    """A piece of text; `hit`: it is what was looked for."""

    text: str
    hit: bool


class CallHit(Shape):
    """`at_ms`: where in the recording it is said."""

    recording: str
    conversation: str
    number: int
    at_ms: int
    at: Moment
    customer: shapes.Named
    queue: str
    status: str
    snippet: list[SpokenStretch]


async def calls_found(asked: Asked, sought: Sought, limit: int) -> list[CallHit]:
    """Only of recordings the viewer may listen to."""
    if not sought.has_words or LISTEN not in asked.viewer.permissions:
        return []
    sight = asked.viewer.sight_of(LISTEN)
    found = await asked.views.search.calls(asked.tenant, sight, sought, limit, asked.now)
    hits = []
    for one in found:
        recording, at = place_of(one.id)
        said = await passages_of(asked.desk, asked.tenant, recording)
        text = " ".join(each.text for each in said if at <= each.start_ms < at + STRETCH_MS)
        pieces = [SpokenStretch(text=piece.text, hit=piece.hit) for piece in snippet(text, sought)]
        hits.append(
            CallHit(
                recording=recording,
                conversation=one.conversation,
                number=one.number,
                at_ms=at,
                at=one.at,
                customer=shapes.Named(id=one.customer, name=one.customer_name),
                queue=one.queue,
                status=one.status,
                snippet=pieces,
            )
        )
    return hits
