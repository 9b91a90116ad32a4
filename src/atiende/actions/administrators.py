"""The centre must stay repairable: somebody active always holds the permissions to repair it, over everything."""

from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.check import Problem, Unfit
from atiende.domain.permissions import ADMINISTERS
from atiende.ports.store import Change


def must_remain(change: Change) -> None:
    """Raises Unfit when nobody could administer the centre after what this change has done so far."""
    roles = {
        found.slug: docs.read("role", found.body)
        for found in change.where(docs.Document, {"kind": "role"})
        if not found.retired
    }
    able = {slug for slug, role in roles.items() if isinstance(role, docs.Role) and _administers(role)}
    if not any(agent.ability.active and agent.ability.role in able for agent in change.where(Agent, {})):
        raise Unfit([Problem("role", "last_administrator")])


def _administers(role: docs.Role) -> bool:
    return all(role.permissions.get(name) == "all" for name in ADMINISTERS)
