"""A session as text, to be kept between two steps, and back."""

import msgspec

from atiende.flows.state import Session

_DECODER = msgspec.json.Decoder(Session)


def dump(session: Session) -> str:
    return msgspec.json.encode(session).decode()


def load(text: str) -> Session:
    """Raises msgspec.ValidationError when it is none."""
    return _DECODER.decode(text)
