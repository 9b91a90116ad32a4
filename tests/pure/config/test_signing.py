"""Signatures as Standard Webhooks has them, and how long and how often delivery is tried."""

import base64
import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from atiende.domain.retries import FIRST_MS, KEPT_TRYING_MS, LONGEST_ASKED_S, LONGEST_MS, wait_ms
from atiende.domain.signing import key_of, signed_headers


def test_the_published_example_of_standard_webhooks_is_signed_alike() -> None:
    made = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert made == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(min_size=24, max_size=64), st.binary(max_size=200))
def test_a_receiver_who_knows_the_secret_comes_to_the_same(key: bytes, body: bytes) -> None:
    secret = "whsec_" + base64.b64encode(key).decode()
    made = signed_headers(secret, "dlv_1", 1_780_000_000, body)
    own = hmac.new(key, b"dlv_1.1780000000." + body, hashlib.sha256).digest()
    assert made["webhook-signature"] == "v1," + base64.b64encode(own).decode()


def test_a_secret_of_another_form_counts_as_its_bytes() -> None:
    assert key_of("plain words") == b"plain words"
    assert key_of("whsec_not base64!") == b"whsec_not base64!"


@given(st.integers(1, 400), st.integers(0, 2**32), st.none() | st.integers(0, 10**6))
def test_waits_grow_within_bounds_and_never_undercut_what_was_asked(tries: int, chance: int, asked: int | None) -> None:
    wait = wait_ms(tries, chance, asked)
    assert wait >= FIRST_MS * 0.8
    if asked is None:
        assert wait <= LONGEST_MS * 1.2
    else:
        assert wait >= min(asked, LONGEST_ASKED_S) * 1000


def test_three_days_hold_enough_attempts_but_not_thousands() -> None:
    elapsed, tries = 0, 0
    while elapsed < KEPT_TRYING_MS:
        tries += 1
        elapsed += wait_ms(tries, tries * 7919, None)
    assert 20 <= tries <= 60
