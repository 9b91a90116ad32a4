# ruff: noqa: E501 - texts stay on one line
"""The demo company's knowledge base: its help centres' collections, and articles in both languages from `articles.md`.

There an article begins with `@@ slug | collection | brand | keywords | more`, then its Spanish text and, after a line
`--- en`, the English one; each has its title after `#` and its summary after `>` in the first two lines.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib import resources

from atiende.domain import documents as docs
from atiende.domain.knowledge_documents import Article, Collection

Listed = tuple[tuple[str, str, docs.Body], ...]
FILE = "articles.md"
REVIEW_DAYS = (-4, 35, 80, 150)
"""When articles are to be looked at again, in turn; the first few are late already."""

COLLECTIONS: Listed = tuple(
    ("collection", slug, Collection(
        name=name, name_es=name_es, description_en=about, description_es=about_es, brands=[brand], position=position,
        public=slug != "interno"))
    for slug, brand, position, name_es, name, about_es, about in (
        ("pedidos", "main", 1, "Pedidos y envíos", "Orders and delivery", "Seguimiento, plazos y cambios.", "Tracking, times and changes."),
        ("devoluciones", "main", 2, "Devoluciones y reembolsos", "Returns and refunds", "Devolver, cambiar y cuándo se abona.", "Returning, replacing, and when it is paid back."),
        ("facturas", "main", 3, "Facturas y pagos", "Invoices and payments", "Descargar, pagar y corregir.", "Downloading, paying and correcting."),
        ("equipos", "main", 4, "Equipos", "Equipment", "Terminales, impresoras, garantía y visitas.", "Terminals, printers, warranty and visits."),
        ("programa", "main", 5, "Azahar Caja", "Azahar Caja", "Cómo se hace en el programa.", "How it is done in the program."),
        ("cuenta", "main", 6, "Cuenta y tarifas", "Account and plans", "Tarifas, cambios y bajas.", "Plans, changes and cancelling."),
        ("interno", "main", 9, "Solo para el equipo", "For the team only", "Criterios y límites.", "Rules and limits."),
        ("hogar-pedidos", "hogar", 1, "Tu pedido", "Your order", "Entrega y citas.", "Delivery and appointments."),
        ("hogar-montaje", "hogar", 2, "Montaje y cuidado", "Assembly and care", "Montar, lavar, conservar.", "Putting up, washing, keeping."),
    )
)  # fmt: skip


def knowledge(today: date, owners: Mapping[str, str]) -> Listed:
    """`owners`: who keeps the articles of a collection (user ids), by its slug; `""` for the rest."""
    return (*COLLECTIONS, *(_listed(place, given, today, owners) for place, given in enumerate(_given())))


class Given:
    """One article as it stands in the file."""

    def __init__(self, text: str) -> None:
        head, _, rest = text.partition("\n")
        cells = [cell.strip() for cell in head.split("|")]
        self.slug, self.collection, self.brand, keywords, more = cells
        self.keywords = [one.strip() for one in keywords.split(",") if one.strip()]
        self.more = dict(one.strip().partition("=")[::2] for one in more.split(";"))
        self.spanish, _, self.english = rest.partition("\n--- en\n")


def _given() -> Iterator[Given]:
    text = resources.files(__package__).joinpath(FILE).read_text("utf-8")
    for one in text.split("@@ ")[1:]:
        yield Given(one)


def _listed(place: int, given: Given, today: date, owners: Mapping[str, str]) -> tuple[str, str, docs.Body]:
    title_es, summary_es, body_es = _parts(given.spanish)
    title_en, summary_en, body_en = _parts(given.english)
    days = REVIEW_DAYS[place % len(REVIEW_DAYS)] + place
    issue = given.more.get("issue", "")
    article = Article(
        name=title_es,
        title_es=title_es,
        title_en=title_en,
        summary_es=summary_es,
        summary_en=summary_en,
        body_es=body_es,
        body_en=body_en,
        collection=given.collection,
        brands=[given.brand],
        audience="agents" if "agents" in given.more else "public",
        owner=owners.get(given.collection, owners.get("", "")),
        keywords=given.keywords,
        product=given.more.get("product", ""),
        review_on=(today + timedelta(days=days)).isoformat(),
        related=[one for one in given.more.get("related", "").split(",") if one],
        known_issue="workaround" if issue == "workaround" else "",
        position=place,
    )
    return "article", given.slug, article


def _parts(text: str) -> tuple[str, str, str]:
    title, summary, body = text.strip().split("\n", 2)
    return title.removeprefix("# "), summary.removeprefix("> "), body.strip()
