"""Learned matches: what was learned, whether it is in force, what its test said, and how it drifted."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.match import Match, MatchWeek
from atiende.store.projections.rows import Rows, need, on


@on(f.MatchTrained)
def trained(rows: Rows, logged: f.Logged, fact: f.MatchTrained) -> None:
    """What was learned before is replaced; the comparison goes on."""
    learned = Match(
        queue=fact.queue,
        version=fact.version,
        table=fact.table,
        trained_at=logged.at,
        trained_on=fact.trained_on,
        transferred=fact.transferred,
        since=fact.since,
        until=fact.until,
        inputs=fact.inputs,
        switched_at=logged.at,
    )
    before = rows.get(Match, fact.queue)
    if before is not None:
        learned = replace(
            before,
            version=fact.version,
            table=fact.table,
            trained_at=logged.at,
            trained_on=fact.trained_on,
            transferred=fact.transferred,
            since=fact.since,
            until=fact.until,
            inputs=fact.inputs,
        )
    rows.put(learned)


@on(f.MatchEvaluated)
def evaluated(rows: Rows, logged: f.Logged, fact: f.MatchEvaluated) -> None:
    row = need(rows.get(Match, fact.queue), fact)
    rows.put(
        replace(
            row,
            evaluated_at=logged.at,
            learned=fact.learned,
            control=fact.control,
            time_gain=fact.time_gain,
            level_gain=fact.level_gain,
            verdict=fact.verdict,
        )
    )


@on(f.MatchSwitched)
def switched(rows: Rows, logged: f.Logged, fact: f.MatchSwitched) -> None:
    """Switched on, a new comparison begins; switched off, the figures that led to it stay to be seen."""
    row = need(rows.get(Match, fact.queue), fact)
    changed = replace(row, on=fact.on, why=fact.why, by=logged.actor)
    if fact.on:
        changed = replace(
            changed, switched_at=logged.at, evaluated_at=0, learned=0, control=0, verdict="undecided",
            time_gain=(0.0, 0.0, 0.0), level_gain=(0.0, 0.0, 0.0),
        )  # fmt: skip
    rows.put(changed)


@on(f.MatchDrifted)
def drifted(rows: Rows, logged: f.Logged, fact: f.MatchDrifted) -> None:
    rows.put(
        MatchWeek(
            queue=fact.queue,
            week=fact.week,
            version=fact.version,
            pieces=fact.pieces,
            predicted_ms=fact.predicted_ms,
            actual_ms=fact.actual_ms,
            drifted=fact.drifted,
        )
    )
