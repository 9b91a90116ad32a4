"""Mail that was laid down instead of sent, where no relay is set: to be looked into."""

from collections.abc import Sequence
from typing import Protocol


class LaidMail(Protocol):
    """`at` is ms UTC."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def to(self) -> tuple[str, ...]: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def size(self) -> int: ...


class MailOutbox(Protocol):
    """Both calls block on the disk."""

    def list(self, tenant: str) -> Sequence[LaidMail]:
        """The newest first."""
        ...

    def read(self, tenant: str, message: str) -> bytes | None: ...
