"""The help centre inside the chat: articles for what a visitor is about to ask, before he sends it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from atiende.actions.knowledge import Question, Within, address_of, find_passages, note_question
from atiende.api.asked import centre_of
from atiende.domain import documents as docs
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk

MOST, SHOWN_FROM, LEAST_LETTERS = 3, 0.4, 4
"""Few, and only what speaks of the question: who writes to people wants to go on writing."""
Known = Callable[[Desk, Request], Awaitable[Endpoint]]


def help_widget_routes(known: Known, cors: Callable[[Request], dict[str, str]]) -> list[BaseRoute]:
    """`known` finds the endpoint a site may use, as for the rest of the widget."""

    async def suggest(request: Request) -> Response:
        centre = centre_of(request)
        endpoint = await known(centre.desk, request)
        caller = request.client.host if request.client else ""
        centre.limits.spend_call(f"help {caller}", centre.desk.clock.elapsed())
        return JSONResponse(await _found(centre.desk, endpoint, request), headers=cors(request))

    return [Route("/widget/help", suggest, methods=["GET"])]


async def _found(desk: Desk, endpoint: Endpoint, request: Request) -> dict[str, object]:
    """`sent`: he sent it after all; only then it is kept as something that was looked for."""
    query = request.query_params
    language = "en" if query.get("language", "").startswith("en") else "es"
    words = " ".join(query.get("q", "").replace("\x00", "").split())[:300]
    row = await desk.store.reading(endpoint.tenant).get(docs.Document, "brand", endpoint.brand)
    brand = docs.read("brand", row.body) if row is not None else None
    home = address_of(desk, endpoint.brand, brand, language) if isinstance(brand, docs.Brand) else ""
    if not home or not isinstance(brand, docs.Brand) or len(words) < LEAST_LETTERS:
        return {"home": home, "items": []}
    within = Within(language=language, brand=endpoint.brand)
    found = await find_passages(desk, endpoint.tenant, words, within, MOST)
    if query.get("sent") == "1":
        await note_question(desk, endpoint.tenant, Question(text=words, place="widget"), within, found)
    items = [
        {"title": one.title, "url": address_of(desk, endpoint.brand, brand, language, one.article)}
        for one in found
        if one.sure >= SHOWN_FROM
    ]
    return {"home": home, "items": items}
