"""What was asked for in secret: sealed as long as a session needs it, and gone with it. No database, backup or log
ever holds it in the clear.
"""

from base64 import b64decode, b64encode

from msgspec.structs import replace

from atiende.flows.state import Book, Session, Value
from atiende.flows.walk import secrets_of
from atiende.ports.secrets import Keyring

SEALED = "sealed:"


def sealed(keys: Keyring, text: str) -> str:
    return SEALED + b64encode(keys.seal(text)).decode()


def opened(keys: Keyring, text: str) -> str:
    """What was sealed; anything else as it is. Raises Invalid when it was altered."""
    return keys.open(b64decode(text.removeprefix(SEALED))) if text.startswith(SEALED) else text


def secrets_in(book: Book, session: Session) -> tuple[Value, ...]:
    """The secrets a session holds now."""
    found = []
    for frame in session.frames:
        kept = book(frame.flow, frame.version)
        names = secrets_of(kept[1]) if kept is not None else frozenset[str]()
        found += [value for name, value in frame.values.items() if name in names and value is not None]
    return tuple(found)


def without_secrets(book: Book, session: Session) -> Session:
    """The same as it may be kept once it is over."""
    frames = []
    for frame in session.frames:
        kept = book(frame.flow, frame.version)
        names = secrets_of(kept[1]) if kept is not None else frozenset[str]()
        values = {name: None if name in names else value for name, value in frame.values.items()}
        frames.append(replace(frame, values=values))
    return replace(session, frames=tuple(frames))
