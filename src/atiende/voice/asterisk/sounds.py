"""Our sounds where Asterisk finds them: each file of a shelf once, raw at 16 kHz, made by a process of its own."""

import asyncio
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from atiende.domain.errors import NotFound
from atiende.ports.blobs import Blobs
from atiende.ports.voice import Sound

RATE = 16_000
AN_HOUR = 3600.0
MOST_TURNS = 500


class Unplayable(Exception):
    """It is no sound, or is gone."""


class Sounds:
    """`directory` is the same for us and for Asterisk."""

    def __init__(self, blobs: Blobs, directory: Path) -> None:
        self._blobs, self._directory = blobs, directory
        self._making: dict[str, asyncio.Future[None]] = {}

    async def media(self, sound: Sound) -> list[str]:
        """What ARI is told to play; music so often that it lasts an hour. Raises Unplayable."""
        name = hashlib.sha256(f"{sound.tenant}/{sound.blob}".encode()).hexdigest()[:32]
        file = self._directory / f"{name}.sln16"
        if not file.exists():
            await self._once(name, sound, file)
        uri = f"sound:{self._directory / name}"
        if not sound.loop:
            return [uri]
        seconds = max(file.stat().st_size / (2 * RATE), 1.0)
        return [uri] * min(MOST_TURNS, int(AN_HOUR / seconds) + 1)

    async def _once(self, name: str, sound: Sound, file: Path) -> None:
        making = self._making.get(name)
        if making is not None:
            await asyncio.shield(making)
            return
        making = self._making[name] = asyncio.get_running_loop().create_future()
        try:
            await self._make(sound, file)
            making.set_result(None)
        except BaseException as error:
            making.set_exception(error if isinstance(error, Exception) else Unplayable())
            making.exception()
            raise
        finally:
            del self._making[name]

    async def _make(self, sound: Sound, file: Path) -> None:
        try:
            content = await self._blobs.get(sound.tenant, sound.blob)
        except NotFound:
            raise Unplayable(sound.blob) from None
        await asyncio.to_thread(laid, file, await child("decode", content))


async def child(what: str, given: bytes, *arguments: str) -> bytes:
    """Work on sound that would hold up everything else, in `audio.py` as a program. Raises Unplayable."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "atiende.voice.asterisk.audio", what, *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        made, _ = await process.communicate(given)
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise Unplayable(what)
    return made


def laid(file: Path, content: bytes) -> None:
    """Whole or not at all: Asterisk may look any moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(file)
