"""A brand's help centre: whose it is, what stands in it, and how customers reach the brand from there."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.endpoints import public_key
from atiende.actions.knowledge import Within, help_address, may_read, today_of
from atiende.actions.shelf import shelf_of
from atiende.domain import documents as docs
from atiende.domain.demo import Demo
from atiende.domain.errors import NotFound
from atiende.domain.flow_documents import Flow
from atiende.domain.knowledge_documents import Collection
from atiende.ports.desk import Desk
from atiende.ports.shelves import Kept, Shelf

LANGUAGES = ("es", "en")
DESCRIBED = 160
"""Characters of a page's description."""


class Site(Struct, frozen=True, kw_only=True):
    """A help centre as one request sees it. `today` is the brand's date."""

    tenant: str
    brand: str
    body: docs.Brand
    address: str
    shelf: Shelf
    today: str
    public_url: str

    def path(self, language: str, rest: str = "") -> str:
        return f"/help/{self.address}/{language}{rest}"

    def url(self, language: str, rest: str = "") -> str:
        return self.public_url + self.path(language, rest)

    def within(self, language: str) -> Within:
        return Within(language=language, brand=self.brand)

    def readable(self) -> Sequence[Kept]:
        """What customers may read today, in the order of their collections."""
        found = [one for one in self.shelf.articles.values() if self.shows(one)]
        return sorted(found, key=lambda one: (one.body.position, one.body.name.casefold(), one.slug))

    def shows(self, one: Kept) -> bool:
        return may_read(self.shelf, one, self.within("es"), self.today)

    def article(self, slug: str) -> Kept:
        """Raises NotFound for what customers of this brand may not read."""
        one = self.shelf.articles.get(slug)
        if one is None or not self.shows(one):
            raise NotFound(kind="article", id=slug[:80])
        return one

    def collections(self) -> Sequence[tuple[str, Collection, Sequence[Kept]]]:
        """Those with something to read, in their order."""
        articles = self.readable()
        ordered = sorted(self.shelf.collections.items(), key=lambda item: (item[1].position, item[0]))
        listed = [(slug, body, [one for one in articles if one.body.collection == slug]) for slug, body in ordered]
        return [(slug, body, mine) for slug, body, mine in listed if mine]

    def loose(self) -> Sequence[Kept]:
        """Articles in no collection."""
        return [one for one in self.readable() if one.body.collection not in self.shelf.collections]

    def known_issues(self) -> Sequence[Kept]:
        return [one for one in self.readable() if one.body.known_issue in ("open", "workaround")]


async def site_at(desk: Desk, address: str) -> Site:
    """The help centre of an address; a real centre's goes before a demo's. Raises NotFound."""
    demos: list[tuple[str, str, docs.Brand]] = []
    for tenant in await desk.store.tenants():
        reading = desk.store.reading(tenant)
        for row in await reading.where(docs.Document, {"kind": "brand"}):
            body = None if row.retired else docs.read("brand", row.body)
            if isinstance(body, docs.Brand) and help_address(row.slug, body) == address:
                if await reading.get(Demo, "demo") is None:
                    return await _site(desk, tenant, row.slug, body)
                demos.append((tenant, row.slug, body))
    if not demos:
        raise NotFound(kind="help_centre", id=address[:80])
    return await _site(desk, *demos[0])


async def _site(desk: Desk, tenant: str, slug: str, body: docs.Brand) -> Site:
    return Site(
        tenant=tenant,
        brand=slug,
        body=body,
        address=help_address(slug, body),
        shelf=await shelf_of(desk, tenant),
        today=await today_of(desk, tenant, slug),
        public_url=desk.public_url,
    )


class Contact(Struct, frozen=True, kw_only=True):
    """How to reach the brand: the key of its chat, its mailbox; empty where it has none."""

    chat: str = ""
    mail: str = ""


async def contact_of(desk: Desk, site: Site) -> Contact:
    """The brand's first chat and its first mailbox."""
    chat = mail = ""
    for row in await desk.store.reading(site.tenant).where(docs.Document, {"kind": "endpoint"}):
        body = None if row.retired else docs.read("endpoint", row.body)
        if not isinstance(body, docs.Endpoint) or not body.enabled or body.brand != site.brand:
            continue
        channel = desk.channels.get(body.channel)
        if channel is None:
            continue
        if channel.traits.session and not chat and body.channel != "callback":
            chat = public_key(site.tenant, row.slug)
        address = body.settings.get("address")
        if channel.traits.subject and not mail and isinstance(address, str) and "@" in address:
            mail = address
    return Contact(chat=chat, mail=mail)


async def guides_of(desk: Desk, site: Site) -> Sequence[tuple[str, Flow]]:
    """Published flows that lead a customer step by step, by name."""
    found = []
    for row in await desk.store.reading(site.tenant).where(docs.Document, {"kind": "flow"}, limit=5000):
        body = None if row.retired else docs.read("flow", row.body)
        if isinstance(body, Flow) and body.purpose == "guide" and (not body.brands or site.brand in body.brands):
            found.append((row.slug, body))
    return sorted(found, key=lambda item: item[1].name.casefold())
