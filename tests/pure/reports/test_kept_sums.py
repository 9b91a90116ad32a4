"""Reports equal a plain recomputation of the log, and rows kept piece by piece are the rows counted in one go."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest

from atiende.bench.histories import START, Day
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.reporting import DAY, HALF, QueueEntry, QueueSum
from atiende.reports import kept
from atiende.reports.cells import Cell
from atiende.reports.measures import entries_cell, measures_of
from tests.pure.reports.compare import Rows, counted, different, plainly, rows_of, shown

SEEDS = range(40)
OF_ENTRIES = (
    "offered", "answered", "abandoned", "short", "moved", "waiting", "in_time", "level_base", "service_level_pct",
    "asa_s", "wait_p50_s", "wait_p90_s", "handled", "handle_s", "transferred",
)  # fmt: skip
ZONES = {"acme": "Europe/Madrid", "zeta": "Asia/Kathmandu"}


def history(seed: int) -> Sequence[f.Logged]:
    """A random day, and conversations with targets, answers and ends between."""
    dice, day = Random(seed), Day(seed)
    day.happens(f.TenantCreated(language="es", time_zone=dice.choice(("Europe/Madrid", "America/Bogota"))))
    for slug, zone in ZONES.items():
        body = msgspec.json.encode(docs.Brand(name=slug, time_zone=zone)).decode()
        day.happens(f.DocumentPublished(kind="brand", slug=slug, version=1, body=body))
    day.run(60)
    names = [f"cnv_{number}" for number in range(1, 12)]
    told: list[f.Logged] = []
    for logged in day.log:
        told.append(logged)
        if logged.at > START and dice.random() < 0.25:
            told += [msgspec.structs.replace(logged, fact=fact, actor="agent:usr_ana") for fact in talk(dice, names)]
    return [msgspec.structs.replace(one, seq=seq) for seq, one in enumerate(told, 1)]


def talk(dice: Random, names: list[str]) -> list[f.AnyFact]:
    name = dice.choice(names)
    due = dice.choice((None, START + dice.randrange(3_600_000)))
    return dice.choice((
        [f.ConversationOpened(conversation=name, customer="c", brand=dice.choice(tuple(ZONES)), channel="email",
                              number=1, queue="office"), f.TargetSet(conversation=name, answer_due=due)],
        [f.TargetSet(conversation=name, answer_due=due)],
        [f.MessageWritten(message="m", conversation=name, interaction=None, author="usr_ana", channel="email",
                          endpoint="e", identity="i", position=1, automatic=dice.random() < 0.2)],
        [f.ConversationResolved(conversation=name, disposition="", reason="")],
    ))  # fmt: skip


def in_pieces(log: Sequence[f.Logged], dice: Random) -> Rows:
    """Kept at random moments; now and then the fold is begun again from what was saved."""
    report, parts = kept.begun(), []
    for logged in log:
        report.apply(logged)
        if dice.random() < 0.05:
            parts.append(kept.take(report))
            if dice.random() < 0.5:
                report = kept.restored(report.position, kept.save(report))
    return rows_of(*parts, kept.take(report))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_report_is_the_plain_recomputation_of_the_log(seed: int) -> None:
    assert different(history(seed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_kept_piece_by_piece_are_the_rows_counted_in_one_go(seed: int) -> None:
    log = history(seed)
    assert in_pieces(log, Random(seed)) == rows_of(kept.take(counted(log)))


@pytest.mark.parametrize("seed", SEEDS)
def test_days_are_the_sum_of_their_half_hours_and_entries_make_the_same_numbers(seed: int) -> None:
    log = history(seed)
    rows = rows_of(kept.take(counted(log)))
    queues = [row for row in rows.values() if isinstance(row, QueueSum)]
    for day in (row for row in queues if row.grain == DAY):
        halves = [
            r for r in queues if r.grain == HALF and (r.day, r.queue, r.channel) == (day.day, day.queue, day.channel)
        ]
        assert kept.queue_row(day, kept.cell_of(halves)) == day
    now = log[-1].at
    talks = Cell()
    talks.add(kept.cell_of([row for row in queues if row.grain == DAY]))
    from_entries = measures_of(entries_cell(row for row in rows.values() if isinstance(row, QueueEntry)), now)
    whole = measures_of(talks, now)
    for name in OF_ENTRIES:
        assert getattr(from_entries, name) == getattr(whole, name), name


def test_a_fact_left_out_shows() -> None:
    """The comparison goes red: for every kind of fact that counts."""
    log = history(3)
    right = plainly(log)
    for kind in (f.InteractionQueued, f.InteractionTaken, f.InteractionEnded, f.AgentStateChanged, f.MessageWritten):
        place = next(
            at
            for at, one in enumerate(log)
            if type(one.fact) is kind and at > len(log) // 2 and not getattr(one.fact, "automatic", False)
        )
        wrong = [one for at, one in enumerate(log) if at != place]
        assert shown(wrong, rows_of(kept.take(counted(wrong)))) != right, kind.__name__


def _late(log: Sequence[f.Logged], kind: type[f.Fact]) -> int:
    """Where the first such fact of the second half stands."""
    half = len(log) // 2
    return next(
        at
        for at, one in enumerate(log)
        if at > half and type(one.fact) is kind and not getattr(one.fact, "automatic", False)
    )


def test_another_zone_shows() -> None:
    log = history(5)
    moved = [one for one in log if not isinstance(one.fact, f.TenantCreated)]
    body = msgspec.json.encode(docs.Brand(name="acme", time_zone="Asia/Kathmandu")).decode()
    moved = [
        msgspec.structs.replace(one, fact=msgspec.structs.replace(one.fact, body=body))
        if isinstance(one.fact, f.DocumentPublished) and one.fact.slug == "acme"
        else one
        for one in moved
    ]
    assert shown(moved, rows_of(kept.take(counted(moved)))) != plainly(log)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_has_as_many_half_hours_as_the_clock_gives_it(day: str, hours: int) -> None:
    report = kept.begun()
    report.apply(_logged(1, 0, f.TenantCreated(language="es", time_zone="Europe/Madrid")))
    midnight = int(datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo("Europe/Madrid")).timestamp()) * 1000
    for quarter in range(4 * 26):
        at = midnight + quarter * 900_000
        queued = f.InteractionQueued(
            interaction=f"i{quarter}", conversation="c", customer="c", brand="", channel="webchat", endpoint="",
            queue="q", since=at,
        )  # fmt: skip
        report.apply(_logged(quarter + 2, at, queued))
    rows = kept.take(report).queues
    first = next(row for row in rows if row.grain == DAY).day
    halves = [row for row in rows if row.grain == HALF and row.day == first]
    assert (len(halves), {row.offered for row in halves}) == (2 * hours, {2})


def _logged(seq: int, at: int, fact: f.AnyFact) -> f.Logged:
    return f.Logged(tenant="t", seq=seq, at=at, actor="system", fact=fact)
