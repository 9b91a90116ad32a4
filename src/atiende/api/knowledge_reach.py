"""Who may write which articles: those of his brands; one of all brands by whoever was granted all of them."""

from collections.abc import Mapping, Sequence

from atiende.api.asked import Asked
from atiende.domain.check import Json
from atiende.domain.errors import NotAllowed, NotFound


def brands_in(body: Json) -> Sequence[str]:
    """The brands a body names; drafts may be of any shape."""
    named = body.get("brands") if isinstance(body, Mapping) else None
    return [str(one) for one in named] if isinstance(named, list) else []


def may_see(asked: Asked, body: Json) -> bool:
    """Of all brands, or of one of his."""
    granted, brands = asked.viewer.brands, brands_in(body)
    return granted is None or not brands or not set(brands).isdisjoint(granted)


def may_reach(asked: Asked, permission: str, *bodies: Json) -> bool:
    viewer = asked.viewer
    if viewer.covers(permission, "all") or (viewer.brands is None and viewer.covers(permission, "brand")):
        return True
    granted = set(viewer.brands or ())
    within = all(brands_in(body) and set(brands_in(body)) <= granted for body in bodies)
    return viewer.covers(permission, "brand") and within


def must_reach(asked: Asked, permission: str, slug: str, *bodies: Json) -> None:
    """Raises NotFound for what he may not see, NotAllowed."""
    if not all(may_see(asked, body) for body in bodies):
        raise NotFound(kind="article", id=slug)
    if not may_reach(asked, permission, *bodies):
        raise NotAllowed(permission=permission)
