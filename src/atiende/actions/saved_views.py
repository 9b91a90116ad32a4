"""Lists with a name: an agent's own, and those a supervisor shares with a team or with everybody."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.domain.desk import Pin, SavedView
from atiende.domain.errors import Invalid, NotAllowed, NotFound
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST_NAME = 80
MOST_OWN = 100
MOST_PINS = 200
EVERYBODY = "all"
TEAM = "team:"


class Wording(Struct, frozen=True, kw_only=True):
    """What a view says; `shared`: "" (its owner only), team:<slug> or all."""

    name: str
    filters: Mapping[str, str]
    sort: str
    shared: str = ""


async def create_view(desk: Desk, tenant: str, owner: str, wanted: Wording) -> SavedView:
    """Raises Invalid."""

    def decide(change: Change) -> SavedView:
        _check(change, wanted)
        if len(change.where(SavedView, {"owner": owner})) >= MOST_OWN:
            raise Invalid(field="name", reason="too_many")
        made = SavedView(
            id=desk.ids.new("viw"),
            owner=owner,
            name=wanted.name.strip(),
            shared=wanted.shared,
            filters=dict(wanted.filters),
            sort=wanted.sort,
            at=change.at,
        )
        change.put(made)
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def change_view(desk: Desk, tenant: str, author: tuple[str, bool], view: str, wanted: Wording) -> SavedView:
    """`author` is who, and whether he may alter what others share. Raises Invalid, NotAllowed, NotFound."""

    def decide(change: Change) -> SavedView:
        found = _alterable(change, author, view)
        _check(change, wanted)
        after = replace(
            found,
            name=wanted.name.strip(),
            shared=wanted.shared,
            filters=dict(wanted.filters),
            sort=wanted.sort,
            at=change.at,
        )
        change.put(after)
        return after

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def drop_view(desk: Desk, tenant: str, author: tuple[str, bool], view: str) -> None:
    """Raises NotAllowed, NotFound."""

    def decide(change: Change) -> None:
        change.drop(SavedView, _alterable(change, author, view).id)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def pin_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str, on: bool) -> None:
    """Keeps it at the top of the agent's lists, or no longer. Raises Invalid for more than anybody looks at."""

    def decide(change: Change) -> None:
        if not on:
            change.drop(Pin, agent, conversation_id)
        elif change.get(Pin, agent, conversation_id) is None:
            if len(change.where(Pin, {"agent": agent})) >= MOST_PINS:
                raise Invalid(field="conversation", reason="too_many")
            change.put(Pin(agent=agent, conversation=conversation_id, at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _alterable(change: Change, author: tuple[str, bool], view: str) -> SavedView:
    """One's own, or a shared one in the hands of who may alter those. Nobody hears of others' own."""
    found, (user, supervises) = change.get(SavedView, view), author
    if found is None or (found.owner != user and not found.shared):
        raise NotFound(kind="view", id=view)
    if found.owner != user and not supervises:
        raise NotAllowed(permission="queue.supervise")
    return found


def _check(change: Change, wanted: Wording) -> None:
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise Invalid(field="name", reason="too_long" if wanted.name.strip() else "required")
    team = wanted.shared.removeprefix(TEAM) if wanted.shared.startswith(TEAM) else None
    if team is not None and settings_of.document(change, "team", team) is None:
        raise Invalid(field="shared", reason="unknown")
    if team is None and wanted.shared not in ("", EVERYBODY):
        raise Invalid(field="shared", reason="unknown")
