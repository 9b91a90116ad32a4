"""What is typed into the telephone on somebody's desk: server, user and password, and another password on demand."""

from msgspec import Struct

from atiende.actions.telephony import desk_password
from atiende.domain import facts as f
from atiende.domain.agent import Agent, DeskPhone
from atiende.domain.errors import NotFound
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.voice import EngineGone, Registrar


class Typed(Struct, frozen=True, kw_only=True):
    """`password` is empty unless it was asked for: whoever sees it is in the audit log."""

    server: str
    name: str
    password: str = ""
    ready: bool = False
    """The exchange knows such a telephone now."""


async def desk_phone(desk: Desk, tenant: str, user: str) -> Typed | None:
    """None where this centre has no desk phones. Raises NotFound for nobody."""
    registrar = _registrar(desk)
    if registrar is None:
        return None
    if await desk.store.reading(tenant).get(Agent, user) is None:
        raise NotFound(kind="user", id=user)
    try:
        ready = user in await registrar.registered([user])
    except EngineGone:
        ready = False
    return Typed(server=registrar.server, name=user, ready=ready)


async def show_desk_phone(desk: Desk, tenant: str, user: str, actor: str, *, renew: bool) -> Typed:
    """With its password, a new one where it is renewed: that holds within seconds. Raises NotFound."""
    registrar = _registrar(desk)
    if registrar is None:
        raise NotFound(kind="desk_phone", id=user)

    def decide(change: Change) -> int:
        found = change.get(User, user)
        if found is None or not found.active:
            raise NotFound(kind="user", id=user)
        if renew:
            change.record(f.DeskPhoneRenewed(user=user), actor=actor)
        change.record(f.DeskPhoneShown(user=user), actor=actor)
        row = change.get(DeskPhone, user)
        return row.renewed if row is not None else 0

    renewed = await desk.store.change(tenant, decide, at=desk.clock.now())
    return Typed(server=registrar.server, name=user, password=desk_password(desk.keys, tenant, user, renewed))


def _registrar(desk: Desk) -> Registrar | None:
    return next((one for one in desk.voice.engines.values() if isinstance(one, Registrar)), None)
