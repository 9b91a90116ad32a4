"""What a backup says of itself, written last: without it there is no backup. Its sum tells whether it is whole, its
signature whether it is ours.

In the place: `generations/<name>/{database, files.txt, manifest.json}` and, shared by all generations,
`files/<tenant>/ab/abcd…`: each file once, sealed as it lies beside the database. The key is not there.
"""

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from atiende.blobs.shelf import Shelf
from atiende.domain.errors import NotFound
from atiende.ports.secrets import Keyring
from atiende.store.snapshot import Chain, Head
from atiende.upkeep.words import Trouble

GENERATIONS, POOL, MANIFEST = "generations", "files", "manifest.json"
PURPOSE = "backup"


class Part(Struct, frozen=True):
    """One object of a generation."""

    key: str
    size: int
    sha256: str


class Kept(Struct, frozen=True):
    """One file of the pool, as it lies there."""

    tenant: str
    name: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """`at`: ms UTC at which it was begun: what was acknowledged before is in it. `heads`: the end of each tenant's log.

    `lost`: files the database speaks of that were missing or damaged already. `key`: which key opens it. `chains`: the
    end of each tenant's audit chain; the next backup's must go on from there.
    """

    name: str
    at: int
    version: str
    revision: str
    dialect: str
    heads: dict[str, Head]
    database: Part
    files: Part
    count: int
    bytes: int
    lost: int
    key: str
    chains: dict[str, Chain] = {}


class _Envelope(Struct, frozen=True):
    body: msgspec.Raw
    sha256: str
    signed: str


def key_mark(keys: Keyring) -> str:
    """By which a key is known again, and which tells nothing of it."""
    return keys.digest(PURPOSE, "which key")


def sealed(manifest: Manifest, keys: Keyring) -> bytes:
    body = msgspec.json.encode(manifest)
    total = hashlib.sha256(body).hexdigest()
    return msgspec.json.encode(_Envelope(msgspec.Raw(body), total, keys.sign(PURPOSE, total)))


def opened(content: bytes, keys: Keyring, name: str) -> Manifest:
    """Raises Trouble for one that is damaged, or another centre's."""
    try:
        envelope = msgspec.json.decode(content, type=_Envelope)
        manifest = msgspec.json.decode(envelope.body, type=Manifest)
    except msgspec.DecodeError as error:
        raise Trouble("manifest_damaged", name=name) from error
    if hashlib.sha256(envelope.body).hexdigest() != envelope.sha256:
        raise Trouble("manifest_damaged", name=name)
    if manifest.key != key_mark(keys):
        raise Trouble("wrong_key")
    if not keys.signed(PURPOSE, envelope.sha256, envelope.signed) or manifest.name != name:  # ours, of another day
        raise Trouble("manifest_damaged", name=name)
    return manifest


async def whole(place: Shelf) -> Sequence[str]:
    """Names of the generations that are whole, oldest first."""
    names = [item.key.split("/") async for page in place.items(GENERATIONS) for item in page]
    return sorted(parts[1] for parts in names if len(parts) == 3 and parts[2] == MANIFEST)


async def read_manifest(place: Shelf, name: str, keys: Keyring) -> Manifest:
    """The newest without a name. Raises Trouble."""
    if not name:
        found = await whole(place)
        if not found:
            raise Trouble("no_backup", place=place.url)
        name = found[-1]
    try:
        content = await place.get(f"{GENERATIONS}/{name}/{MANIFEST}")
    except NotFound as error:
        raise Trouble("no_generation", name=name, place=place.url) from error
    return opened(content, keys, name)


def pool_key(tenant: str, name: str) -> str:
    return f"{POOL}/{tenant}/{name[:2]}/{name}"


def listed(files: Sequence[Kept]) -> bytes:
    return "".join(f"{one.tenant} {one.name} {one.size} {one.sha256}\n" for one in files).encode()


async def files_of(place: Shelf, manifest: Manifest) -> Sequence[Kept]:
    """Raises Trouble where the list is missing or altered."""
    try:
        content = await place.get(manifest.files.key)
    except NotFound as error:
        raise Trouble("part_missing", name=manifest.name, part=manifest.files.key) from error
    if hashlib.sha256(content).hexdigest() != manifest.files.sha256:
        raise Trouble("part_damaged", name=manifest.name, part=manifest.files.key)
    lines = [line.split(" ") for line in content.decode().splitlines()]
    return [Kept(tenant, name, int(size), total) for tenant, name, size, total in lines]
