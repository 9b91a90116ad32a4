"""Articles from files: Markdown, HTML, zips and the exports of other help centres become one table."""

import io
import json
import zipfile

import pytest

from atiende.domain.errors import Invalid
from atiende.language.article_files import read_articles
from atiende.language.html_markdown import markdown_of


def rows(raw: bytes, name: str) -> list[dict[str, str]]:
    table = read_articles(raw, name)
    return [{head: cell for head, cell in zip(table.head, row, strict=True) if cell} for row in table.rows]


def zipped(files: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_a_folder_of_markdown_joins_the_languages_of_an_article() -> None:
    raw = zipped(
        {
            "pedidos/seguir.es.md": "# Seguir un pedido\n\nEntre en su cuenta.",
            "pedidos/seguir.en.md": "---\nsummary: Where it is\n---\n# Track an order\n\nOpen your account.",
            "pedidos/foto.png": "x",
        }
    )
    assert rows(raw, "ayuda.zip") == [
        {
            "slug": "seguir", "title_es": "Seguir un pedido", "body_es": "Entre en su cuenta.", "collection": "pedidos",
            "title_en": "Track an order", "body_en": "Open your account.", "summary_en": "Where it is",
        }
    ]  # fmt: skip


def test_a_zendesk_export_brings_its_sections_and_translations() -> None:
    export = {
        "sections": [{"id": 7, "name": "Facturas"}],
        "articles": [
            {
                "id": 1, "title": "Descargar", "body": "<h2>Uno</h2><p>Pulse <b>PDF</b>.</p><script>1</script>",
                "locale": "es",
                "section_id": 7, "label_names": ["copia"], "draft": False,
                "translations": [{"locale": "en-us", "title": "Download", "body": "<ul><li>Press</li></ul>"}],
            },
            {"id": 2, "title": "Sin acabar", "body": "<p>x</p>", "locale": "es", "draft": True},
        ],
    }  # fmt: skip
    first, second = rows(json.dumps(export).encode(), "zendesk.json")
    assert (first["collection"], first["keywords"], first["title_en"], first["body_en"]) == (
        "Facturas", "copia", "Download", "- Press")  # fmt: skip
    assert first["body_es"] == "## Uno\n\nPulse **PDF**." and second["status"] == "draft"


def test_a_chatwoot_export_keeps_its_markdown() -> None:
    export = {
        "payload": [{"title": "Hours", "content": "We open at **nine**.", "category": {"name": "Shop", "locale": "en"}}]
    }
    assert rows(json.dumps(export).encode(), "portal.json") == [
        {"slug": "hours", "title_en": "Hours", "body_en": "We open at **nine**.", "collection": "Shop"}
    ]


def test_html_becomes_markdown_and_what_runs_is_left_out() -> None:
    html = '<p>Uno <a href="https://a.test">dos</a></p><ol><li>a</li><li>b</li></ol><style>x</style>'
    assert markdown_of(html) == "Uno [dos](https://a.test)\n\n1. a\n2. b"
    assert markdown_of("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>") == (
        "| A | B |\n|---|---|\n| 1 | 2 |"
    )


@pytest.mark.parametrize("raw", [b"", b"{", b'{"articles": 3}', b"PK\x03\x04rest", b"[1]"])
def test_what_is_no_article_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid):
        read_articles(raw, "x.md")


def test_a_damaged_zip_is_no_articles() -> None:
    raw = zipped({"a.md": "# Uno\n\n" + "texto " * 200})
    at = raw.index(b"a.md") + 10
    with pytest.raises(Invalid):
        read_articles(raw[:at] + b"\xff" * 8 + raw[at + 8 :], "a.zip")
