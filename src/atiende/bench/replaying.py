"""`atiende replay`: what the log says, against what is stored; every decision again; and the floor of a moment gone."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import typer

from atiende.actions import past, past_board
from atiende.domain.facts import Logged
from atiende.domain.work import User
from atiende.ports.board import AgentNow, Board
from atiende.ports.desk import Desk
from atiende.ports.views import Sight, Waiting
from atiende.routing.guarantees.watch import Watch
from atiende.routing.rederive import Rederiving
from atiende.settings import Settings
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.wiring import open_desk

PAGE = 5_000
EVERYTHING = Sight(agent="", queues=None, brands=None)
EVERYBODY = 20_000


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed with `--json`."""

    centre: str
    at: str
    seq: int
    board: Board
    waiting: Sequence[Waiting]


async def check(settings: Settings, *, decisions: bool) -> int:
    """Every centre of the database; 1 when something differs."""
    wrong = 0
    async with open_desk(settings) as desk:
        assert isinstance(desk.store, SqlStore)
        for tenant in await desk.store.tenants():
            found: list[object] = list(await replay_check(desk.store, tenant))
            found += await _again(desk, tenant) if decisions else []
            for one in found:
                typer.echo(f"{tenant}: {one}")
            wrong += len(found)
    typer.echo("Stored state equals the log." if not wrong else f"{wrong} differences.")
    return 1 if wrong else 0


async def _again(desk: Desk, tenant: str) -> list[object]:
    """The guarantees over the whole log, and each offer decided again."""
    watch, again, after, found = Watch(), Rederiving(), 0, list[object]()
    while page := await desk.store.log(tenant, after, PAGE):
        found += _of_page(watch, again, page)
        after = page[-1].seq
    found += again.finish()
    typer.echo(f"{tenant}: {watch.facts} facts checked, {again.offers} offers decided again.")
    return found


def _of_page(watch: Watch, again: Rederiving, page: Sequence[Logged]) -> list[object]:
    broken = [one for logged in page for one in watch.follow(logged)]
    return [*broken, *again.follow(page)]


async def floor_at(settings: Settings, when: str, *, as_json: bool) -> int:
    """2 for what is no moment. A moment without an offset is UTC."""
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        typer.echo(f"Not a moment: {when}. Write it as 2026-03-02T10:42+01:00.", err=True)
        return 2
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    async with open_desk(settings) as desk:
        for tenant in await desk.store.tenants():
            floor = await _floor(desk, tenant, moment)
            typer.echo(msgspec.json.encode(floor).decode() if as_json else _table(floor))
    return 0


async def _floor(desk: Desk, tenant: str, moment: datetime) -> Floor:
    at = int(moment.timestamp() * 1000)
    then = await past.floor_at(desk, tenant, at)
    names = {one.id: one.name for one in await desk.store.reading(tenant).where(User, {}, limit=EVERYBODY)}
    return Floor(
        centre=tenant,
        at=moment.isoformat(),
        seq=then.seq,
        board=past_board.board_of(then, EVERYTHING, at, names),
        waiting=past_board.waiting_of(then, EVERYTHING, at),
    )


def _table(floor: Floor) -> str:
    lines = [f"{floor.centre} at {floor.at}, after fact {floor.seq}", ""]
    lines.append(
        f"{'queue':<24}{'waiting':>8}{'longest':>9}{'offered':>9}{'handled':>9}{'available':>11}{'staffed':>9}"
    )
    lines += [
        f"{one.name[:22]:<24}{one.waiting:>8}{_clock(one.oldest_wait_ms):>9}{one.offered:>9}{one.handling:>9}"
        f"{one.agents_available:>11}{one.agents_staffed:>9}"
        for one in floor.board.queues
    ]
    lines += ["", f"{'agent':<24}{'state':<16}{'for':>8}  load"]
    lines += [_line(one, floor.board.at) for one in floor.board.agents]
    lines += ["", f"{'place':<7}{'queue':<20}{'channel':<10}{'priority':>8}{'waits':>9}  interaction"]
    lines += [
        f"{one.position:<7}{one.queue[:18]:<20}{one.channel:<10}{one.priority:>8}{_clock(one.wait_ms):>9}  "
        f"{one.interaction}{'  (offered)' if one.state == 'offered' else ''}"
        for one in floor.waiting
    ]
    return "\n".join(lines) + "\n"


def _line(one: AgentNow, at: int) -> str:
    load = ", ".join(f"{channel} {pieces} of {one.capacity[channel]}" for channel, pieces in sorted(one.load.items()))
    since = _clock(at - one.since) if one.since else "-"
    return f"{(one.name or one.id)[:22]:<24}{one.state:<16}{since:>8}  {load or '-'}"


def _clock(milliseconds: int) -> str:
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    return f"{minutes}:{seconds:02}"
