"""What a document of the right shape must also satisfy before it is published: references, hours, permissions, URLs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Protocol
from zoneinfo import available_timezones

import msgspec

from atiende.domain import check, desk_rules, destinations, facts
from atiende.domain import documents as docs
from atiende.domain.assist_documents import Assistant, Offering
from atiende.domain.check import Findings, Json, Problem, Unfit
from atiende.domain.desk_documents import CustomField, Decision, Macro, QuickReply, Sla
from atiende.domain.knowledge_documents import Article
from atiende.domain.knowledge_rules import article_problems, help_problems
from atiende.domain.numbering import is_country
from atiende.domain.permissions import ROLES, problems
from atiende.domain.queue_rules import queue_problems, workload_problems

LANGUAGES = ("es", "en")
"""Languages the screens and the widget speak."""

FACTS = frozenset(shape.__struct_config__.tag for shape in facts.AnyFact.__args__)
MAX_SETTINGS = 100
CALLS = ("voice", "video")
"""Channels every centre may plan for, with or without a telephone line yet."""


class Known(Protocol):
    """What else is published now."""

    @property
    def local_webhooks(self) -> bool:
        """Whether webhooks may lead into closed networks."""
        ...

    def body(self, kind: str, slug: str) -> docs.Body | None:
        """A published document that is not retired."""
        ...

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]: ...

    def has_secret(self, name: str) -> bool: ...

    def settings_problems(self, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
        """The channel's own check; None for a channel that does not exist."""
        ...

    def template_problem(self, template: str) -> str:
        """Why a template cannot be read, in the parser's words; empty when it can."""
        ...

    def expression_problem(self, source: str) -> str:
        """Why an expression may not be used, as a code or in the parser's words; empty when it may."""
        ...


def fit(kind: str, slug: str, body: Json, known: Known) -> docs.Body:
    """The record, when it may be in force. Raises Unfit with every problem, KeyError for an unknown kind."""
    shape, references = check.examine(kind, body)
    found = Findings()
    found.problems.extend(shape)
    _check_references(found, references, known)
    if not shape:
        record = msgspec.convert(body, docs.KINDS[kind])
        RULES.get(kind, _no_rule)(found, slug, record, known)
        _templates(found, record, known)
    if found.problems:
        raise Unfit(found.problems)
    return msgspec.convert(body, docs.KINDS[kind])


def _check_references(found: Findings, references: Sequence[check.Reference], known: Known) -> None:
    for reference in references:
        if reference.kind == "secret":
            if not known.has_secret(reference.slug):
                found.add(reference.field, "secret_missing", name=reference.slug)
        elif reference.kind == "role" and reference.slug in ROLES:
            continue
        elif known.body(reference.kind, reference.slug) is None:
            found.add(reference.field, "reference_missing", kind=reference.kind, slug=reference.slug)


def _no_rule(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    """Its shape is all there is to it."""


def _templates(found: Findings, body: docs.Body, known: Known) -> None:
    for field, template in desk_rules.templates_of(body).items():
        detail = known.template_problem(template)
        if detail:
            found.add(field, "bad_template", detail=detail)


def _brand(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Brand)
    if body.language.split("-")[0] not in LANGUAGES:
        found.add("language", "unknown_language")
    _zone(found, body.time_zone)
    others = {other: theirs for other, theirs in known.bodies("brand") if isinstance(theirs, docs.Brand)}
    help_problems(found, slug, body, others)


def _zone(found: Findings, name: str) -> None:
    if name not in time_zones():
        found.add("time_zone", "unknown_time_zone")


@cache
def time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _endpoint(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Endpoint)
    queue = known.body("queue", body.queue)
    if isinstance(queue, docs.Queue) and queue.brand != body.brand:
        found.add("queue", "other_brand")
    if len(body.settings) > MAX_SETTINGS:
        found.add("settings", "too_many", most=MAX_SETTINGS)
    wrong = known.settings_problems(body.channel, body.settings)
    if wrong is None:
        found.add("channel", "unknown_channel")
    for field, code in wrong or ():
        found.add(f"settings.{field}" if field else "settings", code)
    _settings_secrets(found, body, known)
    _same_address(found, slug, body, known)


def _settings_secrets(found: Findings, body: docs.Endpoint, known: Known) -> None:
    for field, value in body.settings.items():
        if isinstance(value, str) and value.startswith("secret:") and not known.has_secret(value[len("secret:") :]):
            found.add(f"settings.{field}", "secret_missing", name=value[len("secret:") :])


def _same_address(found: Findings, slug: str, body: docs.Endpoint, known: Known) -> None:
    """Two endpoints with one address would each take what is meant for the other."""
    address = body.settings.get("address")
    if not isinstance(address, str) or not address:
        return
    for other, theirs in known.bodies("endpoint"):
        if other == slug or not isinstance(theirs, docs.Endpoint) or theirs.channel != body.channel:
            continue
        if str(theirs.settings.get("address", "")).casefold() == address.casefold():
            found.add("settings.address", "address_taken", slug=other)


def _queue(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Queue)
    queues = {other: theirs for other, theirs in known.bodies("queue") if isinstance(theirs, docs.Queue)}
    queue_problems(found, slug, body, queues)


def _workload(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Workload)
    there = {load.channel for load in body.channels if known.settings_problems(load.channel, {}) is not None}
    workload_problems(found, body, frozenset(there | set(CALLS)))


def _hours(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Hours)
    _zone(found, body.time_zone)
    taken: dict[int, list[tuple[str, str]]] = {}
    for index, block in enumerate(body.blocks):
        field = f"blocks[{index}]"
        for at in check.twice([str(day) for day in block.days]):
            found.add(f"{field}.days[{at}]", "twice")
        for day in sorted(set(block.days)):
            if not _place(found, field, (block.start, block.end), taken.setdefault(day, [])):
                break
    _holidays(found, body.holidays)
    _specials(found, body.specials)


def _place(found: Findings, field: str, block: tuple[str, str], taken: list[tuple[str, str]]) -> bool:
    """Adds a block to a day, unless it ends before it starts or overlaps what is there. Clock texts sort as times."""
    start, end = block
    if end <= start:
        found.add(f"{field}.end", "ends_before_start")
        return False
    if any(start < other_end and other_start < end for other_start, other_end in taken):
        found.add(f"{field}.start", "overlaps")
        return False
    taken.append(block)
    return True


def _specials(found: Findings, specials: Sequence[docs.Special]) -> None:
    for index in check.twice([special.date for special in specials]):
        found.add(f"specials[{index}].date", "twice")
    for index, special in enumerate(specials):
        if not _is_date(special.date):
            found.add(f"specials[{index}].date", "bad_date")
        taken: list[tuple[str, str]] = []
        for at, (start, end) in enumerate(special.open):
            _place(found, f"specials[{index}].open[{at}]", (start, end), taken)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _holidays(found: Findings, place: str) -> None:
    """A country, or country-region, whose public holidays are known."""
    if not place:
        return
    country, _, region = place.partition("-")
    supported = holiday_places()
    if country not in supported or (region and region not in supported[country]):
        found.add("holidays", "unknown_holidays")


@cache
def holiday_places() -> Mapping[str, Sequence[str]]:
    """Countries and their regions whose public holidays are known."""
    import holidays

    return holidays.list_supported_countries(include_aliases=False)


def _trunk(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Trunk)
    if body.country and not is_country(body.country):
        found.add("country", "bad_country")


def _role(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Role)
    found.problems.extend(permission_problems(body.permissions))


def permission_problems(permissions: Mapping[str, str]) -> Sequence[Problem]:
    """Names and scopes that do not exist."""
    return [Problem(f"permissions.{name}", code) for name, code in problems(permissions)]


def _webhook(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Webhook)
    code = destinations.address_problem(body.url, local=known.local_webhooks)
    if code is not None:
        found.add("url", code)
    for index, name in enumerate(body.facts):
        if name not in FACTS:
            found.add(f"facts[{index}]", "unknown_fact")
    for index in check.twice(body.facts):
        found.add(f"facts[{index}]", "twice")


def _reason(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Reason)
    others = {other: theirs.parent for other, theirs in known.bodies("reason") if isinstance(theirs, docs.Reason)}
    desk_rules.parent_problems(found, slug, body.parent, others)


def _disposition(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, docs.Disposition)
    there = known.bodies("disposition")
    others = {other: theirs.parent for other, theirs in there if isinstance(theirs, docs.Disposition)}
    desk_rules.parent_problems(found, slug, body.parent, others)


def _quick_reply(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, QuickReply)
    others = {other: theirs for other, theirs in known.bodies("quick_reply") if isinstance(theirs, QuickReply)}
    desk_rules.reply_problems(found, slug, body, others)


def _macro(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, Macro)
    desk_rules.macro_problems(found, body)


def _field(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, CustomField)
    desk_rules.field_problems(found, body)


def _sla(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, Sla)
    desk_rules.sla_problems(found, body)


def _decision(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, Decision)
    desk_rules.decision_problems(found, body)


def _article(found: Findings, slug: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, Article)
    article_problems(found, slug, body)


def _assistant(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    """Which addresses lead nowhere inside is the operator's to say: that is checked when it is asked."""
    assert isinstance(body, Assistant)
    if body.active and not body.url:
        found.add("url", "model_url_missing")
    if body.active and not body.model.strip():
        found.add("model", "model_missing")
    problem = destinations.address_problem(body.url, local=True) if body.url else None
    if problem:
        found.add("url", problem)


def _offering(found: Findings, _: str, body: docs.Body, known: Known) -> None:
    assert isinstance(body, Offering)
    if not body.text_es.strip() and not body.text_en.strip():
        found.add("text_es", "no_text")
    detail = known.expression_problem(body.when)
    if detail:
        found.add("when", "bad_expression", detail=detail)


RULES: Mapping[str, Callable[[Findings, str, docs.Body, Known], None]] = {
    "brand": _brand,
    "endpoint": _endpoint,
    "queue": _queue,
    "workload": _workload,
    "hours": _hours,
    "role": _role,
    "trunk": _trunk,
    "webhook": _webhook,
    "reason": _reason,
    "disposition": _disposition,
    "quick_reply": _quick_reply,
    "macro": _macro,
    "field": _field,
    "sla": _sla,
    "decision": _decision,
    "assistant": _assistant,
    "offering": _offering,
    "article": _article,
}
