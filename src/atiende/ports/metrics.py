"""What is counted and measured while the centre runs: every instrument, by the name an operator's dashboard asks for.

Whoever does the work counts it, here by name; how the figures leave the process is `telemetry.metrics`. They are the
process's own: nobody decides anything by them. Labels have few values (a route's pattern, a channel, a fact's kind),
never a customer, a text or an id. Durations are in seconds and measured by the library's own stopwatch (`.time()`).

Dashboards and alert rules (`deploy/observability`) may name nothing that is not here: a test compares them.
"""

from collections.abc import Callable, Iterable, Sequence

from prometheus_client import Counter, Gauge, Histogram, Info, disable_created_metrics

from atiende.domain import facts as f
from atiende.domain.facts import Logged

disable_created_metrics()  # type: ignore[no-untyped-call] # the library's own gap

SHORT = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
"""What people wait for while they look."""
LONG = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120)
"""What other systems may keep us waiting for."""

# ── calls and sockets ────────────────────────────────────────────────────────────────────────────────────────────────

HTTP_REQUESTS = Counter("atiende_http_requests_total", "Calls answered.", ("method", "route", "status"))
HTTP_SECONDS = Histogram("atiende_http_request_seconds", "From a call to its answer.", ("method", "route"), buckets=(
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
))  # fmt: skip
SOCKETS = Gauge("atiende_sockets", "Open sockets: desk, widget.", ("kind",))
SOCKET_RESYNCS = Counter("atiende_socket_resyncs_total", "Readers told to start again.", ("why",))
SHED = Counter("atiende_shed_total", "Put off or refused because there was too much: what was shed.", ("what",))
LOAD_LEVEL = Gauge("atiende_load_level", "How much this node lets go, 0 (nothing) to 4.")
LOAD_DELAY = Gauge("atiende_load_delay_seconds", "How far this node is behind: its loop, its line, its gate, at worst.")
INBOUND_REFUSED = Counter("atiende_inbound_refused_total", "Inbound refused at the gate: rate, full, slow.", ("why",))

# ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = Counter("atiende_facts_total", "Facts this node committed.", ("kind",))
MESSAGES = Counter("atiende_messages_total", "Messages kept by this node.", ("channel", "direction"))
OFFERS = Counter("atiende_offers_total", "Offers, by what became of them.", ("outcome",))
CHANGES = Counter("atiende_changes_total", "Changes decided, refused ones too.")
CHANGES_PER_COMMIT = Histogram(
    "atiende_changes_per_commit", "Changes that shared a transaction.", buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256)
)
COMMIT_SECONDS = Histogram("atiende_commit_seconds", "Of one transaction, its fsync included.", buckets=SHORT)
COMMIT_REFUSALS = Counter("atiende_commit_refusals_total", "Transactions the database or the disk refused.")
FEED_LAG = Gauge("atiende_feed_lag_facts", "How far this node's screens and floors are behind the log, at worst.")

# ── the way in and out ───────────────────────────────────────────────────────────────────────────────────────────────

INGRESS_WAITING = Gauge("atiende_ingress_waiting", "Accepted inbound that is not applied yet.")
INGRESS_OLDEST = Gauge("atiende_ingress_oldest_seconds", "How long the oldest of it has waited.")
SEND_SECONDS = Histogram("atiende_send_seconds", "Of one attempt at a provider.", ("channel",), buckets=LONG)
SENDS = Counter("atiende_sends_total", "Attempts: sent, retry, failed, unconfirmed.", ("channel", "outcome"))
SENDINGS_WAITING = Gauge("atiende_sendings_waiting", "Messages due to leave that have not left.")
SENDINGS_OLDEST = Gauge("atiende_sendings_oldest_seconds", "How long the longest due of them is late.")
ERRAND_SECONDS = Histogram("atiende_errand_seconds", "Of what a flow asks of the outside.", ("kind",), buckets=LONG)
ERRANDS = Counter("atiende_errands_total", "What flows asked of the outside, by what became of it.", ("kind", "result"))
TIMERS_LATE = Histogram(
    "atiende_timers_late_seconds", "From when a timer was due to when it fired.", buckets=(0.1, 0.5, 1, 2, 5, 15, 60)
)
TIMERS_WAITING = Gauge("atiende_timers_waiting", "Timers that are due and not done.")

# ── routing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

QUEUE_WAITING = Gauge("atiende_queue_waiting", "Interactions that wait.", ("queue",))
QUEUE_OLDEST = Gauge("atiende_queue_oldest_seconds", "How long the oldest of them has waited.", ("queue",))
AGENTS = Gauge("atiende_agents", "Agents by state.", ("state",))
ROUTING_SECONDS = Histogram("atiende_routing_decision_seconds", "Of one look at a floor that decided.", buckets=SHORT)
DECISIONS_REFUSED = Counter("atiende_routing_refusals_total", "Decisions the line did not agree to.")

# ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

VOICE_MIXED = Gauge("atiende_voice_mixed_ears", "Those for whom the sound of several is mixed now.", ("engine",))
VOICE_BUSY = Gauge("atiende_voice_busy_ratio", "Share of its core that carrying sound takes.", ("engine",))
VOICE_CHEAPLY = Gauge("atiende_voice_degraded", "1 while sound is mixed with less work than sounds best.", ("engine",))
VOICE_LATE = Gauge("atiende_voice_late_ticks", "Turns of 20 ms that began late since the engine started.", ("engine",))

# ── the node ─────────────────────────────────────────────────────────────────────────────────────────────────────────

LEASES_HELD = Gauge("atiende_lease_held", "Leases this node holds, over all tenants.", ("name",))
LEASES_UNHELD = Gauge("atiende_lease_unheld", "Leases no living node holds, as this node sees it.", ("name",))
LEASE_CHANGES = Counter("atiende_lease_changes_total", "Leases taken, handed over and lost here.", ("name", "why"))
BUS_CONNECTED = Gauge("atiende_bus_connected", "1 while the bus answers; one process is its own bus.")
READY = Gauge("atiende_ready", "1 while this node takes work, as /readyz says.")
LOOP_FAILURES = Counter("atiende_loop_failures_total", "Loops of the server that failed and began again.", ("loop",))
LOG_LINES = Counter("atiende_log_lines_total", "Lines logged.", ("level",))
DISK_FREE = Gauge("atiende_disk_free_bytes", "Free on the disk of the data directory.")
DISK_TOTAL = Gauge("atiende_disk_bytes", "Size of that disk.")
BUILD = Info("atiende_build", "What runs here.")

BUS_CONNECTED.set(1)
OUTCOMES: dict[type, str] = {
    f.InteractionOffered: "made",
    f.OfferAccepted: "accepted",
    f.OfferDeclined: "declined",
    f.OfferExpired: "expired",
    f.OfferWithdrawn: "withdrawn",
}


class _Counting(dict[type, Callable[[], None]]):
    """The counter of each kind of fact, looked up once."""

    def __missing__(self, kind: type) -> Callable[[], None]:
        self[kind] = found = FACTS.labels(kind.__name__).inc
        return found


class _Messages(dict[tuple[str, str], Callable[[], None]]):
    def __missing__(self, key: tuple[str, str]) -> Callable[[], None]:
        self[key] = found = MESSAGES.labels(*key).inc
        return found


_count, _message = _Counting(), _Messages()
_offers = {kind: OFFERS.labels(outcome).inc for kind, outcome in OUTCOMES.items()}


def count_facts(logged: Sequence[Logged]) -> None:
    """What this node has just committed: each fact is counted once, by whoever wrote it."""
    for each in logged:
        fact = each.fact
        kind = type(fact)
        _count[kind]()
        if kind in _offers:
            _offers[kind]()
        elif isinstance(fact, f.MessageReceived):
            _message[fact.channel, "in"]()
        elif isinstance(fact, f.MessageWritten):
            _message[fact.channel, "out"]()


def show_all(gauge: Gauge, found: Iterable[tuple[str, float]]) -> None:
    """A gauge with one label as it is now: what is no more is shown no more."""
    gauge.clear()
    for label, value in found:
        gauge.labels(label).inc(value)
