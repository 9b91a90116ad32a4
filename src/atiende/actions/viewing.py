"""Seeing the desk as somebody else sees it: an administrator, for half an hour, and only to look."""

from collections.abc import Mapping

from msgspec.structs import replace

from atiende.actions.users import beyond
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.work import Session, User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LOOKED_MS = 30 * 60_000


async def view_as(desk: Desk, tenant: str, actor: str, session: str, user_id: str, held: Mapping[str, str]) -> Session:
    """From now on this session sees what the user sees. Raises NotFound, WrongState for oneself or somebody who may
    not sign in, NotAllowed for somebody mightier."""

    def decide(change: Change) -> Session:
        found, agent = change.get(Session, session), change.get(Agent, user_id)
        if found is None or agent is None or change.get(User, user_id) is None:
            raise NotFound(kind="user", id=user_id)
        if found.user == user_id or not agent.ability.active:
            raise WrongState(state="self" if found.user == user_id else "inactive")
        beyond(change, agent.ability, held)
        change.record(f.ViewedAs(user=user_id), actor=actor)
        looking = replace(found, viewing=user_id, viewing_until=change.at + LOOKED_MS)
        change.put(looking)
        return looking

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def stop_viewing(desk: Desk, tenant: str, session: str) -> None:
    """The desk is one's own again; stopping twice is no error."""

    def decide(change: Change) -> None:
        found = change.get(Session, session)
        if found is not None and found.viewing:
            change.put(replace(found, viewing="", viewing_until=0))

    await desk.store.change(tenant, decide, at=desk.clock.now())
