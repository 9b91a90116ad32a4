"""Secrets: sealed with the centre's key when they come in, opened where they are used, never shown again."""

import binascii
import re
from base64 import b64decode
from collections.abc import Sequence

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Problem, Unfit
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST = 8192
WEBHOOK = "whsec_"


async def set_secret(desk: Desk, tenant: str, actor: str, name: str, value: str) -> None:
    """Raises Unfit. The name is all that the log and the lists ever show."""
    problems = [*_name_problems(name), *_value_problems(value)]
    if problems:
        raise Unfit(problems)
    sealed = desk.keys.seal(value)

    def decide(change: Change) -> None:
        change.record(f.SecretChanged(name=name), actor=actor)
        change.put(docs.Secret(name=name, sealed=sealed, at=change.at))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def list_secrets(desk: Desk, tenant: str) -> Sequence[docs.Secret]:
    """By name. What is sealed stays with the caller: only names and times may be shown."""
    return await desk.store.reading(tenant).where(docs.Secret, {}, limit=5000)


async def open_secret(desk: Desk, tenant: str, reference: str) -> str | None:
    """The value behind `secret:NAME`, or None when there is none. Raises Invalid when the centre's key changed."""
    found = await desk.store.reading(tenant).get(docs.Secret, reference.removeprefix("secret:"))
    return desk.keys.open(found.sealed) if found else None


def _name_problems(name: str) -> Sequence[Problem]:
    return [] if re.fullmatch(docs.NAME_OF_SECRET, name) else [Problem("name", "bad_secret_name")]


def _value_problems(value: str) -> Sequence[Problem]:
    if not value:
        return [Problem("value", "required")]
    if len(value) > MOST:
        return [Problem("value", "too_long", {"most": MOST})]
    if value.startswith(WEBHOOK) and not _webhook_key(value):
        return [Problem("value", "bad_webhook_secret")]
    return []


def _webhook_key(value: str) -> bool:
    """Standard Webhooks: `whsec_` and 24 to 64 bytes in base64."""
    try:
        return 24 <= len(b64decode(value.removeprefix(WEBHOOK), validate=True)) <= 64
    except (binascii.Error, ValueError):
        return False
