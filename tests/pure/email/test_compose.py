"""What we send says what was meant, for any reader, and nothing typed by anybody can become a header."""

import email
from datetime import UTC, datetime
from email import policy

from hypothesis import given
from hypothesis import strategies as st

from atiende.channels.email.compose import Letter, compose
from atiende.channels.email.mail import Address, Attachment
from atiende.channels.email.parse import parse_mail

NOW = datetime(2024, 1, 2, 9, 15, tzinfo=UTC)


def letter(**changes: object) -> Letter:
    fields: dict[str, object] = {
        "sender": Address(name="Atención al Cliente", address="desk@atiende.example"),
        "to": (Address(name='Pepe "el" Martínez', address="pepe@x.example"),),
        "subject": "Factura de año nuevo: línea muy larga " + "que sigue y sigue " * 10,
        "text": "Hola, Pepe:\n\n" + "línea larga " * 200 + "\n.\nFrom aquí\n",
        "date": NOW,
        "message_id": "atd.msg_1.abc@atiende.example",
    }
    return Letter(**{**fields, **changes})  # type: ignore[arg-type]


def test_an_independent_reader_reads_what_was_written() -> None:
    picture = Attachment(
        name="logo.png", content_type="image/png", content=b"\x89PNG", content_id="logo@x", inline=True
    )
    pdf = Attachment(name="año " * 30 + "1.pdf", content_type="application/pdf", content=b"%PDF" * 1000)
    sent = letter(
        html='<p>Hola <img src="cid:logo@x"></p>',
        attachments=(picture, pdf),
        reply_to=Address(address="desk+cnv_1-abc@atiende.example"),
        in_reply_to="b@x.example",
        references=tuple(f"id{number}@x.example" for number in range(40)),
    )
    read = email.message_from_bytes(compose(sent), policy=policy.default)
    assert str(read["Subject"]) == sent.subject.strip()
    assert read["To"].addresses[0].display_name == 'Pepe "el" Martínez'
    assert read["Message-ID"] == "<atd.msg_1.abc@atiende.example>"
    assert read["References"].split()[0] == "<id0@x.example>" and read["References"].split()[-1] == "<b@x.example>"
    plain = read.get_body(("plain",))
    assert plain is not None and plain.get_content().replace("\r\n", "\n").rstrip() == sent.text.rstrip()
    assert [part.get_filename() for part in read.iter_attachments()] == ["año " * 30 + "1.pdf"]
    assert not read.defects
    assert parse_mail(compose(sent)).attachments[1].name == pdf.name


def test_our_own_parser_reads_it_too_and_knows_its_loop_mark() -> None:
    parsed = parse_mail(compose(letter(loop_token="here", automatic=True)))
    assert parsed.header("x-atiende-loop") == "here"
    assert parsed.header("auto-submitted") == "auto-replied"
    assert parsed.text.split() == letter().text.split()


def test_no_line_is_too_long_and_all_end_in_crlf() -> None:
    raw = compose(letter(html="<p>" + "á" * 5000 + "</p>", text="x" * 5000))
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert compose(letter()) == compose(letter())


@given(st.text(max_size=80).map(lambda text: f"{text}\r\nBcc: victim@x.example\n\n{text}"))
def test_no_value_can_start_a_header_line(evil: str) -> None:
    sent = letter(
        subject=evil,
        sender=Address(name=evil, address=evil),
        to=(Address(name=evil, address=evil),),
        reply_to=Address(name=evil, address=evil),
        message_id=evil,
        in_reply_to=evil,
        references=(evil,),
        loop_token=evil,
        attachments=(Attachment(name=evil, content_type=evil, content=b"x", content_id=evil),),
    )
    raw = compose(sent)
    head = raw.split(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in raw.split(b"\r\n"))
    assert b"\n" not in head.replace(b"\r\n", b"")
