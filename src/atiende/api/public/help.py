"""The public help centre: pages made on the server from published articles, for people and for search engines.

They need no script, no cookie and nothing from elsewhere. Whoever knows the address may read; what is for agents only,
not yet published or expired is not found.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from xml.sax.saxutils import escape as xml

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from atiende.actions import knowledge
from atiende.actions.knowledge import Question
from atiende.actions.notices import notice_for
from atiende.api.asked import Centre, centre_of
from atiende.api.files import served
from atiende.api.problems import language_of
from atiende.api.public import help_pages as pages
from atiende.api.public.help_html import POLICY, WITH_CHAT, Sheet, page, said
from atiende.api.public.help_site import LANGUAGES, Site, contact_of, guides_of, site_at
from atiende.api.public.help_style import sheet as style_sheet
from atiende.domain import documents as docs
from atiende.domain.errors import Invalid, NotFound, TooMany
from atiende.domain.knowledge import ArticleViews
from atiende.domain.knowledge_documents import languages_of, text_of
from atiende.domain.message import File
from atiende.language.articles import files_in

A_MINUTE, A_DAY = "public, max-age=60", "public, max-age=86400"
MOST_QUERY, MOST_FOUND, MOST_FORM = 200, 10, 8192
DAY_MS = 86_400_000

Shown = Callable[[Request, Site, str], Awaitable[Sheet]]


def help_routes() -> list[BaseRoute]:
    """Everything under `/help`, and what search engines ask the whole site for."""
    below = "/help/{address}/{language}"
    return [
        Route("/robots.txt", robots, methods=["GET"]),
        Route("/help/{address}", begin, methods=["GET"]),
        Route("/help/{address}/style.css", style, methods=["GET"]),
        Route("/help/{address}/sitemap.xml", sitemap, methods=["GET"]),
        Route("/help/{address}/files/{file_id}", picture, methods=["GET"]),
        Route(below, partial(show, home), methods=["GET"]),
        Route(below + "/search", partial(show, search), methods=["GET"]),
        Route(below + "/c/{slug}", partial(show, collection), methods=["GET"]),
        Route(below + "/a/{slug}", partial(show, article), methods=["GET"]),
        Route(below + "/a/{slug}/vote", vote, methods=["POST"]),
    ]


async def show(make: Shown, request: Request) -> Response:
    """A page, or the help centre's own word that there is none."""
    centre, language = centre_of(request), language_in(request)
    site = await site_at(centre.desk, request.path_params["address"])
    try:
        sheet = await make(request, site, language)
        status = 200
    except NotFound:
        sheet, status = missing(language), 404
    except TooMany:
        sheet, status = _busy(language), 429
    return await rendered(centre, site, sheet, status)


async def rendered(centre: Centre, site: Site, sheet: Sheet, status: int = 200) -> Response:
    contact = await contact_of(centre.desk, site)
    headers = {
        "Content-Security-Policy": WITH_CHAT if contact.chat else POLICY,
        "Cache-Control": "no-store" if sheet.hidden else A_MINUTE,
        "Content-Language": sheet.language,
    }
    return HTMLResponse(page(site, contact, sheet), status, headers)


def missing(language: str) -> Sheet:
    body = f'<div class="text"><h1>{said(language, "missing")}</h1><p>{said(language, "missingHint")}</p></div>'
    return Sheet(language=language, title=said(language, "missing"), hidden=True, body=body)


def _busy(language: str) -> Sheet:
    body = f'<div class="text"><h1>{said(language, "tooMany")}</h1></div>'
    return Sheet(language=language, title=said(language, "tooMany"), hidden=True, body=body)


def language_in(request: Request) -> str:
    """Raises NotFound for a language the help centre does not speak."""
    language = request.path_params["language"]
    if language not in LANGUAGES:
        raise NotFound(kind="help_centre", id=str(language)[:20])
    return str(language)


def spend(request: Request) -> None:
    """What is written down is limited by who asks for it. Raises TooMany."""
    centre = centre_of(request)
    caller = request.client.host if request.client else ""
    centre.limits.spend_call(f"help {caller}", centre.desk.clock.elapsed())


async def begin(request: Request) -> Response:
    """To the reader's language, where he names one of ours; else the brand's."""
    site = await site_at(centre_of(request).desk, request.path_params["address"])
    own = site.body.language[:2] if site.body.language[:2] in LANGUAGES else "es"
    language = language_of(request) if request.headers.get("accept-language") else own
    return RedirectResponse(site.path(language), 302, {"Vary": "Accept-Language"})


async def style(request: Request) -> Response:
    site = await site_at(centre_of(request).desk, request.path_params["address"])
    return Response(style_sheet(site.body.color), media_type="text/css", headers={"Cache-Control": A_DAY})


async def home(request: Request, site: Site, language: str) -> Sheet:
    desk = centre_of(request).desk
    rows = await desk.store.reading(site.tenant).where(ArticleViews, {}, limit=5000)
    views: dict[str, int] = {}
    for row in rows:
        views[row.article] = views.get(row.article, 0) + row.views
    notice = await notice_for(desk.store.reading(site.tenant), site.brand, language, desk.clock.now())
    return pages.home(site, language, notice, await guides_of(desk, site), views)


async def collection(request: Request, site: Site, language: str) -> Sheet:
    slug = request.path_params["slug"]
    sheet = pages.collection(site, language, slug)
    if sheet is None:
        raise NotFound(kind="collection", id=slug[:80])
    return sheet


async def article(request: Request, site: Site, language: str) -> Sheet:
    one = site.article(request.path_params["slug"])
    desk = centre_of(request).desk
    voted = request.query_params.get("voted", "")
    if not voted and request.method == "GET":
        desk.shelves.viewed(site.tenant, one.slug, language)
    return pages.article(site, language, one, pages.feedback(site, language, one, voted))


async def search(request: Request, site: Site, language: str) -> Sheet:
    """What was looked for is kept, so that somebody can write about what is missing."""
    desk = centre_of(request).desk
    query = " ".join(request.query_params.get("q", "").split())[:MOST_QUERY]
    if not query:
        return pages.results(site, language, "", ())
    spend(request)
    within = site.within(language)
    found = await knowledge.find_passages(desk, site.tenant, query, within, MOST_FOUND)
    await knowledge.note_question(desk, site.tenant, Question(text=query, place="help"), within, found)
    return pages.results(site, language, query, found)


async def vote(request: Request) -> Response:
    """One vote for each reader, article and day; who he is is not kept."""
    centre, language = centre_of(request), language_in(request)
    site = await site_at(centre.desk, request.path_params["address"])
    one = site.article(request.path_params["slug"])
    caller = request.client.host if request.client else ""
    centre.limits.spend_visitor(f"vote {caller}", centre.desk.clock.elapsed())  # other browsers are easily pretended
    async with request.form(max_files=0, max_fields=5, max_part_size=MOST_FORM) as form:
        helpful, comment = _field(form, "helpful"), _field(form, "comment")
    if helpful not in ("yes", "no"):
        raise Invalid(field="helpful", reason="not_a_choice")
    reader = f"{request.client.host if request.client else ''} {request.headers.get('user-agent', '')}"
    day = centre.desk.clock.now() // DAY_MS
    given = knowledge.Vote(
        id=centre.desk.keys.digest("article_vote", f"{site.tenant} {one.slug} {day} {reader}"),
        article=one.slug,
        language=language,
        brand=site.brand,
        helpful=helpful == "yes",
        comment=comment[:2000],
    )
    await knowledge.vote(centre.desk, site.tenant, given)
    after = "said" if comment.strip() else helpful
    return RedirectResponse(site.path(language, f"/a/{one.slug}?voted={after}#feedback"), 303)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.replace("\x00", "") if isinstance(value, str) else ""


async def picture(request: Request) -> Response:
    """A file of ours, when an article that may be read shows it."""
    desk = centre_of(request).desk
    site = await site_at(desk, request.path_params["address"])
    file_id = request.path_params["file_id"]
    shown = any(
        file_id in files_in(text_of(one.body, language)[2])
        for one in site.readable()
        for language in languages_of(one.body)
    )
    file = await desk.store.reading(site.tenant).get(File, file_id) if shown else None
    if file is None:
        raise NotFound(kind="file", id=file_id[:80])
    answer = await served(desk, site.tenant, file)
    answer.headers["Cache-Control"] = A_DAY
    return answer


async def sitemap(request: Request) -> Response:
    """Every page that may be indexed, with its languages."""
    site = await site_at(centre_of(request).desk, request.path_params["address"])
    both = tuple(LANGUAGES)
    rests = [("", both), *((f"/c/{slug}", both) for slug, _, _ in site.collections())]
    rests += [(f"/a/{one.slug}", languages_of(one.body)) for one in site.readable()]
    lines = [_located(site, language, rest, spoken) for rest, spoken in rests for language in spoken]
    made = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">{"".join(lines)}</urlset>\n'
    )
    return Response(made, media_type="application/xml", headers={"Cache-Control": "public, max-age=3600"})


def _located(site: Site, language: str, rest: str, spoken: tuple[str, ...]) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one}" href="{xml(site.url(one, rest))}"/>' for one in spoken
    )
    return f"<url><loc>{xml(site.url(language, rest))}</loc>{others if len(spoken) > 1 else ''}</url>"


async def robots(request: Request) -> Response:
    """Help centres may be indexed, and nothing else of this server."""
    desk = centre_of(request).desk
    lines = ["User-agent: *", "Allow: /help/", "Disallow: /help/*/search", "Disallow: /"]
    for tenant in await desk.store.tenants():
        for row in await desk.store.reading(tenant).where(docs.Document, {"kind": "brand"}):
            body = None if row.retired else docs.read("brand", row.body)
            if isinstance(body, docs.Brand) and body.help_centre:
                lines.append(f"Sitemap: {desk.public_url}/help/{knowledge.help_address(row.slug, body)}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": A_DAY})
