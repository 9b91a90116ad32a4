"""Keys of the centre: sealing of secrets, keyed hashes, signed tokens, passwords."""

from typing import Protocol


class Keyring(Protocol):
    def seal(self, value: str) -> bytes: ...
    def open(self, sealed: bytes) -> str:
        """Raises Invalid when it was sealed with another key or altered."""
        ...

    def seal_bytes(self, value: bytes) -> bytes: ...
    def open_bytes(self, sealed: bytes) -> bytes:
        """Raises Invalid when it was sealed with another key or altered."""
        ...

    def seal_for(self, salt: str, value: bytes) -> bytes:
        """As `seal_bytes`, under a key made of our secret and this salt: whoever forgets the salt closes it for ever.
        The same value under the same salt is sealed the same."""
        ...

    def open_for(self, salt: str, sealed: bytes) -> bytes:
        """Raises Invalid."""
        ...

    def digest(self, purpose: str, value: str | bytes) -> str:
        """Keyed hash, 32 hex digits; `purpose` keeps uses apart."""
        ...

    def sign(self, purpose: str, value: str) -> str:
        """A short URL-safe signature of `value`."""
        ...

    def signed(self, purpose: str, value: str, signature: str) -> bool:
        """Constant time."""
        ...

    async def hash_password(self, password: str) -> str:
        """argon2id, away from the event loop."""
        ...

    async def password_is(self, password: str, hashed: str) -> bool: ...
