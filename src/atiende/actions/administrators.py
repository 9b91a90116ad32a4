"""The centre must stay repairable: somebody active always holds the permissions to repair it, over everything."""

from collections.abc import Mapping

from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.check import Problem, Unfit
from atiende.domain.permissions import ROLES, allows
from atiende.ports.store import Change

ADMINISTERS = ("user.manage", "config.publish")


def must_remain(change: Change) -> None:
    """Raises Unfit when nobody could administer the centre after what this change has done so far."""
    roles: dict[str, Mapping[str, str]] = dict(ROLES)
    for found in change.where(docs.Document, {"kind": "role"}):
        body = docs.read("role", found.body)
        roles[found.slug] = body.permissions if isinstance(body, docs.Role) and not found.retired else {}
    able = {slug for slug, granted in roles.items() if all(allows(granted, name, "all") for name in ADMINISTERS)}
    if not any(agent.ability.active and agent.ability.role in able for agent in change.where(Agent, {})):
        raise Unfit([Problem("role", "last_administrator")])
