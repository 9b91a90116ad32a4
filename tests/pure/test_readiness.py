"""Why something does not work: what keeps it from working is named, and nothing is said without cause."""

import pytest
from msgspec.structs import replace

from atiende.actions.health import Figures, findings
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.facts import Ability
from atiende.domain.readiness import InboxSeen, QueueSeen, inbox_signs, queue_signs
from atiende.ports.machine import Certificate
from atiende.ports.sign_views import Lags, LastBackup
from atiende.ports.voice import Effort

NOW = 1_767_611_400_000  # Monday 5 January 2026, 11:10 UTC
OFFICE = docs.Hours(name="Oficina", blocks=[docs.Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")])
QUEUE = docs.Queue(name="Soporte", brand="main", teams=["first"], skills=[docs.Required(skill="billing", level=3)])


def agent(state: str = "available", **ability: object) -> Agent:
    able = Ability(role="agent", teams=("first",), skills={"billing": 3})
    for name, value in ability.items():
        able = type(able)(**{**{field: getattr(able, field) for field in able.__struct_fields__}, name: value})
    return Agent(id="usr_1", ability=able, since=0, state=state)


def levels(seen: QueueSeen, now: int = NOW) -> dict[str, str]:
    return {sign.code: sign.level for sign in queue_signs(seen, now)}


def test_a_queue_that_works_has_nothing_to_say_against_it() -> None:
    seen = QueueSeen(slug="s", body=QUEUE, hours_slug="office", hours=OFFICE, agents=[agent()], leads=1)
    assert set(levels(seen).values()) == {"ok"}


@pytest.mark.parametrize(
    ("agents", "code"),
    [
        ([], "nobody_serves"),
        ([agent(teams=("second",))], "nobody_serves"),
        ([agent(active=False)], "nobody_serves"),
        ([agent(brands=("other",))], "nobody_serves"),
        ([agent(skills={"billing": 2})], "nobody_able"),
        ([agent("paused")], "nobody_available"),
    ],
)
def test_who_is_missing_is_said(agents: list[Agent], code: str) -> None:
    found = levels(QueueSeen(slug="s", body=QUEUE, agents=agents, leads=1))
    assert found[code] == ("warn" if code == "nobody_available" else "bad")


def test_closed_hours_warn_and_hours_that_never_open_are_bad() -> None:
    sunday = NOW - 86_400_000
    closed = QueueSeen(slug="s", body=QUEUE, hours_slug="office", hours=OFFICE, agents=[agent("offline")])
    assert levels(closed, sunday)["hours_closed"] == "warn"
    assert levels(closed, sunday)["nobody_available"] == "info"
    never = QueueSeen(slug="s", body=QUEUE, hours_slug="none", hours=docs.Hours(name="Nunca"), agents=[agent()])
    assert levels(never)["hours_never"] == "bad"


def test_an_inbox_says_what_fails_and_a_chat_where_it_was_loaded() -> None:
    mail = docs.Endpoint(name="Correo", brand="main", channel="email", queue="s")
    failing = {one.code: one.level for one in inbox_signs(InboxSeen(slug="m", body=mail, connects=True, failure="x"))}
    assert failing["connection_failed"] == "bad" and "connected" not in failing
    chat = docs.Endpoint(name="Chat", brand="main", channel="webchat", queue="s", enabled=False)
    pages = [("https://old.test", 1), ("https://shop.test", 9)]
    signs = {one.code: one for one in inbox_signs(InboxSeen(slug="c", body=chat, pages=pages))}
    assert signs["disabled"].level == "bad" and signs["loaded"].params == {"page": "https://shop.test", "at": 9}


def lags(**changed: int | None) -> Lags:
    names = [name for name in Lags.__struct_fields__ if not name.endswith("_at")]
    plain: dict[str, int | None] = {
        **dict.fromkeys(names, 0),
        **{f: None for f in Lags.__struct_fields__ if f.endswith("_at")},
    }
    return Lags(**{**plain, **changed})  # type: ignore[arg-type]


def test_a_healthy_server_is_well_and_each_trouble_is_named() -> None:
    assert {one.level for one in findings(Figures(now=NOW, lags=lags(), disk_free=90, disk_total=100))} == {"ok"}
    late = lags(intake_oldest_at=NOW - 700_000, facts=9000, indexed=1)
    ill = Figures(
        now=NOW, lags=late, disk_free=4, disk_total=100, certificate=Certificate(NOW), mailboxes_failing=["mail"]
    )
    found = {one.code: one.level for one in findings(ill) if one.level != "ok"}
    assert found == {"disk": "bad", "index": "warn", "intake": "bad", "mailboxes": "bad", "certificate": "bad"}


def test_sound_that_is_mixed_with_less_work_than_sounds_best_is_named() -> None:
    def said(effort: Effort | None) -> dict[str, str]:
        figures = Figures(now=NOW, lags=lags(), speaks=True, effort=effort)
        return {one.code: one.level for one in findings(figures) if one.code == "mixing"}

    assert said(None) == {}
    assert said(Effort(ears=9, busy=0.2, cheaply=False, late=0)) == {"mixing": "ok"}
    assert said(Effort(ears=90, busy=0.9, cheaply=True, late=3)) == {"mixing": "warn"}


def test_a_backup_is_asked_for_where_somebody_is_to_make_them() -> None:
    def said(backup: LastBackup | None, within: int = 26) -> dict[str, str]:
        figures = Figures(now=NOW, lags=lags(), backup=backup, backup_within_hours=within)
        return {one.code: one.level for one in findings(figures) if one.code.startswith("backup")}

    made = LastBackup(at=NOW - 3_600_000, place="file:///srv/backups", bytes=1)
    assert said(None) == {"backup_never": "warn"} and said(None, within=0) == {}
    assert said(made) == {"backup": "ok", "backup_place": "ok", "backup_unverified": "info"}
    old = replace(made, at=NOW - 27 * 3_600_000, verified_at=NOW, lost=2)
    assert said(old) == {"backup_old": "warn", "backup_place": "ok", "backup_verified": "ok", "backup_lost": "bad"}
