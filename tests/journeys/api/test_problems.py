"""What goes wrong is said in the reader's language, with a code, and never as a failure of ours."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI

import atiende
from atiende.api import problems
from atiende.api.app import Parts, build_app, openapi
from atiende.domain.errors import Refusal
from atiende.ports.desk import Desk
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.fakes import open_desk
from tests.journeys.api.people import NORTH, Browser, stranger, writes

SOURCES = Path(atiende.__file__).parent


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield made


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield kind
    for one in kind.__subclasses__():
        yield from refusals(one)


@pytest.mark.parametrize("language", problems.LANGUAGES)
def test_every_refusal_has_its_texts_and_its_status(language: str) -> None:
    known = problems.texts(language)
    for kind in refusals():
        assert f"{kind.code}.title" in known and f"{kind.code}.detail" in known, kind.code
        assert kind.code in problems.STATUS, kind.code
    for code in problems.STATUS:
        assert f"{code}.title" in known, code


@pytest.mark.parametrize("language", problems.LANGUAGES)
def test_every_reason_in_the_code_has_its_text(language: str) -> None:
    known = problems.texts(language)
    found = {
        reason
        for path in SOURCES.rglob("*.py")
        for reason in re.findall(r'Invalid\([^)]*reason="([a-z_]+)"', path.read_text())
    } | set(problems.CODES.values())
    assert len(found) > 10
    assert sorted(reason for reason in found if f"reasons.{reason}" not in known) == []


@pytest.mark.parametrize("catalogue", ["errors", "why"])
def test_both_languages_say_the_same_things_with_the_same_parameters(catalogue: str) -> None:
    english, spanish = problems.texts("en", catalogue), problems.texts("es", catalogue)
    assert english.keys() == spanish.keys()
    for key, words in english.items():
        assert sorted(re.findall(r"{(\w+)}", words)) == sorted(re.findall(r"{(\w+)}", spanish[key])), key


async def test_the_language_is_the_browsers_then_the_users(desk: Desk, ana: Browser) -> None:
    missing = "/conversations/cnv_nothing"
    assert (await ana.http.get(f"/api/v1{missing}", headers={"Accept-Language": "en-GB,es;q=0.5"})).json()[
        "title"
    ] == "Not found"
    answer = await ana.get(missing)
    assert answer.json()["title"] == "No encontrado"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["params"] == {"kind": "conversation", "id": "cnv_nothing"}


async def test_what_does_not_fit_is_named_field_by_field(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    answer = await eva.post(f"/conversations/{conversation}/priority", {"priority": 9})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "priority", "code": "too_large", "detail": "Demasiado grande. Máximo: 5"}
    ]
    missing = (await eva.post(f"/conversations/{conversation}/messages", {"files": [1]})).json()["errors"]
    assert [(one["field"], one["code"]) for one in missing] == [("client_id", "required"), ("files[0]", "wrong_type")]


async def test_broken_json_too_large_a_body_and_unknown_paths_have_clear_answers(eva: Browser) -> None:
    as_json = {"Content-Type": "application/json"}
    broken = await eva.http.post("/api/v1/conversations/x/notes", content=b'{"a": ', headers=as_json)
    assert (broken.status_code, broken.json()["code"]) == (400, "bad_json")
    large = await eva.http.post(
        "/api/v1/conversations/x/notes", content=b" " * 1_000_001, headers={"Content-Type": "application/json"}
    )
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    unknown = await eva.get("/nowhere")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    method = await eva.send("DELETE", "/board")
    assert (method.status_code, method.json()["code"]) == (405, "method_not_allowed")


async def test_a_body_without_a_length_is_counted_as_it_comes(eva: Browser) -> None:
    async def endless():  # type: ignore[no-untyped-def]
        for _ in range(30):
            yield b" " * 100_000

    answer = await eva.http.post(
        "/api/v1/conversations/x/notes", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413, answer.text


async def test_our_own_mistake_is_a_problem_with_an_id_and_no_personal_word_in_the_log(
    desk: Desk, app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = APIRouter()

    @broken.get("/broken")
    async def fail() -> None:
        raise RuntimeError("the customer Pepe Perdiz said so")

    assert isinstance(desk.store, SqlStore)
    other = build_app(desk, SqlViews(desk.store), Parts(routers=[broken]))
    async with stranger(other) as http:
        answer = await http.get("/broken", headers={"X-Request-Id": "request-12345"})
    assert answer.status_code == 500 and answer.json()["code"] == "internal"
    assert answer.json()["params"] == {"request": "request-12345"}
    assert "Pepe" not in answer.text
    logged = capsys.readouterr()
    assert "RuntimeError" in logged.out + logged.err and "Pepe" not in logged.out + logged.err


async def test_every_answer_has_its_security_headers(app: FastAPI, eva: Browser) -> None:
    for path in ("/api/v1/session", "/healthz", "/api/v1/nowhere"):
        answer = await eva.http.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-request-id"]
    assert (await eva.http.get("/api/v1/session")).headers["cache-control"] == "no-store"


async def test_the_desks_pages_have_a_nonce_and_its_assets_are_kept(desk: Desk, app: FastAPI, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text('<div id="root"></div><script type="module" src="/assets/a-1.js"></script>')
    (tmp_path / "assets" / "a-1.js").write_text("1")
    (tmp_path.parent / "outside.txt").write_text("lejos de aquí")
    assert isinstance(desk.store, SqlStore)
    other = build_app(desk, SqlViews(desk.store), Parts(dist=tmp_path))
    async with stranger(other) as http:
        page = await http.get("/inbox/mine")
        nonce = re.search(r'nonce="([^"]+)"', page.text)
        assert nonce is not None and f"'nonce-{nonce[1]}'" in page.headers["content-security-policy"]
        asset = await http.get("/assets/a-1.js")
        assert "immutable" in asset.headers["cache-control"]
        assert asset.headers["content-type"].startswith("text/javascript")
        assert (await http.get("/assets/gone-2.js")).status_code == 404
        assert "lejos" not in (await http.get("/..%2foutside.txt")).text
        assert (await http.get("/api/v1/nowhere")).json()["code"] == "not_found"
        assert (await http.get("/")).status_code == 200


async def test_it_is_ready_until_it_drains(app: FastAPI) -> None:
    async with stranger(app) as http:
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        app.state.centre.opened = lambda: False
        assert (await http.get("/readyz")).json() == {"status": "opening"}
        app.state.centre.opened = lambda: True
        assert (await http.get("/readyz")).status_code == 200
        app.state.centre.draining = True
        assert (await http.get("/readyz")).status_code == 503
        assert (await http.get("/healthz")).status_code == 200


def test_the_openapi_document_is_complete() -> None:
    document = json.loads(openapi())
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/api/v1/session"]["post"]["security"] == []
    assert document["paths"]["/api/v1/board"]["get"]["x-permission"] == "queue.supervise"
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            good = {code: one for code, one in operation["responses"].items() if code.startswith("2")}
            assert good, (method, path)
            for code, one in good.items():
                assert code == "204" or "content" in one, (method, path)
                for media_type, content in one.get("content", {}).items():
                    assert media_type != "application/json" or content["schema"] != {}, (method, path)
