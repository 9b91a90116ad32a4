"""What every action and reactor is given: the ports, as one record, filled by `wiring`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from atiende.ports.blobs import Blobs
from atiende.ports.bus import Bus
from atiende.ports.channel import Channel
from atiende.ports.failpoints import Fail, never
from atiende.ports.load import Load
from atiende.ports.minds import Minds, Trainer
from atiende.ports.model import Model
from atiende.ports.nodes import Alone, Leases
from atiende.ports.requests import Requester
from atiende.ports.secrets import Keyring
from atiende.ports.shelves import Shelves
from atiende.ports.speech import SoundReader, Synthesizer, Transcriber
from atiende.ports.store import Store
from atiende.ports.system import Clock, Ids
from atiende.ports.tracing import NoTracing, Tracing
from atiende.ports.twin import Twin
from atiende.ports.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    store: Store
    bus: Bus
    blobs: Blobs
    clock: Clock
    ids: Ids
    keys: Keyring
    channels: Mapping[str, Channel]
    twin: Twin
    public_url: str
    local_webhooks: bool = False
    """Whether webhooks may lead into closed networks, and by http: tests, and centres that live in one."""
    fail: Fail = never
    """Told where the process is, at the places where a test may have it die."""
    model: Model | None = None
    """Where language models are asked, if at all."""
    minds: Minds = field(default_factory=Minds)
    """What was learned about intents, in memory; see `actions.intents`."""
    trainer: Trainer | None = None
    """Learns in a process of its own; without one, in a thread."""
    requests: Requester | None = None
    """Asks other systems by HTTP, for flows; see `actions.errand_request`."""
    shelves: Shelves = field(default_factory=Shelves)
    """The knowledge base in memory; see `actions.shelf`."""
    tracing: Tracing = field(default_factory=NoTracing)
    """Follows one message through the house, where an operator asks for it."""
    load: Load = field(default_factory=Load)
    """What this node lets go under load, and how much it lets in."""
    leases: Leases = field(default_factory=Alone)
    """What this process may do, where there are several."""
    voice: Voice = field(default_factory=Voice)
    """What carries calls."""
    transcriber: Transcriber | None = None
    """Writes down what is said in calls, where the operator has one."""
    sounds: SoundReader | None = None
    """Takes recordings apart, to draw and to transcribe them."""
    synthesizer: Synthesizer | None = None
    """Speaks what has no recording."""
