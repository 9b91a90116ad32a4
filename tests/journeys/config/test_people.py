"""Users and keys: made, changed, stopped; nobody locks everybody out, nobody hands out more than he has."""

import asyncio

import msgspec
import pytest
from msgspec.structs import replace
from starlette.requests import Request

from atiende.actions import keys, sessions, users
from atiende.actions.configuration import Ref
from atiende.actions.setup import Administrator, Centre, Created, create_centre
from atiende.actions.users import Person
from atiende.api.limits import Limits
from atiende.api.who import NotSignedIn, identify
from atiende.domain.agent import Agent
from atiende.domain.check import Unfit
from atiende.domain.errors import NotAllowed, NotFound, SignInFailed
from atiende.domain.permissions import ROLES
from atiende.domain.work import ApiKey, Changed, Session
from atiende.ports.desk import Desk
from atiende.store.replay import replay_check

PASSWORD = "un caballo correcto"
ADMIN = ROLES["admin"]
ANA = Person(name="Ana López", email="Ana@Example.com", password=PASSWORD, role="agent", teams=("main",))


@pytest.fixture
async def made(desk: Desk) -> Created:
    admin = Administrator(name="Rosa", email="rosa@example.com", password=PASSWORD)
    centre = Centre(organization="Logic", time_zone="Europe/Madrid", language="es", admin=admin, queue="Soporte")
    return await create_centre(desk, centre)


def who(made: Created) -> str:
    return f"agent:{made.member.user.id}"


async def test_a_new_user_can_sign_in_and_is_known_to_routing(desk: Desk, made: Created) -> None:
    ana = await users.create_user(desk, made.tenant, who(made), ANA, ADMIN)
    assert ana.user.email == "ana@example.com" and ana.agent.ability.teams == ("main",)
    signed_in = await sessions.sign_in(desk, "ANA@example.com ", PASSWORD)
    assert signed_in.user.id == ana.user.id
    stored = await desk.store.reading(made.tenant).get(Agent, ana.user.id)
    assert stored is not None and stored.state == "offline"
    assert await replay_check(desk.store, made.tenant) == []


async def test_every_problem_of_a_new_user_is_told(desk: Desk, made: Created) -> None:
    person = Person(
        name=" ",
        email="nobody",
        locale="de",
        role="king",
        teams=("gone",),
        brands=("none",),
        skills={"general": 9, "no": 1},
        capacity={"webchat": -1, "pigeon": 2},
    )
    with pytest.raises(Unfit) as caught:
        await users.create_user(desk, made.tenant, who(made), person, ADMIN)
    assert {(one.field, one.code) for one in caught.value.problems} == {
        ("name", "required"),
        ("email", "bad_email"),
        ("locale", "unknown_language"),
        ("role", "reference_missing"),
        ("teams[0]", "reference_missing"),
        ("brands[0]", "reference_missing"),
        ("skills.no", "reference_missing"),
        ("skills.general", "out_of_range"),
        ("capacity.webchat", "out_of_range"),
        ("capacity.pigeon", "unknown_channel"),
    }


async def test_an_address_belongs_to_one_user_even_when_two_are_made_at_once(desk: Desk, made: Created) -> None:
    tries = [users.create_user(desk, made.tenant, who(made), ANA, ADMIN) for _ in range(3)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["Member", "Unfit", "Unfit"]


async def test_changes_are_in_the_history_but_never_a_password(desk: Desk, made: Created) -> None:
    ana = await users.create_user(desk, made.tenant, who(made), ANA, ADMIN)
    change = Person(name="Ana López Gil", skills={"general": 4}, password="otra clave distinta")
    await users.change_user(desk, made.tenant, who(made), ana.user.id, change, ADMIN)
    rows = await desk.store.reading(made.tenant).where(Changed, {"subject": f"user:{ana.user.id}"})
    told = {(row.field, row.old, row.new) for row in rows}
    assert {("name", "Ana López", "Ana López Gil"), ("skills.general", "", "4")} <= told
    everything = msgspec.json.encode([*rows, *[one.fact for one in await desk.store.log(made.tenant, 0)]])
    assert b"clave" not in everything and b"argon2" not in everything and "López".encode() in everything
    facts = msgspec.json.encode([one.fact for one in await desk.store.log(made.tenant, 0)])
    assert "López".encode() not in facts and b"@example.com" not in facts


async def test_a_new_password_ends_every_session(desk: Desk, made: Created) -> None:
    ana = await users.create_user(desk, made.tenant, who(made), ANA, ADMIN)
    await sessions.sign_in(desk, "ana@example.com", PASSWORD)
    await users.set_password(desk, made.tenant, who(made), ana.user.id, "otra clave distinta")
    assert await desk.store.reading(made.tenant).where(Session, {"user": ana.user.id}) == []
    with pytest.raises(SignInFailed):
        await sessions.sign_in(desk, "ana@example.com", PASSWORD)
    assert (await sessions.sign_in(desk, "ana@example.com", "otra clave distinta")).user.id == ana.user.id


async def test_somebody_deactivated_is_out_at_once(desk: Desk, made: Created) -> None:
    ana = await users.create_user(desk, made.tenant, who(made), ANA, ADMIN)
    await sessions.sign_in(desk, "ana@example.com", PASSWORD)
    await users.change_user(desk, made.tenant, who(made), ana.user.id, Person(active=False), ADMIN)
    assert await desk.store.reading(made.tenant).where(Session, {"user": ana.user.id}) == []
    with pytest.raises(SignInFailed):
        await sessions.sign_in(desk, "ana@example.com", PASSWORD)
    again = await users.change_user(desk, made.tenant, who(made), ana.user.id, Person(active=True), ADMIN)
    assert again.user.active
    assert await replay_check(desk.store, made.tenant) == []


@pytest.mark.parametrize("change", [Person(active=False), Person(role="agent")])
async def test_the_last_administrator_stays(desk: Desk, made: Created, change: Person) -> None:
    rosa = made.member.user.id
    with pytest.raises(Unfit) as caught:
        await users.change_user(desk, made.tenant, who(made), rosa, change, ADMIN)
    assert [one.code for one in caught.value.problems] == ["last_administrator"]
    second = replace(ANA, role="admin")
    await users.create_user(desk, made.tenant, who(made), second, ADMIN)
    await users.change_user(desk, made.tenant, who(made), rosa, change, ADMIN)


async def test_the_administrators_role_cannot_lose_its_own_permissions(desk: Desk, made: Created) -> None:
    from atiende.actions import configuration

    body = {"name": "Administración", "permissions": {"conversation.read": "all"}}
    ref = Ref("role", "admin")
    state = await configuration.read_document(desk, made.tenant, ref)
    draft = await configuration.save_draft(desk, made.tenant, who(made), ref, body, state.etag)
    with pytest.raises(Unfit) as caught:
        await configuration.publish_draft(desk, made.tenant, who(made), ref, draft.etag)
    assert [one.code for one in caught.value.problems] == ["last_administrator"]
    assert (await configuration.read_document(desk, made.tenant, ref)).document == state.document


async def test_nobody_makes_or_unmakes_somebody_mightier(desk: Desk, made: Created) -> None:
    held = ROLES["supervisor"] | {"user.manage": "all"}
    with pytest.raises(NotAllowed):
        await users.create_user(desk, made.tenant, "agent:x", replace(ANA, role="admin"), held)
    with pytest.raises(NotAllowed):
        await users.change_user(
            desk, made.tenant, "agent:x", made.member.user.id, Person(password="x" * 8 + "abcdef"), held
        )
    ana = await users.create_user(desk, made.tenant, "agent:x", ANA, held)
    with pytest.raises(NotAllowed):
        await users.change_user(desk, made.tenant, "agent:x", ana.user.id, Person(role="admin"), held)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "password12"])
async def test_weak_passwords_are_refused_before_anything_is_written(desk: Desk, made: Created, password: str) -> None:
    head = await desk.store.head(made.tenant)
    with pytest.raises(Unfit):
        await users.create_user(desk, made.tenant, who(made), replace(ANA, password=password), ADMIN)
    with pytest.raises(Unfit):
        await users.set_password(desk, made.tenant, who(made), made.member.user.id, password)
    assert await desk.store.head(made.tenant) == head


async def test_of_nobody_nothing_is_changed(desk: Desk, made: Created) -> None:
    with pytest.raises(NotFound):
        await users.change_user(desk, made.tenant, who(made), "usr_none", Person(name="x"), ADMIN)
    with pytest.raises(NotFound):
        await users.set_password(desk, made.tenant, who(made), "usr_none", PASSWORD)


def bearer(token: str) -> Request:
    headers = [(b"authorization", f"Bearer {token}".encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": b""})


async def test_a_key_is_shown_once_works_until_revoked_and_is_kept_as_a_hash(desk: Desk, made: Created) -> None:
    wanted = keys.Wanted(name="CRM", permissions={"conversation.read": "all"})
    issued = await keys.create_key(desk, made.tenant, who(made), wanted, ADMIN)
    viewer = await identify(bearer(issued.secret), desk, Limits())
    assert (viewer.tenant, viewer.key, dict(viewer.permissions)) == (made.tenant, issued.key.id, wanted.permissions)
    kept = await desk.store.reading(made.tenant).get(ApiKey, issued.key.id)
    assert kept is not None and issued.secret.rpartition(".")[2] not in msgspec.json.encode(kept).decode()
    await keys.revoke_key(desk, made.tenant, who(made), issued.key.id)
    await keys.revoke_key(desk, made.tenant, who(made), issued.key.id)
    for token in (issued.secret, issued.secret + "x", "atk_x.y", "atk_", ""):
        with pytest.raises(NotSignedIn):
            await identify(bearer(token), desk, Limits())


async def test_a_key_reaches_no_further_than_its_maker(desk: Desk, made: Created) -> None:
    wanted = keys.Wanted(name="CRM", permissions={"conversation.read": "all"})
    with pytest.raises(NotAllowed):
        await keys.create_key(desk, made.tenant, who(made), wanted, {"conversation.read": "team"})
    with pytest.raises(Unfit):
        await keys.create_key(desk, made.tenant, who(made), keys.Wanted(name="", permissions={}), ADMIN)
    with pytest.raises(NotFound):
        await keys.revoke_key(desk, made.tenant, who(made), "key_none")
