"""The centre's keys, all derived from one secret: sealing, keyed hashes, signatures; and passwords by argon2id.

A derived key serves one use only (HKDF-SHA256 with the use as its label), so that a signature can never pass as a hash.
"""

import asyncio
import hmac
import os
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from atiende.domain.errors import Invalid

NONCE = 12
VERSION = b"\x01"
"""First byte of everything sealed, so that a later way of sealing can be told apart."""
AT_ONCE = 2
"""Passwords hashed at the same time: each takes 64 MiB."""


class SecretKeyring:
    """`ports.secrets.Keyring` from the setting `SECRET_KEY`."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 32:
            raise Invalid(field="secret_key", reason="too_short")
        self._secret = secret.encode()
        self._key = lru_cache(maxsize=256)(self._derive)
        self._passwords = PasswordHasher()
        self._turn = asyncio.Semaphore(AT_ONCE)

    def _derive(self, use: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=b"atiende", info=use.encode()).derive(self._secret)

    def seal(self, value: str) -> bytes:
        return self.seal_bytes(value.encode())

    def open(self, sealed: bytes) -> str:
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, value: bytes) -> bytes:
        return _sealed(self._key("seal"), os.urandom(NONCE), value)

    def open_bytes(self, sealed: bytes) -> bytes:
        return _opened(self._key("seal"), sealed)

    def seal_for(self, salt: str, value: bytes) -> bytes:
        # The nonce follows from the whole value, so that it is one value's only, and what is sealed twice is one file.
        nonce = hmac.digest(self._key(f"nonce-for:{salt}"), value, sha256)[:NONCE]
        return _sealed(self._key(f"seal-for:{salt}"), nonce, value)

    def open_for(self, salt: str, sealed: bytes) -> bytes:
        return _opened(self._key(f"seal-for:{salt}"), sealed)

    def digest(self, purpose: str, value: str | bytes) -> str:
        return self._mac("digest", purpose, value).hex()[:32]

    def sign(self, purpose: str, value: str) -> str:
        return urlsafe_b64encode(self._mac("sign", purpose, value)[:18]).decode()

    def signed(self, purpose: str, value: str, signature: str) -> bool:
        return hmac.compare_digest(self.sign(purpose, value).encode(), signature.encode())

    def _mac(self, use: str, purpose: str, value: str | bytes) -> bytes:
        content = value.encode() if isinstance(value, str) else value
        return hmac.digest(self._key(f"{use}:{purpose}"), content, sha256)

    async def hash_password(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._passwords.hash, password)

    async def password_is(self, password: str, hashed: str) -> bool:
        async with self._turn:
            return await asyncio.to_thread(self._verify, password, hashed)

    def _verify(self, password: str, hashed: str) -> bool:
        try:
            return self._passwords.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return False


def _sealed(key: bytes, nonce: bytes, value: bytes) -> bytes:
    return VERSION + nonce + AESGCM(key).encrypt(nonce, value, VERSION)


def _opened(key: bytes, sealed: bytes) -> bytes:
    nonce, text = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    if sealed[:1] != VERSION or len(nonce) != NONCE:
        raise Invalid(field="sealed", reason="unknown_seal")
    try:
        return AESGCM(key).decrypt(nonce, text, VERSION)
    except InvalidTag as error:
        raise Invalid(field="sealed", reason="another_key") from error
