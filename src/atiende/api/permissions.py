"""Every route says what it needs, or is on the one list of routes that need nothing; who may act on what is one place.

`needs("conversation.reply")` is a dependency: it identifies the viewer, checks the permission and gives the route what
it works with. A test walks every route and fails on one that neither needs something nor is listed in PUBLIC.
"""

from typing import Annotated

from fastapi import Depends, Request

from atiende.api.asked import Asked, centre_of
from atiende.api.who import Viewer, identify, need
from atiende.domain.conversation import Conversation
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Message, readable_by
from atiende.ports.views import Sight

READ = "conversation.read"

PUBLIC: frozenset[str] = frozenset(
    (
        "POST /api/v1/session",
        "GET /api/v1/setup",
        "POST /api/v1/setup",
        "GET /api/v1/setup/demo",  # by the set-up's token, as the two above
        "POST /api/v1/setup/demo",
        "POST /api/v1/setup/demo/enter",
        "POST /api/v1/invitations/look",  # by the link's token, which is in the body so that no log keeps it
        "POST /api/v1/invitations/accept",
        "GET /api/v1/files/{file_id}",  # by session, or by a signed link: checked in the route
        "GET /api/v1/openapi.json",
        "GET /healthz",
        "GET /readyz",
        "GET /api/v1/wall/{token}",  # whoever has the address: checked in the route, and rate limited
        "GET /robots.txt",
        "GET /help/{address}",  # a brand's public articles, for whoever has the address: checked in the routes
        "GET /help/{address}/style.css",
        "GET /help/{address}/sitemap.xml",
        "GET /help/{address}/files/{file_id}",
        "GET /help/{address}/{language}",
        "GET /help/{address}/{language}/search",
        "GET /help/{address}/{language}/c/{slug}",
        "GET /help/{address}/{language}/a/{slug}",
        "POST /help/{address}/{language}/a/{slug}/vote",
        "GET /help/{address}/{language}/g/{slug}",
        "POST /help/{address}/{language}/g/{slug}",
        "GET /demo",
        "GET /widget.js",
        "GET /widget/{name}.js",  # our own four scripts
        "GET /join/{token}",  # whoever has the link: checked in its socket
        "WEBSOCKET /join/{token}",
        "GET /widget/config",
        "GET /widget/help",
        "POST /widget/files",
        "GET /widget/files/{file_id}",
        "WEBSOCKET /widget",
        "WEBSOCKET /api/v1/live",  # the session's cookie and the origin are checked before it is accepted
        "POST /hooks/{endpoint}",
        "POST /mcp",  # by key, visitor's token or signed identity: checked in the route
        "POST /hooks/payments/{account}",  # by the provider's signature: checked in the route
        "GET /{path:path}",  # the desk's own files and its pages
        "GET /assets/{path:path}",
    )
)
"""The one reviewed list of routes that ask for no permission."""


class Needs:
    """The dependency behind `needs`. An empty permission: anybody signed in. `others` do as well."""

    def __init__(self, permission: str, *others: str) -> None:
        self.permission, self.others = permission, others

    async def __call__(self, request: Request) -> Asked:
        centre = centre_of(request)
        viewer = await identify(request, centre.desk, centre.limits)
        if not any(other in viewer.permissions for other in self.others):
            need(viewer, self.permission)
        return Asked(
            desk=centre.desk,
            views=centre.views,
            viewer=viewer,
            accesses=centre.accesses,
            viewers=centre.viewers,
            floors=centre.floors,
            outlooks=centre.outlooks,
            lives=centre.lives,
        )


def needs(permission: str, *others: str) -> object:
    """Declares a route's permission: `Annotated[Asked, needs("conversation.reply")]`. One of `others` does as well."""
    return Depends(Needs(permission, *others))


SignedIn = Annotated[Asked, needs("")]
"""Whoever is signed in: what is one's own."""


def may_see(sight: Sight, conversation: Conversation) -> bool:
    """His own, or seen because of queue and brand: the same rule as `store.views.seeing`, without offers."""
    if sight.agent and conversation.agent == sight.agent:
        return True
    if sight.queues is not None and conversation.queue not in sight.queues:
        return False
    return sight.brands is None or conversation.brand in sight.brands


def may_see_conversation(viewer: Viewer, conversation: Conversation, permission: str = READ) -> bool:
    """Whether the scope of a permission covers the conversation; what is offered to him counts as own (`within`)."""
    if permission not in viewer.permissions:
        return False
    return may_see(viewer.sight if permission == READ else viewer.sight_of(permission), conversation)


async def conversation_for(asked: Asked, conversation_id: str, permission: str = READ) -> Conversation:
    """Raises NotFound when he may not read it, NotAllowed when he may, but not do this."""
    found = await asked.reading.get(Conversation, conversation_id)
    if found is None or not await _within(asked, found, READ):
        raise NotFound(kind="conversation", id=conversation_id)
    if permission != READ and not await _within(asked, found, permission):
        raise NotAllowed(permission=permission)
    return found


async def may(asked: Asked, conversation_id: str, permission: str) -> bool:
    """Whether he may do this to a conversation."""
    try:
        await conversation_for(asked, conversation_id, permission)
    except (NotFound, NotAllowed):
        return False
    return True


async def _within(asked: Asked, conversation: Conversation, permission: str) -> bool:
    viewer = asked.viewer
    if may_see_conversation(viewer, conversation, permission):
        return True
    if not viewer.user or permission not in viewer.permissions:
        return False
    offers = await asked.reading.where(Offer, {"agent": viewer.user, "state": "made"})
    return any(offer.conversation == conversation.id for offer in offers)


async def interaction_for(asked: Asked, interaction_id: str, permission: str = READ) -> Interaction:
    """Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Interaction, interaction_id)
    if found is None:
        raise NotFound(kind="interaction", id=interaction_id)
    try:
        await conversation_for(asked, found.conversation, permission)
    except NotFound:
        raise NotFound(kind="interaction", id=interaction_id) from None
    return found


async def message_for(asked: Asked, message_id: str, permission: str = READ) -> Message:
    """Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Message, message_id)
    if found is None or not readable_by(found, asked.viewer.author):
        raise NotFound(kind="message", id=message_id)
    try:
        await conversation_for(asked, found.conversation, permission)
    except NotFound:
        raise NotFound(kind="message", id=message_id) from None
    return found
