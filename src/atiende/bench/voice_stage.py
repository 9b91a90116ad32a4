"""The stage of `atiende bench voice`: the media process as users get it, on a core of its own, a load of callers in
another process, and this one in between, as the application is: legs, bridges and what pages say go by the port."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from msgspec import Struct

from atiende.bench.running import cpu_seconds_of
from atiende.blobs.directory import DirectoryShelf
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import SealedBlobs
from atiende.bus.system import SystemClock
from atiende.domain.voice import Address, LegAnswered, LegEnded, Signalled
from atiende.ports.voice import Sound
from atiende.voice.embedded.engine import EmbeddedEngine
from atiende.voice.embedded.plan import MediaPlan, command, quality_of
from atiende.voice.embedded.starting import Starter
from atiende.voice.embedded.wire import Figures

TENANT = "bench"
CONNECTS_WITHIN = 30.0
_PACE_S = 0.03
"""Between two offers: a handshake costs both sides, and the process lets in so many a second."""
_LINE = 1 << 24
_SWIFT = -10
_KEY = "a key of the benchmark, long enough to be one"


class Measured(Struct, frozen=True):
    """`heard`: where lies what each probe said and heard; `cpu_us`: the media process's, per packet that came out;
    `lag_ms`: how late the load itself was at worst."""

    late_pct: float
    packets: int
    cpu_us: float
    cpu_pct: float
    lag_ms: float
    other_pct: float
    """Of all cores, what others did meanwhile."""
    heard: Mapping[str, str]


class LoadProcess:
    """Its orders and outcomes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.offers: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.up: dict[str, asyncio.Event] = {}
        self._outcome: asyncio.Queue[dict[str, object]] = asyncio.Queue()

    def order(self, what: str, **told: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what, **told}).encode() + b"\n")

    @property
    def pid(self) -> int:
        return self._process.pid

    async def read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = json.loads(line)
            if "offer" in said:
                self.offers.put_nowait((said["offer"], said["sdp"]))
            elif "up" in said:
                self.up.setdefault(said["up"], asyncio.Event()).set()
            else:
                self._outcome.put_nowait(said)

    async def measure(self, seconds: float, pid: int) -> Measured:
        """Of all its callers together. `pid`: whose time it costs."""
        before, others = cpu_seconds_of(pid), _others((pid, self.pid, os.getpid()))
        self.order("measure", seconds=seconds)
        said = await asyncio.wait_for(self._outcome.get(), seconds + 60)
        used = cpu_seconds_of(pid) - before
        late, due, came = (int(str(said[key])) for key in ("late", "due", "came"))
        heard = said["heard"]
        assert isinstance(heard, dict)
        return Measured(
            late_pct=round(100 * late / max(1, due), 3),
            packets=came,
            cpu_us=round(used * 1e6 / max(1, came), 1),
            cpu_pct=round(100 * used / float(str(said["seconds"])), 1),
            lag_ms=round(float(str(said["lag"])) * 1000, 1),
            heard=heard,
            other_pct=round(
                100 * (_others((pid, self.pid, os.getpid())) - others) / seconds / (os.cpu_count() or 1), 1
            ),
        )


def _others(ours: Sequence[int]) -> float:
    """Seconds of processor time that everybody but these has taken."""
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    whole = (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")
    return whole - sum(cpu_seconds_of(pid) for pid in ours)


class Stage:
    """Calls of two legs; the first ones are probes."""

    def __init__(self, engine: EmbeddedEngine, load: LoadProcess, pid: int) -> None:
        self.engine, self.load, self.pid = engine, load, pid
        self.calls: list[tuple[str, str]] = []
        self.connect_ms: list[float] = []
        self._answered: dict[str, asyncio.Event] = {}

    async def listen(self) -> None:
        """What the engine says."""
        async for event in self.engine.events():
            if isinstance(event, Signalled):
                body = json.loads(event.body)
                if body["type"] == "answer":
                    self.load.order("answer", name=event.leg, sdp=body["sdp"])
            elif isinstance(event, LegAnswered):
                self._answered.setdefault(event.leg, asyncio.Event()).set()
            elif isinstance(event, LegEnded) and event.cause != "normal":
                raise RuntimeError(f"a leg ended: {event.cause}")

    async def add(self, calls: int, probes: int = 0) -> None:
        """So many calls more, bridged."""
        for number in range(len(self.calls), len(self.calls) + calls):
            legs = (f"leg_{number}a", f"leg_{number}b")
            await asyncio.gather(*(self._connect(leg, probe=number < probes) for leg in legs))
            await self.engine.bridge(f"brg_{number}", set(legs))
            self.calls.append(legs)

    async def _connect(self, leg: str, *, probe: bool) -> None:
        await self.engine.dial(
            leg, Address(tenant=TENANT, kind="visitor", value=leg), caller="", ring=timedelta(seconds=60)
        )
        self.load.order("add", name=leg, probe=probe)
        name, sdp = await asyncio.wait_for(self.load.offers.get(), CONNECTS_WITHIN)
        began = perf_counter()
        await self.engine.signal(name, json.dumps({"type": "offer", "sdp": sdp}))
        answered = self._answered.setdefault(name, asyncio.Event())
        await asyncio.wait_for(answered.wait(), CONNECTS_WITHIN)
        self.connect_ms.append((perf_counter() - began) * 1000)
        await asyncio.sleep(_PACE_S)

    async def mix(self, silence: Sound) -> None:
        """Something more is to be heard in every call, though it is silence: nothing can be passed on as it is."""
        for number in range(len(self.calls)):
            await self.engine.play(f"ply_{number}", f"brg_{number}", silence)

    async def record(self) -> None:
        for number, (left, _) in enumerate(self.calls):
            await self.engine.record(f"rec_{number}", f"brg_{number}", left=left)

    async def measure(self, seconds: float) -> Measured:
        return await self.load.measure(seconds, self.pid)

    async def figures(self) -> Figures:
        found = await self.engine.figures()
        assert found is not None
        return found

    async def hang_up(self) -> None:
        self.load.order("drop", names=[leg for legs in self.calls for leg in legs])
        for legs in self.calls:
            for leg in legs:
                await self.engine.hang_up(leg)
        self.calls.clear()


def placed(pid: int, core: int) -> None:
    """On that core, and before others where we may: as the media process puts itself."""
    os.sched_setaffinity(pid, {core})
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, _SWIFT)


@asynccontextmanager
async def load_process(sounds: Path, place: Path, core: int) -> AsyncIterator[LoadProcess]:
    arguments = ("-m", "atiende.bench.voice_load", str(sounds), str(place))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE
    )
    placed(process.pid, core)
    load = LoadProcess(process)
    async with asyncio.TaskGroup() as group:
        reading = group.create_task(load.read())
        try:
            yield load
        finally:
            reading.cancel()
            process.kill()
            await process.wait()


@asynccontextmanager
async def stage(place: Path, sounds: Path, quality: str, cores: tuple[int, int]) -> AsyncIterator[Stage]:
    """`quality`: as the load allows where empty. `cores`: the media process's, and everybody else's."""
    directory = Path(tempfile.mkdtemp(dir=place))
    keys, clock = SecretKeyring(_KEY), SystemClock()
    plan = MediaPlan(directory=directory, hosts=("127.0.0.1",), quality=quality_of(quality), alone_for=10)
    starter = Starter(directory, command(plan), clock)
    engine = EmbeddedEngine(starter, SealedBlobs(DirectoryShelf(place / "blobs"), keys), keys, clock)
    async with load_process(sounds, directory, cores[1]) as load, asyncio.TaskGroup() as group:
        tasks = [group.create_task(engine.run())]
        engine.wake()
        await engine.census()
        os.sched_setaffinity(engine.process, {cores[0]})
        set_up = Stage(engine, load, engine.process)
        tasks.append(group.create_task(set_up.listen()))
        try:
            yield set_up
        finally:
            await set_up.hang_up()
            await engine.close()
            with suppress(ProcessLookupError):
                os.kill(set_up.pid, signal.SIGTERM)
            for task in tasks:
                task.cancel()


def silence_of(seconds: float) -> bytes:
    """A WAV file of silence at 16 kHz."""
    import io

    import numpy as np
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, np.zeros(int(16_000 * seconds), np.float32), 16_000, format="WAV")
    return file.getvalue()


async def shelved(place: Path, content: bytes) -> Sound:
    keys = SecretKeyring(_KEY)
    name = await SealedBlobs(DirectoryShelf(place / "blobs"), keys).put(TENANT, content)
    return Sound(tenant=TENANT, blob=name, loop=True)
