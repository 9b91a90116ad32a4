"""The flows of the demo centre: recipes as they come, pointed at its made-up back office."""

from collections.abc import Mapping

import msgspec

from atiende.actions.recipes import flow_body, list_recipes
from atiende.domain import documents as docs
from atiende.domain.supply_documents import PaymentProvider
from atiende.integrations.demo.company import Listed
from atiende.integrations.demo.office import BASE, PAGES

ASSISTANT = "asistente"
"""The chat that goes through them."""
FRONT, PAYMENT = "recepcion", "tarjeta"
INVOICES = "telefono-facturas"
"""The telephone of AT-02: who calls there goes through the flow of invoices."""
SLUGS: Mapping[str, str] = {
    "invoice-help": "facturas",
    "order-status": "pedidos",
    "return-refund": "devoluciones",
    "appointment": "citas",
    "plan-change": "tarifas",
    "never-silent": "sin-silencios",
    "front-desk": FRONT,
    "charge-script": "guion-cargo",
    "no-connection-guide": "guia-terminal",
}
"""The recipe and what its flow is called here, those that others call first."""
QUEUES: Mapping[str, str] = {"invoice-help": "billing", "plan-change": "billing", "no-connection-guide": "technical"}
CALLED: Mapping[str, str] = {
    "invoices": "facturas", "orders": "pedidos", "returns": "devoluciones", "appointments": "citas",
}  # fmt: skip


async def flows() -> Listed:
    """In an order in which every reference is there before it is used; the chat last."""
    made: list[tuple[str, str, docs.Body]] = [
        ("payment", PAYMENT, PaymentProvider(name="Pago con tarjeta (demostración)", provider="demo", url=PAGES))
    ]
    recipes = {one.recipe: one for one in await list_recipes()}
    for slug, name in SLUGS.items():
        recipe = recipes[slug]
        chosen = {"queue": QUEUES.get(slug, "orders"), "payment": PAYMENT, "base": BASE, **CALLED}
        made += [
            (one.kind, one.slug, docs.read(one.kind, msgspec.json.encode(one.body).decode()))
            for one in recipe.documents
        ]
        body = flow_body(recipe, chosen) | {"brands": ["main"]}
        made.append(("flow", name, docs.read("flow", msgspec.json.encode(body).decode())))
    return (*made, *_endpoints())


def _endpoints() -> Listed:
    """The telephone and the chat that go through them."""
    phone = docs.Endpoint(
        name="Teléfono de facturas",
        brand="main",
        channel="voice",
        queue="billing",
        flow=SLUGS["invoice-help"],
        settings={"web": True},
    )
    look: docs.Settings = {
        "greeting_es": "Hola, ¿en qué podemos ayudarle?",
        "greeting_en": "Hello, how can we help?",
        "calls": INVOICES,
        "video": True,
    }
    chat = docs.Endpoint(
        name="Asistente de la tienda", brand="main", channel="webchat", queue="orders", flow=FRONT, settings=look
    )
    return (("endpoint", INVOICES, phone), ("endpoint", ASSISTANT, chat))
