"""The knowledge base: written and reviewed, found in both languages, read by customers, judged, and what is missing."""

import html
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions import imports
from atiende.actions.article_review import remind_owner
from atiende.actions.endpoints import public_key
from atiende.actions.knowledge import Within, find_passages
from atiende.actions.views_of import write_views
from atiende.api.public.pages import widget_routes
from atiende.api.public.widget import Widget
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain import flow_documents as flows
from atiende.domain.knowledge_documents import Article, Collection
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import NORTH, Browser, stranger, writes

pytestmark = pytest.mark.anyio
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> ![y](https://evil.test/p.png)"
)
REFUND = Article(
    name="Reembolso", title_es="Cuándo llega un reembolso", title_en="When a refund arrives",
    body_es="El abono sale el mismo día.\n\n## Con tarjeta\nTarda de dos a cinco días en verse en la cuenta.",
    body_en="We pay on the same day.\n\n## By card\nIt takes two to five days to show.",
    keywords=["devolución del dinero"], collection="orders", brands=["main"],
)  # fmt: skip
DOCUMENTS: dict[tuple[str, str], docs.Body] = {
    ("brand", "main"): docs.Brand(name="Marca perdiz", help_centre=True, help_address="perdiz", color="#ffd400"),
    ("brand", "other"): docs.Brand(name="Otra perdiz", help_centre=True),
    ("collection", "orders"): Collection(name="Orders", name_es="Pedidos", brands=["main"]),
    ("article", "reembolso"): REFUND,
    ("article", "interno"): Article(
        name="Límites", title_es="Límites de reembolso", body_es="Hasta 50 €.", audience="agents"),
    ("article", "ajeno"): Article(
        name="Ajeno", title_es="Reembolso en la otra marca", body_es="De otra marca.", brands=["other"]),
    ("article", "viejo"): Article(
        name="Viejo", title_es="Reembolso de antes", body_es="Ya no vale.", expires_on="2020-01-01"),
    ("article", "hostil"): Article(
        name="Hostil", title_es='Título "<b>raro</b>"', body_es=HOSTILE, summary_es="</title><script>1</script>"),
    ("article", "fallo"): Article(
        name="Fallo", title_es="Error 91 en terminales", body_es="Hay otra manera.", known_issue="open"),
}  # fmt: skip
VOTE = "/help/perdiz/es/a/reembolso/vote"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as made:
        yield made
        assert isinstance(made.store, SqlStore)
        assert await replay_check(made.store, NORTH.tenant) == []


@pytest.fixture
async def shelved(app: FastAPI, desk: Desk) -> None:
    await publish(desk, DOCUMENTS, version=2)


async def publish(desk: Desk, documents: dict[tuple[str, str], docs.Body], version: int) -> None:
    def decide(change: Change) -> None:
        for (kind, slug), body in documents.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=version, body=text), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def sent(browser: Browser, method: str, path: str, body: object, match: dict[str, str]) -> httpx2.Response:
    return await browser.http.request(method, f"/api/v1{path}", json=body, headers=match)


async def slugs(desk: Desk, question: str, language: str = "es", **more: str) -> list[str]:
    within = Within(language=language, brand=more.get("brand", "main"), audience=more.get("audience", "public"))
    return [one.article for one in await find_passages(desk, NORTH.tenant, question, within)]


async def test_only_what_a_reader_may_see_is_found(desk: Desk, shelved: None) -> None:
    assert await slugs(desk, "cuando llega el reembolso") == ["reembolso"]
    assert await slugs(desk, "devolucion del dinero") == ["reembolso"]
    assert "ajeno" in await slugs(desk, "reembolso otra marca", brand="other")
    assert "viejo" not in await slugs(desk, "reembolso de antes")
    inside = await slugs(desk, "límites de reembolso", audience="agents")
    assert inside[0] == "interno" and "viejo" in await slugs(desk, "reembolso de antes", audience="agents")


async def test_it_answers_in_the_readers_language_or_the_one_there_is(desk: Desk, shelved: None) -> None:
    within = Within(language="en", brand="main")
    refund = (await find_passages(desk, NORTH.tenant, "when does my refund arrive by card", within))[0]
    assert (refund.article, refund.language, refund.title) == ("reembolso", "en", "When a refund arrives")
    fault = (await find_passages(desk, NORTH.tenant, "error 91", within))[0]
    assert (fault.article, fault.language) == ("fallo", "es")


async def test_a_published_change_is_found_at_once_and_a_withdrawn_article_no_more(desk: Desk, shelved: None) -> None:
    assert await slugs(desk, "bicicletas eléctricas") == []
    bikes = Article(name="Bicis", title_es="Bicicletas eléctricas", body_es="Se cargan en cuatro horas.")
    await publish(desk, {("article", "bicis"): bikes}, version=1)
    assert await slugs(desk, "bicicletas eléctricas") == ["bicis"]
    gone = f.DocumentRetired(kind="article", slug="bicis", version=1)
    await desk.store.change(NORTH.tenant, lambda change: change.record(gone, actor="system"), at=desk.clock.now())
    assert await slugs(desk, "bicicletas eléctricas") == []


async def test_customers_read_it_without_a_session_script_or_cookie(app: FastAPI, desk: Desk, shelved: None) -> None:
    async with stranger(app) as http:
        assert (await http.get("/help/perdiz", headers={"Accept-Language": "en"})).headers[
            "location"
        ] == "/help/perdiz/en"
        home = await http.get("/help/perdiz/es")
        assert home.status_code == 200 and "Cuándo llega un reembolso" in home.text and "Error 91" in home.text
        assert not [hidden for hidden in ("Límites de", "otra marca", "de antes") if hidden in home.text]
        article = await http.get("/help/perdiz/en/a/reembolso")
        assert '<html lang="en">' in article.text and 'hreflang="es"' in article.text and "ld+json" in article.text
        assert '<h2 id="by-card">' in article.text and "set-cookie" not in article.headers
        only = await http.get("/help/perdiz/en/a/fallo")
        assert 'rel="canonical" href' in only.text and "/help/perdiz/es/a/fallo" in only.text
        for hidden in ("interno", "ajeno", "viejo", "nada"):
            assert (await http.get(f"/help/perdiz/es/a/{hidden}")).status_code == 404, hidden
        assert (await http.get("/help/other/es/a/ajeno")).status_code == 200
        assert (await http.get("/help/nobody/es")).status_code == 404
        sitemap = (await http.get("/help/perdiz/sitemap.xml")).text
        assert "/en/a/reembolso" in sitemap and "interno" not in sitemap and "/en/a/fallo" not in sitemap
        assert "/help/perdiz/sitemap.xml" in (await http.get("/robots.txt")).text


async def test_hostile_content_stays_text(app: FastAPI, desk: Desk, shelved: None) -> None:
    async with stranger(app) as http:
        page = await http.get("/help/perdiz/es/a/hostil")
        for bad in ("<script>", 'javascript:alert(1)"', "<img src=x", 'evil.test/p.png"', "</title><script"):
            assert bad not in page.text, bad
        policy = page.headers["content-security-policy"]
        assert "script-src 'self'" in policy and "unsafe-inline" not in policy
        found = await http.get("/help/perdiz/es/search", params={"q": '"><script>alert(1)</script>'})
        assert "<script>alert" not in found.text and "noindex" in found.text


async def test_what_was_not_found_becomes_a_gap_and_a_gap_can_be_closed(
    app: FastAPI, desk: Desk, shelved: None, eva: Browser
) -> None:
    async with stranger(app) as http:
        for words in ("¿Tienen bicicletas eléctricas?", "bicicleta eléctrica", "cuándo llega un reembolso"):
            assert (await http.get("/help/perdiz/es/search", params={"q": words})).status_code == 200
    gaps = (await eva.get("/knowledge/gaps")).json()["searched"]
    assert [one["text"] for one in gaps if "bicicleta" in one["text"]] and all(
        "reembolso" not in one["text"] for one in gaps
    )
    for one in gaps:
        assert (await eva.post("/knowledge/gaps/close", {"words": one["words"]})).status_code == 204
    assert (await eva.get("/knowledge/gaps")).json()["searched"] == []


async def test_a_reader_has_one_vote_and_may_say_what_was_missing(
    app: FastAPI, desk: Desk, shelved: None, eva: Browser
) -> None:
    async with stranger(app) as http:
        for answer in ({"helpful": "yes"}, {"helpful": "no"}, {"helpful": "no", "comment": "Falta Bizum"}):
            sent = await http.post(VOTE, data=answer)
            assert sent.status_code == 303, sent.text
        assert (await http.post(VOTE, data={"helpful": "?"})).status_code == 422
        await http.get("/help/perdiz/es/a/reembolso")
    await write_views(desk, NORTH.tenant)
    line = next(one for one in (await eva.get("/knowledge/articles")).json()["items"] if one["slug"] == "reembolso")
    assert (line["helpful"], line["unhelpful"], line["views"]) == (0, 1, 1)
    unhelpful = (await eva.get("/knowledge/gaps")).json()["unhelpful"]
    assert [(one["article"], one["comments"]) for one in unhelpful] == [("reembolso", ["Falta Bizum"])]


async def test_one_address_that_plays_many_readers_is_stopped(app: FastAPI, shelved: None) -> None:
    async with stranger(app) as http:
        answers = [
            (await http.post(VOTE, data={"helpful": "no"}, headers={"User-Agent": f"b{number}"})).status_code
            for number in range(45)
        ]
    assert answers[0] == 303 and answers[-1] == 429


async def test_an_agent_drafts_a_supervisor_approves_and_publishes(
    desk: Desk, shelved: None, ana: Browser, eva: Browser
) -> None:
    strict = docs.Brand(name="Marca perdiz", help_centre=True, help_address="perdiz", help_review=True)
    await publish(desk, {("brand", "main"): strict}, version=3)
    body = {"name": "Bizum", "title_es": "Pagar con Bizum", "body_es": "Desde el móvil.", "brands": ["main"]}
    path = "/knowledge/articles/bizum"
    made = await sent(ana, "PUT", f"{path}/draft", {"body": body}, {"If-None-Match": "*"})
    assert made.status_code == 200 and made.json()["needs_approval"], made.text
    etag = {"If-Match": made.headers["etag"]}
    assert (await sent(ana, "POST", f"{path}/publish", None, etag)).status_code == 403
    assert (await sent(eva, "POST", f"{path}/publish", None, etag)).status_code == 403  # nobody approved it
    assert (await sent(ana, "POST", f"{path}/review", {"note": "¿Está bien?"}, etag)).json()["review"][
        "state"
    ] == "asked"
    assert (await sent(eva, "POST", f"{path}/verdict", {"approved": True}, etag)).json()["review"][
        "state"
    ] == "approved"
    assert (await sent(eva, "POST", f"{path}/publish", None, etag)).json()["version"] == 1
    assert await slugs(desk, "pagar con bizum") == ["bizum"]
    foreign = {**body, "brands": ["other"]}
    assert (
        await sent(ana, "PUT", "/knowledge/articles/otro/draft", {"body": foreign}, {"If-None-Match": "*"})
    ).status_code == 404


async def test_nobody_approves_his_own(desk: Desk, shelved: None, eva: Browser) -> None:
    body = {"name": "Mío", "title_es": "Mío", "body_es": "Texto.", "brands": ["main"]}
    made = await sent(eva, "PUT", "/knowledge/articles/mio/draft", {"body": body}, {"If-None-Match": "*"})
    etag = {"If-Match": made.headers["etag"]}
    await sent(eva, "POST", "/knowledge/articles/mio/review", {}, etag)
    refused = await sent(eva, "POST", "/knowledge/articles/mio/verdict", {"approved": True}, etag)
    assert refused.status_code == 403, refused.text


async def test_an_agent_searches_reads_inserts_and_links_a_known_fault(
    app: FastAPI, desk: Desk, shelved: None, ana: Browser
) -> None:
    conversation = await writes(desk, NORTH, "pepe", "No me llega el reembolso a la tarjeta")
    suggested = (await ana.get("/knowledge/search", conversation=conversation)).json()
    assert suggested["suggested"] and suggested["items"][0]["article"] == "reembolso"
    assert suggested["items"][0]["url"].endswith("/help/perdiz/es/a/reembolso#con-tarjeta")
    read = (await ana.get("/knowledge/read/reembolso", conversation=conversation, language="en")).json()
    assert read["language"] == "en" and "two to five days" in read["text"]
    used = {"article": "reembolso", "conversation": conversation, "how": "link"}
    assert (await ana.post("/knowledge/used", used)).status_code == 204
    linked = await ana.send("PUT", f"/conversations/{conversation}/issues/fallo")
    assert [one["article"] for one in linked.json()["items"]] == ["fallo"], linked.text
    assert (await ana.send("PUT", f"/conversations/{conversation}/issues/reembolso")).status_code == 422
    listed = (await ana.get("/knowledge/articles/fallo/conversations")).json()
    assert [(one["conversation"], one["told"]) for one in listed["items"]] == [(conversation, False)]
    await ana.post(f"/conversations/{conversation}/issues/fallo/told")
    assert (await ana.get("/knowledge/articles/fallo/conversations")).json()["items"][0]["told"]


async def test_articles_are_imported_tried_first_and_undone(desk: Desk, shelved: None) -> None:
    files = b"---\nlanguage: es\ncollection: Garantia\n---\n# Abrir una reparacion\n\nTenga a mano el numero de serie."
    given = imports.Given(what="articles", brand="main", name="reparar.md", content=files)
    run = (await imports.begin_import(desk, NORTH.tenant, "agent:usr_x", given)).run
    for order, state in (("check", "checked"), ("run", "done")):
        await imports.order_import(desk, NORTH.tenant, run.id, order)
        assert (await slugs(desk, "abrir una reparacion")) == []
        await imports.carry_on(desk, NORTH.tenant, run.id)
        shown = (await imports.read_import(desk, NORTH.tenant, run.id)).run
        assert (shown.state, shown.created, shown.problems) == (state, 1, 0)
    assert await slugs(desk, "abrir una reparacion") == ["reparar"]
    await imports.order_import(desk, NORTH.tenant, run.id, "undo")
    await imports.carry_on(desk, NORTH.tenant, run.id)
    assert await slugs(desk, "abrir una reparacion") == []


async def test_a_visitor_is_shown_articles_before_he_writes(app: FastAPI, desk: Desk, shelved: None) -> None:
    widget = Widget(desk, lambda tenant: None, lambda refusal, language: "", lambda tenant: None)
    app.router.routes[:0] = widget_routes(Path("nowhere"), widget)
    asked = {"endpoint": public_key(NORTH.tenant, "web"), "language": "es", "q": "cuándo llega el reembolso"}
    async with stranger(app) as http:
        found = (await http.get("/widget/help", params=asked)).json()
        assert found["items"] == [
            {"title": "Cuándo llega un reembolso", "url": f"{desk.public_url}/help/perdiz/es/a/reembolso"}
        ]
        assert (await http.get("/widget/help", params={**asked, "q": "bicicletas"})).json()["items"] == []
        assert (await http.get("/widget/help", params={**asked, "endpoint": "nobody"})).status_code == 404


async def test_a_guide_leads_step_by_step_and_takes_no_forged_state(app: FastAPI, desk: Desk, shelved: None) -> None:
    words = flows.Words
    option = flows.Option(label=words(es="Naranja", en="Orange"), goto="naranja")
    guide = flows.Flow(
        name="Which light", name_es="Qué luz tiene", purpose="guide", start="luz", profile="",
        nodes={
            "luz": flows.Menu(text=words(es="¿Qué luz ve?", en="Which light?"), options=[option], failed="fin"),
            "naranja": flows.Say(text=words(es="Reinicie el router.", en="Restart the router."), next="fin"),
            "fin": flows.End(text=words(es="Listo.", en="Done.")),
        },
    )  # fmt: skip
    await publish(desk, {("flow", "luz"): guide}, version=1)
    async with stranger(app) as http:
        assert "Qué luz tiene" in (await http.get("/help/perdiz/es")).text
        first = await http.get("/help/perdiz/es/g/luz")
        assert first.status_code == 200, first.text
        assert "¿Qué luz ve?" in first.text and ">Naranja</button>" in first.text
        state = html.unescape(first.text.split('name="state" value="')[1].split('"')[0])
        choice = html.unescape(first.text.split('name="choice" value="')[1].split('"')[0])
        second = await http.post("/help/perdiz/es/g/luz", data={"state": state, "choice": choice})
        assert "Reinicie el router." in second.text and "Fin de la guía" in second.text
        forged = await http.post("/help/perdiz/es/g/luz", data={"state": state + " ", "choice": choice})
        assert forged.status_code == 422
        assert (await http.get("/help/perdiz/es/g/nada")).status_code == 404


async def test_its_owner_is_reminded_when_review_is_due(desk: Desk, shelved: None, eva: Browser) -> None:
    assert isinstance(desk.clock, VirtualClock)
    body = {
        "name": "Plazo", "title_es": "Plazo", "body_es": "Texto.", "brands": ["main"], "owner": NORTH.user("eva"),
        "review_on": "2020-01-01",
    }  # fmt: skip
    made = await sent(eva, "PUT", "/knowledge/articles/plazo/draft", {"body": body}, {"If-None-Match": "*"})
    published = await sent(eva, "POST", "/knowledge/articles/plazo/publish", None, {"If-Match": made.headers["etag"]})
    assert published.status_code == 200, published.text
    due = [one.kind for _, one in await desk.store.due(desk.clock.now()) if one.key == "plazo"]
    assert due == ["article_due"]
    await remind_owner(desk, NORTH.tenant, "plazo")
    reminded = [one.fact for one in await desk.store.log(NORTH.tenant, 0, 5000) if isinstance(one.fact, f.ReviewDue)]
    assert reminded == [f.ReviewDue(article="plazo", why="review", owner=NORTH.user("eva"))]
    assert [one for _, one in await desk.store.due(desk.clock.now()) if one.key == "plazo"] == []
