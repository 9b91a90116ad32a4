"""Users and API keys over HTTP."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter
from msgspec import structs

from atiende.actions import keys as key_actions
from atiende.actions import users as actions
from atiende.actions.users import Member, Person
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.domain.conversation import ACTIVE, Conversation
from atiende.domain.errors import NotFound
from atiende.domain.work import Invitation

router = APIRouter(prefix="/api/v1", tags=["users"])
Manages = Annotated[Asked, needs("user.manage")]
Keeps = Annotated[Asked, needs("api.manage")]


@router.get("/users", response_model=shapes.Users)
async def list_users(asked: Manages) -> shapes.Users:
    """Everybody who signs in, deactivated ones included; with brands granted, those who work for one of them."""
    members = await actions.list_users(asked.desk, asked.tenant)
    shown = [_shown(member) for member in members if _within(asked, member)]
    return shapes.Users(items=await _seen_lately(asked, shown))


@router.post("/users", response_model=shapes.UserShown, status_code=201)
async def create_user(given: shapes.UserGiven, asked: Manages) -> shapes.UserShown:
    """A new user. Without a password nobody can sign in as him yet."""
    must_hold(asked, "user.manage")
    desk, viewer = asked.desk, asked.viewer
    return _shown(await actions.create_user(desk, asked.tenant, viewer.actor, _person(given), viewer.permissions))


@router.get("/users/{user_id}", response_model=shapes.UserShown)
async def read_user(user_id: str, asked: Manages) -> shapes.UserShown:
    """One user, with how much is on his desk."""
    shown = (await _seen_lately(asked, [_shown(await _seen(asked, user_id))]))[0]
    work = [await asked.reading.where(Conversation, {"agent": user_id, "status": one}) for one in ACTIVE]
    return shown.model_copy(update={"open_work": sum(len(one) for one in work)})


@router.patch("/users/{user_id}", response_model=shapes.UserShown)
async def change_user(user_id: str, given: shapes.UserGiven, asked: Manages) -> shapes.UserShown:
    """Changes what is given. Deactivating signs him out at once and takes him offline."""
    await _seen(asked, user_id)
    must_hold(asked, "user.manage")
    viewer = asked.viewer
    changed = await actions.change_user(
        asked.desk, asked.tenant, viewer.actor, user_id, _person(given), viewer.permissions
    )
    return _shown(changed)


@router.get("/keys", response_model=shapes.Keys)
async def list_keys(asked: Keeps) -> shapes.Keys:
    """Every key, revoked ones too; never the secret."""
    must_hold(asked, "api.manage")
    found = await key_actions.list_keys(asked.desk, asked.tenant)
    return shapes.Keys(items=[shapes.KeyShown.model_validate(key) for key in found])


@router.post("/keys", response_model=shapes.KeyIssued, status_code=201)
async def create_key(given: shapes.KeyGiven, asked: Keeps) -> shapes.KeyIssued:
    """A new key. Its secret is in this answer and never again."""
    must_hold(asked, "api.manage")
    wanted = key_actions.Wanted(name=given.name, permissions=given.permissions, brands=tuple(given.brands))
    made = await key_actions.create_key(asked.desk, asked.tenant, asked.viewer.actor, wanted, asked.viewer.permissions)
    return shapes.KeyIssued.model_validate({**structs.asdict(made.key), "secret": made.secret})


@router.delete("/keys/{key_id}", status_code=204)
async def revoke_key(key_id: str, asked: Keeps) -> None:
    """At once and for good."""
    must_hold(asked, "api.manage")
    await key_actions.revoke_key(asked.desk, asked.tenant, asked.viewer.actor, key_id)


async def _seen(asked: Asked, user_id: str) -> Member:
    member = await actions.read_user(asked.desk, asked.tenant, user_id)
    if not _within(asked, member):
        raise NotFound(kind="user", id=user_id)
    return member


async def _seen_lately(asked: Asked, users: Sequence[shapes.UserShown]) -> list[shapes.UserShown]:
    """With when each was last here, and until when his invitation holds."""
    lately = {one.user: one.at for one in await asked.views.admin.signs.last_seen(asked.tenant, [u.id for u in users])}
    invited = {one.user: one.expires_at for one in await asked.reading.where(Invitation, {}, limit=5000)}
    return [
        user.model_copy(
            update={
                "last_seen_at": lately.get(user.id),
                "invited_until": until if (until := invited.get(user.id, 0)) > asked.now else None,
            }
        )
        for user in users
    ]


def _within(asked: Asked, member: Member) -> bool:
    granted = asked.viewer.brands
    return granted is None or bool(set(member.agent.ability.brands) & set(granted))


def _person(given: shapes.UserGiven) -> Person:
    fields: Mapping[str, object] = given.model_dump(exclude_none=True)
    person = Person()
    for name, value in fields.items():
        person = structs.replace(person, **{name: tuple(value) if isinstance(value, list) else value})
    return person


def _shown(member: Member) -> shapes.UserShown:
    user, ability = member.user, member.agent.ability
    return shapes.UserShown(
        id=user.id,
        name=user.name,
        email=user.email,
        locale=user.locale,
        theme=user.theme,
        role=ability.role,
        active=ability.active,
        teams=list(ability.teams),
        brands=list(ability.brands),
        skills=ability.skills,
        languages=ability.languages,
        capacity=ability.capacity,
        workload=ability.workload,
        has_password=bool(user.password),
        created_at=user.created_at,
    )
