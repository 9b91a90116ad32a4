"""What the published configuration says to a change: typed documents by slug."""

from atiende.domain import documents as docs
from atiende.domain import room
from atiende.domain.agent import Agent
from atiende.domain.errors import NotFound
from atiende.ports.store import Change


def document(change: Change, kind: str, slug: str) -> docs.Body | None:
    """The published body, or None when there is none or it is retired."""
    found = change.get(docs.Document, kind, slug)
    if found is None or found.retired:
        return None
    return docs.read(kind, found.body)


def queue_of(change: Change, slug: str) -> docs.Queue:
    """Raises NotFound."""
    body = document(change, "queue", slug)
    if not isinstance(body, docs.Queue):
        raise NotFound(kind="queue", id=slug)
    return body


def rules_of(change: Change, slug: str) -> docs.Queue:
    """The rules of work that is already there: a retired queue's clocks go on, and everybody of its brand serves it."""
    found = change.get(docs.Document, "queue", slug)
    body = docs.read("queue", found.body) if found is not None else None
    return body if isinstance(body, docs.Queue) else docs.Queue(name=slug, brand=slug)


def hours_of(change: Change, queue: docs.Queue) -> docs.Hours | None:
    """The queue's opening hours, else its brand's; None when it is always open."""
    slug = queue.hours or brand_of(change, queue.brand).hours
    body = document(change, "hours", slug) if slug is not None else None
    return body if isinstance(body, docs.Hours) else None


def endpoint_of(change: Change, slug: str) -> docs.Endpoint:
    """Raises NotFound."""
    body = document(change, "endpoint", slug)
    if not isinstance(body, docs.Endpoint):
        raise NotFound(kind="endpoint", id=slug)
    return body


def brand_of(change: Change, slug: str) -> docs.Brand:
    """The brand's document; its defaults when it was never published."""
    body = document(change, "brand", slug)
    return body if isinstance(body, docs.Brand) else docs.Brand(name=slug)


def workload_of(change: Change, agent: Agent) -> docs.Workload | None:
    """What holds for how much this agent carries, if anything is published."""
    for slug in room.workloads_of(agent.ability):
        body = document(change, "workload", slug)
        if isinstance(body, docs.Workload):
            return body
    return None
