"""A flow comes into force only when the lint has no error and its own tests go as written; a draft may be anything."""

import pytest

from atiende.actions import configuration as actions
from atiende.actions.configuration import NEW, Ref
from atiende.api.problems import text
from atiende.domain import documents as docs
from atiende.domain.check import Json, Unfit
from atiende.ports.desk import Desk
from tests.journeys.small_centre import ANA, TENANT, small_centre

WHO = f"agent:{ANA}"
SALES, MAIN = Ref("queue", "sales"), Ref("flow", "main")
BILLS: Json = {"label": {"es": "Facturas"}, "goto": "end"}
PERSON: Json = {"label": {"es": "Hablar con una persona"}, "goto": "person"}
GOES: Json = {"name": "Facturas", "turns": [{"hear": "facturas", "say": ["Hasta luego"]}], "outcome": "resolved"}
FAILS: Json = {"name": "Facturas", "turns": [{"hear": "facturas", "say": ["Buenos días"]}]}


@pytest.fixture(autouse=True)
async def centre(desk: Desk) -> None:
    await small_centre(desk)
    await put(desk, SALES, {"name": "Ventas", "brand": "main"})


def body(*options: Json, tests: tuple[Json, ...] = ()) -> Json:
    menu: Json = {"type": "menu", "text": {"es": "¿Qué desea?"}, "options": list(options)}
    end: Json = {"type": "end", "text": {"es": "Hasta luego"}}
    nodes: Json = {"menu": menu, "person": {"type": "queue", "queue": "sales"}, "end": end}
    return {
        "name": "Main", "languages": ["es"], "start": "menu", "person": "person", "nodes": nodes, "tests": list(tests),
    }  # fmt: skip


async def put(desk: Desk, ref: Ref, wanted: Json) -> docs.Document:
    """Drafts over whatever there is, and publishes."""
    there = await desk.store.reading(TENANT).get(docs.DraftDocument, *ref)
    draft = await actions.save_draft(desk, TENANT, WHO, ref, wanted, there.etag if there else NEW)
    return await actions.publish_draft(desk, TENANT, WHO, ref, draft.etag)


async def codes(desk: Desk, wanted: Json) -> list[str]:
    with pytest.raises(Unfit) as refused:
        await put(desk, MAIN, wanted)
    for one in refused.value.problems:
        assert text("es", one.code, one.params, "flows") != one.code
    return [one.code for one in refused.value.problems]


async def test_a_flow_without_a_person_in_its_main_menu_is_refused_and_comes_into_force_with_one(desk: Desk) -> None:
    assert await codes(desk, body(BILLS)) == ["finding.main_menu_person"]
    assert await desk.store.reading(TENANT).get(docs.Document, *MAIN) is None
    assert (await put(desk, MAIN, body(BILLS, PERSON))).version == 1


async def test_a_flow_whose_own_test_goes_otherwise_is_refused_until_it_goes_as_written(desk: Desk) -> None:
    assert await codes(desk, body(BILLS, PERSON, tests=(GOES, FAILS))) == ["golden.not_said"]
    assert (await put(desk, MAIN, body(BILLS, PERSON, tests=(GOES,)))).version == 1
