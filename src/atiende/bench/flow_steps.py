"""How long the engine takes for one step: CPU time over conversations that go through most kinds of nodes.

Each step is measured on its own, from a session that was kept as text and read again, so that nothing of the step
before is still at hand but the flow itself and what is compiled of it; the median is the figure.
"""

import statistics
import time

import msgspec

from atiende.domain.flow_documents import Flow
from atiende.flows import engine, kept
from atiende.flows.state import Do, Heard, Outcome, Said, Speaks, Stepped, World
from atiende.flows.surroundings import Surroundings
from atiende.language import slots

AT = 1_795_426_200_000
ZONE = "Europe/Madrid"
PADDING = 400
"""Nodes the conversations never come to: a flow of a centre is not small."""
RIGHT_NIF, WRONG_NIF = "12345678Z", "12345678A"
NODES: dict[str, object] = {
    "hello": {"type": "say", "text": {"es": "Hola {{ customer.first_name }}."}, "next": "main"},
    "main": {
        "type": "menu",
        "text": {"es": "¿Qué desea?"},
        "options": [
            {"label": {"es": "Facturas"}, "words": ["factura", "recibo"], "goto": "nif"},
            {"label": {"es": "Mi pedido"}, "words": ["pedido"], "goto": "nif"},
            {"label": {"es": "Hablar con una persona"}, "key": "0", "goto": "person"},
        ],
    },
    "nif": {
        "type": "ask", "text": {"es": "Dígame su NIF."}, "variable": "nif", "check": "nif", "confirm": True,
        "next": "find",
    },
    "find": {
        "type": "request", "url": "https://office.example.org/bills/{{ nif }}", "next": "late",
        "take": {"total": "data.total", "days": "data.days"},
    },
    "late": {
        "type": "condition", "otherwise": "tell",
        "cases": [{"when": "days > 30 && total > 10000", "goto": "person"}],
    },
    "tell": {"type": "say", "text": {"es": "Debe {{ total | money }}."}, "goal": "told", "next": "score"},
    "score": {
        "type": "survey", "questions": [{"text": {"es": "¿Cómo le hemos atendido?"}, "scale": "csat"}], "next": "end",
    },
    "person": {"type": "queue", "queue": "general", "text": {"es": "Le paso con una persona."}},
    "end": {"type": "end", "text": {"es": "Gracias. Adiós."}},
}  # fmt: skip
CONVERSATIONS: tuple[tuple[Heard | str, ...], ...] = (
    (Said(text="1"), Said(text=RIGHT_NIF), Said(text="sí"), "ok", Said(text="5")),
    (Said(text="mi factrua, por favor"), Said(text=WRONG_NIF), Said(text=RIGHT_NIF), Said(text="no")),
    (Said(text="no sé"), Said(text="quiero hablar con una persona")),
)


def step_us(steps: int) -> float:
    """The median of so many steps, in microseconds."""
    flow = _flow()
    around = Surroundings(read=lambda check, text, language, at: slots.read(check, text, language, at, ZONE))
    book = around.book("bench", flow)
    world = World(
        at=AT,
        zone=ZONE,
        speaks=Speaks(buttons=3),
        customer={"first_name": "Ana", "name": "Ana García", "verified": False, "fields": {"plan": "oro"}},
        conversation={"channel": "webchat", "number": 7},
        brand={"name": "Centro"},
        is_open=around.open_at,
        read=around.read,
    )
    taken: list[float] = []
    while len(taken) < steps:
        for conversation in CONVERSATIONS:
            stepped = engine.begin(book, "bench", world, 1, "es")
            for heard in conversation:
                session, given = kept.load(kept.dump(stepped.session)), _heard(heard, stepped)
                began = time.perf_counter()
                stepped = engine.step(book, session, world, given)
                taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1e6


def _heard(heard: Heard | str, before: Stepped) -> Heard:
    """`ok` is the outcome of the errand that is out."""
    if not isinstance(heard, str):
        return heard
    errand = next(effect.id for effect in before.effects if isinstance(effect, Do))
    return Outcome(errand=errand, result=heard, values={"total": 4200, "days": 12})


def _flow() -> Flow:
    padding = {f"p{number}": {"type": "say", "text": {"es": "…"}, "next": "end"} for number in range(PADDING)}
    variables = {"nif": {}, "total": {"type": "number"}, "days": {"type": "number"}}
    body = {"name": "Bench", "start": "hello", "person": "person", "failed": "person", "variables": variables}
    return msgspec.convert({**body, "nodes": {**NODES, **padding}}, Flow)
