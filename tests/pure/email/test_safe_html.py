"""Strangers' HTML: nothing in it runs, and nothing from elsewhere loads by itself."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from atiende.channels.email.safe_html import clean

SCHEMES = re.compile(r"^(?:https?://|mailto:|tel:|sms:|#)", re.IGNORECASE)
PICTURE = re.compile(r"^(?:data:image/(?:png|jpe?g|gif|webp|bmp);base64,|/files/)", re.IGNORECASE)
DANGEROUS_TAGS = {
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "link",
    "meta",
    "base",
    "style",
    "form",
    "input",
    "video",
    "audio",
}
LOADING = {
    "srcset",
    "background",
    "poster",
    "data",
    "action",
    "formaction",
    "xlink:href",
    "lowsrc",
    "dynsrc",
    "ping",
    "code",
    "archive",
}


def dangers(html: str) -> list[str]:
    """What a browser would run or load, found in the parsed tree and not in the text."""
    found: list[str] = []
    body = LexborHTMLParser(html).body
    for node in body.traverse(include_text=False) if body is not None else []:
        if node.tag in DANGEROUS_TAGS:
            found.append(node.tag or "")
        for name, value in node.attributes.items():
            text = value or ""
            if name.startswith("on") or name in LOADING:
                found.append(name)
            if name == "src" and not PICTURE.match(text):
                found.append(f"src={text}")
            if name == "href" and not SCHEMES.match(text):
                found.append(f"href={text}")
            if name == "style" and re.search(r"url|expression|import|javascript|behavior|\\", text, re.IGNORECASE):
                found.append(f"style={text}")
    return found


def test_the_detector_sees_what_the_cleaner_must_remove() -> None:
    evil = '<img src="http://x.example/p" onerror="a()"><a href="javascript:a()">x</a><p style="background:url(x)">'
    assert len(dangers(evil)) == 4
    assert dangers(clean(evil).html) == []


def test_remote_pictures_wait_and_are_counted() -> None:
    safe = clean('<img src="https://x.example/a.png?u=1&amp;v=2" alt="a"><img src="//x.example/b.png">')
    assert safe.remote_images == 2
    assert 'data-remote-src="https://x.example/a.png?u=1&amp;v=2"' in safe.html and " src=" not in safe.html


def test_pictures_of_the_mail_are_shown_from_where_we_keep_them() -> None:
    safe = clean('<img src="cid:a@b"><img src="cid:unknown">', {"a@b": "/files/1"})
    assert safe.html == '<img data-cid="a@b" src="/files/1"><img data-cid="unknown">'


def test_a_mark_of_ours_cannot_be_forged() -> None:
    safe = clean('<img data-cid="x" data-remote-src="y" src="x-cid:/etc"><img src="x-remote:javascript:a()">')
    assert "data-cid" not in safe.html and "data-remote-src" not in safe.html


def test_links_open_apart_and_say_nothing_about_us() -> None:
    html = clean('<a href="https://x.example/?a=1&b=2" target="_self" rel="opener">x</a>').html
    assert 'target="_blank"' in html and 'rel="noopener noreferrer nofollow"' in html


def test_harmless_looks_survive() -> None:
    html = '<table width="600"><tr><td style="color:red;padding:4px">a</td></tr></table>'
    assert 'style="color:red;padding:4px"' in clean(html).html


def test_what_would_cover_the_page_is_dropped() -> None:
    html = clean('<div style="position:fixed;top:0;margin-top:-500px;z-index:9;color:red">x</div>').html
    assert html == '<div style="color:red">x</div>'


@pytest.mark.parametrize("bomb", ["<div>" * 50_000 + "hola", "<b><i>" * 30_000 + "hola", "<" * 100_000 + " hola"])
def test_a_bomb_of_tags_keeps_its_words(bomb: str) -> None:
    assert "hola" in clean(bomb).html


@given(st.text(alphabet="<>\"'=/ abimgsrconloadhref:;&#x0\\\n", max_size=200))
def test_no_text_gets_through(text: str) -> None:
    assert dangers(clean(text).html) == []


def payloads(folder: Path) -> list[str]:
    listed = json.loads((folder / "dompurify" / "expect.json").read_text(encoding="utf-8"))
    found = [case["payload"] for case in listed]
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and re.search(r"xss|html|svg|naughty|blns", path.name, re.IGNORECASE)
            and path.stat().st_size < 300_000
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [text, *text.splitlines()]
    return [one for one in found if "<" in one]


def test_collected_attacks_leave_nothing_that_runs_or_loads(shared_data: Path) -> None:
    attacks = payloads(shared_data / "attacks")
    assert len(attacks) > 500
    assert [attack for attack in attacks if dangers(clean(attack).html)] == []
