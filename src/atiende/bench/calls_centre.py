"""What the calls' benchmark stands on: a centre with telephones, a real Asterisk that serves it and its own queue at
once, callers and agents by sipp, and Asterisk's event log by which both are measured."""

import asyncio
import csv
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from atiende.actions.configuration import Ref, publish
from atiende.actions.sessions import open_session
from atiende.actions.telephony import telephony
from atiende.actions.users import Person, create_user
from atiende.bench.centre import Prepared, SignedIn, prepare
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.domain import documents as docs
from atiende.domain.call import WHERE
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.telephony import Telephony
from atiende.voice.asterisk.plan import trunk_section
from atiende.wiring import open_desk

NUMBER, QUEUE, FEW = "+34910000001", "901", "902"
"""Ours, app_queue with all agents, app_queue with the first few."""
SCENARIOS = Path(__file__).parent / "telephones" / "scenarios"
PHONE = """
[{user}]
type=endpoint
context=none
disallow=all
allow=ulaw
direct_media=no
aors={user}
[{user}]
type=aor
contact=sip:{user}@127.0.0.1:{port}
"""
QUEUES = """
[{name}]
strategy=rrmemory
timeout=15
retry=1
wrapuptime=0
ringinuse=no
autofill=yes
joinempty=yes
leavewhenempty=no
"""


def missing() -> str:
    """What the benchmark needs and is not here; empty when all is."""
    if AsteriskServer.binary() is None:
        return "no Asterisk (tools/asterisk-install.sh)"
    return "" if shutil.which("sipp") else "no sipp (tools/install-test-deps.sh)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    prepared: Prepared
    agents: tuple[SignedIn, ...]
    asterisk: AsteriskServer
    caller_port: int
    log: Path


async def furnish(data_dir: Path, agents: int, caller_port: int) -> tuple[Prepared, Telephony]:
    """A centre with a trunk, a number and so many agents who take calls only."""
    prepared = await prepare(data_dir, 0)
    users: list[SignedIn] = []
    async with open_desk(prepared.settings) as desk:
        await desk.store.change(prepared.tenant, lambda change: _lines(change, caller_port), at=desk.clock.now())
        for number in range(agents):
            users.append(await _agent(desk, prepared.tenant, number))
        lines = await telephony(desk)
    return replace(prepared, agents=tuple(users)), lines


async def _agent(desk: Desk, tenant: str, number: int) -> SignedIn:
    person = Person(
        name=f"Agent {number}",
        email=f"agent{number}@bench.test",
        role="agent",
        teams=("main",),
        languages={"es": 5},
        capacity={"voice": 1},
    )
    user = (await create_user(desk, tenant, "system:bench", person)).user
    user = structs.replace(user, preferences={WHERE: "desk"})  # as whoever has a telephone there sets it
    await desk.store.change(tenant, lambda change: change.put(user), at=desk.clock.now())
    opened = await open_session(desk, tenant, user)
    return SignedIn(user.id, opened.token, opened.session.csrf)


def _lines(change: Change, port: int) -> None:
    trunk = docs.Trunk(name="Trunk", host=LOOPBACK, port=port, codecs=["ulaw"])
    publish(change, "system:bench", Ref("trunk", "main"), trunk)
    settings: docs.Settings = {"numbers": [NUMBER], "engine": "asterisk"}
    endpoint = docs.Endpoint(name="Calls", brand="main", channel="voice", queue="main", settings=settings)
    publish(change, "system:bench", Ref("endpoint", "calls"), endpoint)
    voice = docs.QueueVoice(position=False, expected=False, callback=False)
    queue = docs.Queue(name="Cola", brand="main", teams=["main"], wrap_up_seconds=0, voice=voice)
    publish(change, "system:bench", Ref("queue", "main"), queue)


@asynccontextmanager
async def staged(directory: Path, agents: int, few: int) -> AsyncIterator[Stage]:
    """Asterisk runs and all telephones are there; the server does not run yet."""
    caller_port, agent_port = free_port(), free_port()
    prepared, lines = await furnish(directory, agents, caller_port)
    lines = Telephony(trunks=lines.trunks, numbers=lines.numbers)
    users = [one.user for one in prepared.agents]
    extra = _extra(prepared.tenant, users, agent_port, few)
    with AsteriskServer.running(lines, extra) as asterisk:
        log = asterisk.directory / "state" / "log" / "cel-custom" / "Master.csv"
        phones = await _sipp("-sf", str(SCENARIOS / "agent.xml"), "-p", str(agent_port), "-aa", "-nr")
        try:
            yield Stage(prepared=prepared, agents=prepared.agents, asterisk=asterisk, caller_port=caller_port, log=log)
        finally:
            phones.kill()
            await phones.wait()


def _extra(tenant: str, users: Sequence[str], port: int, few: int) -> dict[str, str]:
    trunk = trunk_section(tenant, "main")
    queues = "[general]\npersistentmembers=no\nautofill=yes\nlog_membername_as_agent=no\n"
    for name, members in (("all", users), ("few", users[:few])):
        queues += QUEUES.format(name=name) + "".join(f"member => PJSIP/{user}\n" for user in members)
    return {
        "pjsip.conf": "".join(PHONE.format(user=user, port=port) for user in users),
        "queues.conf": queues,
        "extensions.conf": f"[trunk-{trunk}](+)\nexten => {QUEUE},1,Queue(all,,,,60)\n same => n,Hangup()\n"
        f"exten => {FEW},1,Queue(few,,,,60)\n same => n,Hangup()\n",
        "modules.conf": "load = cel_custom.so\nload = res_cdrel_custom.so\n",
        "cel.conf": "[general]\nenable=yes\nevents=CHAN_START,BRIDGE_ENTER,HANGUP\ndateformat=%s.%6q\n",
        "cel_custom.conf": "[mappings]\nMaster.csv => ${eventtype},${eventtime},${CHANNEL(uniqueid)},"
        "${CHANNEL(channame)},${CHANNEL(exten)},${eventextra}\n",
    }


async def _sipp(*arguments: str) -> asyncio.subprocess.Process:
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        "sipp", "-i", LOOPBACK, "-nostdin", "-nd", *arguments, stdin=quiet, stdout=quiet, stderr=quiet
    )


async def call(stage: Stage, number: str, *, rate: int, calls: int, talk_ms: int) -> None:
    """So many calls at this rate; returns when all have ended."""
    caller = await _sipp(
        "-sf", str(SCENARIOS / "caller.xml"), "-p", str(stage.caller_port), "-s", number, "-d", str(talk_ms),
        "-r", str(rate), "-m", str(calls), "-l", "100000", "-recv_timeout", "90000",
        f"{LOOPBACK}:{stage.asterisk.sip}",
    )  # fmt: skip
    try:
        await caller.wait()
    finally:
        if caller.returncode is None:
            caller.kill()


@dataclass(slots=True)
class Seen:
    """What became of calls: ms from INVITE to the agent; seconds of waiting; ms agents were idle between two calls."""

    waits_ms: list[float]
    unbridged: int
    idle_ms: list[float]


def read(log: Path, begins: int, number: str, calls: int) -> Seen:
    """Asterisk's event log from byte `begins` on: calls to `number`."""
    rows = list(csv.reader(log.read_bytes()[begins:].decode(errors="replace").splitlines()))
    started: dict[str, float] = {}
    entered: dict[str, dict[str, float]] = {}
    for row in rows:
        kind, at, channel, _, exten = row[0], float(row[1]), row[2], row[3], row[4]
        if kind == "CHAN_START" and exten in (number, number.removeprefix("+")):
            started[channel] = at
        elif kind == "BRIDGE_ENTER":
            entered.setdefault(_bridge(row), {}).setdefault(channel, at)
    met: dict[str, float] = {}
    for members in entered.values():
        if len(members) >= 2:
            for channel in members:
                if channel in started:
                    met[channel] = min(met.get(channel, 1e12), sorted(members.values())[1])
    waits = [(met[one] - at) * 1000 for one, at in started.items() if one in met]
    return Seen(waits, calls - len(waits), _idle(rows))


def _bridge(row: Sequence[str]) -> str:
    return ",".join(row[5:]).partition("bridge_id")[2][:60]


def _idle(rows: Sequence[Sequence[str]]) -> list[float]:
    """From an agent's telephone hanging up until it is in a bridge again."""
    free: dict[str, float] = {}
    found = []
    for row in rows:
        agent = row[3].partition("/")[2].rpartition("-")[0]
        if not agent.startswith("usr_"):
            continue
        if row[0] == "HANGUP":
            free[agent] = float(row[1])
        elif row[0] == "BRIDGE_ENTER" and agent in free:
            found.append((float(row[1]) - free.pop(agent)) * 1000)
    return found
