"""What is kept of rows that were committed or read, so that it is never older than the last commit."""

from atiende.domain.documents import Document
from atiende.domain.work import Timer, User
from atiende.ports.store import Batch
from atiende.store.recent import Recent

TENANT = "tnt_1"
ANA = User(id="usr_1", email="ana@example.test", name="Ana")
MOVED = User(id="usr_1", email="ana@example.test", name="Ana", preferences={"phone.where": "desk"})


def committed(row: User | Timer) -> Batch:
    key = (row.id,) if isinstance(row, User) else (row.kind, row.key)
    return Batch(TENANT, (), {(type(row), key): row})


def test_what_was_read_is_kept() -> None:
    recent = Recent()
    recent.was_read(TENANT, ("usr_1",), ANA, recent.changes(User))
    assert recent.get(TENANT, User, ("usr_1",)) == ANA
    assert recent.get("tnt_2", User, ("usr_1",)) is None


def test_what_a_commit_overtook_while_it_was_read_is_not() -> None:
    recent = Recent()
    before = recent.changes(User)
    recent.publish([committed(MOVED)])
    recent.was_read(TENANT, ("usr_1",), ANA, before)
    assert recent.get(TENANT, User, ("usr_1",)) == MOVED


def test_a_commit_counts_more_than_what_was_read_before() -> None:
    recent = Recent()
    recent.was_read(TENANT, ("usr_1",), ANA, recent.changes(User))
    recent.publish([committed(MOVED)])
    assert recent.get(TENANT, User, ("usr_1",)) == MOVED


def test_work_is_never_kept_nor_what_changes_often() -> None:
    recent = Recent()
    timer = Timer(kind="offer", key="off_1", due=5)
    recent.publish([committed(timer)])
    recent.was_read(TENANT, ("offer", "off_1"), timer, recent.changes(Timer))
    assert recent.get(TENANT, Timer, ("offer", "off_1")) is None
    assert recent.changes(Document) == 0
