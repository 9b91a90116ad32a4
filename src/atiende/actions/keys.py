"""Keys for programs: made once, shown once, never beyond what their maker may do himself; taken back at any time."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from atiende.actions.published import Published
from atiende.domain import facts as f
from atiende.domain.check import Problem, Unfit
from atiende.domain.document_rules import permission_problems
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.permissions import exceeds
from atiende.domain.work import ApiKey
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PREFIX = "atk_"
PURPOSE = "api_key"
"""The secret part is kept as a digest made for this."""


class Wanted(Struct, frozen=True, kw_only=True):
    """No brands means every brand of the maker's."""

    name: str
    permissions: dict[str, str]
    brands: tuple[str, ...] = ()


class Issued(Struct, frozen=True):
    """`secret` is the whole token (`atk_<key id>.<secret part>`), to be shown this once."""

    key: ApiKey
    secret: str


async def create_key(desk: Desk, tenant: str, actor: str, wanted: Wanted, held: Mapping[str, str]) -> Issued:
    """`held` are the maker's permissions. Raises Unfit, NotAllowed for permissions beyond them."""
    key_id, half = desk.ids.new("key"), desk.ids.secret()

    def decide(change: Change) -> ApiKey:
        _check(Published(desk, change), wanted)
        if exceeds(wanted.permissions, held):
            raise NotAllowed(reason="beyond_own_permissions")
        change.record(f.ApiKeyCreated(key=key_id, permissions=tuple(sorted(wanted.permissions))), actor=actor)
        key = ApiKey(
            id=key_id,
            name=wanted.name.strip(),
            hash=desk.keys.digest(PURPOSE, half),
            permissions=wanted.permissions,
            brands=wanted.brands,
            created_by=actor,
            created_at=change.at,
        )
        change.put(key)
        return key

    key = await desk.store.change(tenant, decide, at=desk.clock.now())
    return Issued(key, f"{PREFIX}{key_id.removeprefix('key_')}.{half}")


async def list_keys(desk: Desk, tenant: str) -> Sequence[ApiKey]:
    return await desk.store.reading(tenant).where(ApiKey, {}, limit=5000)


async def revoke_key(desk: Desk, tenant: str, actor: str, key_id: str) -> None:
    """At once and for good; again is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        key = change.get(ApiKey, key_id)
        if key is None:
            raise NotFound(kind="key", id=key_id)
        if key.revoked_at is None:
            change.record(f.ApiKeyRevoked(key=key_id), actor=actor)
            change.put(msgspec.structs.replace(key, revoked_at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _check(known: Published, wanted: Wanted) -> None:
    problems = list(permission_problems(wanted.permissions))
    if not 1 <= len(wanted.name.strip()) <= 120:
        problems.append(Problem("name", "required" if not wanted.name.strip() else "bad_name"))
    if not wanted.permissions:
        problems.append(Problem("permissions", "required"))
    problems += [
        Problem(f"brands[{index}]", "reference_missing", {"kind": "brand", "slug": slug})
        for index, slug in enumerate(wanted.brands)
        if known.body("brand", slug) is None
    ]
    if problems:
        raise Unfit(problems)
