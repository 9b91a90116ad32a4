"""Machines' mail is recognised and never answered; people's mail is never mistaken for it."""

import pytest

from atiende.channels.email.classify import classify, known_by, may_answer_automatically
from atiende.channels.email.parse import parse_mail

OURS = known_by(["desk@atiende.example"], "atiende-1")


def raw(*head: str, body: str = "Hola, ¿me pueden ayudar?") -> bytes:
    defaults = () if any(line.startswith("From:") for line in head) else ("From: Ana <ana@x.example>",)
    return ("\n".join((*defaults, *head)) + "\n\n" + body).encode()


REPORT = """--x

This is the mail system at host mx.example.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; gone@there.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--x
Content-Type: message/rfc822

From: desk@atiende.example
Message-ID: <atd.msg_1.aaaa@atiende.example>

Hola
--x--
"""

AUTOMATIC = {
    "bounce": [
        raw(
            "From: Mail Delivery System <x@mx.example>",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
            body=REPORT,
        ),
        raw("From: MAILER-DAEMON", "Subject: failure notice", body="Hi. This is the qmail-send program at x.example."),
        raw(
            "From: postmaster@x.example",
            "Subject: Undeliverable: hola",
            body="Your message did not reach some recipients.",
        ),
        raw("From: Postmaster <postmaster@x.example>", "Subject: No se puede entregar: hola", body="550 5.1.1"),
        raw("Return-Path: <>", "Subject: Returned mail: User unknown", body="550 User unknown"),
        raw("X-Failed-Recipients: gone@x.example", "Subject: x"),
    ],
    "auto_reply": [
        raw("Auto-Submitted: auto-replied", "Subject: Re: hola"),
        raw("X-Autoreply: yes", "Subject: hola"),
        raw("Precedence: auto_reply"),
        raw("Subject: Respuesta automática: hola", body="Estoy de vacaciones hasta el lunes."),
        raw("Subject: Automatic reply: hello"),
        raw("Subject: Out of Office: hello"),
        raw(
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
            body="--x\n\nread\n--x--",
        ),
    ],
    "abuse_report": [
        raw("Content-Type: multipart/report; report-type=feedback-report; boundary=x", body="--x\n\nspam\n--x--"),
        raw("From: staff@hotmail.com", "Subject: complaint about message from 192.0.2.1"),
    ],
    "loop": [
        raw("X-Atiende-Loop: atiende-1", "Subject: hola"),
        raw(*["Received: by mx.example"] * 31),
        raw("From: Desk <DESK@atiende.example>", "Subject: hola"),
    ],
}


@pytest.mark.parametrize(("kind", "mail"), [(kind, mail) for kind, mails in AUTOMATIC.items() for mail in mails])
def test_automatic_mail_is_recognised_and_not_answered(kind: str, mail: bytes) -> None:
    parsed = parse_mail(mail)
    assert classify(parsed, None, OURS) == kind
    assert not may_answer_automatically(parsed, None, OURS)


GENUINE = [
    raw("Subject: Delivery problem", body="My parcel could not be delivered, the address does not exist."),
    raw("Subject: Re: Undeliverable: hola", body="¿Qué significa esto? 550 5.1.1"),
    raw("Subject: Fwd: failure notice", "From: Luis <luis@x.example>", body="Hi. This is the qmail-send program"),
    raw("Subject: hola", "Auto-Submitted: no"),
    raw("Subject: hola", "From: postmaster@x.example", body="Somos los administradores, ¿pueden llamarnos?"),
    raw("From: Desk <desk@atiende.example>", "Reply-To: visitante@x.example", "Subject: Formulario web"),
    raw("X-Atiende-Loop: another-house", "Subject: hola"),
    raw("List-Id: <socios.x.example>", "Subject: circular"),
]


@pytest.mark.parametrize("mail", GENUINE)
def test_genuine_mail_is_never_refused(mail: bytes) -> None:
    assert classify(parse_mail(mail), None, OURS) in ("message", "list")


@pytest.mark.parametrize(
    ("head", "may"),
    [
        ("Subject: hola", True),
        ("List-Id: <socios.x.example>", False),
        ("Precedence: bulk", False),
        ("X-Auto-Response-Suppress: All", False),
        ("From: no-reply@x.example", False),
        ("From: nobody", False),
    ],
)
def test_only_a_person_who_can_read_it_gets_an_automatic_answer(head: str, may: bool) -> None:
    assert may_answer_automatically(parse_mail(raw(head)), None, OURS) is may


def test_a_null_envelope_sender_forbids_an_answer() -> None:
    assert not may_answer_automatically(parse_mail(raw("Subject: hola")), "", OURS)
    assert may_answer_automatically(parse_mail(raw("Subject: hola")), "ana@x.example", OURS)


def test_a_bounce_says_who_why_and_which_mail() -> None:
    bounce = parse_mail(AUTOMATIC["bounce"][0]).bounce
    assert bounce is not None
    assert bounce.recipients == ("gone@there.example",)
    assert bounce.original_message_id == "atd.msg_1.aaaa@atiende.example"
    assert (bounce.permanent, bounce.status) == (True, "5.1.1")


def test_a_delay_is_not_permanent() -> None:
    delayed = AUTOMATIC["bounce"][0].replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")
    bounce = parse_mail(delayed).bounce
    assert bounce is not None and bounce.permanent is False
