"""What stands on the pages of a help centre: the start, a collection, an article, what a search found."""

from collections.abc import Sequence
from datetime import UTC, datetime

from babel.dates import format_date

from atiende.actions.knowledge import Found
from atiende.api.problems import text as words
from atiende.api.public.help_html import Sheet, crumbs, esc, marked, said, trail
from atiende.api.public.help_site import LANGUAGES, Site
from atiende.domain.flow_documents import Flow
from atiende.domain.knowledge_documents import described, languages_of, name_of, spoken_in, text_of, title_of
from atiende.language.articles import Places, html_of, plain_of
from atiende.ports.shelves import Kept

SHOWN = 5
"""Articles of a collection on the start page."""
POPULAR = 6


def home(site: Site, language: str, notice: str, guides: Sequence[tuple[str, Flow]], views: dict[str, int]) -> Sheet:
    """`views`: how often articles were read, by slug."""
    parts = [
        f'<div class="note" role="status"><p>{esc(notice)}</p></div>' if notice else "",
        _issues(site, language),
        _shelves(site, language),
        _listed(site, language, said(language, "others"), site.loose()) if site.collections() else "",
        _guides(site, language, guides),
        _popular(site, language, views),
    ]
    body = "".join(parts) or f"<p>{said(language, 'noArticles')}</p>"
    if not site.collections() and site.loose():
        body = _listed(site, language, said(language, "collections"), site.loose()) + body
    data = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.body.name,
        "url": site.url(language),
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": site.url(language, "/search?q={q}"),
            "query-input": "required name=q",
        },
    }
    intro = site.body.help_intro_es if language == "es" else site.body.help_intro_en
    return Sheet(
        language=language, title=site.body.name, description=intro or said(language, "welcome"), hero=True,
        data=[data], body=body,
    )  # fmt: skip


def _issues(site: Site, language: str) -> str:
    there = site.known_issues()
    if not there:
        return ""
    lines = "".join(
        f"<li>{_link(site, language, one)} {said(language, 'issue.' + one.body.known_issue)}</li>" for one in there
    )
    return f'<section class="note"><h2>{said(language, "issues")}</h2><ul class="plain">{lines}</ul></section>'


def _shelves(site: Site, language: str) -> str:
    cards = []
    for slug, body, articles in site.collections():
        link = f'<a href="{site.path(language, f"/c/{slug}")}">{esc(name_of(body, language))}</a>'
        about = f"<p>{esc(described(body, language))}</p>" if described(body, language) else ""
        lines = "".join(f"<li>{_link(site, language, one)}</li>" for one in articles[:SHOWN])
        more = said(language, "more", count=len(articles))
        further = f'<p><a href="{site.path(language, f"/c/{slug}")}">{more}</a></p>' if len(articles) > SHOWN else ""
        cards.append(f'<div class="shelf"><h3>{link}</h3>{about}<ul class="plain">{lines}</ul>{further}</div>')
    if not cards:
        return ""
    return f'<section><h2>{said(language, "collections")}</h2><div class="shelves">{"".join(cards)}</div></section>'


def _guides(site: Site, language: str, guides: Sequence[tuple[str, Flow]]) -> str:
    if not guides:
        return ""
    lines = "".join(
        f'<li><a href="{site.path(language, f"/g/{slug}")}">{esc(guide_name(flow, language))}</a></li>'
        for slug, flow in guides
    )
    return f'<section><h2>{said(language, "guides")}</h2><ul class="plain">{lines}</ul></section>'


def guide_name(flow: Flow, language: str) -> str:
    return (flow.name_es or flow.name) if language == "es" else flow.name


def _popular(site: Site, language: str, views: dict[str, int]) -> str:
    read = sorted((one for one in site.readable() if views.get(one.slug)), key=lambda one: -views[one.slug])
    return _listed(site, language, said(language, "popular"), read[:POPULAR]) if read else ""


def _listed(site: Site, language: str, title: str, articles: Sequence[Kept]) -> str:
    if not articles:
        return ""
    lines = "".join(f"<li>{_link(site, language, one)}</li>" for one in articles)
    return f'<section><h2>{title}</h2><ul class="plain">{lines}</ul></section>'


def _link(site: Site, language: str, one: Kept) -> str:
    spoken = spoken_in(one.body, language)
    other = f' lang="{spoken}"' if spoken != language else ""
    return f'<a href="{site.path(language, f"/a/{one.slug}")}"{other}>{esc(title_of(one.body, language))}</a>'


def collection(site: Site, language: str, slug: str) -> Sheet | None:
    """None for one with nothing to read."""
    found = next((one for one in site.collections() if one[0] == slug), None)
    if found is None:
        return None
    _, body, articles = found
    name, about = name_of(body, language), described(body, language)
    lines = "".join(f"<li><h2>{_link(site, language, one)}</h2>{_summary(one, language)}</li>" for one in articles)
    head = f"<h1>{esc(name)}</h1>" + (f'<p class="lead">{esc(about)}</p>' if about else "")
    return Sheet(
        language=language, title=name, description=about, rest=f"/c/{slug}",
        data=[trail(site, language, [(name, f"/c/{slug}")])],
        body=f'{crumbs(site, language, [])}<div class="text">{head}<ul class="plain hits">{lines}</ul></div>',
    )  # fmt: skip


def _summary(one: Kept, language: str) -> str:
    summary = text_of(one.body, spoken_in(one.body, language))[1]
    return f"<p>{esc(summary)}</p>" if summary else ""


def article(site: Site, language: str, one: Kept, feedback: str) -> Sheet:
    """`feedback` is the form, or what is said after it was sent."""
    spoken = spoken_in(one.body, language)
    title, summary, markdown = text_of(one.body, spoken)
    shelf = site.shelf.collections.get(one.body.collection or "")
    steps = [(name_of(shelf, language), f"/c/{one.body.collection}")] if shelf is not None else []
    places = Places(
        article=lambda slug: site.path(language, f"/a/{slug}"), file=lambda name: f"/help/{site.address}/files/{name}"
    )
    marked_up = html_of(markdown, places)
    other = f' lang="{spoken}"' if spoken != language else ""
    notes = _notes(one, language, spoken)
    lead = f'<p class="lead">{esc(summary)}</p>' if summary else ""
    updated = said(language, "updated", date=_date(one.published_at, language))
    body = (
        f'{crumbs(site, language, steps)}<article class="text"{other}><h1>{esc(title)}</h1>{notes}{lead}{marked_up}'
        f'<p class="meta" lang="{language}">{updated}</p></article>{feedback}{_related(site, language, one)}'
    )
    rest = f"/a/{one.slug}"
    return Sheet(
        language=language, title=title, description=summary or plain_of(markdown), rest=rest, kind="article",
        alternates=[each for each in LANGUAGES if each in languages_of(one.body)], canonical=spoken,
        data=[_article_data(site, spoken, one), trail(site, language, [*steps, (title, rest)])], body=body,
    )  # fmt: skip


def _notes(one: Kept, language: str, spoken: str) -> str:
    notes = []
    if spoken != language:
        notes.append(said(language, "otherLanguage", other=said(language, spoken)))
    if one.body.known_issue:
        notes.append(said(language, "issue." + one.body.known_issue))
    return "".join(f'<div class="note" lang="{language}"><p>{note}</p></div>' for note in notes)


def _article_data(site: Site, language: str, one: Kept) -> dict[str, object]:
    title, summary, markdown = text_of(one.body, language)
    return {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": title,
        "description": summary or plain_of(markdown)[:200],
        "inLanguage": language,
        "dateModified": datetime.fromtimestamp(one.published_at / 1000, UTC).date().isoformat(),
        "mainEntityOfPage": site.url(language, f"/a/{one.slug}"),
        "publisher": {"@type": "Organization", "name": site.body.name},
    }


def _date(moment: int, language: str) -> str:
    return format_date(
        datetime.fromtimestamp(moment / 1000, UTC).date(), format="long", locale="es" if language == "es" else "en_GB"
    )


def _related(site: Site, language: str, one: Kept) -> str:
    named = [site.shelf.articles.get(slug) for slug in one.body.related]
    there = [each for each in named if each is not None and site.shows(each)]
    if not there and one.body.collection:
        beside = [each for each in site.readable() if each.body.collection == one.body.collection]
        there = [each for each in beside if each.slug != one.slug][:SHOWN]
    return _listed(site, language, said(language, "related"), there)


def feedback(site: Site, language: str, one: Kept, voted: str) -> str:
    """The question, or after a no what was missing, or thanks. `voted`: yes, no, said or empty."""
    action = site.path(language, f"/a/{one.slug}/vote")
    if voted in ("yes", "said"):
        thanks = said(language, "thanks" if voted == "yes" else "thanksComment")
        return f'<section class="ask" id="feedback" role="status"><h2>{thanks}</h2></section>'
    if voted == "no":
        hint = said(language, "thanksNoHint")
        return (
            f'<form class="ask" id="feedback" method="post" action="{action}"><h2 id="missed">'
            f'{said(language, "thanksNo")}</h2><p class="meta" id="hint">{hint}</p>'
            f'<textarea name="comment" rows="3" maxlength="2000" aria-labelledby="missed" aria-describedby="hint">'
            f'</textarea><input type="hidden" name="helpful" value="no"><button class="go">'
            f"{said(language, 'send')}</button></form>"
        )
    buttons = "".join(
        f'<button class="yes" name="helpful" value="{value}">{said(language, value)}</button>'
        for value in ("yes", "no")
    )
    return (
        f'<form class="ask" id="feedback" method="post" action="{action}"><h2 id="helpful">{said(language, "helpful")}'
        f'</h2><div class="row" role="group" aria-labelledby="helpful">{buttons}</div></form>'
    )


def results(site: Site, language: str, query: str, found: Sequence[Found]) -> Sheet:
    """What a search found; never indexed."""
    if not query:
        body = f"<h1>{said(language, 'find')}</h1><p>{said(language, 'tooShort')}</p>"
    elif not found:
        body = (
            f"<h1>{said(language, 'noResults', query=query)}</h1><p>{said(language, 'noResultsHint')}</p>"
            f"{_shelves(site, language)}"
        )
    else:
        lines = "".join(_hit(site, language, one) for one in found)
        head = said(language, "results", query=query)
        body = f'<h1>{head}</h1><ul class="plain hits">{lines}</ul>'
    title = words(language, "results", {"query": query}, "help") if query else said(language, "find")
    return Sheet(
        language=language, title=title, rest="/search", hidden=True, query=query,
        body=f'{crumbs(site, language, [])}<div class="text">{body}</div>',
    )  # fmt: skip


def _hit(site: Site, language: str, one: Found) -> str:
    anchor = f"#{one.anchor}" if one.anchor else ""
    path = site.path(language, f"/a/{one.article}{anchor}")
    other = f' lang="{one.language}"' if one.language != language else ""
    heading = f" · {esc(one.heading)}" if one.heading else ""
    return f'<li{other}><h2><a href="{esc(path)}">{esc(one.title)}</a>{heading}</h2><p>{marked(one.pieces)}</p></li>'
