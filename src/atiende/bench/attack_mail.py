"""Writes hostile mails by hand: a mail library would refuse, or repair, much of what an attacker sends."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

DOMAIN = "attacks.bench.test"
CLOSER = "\n--></script></style></title></textarea></noscript></select></svg></math>\"'>\n"
"""Between two texts in one body: what the one left open must not swallow the next."""
TOGETHER, PLAIN_TOGETHER, THREAD = 8, 40, 40
"""Texts in one body that act, and that do not; mails in one conversation."""
NAME_BYTES = 180
TYPES = ("text/html", "image/svg+xml", "application/xml", "image/png")
File = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """`files` are name, type and content of each."""

    ident: str
    sender: str
    name: str
    subject: str
    text: str
    html: str = ""
    answers: str = ""
    files: Sequence[File] = ()


def groups(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def row_mails(texts: Sequence[str]) -> list[Mail]:
    """Each is a stranger of that name, with that subject, those words and a file of that name and content."""
    return [
        Mail(
            ident=f"row{number}@{DOMAIN}",
            sender=f"row{number}@{DOMAIN}",
            name=text,
            subject=text,
            text=text,
            files=[(text, TYPES[number % len(TYPES)], text.encode())],
        )
        for number, text in enumerate(texts)
    ]


def body_mails(acting: Sequence[str], inert: Sequence[str], files: Sequence[tuple[str, bytes]]) -> list[Mail]:
    """Conversations full of bodies, as markup and as text; the collection's files are attached to the first ones."""
    bodies = [("<h1>.</h1>" + CLOSER.join(group), "\n".join(group)) for group in groups(acting, TOGETHER)]
    for group in groups(inert, PLAIN_TOGETHER):
        bodies.append(("<h1>.</h1>" + "".join(f"<p>{one}</p>" for one in group), "\n".join(group)))
    mails = []
    for number, (html, text) in enumerate(bodies):
        thread, place = divmod(number, THREAD)
        first = f"body{thread}.0@{DOMAIN}"
        mails.append(
            Mail(
                ident=f"body{thread}.{place}@{DOMAIN}",
                sender=f"thread{thread}@{DOMAIN}",
                name=f"Thread {thread}",
                subject=f"Thread {thread}",
                text=text,
                html=html,
                answers=first if place else "",
                files=[(name, TYPES[number % len(TYPES)], content) for name, content in files[number : number + 1]],
            )
        )
    return mails


def raw(mail: Mail, to: str) -> bytes:
    """Headers as encoded words, so that whatever bytes a text has reach the reader; bodies as base64."""
    head = [
        f"From: {_word(mail.name)} <{mail.sender}>",
        f"To: {to}",
        f"Subject: {_word(mail.subject)}",
        f"Message-ID: <{mail.ident}>",
        *([f"In-Reply-To: <{mail.answers}>", f"References: <{mail.answers}>"] if mail.answers else []),
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="outer"',
    ]
    parts = [_part("text/plain; charset=utf-8", mail.text.encode())]
    if mail.html:
        parts.append(_part("text/html; charset=utf-8", mail.html.encode()))
    both = "\r\n".join(f"--inner\r\n{part}" for part in parts)
    pieces = [f'Content-Type: multipart/alternative; boundary="inner"\r\n\r\n{both}\r\n--inner--']
    for name, kind, content in mail.files:
        named = quote(name.encode()[:NAME_BYTES].decode("utf-8", "ignore"), safe="")
        pieces.append(_part(kind, content, f"Content-Disposition: attachment; filename*=utf-8''{named}\r\n"))
    body = "\r\n".join(f"--outer\r\n{piece}" for piece in pieces)
    return ("\r\n".join(head) + f"\r\n\r\n{body}\r\n--outer--\r\n").encode()


def _word(text: str) -> str:
    pieces = [text[start : start + 12] for start in range(0, min(len(text), 400), 12)]
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _part(kind: str, content: bytes, more: str = "") -> str:
    encoded = base64.encodebytes(content).decode().replace("\n", "\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n{encoded}"
