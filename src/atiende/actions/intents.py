"""What is meant by what a customer wrote, by what the centre taught: learned away from the event loop."""

import asyncio

import msgspec
from msgspec import Struct

from atiende.domain import documents as docs
from atiende.language.intents import Understood, train
from atiende.ports.desk import Desk


class _Taught(Struct, frozen=True):
    examples: tuple[str, ...] = ()


async def understand(desk: Desk, tenant: str, text: str, language: str) -> Understood:
    """`known` is False where the centre has taught nothing, or nothing like it."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "intent"}, limit=2000)
    taught = [(row.slug, msgspec.json.decode(row.body, type=_Taught).examples) for row in rows if not row.retired]
    examples = [(text, slug) for slug, texts in taught for text in texts]
    if not examples:
        return Understood()
    return await asyncio.to_thread(lambda: train(examples).ask(text))
