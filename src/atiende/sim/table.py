"""An answer as a table for people: before, after and the difference, each a mean with its 95 % interval."""

from collections.abc import Iterator

from atiende.ports.twin import Answer, Estimate, Figures

ROWS = (
    ("offered", "offered", 0),
    ("answered", "answered", 0),
    ("abandoned_pct", "abandoned, %", 1),
    ("refused", "refused", 0),
    ("service_level_pct", "service level, %", 1),
    ("asa_s", "speed of answer, s", 1),
    ("wait_p50_s", "wait p50, s", 1),
    ("wait_p90_s", "wait p90, s", 1),
    ("handle_s", "handling, s", 0),
    ("occupancy_pct", "occupancy, %", 1),
    ("fairness", "fairness", 3),
)
"""Field, its name in the table, and how many decimals it bears."""


def table(answer: Answer) -> Iterator[str]:
    """Lines; the total first, then each queue."""
    both = answer.after is not None
    yield f"{'':<22}{'before':>26}" + (f"{'after':>26}{'difference':>26}" if both else "")
    for slug in ("", *answer.before.queues):
        before = answer.before.queues[slug] if slug else answer.before.total
        after = None if answer.after is None else answer.after.queues.get(slug) if slug else answer.after.total
        yield slug or "all queues"
        for field, name, decimals in ROWS:
            cells = [_cell(before, field, decimals)]
            if both:
                cells += [_cell(after, field, decimals), _cell(answer.difference.get(slug), field, decimals, sign="+")]
            yield f"  {name:<20}" + "".join(f"{cell:>26}" for cell in cells)
    yield f"{answer.simulated} interactions in {answer.replications} replications, {answer.seconds:.1f} s"


def _cell(figures: Figures | None, field: str, decimals: int, sign: str = "") -> str:
    one: Estimate | None = getattr(figures, field, None)
    if one is None:
        return "–"
    mean = f"{one.mean:{sign}.{decimals}f}"
    return mean if one.low == one.high else f"{mean} ({one.low:.{decimals}f} … {one.high:.{decimals}f})"
