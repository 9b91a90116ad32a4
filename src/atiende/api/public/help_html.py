"""The frame of a page of the help centre: head for readers and search engines, brand, search, ways to reach the brand.

Everything that is not markup of ours goes through `esc`; texts of articles come from `language.articles`.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from msgspec import Struct

from atiende.api.problems import text as words
from atiende.api.public.help_site import DESCRIBED, LANGUAGES, Contact, Site
from atiende.language.highlight import Piece

NAMES = {"es": "Español", "en": "English"}
LOCALES = {"es": "es_ES", "en": "en_GB"}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
WITH_CHAT = POLICY + "; script-src 'self'; connect-src 'self'; media-src 'self' blob:; font-src 'self'"


class Sheet(Struct, frozen=True, kw_only=True):
    """One page. `rest` is its path below the language; `alternates` the languages it can be read in; `canonical`: the
    language it really is in, when that is another. `data` is what search engines read. `hero`: with a large search."""

    language: str
    title: str
    description: str = ""
    rest: str = ""
    alternates: Sequence[str] = LANGUAGES
    canonical: str = ""
    kind: str = "website"
    data: Sequence[Mapping[str, object]] = ()
    hero: bool = False
    query: str = ""
    hidden: bool = False
    body: str


def esc(text: str) -> str:
    return escape(text, quote=True)


def said(language: str, key: str, **params: str | int) -> str:
    """A text of ours, with what is put into it made safe."""
    return words(language, key, {name: esc(str(value)) for name, value in params.items()}, "help")


def page(site: Site, contact: Contact, sheet: Sheet) -> str:
    """The whole document."""
    return (
        f'<!doctype html>\n<html lang="{sheet.language}"><head>{_head(site, contact, sheet)}</head><body>'
        f'<a class="skip" href="#main">{said(sheet.language, "skip")}</a>{_band(site, sheet)}'
        f'<main id="main" class="in" tabindex="-1">{sheet.body}</main>'
        f"{_footer(sheet.language, contact)}</body></html>\n"
    )


def _head(site: Site, contact: Contact, sheet: Sheet) -> str:
    language = sheet.canonical or sheet.language
    url = site.url(language, sheet.rest)
    home = sheet.title == site.body.name
    title = (
        said(sheet.language, "homeTitle", brand=site.body.name)
        if home
        else f"{esc(sheet.title)} · {esc(site.body.name)}"
    )
    description = esc(" ".join(sheet.description.split())[:DESCRIBED])
    parts = [
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f'<meta name="description" content="{description}">' if description else "",
        f'<link rel="canonical" href="{esc(url)}">',
        '<meta name="robots" content="noindex, follow">' if sheet.hidden else "",
        *(_alternate(site, sheet, one) for one in sheet.alternates if len(sheet.alternates) > 1 and not sheet.hidden),
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="{sheet.kind}">',
        f'<meta property="og:description" content="{description}">' if description else "",
        f'<meta property="og:url" content="{esc(url)}"><meta property="og:locale" content="{LOCALES[language]}">',
        f'<meta property="og:site_name" content="{esc(site.body.name)}">',
        f'<meta name="theme-color" content="{esc(site.body.color)}"><link rel="icon" href="data:,">',
        f'<link rel="stylesheet" href="/help/{site.address}/style.css?c={esc(site.body.color[1:])}">',
        *(_data(one) for one in sheet.data),
        f'<script src="/widget.js" data-endpoint="{esc(contact.chat)}" data-language="{sheet.language}" async></script>'
        if contact.chat
        else "",
    ]
    return "".join(parts)


def _alternate(site: Site, sheet: Sheet, language: str) -> str:
    link = f'<link rel="alternate" hreflang="{language}" href="{esc(site.url(language, sheet.rest))}">'
    if language == site.body.language[:2]:
        link += f'<link rel="alternate" hreflang="x-default" href="{esc(site.url(language, sheet.rest))}">'
    return link


def _data(one: Mapping[str, object]) -> str:
    """A block of data, never run: no text in it can end it."""
    made = json.dumps(one, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{made}</script>'


def _band(site: Site, sheet: Sheet) -> str:
    language = sheet.language
    other = "en" if language == "es" else "es"
    query = f"?q={quote(sheet.query)}" if sheet.query else ""
    switch = (
        f'<nav class="tongues" aria-label="{said(language, "languages")}">'
        f'<a href="{esc(site.path(other, sheet.rest) + query)}" hreflang="{other}" lang="{other}">{NAMES[other]}</a>'
        "</nav>"
    )
    top = f'<div class="in top"><a class="brand" href="{site.path(language)}">{_name(site, language)}</a>{switch}</div>'
    return f'<header class="band">{top}{_hero(site, sheet) if sheet.hero else _slim(site, sheet)}</header>'


def _name(site: Site, language: str) -> str:
    return said(language, "homeTitle", brand=site.body.name)


def _hero(site: Site, sheet: Sheet) -> str:
    intro = site.body.help_intro_es if sheet.language == "es" else site.body.help_intro_en
    line = f"<p>{esc(intro)}</p>" if intro else ""
    return f'<div class="in hero"><h1>{said(sheet.language, "welcome")}</h1>{line}{_search(site, sheet)}</div>'


def _slim(site: Site, sheet: Sheet) -> str:
    return f'<div class="in slim">{_search(site, sheet)}</div>'


def _search(site: Site, sheet: Sheet) -> str:
    language = sheet.language
    return (
        f'<form class="find" role="search" action="{site.path(language, "/search")}" method="get">'
        f'<input type="search" name="q" maxlength="200" value="{esc(sheet.query)}" required '
        f'aria-label="{said(language, "search")}" placeholder="{said(language, "searchHint")}">'
        f"<button>{said(language, 'find')}</button></form>"
    )


def _footer(language: str, contact: Contact) -> str:
    """3.2.6: the ways to reach a person stand in the same place on every page."""
    ways = []
    if contact.chat:
        ways.append(f"<p>{said(language, 'byChat')}</p>")
    if contact.mail:
        ways.append(f'<p>{said(language, "byMail")} <a href="mailto:{esc(contact.mail)}">{esc(contact.mail)}</a></p>')
    if not ways:
        return ""
    return f'<footer><div class="in"><h2>{said(language, "notFound")}</h2>{"".join(ways)}</div></footer>'


def marked(pieces: Sequence[Piece]) -> str:
    """A stretch of text with what was looked for."""
    return "".join(f"<mark>{esc(one.text)}</mark>" if one.hit else esc(one.text) for one in pieces)


def crumbs(site: Site, language: str, steps: Sequence[tuple[str, str]]) -> str:
    """Where the reader is: names with their paths below the language, from the outside in."""
    home = f'<a href="{site.path(language)}">{said(language, "home")}</a>'
    links = [f'<a href="{esc(site.path(language, rest))}">{esc(name)}</a>' for name, rest in steps]
    return f'<nav class="crumbs" aria-label="{said(language, "youAreHere")}">{" › ".join([home, *links])}</nav>'


def trail(site: Site, language: str, steps: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """The same for search engines."""
    named = [(words(language, "home", {}, "help"), ""), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.url(language, rest)}
        for place, (name, rest) in enumerate(named, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
