"""The configuration as files: taken out, planned, put in force elsewhere, and refused when things moved on."""

import httpx2
import msgspec

from atiende.actions.config_code import apply_files
from atiende.actions.config_files import unzipped, zipped
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow_documents import End, Flow, Say, ToQueue, Voicemail, Words
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, SOUTH, Browser, documents
from tests.proof import proven

EMPTY = "ten_00000000000000000000000009"
SECRET = "whsec_" + "c2VjcmV0LWNhbmFyeS1vZi10aGUtaG91c2U="
FLOW = Flow(
    name="Menú\nlargo",
    start="hola",
    person="cola",
    nodes={
        "hola": Say(text=Words(es="Hola:\n\n- uno\n- dos\n", en="no"), next="cola"),
        "cola": ToQueue(queue="support", refused="recado"),
        "recado": Voicemail(text=Words(es="Deje su mensaje.", en="Leave a message."), queue="support", next="fin"),
        "fin": End(),
    },
)
MORE: dict[tuple[str, str], docs.Body] = {
    ("flow", "menu"): FLOW,
    ("webhook", "erp"): docs.Webhook(name="ERP", url="https://erp.example.test/hook", secret="secret:erp"),
    ("hours", "office"): docs.Hours(name="on", blocks=[docs.Block(days=[1, 2], start="08:00", end="24:00")]),
    ("role", "reader"): docs.Role(name="Reader", permissions={"conversation.read": "team"}),
}


async def told(desk: Desk, tenant: str, bodies: dict[tuple[str, str], docs.Body], *, begins: bool = False) -> None:
    """Documents, and the secret they name."""

    def decide(change: Change) -> None:
        if begins:
            change.record(f.TenantCreated(language="es", time_zone="Europe/Madrid"), actor="system")
        for (kind, slug), body in bodies.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
        change.put(docs.Secret(name="erp", sealed=desk.keys.seal(SECRET), at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def in_force(desk: Desk, tenant: str) -> dict[str, str]:
    rows = await desk.store.reading(tenant).where(docs.Document, {}, limit=1000)
    return {f"{row.kind}/{row.slug}": docs.write(docs.read(row.kind, row.body)) for row in rows if not row.retired}


async def exported(browser: Browser) -> dict[str, str]:
    answer = await browser.get("/config/export")
    assert answer.status_code == 200, answer.text
    return unzipped(answer.content)


async def sent(browser: Browser, what: str, files: dict[str, str], **fields: str) -> httpx2.Response:
    given = {"file": ("config.zip", zipped(files), "application/zip")}
    return await browser.http.post(f"/api/v1/config/{what}", files=given, data=fields)


async def test_what_is_exported_makes_the_same_centre_elsewhere(desk: Desk, marta: Browser, program: Browser) -> None:
    await told(desk, NORTH.tenant, MORE)
    files = await exported(program)
    assert set(files) == {f"{kind}/{slug}.yaml" for kind, slug in (*documents(NORTH), *MORE)}
    assert not any("whsec_" in text for text in files.values())
    assert files == await exported(marta)
    await told(desk, EMPTY, {}, begins=True)

    done = await apply_files(desk, EMPTY, "system", files)
    assert {line.what for line in done.lines} == {"added"}
    assert await in_force(desk, EMPTY) == await in_force(desk, NORTH.tenant)
    head = await desk.store.head(EMPTY)
    again = await apply_files(desk, EMPTY, "system", files)
    assert again.lines == [] and await desk.store.head(EMPTY) == head
    assert await proven(desk.store, EMPTY) == []


async def test_a_plan_says_what_it_would_do_and_applying_does_that(desk: Desk, program: Browser) -> None:
    files = await exported(program)
    files["queue/support.yaml"] += "offer_seconds: 45\n"
    files["team/night.yaml"] = "name: Noche\n"
    del files["reason/billing.yaml"]
    plan = (await sent(program, "plan", files)).json()
    assert [(one["what"], one["kind"], one["slug"]) for one in plan["lines"]] == [
        ("added", "team", "night"),
        ("changed", "queue", "support"),
    ]
    assert plan["lines"][1]["changes"] == [{"path": "offer_seconds", "from": 30, "to": 45}]
    pruned = (await sent(program, "plan", files, prune="true")).json()
    assert pruned["lines"][-1]["what"] == "retired" and pruned["token"] != plan["token"]
    before = await desk.store.head(NORTH.tenant)
    assert (await sent(program, "apply", files, prune="true", token=plan["token"])).status_code == 409
    assert await desk.store.head(NORTH.tenant) == before
    done = await sent(program, "apply", files, prune="true", token=pruned["token"])
    assert done.status_code == 200, done.text
    logged = await desk.store.log(NORTH.tenant, before)
    assert len(logged) == 3 and {one.actor.partition(":")[0] for one in logged} == {"key"}
    assert "reason/billing" not in await in_force(desk, NORTH.tenant)
    assert (await sent(program, "plan", files, prune="true")).json()["lines"] == []


async def test_a_plan_is_refused_once_the_centre_moved_on(desk: Desk, program: Browser) -> None:
    files = await exported(program)
    files["team/night.yaml"] = "name: Noche\n"
    token = (await sent(program, "plan", files)).json()["token"]
    await told(desk, NORTH.tenant, {("tag", "vip"): docs.KINDS["tag"](name="VIP")})
    refused = await sent(program, "apply", files, token=token)
    assert (refused.status_code, refused.json()["params"]["reason"]) == (409, "centre_moved_on")
    assert "team/night" not in await in_force(desk, NORTH.tenant)


async def test_one_wrong_file_stops_all_of_it_and_every_problem_is_named(desk: Desk, program: Browser) -> None:
    files = await exported(program)
    files |= {
        "team/night.yaml": "name: Noche\n",
        "queue/bad.yaml": "name: Mala\nbrand: nowhere\noffer_seconds: 1\nx: y\n",
        "quue/typo.yaml": "name: x\n",
        "tag/broken.yaml": "name: [",
        "README.md": "not ours",
    }
    plan = (await sent(program, "plan", files)).json()
    found = {(one["document"], one["field"], one["code"]) for one in plan["objections"]}
    assert found == {
        ("queue/bad", "brand", "reference_missing"),
        ("queue/bad", "offer_seconds", "too_small"),
        ("queue/bad", "x", "unknown_field"),
        ("quue/typo.yaml", "", "unknown_kind"),
        ("tag/broken.yaml", "", "unreadable"),
    }
    assert not plan["possible"] and all(one["text"] != one["code"] for one in plan["objections"])
    head = await desk.store.head(NORTH.tenant)
    refused = await sent(program, "apply", files)
    assert refused.status_code == 422 and len(refused.json()["errors"]) == len(plan["objections"])
    assert await desk.store.head(NORTH.tenant) == head


async def test_nothing_in_use_is_retired_and_an_empty_zip_is_a_mistake(desk: Desk, program: Browser) -> None:
    files = await exported(program)
    del files["team/first.yaml"]
    head = await desk.store.head(NORTH.tenant)
    refused = await sent(program, "apply", files, prune="true")
    assert refused.status_code == 422 and await desk.store.head(NORTH.tenant) == head
    empty = (await sent(program, "plan", {}, prune="true")).json()
    assert [one["code"] for one in empty["objections"]] == ["no_documents"]
    not_zip = await program.http.post("/api/v1/config/plan", files={"file": ("a.zip", b"PK no", "application/zip")})
    assert not_zip.status_code == 422 and not_zip.json()["errors"][0]["code"] == "not_a_zip"


async def test_only_who_may_publish_everything_may_do_it(desk: Desk, eva: Browser, program: Browser) -> None:
    files = await exported(program)
    assert (await eva.get("/config/export")).status_code == 403
    assert (await sent(eva, "plan", files)).status_code == 403
    files["role/agent.yaml"] = "name: Agent\npermissions:\n  customer.erase: all\n"
    beyond = await sent(program, "apply", files)
    assert (beyond.status_code, beyond.json()["params"].get("reason")) == (403, "beyond_own_permissions")
    assert SOUTH.canary not in "".join(files.values())
