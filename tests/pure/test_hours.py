"""Opening hours: the plain days, the nights the clock changes, and the pains people have had elsewhere."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atiende.domain import hours as rules
from atiende.domain.documents import Block, Hours, Special
from atiende.domain.hours import (
    add_business_ms,
    business_ms_between,
    is_holiday,
    is_open,
    next_closing,
    next_opening,
)

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
WEEK = [1, 2, 3, 4, 5, 6, 7]
MADRID, CANARY, MEXICO, NEW_YORK = "Europe/Madrid", "Atlantic/Canary", "America/Mexico_City", "America/New_York"


def at(written: str, zone: str = MADRID, fold: int = 0) -> int:
    local = datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(local.timestamp() * 1000)


def weekly(*blocks: tuple[list[int], str, str], zone: str = MADRID, **more: object) -> Hours:
    made = [Block(days=days, start=start, end=end) for days, start, end in blocks]
    return Hours(name="h", time_zone=zone, blocks=made, **more)  # type: ignore[arg-type]


OFFICE = weekly(([1, 2, 3, 4, 5], "09:00", "14:00"), ([1, 2, 3, 4], "16:00", "19:00"))
ALWAYS = weekly((WEEK, "00:00", "24:00"))


def test_a_split_shift_is_closed_at_lunch() -> None:
    assert is_open(OFFICE, at("2026-03-02T09:00"))
    assert not is_open(OFFICE, at("2026-03-02T14:00"))
    assert is_open(OFFICE, at("2026-03-02T18:59"))
    assert next_opening(OFFICE, at("2026-03-02T14:00")) == at("2026-03-02T16:00")
    assert next_closing(OFFICE, at("2026-03-02T10:00")) == at("2026-03-02T14:00")
    assert business_ms_between(OFFICE, at("2026-03-02T13:00"), at("2026-03-02T17:00")) == 2 * HOUR


def test_friday_afternoon_leads_to_monday_and_sunday_is_closed_all_day() -> None:
    assert next_opening(OFFICE, at("2026-03-06T14:00")) == at("2026-03-09T09:00")
    assert not any(is_open(OFFICE, at("2026-03-08T00:00") + minute * MINUTE) for minute in range(0, 1440, 7))
    assert add_business_ms(OFFICE, at("2026-03-06T13:30"), HOUR) == at("2026-03-09T09:30")


def test_round_the_clock_loses_no_minute_at_midnight() -> None:
    for minute in range(-2, 3):
        assert is_open(ALWAYS, at("2026-03-05T00:00") + minute * MINUTE)
    assert is_open(ALWAYS, at("2026-03-05T00:00") - 1)
    assert next_closing(ALWAYS, at("2026-03-05T12:00")) is None
    first, last = at("2026-01-01T00:00"), at("2027-01-01T00:00")
    assert business_ms_between(ALWAYS, first, last) == last - first
    assert add_business_ms(ALWAYS, first, 30 * DAY) == first + 30 * DAY


def test_a_block_to_midnight_and_one_from_midnight_are_one_opening() -> None:
    bar = weekly(([5], "18:00", "24:00"), ([6], "00:00", "03:00"))
    assert next_closing(bar, at("2026-03-06T20:00")) == at("2026-03-07T03:00")


@pytest.mark.parametrize(
    ("zone", "spring", "autumn", "change"),
    [
        (MADRID, "2026-03-29", "2026-10-25", 2),
        (CANARY, "2026-03-29", "2026-10-25", 1),
        (NEW_YORK, "2026-03-08", "2026-11-01", 1),
    ],
)
def test_the_nights_the_clock_changes_have_an_hour_less_and_more(
    zone: str, spring: str, autumn: str, change: int
) -> None:
    night = weekly((WEEK, "00:00", "06:00"), zone=zone)
    assert business_ms_between(night, at(f"{spring}T00:00", zone), at(f"{spring}T12:00", zone)) == 5 * HOUR
    assert business_ms_between(night, at(f"{autumn}T00:00", zone), at(f"{autumn}T12:00", zone)) == 7 * HOUR
    repeated = weekly((WEEK, f"{change:02}:00", f"{change:02}:30"), zone=zone)
    assert business_ms_between(repeated, at(f"{autumn}T00:00", zone), at(f"{autumn}T12:00", zone)) == HOUR


def test_an_opening_in_the_hour_the_clock_skips_does_not_exist() -> None:
    skipped = weekly((WEEK, "02:15", "02:45"))
    assert next_opening(skipped, at("2026-03-29T00:00")) == at("2026-03-30T02:15")
    across = weekly((WEEK, "02:30", "05:00"))
    assert next_opening(across, at("2026-03-29T00:00")) == at("2026-03-29T03:00")


def test_mexico_keeps_its_clock_since_2022_and_changed_it_before() -> None:
    night = weekly((WEEK, "00:00", "06:00"), zone=MEXICO)
    assert business_ms_between(night, at("2026-04-05T00:00", MEXICO), at("2026-04-05T12:00", MEXICO)) == 6 * HOUR
    assert business_ms_between(night, at("2022-04-03T00:00", MEXICO), at("2022-04-03T12:00", MEXICO)) == 5 * HOUR


def test_holidays_of_the_country_and_the_region_are_closed() -> None:
    spain, catalonia = (
        weekly((WEEK, "09:00", "18:00"), holidays="ES"),
        weekly((WEEK, "09:00", "18:00"), holidays="ES-CT"),
    )
    assert not is_open(spain, at("2026-12-25T10:00"))
    assert is_open(spain, at("2026-09-11T10:00"))
    assert not is_open(catalonia, at("2026-09-11T10:00"))
    assert is_holiday(catalonia, date(2026, 9, 11)) and not is_holiday(OFFICE, date(2026, 12, 25))
    assert not is_open(weekly((WEEK, "09:00", "18:00"), zone=MEXICO, holidays="MX"), at("2026-09-16T10:00", MEXICO))


def test_a_special_date_replaces_the_weekday_and_the_holiday() -> None:
    special = [
        Special(date="2026-12-25", open=[("10:00", "12:00")]),
        Special(date="2026-12-24", open=[]),
    ]
    hours = weekly((WEEK, "09:00", "18:00"), holidays="ES", specials=special)
    assert is_open(hours, at("2026-12-25T11:00"))
    assert not is_open(hours, at("2026-12-24T11:00"))
    assert next_opening(hours, at("2026-12-23T18:00")) == at("2026-12-25T10:00")


def test_hours_without_blocks_never_open_but_on_their_special_dates() -> None:
    assert next_opening(weekly(), at("2026-01-01T00:00")) is None
    assert add_business_ms(weekly(), at("2026-01-01T00:00"), 1) is None
    assert next_closing(weekly(), at("2026-01-01T00:00")) == at("2026-01-01T00:00")
    fair = weekly(specials=[Special(date="2029-06-01", open=[("10:00", "12:00")])])
    assert next_opening(fair, at("2026-01-01T00:00")) == at("2029-06-01T10:00")
    assert add_business_ms(fair, at("2026-01-01T00:00"), 3 * HOUR) is None


clocks = st.integers(0, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
spans = st.lists(clocks, min_size=2, max_size=2, unique=True).map(sorted)
some_hours = st.builds(
    lambda zone, blocks, region, specials: Hours(
        name="h", time_zone=zone, holidays=region,
        blocks=[Block(days=days, start=start, end=end) for days, (start, end) in blocks],
        specials=[Special(date=day, open=[(start, end)]) for day, (start, end) in specials],
    ),
    st.sampled_from([MADRID, CANARY, MEXICO, NEW_YORK, "UTC", "Asia/Kathmandu", "Pacific/Apia"]),
    st.lists(st.tuples(st.lists(st.integers(1, 7), min_size=1, unique=True), spans), max_size=4),
    st.sampled_from(["", "ES", "MX"]),
    st.lists(st.tuples(st.sampled_from(["2026-03-29", "2026-10-25", "2026-06-01"]), spans), max_size=2),
)  # fmt: skip
moments = st.one_of(
    st.integers(at("2026-01-01T00:00"), at("2026-12-31T00:00")),
    st.integers(at("2026-03-28T00:00"), at("2026-03-30T12:00")),
    st.integers(at("2026-10-24T00:00"), at("2026-10-26T12:00")),
)


def on_the_wall(hours: Hours, moment: int) -> bool:
    """The definition itself, said without spans."""
    local = datetime.fromtimestamp(moment / 1000, ZoneInfo(hours.time_zone))
    clock, written = f"{local:%H:%M}", f"{local:%Y-%m-%d}"
    for special in hours.specials:
        if special.date == written:
            return any(start <= clock < end for start, end in special.open)
    if is_holiday(hours, local.date()):
        return False
    return any(local.isoweekday() in b.days and b.start <= clock < b.end for b in hours.blocks)


@settings(max_examples=300, deadline=None)
@given(some_hours, moments)
@example(OFFICE, at("2026-10-25T02:30", fold=1))
def test_open_is_what_the_clock_on_the_wall_says(hours: Hours, moment: int) -> None:
    assert is_open(hours, moment) == on_the_wall(hours, moment)


@settings(max_examples=150, deadline=None)
@given(some_hours, moments)
def test_nothing_opens_before_the_next_opening_and_nothing_closes_before_the_next_closing(
    hours: Hours, moment: int
) -> None:
    opening, closing = next_opening(hours, moment), next_closing(hours, moment)
    for found, wanted in ((opening, True), (closing, False)):
        if found is not None:
            assert found >= moment and is_open(hours, found) is wanted
            assert found == moment or is_open(hours, found - 1) is not wanted
        before = (moment + 3 * DAY if found is None else found) - moment
        assert all(is_open(hours, moment + before * k // 41) is not wanted for k in range(41) if before)


@settings(max_examples=150, deadline=None)
@given(some_hours, moments, st.integers(0, 20 * DAY), st.integers(0, 20 * DAY))
def test_open_time_adds_up_and_never_exceeds_real_time(hours: Hours, first: int, some: int, more: int) -> None:
    middle, last = first + some, first + some + more
    whole = business_ms_between(hours, first, last)
    assert whole == business_ms_between(hours, first, middle) + business_ms_between(hours, middle, last)
    assert 0 <= whole <= last - first
    assert business_ms_between(hours, last, first) == 0


@settings(max_examples=150, deadline=None)
@given(some_hours, moments, st.integers(1, 60 * HOUR))
def test_adding_open_time_is_the_inverse_of_counting_it(hours: Hours, start: int, duration: int) -> None:
    end = add_business_ms(hours, start, duration)
    if end is None:
        assert business_ms_between(hours, start, start + 8 * DAY) < duration
    else:
        assert business_ms_between(hours, start, end) == duration
        assert business_ms_between(hours, start, end - 1) == duration - 1


def _breaks(check: Callable[[], None]) -> bool:
    try:
        check()
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(
    ("name", "broken", "check"),
    [
        ("_minutes", lambda clock: min(1439, int(clock[:2]) * 60 + int(clock[3:])),
         test_round_the_clock_loses_no_minute_at_midnight),
        ("_offset", lambda zone, moment: 3_600_000, test_open_is_what_the_clock_on_the_wall_says),
        ("is_holiday", lambda hours, day: False, test_holidays_of_the_country_and_the_region_are_closed),
        ("_look_ahead", lambda hours: 1, test_friday_afternoon_leads_to_monday_and_sunday_is_closed_all_day),
    ],
)  # fmt: skip
def test_these_tests_notice_a_broken_rule(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: Callable[..., object], check: Callable[[], None]
) -> None:
    rules._offsets.cache_clear()
    monkeypatch.setattr(rules, name, broken)
    assert _breaks(check)
    monkeypatch.undo()
    rules._offsets.cache_clear()
