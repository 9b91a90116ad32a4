"""What each role may do, and how many hold it, over HTTP: the built-in ones and the centre's own."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter

from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Shape
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.permissions import PERMISSIONS, ROLES

router = APIRouter(prefix="/api/v1/roles", tags=["users"])
Reads = Annotated[Asked, needs("config.read")]


class RoleShown(Shape):
    slug: str
    name: str
    permissions: dict[str, str]
    people: int
    built_in: bool


class Roles(Shape):
    """`permissions` are all there are, in the order they are read."""

    permissions: list[str]
    items: list[RoleShown]


@router.get("", response_model=Roles)
async def list_roles(asked: Reads) -> Roles:
    """A document of the same name takes the place of a built-in role."""
    agents = await asked.reading.where(Agent, {}, limit=20_000)
    people = Counter(agent.ability.role for agent in agents if agent.ability.active)
    own: dict[str, RoleShown] = {}
    for row in await asked.reading.where(docs.Document, {"kind": "role"}, limit=5000):
        body = docs.read("role", row.body)
        if isinstance(body, docs.Role) and not row.retired:
            own[row.slug] = RoleShown(
                slug=row.slug,
                name=body.name,
                permissions=body.permissions,
                people=people[row.slug],
                built_in=False,
            )
    usual = {
        slug: RoleShown(slug=slug, name=slug, permissions=dict(granted), people=people[slug], built_in=True)
        for slug, granted in ROLES.items()
        if slug not in own
    }
    return Roles(permissions=list(PERMISSIONS), items=[*own.values(), *usual.values()])
