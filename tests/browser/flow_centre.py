"""A made centre with flows in it, for the designer's tests: what they need is published before the server starts."""

import asyncio
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.domain import documents as docs
from atiende.domain.flow_documents import Flow
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk
from tests.browser.centre import Made

NODES: dict[str, object] = {
    "menu": {
        "type": "menu",
        "text": {"es": "¿En qué podemos ayudarle?"},
        "options": [
            {"label": {"es": "Horario"}, "goto": "horario"},
            {"label": {"es": "Hablar con una persona"}, "goto": "persona", "key": "0"},
        ],
    },
    "horario": {"type": "end", "text": {"es": "Abrimos de nueve a seis."}},
    "persona": {"type": "queue", "queue": "main", "text": {"es": "Le paso con una persona."}},
}
MENU: dict[str, object] = {
    "name": "Bienvenida",
    "languages": ["es"],
    "profile": "",
    "start": "menu",
    "person": "persona",
    "failed": "persona",
    "nodes": NODES,
    "tests": [{"name": "Horario", "turns": [{"say": ["¿En qué"]}, {"hear": "1", "say": ["Abrimos de nueve"]}]}],
}


def long_flow(nodes: int) -> dict[str, object]:
    """Menus, messages, questions, conditions and variables in turn, each leading on; half of them branch."""
    kinds = (_menu, _say, _ask, _condition, _set)
    made = {f"n{at}": kinds[at % len(kinds)](at, nodes) for at in range(nodes - 1)}
    return {
        "name": "Larga",
        "languages": ["es"],
        "profile": "",
        "start": "n0",
        "person": "persona",
        "failed": "persona",
        "variables": {"x": {"type": "number", "initial": 0}},
        "nodes": {**made, "persona": {"type": "queue", "queue": "main"}},
    }


def _to(at: int, nodes: int) -> str:
    return f"n{at}" if at < nodes - 1 else "persona"


def _menu(at: int, nodes: int) -> dict[str, object]:
    labels = (("Seguir", _to(at + 1, nodes)), ("Saltar", _to(at + 7, nodes)), ("Una persona", "persona"))
    options = [{"label": {"es": label}, "goto": goto} for label, goto in labels]
    return {"type": "menu", "text": {"es": f"Menú {at}: elija una opción"}, "options": options}


def _say(at: int, nodes: int) -> dict[str, object]:
    return {"type": "say", "text": {"es": f"Mensaje {at}, de un largo normal"}, "next": _to(at + 1, nodes)}


def _ask(at: int, nodes: int) -> dict[str, object]:
    text = {"es": "¿Cuál es su número?"}
    return {"type": "ask", "text": text, "variable": "x", "check": "number", "next": _to(at + 1, nodes)}


def _condition(at: int, nodes: int) -> dict[str, object]:
    cases = [{"when": "x > 3", "goto": _to(at + 1, nodes)}]
    return {"type": "condition", "cases": cases, "otherwise": _to(at + 3, nodes)}


def _set(at: int, nodes: int) -> dict[str, object]:
    return {"type": "set", "values": {"x": "x + 1"}, "next": _to(at + 1, nodes)}


def with_flows(made: Made, directory: Path, flows: Mapping[str, Mapping[str, object]], chat: str = "") -> Made:
    """A copy of that centre with these flows in force, and a second team; its chat goes through `chat`."""
    shutil.copytree(made.directory, directory)
    with ThreadPoolExecutor(1) as apart:  # the browser's loop occupies this thread
        apart.submit(asyncio.run, _publish(directory, made.tenant, flows, chat)).result()
    return replace(made, directory=directory)


async def _publish(directory: Path, tenant: str, flows: Mapping[str, Mapping[str, object]], chat: str) -> None:
    async with open_desk(Settings(data_dir=directory)) as desk:

        def decide(change: Change) -> None:
            publish(change, "system:test", Ref("team", "returns"), docs.Team(name="Devoluciones"))
            for slug, body in flows.items():
                publish(change, "system:test", Ref("flow", slug), msgspec.convert(body, Flow))
            if chat:
                found = change.get(docs.Document, "endpoint", "chat")
                assert found is not None
                endpoint = docs.read("endpoint", found.body)
                assert isinstance(endpoint, docs.Endpoint)
                publish(change, "system:test", Ref("endpoint", "chat"), msgspec.structs.replace(endpoint, flow=chat))

        await desk.store.change(tenant, decide, at=desk.clock.now())
