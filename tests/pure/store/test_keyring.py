"""The centre's keys: what is sealed opens with the same secret only, and every use has its own key."""

import pytest

from atiende.blobs.keyring import SecretKeyring
from atiende.domain.errors import Invalid

KEYS = SecretKeyring("a secret of the tests, long enough")
OTHER = SecretKeyring("another secret of the tests, as long")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(Invalid):
        SecretKeyring("short")


def test_what_was_sealed_opens() -> None:
    assert KEYS.open(KEYS.seal("contraseña")) == "contraseña"
    assert KEYS.seal("x") != KEYS.seal("x")


def test_another_key_an_altered_or_a_cut_text_is_refused() -> None:
    sealed = KEYS.seal("x")
    with pytest.raises(Invalid):
        OTHER.open(sealed)
    for broken in (sealed[:-1], sealed[:5], b"", sealed[:-1] + bytes([sealed[-1] ^ 1]), b"\x02" + sealed[1:]):
        with pytest.raises(Invalid):
            KEYS.open(broken)


def test_hashes_and_signatures_differ_by_purpose_and_key() -> None:
    assert KEYS.digest("origin", "x") == KEYS.digest("origin", b"x")
    assert len({KEYS.digest("origin", "x"), KEYS.digest("token", "x"), OTHER.digest("origin", "x")}) == 3
    assert len(KEYS.digest("origin", "x")) == 32


def test_a_signature_holds_for_its_value_and_purpose() -> None:
    signature = KEYS.sign("thread", "cnv_1")
    assert KEYS.signed("thread", "cnv_1", signature)
    assert not KEYS.signed("thread", "cnv_2", signature)
    assert not KEYS.signed("file", "cnv_1", signature)
    assert not KEYS.signed("thread", "cnv_1", "ñ")


async def test_a_password_is_known_by_its_hash_only() -> None:
    hashed = await KEYS.hash_password("correct horse")
    assert hashed.startswith("$argon2id$")
    assert await KEYS.password_is("correct horse", hashed)
    assert not await KEYS.password_is("wrong", hashed)
    assert not await KEYS.password_is("correct horse", "no hash at all")
