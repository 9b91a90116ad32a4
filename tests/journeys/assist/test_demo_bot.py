"""The demo's bot with its articles and the front desk's intents: how often it does what it should.

The questions were put aside while examples and thresholds were chosen on others; 21 of 32 were right before, 26 after.
"""

from datetime import date

import msgspec
import pytest

from atiende.actions.bot_sense import Asked, Move
from atiende.actions.bots import decide
from atiende.actions.recipes import list_recipes
from atiende.domain.knowledge_documents import Article
from atiende.integrations.demo.knowledge import knowledge
from atiende.ports.desk import Desk
from tests.journeys.assist.helped_centre import put
from tests.journeys.small_centre import TENANT

pytestmark = pytest.mark.anyio
CASES = (
    ("es", "¿Hasta cuándo puedo devolver un producto?", "answer:devolver"),
    ("es", "¿Cómo descargo una factura?", "answer:descargar-facturas"),
    ("es", "¿Qué hago si el terminal se queda colgado?", "answer:terminal-reiniciar"),
    ("es", "¿Cuándo me abonan la devolución?", "answer:reembolso answer:devolver"),
    ("es", "¿Cómo cambio el IVA de varios artículos?", "answer:cambiar-iva"),
    ("es", "¿Qué incluye la garantía?", "answer:garantia"),
    ("es", "la impresora imprime en blanco", "answer:imprime-en-blanco"),
    ("es", "¿Por dónde va el pedido AZ-10234?", "route:ask-order"),
    ("es", "Hice una compra la semana pasada y sigue sin llegar", "route:ask-order"),
    ("es", "hola, quería saber cuándo me traen el paquete", "route:ask-order answer:plazos-entrega"),
    ("es", "me gustaría devolver la silla que compré", "route:ask-return"),
    ("es", "el producto vino roto, quiero cambiarlo", "route:ask-return answer:llego-roto"),
    ("es", "envíenme una copia de la última factura", "route:ask-invoice"),
    ("es", "tengo una factura sin pagar y quiero abonarla", "route:ask-invoice"),
    ("es", "quiero concertar una visita del técnico", "route:ask-visit"),
    ("es", "el instalador no se ha presentado", "route:ask-visit"),
    ("es", "¿Reparan bicicletas?", "unsure"),
    ("es", "¿Aceptan perros en la oficina?", "unsure"),
    ("es", "¿Puedo comprar acciones de su empresa?", "unsure"),
    ("es", "¿Qué tiempo hará mañana?", "unsure"),
    ("es", "¿Me pueden enviar flores a la Luna?", "unsure"),
    ("en", "How long do refunds take?", "answer:reembolso"),
    ("en", "What is covered by the warranty?", "answer:garantia"),
    ("en", "How do I restart the terminal?", "answer:terminal-reiniciar"),
    ("en", "Which paper fits the printer?", "answer:que-papel"),
    ("en", "has my order been shipped yet", "route:ask-order"),
    ("en", "I'd like to send back the lamp I bought", "route:ask-return"),
    ("en", "please send me a copy of my last invoice", "route:ask-invoice"),
    ("en", "I need a technician to come on Monday", "route:ask-visit"),
    ("en", "Do you sell airplane tickets?", "unsure"),
    ("en", "what is the meaning of life", "unsure"),
    ("en", "Can I bring my cat?", "unsure"),
)  # fmt: skip
"""Language, what is said, and what may come of it; `unsure`: it asks, or hands over."""


async def demo_bot(desk: Desk) -> tuple[str, ...]:
    """The intents it has routes for."""
    (front,) = [one for one in await list_recipes() if one.recipe == "front-desk"]
    intents = {one.slug: msgspec.json.encode(one.body).decode() for one in front.documents if one.kind == "intent"}
    articles = {
        (kind, slug): msgspec.json.encode(body).decode()
        for kind, slug, body in knowledge(date(2026, 11, 22), {"": "u"})
        if kind == "collection" or (isinstance(body, Article) and body.brands == ["main"])
    }
    await put(desk, articles | {("intent", slug): body for slug, body in intents.items()})
    return tuple(intents)


def right(move: Move, wanted: str) -> bool:
    got = f"{move.does}:{move.source or move.intent}"
    return got in wanted.split() or (wanted == "unsure" and move.does in ("ask", "person"))


async def test_it_answers_routes_and_asks_as_it_should_on_questions_put_aside(desk: Desk) -> None:
    routes = await demo_bot(desk)
    good = 0
    for language, said, wanted in CASES:
        move = await decide(desk, TENANT, Asked(brand="main", language=language, said=said, routes=routes))
        good += right(move, wanted)
    assert good >= 26


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("¿Puedo pagar con bitcoins en Marte?", "unsure"), ("¿Cómo devuelvo un producto?", "answer:devolver"),
     ("quiero devolver un producto", "route:ask-return"), ("¿dónde está mi pedido?", "route:ask-order")],
)  # fmt: skip
async def test_how_gets_an_article_a_wish_its_route_and_what_nobody_taught_neither(
    desk: Desk, said: str, wanted: str
) -> None:
    routes = await demo_bot(desk)
    assert right(await decide(desk, TENANT, Asked(brand="main", language="es", said=said, routes=routes)), wanted)
