"""Links to files: signed, good for ten minutes, so that a sandboxed frame without cookies can show a picture."""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.ports.desk import Desk
from atiende.ports.views import Entry, MessageEntry

GOOD_MS = 600_000
PURPOSE = "file"


def file_url(desk: Desk, tenant: str, file_id: str) -> str:
    """The same link for a while, so that browsers may keep what it leads to."""
    now = desk.clock.now()
    expires = (now // GOOD_MS + 2) * GOOD_MS
    return (
        f"/api/v1/files/{file_id}?exp={expires}&sig={tenant}.{desk.keys.sign(PURPOSE, _what(tenant, file_id, expires))}"
    )


def tenant_of_link(desk: Desk, file_id: str, expires: int, signature: str) -> str | None:
    """Whose file it is, if the link is ours and still good."""
    tenant, dot, signed = signature.partition(".")
    if not dot or not desk.clock.now() < expires <= desk.clock.now() + 2 * GOOD_MS:
        return None
    return tenant if desk.keys.signed(PURPOSE, _what(tenant, file_id, expires), signed) else None


def _what(tenant: str, file_id: str, expires: int) -> str:
    return f"{tenant} {file_id} {expires}"


def with_urls(desk: Desk, tenant: str, entry: Entry) -> Entry:
    """The entry with a link on every attachment."""
    if not isinstance(entry, MessageEntry) or not entry.attachments:
        return entry
    files = [replace(one, url=file_url(desk, tenant, one.id)) for one in entry.attachments]
    return replace(entry, attachments=files)


def all_with_urls(desk: Desk, tenant: str, entries: Sequence[Entry]) -> list[Entry]:
    return [with_urls(desk, tenant, entry) for entry in entries]
