"""A small centre that has something to answer from: two articles, three intents, and a model if a test wants one."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from atiende.actions.bots import bot
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.assist_documents import Assistant
from atiende.domain.desk_documents import CustomField
from atiende.domain.intent_documents import Intent
from atiende.domain.knowledge_documents import Article, Collection
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.doubles.language_model import FakeModel
from tests.journeys.small_centre import TENANT, small_centre

RETURNS = "Tiene 30 días naturales para devolver su pedido. El envío de la devolución es gratuito."
ROUTER = "Para reiniciar el router, desenchúfelo durante diez segundos y vuelva a enchufarlo. Espere dos minutos."
ROUTES = ("duplicate_invoice", "change_plan", "outage")
DOCUMENTS: Mapping[tuple[str, str], docs.Body] = {
    ("collection", "help"): Collection(name="Help", name_es="Ayuda"),
    ("article", "devoluciones"): Article(
        name="Devoluciones",
        title_es="Plazo de devolución de un pedido",
        body_es=RETURNS,
        title_en="Returning an order",
        body_en="You have 30 days to return your order. Sending it back is free of charge.",
        collection="help",
    ),
    ("article", "router"): Article(name="Router", title_es="Reiniciar el router", body_es=ROUTER, collection="help"),
    ("article", "inside"): Article(
        name="Inside",
        title_es="Descuento de retención para bajas",
        body_es="El descuento máximo de retención para una baja es del 40 por ciento.",
        audience="agents",
        collection="help",
    ),
    ("field", "usage"): CustomField(name="Usage", name_es="Consumo", of="customer"),
}
EXAMPLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "duplicate_invoice": (
        "Copia de la factura",
        (
            "quiero una copia de mi factura",
            "me puede mandar la factura otra vez",
            "necesito el duplicado de la factura",
            "no me ha llegado la factura de este mes",
            "envíeme la última factura",
        ),
    ),
    "change_plan": (
        "Cambio de tarifa",
        (
            "quiero cambiar de tarifa",
            "me interesa otra tarifa con más datos",
            "cambiar mi plan de datos",
            "quiero bajar de tarifa",
            "qué hago para cambiar el plan",
        ),
    ),
    "outage": (
        "Avería",
        (
            "no tengo internet en casa",
            "se me ha caído la conexión",
            "llevo sin línea desde ayer",
            "el teléfono no da tono",
            "no funciona la conexión a internet",
        ),
    ),
}


async def helped_centre(desk: Desk) -> None:
    await small_centre(desk)
    publish = dict(DOCUMENTS)
    bodies = {key: msgspec.json.encode(body).decode() for key, body in publish.items()}
    for slug, (name, examples) in EXAMPLES.items():
        made = Intent(name=slug, name_es=name, examples_es=list(examples))
        bodies["intent", slug] = msgspec.json.encode(made).decode()
    await put(desk, bodies)


async def put(desk: Desk, bodies: Mapping[tuple[str, str], str]) -> None:
    def decide(change: Change) -> None:
        for (kind, slug), text in bodies.items():
            before = change.get(docs.Document, kind, slug)
            version = before.version + 1 if before else 1
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=version, body=text), actor="system")

    await desk.store.change(TENANT, decide, at=desk.clock.now())


async def with_model(desk: Desk, fake: FakeModel, **altered: object) -> Desk:
    """The same desk, with a language model of the house."""
    body = msgspec.structs.replace(
        Assistant(name="House model", url=fake.url, model="tiny", active=True, plan=True, timeout_seconds=1), **altered
    )
    await put(desk, {("assistant", "house"): msgspec.json.encode(body).decode()})
    return replace(desk, model=fake.adapter)


async def told(desk: Desk, said: str, *, kept: Value = None, choice: str = "") -> Outcome:
    """One turn of the bot in a flow with all three routes."""
    asked: dict[str, Value] = {
        "errand": "itr_1.e1",
        "interaction": "itr_1",
        "conversation": "cnv_1",
        "customer": "cus_1",
        "brand": "main",
        "language": "es",
        "said": said,
        "choice": choice,
        "routes": list(ROUTES),
        "kept": kept if kept is not None else {},
    }
    return await bot(desk, TENANT, asked)


async def facts_of(desk: Desk, kind: type[f.Fact]) -> list[f.Fact]:
    return [one.fact for one in await desk.store.log(TENANT, 0, 10_000) if isinstance(one.fact, kind)]
