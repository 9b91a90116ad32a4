"""The parser against real mail that nobody of this project wrote, with what is expected of each."""

import time
from pathlib import Path

from atiende.bench.mail_cases import load_cases
from atiende.bench.mail_score import Outcome, Score, score
from atiende.channels.email.mail import Mail
from atiende.channels.email.parse import parse_mail


def outcome_of(mail: Mail) -> Outcome:
    return Outcome(
        subject=mail.subject,
        sender_name=mail.sender.name,
        sender_address=mail.sender.address,
        body=mail.text,
        visible=mail.visible,
        attachment_names=tuple(one.name for one in mail.attachments),
        automatic=mail.automatic,
    )


def read(raw: bytes) -> Outcome:
    return outcome_of(parse_mail(raw))


def read_without_folding(raw: bytes) -> Outcome:
    mail = parse_mail(raw)
    return Outcome(visible=mail.text, automatic=mail.automatic)


def read_as_if_all_were_letters(raw: bytes) -> Outcome:
    return Outcome()


def read_refusing_everything(raw: bytes) -> Outcome:
    return Outcome(automatic="bounce")


def figures(shared_data: Path) -> Score:
    return score(load_cases(shared_data / "email"), read)


def test_real_mail_is_read_as_its_collections_expect(shared_data: Path) -> None:
    found = figures(shared_data)
    assert found.messages > 400
    assert found.fidelity_pct is not None and found.fidelity_pct >= 97, found.failures
    assert found.visible_reply_pct is not None and found.visible_reply_pct >= 90, found.failures
    assert found.automatic_right_pct is not None and found.automatic_right_pct >= 99, found.failures
    assert found.genuine_refused == 0, found.failures


def test_without_folding_too_few_replies_are_right(shared_data: Path) -> None:
    found = score(load_cases(shared_data / "email"), read_without_folding)
    assert found.visible_reply_pct is not None and found.visible_reply_pct < 90


def test_the_score_notices_mail_that_was_not_read_or_refused(shared_data: Path) -> None:
    cases = load_cases(shared_data / "email")
    blind = score(cases, read_as_if_all_were_letters)
    assert blind.fidelity_pct is not None and blind.fidelity_pct < 10
    assert blind.automatic_right_pct == 0
    assert score(cases, read_refusing_everything).genuine_refused > 50


def test_every_file_is_read_in_time_and_without_a_failure(shared_data: Path) -> None:
    slowest = 0.0
    for path in sorted((shared_data / "email").rglob("*")):
        if path.is_file():
            begun = time.thread_time()
            assert "unreadable" not in parse_mail(path.read_bytes()).defects, path
            slowest = max(slowest, time.thread_time() - begun)
    assert slowest < 3
