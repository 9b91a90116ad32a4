"""Exact answers of queueing theory, for staffing and to check the engine against.

Rates share one unit of time (λ arrivals, μ a server's completions, θ abandonments), and so do the times answered.
"""

from collections.abc import Callable
from math import erf, exp, inf, log, pi, sqrt

from msgspec import Struct

TAIL = 1e-13
"""States less likely than this are left out."""
LARGE = 1e200
MOST = 10_000_000


class Steady(Struct, frozen=True, kw_only=True):
    """A queue in steady state. `wait` is the mean of everybody who got in, until answered or given up; `queue` the
    mean number waiting; `busy` the share of servers at work; `blocked` the share of arrivals turned away."""

    p_wait: float
    wait: float
    queue: float
    busy: float
    p_abandon: float = 0.0
    blocked: float = 0.0


def erlang_b(servers: int, load: float) -> float:
    """Blocking of M/M/n/n by the recursion b ← a·b / (k + a·b)."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """P(W > 0) of M/M/n; 1 where the load is too much."""
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def m_m_n(servers: int, arrivals: float, service: float) -> Steady:
    """Erlang C. Raises ValueError for a load that never settles."""
    load = arrivals / service
    if load >= servers:
        raise ValueError("more work than servers")
    p_wait = erlang_c(servers, load)
    wait = p_wait / (servers * service - arrivals)
    return Steady(p_wait=p_wait, wait=wait, queue=arrivals * wait, busy=load / servers)


def wait_quantile(servers: int, arrivals: float, service: float, share: float) -> float:
    """The wait of M/M/n that this share does not exceed: P(W > t) = C·e^{−(nμ−λ)t}."""
    p_wait = erlang_c(servers, arrivals / service)
    return max(0.0, log(p_wait / (1 - share)) / (servers * service - arrivals))


def served_within(servers: int, arrivals: float, service: float, time: float) -> float:
    """P(W ≤ t) of M/M/n; 0 where the load is too much."""
    if arrivals >= servers * service:
        return 0.0
    return 1 - erlang_c(servers, arrivals / service) * exp(-(servers * service - arrivals) * time)


def birth_death(servers: int, arrivals: float, service: float, patience: float = 0.0, places: float = inf) -> Steady:
    """M/M/n(+M)(/places waiting): death rate min(k, n)·μ + (k − n)⁺·θ. Erlang A with patience, M/M/n/K with places."""
    weights, k, largest = [1.0], 0, 1.0
    while k - servers < places:
        k += 1
        death = min(k, servers) * service + max(0, k - servers) * patience
        weights.append(weights[-1] * arrivals / death)
        largest = max(largest, weights[-1])
        if k > servers and weights[-1] < TAIL * largest:
            break
        if largest > LARGE:
            weights, largest = [weight / largest for weight in weights], 1.0
        if k > MOST:
            raise ValueError("more work than servers")
    return _steady(weights, servers, arrivals, patience, blocks=places < inf)


def _steady(weights: list[float], servers: int, arrivals: float, patience: float, *, blocks: bool) -> Steady:
    total = sum(weights)
    blocked = weights[-1] / total if blocks else 0.0
    queue = sum((k - servers) * weight for k, weight in enumerate(weights) if k > servers) / total
    waiting = sum(weights[servers:]) / total
    admitted = arrivals * (1 - blocked)
    return Steady(
        p_wait=(waiting - blocked) / (1 - blocked),
        wait=queue / admitted,
        queue=queue,
        busy=sum(min(k, servers) * weight for k, weight in enumerate(weights)) / total / servers,
        p_abandon=patience * queue / admitted,
        blocked=blocked,
    )


def offered_wait_within(servers: int, arrivals: float, service: float, patience: float, time: float) -> float:
    """P(V ≤ t) of Erlang A, V the wait of somebody with endless patience: who meets k ≥ n waits for k − n + 1
    departures, of rates nμ, nμ + θ, … By time t so many have happened with a negative binomial chance (Poisson without
    patience)."""
    weight, total, within, k = 1.0, 1.0, 1.0, 0
    exactly = exp(-servers * service * time)
    fewer = exactly
    ratio, gone = (servers * service / patience, 1 - exp(-patience * time)) if patience else (0.0, 0.0)
    while k < servers or weight > TAIL * total:
        k += 1
        weight *= arrivals / (min(k, servers) * service + max(0, k - servers) * patience)
        if weight > LARGE:
            weight, total, within = weight / LARGE, total / LARGE, within / LARGE
        total += weight
        if k < servers:
            within += weight
            continue
        if k > servers:
            departed = k - servers
            more = (ratio + departed - 1) * gone if patience else servers * service * time
            exactly *= more / departed
            fewer += exactly
        within += weight * max(0.0, 1 - fewer)
    return within / total


def priority_waits(servers: int, first: float, second: float, service: float) -> tuple[float, float]:
    """Mean waits of two classes, the first before the second without interruption, equal μ:
    W₁ = C / (nμ(1 − ρ₁)), W₂ = W₁ / (1 − ρ)."""
    p_wait = erlang_c(servers, (first + second) / service)
    whole, of_first = (first + second) / (servers * service), first / (servers * service)
    ahead = p_wait / (servers * service * (1 - of_first))
    return ahead, ahead / (1 - whole)


def fewest(enough: Callable[[int], bool], start: int = 1) -> int:
    """The smallest number of servers that is enough; more never hurts."""
    high = max(1, start)
    while not enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


# --- many servers (QED) -----------------------------------------------------------------------------------------------


def normal_below(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


def normal_density(x: float) -> float:
    return exp(-x * x / 2) / sqrt(2 * pi)


def halfin_whitt(beta: float) -> float:
    """P(W > 0) ≈ [1 + βΦ(β)/φ(β)]⁻¹ for n = a + β√a, no patience (Halfin–Whitt 1981)."""
    return 1 / (1 + beta * normal_below(beta) / normal_density(beta))


def garnett(beta: float, patience_to_service: float) -> float:
    """P(W > 0) ≈ [1 + √(θ/μ)·h(β√(μ/θ)) / h(−β)]⁻¹, h = φ / (1 − Φ) (Garnett–Mandelbaum–Reiman 2002)."""
    scale = sqrt(patience_to_service)
    return 1 / (1 + scale * _hazard(beta / scale) / _hazard(-beta))


def _hazard(x: float) -> float:
    return normal_density(x) / (1 - normal_below(x))


# --- two kinds of servers ---------------------------------------------------------------------------------------------


def two_speeds(
    servers: tuple[int, int], rates: tuple[float, float], arrivals: float, to_first: Callable[[int, int], float]
) -> Steady:
    """An inverted V: one queue, two pools. `to_first(free, free)` is the share of arrivals that go to the first pool
    when both have somebody free. The exact two-dimensional chain, level by level of the number at work.

    Raises ValueError for a load that never settles.
    """
    most = servers[0] * rates[0] + servers[1] * rates[1]
    if arrivals >= most:
        raise ValueError("more work than servers")
    levels = _levels(servers, rates, arrivals, to_first)
    everybody = levels[-1][servers[0]]
    ratio = arrivals / most
    total = sum(sum(level.values()) for level in levels) + everybody * ratio / (1 - ratio)
    p_wait = everybody / (1 - ratio) / total
    queue = everybody * ratio / (1 - ratio) ** 2 / total
    at_work = sum(n * sum(level.values()) for n, level in enumerate(levels)) / total + p_wait * sum(servers)
    at_work -= everybody / total * sum(servers)
    return Steady(p_wait=p_wait, wait=queue / arrivals, queue=queue, busy=at_work / sum(servers))


Level = dict[int, float]
"""Weight of each state with the same number at work, by how many of the first pool are."""


def _levels(
    servers: tuple[int, int], rates: tuple[float, float], arrivals: float, to_first: Callable[[int, int], float]
) -> list[Level]:
    """From the top down by matrices: π(level) = π(level + 1) · R, as each level is entered from below in one way."""
    total = sum(servers)
    spans = [range(max(0, n - servers[1]), min(n, servers[0]) + 1) for n in range(total + 1)]
    gates: list[list[list[float]]] = []
    inflow = list[list[float]]()
    for n in range(total):
        rows = _balance(spans, n, servers, rates, arrivals, inflow)
        gate = _inverse(rows)
        gates.append(gate)
        inflow = _entering(gate, spans, n, servers, arrivals, to_first)
    weights, down = [[1.0]], [1.0]
    for n in range(total - 1, -1, -1):
        falling = [0.0] * len(spans[n])
        for weight, i in zip(down, spans[n + 1], strict=True):
            j = n + 1 - i
            if i - 1 in spans[n]:
                falling[i - 1 - spans[n].start] += weight * i * rates[0]
            if i in spans[n] and j:
                falling[i - spans[n].start] += weight * j * rates[1]
        down = [sum(f * row[c] for f, row in zip(falling, gates[n], strict=True)) for c in range(len(spans[n]))]
        weights.append(down)
    weights.reverse()
    return [dict(zip(span, level, strict=True)) for span, level in zip(spans, weights, strict=True)]


def _balance(
    spans: list[range],
    n: int,
    servers: tuple[int, int],
    rates: tuple[float, float],
    arrivals: float,
    inflow: list[list[float]],
) -> list[list[float]]:
    """Rate out of each state of a level, less what comes back to it from the levels below."""
    span = spans[n]
    rows = [[0.0] * len(span) for _ in span]
    for at, i in enumerate(span):
        rows[at][at] = arrivals + i * rates[0] + (n - i) * rates[1]
        for below, rate in ((i - 1, i * rates[0]), (i, (n - i) * rates[1])):
            if n and rate and below in spans[n - 1]:
                for to, share in enumerate(inflow[below - spans[n - 1].start]):
                    rows[at][to] -= rate * share
    return rows


def _entering(
    gate: list[list[float]],
    spans: list[range],
    n: int,
    servers: tuple[int, int],
    arrivals: float,
    to_first: Callable[[int, int], float],
) -> list[list[float]]:
    """From each state of a level: where the level above is entered, when below was left."""
    up = [[0.0] * len(spans[n + 1]) for _ in spans[n]]
    for at, i in enumerate(spans[n]):
        free = (servers[0] - i, servers[1] - (n - i))
        share = to_first(*free) if all(free) else float(free[0] > 0)
        if share:
            up[at][i + 1 - spans[n + 1].start] += arrivals * share
        if share < 1:
            up[at][i - spans[n + 1].start] += arrivals * (1 - share)
    columns = range(len(spans[n + 1]))
    return [[sum(row[k] * up[k][c] for k in range(len(up)) if up[k][c]) for c in columns] for row in gate]


def _inverse(rows: list[list[float]]) -> list[list[float]]:
    """Gauss–Jordan; the matrices here are diagonally dominant, so no pivoting is needed."""
    size = len(rows)
    work = [row[:] + [float(i == j) for j in range(size)] for i, row in enumerate(rows)]
    for k in range(size):
        scale = 1 / work[k][k]
        work[k] = [value * scale for value in work[k]]
        for i in range(size):
            factor = work[i][k]
            if i != k and factor:
                work[i] = [value - factor * pivot for value, pivot in zip(work[i], work[k], strict=True)]
    return [row[size:] for row in work]
