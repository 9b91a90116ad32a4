"""Makes the recordings of the demo centre: short calls spoken by espeak-ng, the customer left, the agent right.

`python tools/write_demo_calls.py` writes src/atiende/integrations/demo/calls: an Ogg/Opus file and a JSON of what is
said when, for each call.
"""

import asyncio
import io
import json
from pathlib import Path

import numpy as np
import soundfile

from atiende.ports.speech import PEAK_MS
from atiende.speech.espeak import find
from atiende.speech.sounds import peaks_of

RATE, PAUSE = 16_000, 0.45
FOLDER = Path(__file__).resolve().parent.parent / "src" / "atiende" / "integrations" / "demo" / "calls"
CALLS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "factura": ("es", [
        ("right", "Comercial Azahar, le atiende Ana. ¿En qué puedo ayudarle?"),
        ("left", "Hola, la factura de abril no me cuadra. Me cobran dos veces el mantenimiento."),
        ("right", "Lo estoy mirando. Tiene razón, aparece duplicado. ¿Le hago el abono ahora?"),
        ("left", "Sí, por favor. ¿Cuándo lo veré en la cuenta?"),
        ("right", "En tres días laborables. Le envío la factura corregida por correo."),
        ("left", "Perfecto, muchas gracias."),
    ]),
    "delivery": ("en", [
        ("right", "Comercial Azahar, good morning, how can I help you?"),
        ("left", "Hello, I ordered a till drawer last week and it has not arrived yet."),
        ("right", "Let me check. The carrier tried to deliver it yesterday at noon."),
        ("left", "I was out. Could they come again in the afternoon?"),
        ("right", "Of course. I have booked it for Thursday, between four and six."),
        ("left", "Great, thank you very much."),
    ]),
    "buzon": ("es", [
        ("left", "Hola, soy Carmen, de la librería. El terminal no imprime el ticket. Llámenme, por favor."),
    ]),
}  # fmt: skip


async def made(language: str, lines: list[tuple[str, str]]) -> tuple[np.ndarray, list[dict[str, object]]]:
    espeak = find()
    assert espeak is not None, "espeak-ng is not installed"
    sides: dict[str, list[np.ndarray]] = {"left": [], "right": []}
    said, at = [], 0
    for side, text in lines:
        sound, _ = soundfile.read(io.BytesIO(await espeak.speak(text, language)), dtype="float32")
        if side == "left":  # another person: a little higher
            sound = np.interp(np.arange(int(len(sound) / 1.12)) * 1.12, np.arange(len(sound)), sound)
        silence = np.zeros(int(PAUSE * RATE))
        said.append({"side": side, "start": at * 1000 // RATE, "end": (at + len(sound)) * 1000 // RATE, "text": text})
        for name, parts in sides.items():
            parts += [sound if name == side else np.zeros(len(sound)), silence]
        at += len(sound) + len(silence)
    return np.stack([np.concatenate(parts) for parts in sides.values()], axis=1), said


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, (language, lines) in CALLS.items():
        sound, said = asyncio.run(made(language, lines))
        path = FOLDER / f"{name}.ogg"
        soundfile.write(path, sound, RATE, format="OGG", subtype="OPUS", compression_level=0.9)
        about = {
            "language": language,
            "duration_ms": len(sound) * 1000 // RATE,
            "peak_ms": PEAK_MS,
            "peaks": peaks_of(path.read_bytes()).hex(),
            "said": said,
        }
        (FOLDER / f"{name}.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
