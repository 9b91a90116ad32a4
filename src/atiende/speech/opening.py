"""Which transcriber an operator's setting means."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from atiende.ports.speech import Transcriber
from atiende.speech.endpoint import EndpointTranscriber
from atiende.speech.streaming import StreamingTranscriber
from atiende.speech.whisper import WhisperTranscriber


def open_transcriber(setting: str, key: str) -> Transcriber | None:
    """`https://host/v1/audio/transcriptions?model=name`, `wss://host/…` (as vosk-server), or `whisper:///directory`."""
    if not setting:
        return None
    parts = urlsplit(setting)
    if parts.scheme == "whisper":
        return WhisperTranscriber(Path(unquote(parts.path)))
    if parts.scheme in ("ws", "wss"):
        return StreamingTranscriber(setting, key=key)
    model = parse_qs(parts.query).get("model", ["whisper-1"])[0]
    return EndpointTranscriber(parts._replace(query="").geturl(), model=model, key=key)
