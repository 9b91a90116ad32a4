"""The canary: sudden rises are noticed within minutes, ordinary days raise nothing, and what is over is over."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from atiende.reports.canary import HOUR_MS, MINUTE_MS, Canary, Seen, Sign
from tests.shared_data import ABSENT, shared_data_dir

DAY_MS = 24 * HOUR_MS
MONDAY = int(datetime(2026, 11, 2, tzinfo=UTC).timestamp() * 1000)
PER_HOUR = (0, 0, 0, 0, 0, 0, 1, 4, 10, 20, 24, 22, 18, 12, 10, 12, 18, 20, 16, 10, 6, 4, 2, 1)
TOPICS = ("pedido", "factura", "devolver", "tarifa", "instalar", "cita", "precio", "garantía")


class Town:
    """A centre's days, minute by minute; `signs` are what the canary said."""

    def __init__(self) -> None:
        self.canary, self.chance, self.count = Canary(), Random(5), 0
        self.signs: list[Sign] = []

    def writes(self, at: int, *words: str, customer: str = "") -> None:
        self.count += 1
        topics = tuple(("term", one) for one in words)
        seen = Seen(
            at=at,
            brand="main",
            channel="webchat",
            customer=customer or f"cus_{self.count}",
            conversation=f"cnv_{self.count}",
            topics=topics,
        )
        self.signs += self.canary.heard(seen)

    def days(self, begins: int, count: int) -> int:
        for hour in range(begins, begins + count * DAY_MS, HOUR_MS):
            rate = PER_HOUR[hour // HOUR_MS % 24]
            for at in sorted(hour + self.chance.randrange(HOUR_MS) for _ in range(rate)):
                self.writes(at, "hola", self.chance.choice(TOPICS))
            self.signs += self.canary.tick(hour + HOUR_MS)
        return begins + count * DAY_MS


def test_what_many_suddenly_write_about_is_noticed_within_five_minutes() -> None:
    town = Town()
    begins = town.days(MONDAY, 14) + 10 * HOUR_MS
    assert town.signs == []
    for second in range(0, 600, 20):
        town.writes(begins + second * 1000, "web", "caída")
    raised = [one for one in town.signs if one.what == "raised"]
    assert len(raised) == 1, "what shares its conversations is one"
    assert raised[0].kind == "term" and {raised[0].about, *raised[0].also} >= {"web", "caída"}
    assert raised[0].at - begins <= 5 * MINUTE_MS
    assert raised[0].customers >= 4 and raised[0].usual < 1
    grown = town.signs[-1]
    assert grown.what == "grew" and grown.number == raised[0].number and grown.count > raised[0].count


def test_it_is_over_when_it_was_calm_for_a_while_and_not_before() -> None:
    town = Town()
    begins = town.days(MONDAY, 14) + 10 * HOUR_MS
    for second in range(0, 600, 20):
        town.writes(begins + second * 1000, "web", "caída")
    over = begins + 10 * MINUTE_MS
    town.signs += town.canary.tick(over + 10 * MINUTE_MS)
    assert all(one.what != "ended" for one in town.signs)
    for minute in range(11, 40):
        town.signs += town.canary.tick(over + minute * MINUTE_MS)
    assert [one.what for one in town.signs if one.what in ("raised", "ended")] == ["raised", "ended"]


def test_one_customer_who_writes_again_and_again_raises_nothing() -> None:
    """The control: as many messages, one author."""
    town = Town()
    begins = town.days(MONDAY, 14) + 10 * HOUR_MS
    for second in range(0, 600, 20):
        town.writes(begins + second * 1000, "web", "caída", customer="cus_one")
    assert [one for one in town.signs if one.kind == "term"] == []


def test_a_lively_day_alone_says_nothing_about_any_topic() -> None:
    town = Town()
    begins = town.days(MONDAY, 14) + 10 * HOUR_MS
    for at in sorted(begins + town.chance.randrange(20 * MINUTE_MS) for _ in range(60)):
        town.writes(at, "hola", town.chance.choice(TOPICS))
    assert {one.kind for one in town.signs} == {"volume"}


def test_a_new_centre_is_silent_until_it_knows_what_is_usual() -> None:
    town = Town()
    for second in range(0, 600, 10):
        town.writes(MONDAY + second * 1000, "hola")
    assert town.signs == []


# --- real arrivals ----------------------------------------------------------------------------------------------------

MOST_A_MONTH = 2.0
"""False alarms that are borne."""


def _contacts(path: Path, when: str, count: str, minutes: int) -> Iterator[tuple[int, int, int]]:
    with path.open() as file:
        for row in csv.DictReader(file):
            begins = datetime.fromisoformat(" ".join(row[name] for name in when.split("+"))).replace(tzinfo=UTC)
            yield int(begins.timestamp() * 1000), int(row[count]), minutes


def _days(rows: Sequence[tuple[int, int, int]], spike: int = 0) -> list[Sign]:
    """Lives them; at `spike` twenty minutes bring five times as many as then."""
    canary, chance, signs, count = Canary(), Random(3), list[Sign](), 0
    for begins, contacts, minutes in rows:
        many = contacts * 5 + 20 if spike <= begins < spike + 20 * MINUTE_MS else contacts
        for at in sorted(begins + chance.randrange(minutes * MINUTE_MS) for _ in range(many)):
            count += 1
            seen = Seen(at=at, brand="b", channel="voice", customer=f"c{count}", conversation=f"v{count}")
            signs += canary.heard(seen)
        signs += canary.tick(begins + minutes * MINUTE_MS)
    return [one for one in signs if one.what == "raised"]


def _bank() -> list[tuple[int, int, int]]:
    data = shared_data_dir()
    if data is None:
        pytest.skip(ABSENT)
    found = data / "arrivals" / "technion-bank-6min" / "callcenter_1999.csv"
    return list(_contacts(found, "date+start", "calls", 6))


def test_four_months_of_a_banks_calls_raise_hardly_anything() -> None:
    rows = _bank()
    months = (rows[-1][0] - rows[0][0]) / (30 * DAY_MS)
    assert len(_days(rows)) / months <= MOST_A_MONTH


def test_a_real_day_with_five_times_as_many_is_noticed_within_five_minutes() -> None:
    rows = _bank()[: 60 * 240]
    spike = next(begins for begins, calls, _ in rows[50 * 240 :] if calls >= 8)
    found = [one for one in _days(rows, spike) if spike <= one.at]
    assert found and found[0].at - spike <= 5 * MINUTE_MS
