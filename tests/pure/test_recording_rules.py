"""I10 read off the log, with what must not be planted in it: each is found, nothing else is. And what is said aloud."""

import pytest

from atiende.domain import facts as f
from atiende.domain.recording import basis
from atiende.domain.recording_rules import unlawful
from atiende.language.spoken_secrets import without_secrets, without_secrets_in

OF = {"recording": "rec_1", "interaction": "itr_1", "conversation": "cnv_1"}


def answered(answer: str) -> f.Fact:
    return f.ConsentAnswered(
        consent="cst_1", customer="cus_1", conversation="cnv_1", interaction="itr_1", answer=answer, channel="voice",
        language="es", version="v1",
    )  # fmt: skip


def started(by: str = "opt_in") -> f.Fact:
    return f.RecordingStarted(
        **OF, customer="cus_1", brand="main", queue="q", engine="fake", basis=by, keep_days=30
    )  # fmt: skip


def kept(*gaps: tuple[int, int]) -> f.Fact:
    return f.RecordingKept(**OF, duration_ms=60_000, keep_until=1, gaps=gaps)


PAUSED, RESUMED, ENDED = (
    f.RecordingPaused(**OF, why="secret", until=99_000_000),
    f.RecordingResumed(**OF, why="secret"),
    f.RecordingEnded(**OF),
)


def found(*told: tuple[int, f.Fact]) -> list[str]:
    log = [f.Logged(tenant="t", seq=seq, at=at, actor="system", fact=fact) for seq, (at, fact) in enumerate(told, 1)]
    return [one.what for one in unlawful(log)]


def test_a_lawful_recording_with_its_pause_left_out_is_found_fault_with_by_nobody() -> None:
    story = [(0, answered("yes")), (0, started()), (10_000, PAUSED), (20_000, RESUMED), (60_000, ENDED)]
    assert found(*story, (61_000, kept((9_900, 20_100)))) == []


def test_what_is_planted_is_found() -> None:
    story = [(0, answered("yes")), (0, started()), (10_000, PAUSED), (20_000, RESUMED), (60_000, ENDED)]
    assert found(*story, (61_000, kept())) == ["not_left_out"]
    assert found(*story, (61_000, kept((10_000, 15_000)))) == ["not_left_out"]
    assert found((0, started()), (1, ENDED)) == ["no_basis"]
    assert found((0, answered("yes")), (0, started()), (5, answered("no")), (9, kept())) == ["refused"]
    assert found((0, kept())) == ["unheard_of"]


@pytest.mark.parametrize(
    ("policy", "answers", "right"),
    [
        ("off", ["yes"], ""),
        ("inform", [], ""),
        ("inform", ["informed"], "inform"),
        ("inform", ["informed", "no"], ""),
        ("opt_in", ["informed"], ""),
        ("opt_in", ["no", "yes"], "opt_in"),
        ("message", [], "message"),
        ("anything", ["yes"], ""),
    ],
)
def test_by_what_right(policy: str, answers: list[str], right: str) -> None:
    assert basis(policy, answers) == right


@pytest.mark.parametrize(
    ("said", "kept_as"),
    [
        ("es la 4111 1111 1111 1111, gracias", "es la •••• 1111, gracias"),
        ("four one one one 1111 1111 1111 thanks", "•••• thanks"),
        ("la cuenta ES91 2100 0418 4502 0005 1332 por favor", "la cuenta ES•••• 1332 por favor"),
        ("el pedido 100234 y el teléfono 612 345 678", "el pedido 100234 y el teléfono 612 345 678"),
        ("uno de los dos o tres", "uno de los dos o tres"),
    ],
)
def test_what_is_read_out_is_masked_and_other_numbers_are_not(said: str, kept_as: str) -> None:
    assert without_secrets(said) == kept_as


def test_a_card_read_out_with_pauses_is_masked_in_each_of_its_passages() -> None:
    assert without_secrets_in(["4111 1111", "1111 1111", "eso es"]) == ["••••", "••••", "eso es"]
