"""What callers hear while we are away, spoken once and laid where Asterisk finds it: first Spanish, then English."""

import asyncio
import io
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path

from atiende.ports.speech import SpeechFailed, Synthesizer
from atiende.voice.asterisk.dialplan import ANNOUNCED, LATER
from atiende.voice.asterisk.sounds import laid

SAID: Mapping[str, Sequence[tuple[str, str]]] = {
    ANNOUNCED: (
        ("es", "En este momento no podemos atenderle como siempre. No cuelgue: le pasamos con un compañero."),
        ("en", "We cannot take your call in the usual way now. Please hold: we are connecting you to a colleague."),
    ),
    LATER: (
        ("es", "Ahora mismo no hay nadie que pueda atenderle. Por favor, llame de nuevo en unos minutos. Gracias."),
        ("en", "Nobody can take your call right now. Please call again in a few minutes. Thank you."),
    ),
}
ENDING = "wav16"
"""How Asterisk calls WAV of 16 kHz."""


async def announce(synthesizer: Synthesizer | None, directory: Path) -> bool:
    """Speaks what is missing; false where nothing can speak."""
    for name, texts in SAID.items():
        file = directory / f"{name}.{ENDING}"
        if await asyncio.to_thread(file.exists):
            continue
        if synthesizer is None:
            return False
        try:
            spoken = [await synthesizer.speak(text, language) for language, text in texts]
        except SpeechFailed:
            return False
        await asyncio.to_thread(laid, file, _joined(spoken))
    return True


def _joined(files: Sequence[bytes]) -> bytes:
    """One after the other, half a second between."""
    out = io.BytesIO()
    with wave.open(out, "wb") as whole:
        for number, content in enumerate(files):
            with wave.open(io.BytesIO(content), "rb") as part:
                if not number:
                    whole.setparams(part.getparams())
                whole.writeframes(part.readframes(part.getnframes()) + bytes(part.getframerate()))
    return out.getvalue()
