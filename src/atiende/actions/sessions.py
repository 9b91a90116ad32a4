"""Signing in and out, sessions, and what people change about themselves."""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions.phones import choose_place
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.call import WHERE
from atiende.domain.check import Problem, Unfit
from atiende.domain.errors import Invalid, NotFound, SignInFailed
from atiende.domain.people import password_problem
from atiende.domain.work import ApiKey, Session, User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

HOUR_MS = 3_600_000
IDLE_MS = 12 * HOUR_MS
LONGEST_MS = 7 * 24 * HOUR_MS
LOCALES = ("es", "en")
THEMES = ("system", "light", "dark")
LONGEST_PASSWORD = 200
LONGEST_NAME = 120
MOST_PREFERENCES = 200


class SignedInAs(Struct, frozen=True, kw_only=True):
    """`token` is shown to the browser once; only its hash is kept."""

    tenant: str
    user: User
    token: str
    session: Session


class Alterations(Struct, frozen=True, kw_only=True):
    """What a person changes about himself; None leaves it. Of `preferences` only those named; "" forgets one."""

    name: str | None = None
    locale: str | None = None
    theme: str | None = None
    password: tuple[str, str] | None = None
    preferences: Mapping[str, str] | None = None


def session_id(desk: Desk, token: str) -> str:
    return desk.keys.digest("session", token)


def is_stale(session: Session, now: int) -> bool:
    """Whether its end should be moved on: at most once an hour, so that a busy session costs no writes."""
    return session.expires_at - now < IDLE_MS - HOUR_MS and session.expires_at < session.created_at + LONGEST_MS


async def sign_in(desk: Desk, email: str, password: str) -> SignedInAs:
    """A new session. Raises SignInFailed, after the same work whether or not the account exists."""
    found = await _account(desk, email.strip().lower(), password)
    if found is None:
        raise SignInFailed()
    tenant, user = found
    return await open_session(desk, tenant, user)


async def open_session(desk: Desk, tenant: str, user: User) -> SignedInAs:
    """A session for somebody whose identity is already proven."""
    token = f"{tenant}.{desk.ids.secret()}"
    now = desk.clock.now()
    session = Session(
        id=session_id(desk, token),
        user=user.id,
        created_at=now,
        expires_at=now + IDLE_MS,
        csrf=desk.ids.secret(24),
    )

    def decide(change: Change) -> None:
        change.put(session)
        change.record(f.SignedIn(user=user.id), actor=f"agent:{user.id}")

    await desk.store.change(tenant, decide, at=now)
    return SignedInAs(tenant=tenant, user=user, token=token, session=session)


async def _account(desk: Desk, email: str, password: str) -> tuple[str, User] | None:
    """The account whose password it is; one password is checked even when there is no account."""
    candidates = [
        (tenant, user)
        for tenant, user in await desk.store.everywhere(User, {"email": email})
        if user.active and user.password
    ]
    if not candidates or len(password) > LONGEST_PASSWORD:
        await desk.keys.password_is(password[:LONGEST_PASSWORD], await _nobody(desk))
        return None
    for tenant, user in candidates:
        agent = await desk.store.reading(tenant).get(Agent, user.id)
        if await desk.keys.password_is(password, user.password) and agent is not None and agent.ability.active:
            return tenant, user
    return None


async def _nobody(desk: Desk) -> str:
    """A hash no password fits, made once."""
    kept = _kept()
    if "hash" not in kept:
        kept["hash"] = await desk.keys.hash_password(desk.ids.secret())
    return kept["hash"]


@lru_cache(maxsize=1)
def _kept() -> dict[str, str]:
    return {}


async def sign_out(desk: Desk, tenant: str, session: Session) -> None:
    """Ends this session; signing out twice is no error."""

    def decide(change: Change) -> None:
        if change.get(Session, session.id) is not None:
            change.drop(Session, session.id)
            change.record(f.SignedOut(user=session.user), actor=f"agent:{session.user}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def sign_out_everywhere(desk: Desk, tenant: str, actor: str, user: str) -> int:
    """Ends all of somebody's sessions; answers how many. What he has in hand is another question."""

    def decide(change: Change) -> int:
        found = change.where(Session, {"user": user})
        for session in found:
            change.drop(Session, session.id)
        if found:
            change.record(f.SignedOut(user=user), actor=f"agent:{actor}")
        return len(found)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def keep_alive(desk: Desk, tenant: str, session: str) -> None:
    """Moves the end of a session in use on, never beyond its longest life."""

    def decide(change: Change) -> None:
        found = change.get(Session, session)
        if found is not None:
            end = min(found.created_at + LONGEST_MS, change.at + IDLE_MS)
            change.put(replace(found, expires_at=end))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_key_used(desk: Desk, tenant: str, key: str) -> None:
    """When an API key was last used, coarsely."""

    def decide(change: Change) -> None:
        found = change.get(ApiKey, key)
        if found is not None:
            change.put(replace(found, used_at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def alter_me(desk: Desk, tenant: str, user_id: str, wanted: Alterations, session: str) -> User:
    """Name, language, theme, password. A new password ends every other session. Raises Invalid, Unfit, NotFound."""
    _check(wanted)
    before = await desk.store.reading(tenant).get(User, user_id)
    if before is None:
        raise NotFound(kind="user", id=user_id)
    hashed = await _new_password(desk, before, wanted.password)

    def decide(change: Change) -> User:
        user = change.get(User, user_id)
        if user is None:
            raise NotFound(kind="user", id=user_id)
        after = replace(
            user,
            name=user.name if wanted.name is None else wanted.name.strip(),
            locale=wanted.locale or user.locale,
            theme=wanted.theme or user.theme,
            password=hashed or user.password,
            preferences=_preferred(user.preferences, wanted.preferences or {}),
        )
        change.put(after)
        if after.preferences.get(WHERE) != user.preferences.get(WHERE):
            choose_place(desk, change, user_id)
        if hashed:
            change.record(f.PasswordChanged(user=user_id), actor=f"agent:{user_id}")
            for other in change.where(Session, {"user": user_id}):
                if other.id != session:
                    change.drop(Session, other.id)
        return after

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _preferred(known: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Raises Invalid for more than anybody can have chosen."""
    after = {name: value for name, value in {**known, **wanted}.items() if value}
    if len(after) > MOST_PREFERENCES:
        raise Invalid(field="preferences", reason="too_many")
    return after


def _check(wanted: Alterations) -> None:
    if wanted.name is not None and not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise Invalid(field="name", reason="required" if not wanted.name.strip() else "too_long")
    if wanted.locale is not None and wanted.locale not in LOCALES:
        raise Invalid(field="locale", reason="unknown")
    if wanted.theme is not None and wanted.theme not in THEMES:
        raise Invalid(field="theme", reason="unknown")


async def _new_password(desk: Desk, user: User, password: tuple[str, str] | None) -> str:
    if password is None:
        return ""
    old, new = password
    problem = password_problem(new, user.email)
    if problem is not None:
        raise Unfit([Problem("password.new", problem)])
    if not await desk.keys.password_is(old[:LONGEST_PASSWORD], user.password):
        raise Invalid(field="password.old", reason="wrong_password")
    return await desk.keys.hash_password(new)
