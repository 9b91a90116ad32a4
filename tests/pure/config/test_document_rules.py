"""What a document must satisfy beyond its shape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain.check import Unfit
from atiende.domain.permissions import ROLES


@dataclass
class Shelf:
    """A configuration in memory."""

    published: dict[tuple[str, str], docs.Body] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    local_webhooks: bool = False

    def body(self, kind: str, slug: str) -> docs.Body | None:
        return self.published.get((kind, slug))

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]:
        return [(slug, body) for (of, slug), body in self.published.items() if of == kind]

    def has_secret(self, name: str) -> bool:
        return name in self.secrets

    def settings_problems(self, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
        return [("color", "not_a_color")] if settings.get("color") == "red" else [] if channel == "webchat" else None

    def template_problem(self, template: str) -> str:
        return "no end" if "{{" in template and "}}" not in template else ""

    def expression_problem(self, source: str) -> str:
        return "no end" if source.count("(") != source.count(")") else ""


@pytest.fixture
def shelf() -> Shelf:
    published: dict[tuple[str, str], docs.Body] = {
        ("brand", "main"): docs.Brand(name="Main"),
        ("brand", "other"): docs.Brand(name="Other"),
        ("team", "first"): docs.Team(name="First"),
        ("queue", "support"): docs.Queue(name="Support", brand="main"),
        ("queue", "elsewhere"): docs.Queue(name="Elsewhere", brand="other"),
        ("endpoint", "mail"): docs.Endpoint(
            name="Mail", brand="main", channel="webchat", queue="support", settings={"address": "Hi@Example.com"}
        ),
    }
    return Shelf(published, {"signing"})


def problems(shelf: Shelf, kind: str, body: dict[str, object], slug: str = "x") -> set[tuple[str, str]]:
    try:
        rules.fit(kind, slug, body, shelf)  # type: ignore[arg-type]
    except Unfit as unfit:
        return {(one.field, one.code) for one in unfit.problems}
    return set()


def test_a_reference_to_nothing_is_a_problem_and_all_are_told(shelf: Shelf) -> None:
    body = {"name": "q", "brand": "gone", "teams": ["first", "second"], "hours": "never"}
    assert problems(shelf, "queue", body) == {
        ("brand", "reference_missing"),
        ("teams[1]", "reference_missing"),
        ("hours", "reference_missing"),
    }


def test_an_endpoint_is_checked_by_its_channel(shelf: Shelf) -> None:
    body = {"name": "e", "brand": "main", "channel": "webchat", "queue": "support", "settings": {"color": "red"}}
    assert problems(shelf, "endpoint", body) == {("settings.color", "not_a_color")}
    assert problems(shelf, "endpoint", body | {"channel": "pigeon", "settings": {}}) == {("channel", "unknown_channel")}
    assert problems(shelf, "endpoint", body | {"settings": {}}) == set()


def test_an_endpoint_does_not_use_another_brands_queue(shelf: Shelf) -> None:
    body = {"name": "e", "brand": "main", "channel": "webchat", "queue": "elsewhere"}
    assert problems(shelf, "endpoint", body) == {("queue", "other_brand")}


def test_two_endpoints_do_not_share_an_address_but_one_keeps_its_own(shelf: Shelf) -> None:
    body: dict[str, object] = {"name": "e", "brand": "main", "channel": "webchat", "queue": "support"}
    body["settings"] = {"address": "hi@example.com"}
    assert problems(shelf, "endpoint", body, "second") == {("settings.address", "address_taken")}
    assert problems(shelf, "endpoint", body, "mail") == set()


def test_a_secret_that_was_never_set_is_a_problem(shelf: Shelf) -> None:
    body = {"name": "w", "url": "https://example.com/", "secret": "secret:none"}
    assert problems(shelf, "webhook", body) == {("secret", "secret_missing")}
    assert problems(shelf, "webhook", body | {"secret": "secret:signing"}) == set()
    endpoint = {"name": "e", "brand": "main", "channel": "webchat", "queue": "support"}
    settings = {"settings": {"identity_secret": "secret:none"}}
    assert problems(shelf, "endpoint", endpoint | settings) == {("settings.identity_secret", "secret_missing")}


def block(days: list[int], start: str, end: str) -> dict[str, object]:
    return {"days": days, "start": start, "end": end}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([block([1, 2], "09:00", "14:00"), block([1], "16:00", "19:00")], set()),
        ([block([1], "09:00", "14:00"), block([1], "14:00", "24:00")], set()),
        ([block([1], "09:00", "14:00"), block([2], "09:00", "14:00")], set()),
        ([block([1], "09:00", "14:00"), block([1], "13:59", "15:00")], {("blocks[1].start", "overlaps")}),
        ([block([1], "09:00", "09:00")], {("blocks[0].end", "ends_before_start")}),
        ([block([1], "22:00", "06:00")], {("blocks[0].end", "ends_before_start")}),
        ([block([3, 3], "09:00", "10:00")], {("blocks[0].days[1]", "twice")}),
    ],
)
def test_hours_do_not_overlap_or_run_backwards(
    shelf: Shelf, blocks: list[object], expected: set[tuple[str, str]]
) -> None:
    assert problems(shelf, "hours", {"name": "h", "blocks": blocks}) == expected


def test_special_dates_exist_once_and_their_hours_are_in_order(shelf: Shelf) -> None:
    specials = [
        {"date": "2026-12-24", "open": [["09:00", "14:00"]]},
        {"date": "2026-12-24"},
        {"date": "2026-02-30"},
        {"date": "2026-12-31", "open": [["10:00", "12:00"], ["11:00", "13:00"]]},
    ]
    assert problems(shelf, "hours", {"name": "h", "specials": specials}) == {
        ("specials[1].date", "twice"),
        ("specials[2].date", "bad_date"),
        ("specials[3].open[1].start", "overlaps"),
    }


@pytest.mark.parametrize(
    ("place", "fine"), [("", True), ("ES", True), ("ES-CT", True), ("MX", True), ("ES-XX", False), ("XX", False)]
)
def test_holidays_are_of_places_whose_holidays_are_known(shelf: Shelf, place: str, fine: bool) -> None:
    assert (problems(shelf, "hours", {"name": "h", "holidays": place}) == set()) is fine


def test_time_zones_and_languages_exist(shelf: Shelf) -> None:
    assert problems(shelf, "brand", {"name": "b", "time_zone": "Europe/Atlantis", "language": "de"}) == {
        ("time_zone", "unknown_time_zone"),
        ("language", "unknown_language"),
    }
    assert problems(shelf, "brand", {"name": "b", "time_zone": "America/Bogota", "language": "es-419"}) == set()


def test_roles_grant_what_exists_as_far_as_exists(shelf: Shelf) -> None:
    granted = {"conversation.read": "world", "coffee.make": "all", "report.read": "own"}
    assert problems(shelf, "role", {"name": "r", "permissions": granted}) == {
        ("permissions.conversation.read", "unknown_scope"),
        ("permissions.coffee.make", "unknown_permission"),
    }
    for built_in in ROLES.values():
        assert problems(shelf, "role", {"name": "r", "permissions": built_in}) == set()


def test_a_webhook_leads_outside_and_is_told_of_what_exists(shelf: Shelf) -> None:
    body = {
        "name": "w",
        "url": "https://10.0.0.1/",
        "secret": "secret:signing",
        "facts": ["MessageSent", "Teapot", "MessageSent"],
    }
    assert problems(shelf, "webhook", body) == {
        ("url", "url_private"),
        ("facts[1]", "unknown_fact"),
        ("facts[2]", "twice"),
    }
    shelf.local_webhooks = True
    assert problems(shelf, "webhook", body | {"url": "http://127.0.0.1:8/x", "facts": []}) == set()


def test_a_queue_names_a_team_once(shelf: Shelf) -> None:
    body = {"name": "q", "brand": "main", "teams": ["first", "first"]}
    assert problems(shelf, "queue", body) == {("teams[1]", "twice")}
