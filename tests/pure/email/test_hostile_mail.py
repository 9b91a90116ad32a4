"""Whatever arrives, a mail comes out, soon. Times are generous: they catch what is quadratic, not what is slow."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atiende.channels.email import parse
from atiende.channels.email.parse import parse_mail

LIMIT = 6.0  # seconds of work; one is asked of an idle machine, tests share theirs

HEAD = b"From: a@b.example\nSubject: x\nContent-Type: text/plain\n\n"
HTML = b"From: a@b.example\nContent-Type: text/html\n\n"
FRAGMENTS = [
    b"From: ",
    b"a@b.example",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"--b",
    b"--b--",
    b"Content-Type: multipart/mixed; boundary=b\n\n",
    b"Content-Type: text/html\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: base64\n",
    b"=?utf-8?q?",
    b"?=",
    b"\x00",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"<div>",
    b"<blockquote>",
    b"> ",
    b"On 2 Feb 2015, x wrote:",
    b"begin 644 a\n",
    b"Content-Type: message/delivery-status\n\n",
    b"Subject: Undeliverable",
    b"charset=utf-16",
    b"charset=idna",
    b";",
    b'"',
    b"(",
    b"Content-Disposition: attachment; filename*0*=x''%",
    b"Date: 99 Foo 99999",
    b"=C3",
    b"end\n",
    b"=\n",
    b"<",
    b">",
    b":",
]


def nested(depth: int) -> bytes:
    levels = (f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return b"From: a@b.example\n" + "".join(levels).encode() + b"Content-Type: text/plain\n\nhola"


BOMBS: dict[str, Callable[[], bytes]] = {
    "a head of ten megabytes": lambda: b"Subject: " + b"a" * 10_000_000 + b"\n\nhola",
    "a head folded a million times": lambda: b"Subject: " + b"a\n " * 1_000_000 + b"\n\nhola",
    "a million fields": lambda: b"X: y\n" * 1_000_000 + b"\nhola",
    "encoded words never closed": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\nhola",
    "a million recipients": lambda: b"To: " + b"a@b.example, " * 500_000 + b"\n\nhola",
    "quotes never closed": lambda: b"From: " + b'"' * 200_000 + b"\n\nhola",
    "comments never closed": lambda: b"From: " + b"(" * 200_000 + b"\n\nhola",
    "a hundred levels": lambda: nested(100),
    "a thousand levels": lambda: nested(1000),
    "a million boundaries": lambda: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 500_000,
    "dashes": lambda: b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"\n--" * 1_000_000,
    "one line of quote signs": lambda: HEAD + b">" * 2_000_000,
    "a million quoted lines": lambda: HEAD + b">\n" * 1_000_000,
    "beginnings of an announcement": lambda: HEAD + b"On 2 Feb 2015\n" * 200_000,
    "announcements only": lambda: HEAD + b"On 2012 a@b.example wrote:\n" * 200_000,
    "nested divisions": lambda: HTML + b"<div>" * 300_000,
    "nested quotations": lambda: HTML + b"<blockquote>" * 390 + b"x<br>" * 100_000,
    "unopened tags": lambda: HTML + b"<" * 1_000_000,
    "quotations side by side": lambda: HTML + b"<blockquote>x</blockquote>y" * 20_000,
    "garbage base64": lambda: HEAD.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n") + b"!?" * 1_000_000,
    "garbage quoted-printable": lambda: (
        HEAD.replace(b"\n\n", b"\nContent-Transfer-Encoding: quoted-printable\n\n") + b"= " * 1_000_000
    ),
    "files begun and never ended": lambda: HEAD + b"begin 644 a\n" * 200_000 + b"end\n",
    "flowing for ever": lambda: b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 500_000,
    "parameters": lambda: b"Content-Type: text/plain; " + b"a*0*=x;" * 100_000 + b"\n\nhola",
    "a bounce of at signs": lambda: b"From: mailer-daemon@x\nSubject: Undelivered\n\n" + b"a@" * 500_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_in_time(bomb: str) -> None:
    raw = BOMBS[bomb]()
    begun = time.thread_time()
    parsed = parse_mail(raw)
    assert time.thread_time() - begun < LIMIT
    assert "unreadable" not in parsed.defects


def test_parts_and_depth_are_limited() -> None:
    assert len(parse_mail(BOMBS["a million boundaries"]()).attachments) <= 1_000
    assert "hola" in parse_mail(nested(99)).text


@settings(max_examples=1_000)
@given(st.binary(max_size=2_000))
def test_any_bytes_give_a_mail(raw: bytes) -> None:
    check(raw)


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(b"".join))
def test_any_heap_of_fragments_gives_a_mail(raw: bytes) -> None:
    check(raw)


def check(raw: bytes) -> None:
    parsed = parse_mail(raw)
    assert "unreadable" not in parsed.defects
    for text in (parsed.subject, parsed.text, parsed.visible, parsed.hidden, parsed.sender.name, parsed.html or ""):
        text.encode("utf-8")
        assert "\x00" not in text
    assert all(one.name for one in parsed.attachments)


def test_when_all_else_fails_the_words_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(root: object) -> None:
        raise ValueError(root)

    monkeypatch.setattr(parse, "choose_bodies", broken)
    parsed = parse_mail(b"Subject: uno\n\nlas palabras")
    assert (parsed.subject, parsed.text, parsed.defects[0]) == ("uno", "las palabras", "unreadable")
