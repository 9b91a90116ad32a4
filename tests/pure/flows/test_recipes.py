"""Every recipe is whole: the lint finds nothing, its golden conversations go as written, through every node."""

import anyio
import pytest
from msgspec.structs import replace

from atiende.actions import recipes
from atiende.actions.flow_checks import CALLS
from atiende.actions.recipes import Recipe
from atiende.domain.documents import Block, Hours
from atiende.domain.flow_documents import Flow
from atiende.domain.golden_documents import Golden, Turn
from atiende.flows import golden
from atiende.flows.lint import lint
from atiende.flows.state import Value
from atiende.flows.surroundings import Surroundings
from atiende.language import slots
from atiende.language.handoff import wants_person

ALL = {one.recipe: one for one in anyio.run(recipes.list_recipes)}
OFFICE = Hours(name="Office", blocks=[Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")])
WITHIN = {
    "invoices": "invoice-help",
    "orders": "order-status",
    "returns": "return-refund",
    "appointments": "appointment",
}
"""What the front desk calls them."""


def read(check: str, text: str, language: str, at: int) -> Value:
    if check == "person":
        return True if wants_person(text, language) else None
    return None if check == "intent" else slots.read(check, text, language, at, "Europe/Madrid")


AROUND = Surroundings(
    hours={"hours": OFFICE},
    flows={name: recipes.example_flow(ALL[slug]) for name, slug in WITHIN.items()},
    speaks={CALLS.channel: CALLS},
    read=read,
)


def test_there_is_one_for_what_customers_most_come_for() -> None:
    assert ALL.keys() >= {
        "invoice-help", "order-status", "return-refund", "appointment", "plan-change", "subscription", "faq-bot",
        "out-of-hours", "outage-notice", "survey", "data-update", "never-silent", "charge-script",
        "no-connection-guide", "front-desk",
    }  # fmt: skip


@pytest.mark.parametrize("slug", ALL)
def test_a_recipe_leaves_nothing_for_the_lint_to_find(slug: str) -> None:
    assert list(lint(slug, recipes.example_flow(ALL[slug]), AROUND)) == []


@pytest.mark.parametrize("slug", ALL)
def test_its_golden_conversations_go_as_written_and_through_every_node(slug: str) -> None:
    flow = recipes.example_flow(ALL[slug])
    verdicts = golden.run_all(slug, flow, AROUND)
    assert [(one.name, one.failures) for one in verdicts if not one.passed] == []
    assert set(golden.uncovered(flow, verdicts)) <= {"shut"}, "which depends on a centre's hours"
    assert {test.language for test in flow.tests} == {"es", "en"}


def test_out_of_hours_who_wants_a_person_is_told_when_and_leaves_a_message() -> None:
    """Not one of the recipe's own: a centre that never closes takes it all the same."""
    flow = recipes.example_flow(ALL["front-desk"])
    night = Golden(
        name="Night",
        at="2026-11-22T23:10",
        brand={"name": "Azahar", "opens": "el lunes a las 9:00"},
        turns=[
            Turn(say=["asistente automático"]),
            Turn(hear="quiero hablar con una persona", say=["abrimos el lunes a las 9:00", "Escriba su mensaje"]),
            Turn(hear="Llámenme mañana", say=["Ya lo tenemos"]),
        ],
        outcome="ended",
    )
    closed = replace(AROUND, hours={**AROUND.hours, "": OFFICE})
    assert golden.run("front-desk", flow, night, closed).failures == ()


def test_a_spoiled_recipe_is_found_out() -> None:
    """The control: a menu without its person, and a text that says something else."""
    slug = "order-status"
    flow = recipes.example_flow(ALL[slug])
    menu = flow.nodes["more"]
    without = replace(menu, options=menu.options[:1])  # type: ignore[union-attr]  # it is a menu
    spoiled = replace(flow, nodes={**flow.nodes, "more": without}, person=None)
    assert [one.code for one in lint(slug, spoiled, AROUND)] != []
    assert any(not one.passed for one in golden.run_all(slug, spoiled, AROUND))


@pytest.mark.parametrize("slug", ALL)
def test_what_it_needs_is_all_that_it_leaves_open(slug: str) -> None:
    recipe: Recipe = ALL[slug]
    names = {one.name for one in recipe.needs} | {one.known for one in recipe.documents}
    made = recipes.flow_body(recipe, {name: f"chosen-{name}" for name in names})
    assert "$" not in str({name: value for name, value in made.items() if name != "tests"})
    assert isinstance(recipes.example_flow(recipe), Flow)
