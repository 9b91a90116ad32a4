"""`atiende bench voice`: how many calls one core carries, how late and how well they sound.

The media process as users get it on one core; callers with real ICE, DTLS and SRTP in a process on another; this one in
between. A call is two legs that both speak all the time. A frame is late when it comes more than 20 ms after its turn,
or never. A bare UDP forwarder carries the same packets on the same core in the same run: `ratio_to_forwarder` is our
processor time per packet over its.
"""

import asyncio
import os
import statistics
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from time import perf_counter

from atiende.bench.registry import Figures, Options
from atiende.bench.running import scratch
from atiende.bench.servers.processes import free_port
from atiende.bench.voice_sound import Outcome, Voiced, compare, find_pesq, save_voices, voices
from atiende.bench.voice_stage import LoadProcess, Stage, load_process, placed, shelved, silence_of, stage

LATE_PCT = 0.5
LOSS = 0.03
BESIDE_CALLS = 60
OTHERS_PCT = 10.0
QUICK_SECONDS = 40.0
QUICK_ENDS, ENDS = 54.0, 27 * 60.0
"""When what is not measured yet is given up: a minute, and half an hour, are what there is."""


class Bench:
    """What all parts share."""

    def __init__(self, place: Path, options: Options, made: list[Voiced]) -> None:
        self.place, self.options, self.voices = place, options, made
        self.sounds = place / "voices.npz"
        cores = sorted(os.sched_getaffinity(0))
        self.cores = cores[0], cores[-1]
        self.pesq = find_pesq(place, options.notes)
        self.late: list[float] = []
        quick = options.quick
        self.seconds, self.settles, self.sound_seconds = (2.0, 0.7, 3.5) if quick else (10.0, 2.0, 8.5)
        self.probes, self.pairs, self.rounds = (2, 1, 1) if quick else (2, 5, 5)
        self._began = perf_counter()

    @property
    def time_left(self) -> float:
        """Seconds."""
        return max(0.0, (QUICK_ENDS if self.options.quick else ENDS) - (perf_counter() - self._began))

    @property
    def tries(self) -> int:
        """How often a load is tried before it is too much."""
        if self.options.quick:
            return 1 if perf_counter() - self._began > QUICK_SECONDS else 2
        return 3

    def sizes(self, quick: tuple[int, ...], full: range) -> tuple[int, ...]:
        return quick if self.options.quick else tuple(full)

    def note(self, what: str) -> None:
        self.options.notes.append(what)


async def run(options: Options) -> Figures:
    """The figures of `bench.md`."""
    figures: Figures = dict.fromkeys(ORDER)
    with scratch("voice") as name:
        place = Path(name)
        try:
            made = await asyncio.to_thread(voices, place, options.data)
        except FileNotFoundError:
            options.notes.append("espeak-ng is not installed: there is no speech to send")
            return figures
        bench = Bench(place, options, made)
        os.sched_setaffinity(0, {bench.cores[1]})
        await asyncio.to_thread(save_voices, bench.sounds, made)
        for part in (_forwarded, _mixed, _degraded, _recorded):
            figures |= await _within(bench, part)
        figures["late_pct"] = round(max(bench.late), 3) if bench.late else None
    return {key: figures[key] for key in ORDER}


async def _within(bench: Bench, part: Callable[[Bench], Awaitable[Figures]]) -> Figures:
    """A part whose calls do not come about in time on this machine has no figures; the others have."""
    try:
        async with asyncio.timeout(bench.time_left):
            return await part(bench)
    except* TimeoutError:
        bench.note(f"{part.__name__.removeprefix('_')}: not in time, for this machine has too much else to do")
    return {}


ORDER = (
    "ratio_to_forwarder", "forwarded_calls", "mixed_calls", "degraded_calls", "recorded_calls", "late_pct",
    "added_forwarded_ms", "added_mixed_ms", "connect_ms", "pesq_forwarded", "pesq_mixed", "pesq_degraded",
    "pesq_loss3", "mib_per_call",
)  # fmt: skip


# --- the parts --------------------------------------------------------------------------------------------------------


async def _forwarded(bench: Bench) -> Figures:
    async with stage(bench.place, bench.sounds, "", bench.cores) as on:
        empty = _resident(on.pid)
        await on.add(bench.probes, bench.probes)
        outcome = await _sounding(bench, on, "forwarded")
        connect = statistics.median(on.connect_ms)
        await on.add(BESIDE_CALLS - len(on.calls))
        per_call = (_resident(on.pid) - empty) / len(on.calls)
        ratio = await _beside_forwarder(bench, on)
        carried = await _most(bench, on, bench.sizes((120,), range(90, 361, 30)), _nothing)
    return {
        "ratio_to_forwarder": ratio,
        "forwarded_calls": carried,
        "added_forwarded_ms": outcome.added_ms,
        "connect_ms": round(connect, 1),
        "pesq_forwarded": outcome.quality,
        "mib_per_call": round(per_call, 3),
    }


async def _mixed(bench: Bench) -> Figures:
    silence = await shelved(bench.place, silence_of(10))
    async with stage(bench.place, bench.sounds, "full", bench.cores) as on:
        await on.add(bench.probes, bench.probes)
        await on.mix(silence)
        outcome = await _sounding(bench, on, "mixed")
        on.load.order("loss", share=LOSS)
        lossy = await _sounding(bench, on, "mixed, with loss")
        on.load.order("loss", share=0.0)
        carried = await _most(bench, on, bench.sizes((30,), range(20, 101, 5)), lambda: on.mix(silence))
    return {
        "mixed_calls": carried,
        "added_mixed_ms": outcome.added_ms,
        "pesq_mixed": outcome.quality,
        "pesq_loss3": lossy.quality,
    }


async def _degraded(bench: Bench) -> Figures:
    """Under load: the process turns to it by itself. What it sounds like is measured where it is told to."""
    silence = await shelved(bench.place, silence_of(10))
    async with stage(bench.place, bench.sounds, "degraded", bench.cores) as on:
        await on.add(bench.probes, bench.probes)
        await on.mix(silence)
        outcome = await _sounding(bench, on, "degraded")
    async with stage(bench.place, bench.sounds, "", bench.cores) as on:
        carried = await _most(bench, on, bench.sizes((40,), range(30, 151, 10)), lambda: on.mix(silence))
        seen = await on.figures()
        turned = "turned to cheaper coding by itself" if seen.degraded else "not turned to cheaper coding"
        bench.note(f"degraded: with {len(on.calls)} calls it had {turned}, {round(seen.busy * 100)} % of the core busy")
    return {"degraded_calls": carried, "pesq_degraded": outcome.quality}


async def _recorded(bench: Bench) -> Figures:
    silence = await shelved(bench.place, silence_of(10))
    async with stage(bench.place, bench.sounds, "full", bench.cores) as on:

        async def ready() -> None:
            await on.mix(silence)
            await on.record()

        return {"recorded_calls": await _most(bench, on, bench.sizes((25,), range(15, 81, 5)), ready)}


async def _nothing() -> None:
    """Two plain legs need nothing more."""


# --- how many ---------------------------------------------------------------------------------------------------------


async def _most(bench: Bench, on: Stage, sizes: tuple[int, ...], ready: Callable[[], Awaitable[None]]) -> int:
    """The largest of these sizes carried in time, each tried again before it is given up."""
    carried, late = 0, None
    for size in sizes:
        await on.add(size - len(on.calls))
        await ready()
        await asyncio.sleep(bench.settles)
        found = await on.measure(bench.seconds)
        for _ in range(bench.tries - 1):
            if found.late_pct > LATE_PCT:
                found = min(found, await on.measure(bench.seconds), key=lambda each: each.late_pct)
        bench.note(
            f"{size} calls: {found.late_pct} % late, {found.cpu_pct} % of the core, {found.cpu_us} µs a packet; "
            f"the load was late by {found.lag_ms} ms, others had {found.other_pct} % of the machine"
        )
        if found.late_pct > LATE_PCT:
            break
        carried, late = size, found.late_pct
    if late is not None:
        bench.late.append(late)
    return carried


async def _beside_forwarder(bench: Bench, on: Stage) -> float | None:
    """Our time per packet beside a bare forwarder's, in turns, each with the same load while the other rests."""
    port = free_port()
    arguments = ("-m", "atiende.bench.reference.forwarder", str(port))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    placed(process.pid, bench.cores[0])
    try:
        await asyncio.sleep(1)
        async with load_process(bench.sounds, bench.place, bench.cores[1]) as load:
            for number in range(BESIDE_CALLS):
                for side in "ab":
                    load.order("add", name=f"{number}{side}", forwarder=[port, number])
            return await _in_turns(bench, on, load, process.pid)
    finally:
        process.kill()
        await process.wait()


async def _in_turns(bench: Bench, on: Stage, load: LoadProcess, forwarder: int) -> float | None:
    ratios, disturbed, told = [], 0, ""
    for _ in range(bench.pairs):
        load.order("pause", on=True)
        on.load.order("pause", on=False)
        await asyncio.sleep(bench.settles)
        ours = await on.measure(bench.seconds / 2)
        on.load.order("pause", on=True)
        load.order("pause", on=False)
        await asyncio.sleep(bench.settles)
        theirs = await load.measure(bench.seconds / 2, forwarder)
        disturbed += max(ours.other_pct, theirs.other_pct) > OTHERS_PCT
        told = f"at {BESIDE_CALLS} calls a bare forwarder takes {theirs.cpu_us} µs a packet, we {ours.cpu_us}"
        if theirs.cpu_us:
            ratios.append((max(ours.other_pct, theirs.other_pct) > OTHERS_PCT, ours.cpu_us / theirs.cpu_us))
    on.load.order("pause", on=False)
    bench.note(told + (f"; {disturbed} of {bench.pairs} pairs disturbed by others" if disturbed else ""))
    quiet = [ratio for busy, ratio in ratios if not busy] or [ratio for _, ratio in ratios]
    return round(statistics.median(quiet), 2) if quiet else None


async def _sounding(bench: Bench, on: Stage, what: str) -> Outcome:
    """What the probes heard of each other: the mean of all rounds, speakers and directions, none left out."""
    await asyncio.sleep(1)
    outcomes: list[Outcome] = []
    for _ in range(bench.rounds):
        found = await on.measure(bench.sound_seconds)
        for number in range(bench.probes):
            for said, heard, voice in ((0, 1, 2 * number), (1, 0, 2 * number + 1)):
                legs = on.calls[number]
                paths = found.heard[legs[said]], found.heard[legs[heard]]
                spoken = bench.voices[voice % len(bench.voices)]
                outcomes.append(await asyncio.to_thread(compare, *paths, spoken, bench.pesq))
    known = [each.quality for each in outcomes if each.quality is not None]
    bench.note(f"{what}: PESQ {spread(known)}; added {spread([each.added_ms for each in outcomes])} ms")
    return Outcome(
        round(statistics.fmean(each.added_ms for each in outcomes), 1),
        round(statistics.fmean(known), 2) if known else None,
    )


def spread(values: Sequence[float]) -> str:
    """For a reader: mean, deviation, ends."""
    if len(values) < 2:
        return "not known"
    mean, around = statistics.fmean(values), statistics.stdev(values)
    return f"{mean:.2f} ± {around:.2f} ({min(values):.2f}–{max(values):.2f}, {len(values)} samples)"


def _resident(pid: int) -> float:
    """MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
