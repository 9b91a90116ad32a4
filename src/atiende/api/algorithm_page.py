"""The algorithm file as one printable page that needs nothing else: no script, no picture, no address."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from atiende.actions.algorithm_file import AlgorithmFile, LearnedMatch, QueueRules
from atiende.api.problems import text, texts
from atiende.domain.documents import Queue, Step, Workload
from atiende.routing.uplift import ENOUGH

STYLE = """
body{font:11pt/1.45 system-ui,sans-serif;color:#1b2426;max-width:62rem;margin:2rem auto;padding:0 1.5rem}
h1{font-size:1.7rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid #1f6f78}
h3{font-size:1rem;margin:1.2rem 0 .3rem}p,li{max-width:48rem}.lead{color:#47565a;margin:.2rem 0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;
padding:.3rem .6rem .3rem 0;border-bottom:1px solid #cdd6d8}th{font-weight:600}td.n{font-variant-numeric:tabular-nums}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""
Names = Mapping[str, str]
Rows = Iterable[Sequence[str]]


class Page:
    """Words and tables in one language."""

    def __init__(self, language: str, names: Names) -> None:
        self.language, self.names = language, names

    def say(self, key: str, **params: str | int) -> str:
        return text(self.language, key, params, "algorithm")

    def known(self, group: str, code: str) -> str:
        """The text of a code; the code itself for what came later than the texts."""
        key = f"{group}.{code}"
        return self.say(key) if key in texts("en", "algorithm") else self.say("rule.other", code=code)

    def why(self, code: str) -> str:
        """A reason of exclusion, in the words of the receipts."""
        key = f"reason.{code}" if f"reason.{code}" in texts("en", "why") else "reason.other"
        return text(self.language, key, {}, "why")

    def number(self, value: float, places: int = 1) -> str:
        written = f"{value:.{places}f}"
        return written.replace(".", ",") if self.language == "es" else written

    def moment(self, at: int) -> str:
        return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M") if at else "–"

    def actor(self, actor: str) -> str:
        """`agent:usr_…` as a name."""
        ident = actor.partition(":")[2]
        return self.names.get(ident, ident) if ident else self.say("oversight.system")

    def called(self, kind: str, slugs: Iterable[str]) -> str:
        """Documents by name: `names` has them as `team:support`."""
        return ", ".join(self.names.get(f"{kind}:{slug}", slug) for slug in slugs) or "–"

    def table(self, heads: Sequence[str], rows: Rows) -> str:
        head = "".join(f"<th scope=col>{escape(one)}</th>" for one in heads)
        body = "".join("<tr>" + "".join(f"<td class=n>{escape(one)}</td>" for one in row) + "</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def heads(self, group: str, *keys: str) -> list[str]:
        return [self.say(f"{group}.{key}") for key in keys]

    def paragraph(self, key: str, **params: str | int) -> str:
        return f"<p>{escape(self.say(key, **params))}</p>"

    def heading(self, key: str, level: int = 2) -> str:
        return f"<h{level}>{escape(self.say(key))}</h{level}>"

    def bullets(self, items: Iterable[str], tag: str = "ul") -> str:
        return f"<{tag}>" + "".join(f"<li>{escape(one)}</li>" for one in items) + f"</{tag}>"


def render(made: AlgorithmFile, language: str, names: Names) -> str:
    """The whole page. `names` are users' names by id."""
    page = Page(language, names)
    parts = [
        _head(page, made),
        page.heading("purpose.title"),
        *(page.paragraph(f"purpose.{key}") for key in ("what", "who", "kept")),
        page.heading("how.title"),
        page.bullets((page.say(f"how.{key}") for key in ("one", "two", "three", "four", "five")), "ol"),
        _queues(page, made),
        _workloads(page, made),
        _inputs(page, made),
        _learned(page, made),
        _done(page, made),
        _even(page, made),
        _oversight(page, made),
        page.heading("contest.title"),
        *(page.paragraph(f"contest.{key}") for key in ("agent", "customer", "keep")),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(page.say("title"))}</title>'
        f"<style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )


def _head(page: Page, made: AlgorithmFile) -> str:
    rows = [
        (page.say("facts.period"), f"{page.moment(made.since)} – {page.moment(made.until)}"),
        (page.say("facts.made"), f"{page.moment(made.made_at)}, {page.say('facts.by')} {page.actor(made.made_by)}"),
        (page.say("facts.engine"), made.product),
        (page.say("facts.position"), str(made.position)),
        (page.say("facts.agents"), str(made.agents)),
    ]
    body = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    title = f"<h1>{escape(page.say('title'))}</h1><p class=lead>{escape(page.say('subtitle'))}</p>"
    return f"{title}<table><tbody>{body}</tbody></table>" + page.paragraph("facts.times")


def _queues(page: Page, made: AlgorithmFile) -> str:
    if not made.queues:
        return page.heading("queues.title") + page.paragraph("queues.none")
    heads = page.heads("queues", "queue", "version", "since", "order", "choice", "needs", "waiting", "limits")
    return page.heading("queues.title") + page.table(heads, (_queue(page, one) for one in made.queues))


def _queue(page: Page, one: QueueRules) -> Sequence[str]:
    queue = one.rules
    choice = page.known("choice", queue.choice)
    if queue.choice == "learned":
        choice += "; " + page.say("queues.compare", percent=queue.compare_percent)
    return (
        f"{queue.name} ({one.slug})",
        str(one.version),
        page.moment(one.published_at),
        f"{page.known('order', queue.order)}; {_ranks(page, queue)}",
        choice,
        _asked(page, queue),
        "; ".join(_step(page, step) for step in queue.steps) or page.say("queues.nothing"),
        _limits(page, queue),
    )


def _ranks(page: Page, queue: Queue) -> str:
    said = [
        page.say("queues.precedence", precedence=queue.precedence),
        page.say("queues.priority", priority=queue.priority, vip=queue.vip_priority),
        page.say("queues.ageing", seconds=queue.ageing_seconds),
    ]
    return "; ".join(said)


def _asked(page: Page, queue: Queue) -> str:
    said = [
        page.say("queues.teams", list=page.called("team", queue.teams)) if queue.teams else page.say("queues.everybody")
    ]
    said += [page.say("queues.skill", skill=page.called("skill", [one.skill]), level=one.level) for one in queue.skills]
    if queue.match_language:
        said.append(page.say("queues.language"))
    if queue.prefer_last_agent_seconds:
        said.append(page.say("queues.last", seconds=queue.prefer_last_agent_seconds))
    return "; ".join(said)


def _step(page: Page, step: Step) -> str:
    changes: list[str] = []
    for field in ("teams", "skills", "match_language", "priority", "queue"):
        value = getattr(step, field)
        if value is not None:
            changes.append(page.say(f"queues.change.{field}", value=_written(page, field, value)))
    return page.say("queues.step", seconds=step.after_seconds, changes=", ".join(changes) or page.say("queues.nothing"))


def _written(page: Page, field: str, value: object) -> str:
    if isinstance(value, bool):
        return page.say("learned.drift_yes" if value else "learned.drift_no")
    if isinstance(value, list):
        return page.called(field.removesuffix("s"), [str(getattr(one, "skill", one)) for one in value])
    return page.called(field, [value]) if isinstance(value, str) else str(value)


def _limits(page: Page, queue: Queue) -> str:
    said: list[str] = []
    if queue.limit:
        said.append(page.say("queues.limit", limit=queue.limit))
        if queue.overflow:
            said.append(page.say("queues.overflow", queue=page.called("queue", [queue.overflow])))
    if queue.keep_free:
        said.append(page.say("queues.free", count=queue.keep_free))
    return "; ".join(said) or "–"


def _workloads(page: Page, made: AlgorithmFile) -> str:
    if not made.workloads:
        return page.heading("workloads.title") + page.paragraph("workloads.none")
    heads = page.heads("workloads", "name", "occupancy", "breather", "hard")
    return page.heading("workloads.title") + page.table(
        heads, ((f"{one.limits.name} ({one.slug})", *_care(page, one.limits)) for one in made.workloads)
    )


def _care(page: Page, limits: Workload) -> Sequence[str]:
    capped = limits.occupancy_cap_percent < 100
    cap = page.say("workloads.cap", percent=limits.occupancy_cap_percent, minutes=limits.occupancy_minutes)
    pause = page.say("workloads.pause", seconds=limits.breather_seconds, minutes=limits.long_minutes)
    return (
        cap if capped else page.say("workloads.no_cap"),
        pause if limits.breather_seconds else page.say("workloads.no_pause"),
        str(limits.hard_in_a_row) if limits.hard_in_a_row else page.say("workloads.no_limit"),
    )


def _inputs(page: Page, made: AlgorithmFile) -> str:
    said = page.heading("inputs.title")
    for key, names in (("rules", made.inputs), ("learned", made.learned_inputs), ("not_used", made.not_used)):
        said += page.heading(f"inputs.{key}", 3) + page.bullets(page.say(f"inputs.{name}") for name in names)
    return said


def _learned(page: Page, made: AlgorithmFile) -> str:
    said = page.heading("learned.title")
    if not made.matches:
        return said + page.paragraph("learned.none")
    said += page.paragraph("learned.what", enough=ENOUGH)
    heads = page.heads("learned", "queue", "state", "trained", "trained_on", "test", "time", "level", "verdict")
    said += page.table(heads, (_match(page, one) for one in made.matches)) + page.heading("learned.drift", 3)
    weeks = [(one.queue, week) for one in made.matches for week in one.weeks]
    if not weeks:
        return said + page.paragraph("learned.no_weeks")
    heads = page.heads("learned", "queue", "week", "predicted", "actual", "drifted")
    return said + page.table(
        heads,
        (
            (
                queue,
                page.moment(week.week)[:10],
                f"{page.number(week.predicted_ms / 1000, 0)} s",
                f"{page.number(week.actual_ms / 1000, 0)} s",
                page.say("learned.drift_yes" if week.drifted else "learned.drift_no"),
            )
            for queue, week in weeks
        ),
    )


def _match(page: Page, one: LearnedMatch) -> Sequence[str]:
    state = page.say("learned.on" if one.on else "learned.off")
    pieces = page.say(
        "learned.pieces", count=one.trained_on, agents=one.agents, kinds=len(one.kinds), transferred=one.transferred
    )
    window = page.say("learned.window", since=page.moment(one.since)[:10], until=page.moment(one.until)[:10])
    return (
        one.queue,
        f"{state}, {page.known('learned.why', one.why)}" if one.why else state,
        f"{page.moment(one.trained_at)} (v{one.version})",
        f"{pieces}; {window}",
        page.say("learned.arms", learned=one.learned, control=one.control),
        _gain(page, one.time_gain, "learned.percent"),
        _gain(page, one.level_gain, "learned.points"),
        page.known("learned.verdicts", one.verdict),
    )


def _gain(page: Page, gain: tuple[float, float, float], unit: str) -> str:
    if gain == (0.0, 0.0, 0.0):
        return "–"
    estimate, low, high = (page.say(unit, value=page.number(one)) for one in gain)
    return page.say("learned.interval", estimate=estimate, low=low, high=high)


def _done(page: Page, made: AlgorithmFile) -> str:
    said, queues = page.heading("done.title"), made.period.queues
    if not queues:
        return said + page.paragraph("done.none")
    heads = page.heads("done", "queue", "decisions", "rules", "answers", "widened", "refused", "by_hand")
    rows = (
        (
            one.queue,
            str(one.decisions),
            "; ".join(
                f"{page.known('rule', rule)} {page.number(100 * count / one.decisions)} % ({count})"
                for rule, count in one.rules.items()
            ),
            "; ".join(f"{page.say(f'done.answer.{how}')} {count}" for how, count in one.answers.items()),
            str(one.widened),
            str(one.refused),
            str(one.by_hand),
        )
        for one in queues
    )
    excluded = [(one.queue, reason, count) for one in queues for reason, count in one.excluded.items()]
    reasons = ((queue, page.why(reason), str(count)) for queue, reason, count in excluded)
    said += page.table(heads, rows) + page.heading("done.excluded", 3)
    return said + page.table(page.heads("done", "queue", "reason", "count"), reasons)


def _even(page: Page, made: AlgorithmFile) -> str:
    even = made.period.evenness
    rows = (
        (page.say("even.agents"), str(even.agents)),
        (page.say("even.fairness"), page.number(even.fairness, 3)),
        (page.say("even.occupancy"), ", ".join(f"{page.number(one)} %" for one in even.occupancy_pct)),
        (page.say("even.offers"), ", ".join(page.number(one) for one in even.offers_per_hour)),
    )
    body = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return page.heading("even.title") + f"<table><tbody>{body}</tbody></table>"


def _oversight(page: Page, made: AlgorithmFile) -> str:
    said, period = page.heading("oversight.title") + page.paragraph("oversight.what"), made.period
    said += page.heading("oversight.hands", 3)
    hands = ((page.known("oversight", kind), str(count)) for kind, count in period.hands.items())
    counted = page.table(page.heads("oversight", "kind", "count"), hands)
    said += counted if period.hands else page.paragraph("oversight.none")
    if period.switches:
        said += page.heading("oversight.switches", 3) + page.table(
            page.heads("oversight", "at", "who", "queue", "state", "why"),
            (
                (
                    page.moment(one.at),
                    page.actor(one.actor),
                    one.queue,
                    page.known("oversight.to", one.state),
                    page.known("learned.why", one.why),
                )
                for one in period.switches
            ),
        )
    if period.changes:
        said += page.heading("oversight.changes", 3) + page.table(
            page.heads("oversight", "at", "who", "document", "version"),
            (
                (page.moment(one.at), page.actor(one.actor), f"{one.kind}/{one.slug}", str(one.version))
                for one in period.changes
            ),
        )
    return said
