"""The administration as the screens use it: from the first page to a rolled back queue, over HTTP only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import pytest
from fastapi import FastAPI

from atiende.actions.intake import Raw, keep_raw, quarantine
from atiende.actions.setup import setup_token
from atiende.api.app import build_app
from atiende.domain import documents as docs
from atiende.domain.facts import MailboxConnected, MailboxFailed
from atiende.domain.work import Ingress
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.reactors.webhooks import WebhookReactor
from atiende.store.raw import guard
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.webhooks.receiver import SECRET, receiver

HOME = "http://desk.test"
PASSWORD = "un caballo correcto"
FIRST_PAGE = {
    "organization": "Logic Computer",
    "time_zone": "Europe/Madrid",
    "language": "es",
    "admin": {"name": "Rosa", "email": "rosa@example.com", "password": PASSWORD},
    "queue": {"name": "Soporte"},
    "chat": {"name": "Chat", "color": "#102030"},
    "mailbox": None,
}


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    assert isinstance(desk.store, SqlStore)
    return build_app(replace(desk, local_webhooks=True), SqlViews(desk.store))


@asynccontextmanager
async def page(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=True)
    with guard():
        async with httpx2.AsyncClient(transport=transport, base_url=HOME, headers={"Origin": HOME}) as http:
            yield http


@pytest.fixture
async def rosa(app: FastAPI, desk: Desk) -> AsyncIterator[httpx2.AsyncClient]:
    """The administrator, signed in by setting up."""
    async with page(app) as http:
        made = await http.post("/api/v1/setup", json={"token": setup_token(desk), **FIRST_PAGE})
        assert made.status_code == 200, made.text
        http.headers["X-CSRF-Token"] = made.json()["csrf"]
        yield http


def tenant_of(answer: httpx2.Response) -> str:
    return str(answer.json()["centre"]["id"])


async def publish(
    http: httpx2.AsyncClient, path: str, body: dict[str, object], match: dict[str, str]
) -> httpx2.Response:
    draft = await http.put(f"/api/v1/config/{path}/draft", json={"body": body}, headers=match)
    assert draft.status_code == 200, draft.text
    return await http.post(f"/api/v1/config/{path}/publish", headers={"If-Match": draft.headers["etag"]})


NEW = {"If-None-Match": "*"}


async def test_the_first_page_makes_a_centre_once_and_signs_in(app: FastAPI, desk: Desk) -> None:
    token = setup_token(desk)
    async with page(app) as http:
        assert (await http.get("/api/v1/setup", params={"token": "wrong"})).status_code == 403
        opened = (await http.get("/api/v1/setup", params={"token": token})).json()
        assert (
            opened["done"] is False and "Europe/Madrid" in opened["time_zones"] and opened["languages"] == ["es", "en"]
        )
        wrong = FIRST_PAGE | {
            "time_zone": "Mars",
            "admin": {"name": "R", "email": "r@example.com", "password": "short"},
        }
        refused = await http.post("/api/v1/setup", json={"token": token, **wrong}, headers={"Accept-Language": "es"})
        assert refused.status_code == 422
        assert {one["field"]: one["detail"] for one in refused.json()["errors"]} == {
            "time_zone": "Esa zona horaria no existe.",
            "admin.password": "Use al menos 10 caracteres.",
        }
        made = await http.post("/api/v1/setup", json={"token": token, **FIRST_PAGE})
        assert made.status_code == 200 and made.json()["user"]["role"] == "admin"
        assert made.json()["centre"]["name"] == "Logic Computer"
        assert (await http.get("/api/v1/session")).json()["user"]["email"] == "rosa@example.com"
        again = await http.post("/api/v1/setup", json={"token": token, **FIRST_PAGE})
        assert (
            again.status_code == 409 and (await http.get("/api/v1/setup", params={"token": token})).status_code == 409
        )


async def test_a_queue_is_made_changed_compared_and_taken_back(rosa: httpx2.AsyncClient, desk: Desk) -> None:
    made = await publish(rosa, "queue/sales", {"name": "Ventas", "brand": "main"}, NEW)
    assert made.status_code == 200 and made.json()["version"] == 1
    etag = (await rosa.get("/api/v1/config/queue/sales")).headers["etag"]
    changed = await publish(rosa, "queue/sales", {"name": "Ventas", "brand": "main", "priority": 1}, {"If-Match": etag})
    assert changed.json()["version"] == 2 and changed.json()["body"]["priority"] == 1
    stale = await rosa.put("/api/v1/config/queue/sales/draft", json={"body": {}}, headers={"If-Match": etag})
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    diff = (await rosa.get("/api/v1/config/queue/sales/diff", params={"from": "1", "to": "2"})).json()
    assert diff == {"changes": [{"path": "priority", "from": 3, "to": 1}]}
    back = await rosa.post("/api/v1/config/queue/sales/rollback", json={"version": 1})
    assert (back.json()["version"], back.json()["body"]["priority"]) == (3, 3)
    versions = (await rosa.get("/api/v1/config/queue/sales/versions")).json()["items"]
    assert [(one["version"], one["rolled_back_from"], one["by_name"]) for one in versions] == [
        (3, 1, "Rosa"), (2, None, "Rosa"), (1, None, "Rosa"),
    ]  # fmt: skip
    lines = (await rosa.get("/api/v1/config/queue")).json()["items"]
    assert [(line["slug"], line["version"], line["draft"], line["summary"]) for line in lines] == [
        ("main", 1, False, "main · main"),
        ("sales", 3, False, "main"),
    ]
    assert (await rosa.post("/api/v1/config/queue/sales/retire")).json()["retired"] is True
    used = await rosa.post("/api/v1/config/queue/main/retire", headers={"Accept-Language": "es"})
    assert used.status_code == 422 and "endpoint:chat" in [one["field"] for one in used.json()["errors"]]
    for tenant in await desk.store.tenants():
        assert await replay_check(desk.store, tenant) == []


async def test_what_cannot_be_published_says_why_in_the_readers_language(rosa: httpx2.AsyncClient) -> None:
    body = {"name": "", "brand": "gone", "priority": 9}
    english = await publish(rosa, "queue/x", body, NEW)
    assert english.status_code == 422 and english.headers["content-type"] == "application/problem+json"
    spanish = await rosa.post(
        "/api/v1/config/queue/x/publish",
        headers={"If-Match": (await rosa.get("/api/v1/config/queue/x")).headers["etag"], "Accept-Language": "es"},
    )
    assert {one["field"]: one["detail"] for one in spanish.json()["errors"]} == {
        "name": "Es obligatorio.",
        "priority": "El máximo es 5.",
        "brand": "No hay nada publicado como brand «gone».",
    }
    assert {one["code"] for one in english.json()["errors"]} == {"required", "too_large", "reference_missing"}
    assert (await rosa.delete("/api/v1/config/queue/x/draft")).status_code == 204
    assert (await rosa.get("/api/v1/config/queue/x")).status_code == 404


async def test_schemas_are_told_in_the_readers_language(rosa: httpx2.AsyncClient) -> None:
    spanish = (await rosa.get("/api/v1/config/schemas", headers={"Accept-Language": "es"})).json()
    english = (await rosa.get("/api/v1/config/schemas", headers={"Accept-Language": "en"})).json()
    assert (spanish["queue"]["title"], english["queue"]["title"]) == ("Cola", "Queue")
    assert set(spanish) == set(english) == set(docs.KINDS)


WRONG: list[tuple[str, str, object, int]] = [
    ("GET", "config/spaceship", None, 404),
    ("GET", "config/queue/none", None, 404),
    ("PUT", "config/queue/Bad%20Slug/draft", {"body": {}}, 422),
    ("PUT", "config/queue/x/draft", {"body": []}, 422),
    ("PUT", "config/queue/x/draft", {"body": {}, "more": 1}, 422),
    ("POST", "config/queue/main/publish", None, 422),
    ("POST", "config/queue/main/rollback", {"version": 0}, 422),
    ("POST", "config/queue/main/rollback", {"version": 7}, 404),
    ("GET", "config/queue/main/diff?from=1&to=none", None, 404),
    ("GET", "users/usr_none", None, 404),
    ("PATCH", "users/usr_none", {"name": "x"}, 404),
    ("DELETE", "keys/key_none", None, 404),
    ("PUT", "secrets/Bad%20Name", {"value": "x"}, 422),
    ("GET", "webhooks/none/deliveries", None, 404),
    ("POST", "deliveries/none/replay", None, 404),
    ("POST", "webhooks/none/test", None, 404),
    ("POST", "endpoints/none/test", None, 404),
    ("GET", "endpoints/none/snippet", None, 404),
    ("GET", "ingress/none/raw", None, 404),
    ("POST", "ingress/none/retry", None, 404),
    ("GET", "audit?cursor=nonsense", None, 422),
    ("GET", "ingress?state=waiting", None, 422),
]


async def test_wrong_requests_are_answered_clearly(rosa: httpx2.AsyncClient) -> None:
    for method, path, body, status in WRONG:
        answer = await rosa.request(method, f"/api/v1/{path}", json=body, headers=NEW if method == "PUT" else {})
        assert answer.status_code == status, (method, path, answer.text)
        problem = answer.json()
        assert problem["status"] == status and problem["code"] and problem["title"] and problem["detail"]


async def test_people_and_keys_over_http(rosa: httpx2.AsyncClient) -> None:
    given = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD, "role": "agent", "teams": ["main"]}
    made = await rosa.post("/api/v1/users", json=given)
    assert made.status_code == 201 and "password" not in made.text.replace("has_password", "")
    ana = made.json()["id"]
    changed = await rosa.patch(f"/api/v1/users/{ana}", json={"skills": {"general": 3}, "capacity": {"webchat": 2}})
    assert (changed.json()["skills"], changed.json()["teams"]) == ({"general": 3}, ["main"])
    assert [one["name"] for one in (await rosa.get("/api/v1/users")).json()["items"]] == ["Rosa", "Ana"]
    taken = await rosa.post("/api/v1/users", json=given)
    assert taken.json()["errors"][0] | {"detail": ""} == {"field": "email", "code": "email_taken", "detail": ""}
    key = await rosa.post("/api/v1/keys", json={"name": "CRM", "permissions": {"config.read": "all"}})
    token = key.json()["secret"]
    assert token.startswith("atk_") and token not in (await rosa.get("/api/v1/keys")).text
    program = {"Authorization": f"Bearer {token}"}
    transport = rosa._transport
    async with httpx2.AsyncClient(transport=transport, base_url=HOME, headers=program) as http:
        assert (await http.get("/api/v1/config/queue")).status_code == 200
        assert (await http.get("/api/v1/users")).status_code == 403
        assert (await rosa.delete(f"/api/v1/keys/{key.json()['id']}")).status_code == 204
        assert (await http.get("/api/v1/config/queue")).status_code == 401


async def test_somebody_of_one_brand_sees_and_changes_only_that_brand(rosa: httpx2.AsyncClient, app: FastAPI) -> None:
    await publish(rosa, "brand/second", {"name": "Segunda"}, NEW)
    await publish(rosa, "queue/theirs", {"name": "De ellos", "brand": "second"}, NEW)
    granted = {"config.read": "brand", "config.edit": "brand", "config.publish": "brand", "audit.read": "all"}
    await publish(rosa, "role/brand_manager", {"name": "Encargado", "permissions": granted}, NEW)
    person = {
        "name": "Luis",
        "email": "luis@example.com",
        "password": PASSWORD,
        "role": "brand_manager",
        "brands": ["second"],
    }
    assert (await rosa.post("/api/v1/users", json=person)).status_code == 201
    async with page(app) as http:
        entered = await http.post("/api/v1/session", json={"email": "luis@example.com", "password": PASSWORD})
        http.headers["X-CSRF-Token"] = entered.json()["csrf"]
        assert [one["slug"] for one in (await http.get("/api/v1/config/queue")).json()["items"]] == ["theirs"]
        for path in (
            "config/queue/main",
            "config/queue/main/versions",
            "config/queue/main/diff",
            "endpoints/chat/snippet",
        ):
            assert (await http.get(f"/api/v1/{path}")).status_code == 404, path
        own = await publish(http, "queue/more", {"name": "Más", "brand": "second"}, NEW)
        assert own.status_code == 200
        stolen = await http.put(
            "/api/v1/config/queue/y/draft", json={"body": {"name": "Y", "brand": "main"}}, headers=NEW
        )
        assert stolen.status_code == 404
        centre_wide = await http.put("/api/v1/config/team/z/draft", json={"body": {"name": "Z"}}, headers=NEW)
        assert centre_wide.status_code == 403
        assert (await http.get("/api/v1/audit")).status_code == 403
        assert (await http.get("/api/v1/users")).status_code == 403


async def test_a_role_that_may_do_more_than_its_publisher_is_not_published(
    rosa: httpx2.AsyncClient, app: FastAPI
) -> None:
    granted = {"config.read": "all", "config.edit": "all", "config.publish": "all"}
    await publish(rosa, "role/configurer", {"name": "Configura", "permissions": granted}, NEW)
    person = {"name": "Eva", "email": "eva@example.com", "password": PASSWORD, "role": "configurer"}
    await rosa.post("/api/v1/users", json=person)
    async with page(app) as http:
        entered = await http.post("/api/v1/session", json={"email": "eva@example.com", "password": PASSWORD})
        http.headers["X-CSRF-Token"] = entered.json()["csrf"]
        mighty = await publish(http, "role/mighty", {"name": "M", "permissions": {"user.manage": "all"}}, NEW)
        assert mighty.status_code == 403
        assert (
            await publish(http, "role/meek", {"name": "M", "permissions": {"config.read": "brand"}}, NEW)
        ).status_code == 200
        body = {"name": "Configura", "permissions": {**granted, "customer.erase": "all"}}
        etag = (await http.get("/api/v1/config/role/configurer")).headers["etag"]
        assert (await publish(http, "role/configurer", body, {"If-Match": etag})).status_code == 403


async def test_the_audit_says_who_changed_what_from_what_to_what(rosa: httpx2.AsyncClient) -> None:
    await publish(rosa, "queue/sales", {"name": "Ventas", "brand": "main"}, NEW)
    etag = (await rosa.get("/api/v1/config/queue/sales")).headers["etag"]
    await publish(rosa, "queue/sales", {"name": "Ventas", "brand": "main", "priority": 1}, {"If-Match": etag})
    await rosa.put("/api/v1/secrets/signing", json={"value": "hunter2"})
    found = (await rosa.get("/api/v1/audit", params={"subject": "queue:sales"})).json()["items"]
    assert [one["fact"] for one in found] == ["DocumentPublished", "DocumentPublished"]
    assert found[0]["changes"] == [{"subject": "queue:sales", "field": "priority", "old": "3", "new": "1"}]
    assert (found[0]["actor"]["type"], found[0]["actor"]["name"]) == ("agent", "Rosa")
    kinds = (await rosa.get("/api/v1/audit", params={"kind": "access"})).json()["items"]
    assert {one["fact"] for one in kinds} == {"SignedIn"}
    secret = (await rosa.get("/api/v1/audit", params={"kind": "SecretChanged"})).json()
    assert secret["items"][0]["data"] == {"name": "signing"} and "hunter2" not in str(secret)
    pages, cursor = [], None
    while True:
        part = (await rosa.get("/api/v1/audit", params={"limit": 7, **({"cursor": cursor} if cursor else {})})).json()
        pages += [one["seq"] for one in part["items"]]
        cursor = part["next"]
        if cursor is None:
            break
    assert pages == sorted(pages, reverse=True) and pages[-1] == 1 and len(set(pages)) == len(pages) == pages[0]


async def test_endpoints_say_how_they_are(rosa: httpx2.AsyncClient, desk: Desk) -> None:
    (tenant,) = await desk.store.tenants()
    lines = (await rosa.get("/api/v1/endpoints")).json()["items"]
    assert [one["slug"] for one in lines] == ["chat", "phone"]
    assert {(one["status"], one["problem"], one["last_in_at"]) for one in lines} == {("ok", None, None)}
    fail = MailboxFailed(endpoint="chat", reason="relay_unreachable")
    await desk.store.change(tenant, lambda change: change.record(fail, actor="system"), at=desk.clock.now())
    line, phone = (await rosa.get("/api/v1/endpoints", headers={"Accept-Language": "es"})).json()["items"]
    assert phone["status"] == "ok"
    assert line["status"] == "failing" and line["problem"]["detail"].startswith("No se puede llegar")
    again = MailboxConnected(endpoint="chat")
    await desk.store.change(tenant, lambda change: change.record(again, actor="system"), at=desk.clock.now())
    assert (await rosa.get("/api/v1/endpoints")).json()["items"][0]["status"] == "ok"
    tried = (await rosa.post("/api/v1/endpoints/chat/test", headers={"Accept-Language": "es"})).json()
    assert tried == {"steps": [{"step": "Publicado", "ok": True, "detail": ""}]}
    html = (await rosa.get("/api/v1/endpoints/chat/snippet")).json()["html"]
    assert html == f'<script src="{HOME}/widget.js" data-endpoint="{tenant}.chat" async></script>'


async def test_inbound_that_was_held_back_can_be_looked_at_and_retried(rosa: httpx2.AsyncClient, desk: Desk) -> None:
    (tenant,) = await desk.store.tenants()
    endpoint = Endpoint(tenant=tenant, slug="chat", brand="main", channel="webchat", settings={})
    raw = Raw(origin="o1", content=b"From: x\r\n\r\nbroken", envelope={"sender": "x@example.com"})
    ident = await keep_raw(desk, endpoint, raw)
    row = await desk.store.reading(tenant).get(Ingress, ident)
    assert row is not None
    await quarantine(desk, tenant, row, "no_raw_input")
    (line,) = (await rosa.get("/api/v1/ingress", params={"state": "quarantined"})).json()["items"]
    assert (line["id"], line["why"], line["sender"]) == (ident, "no_raw_input", "x@example.com")
    assert (await rosa.get("/api/v1/ingress", params={"state": "set_aside"})).json()["items"] == []
    assert (await rosa.get(f"/api/v1/ingress/{ident}/raw")).content == raw.content
    assert (await rosa.post(f"/api/v1/ingress/{ident}/retry")).json() == {"state": "quarantined"}


async def test_a_webhook_from_the_form_to_its_deliveries(rosa: httpx2.AsyncClient, desk: Desk) -> None:
    (tenant,) = await desk.store.tenants()
    async with receiver() as there, HttpSender(local=True) as sender:
        await rosa.put("/api/v1/secrets/signing", json={"value": SECRET})
        body = {"name": "CRM", "url": there.url, "secret": "secret:signing", "facts": ["DocumentPublished"]}
        assert (await publish(rosa, "webhook/crm", body, NEW)).status_code == 200
        reactor = WebhookReactor(desk, sender, tenant)
        await reactor.catch_up()
        await publish(rosa, "queue/sales", {"name": "Ventas", "brand": "main"}, NEW)
        from atiende.actions.webhooks import enqueue_facts

        await enqueue_facts(desk, tenant, await desk.store.log(tenant, 0))
        assert await reactor.deliver_one("crm")
        test = await rosa.post("/api/v1/webhooks/crm/test")
        assert (test.json()["kind"], test.json()["state"]) == ("webhook.test", "waiting")
        assert await reactor.deliver_one("crm")
        listed = (await rosa.get("/api/v1/webhooks/crm/deliveries")).json()["items"]
        assert [(one["kind"], one["state"], one["answer"]) for one in listed] == [
            ("webhook.test", "delivered", "200"),
            ("DocumentPublished", "delivered", "200"),
        ]
        again = await rosa.post(f"/api/v1/deliveries/{listed[1]['id']}/replay")
        assert again.json()["state"] == "waiting" and again.json()["due"]
        assert [
            one["state"] for one in (await rosa.get("/api/v1/webhooks/crm/deliveries?state=waiting")).json()["items"]
        ] == ["waiting"]
        assert await reactor.deliver_one("crm")
        assert len(there.got) == 3 and all(one.signed_with(SECRET) for one in there.got)
