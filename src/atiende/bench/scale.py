"""`atiende bench scale`: from what one node was measured to carry to a centre of any size. Arithmetic, no load.

A year's interactions become those of its busiest hour; these become messages, changes of the log, frames and calls of
the desk; and these, times what each costs, become cores, memory and disk, and how full each part would be. What was
measured, and by which command, stands beside every figure in `MEASURED`; what is assumed stands in `Centre`.
`docs/scale.md` shows its table, and a test holds the page to it.
"""

from dataclasses import dataclass, fields, replace
from math import ceil

from atiende.bench.registry import Figures, Options

HOUR = 3600.0
GB = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of one node of this machine, on PostgreSQL; seconds of CPU unless said otherwise."""

    message: float = 1.4e-3
    """From a visitor to his agent, durable in between. `atiende bench nodes`: `cpu_us_1`."""
    together: float = 1.5
    """Times that, where several nodes work for the same centre: the most that is allowed of `cpu_ratio_2`."""
    piece: float = 6e-3
    """Brought by HTTP, offered, accepted and ended: three calls. `atiende bench offers`: CPU of its server."""
    call: float = 6.6e-3
    """A list asked for by HTTP: the dearest of the usual calls. CPU of the server over 150 of them."""
    frame: float = 10e-6
    """To one socket. `atiende bench sockets`: `fanout_us`."""
    ping: float = 50e-6
    """Of a socket every 20 s: both ways, twice an echo of uvicorn's."""
    agent_kib: float = 56.0
    """Memory of a connected agent. `atiende bench sockets`: `kib_per_agent`."""
    node_mib: float = 160.0
    """Of a node at rest."""
    waiting_bytes: float = 850.0
    """Of a piece of work on the floor. `atiende bench routing`: `bytes_per_waiting`."""
    decision: float = 14e-6
    """With 100,000 waiting. `atiende bench routing`: `decision_us_1e5`."""
    line_per_s: float = 2000.0
    """Changes a second of one tenant on PostgreSQL. `atiende bench events`: the least that is held."""
    message_bytes: float = 4000.0
    """With its facts and indexes: growth by 31,000 messages on SQLite 3,930, by 2,300 on PostgreSQL 3,230."""
    wal_bytes: float = 6_000.0
    """Of PostgreSQL's write-ahead log for a message. `bench nodes`, one node: its position before and after 2,300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """What is asked for. The shares of the busiest day and hour are a bank's."""

    agents: int = 10_000
    interactions_a_year: float = 100e6
    days: float = 260.0
    """Working days among which the year is divided."""
    busiest_day: float = 1.3
    """Times the mean day. Of 54 days of a bank's calls (`us-bank-5min`): 1.28."""
    busiest_hour: float = 0.11
    """Of the day. Of the same days, the median of the busiest hour's share: 0.105."""
    messages: float = 8.0
    """Of an interaction, both ways."""
    steps: float = 8.0
    """Changes of an interaction besides its messages: opened, queued, offered, taken, states, ended, counted."""
    sends: float = 3.0
    """Changes of a message of ours on a channel that reports: written, attempted, sent, read."""
    tabs: float = 1.2
    """Open desks of an agent."""
    chats: float = 0.5
    """Share of interactions with a visitor's socket, open for `minutes`."""
    minutes: float = 12.0
    calls: float = 10.0
    """Of the desk by HTTP for an interaction, besides offers and messages."""
    refreshes: float = 1 / 20
    """Lists asked anew by an agent, each second."""
    fill: float = 0.6
    """How full a core is planned to be in the busiest hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """In the busiest hour, on average, unless said otherwise."""

    interactions_per_s: float
    messages_per_s: float
    changes_per_s: float
    calls_per_s: float
    frames_per_s: float
    sockets: float
    cores_messages: float
    cores_calls: float
    cores_pieces: float
    cores_sockets: float
    cores: float
    """Together, were every core full."""
    nodes: int
    """With one core each for the event loop, filled as planned, and one more, that may fail."""
    memory_gib: float
    """Of all nodes."""
    disk_gb_a_year: float
    wal_mb_per_s: float
    line_used: float
    """Of one tenant's line, were it all one tenant; 1 is full."""
    node_used: float
    """Of the event loops, one node having failed."""
    router_used: float
    """Of the core of the node that decides, with everything waiting."""
    largest_tenant: float
    """Interactions a year at which one tenant's line is as full as a core is planned to be."""


def needed(centre: Centre, measured: Measured) -> Needed:
    """See the fields."""
    pieces = centre.interactions_a_year / centre.days * centre.busiest_day * centre.busiest_hour / HOUR
    messages = pieces * centre.messages
    changes = pieces * centre.steps + messages / 2 + messages / 2 * centre.sends
    calls = pieces * centre.calls + centre.agents * centre.refreshes
    sockets = centre.agents * centre.tabs + pieces * centre.chats * centre.minutes * 60
    frames = (
        changes * 2 + centre.agents * centre.tabs
    )  # whose work it is and a visitor; what was touched, once a second
    cores = (
        messages * measured.message * measured.together,
        calls * measured.call,
        pieces * measured.piece,
        frames * measured.frame + sockets / 20 * measured.ping,
    )
    nodes = ceil(sum(cores) / centre.fill) + 1
    line = changes / measured.line_per_s
    return Needed(
        interactions_per_s=pieces,
        messages_per_s=messages,
        changes_per_s=changes,
        calls_per_s=calls,
        frames_per_s=frames,
        sockets=sockets,
        cores_messages=cores[0],
        cores_calls=cores[1],
        cores_pieces=cores[2],
        cores_sockets=cores[3],
        cores=sum(cores),
        nodes=nodes,
        memory_gib=(nodes * measured.node_mib + sockets * measured.agent_kib / 1024) / 1024,
        disk_gb_a_year=centre.interactions_a_year * centre.messages * measured.message_bytes / GB,
        wal_mb_per_s=messages * measured.wal_bytes / 1e6,
        line_used=line,
        node_used=sum(cores) / (nodes - 1),
        router_used=pieces * measured.decision * 2,
        largest_tenant=centre.interactions_a_year * centre.fill / line,
    )


def table(centres: dict[str, Centre], measured: Measured) -> str:
    """In Markdown: a row for each figure, a column for each centre."""
    columns = [needed(one, measured) for one in centres.values()]
    rows = [f"| | {' | '.join(centres)} |", f"|---|{'---|' * len(columns)}"]
    for one in fields(Needed):
        rows.append(f"| {TEXTS[one.name]} | {' | '.join(_shown(getattr(each, one.name)) for each in columns)} |")
    return "\n".join(rows)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= TELLING or value == int(value) else f"{value:.2g}"


TELLING = 100
TEXTS: dict[str, str] = {
    "interactions_per_s": "interactions a second, busiest hour",
    "messages_per_s": "messages a second",
    "changes_per_s": "changes of the log a second",
    "calls_per_s": "calls of the desk a second (HTTP)",
    "frames_per_s": "frames to sockets a second",
    "sockets": "sockets open",
    "cores_messages": "cores for messages",
    "cores_calls": "cores for calls of the desk",
    "cores_pieces": "cores for bringing, offering, ending work",
    "cores_sockets": "cores for frames and pings",
    "cores": "cores together, were they full",
    "nodes": "nodes, each one core for its loop, 60 % full, and one more",
    "memory_gib": "memory of all nodes, GiB",
    "disk_gb_a_year": "database, GB a year",
    "wal_mb_per_s": "write-ahead log, MB a second",
    "line_used": "one tenant's line, were it all one tenant (1 = full)",
    "node_used": "event loops, one node having failed (1 = full)",
    "router_used": "core of the node that decides (1 = full)",
    "largest_tenant": "interactions a year of one tenant that fill 60 % of its line",
}

CENTRES: dict[str, Centre] = {
    "one machine": Centre(agents=100, interactions_a_year=1e6),
    "1,000 agents": Centre(agents=1_000, interactions_a_year=10e6),
    "10,000 agents": Centre(),
    "and ten times the messages": replace(Centre(), messages=80.0),
}
"""The columns of `docs/scale.md`."""


async def run(options: Options) -> Figures:
    """The figures of 10,000 agents and 100 million interactions a year."""
    options.notes.append("arithmetic from measured figures, see docs/scale.md")
    found = needed(Centre(), Measured())
    return {one.name: round(float(getattr(found, one.name)), 3) for one in fields(Needed)}
