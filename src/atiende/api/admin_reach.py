"""Which configuration somebody may see and change: what is a brand's stays with those who are granted the brand."""

from collections.abc import Mapping, Sequence

import msgspec

from atiende.api.asked import Asked
from atiende.domain.check import Json
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.flow_documents import Flow, Request
from atiende.domain.permissions import exceeds

OF_A_BRAND = ("endpoint", "queue")
INSTEAD = {"flow": "flow.publish", "prompt": "flow.publish"}
"""Kinds that a permission of their own opens as well, for drafting and for publishing."""
OF_BRANDS = ("webhook", "article", "collection", "flow")


def brands_of(kind: str, slug: str, body: Json) -> tuple[str, ...] | None:
    """The brands a document belongs to; None when it is the whole centre's. Drafts may be of any shape."""
    if kind == "brand":
        return (slug,)
    named = body.get("brands" if kind in OF_BRANDS else "brand") if isinstance(body, Mapping) else None
    if kind in OF_A_BRAND and isinstance(named, str):
        return (named,)
    if kind in OF_BRANDS and isinstance(named, list) and named:
        return tuple(str(one) for one in named)
    return None


def may_see(asked: Asked, kind: str, slug: str, body: Json) -> bool:
    """What is the whole centre's is seen by all who read the configuration, except where messages are sent."""
    granted, brands = asked.viewer.brands, brands_of(kind, slug, body)
    if granted is None:
        return True
    if brands is None:
        return kind != "webhook"
    return set(brands) <= set(granted)


def must_see(asked: Asked, kind: str, slug: str, *bodies: Json) -> None:
    """Raises NotFound."""
    if not all(may_see(asked, kind, slug, body) for body in bodies):
        raise NotFound(kind=kind, id=slug)


def must_reach(asked: Asked, permission: str, kind: str, slug: str, *bodies: Json) -> None:
    """Whether he may change this document from the first body to the last. Raises NotFound, NotAllowed.

    With the scope `all` everything; with `brand` what belongs to his brands; narrower scopes configure nothing.
    """
    must_see(asked, kind, slug, *bodies)
    if asked.viewer.covers(permission, "all") or _may_instead(asked, kind, slug, bodies):
        return
    if not asked.viewer.covers(permission, "brand") or any(brands_of(kind, slug, body) is None for body in bodies):
        raise NotAllowed(permission=permission)


def _may_instead(asked: Asked, kind: str, slug: str, bodies: Sequence[Json]) -> bool:
    """Flows and their prompts are changed by those who run the floor: all of the centre's, or their brands' own."""
    held = INSTEAD.get(kind)
    if held is None or not asked.viewer.covers(held, "brand"):
        return False
    return asked.viewer.brands is None or all(brands_of(kind, slug, body) is not None for body in bodies)


def must_not_open(asked: Asked, kind: str, slug: str, now: Json, wanted: Json) -> None:
    """Who may publish flows, and no other configuration, puts no request with a secret in force that was not there
    before, to the letter: else he could have any secret of the centre sent wherever he likes. Raises NotAllowed."""
    viewer, held = asked.viewer, "config.publish"
    of_brands = brands_of(kind, slug, now) is not None and brands_of(kind, slug, wanted) is not None
    if kind != "flow" or viewer.covers(held, "all") or (viewer.covers(held, "brand") and of_brands):
        return
    if not _opening(wanted) <= _opening(now):
        raise NotAllowed(permission=held)


def _opening(body: Json) -> frozenset[str]:
    """What a flow's requests with secrets ask; what is done with the answers is no matter. Half a flow has none."""
    try:
        flow = msgspec.convert(body, Flow)
    except msgspec.ValidationError:
        return frozenset()
    requests = [one for one in flow.nodes.values() if isinstance(one, Request)]
    secret = [one for one in requests if any(header.secret is not None for header in one.headers)]
    return frozenset(repr((one.method, one.url, one.headers, one.body)) for one in secret)


def must_hold(asked: Asked, permission: str) -> None:
    """What concerns the whole centre. Raises NotAllowed."""
    if not asked.viewer.covers(permission, "all") or asked.viewer.brands is not None:
        raise NotAllowed(permission=permission)


def must_not_exceed(asked: Asked, kind: str, body: Json) -> None:
    """Nobody puts a role in force that may do more than he. Raises NotAllowed."""
    granted = body.get("permissions") if kind == "role" and isinstance(body, Mapping) else None
    if isinstance(granted, Mapping) and exceeds(
        {str(name): str(scope) for name, scope in granted.items()}, asked.viewer.permissions
    ):
        raise NotAllowed(reason="beyond_own_permissions")
