"""The first centre: made once, with the printed token, ready to work, in the language of whoever makes it."""

import asyncio

import pytest
from msgspec.structs import replace

from atiende.actions import setup
from atiende.actions.endpoints import open_endpoint
from atiende.actions.sessions import sign_in
from atiende.actions.setup import Administrator, Centre, Chat, create_centre, set_up, setup_token
from atiende.channels.email import settings as mail
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain.check import Unfit
from atiende.domain.errors import Conflict, NotAllowed
from atiende.domain.permissions import ROLES
from atiende.ports.desk import Desk
from atiende.store.replay import replay_check

CENTRE = Centre(
    organization="Logic Computer",
    time_zone="Europe/Madrid",
    language="es",
    admin=Administrator(name="Rosa", email="rosa@example.com", password="un caballo correcto"),
    queue="Soporte",
    chat=Chat(name="Chat de la web", color="#102030"),
)


class MailSettingsOnly(WebChat):
    """A channel with the mail channel's own check of settings."""

    def check(self, settings: object) -> list[tuple[str, str]]:  # type: ignore[override]
        return list(mail.check_settings(settings))  # type: ignore[arg-type]


async def published(desk: Desk, tenant: str) -> dict[tuple[str, str], docs.Body]:
    rows = await desk.store.reading(tenant).where(docs.Document, {})
    return {(row.kind, row.slug): docs.read(row.kind, row.body) for row in rows}


async def test_the_printed_token_makes_a_centre_that_works_at_once(desk: Desk) -> None:
    made = await set_up(desk, setup_token(desk), CENTRE)
    found = await published(desk, made.tenant)
    assert {kind for kind, _ in found} >= {"brand", "queue", "team", "skill", "hours", "role", "reason", "pause"}
    assert {slug for kind, slug in found if kind == "role"} == set(ROLES)
    assert found["brand", "main"].name == "Logic Computer" and found["queue", "main"].name == "Soporte"
    pauses = [(body.name, body.name_es) for body in found.values() if isinstance(body, docs.Pause)]
    assert pauses == [("Break", "Descanso"), ("Lunch", "Comida"), ("Training", "Formación")]
    assert found["role", "supervisor"].name == "Supervisión"
    chat = await open_endpoint(desk, made.tenant, "chat")
    assert chat is not None and (chat.channel, chat.settings) == ("webchat", {"color": "#102030", "calls": "phone"})
    assert (await sign_in(desk, "rosa@example.com", "un caballo correcto")).tenant == made.tenant
    assert made.member.agent.ability.role == "admin"
    assert await replay_check(desk.store, made.tenant) == []


async def test_the_token_works_once(desk: Desk) -> None:
    await set_up(desk, setup_token(desk), CENTRE)
    with pytest.raises(Conflict):
        await set_up(desk, setup_token(desk), CENTRE)
    with pytest.raises(Conflict):
        await setup.check_token(desk, setup_token(desk))


async def test_of_two_who_set_up_at_once_one_makes_the_centre(desk: Desk) -> None:
    answers = await asyncio.gather(*[set_up(desk, setup_token(desk), CENTRE) for _ in range(3)], return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["Conflict", "Conflict", "Created"]
    assert len(await desk.store.tenants()) == 1


@pytest.mark.parametrize("token", ["", "x", "ñ"])
async def test_without_the_token_nothing_is_made(desk: Desk, token: str) -> None:
    with pytest.raises(NotAllowed):
        await set_up(desk, token, CENTRE)
    assert await desk.store.tenants() == []


async def test_everything_that_is_wrong_is_told_by_the_pages_fields(desk: Desk) -> None:
    wrong = replace(
        CENTRE,
        organization=" ",
        time_zone="Europe/Atlantis",
        language="de",
        admin=Administrator(name="", email="x", password="short"),
    )
    with pytest.raises(Unfit) as caught:
        await create_centre(desk, wrong)
    assert {(one.field, one.code) for one in caught.value.problems} == {
        ("organization", "required"),
        ("time_zone", "unknown_time_zone"),
        ("language", "unknown_language"),
        ("admin.password", "password_short"),
    }
    with pytest.raises(Unfit) as caught:
        await create_centre(desk, replace(CENTRE, admin=replace(CENTRE.admin, email="x")))
    assert [(one.field, one.code) for one in caught.value.problems] == [("admin.email", "bad_email")]
    with pytest.raises(Unfit) as caught:
        await create_centre(desk, replace(CENTRE, chat=Chat(name="c", color="red")))
    assert [(one.field, one.code) for one in caught.value.problems] == [("chat.settings.color", "not_a_color")]
    assert await desk.store.tenants() == []


async def test_a_mailboxs_password_becomes_a_secret(desk: Desk) -> None:
    channels = {"webchat": WebChat(), "email": MailSettingsOnly()}
    from dataclasses import replace as with_

    desk = with_(desk, channels=channels)
    box = setup.Mailbox(
        name="Correo",
        address="hola@example.com",
        settings={"imap_host": "imap.example.com", "imap_user": "hola", "imap_password": "clave del buzón"},
    )
    made = await create_centre(desk, replace(CENTRE, mailbox=box))
    body = (await published(desk, made.tenant))["endpoint", "mail"]
    assert isinstance(body, docs.Endpoint)
    assert body.settings["imap_password"] == "secret:mail.imap_password"
    opened = await open_endpoint(desk, made.tenant, "mail")
    assert opened is not None and opened.settings["imap_password"] == "clave del buzón"


async def test_centres_made_by_hand_stand_beside_each_other(desk: Desk) -> None:
    first, second = await create_centre(desk, CENTRE), await create_centre(desk, replace(CENTRE, language="en"))
    assert first.tenant != second.tenant
    assert (await published(desk, second.tenant))["hours", "always"].name == "Always open"
