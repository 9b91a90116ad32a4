"""People who sign in: made, changed, deactivated, given a password. Abilities are facts, the person is content."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

from atiende.actions.administrators import must_remain
from atiende.actions.configuration import note_changes
from atiende.actions.presence import give_back_all
from atiende.actions.published import Published
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.check import Json, Problem, Unfit
from atiende.domain.diff import differences
from atiende.domain.document_rules import LANGUAGES, Known
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.people import email_problem, normal_email, password_problem
from atiende.domain.permissions import ROLES, exceeds
from atiende.domain.work import Session, User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

THEMES = ("system", "light", "dark")
MOST_CAPACITY = 100


class Person(Struct, frozen=True, kw_only=True):
    """What may be set of a user; what is unset stays as it is, or takes its default for a new one."""

    name: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    theme: str | UnsetType = UNSET
    password: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    teams: tuple[str, ...] | UnsetType = UNSET
    brands: tuple[str, ...] | UnsetType = UNSET
    skills: dict[str, int] | UnsetType = UNSET
    languages: dict[str, int] | UnsetType = UNSET
    capacity: dict[str, int] | UnsetType = UNSET
    workload: str | UnsetType = UNSET


class Member(Struct, frozen=True):
    """A user with what he can do."""

    user: User
    agent: Agent


SHOWN = ("name", "email", "locale", "theme")
ABLE = ("role", "active", "teams", "brands", "skills", "languages", "capacity", "workload")


async def create_user(
    desk: Desk, tenant: str, actor: str, person: Person, held: Mapping[str, str] | None = None
) -> Member:
    """Raises Unfit with every problem; NotAllowed for a role beyond `held`, the permissions of whoever creates it."""
    if not isinstance(person.password, UnsetType):
        password_must_do(person.password, person.email)
    user = User(id=desk.ids.new("usr"), email="", name="", password=await _hashed(desk, person))

    def decide(change: Change) -> Member:
        return add_user(desk, change, actor, user, person, held)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def add_user(
    desk: Desk, change: Change, actor: str, user: User, person: Person, held: Mapping[str, str] | None = None
) -> Member:
    """A new user within a change; `user` brings the id and the hashed password."""
    user, ability = (_with(msgspec.structs.replace(user, created_at=change.at), person), _able(f.Ability(), person))
    _check(desk, change, user, ability)
    beyond(change, ability, held)
    seq = change.record(f.UserCreated(user=user.id, ability=ability), actor=actor)
    change.put(user)
    note_changes(change, seq, f"user:{user.id}", differences({}, _seen(user, ability)))
    return Member(user, _agent(change, user.id))


async def change_user(
    desk: Desk, tenant: str, actor: str, user_id: str, person: Person, held: Mapping[str, str] | None = None
) -> Member:
    """Changes what is set. A deactivated user is signed out and taken offline. Raises NotFound, Unfit, NotAllowed."""
    hashed = ""
    if not isinstance(person.password, UnsetType):
        password_must_do(person.password, (await read_user(desk, tenant, user_id)).user.email)
        hashed = await _hashed(desk, person)

    def decide(change: Change) -> Member:
        member = alter_user(desk, change, actor, user_id, person, held)
        if not hashed:
            return member
        new_password(change, actor, member.user, hashed)
        return Member(_user(change, user_id), member.agent)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def alter_user(
    desk: Desk, change: Change, actor: str, user_id: str, person: Person, held: Mapping[str, str] | None = None
) -> Member:
    """Changes what is set, but for a password, within a change. Raises NotFound, Unfit, NotAllowed."""
    user, agent = _user(change, user_id), _agent(change, user_id)
    after, ability = _with(user, person), _able(agent.ability, person)
    beyond(change, agent.ability, held)
    if (after, ability) != (user, agent.ability):
        _check(desk, change, after, ability)
        beyond(change, ability, held)
        _record(change, actor, Member(user, agent), Member(after, msgspec.structs.replace(agent, ability=ability)))
    return Member(_user(change, user_id), _agent(change, user_id))


def _record(change: Change, actor: str, before: Member, after: Member) -> None:
    """What changed, its history, and what follows for somebody who may no longer work here."""
    user, ability = after.user, after.agent.ability
    seq = change.record(f.UserChanged(user=user.id, ability=ability), actor=actor)
    change.put(msgspec.structs.replace(user, active=ability.active))
    found = differences(_seen(before.user, before.agent.ability), _seen(user, ability))
    note_changes(change, seq, f"user:{user.id}", found)
    _stop(change, actor, before.agent, ability)
    if (ability.role, ability.active) != (before.agent.ability.role, before.agent.ability.active):
        must_remain(change)


async def set_password(desk: Desk, tenant: str, actor: str, user_id: str, password: str) -> None:
    """A new password; every session of the user ends. Raises NotFound, Unfit when it is too weak."""
    password_must_do(password, (await read_user(desk, tenant, user_id)).user.email)
    hashed = await desk.keys.hash_password(password)

    def decide(change: Change) -> None:
        new_password(change, actor, _user(change, user_id), hashed)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def new_password(change: Change, actor: str, user: User, hashed: str) -> None:
    """A hashed password within a change; every session of the user ends."""
    change.record(f.PasswordChanged(user=user.id), actor=actor)
    change.put(msgspec.structs.replace(user, password=hashed))
    sign_out_everywhere(change, user.id)


def sign_out_everywhere(change: Change, user_id: str) -> None:
    for session in change.where(Session, {"user": user_id}):
        change.drop(Session, session.id)


async def list_users(desk: Desk, tenant: str) -> Sequence[Member]:
    """Everybody, deactivated ones included, in the order they were made."""
    reading = desk.store.reading(tenant)
    agents = {agent.id: agent for agent in await reading.where(Agent, {}, limit=20_000)}
    users = await reading.where(User, {}, limit=20_000)
    return [Member(user, agents[user.id]) for user in users if user.id in agents]


async def read_user(desk: Desk, tenant: str, user_id: str) -> Member:
    """Raises NotFound."""
    reading = desk.store.reading(tenant)
    user, agent = await reading.get(User, user_id), await reading.get(Agent, user_id)
    if user is None or agent is None:
        raise NotFound(kind="user", id=user_id)
    return Member(user, agent)


def _with(user: User, person: Person) -> User:
    changes = {name: value for name in SHOWN if not isinstance(value := getattr(person, name), UnsetType)}
    if "email" in changes:
        changes["email"] = normal_email(changes["email"])
    if "name" in changes:
        changes["name"] = changes["name"].strip()
    return msgspec.structs.replace(user, **changes)


def _able(ability: f.Ability, person: Person) -> f.Ability:
    changes = {name: value for name in ABLE if not isinstance(value := getattr(person, name), UnsetType)}
    return msgspec.structs.replace(ability, **changes)


def _seen(user: User, ability: f.Ability) -> Json:
    """What the history of changes shows; never the password."""
    shown: dict[str, Json] = {name: getattr(user, name) for name in SHOWN}
    return shown | {name: msgspec.to_builtins(getattr(ability, name)) for name in ABLE}


def _check(desk: Desk, change: Change, user: User, ability: f.Ability) -> None:
    """Raises Unfit with everything that is wrong."""
    problems = [*_person_problems(change, user), *ability_problems(Published(desk, change), ability)]
    problems += [
        Problem(f"capacity.{channel}", "unknown_channel" if channel not in desk.channels else "out_of_range")
        for channel, units in ability.capacity.items()
        if channel not in (*desk.channels, "voice", "video") or not 0 <= units <= MOST_CAPACITY
    ]
    if problems:
        raise Unfit(problems)


def _person_problems(change: Change, user: User) -> Sequence[Problem]:
    problems = []
    if not 1 <= len(user.name) <= 120 or not user.name.isprintable():
        problems.append(Problem("name", "required" if not user.name else "bad_name"))
    code = email_problem(user.email)
    if code is None and any(other.id != user.id for other in change.where(User, {"email": user.email})):
        code = "email_taken"
    if code is not None:
        problems.append(Problem("email", code))
    if user.locale not in LANGUAGES:
        problems.append(Problem("locale", "unknown_language"))
    if user.theme not in THEMES:
        problems.append(Problem("theme", "unknown_theme"))
    return problems


def ability_problems(known: Known, ability: f.Ability) -> Sequence[Problem]:
    """References and levels that do not fit what is published."""
    named = [("role", "role", ability.role)]
    named += [(f"teams[{index}]", "team", slug) for index, slug in enumerate(ability.teams)]
    named += [(f"brands[{index}]", "brand", slug) for index, slug in enumerate(ability.brands)]
    named += [(f"skills.{slug}", "skill", slug) for slug in ability.skills]
    named += [("workload", "workload", ability.workload)] if ability.workload else []
    problems = [
        Problem(field, "reference_missing", {"kind": kind, "slug": slug})
        for field, kind, slug in named
        if known.body(kind, slug) is None and not (kind == "role" and slug in ROLES)
    ]
    levels = [*((f"skills.{name}", level) for name, level in ability.skills.items())]
    levels += [(f"languages.{name}", level) for name, level in ability.languages.items()]
    return problems + [Problem(field, "out_of_range") for field, level in levels if not 1 <= level <= 5]


def beyond(change: Change, ability: f.Ability, held: Mapping[str, str] | None) -> None:
    """Nobody makes, or unmakes, somebody mightier than himself. Raises NotAllowed."""
    if held is not None and exceeds(granted_to(change, ability.role), held):
        raise NotAllowed(reason="beyond_own_permissions")


def granted_to(change: Change, role: str) -> Mapping[str, str]:
    """The permissions of the role's document, else of the built-in role of that name."""
    found = change.get(docs.Document, "role", role)
    body = docs.read("role", found.body) if found else None
    return body.permissions if isinstance(body, docs.Role) else ROLES.get(role, {})


def _stop(change: Change, actor: str, before: Agent, ability: f.Ability) -> None:
    if before.ability.active and not ability.active:
        sign_out_everywhere(change, before.id)
        give_back_all(change, before.id)
        if before.state != "offline":
            change.record(f.AgentStateChanged(agent=before.id, state="offline", forced_by=actor), actor=actor)


def member_of(change: Change, user_id: str) -> Member:
    """Raises NotFound."""
    return Member(_user(change, user_id), _agent(change, user_id))


def _user(change: Change, user_id: str) -> User:
    found = change.get(User, user_id)
    if found is None:
        raise NotFound(kind="user", id=user_id)
    return found


def _agent(change: Change, user_id: str) -> Agent:
    found = change.get(Agent, user_id)
    if found is None:
        raise NotFound(kind="user", id=user_id)
    return found


def password_must_do(password: str, email: str | UnsetType) -> None:
    """Raises Unfit."""
    code = password_problem(password, "" if isinstance(email, UnsetType) else email)
    if code is not None:
        raise Unfit([Problem("password", code)])


async def _hashed(desk: Desk, person: Person) -> str:
    """No password: nobody can sign in until one is set."""
    return "" if isinstance(person.password, UnsetType) else await desk.keys.hash_password(person.password)
