"""The line over a database in memory: what it asks and how often, and what it does when the database says no."""

from collections.abc import Callable, Mapping

import pytest

from atiende.domain.conversation import Conversation
from atiende.domain.errors import StoreFull
from atiende.domain.interaction import Interaction
from atiende.domain.message import Origin
from atiende.domain.row import Row
from atiende.ports.store import Change, Key, Value
from atiende.store.codec import codec, matches
from atiende.store.line import Head, Job, Lines, Overtaken, Refused, Writes
from tests.contracts.store_world import TENANT, open_conversation, receive


class Memory:
    """`line.Database` in dictionaries. `problems` are raised by the next commits, one each."""

    def __init__(self) -> None:
        self.rows: dict[tuple[type[Row], Key], Row] = {}
        self.heads: dict[str, tuple[int, int, int]] = {}
        self.asked: list[tuple[str, str, int]] = []
        self.commits = 0
        self.problems: list[Exception] = []

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        self.asked.append(("get", row.TABLE, len(keys)))
        return [self.rows[row, key] for key in keys if (row, key) in self.rows]

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        self.asked.append(("where", row.TABLE, len(equals)))
        return [each for (kind, _), each in self.rows.items() if kind is row and matches(each, equals)]

    def begin(self, tenant: str, turn: int | None) -> Head | None:
        return None if turn is not None else Head(*self.heads.get(tenant, (0, 0, 0)))

    def commit(self, writes: Writes) -> None:
        if self.problems:
            raise self.problems.pop(0)
        self.commits += 1
        for kind, puts in writes.puts.items():
            for _, row in puts:
                self.rows[kind, codec(kind).key(row)] = row
        for kind, drops in writes.drops.items():
            for _, key in drops:
                self.rows.pop((kind, key), None)
        for tenant, seq, at, turn in writes.heads:
            self.heads[tenant] = (seq, at, turn)

    def undo(self) -> None:
        return None


@pytest.fixture
def database() -> Memory:
    return Memory()


@pytest.fixture
def lines(database: Memory) -> Lines:
    return Lines(database)


def job(decide: Callable[[Change], object], *reads: tuple[type[Row], Key]) -> Job:
    return Job(TENANT, decide, 1, reads)


def message(conversation: str, origin: str) -> Job:
    return job(
        receive(conversation, origin),
        (Origin, ("chat", origin)),
        (Conversation, (conversation,)),
        (Interaction, (f"itr_{conversation}",)),
    )


def answers(jobs: list[Job]) -> list[object]:
    return [each.answer for each in jobs]


def test_what_a_batch_names_is_read_with_one_question_for_each_table(database: Memory) -> None:
    Lines(database).take([job(open_conversation(f"cnv_{index}")) for index in range(20)])
    database.asked.clear()

    jobs = [message(f"cnv_{index}", f"o{index}") for index in range(20)]
    Lines(database).take(jobs)

    assert answers(jobs) == [1] * 20
    assert sorted(database.asked) == [("get", "conversations", 20), ("get", "interactions", 20), ("get", "origins", 20)]


def test_a_message_into_a_known_conversation_asks_only_whether_it_was_there_before(
    lines: Lines, database: Memory
) -> None:
    lines.take([job(open_conversation("cnv_1"))])
    lines.take([message("cnv_1", "o1")])
    database.asked.clear()

    lines.take([message("cnv_1", "o2")])

    assert database.asked == [("get", "origins", 1)]


def test_a_batch_is_one_commit_and_tells_followers_its_rows(lines: Lines, database: Memory) -> None:
    batches = lines.take([job(open_conversation("cnv_1")), message("cnv_1", "o1"), message("cnv_1", "o2")])

    assert database.commits == 1
    assert [logged.seq for logged in batches[0].logged] == [1, 2, 3, 4]
    row = batches[0].rows[Conversation, ("cnv_1",)]
    assert isinstance(row, Conversation) and row.last == 2


def test_refused_changes_alone_commit_nothing(lines: Lines, database: Memory) -> None:
    def refuse(change: Change) -> None:
        open_conversation("cnv_1")(change)
        raise ValueError("no")

    refused = job(refuse)
    assert lines.take([refused]) == []
    assert isinstance(refused.answer, Refused) and isinstance(refused.answer.error, ValueError)
    assert (database.commits, database.rows) == (0, {})


def test_a_full_disk_refuses_the_whole_batch_and_the_next_one_begins_as_if_it_had_not_been(
    lines: Lines, database: Memory
) -> None:
    database.problems = [StoreFull()]
    first = [job(open_conversation("cnv_1")), job(open_conversation("cnv_2"))]
    assert lines.take(first) == []
    assert all(isinstance(answer, Refused) and isinstance(answer.error, StoreFull) for answer in answers(first))

    again = job(open_conversation("cnv_1"))
    lines.take([again])
    assert again.answer == 1
    assert database.heads[TENANT][0] == 2


def test_after_an_error_of_the_database_each_change_is_tried_by_itself(lines: Lines, database: Memory) -> None:
    database.problems = [ValueError("the batch"), ValueError("the first change")]
    jobs = [job(open_conversation(f"cnv_{index}")) for index in range(3)]

    batches = lines.take(jobs)

    assert isinstance(jobs[0].answer, Refused)
    assert answers(jobs)[1:] == [1, 2]
    assert [[logged.seq for logged in batch.logged] for batch in batches] == [[1, 2], [3, 4]]


def test_an_overtaken_turn_is_done_again_on_what_the_other_one_left(lines: Lines, database: Memory) -> None:
    lines.take([job(open_conversation("cnv_1"))])
    Lines(database).take([job(open_conversation("cnv_2"))])
    database.problems = [Overtaken()]

    late = job(open_conversation("cnv_3"))
    lines.take([late])

    assert late.answer == 3
    assert database.heads[TENANT][0] == 6
