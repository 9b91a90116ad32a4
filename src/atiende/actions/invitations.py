"""Invitations: a link, good for seven days and once, by which a new user sets his own password."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.users import beyond, member_of, new_password, password_must_do
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.work import Invitation, User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

DAYS = 7
LASTS_MS = DAYS * 86_400_000


class Invited(Struct, frozen=True, kw_only=True):
    """`token` is shown to the administrator once; only its hash is kept."""

    token: str
    expires_at: int


async def invite_user(desk: Desk, tenant: str, actor: str, user_id: str, held: Mapping[str, str]) -> Invited:
    """A new link; the ones before it are void. Raises NotFound, NotAllowed, WrongState for a deactivated user."""
    token = f"{tenant}.{desk.ids.secret()}"

    def decide(change: Change) -> Invited:
        member = member_of(change, user_id)
        if not member.agent.ability.active:
            raise WrongState(state="inactive")
        beyond(change, member.agent.ability, held)
        _void(change, user_id)
        made = Invitation(
            id=_hash(desk, token), user=user_id, by=actor, created_at=change.at, expires_at=change.at + LASTS_MS
        )
        change.put(made)
        change.record(f.UserInvited(user=user_id), actor=actor)
        return Invited(token=token, expires_at=made.expires_at)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def read_invitation(desk: Desk, token: str) -> tuple[str, User]:
    """Whose link it is. Raises NotFound for one that is unknown, used or over."""
    tenant = _tenant(token)
    reading = desk.store.reading(tenant)
    found = await reading.get(Invitation, _hash(desk, token)) if tenant else None
    if found is None or found.expires_at <= desk.clock.now():
        raise NotFound(kind="invitation", id="")
    user, agent = await reading.get(User, found.user), await reading.get(Agent, found.user)
    if user is None or agent is None or not agent.ability.active:
        raise NotFound(kind="invitation", id="")
    return tenant, user


async def accept_invitation(desk: Desk, token: str, password: str, locale: str) -> tuple[str, User]:
    """Sets the password; the link is used up. Raises NotFound, Unfit for a weak password."""
    tenant, user = await read_invitation(desk, token)
    password_must_do(password, user.email)
    hashed = await desk.keys.hash_password(password)

    def decide(change: Change) -> User:
        found = change.get(Invitation, _hash(desk, token))
        if found is None or found.expires_at <= change.at:
            raise NotFound(kind="invitation", id="")
        _void(change, user.id)
        new_password(change, f"agent:{user.id}", member_of(change, user.id).user, hashed)
        after = replace(member_of(change, user.id).user, locale=locale or user.locale)
        change.put(after)
        return after

    return tenant, await desk.store.change(tenant, decide, at=desk.clock.now())


def _void(change: Change, user_id: str) -> None:
    for one in change.where(Invitation, {"user": user_id}):
        change.drop(Invitation, one.id)


def _tenant(token: str) -> str:
    tenant, dot, _ = token.partition(".")
    return tenant if dot and len(token) <= 200 and token.isascii() and token.isprintable() else ""


def _hash(desk: Desk, token: str) -> str:
    return desk.keys.digest("invitation", token)
