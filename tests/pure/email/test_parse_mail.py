"""Raw mail in, values out: small mails of our own, each showing one thing that real mail does."""

import base64
from datetime import UTC, datetime

import pytest

from atiende.channels.email.mail import Address
from atiende.channels.email.parse import parse_mail


def mail(*head: str, body: str = "Hola") -> bytes:
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def test_a_plain_mail_gives_its_fields() -> None:
    parsed = parse_mail(
        mail(
            "From: =?utf-8?q?Pepe_Mart=C3=ADnez?= <martinez@logic.example>",
            "To: desk@atiende.example, Ana <ana@atiende.example>",
            "Subject: =?iso-8859-1?Q?Reclamaci=F3n?= de abril",
            "Date: Tue, 2 Jan 2024 10:15:00 +0100",
            "Message-ID: <a1@logic.example>",
            "In-Reply-To: <b2@atiende.example>",
            "References: <c3@atiende.example> <b2@atiende.example>",
        )
    )
    assert parsed.sender == Address(name="Pepe Martínez", address="martinez@logic.example")
    assert parsed.subject == "Reclamación de abril"
    assert parsed.date == datetime(2024, 1, 2, 9, 15, tzinfo=UTC)
    assert (parsed.message_id, parsed.in_reply_to) == ("a1@logic.example", ("b2@atiende.example",))
    assert parsed.references == ("c3@atiende.example", "b2@atiende.example")
    assert [one.address for one in parsed.to] == ["desk@atiende.example", "ana@atiende.example"]
    assert parsed.text == parsed.visible == "Hola"
    assert parsed.kind == "message" and parsed.automatic is None and parsed.defects == ()


@pytest.mark.parametrize(("ends", "name"), [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")])
def test_line_ends_of_every_system_are_read_alike(ends: str, name: str) -> None:
    raw = ends.join(["From: a@b.example", "Subject: uno", "", "primera", "segunda", ""]).encode()
    assert (parse_mail(raw).subject, parse_mail(raw).text) == ("uno", "primera\nsegunda"), name


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "¿Cuánto cuesta? 12 €".encode()),
        ("iso-8859-1", "¿Cuánto cuesta? 12 €".encode("cp1252")),
        ("us-ascii", "¿Cuánto cuesta? 12 €".encode()),
        ("x-no-such-charset", "¿Cuánto cuesta? 12 €".encode("cp1252")),
        ("rot13", "¿Cuánto cuesta? 12 €".encode()),
        ("utf-7", "¿Cuánto cuesta? 12 €".encode("utf-7")),
    ],
)
def test_right_wrong_and_unknown_charsets_give_readable_text(charset: str, data: bytes) -> None:
    raw = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode() + data
    assert parse_mail(raw).text == "¿Cuánto cuesta? 12 €"


def test_letter_and_files_are_told_apart() -> None:
    picture = base64.b64encode(b"\x89PNG picture").decode()
    raw = mail(
        "From: a@b.example",
        "Content-Type: multipart/mixed; boundary=out",
        body=f"""--out
Content-Type: multipart/related; boundary=in

--in
Content-Type: text/html; charset=utf-8

<p>Mire <img src="cid:foto@x"> y <img src="http://tracker.example/p.gif"></p>
--in
Content-Type: image/png; name="foto.png"
Content-ID: <foto@x>
Content-Transfer-Encoding: base64

{picture}
--in--
--out
Content-Type: application/pdf
Content-Disposition: attachment; filename*0*=utf-8''factura%20de; filename*1*=%20a%C3%B1o.pdf
Content-Transfer-Encoding: base64

{picture}
--out
Content-Type: message/rfc822

Subject: dentro

otro
--out--
""",
    )
    parsed = parse_mail(raw)
    assert parsed.text == "Mire y"
    names = [(one.name, one.inline, one.named) for one in parsed.attachments]
    assert names == [("foto.png", True, True), ("factura de año.pdf", False, True), ("attachment-3.eml", False, False)]
    assert parsed.attachments[0].content == b"\x89PNG picture" and parsed.attachments[0].content_id == "foto@x"
    assert parsed.html is not None and "tracker.example" in parsed.html and ' src="http' not in parsed.html
    assert parsed.remote_images == 1


def test_a_directory_in_a_file_name_is_cut_off() -> None:
    raw = mail(
        "From: a@b.example",
        "Content-Type: application/pdf",
        'Content-Disposition: attachment; filename="../../etc/passwd"',
    )
    assert parse_mail(raw).attachments[0].name == "passwd"


def test_flowed_text_is_joined_and_keeps_its_quote_depth() -> None:
    raw = mail(
        "From: a@b.example", "Content-Type: text/plain; format=flowed", body="una frase \nlarga\n> cita \n> doble"
    )
    assert parse_mail(raw).text == "una frase larga\n> cita doble"


def test_a_uuencoded_file_in_the_text_becomes_an_attachment() -> None:
    body = "mire:\nbegin 644 nota.txt\n$:&]L80``\n`\nend\nadios"
    parsed = parse_mail(mail("From: a@b.example", body=body))
    assert (parsed.attachments[0].name, parsed.attachments[0].content[:4]) == ("nota.txt", b"hola")
    assert "begin 644" not in parsed.visible


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ('"Martínez, Pepe" <p@x.example>', "Martínez, Pepe", "p@x.example"),
        ("p@x.example (Pepe)", "Pepe", "p@x.example"),
        ("Pepe p@x.example", "Pepe", "p@x.example"),
        ("<p@x.example", "", "p@x.example"),
        ("MAILER-DAEMON", "MAILER-DAEMON", ""),
        ("Ventas: Ana <ana@x.example>, b@x.example;", "Ana", "ana@x.example"),
        ("=?utf-8?B?UGVwZQ==?= =?utf-8?B?IE0=?= <p@x.example>", "Pepe M", "p@x.example"),
    ],
)
def test_senders_are_read_however_they_are_written(value: str, name: str, address: str) -> None:
    assert parse_mail(mail(f"From: {value}")).sender == Address(name=name, address=address)


def test_an_mbox_line_a_missing_head_and_an_odd_line_do_no_harm() -> None:
    boxed = parse_mail(b"From ana@x.example Tue Jan  2 10:15:00 2024\nFrom: ana@x.example\nSubject: uno\n\nhola\n")
    assert (boxed.sender.address, boxed.subject, boxed.text) == ("ana@x.example", "uno", "hola")
    headless = parse_mail(b"just some words\nand more of them\n")
    assert "and more of them" in headless.text and "no_sender" in headless.defects
    odd = parse_mail(b"From: a@b.example\nthis is no header\nSubject: dos\n\nhola\n")
    assert (odd.subject, odd.text) == ("dos", "hola")


def test_a_truncated_multipart_still_shows_its_letter() -> None:
    raw = mail(
        "From: a@b.example", "Content-Type: multipart/mixed; boundary=x", body="--x\n\nprimera parte\n--x\nContent-Ty"
    )
    parsed = parse_mail(raw)
    assert parsed.text.startswith("primera parte") and "unterminated_multipart" in parsed.defects


def test_a_quotation_announced_in_words_is_split_off_in_html() -> None:
    head = "<b>De:</b> Soporte<br><b>Enviado:</b> hoy<br><b>Para:</b> Ana<br><b>Asunto:</b> x"
    html = f"<p>Gracias</p><div><p>{head}</p></div><p>antes</p>"
    parsed = parse_mail(mail("From: a@b.example", "Content-Type: text/html; charset=utf-8", body=html))
    assert parsed.html_visible is not None and "Gracias" in parsed.html_visible
    assert "antes" not in parsed.html_visible and "Enviado" not in parsed.html_visible
    assert parsed.html_quoted is not None and "antes" in parsed.html_quoted


def test_what_is_quoted_in_html_is_split_off_too() -> None:
    quoted = "<div>El lun, Ana escribió:</div><blockquote>antes</blockquote>"
    html = f'<div>Gracias</div><div class="gmail_quote">{quoted}</div>'
    parsed = parse_mail(mail("From: a@b.example", "Content-Type: text/html; charset=utf-8", body=html))
    assert parsed.html_visible is not None and "antes" not in parsed.html_visible and "Gracias" in parsed.html_visible
    assert parsed.html_quoted is not None and "antes" in parsed.html_quoted
