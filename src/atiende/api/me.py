"""What people set for themselves: presence, name, language, theme, password."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import presence as actions
from atiende.actions import sessions
from atiende.api.account_shapes import Me
from atiende.api.asked import Asked
from atiende.api.carrying import Workloads
from atiende.api.permissions import SignedIn
from atiende.api.shapes import Presence
from atiende.api.who import NotSignedIn
from atiende.domain.agent import Agent
from atiende.domain.errors import NotFound
from atiende.domain.room import capacity_of, set_aside
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1/me", tags=["me"])


Preferred = Annotated[str, Field(pattern=r"^[a-z]+(\.[a-zA-Z0-9]+){1,3}$", max_length=60)]
"""A preference's name: `look.density`, `keys.conversation.reply`. What it means is the desk's affair."""


class StateWanted(BaseModel):
    state: Literal["available", "paused", "offline"]
    reason: str = Field(default="", max_length=64)


class PasswordWanted(BaseModel):
    old: str = Field(max_length=200)
    new: str = Field(max_length=1000)


class MeWanted(BaseModel):
    name: str | None = Field(default=None, max_length=200)
    locale: Literal["es", "en"] | None = None
    theme: Literal["system", "light", "dark"] | None = None
    password: PasswordWanted | None = None
    preferences: dict[Preferred, Annotated[str, Field(max_length=2000)]] | None = Field(default=None, max_length=200)
    """Only these change; an empty value forgets one."""


@router.get("", response_model=Me)
async def get_me(asked: SignedIn) -> Me:
    """The person signed in."""
    user = await asked.reading.get(User, asked.viewer.user)
    if user is None:
        raise NotSignedIn()
    return me_of(asked, user)


@router.patch("", response_model=Me)
async def patch_me(asked: SignedIn, wanted: MeWanted) -> Me:
    """Changes what is given. A new password ends all other sessions."""
    viewer = asked.viewer
    if viewer.session is None:
        raise NotSignedIn()
    alterations = sessions.Alterations(
        name=wanted.name,
        locale=wanted.locale,
        theme=wanted.theme,
        password=(wanted.password.old, wanted.password.new) if wanted.password else None,
        preferences=wanted.preferences,
    )
    user = await sessions.alter_me(asked.desk, asked.tenant, viewer.user, alterations, viewer.session.id)
    return me_of(asked, user)


def me_of(asked: Asked, user: User) -> Me:
    role = asked.viewer.role
    return Me(
        id=user.id,
        name=user.name,
        email=user.email,
        locale=user.locale,
        theme=user.theme,
        role=role,
        preferences=user.preferences,
    )


@router.get("/presence", response_model=Presence)
async def get_presence(asked: SignedIn) -> Presence:
    """As it is now, with a rest that begins or ends by itself."""
    if not asked.viewer.user:
        raise NotSignedIn()
    return await presence_of(asked, asked.viewer.user)


@router.put("/presence", response_model=Presence)
async def put_presence(asked: SignedIn, wanted: StateWanted) -> Presence:
    """Chooses a state; leaving takes back the offers not yet answered."""
    if not asked.viewer.user:
        raise NotSignedIn()
    await actions.choose_state(asked.desk, asked.tenant, asked.viewer.user, wanted.state, wanted.reason)
    return await presence_of(asked, asked.viewer.user)


async def presence_of(asked: Asked, agent_id: str) -> Presence:
    """Raises NotFound."""
    agent = await asked.reading.get(Agent, agent_id)
    if agent is None:
        raise NotFound(kind="agent", id=agent_id)
    channels = sorted({*asked.desk.channels, *agent.ability.capacity})
    loads = await Workloads(asked.reading).of(agent.ability)
    outlook = asked.outlooks(asked.tenant)
    return Presence(
        state=agent.state,
        reason=agent.reason,
        since=agent.since,
        next_state=agent.next_state,
        next_reason=agent.next_reason,
        load=agent.load,
        capacity={channel: capacity_of(agent.ability, channel, loads) for channel in channels},
        aside=set_aside(loads, agent.load),
        phone=agent.phone,
        resting_until=outlook.resting_until(agent_id, asked.desk.clock.now()) if outlook is not None else None,
    )
