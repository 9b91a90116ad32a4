"""Who asks: a session's cookie or an API key becomes a viewer; everything else is refused."""

from collections.abc import Mapping, Sequence
from hmac import compare_digest
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import HTTPConnection

from atiende.actions import sessions
from atiende.api.limits import Limits
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.errors import LookingOnly, NotAllowed, Refusal
from atiende.domain.facts import Ability
from atiende.domain.permissions import ROLES, allows
from atiende.domain.work import ApiKey, Session, User
from atiende.ports.desk import Desk
from atiende.ports.store import Reading
from atiende.ports.views import Sight

COOKIE = "atiende_session"
CSRF_HEADER = "x-csrf-token"
KEY_PREFIX = "atk_"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
ENDS_LOOKING = frozenset((("DELETE", "/api/v1/view-as"), ("DELETE", "/api/v1/session")))
MINUTE_MS = 60_000
USE_NOTED_MS = 10 * MINUTE_MS


class NotSignedIn(Refusal):
    """No session, an expired one, or an unknown key."""

    code = "not_signed_in"


class Forged(Refusal):
    """A change asked for by a page that is not ours: the CSRF token or the origin is wrong."""

    code = "forged"


class Viewer(Struct, frozen=True, kw_only=True):
    """A signed-in person, or a program with a key (`user` is empty then).

    `sight` is what he may read of conversations; `reach` the queues his teams serve; `brands` None means all of them.
    `by` is the administrator who looks through his eyes, and changes nothing; empty for the person himself.
    """

    tenant: str
    user: str
    key: str
    name: str
    role: str
    locale: str
    permissions: Mapping[str, str]
    brands: tuple[str, ...] | None
    reach: tuple[str, ...]
    sight: Sight
    session: Session | None = None
    by: str = ""

    @property
    def author(self) -> str:
        """Under which id his messages and files are kept."""
        return self.user or self.key

    @property
    def actor(self) -> str:
        """Who asks, as the log and the records of who saw what name him: never the one looked at."""
        return f"agent:{self.by or self.user}" if self.user else f"key:{self.key}"

    def covers(self, permission: str, scope: str = "own") -> bool:
        return allows(self.permissions, permission, scope)

    def sight_of(self, permission: str) -> Sight:
        """What the permission's scope lets him act on."""
        return sight_of(self.user, self.permissions.get(permission), self.brands, self.reach)


def sight_of(user: str, scope: str | None, brands: tuple[str, ...] | None, reach: tuple[str, ...]) -> Sight:
    """The scopes of `domain.permissions`, as conditions on conversations."""
    if scope == "all":
        return Sight(agent=user, queues=None, brands=None)
    if scope == "brand":
        return Sight(agent=user, queues=None, brands=brands)
    return Sight(agent=user, queues=reach if scope == "team" else (), brands=brands)


async def identify(connection: HTTPConnection, desk: Desk, limits: Limits) -> Viewer:
    """Raises NotSignedIn, Forged, TooMany. The answer is kept for the rest of the request."""
    known = getattr(connection.state, "viewer", None)
    if isinstance(known, Viewer):
        return known
    header = connection.headers.get("authorization", "")
    if header[:7].lower() == "bearer ":
        viewer = await _by_key(desk, header[7:].strip())
    else:
        viewer = await viewer_of_token(desk, connection.cookies.get(COOKIE, ""))
        check_same_site(connection, desk.public_url, viewer)
        _check_looking(connection, viewer)
    limits.spend_call(viewer.actor + viewer.tenant, desk.clock.elapsed())
    limits.spend_tenant_call(viewer.tenant, desk.clock.elapsed())
    connection.state.viewer = viewer
    return viewer


async def viewer_of_token(desk: Desk, token: str) -> Viewer:
    """The viewer behind a session's token. Raises NotSignedIn."""
    tenant, dot, _ = token.partition(".")
    if not dot or len(token) > 200 or not (token.isascii() and token.isprintable()):
        raise NotSignedIn()
    reading = desk.store.reading(tenant)
    session = await reading.get(Session, sessions.session_id(desk, token))
    now = desk.clock.now()
    if session is None or session.expires_at <= now:
        raise NotSignedIn()
    user = await reading.get(User, session.user)
    agent = await reading.get(Agent, session.user)
    if user is None or agent is None or not user.active or not agent.ability.active:
        raise NotSignedIn()
    if sessions.is_stale(session, now):
        await sessions.keep_alive(desk, tenant, session.id)
    viewer = await _user_viewer(reading, tenant, user, agent.ability, session)
    return await _through_his_eyes(reading, viewer) if session.viewing and session.viewing_until > now else viewer


async def _through_his_eyes(reading: Reading, viewer: Viewer) -> Viewer:
    """What the user looked at may see, for as long as he is there and the administrator may do this."""
    session = viewer.session
    assert session is not None
    user, agent = await reading.get(User, session.viewing), await reading.get(Agent, session.viewing)
    if user is None or agent is None or viewer.brands is not None or not viewer.covers("user.manage", "all"):
        return viewer
    seen = await _user_viewer(reading, viewer.tenant, user, agent.ability, session)
    return replace(seen, locale=viewer.locale, by=viewer.user)


def _check_looking(connection: HTTPConnection, viewer: Viewer) -> None:
    """Who looks as somebody else reads, and may stop looking. Raises LookingOnly."""
    scope = connection.scope
    method = scope.get("method", "GET")
    if viewer.by and method not in SAFE and (method, scope["path"]) not in ENDS_LOOKING:
        raise LookingOnly()


async def _user_viewer(reading: Reading, tenant: str, user: User, ability: Ability, session: Session | None) -> Viewer:
    permissions = await permissions_of(reading, ability.role)
    brands = ability.brands or None
    reach = reach_of(await reading.where(docs.Document, {"kind": "queue"}), ability)
    return Viewer(
        tenant=tenant,
        user=user.id,
        key="",
        name=user.name,
        role=ability.role,
        locale=user.locale,
        permissions=permissions,
        brands=brands,
        reach=reach,
        sight=sight_of(user.id, permissions.get("conversation.read"), brands, reach),
        session=session,
    )


async def permissions_of(reading: Reading, role: str) -> Mapping[str, str]:
    """The role's document, else the built-in role of that name."""
    found = await reading.get(docs.Document, "role", role)
    if found is not None and not found.retired:
        body = docs.read("role", found.body)
        if isinstance(body, docs.Role):
            return body.permissions
    return ROLES.get(role, {})


def reach_of(queues: Sequence[docs.Document], ability: Ability) -> tuple[str, ...]:
    """Queues that somebody of these teams and brands serves; a queue without teams is everybody's of its brand."""
    found = []
    for row in queues:
        body = docs.read("queue", row.body)
        if not isinstance(body, docs.Queue) or (ability.brands and body.brand not in ability.brands):
            continue
        if not body.teams or set(body.teams) & set(ability.teams):
            found.append(row.slug)
    return tuple(sorted(found))


async def _by_key(desk: Desk, token: str) -> Viewer:
    """`atk_<id>.<secret>`; the id is public."""
    ident, dot, secret = token.removeprefix(KEY_PREFIX).partition(".")
    if not token.startswith(KEY_PREFIX) or not dot or len(token) > 300 or not (token.isascii() and token.isprintable()):
        raise NotSignedIn()
    for tenant, key in await desk.store.everywhere(ApiKey, {"id": f"key_{ident}"}):
        if key.revoked_at is None and _equal(desk.keys.digest("api_key", secret), key.hash):
            if desk.clock.now() - (key.used_at or 0) > USE_NOTED_MS:
                await sessions.note_key_used(desk, tenant, key.id)
            return _key_viewer(tenant, key)
    raise NotSignedIn()


def _key_viewer(tenant: str, key: ApiKey) -> Viewer:
    brands = key.brands or None
    return Viewer(
        tenant=tenant,
        user="",
        key=key.id,
        name=key.name,
        role="",
        locale="",
        permissions=key.permissions,
        brands=brands,
        reach=(),
        sight=sight_of("", key.permissions.get("conversation.read"), brands, ()),
    )


def check_same_site(connection: HTTPConnection, public_url: str, viewer: Viewer) -> None:
    """A change over a session must come from our own page. Raises Forged."""
    if connection.scope["type"] == "websocket":
        check_origin(connection, public_url)
        return
    if connection.scope.get("method", "GET") in SAFE:
        return
    check_origin(connection, public_url)
    session = viewer.session
    if session is None or not _equal(connection.headers.get(CSRF_HEADER, ""), session.csrf):
        raise Forged()


def check_origin(connection: HTTPConnection, public_url: str) -> None:
    """Browsers name the origin of a change; programs without one are not browsers. Raises Forged."""
    origin = connection.headers.get("origin")
    if origin is None:
        return
    ours = {_origin(public_url), _origin(f"{connection.url.scheme}://{connection.headers.get('host', '')}")}
    if _origin(origin) not in ours:
        raise Forged()


def _origin(url: str) -> tuple[str, str]:
    """Scheme and host with port; a socket's scheme is that of its page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return scheme, parts.netloc.lower()


def _equal(given: str, kept: str) -> bool:
    return compare_digest(given.encode(), kept.encode())


def need(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed."""
    if permission and permission not in viewer.permissions:
        raise NotAllowed(permission=permission)
