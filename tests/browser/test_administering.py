"""An administrator imports customers and takes it back, and sees the desk as an agent does."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.people import Desk
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]
CSV = "Nombre;Apellidos;Correo;Teléfono\nInés;Peña;ines@casa.test;612 345 678\n=1+1;;no es un correo;\n"


def uploaded(admin: Desk) -> Page:
    page = admin.open("/admin/import")
    admin.button("admin:import.new").first.click()
    asked = page.get_by_role("dialog", name=ES("admin:import.new"))
    file = {"name": "clientes.csv", "mimeType": "text/csv", "buffer": CSV.encode("cp1252")}
    asked.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    admin.button("admin:import.upload", asked).click()
    expect(page.get_by_role("heading", name="clientes.csv")).to_be_visible()
    return page


def test_customers_are_tried_imported_and_taken_back(desk: Open) -> None:
    admin = desk("admin")
    page = uploaded(admin)
    expect(page.get_by_role("table", name=ES("admin:import.preview"))).to_contain_text("Inés Peña")
    admin.button("admin:import.check").click()
    problems = page.get_by_role("table", name=ES("admin:import.problems"))
    expect(problems).to_contain_text("no es un correo")
    admin.button("admin:import.run_one").click()
    expect(page.get_by_text(ES("admin:import.state.done"))).to_be_visible()
    run = page.url
    customers = admin.open("/customers")
    expect(customers.get_by_text("Inés Peña").first).to_be_visible()
    page.goto(run)
    admin.button("admin:import.undo").click()
    admin.button("admin:import.undoGo", page.get_by_role("dialog")).click()
    expect(page.get_by_text(ES("admin:import.state.undone"))).to_be_visible()
    customers = admin.open("/customers")
    expect(customers.get_by_text("Inés Peña")).to_have_count(0)


def test_an_administrator_looks_through_an_agents_eyes_and_changes_nothing(desk: Open) -> None:
    admin = desk("admin")
    page = admin.open("/admin/users")
    page.get_by_role("link", name="Ana García").click()
    admin.button("admin:user.viewAsShort").click()
    admin.button("admin:user.viewAsGo", page.get_by_role("dialog")).click()
    banner = page.get_by_text(ES("admin:viewing.banner", name="Ana García"))
    expect(banner).to_be_visible()
    rail = page.get_by_role("navigation", name=ES("rail.label"))
    expect(rail.get_by_role("link", name=ES("rail.admin"))).to_have_count(0)
    admin.button("admin:viewing.end").click()
    expect(banner).to_have_count(0)
    expect(page.get_by_role("heading", name=ES("admin:section.users"))).to_be_visible()
