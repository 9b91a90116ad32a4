"""Pages of an interactive guide: one step a page, by forms, so that they work everywhere."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from atiende.actions.guides import Guided, Place, answer_guide, begin_guide
from atiende.api.asked import centre_of
from atiende.api.public.help import language_in, missing, rendered, spend
from atiende.api.public.help_html import Sheet, crumbs, esc, said
from atiende.api.public.help_pages import guide_name
from atiende.api.public.help_site import Site, guides_of, site_at
from atiende.domain.errors import NotFound
from atiende.domain.flow_documents import Flow
from atiende.flows.state import Said

MOST_FORM, MOST_SAID = 200_000, 2000


def guide_routes() -> list[BaseRoute]:
    path = "/help/{address}/{language}/g/{slug}"
    return [Route(path, begin, methods=["GET"]), Route(path, answer, methods=["POST"])]


async def begin(request: Request) -> Response:
    """The first step."""
    centre, language = centre_of(request), language_in(request)
    site = await site_at(centre.desk, request.path_params["address"])
    flow = await _flow(request, site)
    if flow is None:
        return await rendered(centre, site, missing(language), 404)
    spend(request)
    guided = await begin_guide(centre.desk, site.tenant, _place(request, site, language))
    return await rendered(centre, site, _sheet(request, site, language, (flow, guided)))


async def answer(request: Request) -> Response:
    """The next one: a choice that was pressed, or what was typed."""
    centre, language = centre_of(request), language_in(request)
    site = await site_at(centre.desk, request.path_params["address"])
    flow = await _flow(request, site)
    if flow is None:
        raise NotFound(kind="guide", id=str(request.path_params["slug"])[:80])
    spend(request)
    async with request.form(max_files=0, max_fields=5, max_part_size=MOST_FORM) as form:
        state, typed, choice = (str(form.get(name) or "") for name in ("state", "said", "choice"))
    heard = Said(text=typed.replace("\x00", "")[:MOST_SAID], choice=choice[:200])
    guided = await answer_guide(centre.desk, site.tenant, _place(request, site, language), state, heard)
    return await rendered(centre, site, _sheet(request, site, language, (flow, guided)))


async def _flow(request: Request, site: Site) -> Flow | None:
    found = dict(await guides_of(centre_of(request).desk, site))
    return found.get(request.path_params["slug"])


def _place(request: Request, site: Site, language: str) -> Place:
    return Place(slug=request.path_params["slug"], brand=site.brand, body=site.body, language=language)


def _sheet(request: Request, site: Site, language: str, step: tuple[Flow, Guided]) -> Sheet:
    flow, guided = step
    slug = request.path_params["slug"]
    name, path = guide_name(flow, language), site.path(language, f"/g/{slug}")
    texts = "".join(f'<div class="said">{esc(text)}</div>' for text in guided.texts)
    if guided.state:
        below = _form(language, path, guided)
    else:
        end = "" if guided.person else f"<p>{said(language, 'guide.done')}</p>"
        below = f'{end}<p><a href="{path}">{said(language, "guide.again")}</a></p>'
    body = f'{crumbs(site, language, [])}<div class="text"><h1>{esc(name)}</h1>{texts}{below}</div>'
    later = request.method == "POST"
    return Sheet(language=language, title=name, rest=f"/g/{slug}", hidden=later, body=body)


def _form(language: str, path: str, guided: Guided) -> str:
    hidden = f'<input type="hidden" name="state" value="{esc(guided.state)}">'
    if guided.choices:
        buttons = "".join(
            f'<button class="yes" name="choice" value="{esc(one.id)}">{esc(one.label)}</button>'
            for one in guided.choices
        )
        return f'<form method="post" action="{path}">{hidden}<div class="choices">{buttons}</div></form>'
    label = said(language, "guide.answer")
    return (
        f'<form method="post" action="{path}">{hidden}<p><label>{label}<br><input class="field" name="said" '
        f'maxlength="{MOST_SAID}" required autocomplete="off"></label></p>'
        f'<button class="yes">{said(language, "guide.next")}</button></form>'
    )
