"""A file is looked at, tried without a trace, read in, and taken back where nobody has touched it since."""

import asyncio
import codecs
import json

import pytest

from atiende.actions import imports
from atiende.actions.customers import edit_customer
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.customer import Address, Customer, CustomerDetails, OrganizationDetails
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.errors import Invalid, WrongState
from atiende.domain.import_file import read_table
from atiende.domain.work import Timer, User
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from tests.journeys.small_centre import ANA, TENANT, small_centre
from tests.proof import proven

BY = f"agent:{ANA}"
PEOPLE = """Nombre;Apellidos;Correo;Teléfono;Empresa;Notas
Inés;Peña;ines@example.test;612 345 678;Talleres Peña;
=HYPERLINK("http://x.test");;formula@example.test;;;
Otra;Inés;INES@example.test;;;
Sin nada que valga;;no es un correo;;;
Berta;Ruiz;berta@example.test;;Talleres Peña;Prefiere la tarde
"""


@pytest.fixture
async def centre(desk: Desk) -> Desk:
    await small_centre(desk)
    return desk


async def given(desk: Desk, text: str, what: str = "customers", existing: str = "skip") -> str:
    file = imports.Given(what=what, brand="main", name="gente.csv", content=text.encode())
    shown = await imports.begin_import(desk, TENANT, BY, file)
    await imports.map_import(desk, TENANT, shown.run.id, shown.run.mapping, existing)
    return shown.run.id


async def ordered(desk: Desk, run: str, *orders: str) -> ImportRun:
    for order in orders:
        await imports.order_import(desk, TENANT, run, order)
        await imports.carry_on(desk, TENANT, run)
    found = await desk.store.reading(TENANT).get(ImportRun, run)
    assert found is not None
    return found


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.created, run.changed, run.skipped, run.problems


async def rows_of(desk: Desk) -> tuple[int, int, int]:
    reading = desk.store.reading(TENANT)
    return (
        len(await reading.where(Customer, {})),
        len(await reading.where(Address, {})),
        len(await reading.where(CustomerDetails, {})),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_recognised(encoding: str, separator: str) -> None:
    table = read_table(codecs.encode(PEOPLE.replace(";", separator), encoding))
    assert table.head == ("Nombre", "Apellidos", "Correo", "Teléfono", "Empresa", "Notas")
    assert len(table.rows) == 5 and table.rows[0][1] == "Peña"


def test_what_is_no_table_is_refused() -> None:
    for raw in (b"", b"\xff\xfe\x00", b"Nombre;Correo\n"):
        with pytest.raises(Invalid):
            read_table(raw)


async def test_columns_are_guessed_and_shown_as_they_will_be(centre: Desk) -> None:
    file = imports.Given(what="customers", brand="main", name="g.csv", content=PEOPLE.encode())
    shown = await imports.begin_import(centre, TENANT, BY, file)
    assert set(shown.run.mapping.values()) == {"name", "last_name", "email", "phone", "organization", "notes"}
    assert shown.lines[0]["name"] == "Inés Peña"


async def test_a_dry_run_counts_what_will_happen_and_changes_nothing(centre: Desk) -> None:
    before, head = await rows_of(centre), await centre.store.head(TENANT)
    run = await given(centre, PEOPLE)
    tried = await ordered(centre, run, "check")
    assert counts(tried) == (3, 0, 0, 2) and tried.state == "checked"
    assert await rows_of(centre) == before and await centre.store.head(TENANT) == head
    done = await ordered(centre, run, "run")
    assert counts(done) == counts(tried)
    assert await rows_of(centre) != before
    assert await proven(centre.store, TENANT) == []


async def test_a_formula_stays_text_and_a_line_that_does_not_fit_says_why(centre: Desk) -> None:
    run = await given(centre, PEOPLE)
    await ordered(centre, run, "check", "run")
    reading = centre.store.reading(TENANT)
    lines = {one.line: one for one in await reading.where(ImportLine, {"run": run})}
    assert {line: one.problem for line, one in lines.items() if one.problem} == {4: "twice_in_file", 5: "bad_email"}
    details = await reading.get(CustomerDetails, lines[3].subject)
    assert details is not None and details.name == '=HYPERLINK("http://x.test")'
    companies = await reading.where(OrganizationDetails, {})
    assert [one.name for one in companies] == ["Talleres Peña"]


async def test_who_is_there_already_is_left_or_changed_as_one_chooses(centre: Desk) -> None:
    await ordered(centre, await given(centre, PEOPLE), "check", "run")
    again = await ordered(centre, await given(centre, PEOPLE), "check", "run")
    assert counts(again) == (0, 0, 3, 2)
    other = PEOPLE.replace("Prefiere la tarde", "Prefiere la mañana")
    changed = await ordered(centre, await given(centre, other, existing="update"), "check", "run")
    assert counts(changed) == (0, 1, 2, 2)
    undone = await ordered(centre, changed.id, "undo")
    assert (undone.removed, undone.kept) == (1, 0)
    notes = {one.notes for one in await centre.store.reading(TENANT).where(CustomerDetails, {})}
    assert "Prefiere la tarde" in notes and "Prefiere la mañana" not in notes
    assert await proven(centre.store, TENANT) == []


async def test_undo_restores_what_was_and_keeps_what_somebody_touched(centre: Desk) -> None:
    before = await rows_of(centre)
    run = await given(centre, PEOPLE)
    await ordered(centre, run, "check", "run")
    lines = {one.line: one for one in await centre.store.reading(TENANT).where(ImportLine, {"run": run})}
    await edit_customer(centre, TENANT, ANA, lines[6].subject, {"notes": "Llamar antes"})
    undone = await ordered(centre, run, "undo")
    assert (undone.state, undone.removed, undone.kept) == ("undone", 2, 1)
    customers, addresses, details = await rows_of(centre)
    assert (customers, addresses, details) == (before[0] + 1, before[1] + 1, before[2] + 1)
    assert await proven(centre.store, TENANT) == []


async def test_a_run_that_was_stopped_goes_on_where_it_was(centre: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    run = await given(centre, PEOPLE)
    await ordered(centre, run, "check")
    await imports.order_import(centre, TENANT, run, "run")
    shown = await imports.read_import(centre, TENANT, run)
    work = imports.Work(centre, TENANT, shown.run, read_table(PEOPLE.encode()))
    await work._mark_twice()
    await work._made(range(2))
    assert await centre.store.reading(TENANT).get(Timer, imports.TIMER, run) is not None
    await imports.carry_on(centre, TENANT, run)
    done = await centre.store.reading(TENANT).get(ImportRun, run)
    assert done is not None and done.state == "done" and counts(done) == (3, 0, 0, 2)
    assert await centre.store.reading(TENANT).get(Timer, imports.TIMER, run) is None


async def test_nothing_runs_that_was_not_tried(centre: Desk) -> None:
    run = await given(centre, PEOPLE)
    with pytest.raises(WrongState):
        await imports.order_import(centre, TENANT, run, "run")


async def test_users_come_without_a_password_and_go_again(centre: Desk) -> None:
    text = "Name,Email,Role,Team\nEva,eva@example.test,agent,Primera línea\nX,x@example.test,king,\n"
    run = await given(centre, text, what="users")
    done = await ordered(centre, run, "check", "run")
    assert counts(done) == (1, 0, 0, 1)
    eva = (await centre.store.reading(TENANT).where(User, {"email": "eva@example.test"}))[0]
    agent = await centre.store.reading(TENANT).get(Agent, eva.id)
    assert eva.password == "" and agent is not None and agent.ability.teams == ("first",)
    await ordered(centre, run, "undo")
    agent = await centre.store.reading(TENANT).get(Agent, eva.id)
    assert agent is not None and not agent.ability.active


async def test_two_hands_at_the_same_run_make_no_line_twice(centre: Desk) -> None:
    """Two servers at one database see the same timer."""
    names = [f"Persona {number}" for number in range(imports.AT_ONCE + 50)]
    run = await given(centre, "Nombre\n" + "\n".join(names))
    await ordered(centre, run, "check")
    await imports.order_import(centre, TENANT, run, "run")
    both = await asyncio.gather(*[imports.carry_on(centre, TENANT, run) for _ in range(2)], return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["NoneType", "WrongState"]
    assert len(await centre.store.reading(TENANT).where(Customer, {})) == len(names)
    done = await ordered(centre, run)
    assert (done.state, done.created) == ("done", len(names))


async def test_a_line_far_below_the_same_one_is_twice_in_the_file(centre: Desk) -> None:
    people = [f"Persona {number};p{number}@example.test" for number in range(imports.AT_ONCE + 1)]
    run = await given(centre, "\n".join(["Nombre;Correo", *people, "Otra vez;P0@example.test"]))
    assert counts(await ordered(centre, run, "check")) == (len(people), 0, 0, 1)


async def test_quick_replies_are_published_and_taken_back(centre: Desk) -> None:
    text = "Nombre;Atajo;Texto\nEnvío;/envio;Su pedido sale hoy.\nMal;mal;{{ sin final\n"
    run = await given(centre, text, what="quick_replies")
    done = await ordered(centre, run, "check", "run")
    assert counts(done) == (1, 0, 0, 1)
    reply = await centre.store.reading(TENANT).get(docs.Document, "quick_reply", "envio")
    assert reply is not None and json.loads(reply.body)["text_es"] == "Su pedido sale hoy."
    await ordered(centre, run, "undo")
    reply = await centre.store.reading(TENANT).get(docs.Document, "quick_reply", "envio")
    assert reply is not None and reply.retired


async def test_a_customer_who_wrote_since_stays(centre: Desk) -> None:
    run = await given(centre, PEOPLE)
    await ordered(centre, run, "check", "run")
    reached = await open_endpoint(centre, TENANT, "web")
    assert reached is not None
    await take_message(centre, reached, Inbound(origin="v:1/1", address="v:1", name="Otro", text="Hola", language="es"))
    undone = await ordered(centre, run, "undo")
    assert (undone.removed, undone.kept) == (3, 0)
    assert len(await centre.store.reading(TENANT).where(Customer, {})) == 1
